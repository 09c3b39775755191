"""Which parts of a page are the document: its text by the sentences in it, its title by what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from lxml.html import HtmlElement

from ingest.read.html.cards import card_of
from ingest.read.html.page import BLOCKS, HEADS, is_read, lines_of, squeezed_text, text_of
from ingest.read.html.tables import is_data
from ingest.read.html.weights import Weights, is_named
from parsers.language.names.doc_numbers import is_doc_number
from parsers.language.names.doc_types import ends_like_title
from parsers.language.page_fields import fields_of
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed
from parsers.layout.line_shapes import is_date_line, is_signature

_TITLE_NAMES = frozenset(["title", "biaoti", "heading", "headline", "bt", "tit", "subject"])
_TITLE_NAME = lazy("title|biaoti", re.IGNORECASE)
_CONTENT_NAME = lazy(
    r"UCAP-?CONTENT|ucapcontent|TRS_Editor|\bzoom\b|(?:article|news|detail|pages?|main|xxgk|info)[-_]?(?:content|con|text|body)"
    r"|\bcontent\b|articleBody",
    re.IGNORECASE,
)
_CONTENT_SHARE = 0.7
_NAMED_SHARE = 0.35
_FEWEST_STOPS, _STOPS_SHARE = 2, 0.05
_SHORTEST, _LONGEST = 4, 120
_SHORTEST_SAID, _SHORTEST_LINE = 8, 10
_FIRST_LINES = 12
"""Among so many lines of a content, those of an index card too, its own title stands."""

_MOST_BELOW = 6
_DASHES = "—－─"
_LONGEST_SPEAKER = 20
_HEAD = 400
_SITE = lazy(r"\s*(?:[_|｜–—]|\s-\s|-(?=[^-\d][^-]{1,13}$))\s*|\s{2,}")

_CRY = lazy("[！!｜丨】]")
"""What parts a title from the words that an office's channel sets before it: `重要通告！`, `【转发】`."""


def content_of(root: HtmlElement, weights: Weights) -> HtmlElement:
    """The innermost element that holds most of the page's sentences.

    One whose name says that it is a text's place needs fewer of them than one that only holds them; one beside which
    sentences would be left is not enough.
    """
    body = root.body if root.body is not None else root
    total = weights.of(body).marks
    named = [element for element in body.iter() if is_read(element) and _is_named(element)]
    best = max(named, key=lambda element: weights.of(element).marks, default=body)
    element = best if weights.of(best).marks >= _NAMED_SHARE * total else body
    while total:
        inner = max(
            (child for child in element if is_read(child) and child not in weights.around),
            key=lambda child: weights.of(child).marks,
            default=None,
        )
        if inner is None or inner.tag == "p" or not _holds_all(inner, element, weights):
            break
        element = inner
    return element


def _holds_all(inner: HtmlElement, element: HtmlElement, weights: Weights) -> bool:
    """The inner element holds most signs of sentences, no sentences stand beside it, and it is more than a paragraph."""
    all_marks, own = weights.of(element), weights.of(inner)
    left = all_marks.stops - own.stops
    is_paragraph = not any(part.tag in BLOCKS or part.tag == "br" for part in inner.iterdescendants())
    return (
        own.marks >= _CONTENT_SHARE * all_marks.marks
        and (left < _FEWEST_STOPS or left < _STOPS_SHARE * own.stops)
        and not (is_paragraph and all_marks.length > own.length)
        and not (inner.tag == "table" and is_data(inner))
    )


def titles_said(root: HtmlElement, metadata: Sequence[tuple[str, str]]) -> list[str]:
    """What the page says its title is, without white space: in its meta tags, then in its window's title."""
    said = [value for label, value in metadata if label == "ArticleTitle"]
    said += [tag.get("content") or "" for tag in root.iter("meta") if tag.get("property") == "og:title"]
    window = root.find(".//title")
    parts = _SITE.split(window.text or "") if window is not None else []
    said += [part for part in parts if len(part) >= _SHORTEST_SAID or ends_like_title("".join(part.split()))]
    cried = [part for title in said if ends_like_title(part := _CRY.split("".join(title.split()))[-1])]
    said[:0] = [part for part in cried if len(part) >= _SHORTEST_SAID and part not in said]
    return [title for title in ("".join(text.split()) for text in said) if title]


def _stands_in(title: str, beginning: str) -> bool:
    """Whether a title stands in the text; a sentence that says it again (`国务院任免国家工作人员。`) is none, nor a citation."""
    return title in beginning.replace(f"{title}。", "").replace(f"《{title}》", "")


def title_of(
    root: HtmlElement, content: HtmlElement, said: Sequence[str], weights: Weights
) -> HtmlElement | None:
    """The heading of the document, where it stands outside its content."""
    within = set(content.iter())
    beginning = squeezed_text(content)[:_HEAD]
    if any(_stands_in(title, beginning) for title in said):
        return None
    said = [title for title in said if ends_like_title(title) or not _has_title(content)]
    heads = [(e, squeezed_text(e)) for e in _heads(root, weights) if e not in within]
    heads = [(element, text) for element, text in heads if _SHORTEST < len(text) < _LONGEST]
    exact = (
        [e for e, text in heads if text == title] or _saying(title, root, weights, within) for title in said
    )
    found = next((element for elements in exact for element in elements), None)
    if found is not None:
        return found
    alike = [(e, text) for e, text in heads if not _stands_in(text, beginning) and not _is_around(e, weights)]
    agreeing = [(e, text) for e, text in alike if any(_agree(text, title) for title in said)]
    longest = max(agreeing, key=lambda pair: ends_like_title(pair[1]) * _LONGEST + len(pair[1]), default=None)
    named = [(e, text) for e, text in alike if e.tag in HEADS or _is_title(e)]
    like_titles = [element for element, text in named if ends_like_title(text)]
    chosen = [longest[0]] if longest else []
    whole = _line_above(root, content, alike)
    return next(iter([*chosen, *like_titles, *whole, *(element for element, _ in named)]), None)


def _has_title(content: HtmlElement) -> bool:
    """One of the first lines of the content reads as a title."""
    opening = map(squeezed, lines_of(content)[:_FIRST_LINES])
    return any(_SHORTEST_SAID <= len(line) < _LONGEST and ends_like_title(line) for line in opening)


def _saying(title: str, root: HtmlElement, weights: Weights, within: Set[HtmlElement]) -> list[HtmlElement]:
    """The elements outside the content that hold a title in several lines and nothing else."""
    alike = [e for e in root.iter() if weights.length(e) == len(title) and e not in within]
    return [e for e in alike if is_read(e) and not _is_around(e, weights) and squeezed_text(e) == title]


def _line_above(
    root: HtmlElement, content: HtmlElement, lines: Sequence[tuple[HtmlElement, str]]
) -> list[HtmlElement]:
    """The last line above a content without a title that reads as one, whatever its element is called."""
    if _has_title(content):
        return []
    above = set(root.iter()).difference(content.iter(), content.iterancestors())
    order = [element for element in root.iter() if element is content or element in above]
    before = {element: i for i, element in enumerate(order[: order.index(content)])}
    titles = [e for e, text in lines if e in before and len(text) >= _SHORTEST_LINE and ends_like_title(text)]
    return sorted(titles, key=before.__getitem__)[-1:]


def is_said(title: HtmlElement, said: Sequence[str]) -> bool:
    """The page says itself that its heading is the title."""
    text = squeezed_text(title)
    return any(_agree(text, words) for words in said)


def only_said(said: Sequence[str], content: HtmlElement) -> list[str]:
    """The titles that the page says and shows nowhere."""
    beginning = squeezed_text(content)[:_HEAD]
    return [title for title in said if ends_like_title(title) and title not in beginning][:1]


def lines_beside(
    root: HtmlElement, title: HtmlElement | None, content: HtmlElement, weights: Weights
) -> list[HtmlElement]:
    """The lines of the document that stand outside its content: its number below its title, who issued it when."""
    lines = [
        element
        for element in root.iter()
        if element is title or element is content or (_is_line(element) and not _is_around(element, weights))
    ]
    at = lines.index(content) if content in lines else len(lines)
    top = lines.index(title) if title is not None and title in lines[:at] else at
    within = {*content.iter(), *(title.iter() if title is not None else ())}
    above = [element for element in lines[top + 1 : at] if element not in within]
    below = [element for element in lines[at + 1 :] if element not in within]
    named = _issuer_above(title) if title is not None else []
    numbers = [e for e in above if is_doc_number(squeezed_text(e)) and not card_of(e, weights)]
    return [*named, *numbers, *_subtitle(above), *_signed(above), *_signed(below[:_MOST_BELOW])]


def _issuer_above(title: HtmlElement) -> list[HtmlElement]:
    """The line above a title, in an element of the same kind, that names who issued it: a title in two lines."""
    before = title.getprevious()
    alike = before is not None and (before.tag, before.get("class")) == (title.tag, title.get("class"))
    return [before] if alike and is_read(before) and is_signature(squeezed_text(before)) else []


def _subtitle(elements: Sequence[HtmlElement]) -> list[HtmlElement]:
    """What stands below a title in brackets or behind a dash: when it was passed, where it was said, and by whom."""
    found: list[HtmlElement] = []
    for element in elements:
        text = squeezed_text(element)
        speaker = bool(found) and squeezed_text(found[-1])[0] in _DASHES and len(text) < _LONGEST_SPEAKER
        begun = text[:1] in [*_DASHES] or (text[:1] in ("（", "(") and text[-1:] in ("）", ")"))
        if begun or (speaker and text and not fields_of(text)):
            found.append(element)
    return found


def _signed(elements: Sequence[HtmlElement]) -> list[HtmlElement]:
    """The elements that name who issued a document, and the date below."""
    found: list[HtmlElement] = []
    for i, element in enumerate(elements):
        lines = [text for text in map(squeezed, text_of(element).split("\n")) if text]
        following = squeezed_text(elements[i + 1]) if i + 1 < len(elements) else ""
        if lines and is_signature(lines[0]) and is_date_line("".join(lines[1:]) or following):
            found += elements[i : i + 1 + (len(lines) == 1)]
    return found


def _is_line(element: HtmlElement) -> bool:
    """It holds a line of its own."""
    return is_read(element) and element.tag in BLOCKS and not any(part.tag in BLOCKS for part in element)


def _heads(root: HtmlElement, weights: Weights) -> Iterator[HtmlElement]:
    """What may be the title: headings, then whatever its class calls a title, the innermost first, then any line."""
    yield from root.iter("h1", "h2", "h3", "ucaptitle")
    rest = [
        element
        for element in reversed(list(root.iter()))
        if is_read(element) and element.tag not in ("html", "body") and weights.length(element) < _LONGEST
    ]
    yield from (element for element in rest if _is_title(element))
    yield from (element for element in rest if not _is_title(element) and _is_line(element))


def _agree(text: str, said: str) -> bool:
    """A heading holds what is said to be the title, or is most of it: the name of the site, which is in it, is not."""
    return said in text or (text in said and (2 * len(text) >= len(said) or ends_like_title(text)))


def _is_around(element: HtmlElement, weights: Weights) -> bool:
    parts = [element, *element.iterancestors()]
    own = any(part.tag in ("article", "main") for part in parts)
    return any(
        part in weights.around or part.tag == "a" or (part.tag == "header" and not own) for part in parts
    )


def _is_title(element: HtmlElement) -> bool:
    said = f"{element.get('class') or ''} {element.get('id') or ''}"
    return is_named(element, _TITLE_NAMES) or _TITLE_NAME.search(said) is not None


def _is_named(element: HtmlElement) -> bool:
    return (
        _CONTENT_NAME.search(f"{element.tag} {element.get('id') or ''} {element.get('class') or ''}")
        is not None
    )
