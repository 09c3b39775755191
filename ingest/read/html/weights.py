"""How much of a page's text each of its elements holds, without what stands around a document: menus, sharing, footers."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.html import HtmlElement

from ingest.read.html.page import FILE, SENTENCE_MARK, is_read
from parsers.language.lexicon import words
from parsers.language.patterns import lazy

_TAGS = frozenset(["nav", "footer", "aside"])
_NAMES = frozenset(
    [
        "nav",
        "navbar",
        "menu",
        "crumb",
        "crumbs",
        "breadcrumb",
        "location",
        "weizhi",
        "dqwz",
        "share",
        "bdshare",
        "sharebox",
        "fenxiang",
        "bdsharebuttonbox",
        "toolbar",
        "related",
        "relation",
        "relevant",
        "recommend",
        "sidebar",
        "search",
        "login",
        "pager",
        "pagination",
        "qrcode",
        "ewm",
        "erweima",
        "comment",
        "friendlink",
        "links",
    ]
)
"""Words in the names of elements that stand around a text."""

_FEET = frozenset(["foot", "footer", "copyright"])

_NEVER = frozenset(["html", "body", "a"])
_CELLS = frozenset(["tbody", "tr", "td", "p"])
_SHOWING = frozenset(["img", "iframe", "embed", "object"])
_SHOWN = 2
_WORD = lazy(r"[A-Z]?[a-z]+|[A-Z]+")
_STOP = lazy("[。；]")
_MOST_AROUND = 0.3
_FEWEST_LINKS = 2
_LINKED = 0.8


@dataclass(slots=True)
class Weight:
    """What an element holds: signs of sentences, full stops, characters, those in links, a footer's words, its first words.

    A picture and a frame count as a few signs, for they may be all that an article holds.
    """

    marks: int = 0
    stops: int = 0
    length: int = 0
    linked: int = 0
    links: int = 0
    foot: bool = False
    opening: str = ""

    def add(self, other: Weight) -> None:
        """Add what a part holds."""
        self.marks += other.marks
        self.stops += other.stops
        self.length += other.length
        self.linked += other.linked
        self.links += other.links
        self.foot |= other.foot
        self.opening = self.opening or other.opening


@dataclass(slots=True)
class Weights:
    """The weights of a page's elements. What stands around the document adds nothing to what it stands in."""

    root: HtmlElement
    around: set[HtmlElement] = field(default_factory=set)
    _all: dict[HtmlElement, Weight] = field(default_factory=dict)
    _own: dict[HtmlElement, Weight] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._weigh(self.root, self._all)
        most = _MOST_AROUND * self._all[self.root].marks
        for element, weight in self._all.items():
            is_foot = element.tag == "footer" or is_named(element, _FEET)
            if (is_foot and element.tag != "body") or (weight.marks <= most and self._is_around(element)):
                self.around.add(element)
        self._weigh(self.root, self._own)

    def of(self, element: HtmlElement) -> Weight:
        """The weight of an element without what stands around the document in it."""
        return self._own.get(element) or Weight()

    def length(self, element: HtmlElement) -> int:
        """How many characters an element holds, white space aside."""
        return self._all[element].length if element in self._all else 0

    def _weigh(self, element: HtmlElement, found: dict[HtmlElement, Weight]) -> Weight:
        weight = _of_text(element.text)
        for child in element:
            if is_read(child):
                inner = self._weigh(child, found)
                if child not in self.around:
                    weight.add(inner)
            weight.add(_of_text(child.tail))
        weight.marks += _SHOWN * (element.tag in _SHOWING)
        if _leads_away(element):
            weight.linked, weight.links, weight.marks, weight.stops = weight.length, 1, 0, 0
        found[element] = weight
        return weight

    def _is_around(self, element: HtmlElement) -> bool:
        """It is named so, says what a footer says, begins as what leads round does, or holds links and hardly more."""
        weight = self._all[element]
        if element.tag in _NEVER or (element.tag in _CELLS and not weight.foot):
            return False
        linked = weight.links >= _FEWEST_LINKS and weight.linked >= _LINKED * weight.length
        opening = weight.opening.strip("：:【】[]")
        leads = opening == words("ROUND").opens(opening)
        return element.tag in _TAGS or is_named(element, _NAMES) or weight.foot or linked or leads


def _leads_away(element: HtmlElement) -> bool:
    """A link to another page; one to a place on this page or to a file that belongs to the text is part of it."""
    target = element.get("href") or ""
    return element.tag == "a" and not target.startswith("#") and FILE.search(target) is None


def is_named(element: HtmlElement, names: frozenset[str]) -> bool:
    """A word in the id or class of an element is one of these."""
    said = f"{element.get('id') or ''} {element.get('class') or ''}"
    return any(word.lower() in names for word in _WORD.findall(said))


def _of_text(text: str | None) -> Weight:
    bare = "".join((text or "").split())
    if not bare:
        return Weight()
    foot = words("FOOT").inside(bare) is not None
    return Weight(
        len(SENTENCE_MARK.findall(bare)), len(_STOP.findall(bare)), len(bare), foot=foot, opening=bare
    )
