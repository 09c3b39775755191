"""A page's elements: which are blocks, which are hidden, what text they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from parsers.language.patterns import lazy

_NEVER = frozenset(
    [
        "script",
        "style",
        "noscript",
        "noframes",
        "template",
        "head",
        "svg",
        "button",
        "select",
        "option",
        "textarea",
    ]
)
HEADS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_PARTS = frozenset(
    ["address", "article", "aside", "body", "footer", "form", "header", "main", "nav", "section", "fieldset"]
)
_TABLE = frozenset(["table", "tbody", "tfoot", "td", "th", "thead", "tr", "caption"])
_TEXT = frozenset(
    [
        "blockquote",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "ul",
    ]
)
BLOCKS = HEADS | _PARTS | _TABLE | _TEXT
_UNSEEN = lazy(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SMALL_SIDE = 64
_LINE_END = "\v"
_SOURCE_LINE_END = lazy(r"\s*[\r\n]\s*")
SENTENCE_MARK = lazy(r"[，。；：]")
FILE = lazy(r"\.(?:pdf|docx?|wps|xlsx?|et|ofd|rar|zip|jpe?g)(?:[?#]|$)", re.IGNORECASE)
"""How the address of an attached file ends."""


def is_read(element: HtmlElement) -> bool:
    """The element is one whose text may be seen."""
    return isinstance(element.tag, str) and element.tag not in _NEVER


def is_hidden(element: HtmlElement) -> bool:
    """The page says that the element is not shown."""
    return _UNSEEN.search(element.get("style") or "") is not None or element.get("hidden") is not None


def is_small(picture: HtmlElement) -> bool:
    """The page shows the picture too small for it to hold a text."""
    sides = [re.match(r"\d+", picture.get(name) or "") for name in ("width", "height")]
    return any(side and int(side[0]) < _SMALL_SIDE for side in sides)


def texts(element: HtmlElement) -> Iterator[str]:
    """The pieces of text in an element, in order."""
    if not is_read(element):
        return
    if element.text:
        yield element.text
    for child in element:
        if child.tag == "br":
            yield "\n"
        yield from texts(child)
        if child.tail:
            yield child.tail


def text_of(element: HtmlElement) -> str:
    """The text in an element."""
    return "".join(texts(element))


def lines_of(element: HtmlElement) -> list[str]:
    """The lines of an element, as its blocks and breaks end them. A line end of the page's own is a space or nothing."""
    pieces = list(_lines(element))
    lines = "".join(pieces).split(_LINE_END)
    return [line for line in (_SOURCE_LINE_END.sub(_space, line).strip() for line in lines) if line]


def _lines(element: HtmlElement) -> Iterator[str]:
    if not is_read(element):
        return
    yield element.text or ""
    for child in element:
        ends = child.tag == "br" or child.tag in BLOCKS
        yield _LINE_END * ends
        yield from _lines(child)
        yield _LINE_END * ends + (child.tail or "")


def _space(match: re.Match[str]) -> str:
    around = match.string[: match.start()][-1:] + match.string[match.end() :][:1]
    return " " if around.isascii() else ""


def squeezed_text(element: HtmlElement) -> str:
    """The text in an element without any white space."""
    return "".join(text_of(element).split())
