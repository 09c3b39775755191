"""The numbers that Word sets before paragraphs: lists, their levels, restarts and overrides, and styles that carry one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from ingest.read.office.package import local_name
from ingest.read.office.word.names import child, children, is_on, value, whole
from ingest.read.office.word.number_formats import format_number
from parsers.language.patterns import lazy

_LEVELS = 9
_DEEPEST_STYLE = 32
_PLACE = lazy(r"%([1-9])")
_SILENT = frozenset(["none", "bullet"])


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: where it starts, how its number is written, the text around it, when it starts anew."""

    start: int = 1
    kind: str = "decimal"
    pattern: str = ""
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A list as paragraphs name it: its levels, the definition whose numbers it goes on with, its own starts."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """Gives the paragraphs of a document their numbers, in order."""

    styles: dict[str, Element] = field(default_factory=dict)
    default_style: str | None = None
    _lists: dict[str, _List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, numbering: Element | None, styles: Element | None) -> Numbering:
        """The numbering of a document, from the roots of its parts `numbering` and `styles`."""
        found = cls({value(style, "styleId") or "": style for style in children(styles, "style")})
        found.default_style = next(
            (
                key
                for key, style in found.styles.items()
                if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true")
            ),
            None,
        )
        abstracts = {value(part, "abstractNumId") or "": part for part in children(numbering, "abstractNum")}
        for part in children(numbering, "num"):
            key = value(part, "numId") or ""
            abstract = found._definition(value(child(part, "abstractNumId")) or "", abstracts, numbering)
            levels = _levels(abstracts.get(abstract))
            starts: dict[int, int] = {}
            for override in children(part, "lvlOverride"):
                depth = whole(override, "ilvl")
                own = child(override, "lvl")
                if own is not None:
                    levels[depth] = _level(own)
                start = child(override, "startOverride")
                if start is not None:
                    starts[depth] = whole(start)
            found._lists[key] = _List(abstract, levels, starts)
        return found

    def _definition(self, key: str, abstracts: dict[str, Element], numbering: Element | None) -> str:
        """The definition that holds the levels, where one refers to a style of lists that another defines."""
        link = value(child(abstracts.get(key), "numStyleLink"))
        if link is None:
            return key
        defines = (k for k, part in abstracts.items() if value(child(part, "styleLink")) == link)
        return next(defines, key)

    def label(self, properties: Element | None) -> str:
        """The number before a paragraph, `（一）`; empty where it has none. Counts: to be asked once of each, in order."""
        key, depth = self._place(properties)
        listed = self._lists.get(key or "0")
        if key in (None, "0") or listed is None:
            return ""
        depth = min(max(depth, 0), _LEVELS - 1)
        level = listed.levels.get(depth, Level())
        counts = self._counts.setdefault(listed.abstract, {})
        self._count(str(key), listed, depth, counts)
        if level.kind in _SILENT and not _PLACE.search(level.text):
            return "" if level.kind == "bullet" else level.text
        return _PLACE.sub(lambda place: _written(int(place[1]) - 1, listed, level, counts), level.text)

    def _count(self, key: str, listed: _List, depth: int, counts: dict[int, int]) -> None:
        start = listed.starts.get(depth, listed.levels.get(depth, Level()).start)
        first = (key, depth) not in self._begun
        self._begun.add((key, depth))
        anew = depth not in counts or (first and depth in listed.starts)
        counts[depth] = start if anew else counts[depth] + 1
        for deeper in [d for d in counts if d > depth]:
            restart = listed.levels.get(deeper, Level()).restart
            if restart is None or 0 < depth + 1 <= restart:
                del counts[deeper]

    def _place(self, properties: Element | None) -> tuple[str | None, int]:
        """The list and the level of a paragraph: its own, else that of its style or of one it is based on."""
        own = child(properties, "numPr")
        style = value(child(properties, "pStyle")) or self.default_style
        key = value(child(own, "numId"))
        depth_said = child(own, "ilvl")
        if key is not None:
            return key, whole(depth_said)
        passed: list[tuple[str | None, Element | None]] = []
        for _ in range(_DEEPEST_STYLE):
            said = child(self.styles.get(style or ""), "pPr", "numPr")
            key = value(child(said, "numId"))
            passed.append((style, said))
            if key is not None:
                return key, whole(depth_said) if depth_said is not None else self._depth(key, passed)
            style = value(child(self.styles.get(style or ""), "basedOn"))
            if style is None:
                break
        return None, 0

    def _depth(self, key: str, styles: Sequence[tuple[str | None, Element | None]]) -> int:
        """The level of a list that belongs to a style, or to the nearest of those that it is based on."""
        listed = self._lists.get(key)
        levels = listed.levels.items() if listed else ()
        linked = {level.style: depth for depth, level in levels if level.style is not None}
        for style, said in styles:
            if style in linked or child(said, "ilvl") is not None:
                return linked[style] if style in linked else whole(child(said, "ilvl"))
        return 0


def _written(depth: int, listed: _List, level: Level, counts: dict[int, int]) -> str:
    own = listed.levels.get(depth, Level())
    number = counts.get(depth, listed.starts.get(depth, own.start))
    return (
        ""
        if own.kind == "none"
        else format_number(number, "decimal" if level.legal else own.kind, own.pattern)
    )


def _levels(abstract: Element | None) -> dict[int, Level]:
    return {whole(part, "ilvl"): _level(part) for part in children(abstract, "lvl")}


def _level(part: Element) -> Level:
    said = child(part, "numFmt")
    if said is None:
        said = next((inner for inner in part.iter() if local_name(inner) == "numFmt"), None)
    restart = child(part, "lvlRestart")
    return Level(
        start=whole(child(part, "start"), default=0),
        kind=value(said) or "decimal",
        pattern=value(said, "format") or "",
        text=value(child(part, "lvlText")) or "",
        restart=whole(restart) if restart is not None else None,
        legal=is_on(child(part, "isLgl")),
        style=value(child(part, "pStyle")),
    )
