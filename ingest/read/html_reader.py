"""Saved web pages of one document: its text and tables, the page's own words around it set aside.

The source that ranges index is the page's text: its text nodes in document order, a line end between blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import html
from lxml.html import HtmlElement

from ingest.read.lines import SPACES, Line
from ingest.read.navigation import set_navigation_aside
from schema.source import Discard, Grid, Paragraph, Reading, Segment, Text

_HIDDEN = frozenset(["script", "style", "noscript", "template", "head", "svg", "iframe", "button", "select"])
_HEADS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_PARTS = frozenset(
    ["address", "article", "aside", "body", "footer", "form", "header", "main", "nav", "section"]
)
_TABLE = frozenset(["table", "tbody", "td", "th", "thead", "tr"])
_TEXT = frozenset(["blockquote", "br", "center", "dd", "div", "dl", "dt", "hr", "li", "ol", "p", "ul"])
_BLOCKS = _HEADS | _PARTS | _TABLE | _TEXT
_SENTENCE_MARK = re.compile(r"[，。；：]")
_TITLE_CLASS = re.compile(r"title|biaoti|heading", re.IGNORECASE)
_CONTENT_SHARE = 0.7
_LONGEST_CELL = 200


@dataclass(slots=True)
class _Page:
    """The page's text as it is collected, its blocks, and the runs that are the page's own words."""

    source: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Paragraph | Grid] = field(default_factory=list)
    discards: list[Discard] = field(default_factory=list)

    def add(self, text: str) -> Text:
        """Append a block's text to the source, and give it without the white space at its ends."""
        start = self.length + len(text) - len(text.lstrip())
        stripped = text.strip()
        self.source.append(text + "\n")
        self.length += len(text) + 1
        return Text(stripped, (Segment(0, start, len(stripped)),) if stripped else ())


def read_html(data: bytes) -> Reading:
    """The blocks of a saved page in reading order: paragraphs as marked up, tables as grids, navigation discarded."""
    root = html.document_fromstring(data, parser=html.HTMLParser(encoding=_encoding(data)))
    page = _Page()
    content = _content(root)
    title = _title(root, content)
    _collect(root, page, content, title, inside=False)
    blocks, navigation = _without_navigation(page.blocks)
    return Reading("".join(page.source), tuple(blocks), (*page.discards, *navigation), media_type="text/html")


def _encoding(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _content(root: HtmlElement) -> HtmlElement:
    """The innermost element that holds most of the page's sentences."""
    element = root.body if root.body is not None else root
    total = _sentences(element)
    while True:
        inner = [child for child in element if isinstance(child.tag, str) and child.tag not in _HIDDEN]
        best = max(inner, key=_sentences, default=None)
        if best is None or best.tag == "p" or _sentences(best) < _CONTENT_SHARE * total or not total:
            return element
        element = best


def _sentences(element: HtmlElement) -> int:
    return sum(len(_SENTENCE_MARK.findall(text)) for text in _texts(element))


def _texts(element: HtmlElement) -> Iterator[str]:
    if element.tag in _HIDDEN or not isinstance(element.tag, str):
        return
    if element.text:
        yield element.text
    for child in element:
        yield from _texts(child)
        if child.tail:
            yield child.tail


def _title(root: HtmlElement, content: HtmlElement) -> HtmlElement | None:
    """The heading of the document, where it stands outside its content."""
    within = set(content.iter())
    heads = [e for e in root.iter("h1", "h2") if e not in within] + [
        e
        for e in root.iter()
        if isinstance(e.tag, str) and _TITLE_CLASS.search(e.get("class") or e.get("id") or "")
    ]
    texts = ("".join(_texts(content))[:400]).replace(" ", "")
    for head in heads:
        words = "".join("".join(_texts(head)).split())
        if (
            4 < len(words) < 120
            and head not in within
            and words not in texts
            and head.tag not in ("html", "body")
        ):
            return head
    return None


def _collect(
    element: HtmlElement, page: _Page, content: HtmlElement, title: HtmlElement | None, inside: bool
) -> None:
    """Walk the page; runs of text between block boundaries become paragraphs inside the document, discards outside."""
    inside = inside or element is content or element is title
    if inside and element.tag == "table" and _is_data(element):
        page.blocks.append(_grid(element, page))
        return
    run: list[str] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _HIDDEN:
            if child.tag in _BLOCKS or any(c.tag in _BLOCKS for c in child.iter() if c is not child):
                _finish(run, page, inside, element)
                _collect(child, page, content, title, inside)
            else:
                run.append("".join(_texts(child)))
        run.append(child.tail or "")
    _finish(run, page, inside, element)


def _finish(run: list[str], page: _Page, inside: bool, element: HtmlElement) -> None:
    text = re.sub(r"[\r\n\t]", " ", "".join(run))
    run.clear()
    if not text.strip(SPACES):
        return
    content = page.add(text)
    if inside:
        page.blocks.append(Paragraph(content, align=_alignment(element)))
    else:
        start = content.segments[0].origin
        page.discards.append(Discard("navigation", start, start + len(content)))


def _alignment(element: HtmlElement) -> Literal["centre", "right"] | None:
    style = f"{element.get('style') or ''} {element.get('align') or ''}"
    if "center" in style:
        return "centre"
    return "right" if "right" in style else None


def _is_data(table: HtmlElement) -> bool:
    """A table of data: several columns of short cells, none of them a table itself."""
    rows = list(table.iter("tr"))
    cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
    widest = max((sum(cell.tag in ("td", "th") for cell in row) for row in rows), default=0)
    lengths = [len("".join(_texts(cell))) for cell in cells]
    nested = any(inner is not table for inner in table.iter("table"))
    return widest > 1 and len(rows) > 1 and not nested and max(lengths, default=0) <= _LONGEST_CELL


def _grid(table: HtmlElement, page: _Page) -> Grid:
    """A table's cells; a cell that spans rows or columns has its value in each, its text in the first."""
    taken: dict[tuple[int, int], tuple[Text, str]] = {}
    for r, row in enumerate(table.iter("tr")):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while (r, column) in taken:
                column += 1
            content = page.add("".join(_texts(cell)).replace("\n", " "))
            value = "".join(content.text.split())
            for down in range(_span(cell, "rowspan")):
                for across in range(_span(cell, "colspan")):
                    taken[r + down, column + across] = (Text("", ()), value)
            taken[r, column] = (content, value)
    rows = range(max(r for r, _ in taken) + 1)
    width = max(c for _, c in taken) + 1
    empty = (Text("", ()), "")
    cells = [[taken.get((r, c), empty) for c in range(width)] for r in rows]
    headers = sum(not row.findall("td") for row in table.iter("tr"))
    return Grid(
        tuple(tuple(text for text, _ in row) for row in cells),
        tuple(tuple(value for _, value in row) for row in cells),
        max(1, headers),
    )


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name) or "1"
    return max(1, int(value)) if value.isdigit() and int(value) < 200 else 1


def _without_navigation(blocks: list[Paragraph | Grid]) -> tuple[list[Paragraph | Grid], list[Discard]]:
    """The blocks without the page's dates of posting, source and type size around the title."""
    lines = {id(b): Line(b.content, 0, blank_before=True) for b in blocks if isinstance(b, Paragraph)}
    kept, discards = set_navigation_aside(list(lines.values()))
    contents = {id(line.content) for line in kept}
    return [b for b in blocks if isinstance(b, Grid) or id(b.content) in contents], discards
