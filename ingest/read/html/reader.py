"""Saved web pages of one document: its text and tables, the page's own words around it set aside.

The source that ranges index is the page's text: its text nodes in document order, a line end between blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import html
from lxml.etree import ParserError
from lxml.html import HtmlElement

from ingest.read.blocks import BlockWriter
from ingest.read.html.article import content_of, is_said, lines_beside, only_said, title_of, titles_said
from ingest.read.html.cards import card_of, card_of_table, pieces_of
from ingest.read.html.encoding import encoding_of
from ingest.read.html.leading import attached_file, pages_of
from ingest.read.html.page import BLOCKS, HEADS, is_hidden, is_read, is_small, squeezed_text, text_of
from ingest.read.html.scripts import Held, held_text
from ingest.read.html.tables import is_data, write_grid
from ingest.read.html.weights import Weight, Weights
from ingest.read.lines import SPACES
from ingest.read.page_lines import without_page_lines
from parsers.language.lexicon import words
from parsers.language.page_fields import fields_of, said_by
from parsers.language.patterns import HAN, lazy
from schema.source import Doubt, Reading

MEDIA_TYPE = "text/html"
_META = ("ArticleTitle", "PubDate", "ContentSource", "ColumnName")
_TYPE = re.compile(rb"</?(?:font|span|b|strong|i|em|u|s)(?:\s[^<>]*)?>", re.IGNORECASE)
_FEW_MARKS = 12
_FEWEST_SEEN = 60
_FEWEST_HIDDEN = 20
_FEWEST_LISTED = 3
_LOADING = ("script", "iframe", "frame")
_MARK = lazy(r"\s*[【\[]([^】\]]+)[】\]]\s*$")
_COLUMN = lazy(r"\s*【[\u4e00-\u9fff]{2,8}】(?=\s*[\u4e00-\u9fff])")
_DRAWN = frozenset(["svg", "canvas"])
_CODE = lazy(r"二维码|扫一扫|icon|logo|qr_?code|banner|share|print|sendmail|spacer", re.IGNORECASE)


def read_html(data: bytes) -> Reading:
    """The blocks of a saved page in reading order: paragraphs as marked up, tables as grids, navigation discarded."""
    root, whole = _parsed(data)
    page = _Page(metadata=_meta(root))
    if not whole:
        page.tell("damaged_page", "网页的标记嵌套过深，未能全部读出；请另存为别的格式。")
    _open_frames(root)
    weights = Weights(root)
    content = _held_content(root, weights, page)
    weights = weights if content is None else Weights(root)
    if content is None:
        content = content_of(root, weights)
    said = titles_said(root, page.metadata)
    title = title_of(root, content, said, weights)
    beside = lines_beside(root, title, content, weights)
    if title is None:
        page.metadata += [("title", words) for words in only_said(said, content)]
    elif is_said(title, said) and not any(label == "ArticleTitle" for label, _ in page.metadata):
        page.metadata.append(("title", " ".join(text_of(title).split())))
    if _is_list(weights.of(content)):
        page.tell("list_of_links", "页面几乎全是链接，似乎是目录，不是文件；请取得所列的各个文件。")
    if pages := pages_of(root):
        page.tell("text_on_other_pages", f"正文分{pages}页，本页只是其中一页；请取得其余各页。")
    parts = [content, *beside, *([title] if title is not None else [])]
    _Walk(page, weights, content, frozenset(parts)).read(root)
    return page.reading()


def _is_list(weight: Weight) -> bool:
    """An article that leads elsewhere with most of its words, and has no sentence, is a list of others."""
    return weight.links >= _FEWEST_LISTED and not weight.stops and 2 * weight.linked > weight.length


def _held_content(root: HtmlElement, weights: Weights, page: _Page) -> HtmlElement | None:
    """The text that a script would show, put into the page; None where it shows its own. That it has none is told."""
    body = root.body if root.body is not None else root
    seen = weights.of(body)
    held = held_text(root, 2 * seen.marks) if seen.marks < _FEW_MARKS else None
    if held is not None:
        return _put_in(body, held, page)
    han = len(HAN.findall(squeezed_text(body))) if seen.length < 10 * _FEWEST_SEEN else _FEWEST_SEEN
    loads = any(root.find(f".//{tag}") is not None for tag in _LOADING)
    if not seen.stops and min(han, seen.length - seen.linked) < _FEWEST_SEEN and loads:
        page.tell("text_not_in_page", "页面没有保存正文（多由脚本另行载入），未读出；请另存打开后的网页。")
    return None


def _put_in(body: HtmlElement, held: Held, page: _Page) -> HtmlElement:
    """Put held text at the end of the page, below its title where the page does not show it."""
    shown = squeezed_text(body)
    content = html.fragment_fromstring(held.text, create_parent="div")
    if held.title and "".join(held.title.split()) not in shown:
        heading = html.Element("h1")
        heading.text, heading.tail, content.text = held.title, content.text, None
        content.insert(0, heading)
    page.metadata += [
        (key, value) for key, value in (("title", held.title), ("number", held.number)) if value
    ]
    body.append(content)
    return content


def _parsed(data: bytes) -> tuple[HtmlElement, bool]:
    """The page, and whether the parser read all of it. Where tags stand in tags too deep, those of type are left out."""
    encoding = encoding_of(data)
    for source in (data, _TYPE.sub(b"", data)):
        parser = html.HTMLParser(encoding=encoding)
        try:
            root = html.document_fromstring(source, parser=parser)
        except ParserError:  # a doctype or a comment, and nothing else
            return html.document_fromstring(b"<html></html>"), True
        if not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            return root, True
    return root, False


def _open_frames(root: HtmlElement) -> None:
    """Put what a frame holds in itself in its place."""
    for frame in [frame for frame in root.iter("iframe") if (frame.get("srcdoc") or "").strip()]:
        held, _ = _parsed(str(frame.get("srcdoc")).encode())
        body = held.find("body")
        if body is not None:
            body.tag, body.tail = "div", frame.tail
            frame.getparent().replace(frame, body)


def _meta(root: HtmlElement) -> list[tuple[str, str]]:
    """What the page's meta tags say of its document, by the names of the national rule."""
    said = {(tag.get("name") or "").lower(): (tag.get("content") or "").strip() for tag in root.iter("meta")}
    return [(name, said[name.lower()]) for name in _META if said.get(name.lower())]


@dataclass(slots=True)
class _Page:
    """The page's text as it is collected, its blocks, what it says of its document, and what is doubted."""

    metadata: list[tuple[str, str]]
    writer: BlockWriter = field(default_factory=BlockWriter)
    doubts: list[Doubt] = field(default_factory=list)

    def tell(self, code: str, message: str) -> None:
        """Note a doubt at the place that was reached."""
        self.doubts.append(Doubt(code, message, self.writer.length, self.writer.length))

    def reading(self) -> Reading:
        """The reading, without the page's dates of posting, source and type size around the title."""
        reading = self.writer.reading(MEDIA_TYPE, self.doubts)
        return without_page_lines(replace(reading, metadata=tuple(self.metadata)))


@dataclass(slots=True)
class _Walk:
    """Walks a page: runs of text between the bounds of blocks become paragraphs in the document, discards outside.

    What was `seen` in a run that cannot be read is doubted where the run ends.
    """

    page: _Page
    weights: Weights
    content: HtmlElement
    parts: frozenset[HtmlElement]
    run: list[str] = field(default_factory=list)
    seen: list[tuple[str, str]] = field(default_factory=list)
    above: set[HtmlElement] = field(init=False)

    def __post_init__(self) -> None:
        self.above = {part for place in self.parts for part in (place, *place.iterancestors())}

    def read(self, root: HtmlElement) -> None:
        """Read the whole page."""
        self.element(root, False, root)
        self._end(root is self.content, root)

    def element(self, element: HtmlElement, inside: bool, block: HtmlElement) -> None:
        """Read an element and what is in it. `block` is the innermost block that it stands in."""
        inside = inside or element in self.parts
        if element.tag == "table" and self._table(element, inside):
            return
        self.run.append(element.text or "")
        for child in element:
            if child.tag == "br":
                self._end(inside, block)
            elif child.tag == "img" and inside:
                self._tell_picture(child)
            elif child.tag in _DRAWN and inside:
                self._tell_chart(child)
            elif is_read(child) and (child in self.above or not is_hidden(child)):
                self._child(child, inside, block)
            elif is_read(child) and inside:
                self._tell_hidden(len(squeezed_text(child)))
            self.run.append(child.tail or "")

    def _child(self, child: HtmlElement, inside: bool, block: HtmlElement) -> None:
        own = child.tag in BLOCKS or child in self.parts
        if own:
            self._end(inside, block)
        if own and child not in self.above and child.tag != "table" and self._card(child):
            return
        if child not in self.above and child in self.weights.around:
            inside = False
        name = attached_file(child, inside)
        if name:
            self._doubt("attached_files", f"所附文件“{name}”未读；请取得后另行解析。")
        self.element(child, inside, child if own else block)
        if own:
            self._end(inside or child in self.parts, child)

    def _card(self, element: HtmlElement) -> bool:
        """Read an element that is an index card."""
        card = card_of(element, self.weights)
        self._set_card_aside(card, pieces_of(element))
        return bool(card)

    def _set_card_aside(self, card: list[tuple[str, str]], pieces: Iterable[str]) -> None:
        self.page.metadata += [pair for pair in card if pair[0]]
        for text in pieces if card else ():
            self.page.writer.discard("index_card", text)

    def _table(self, table: HtmlElement, inside: bool) -> bool:
        """Read a table that is data or an index card; False for one that only places text."""
        card = card_of_table(table)
        if card:
            self._end(inside, table)
            cells = (" ".join(text_of(cell).split()) for cell in table.iter("td", "th"))
            self._set_card_aside(card, cells)
            return True
        if inside and is_data(table):
            self._end(inside, table)
            write_grid(table, self.page.writer)
            for picture in table.iter("img"):
                self._tell_picture(picture)
            self._end(inside, table)
            return True
        return False

    def _end(self, inside: bool, element: HtmlElement) -> None:
        """What was collected is a block."""
        text = "".join(self.run)
        self.run.clear()
        lines = text.splitlines() if element.tag == "pre" else [text]
        for line in lines:
            self._line(re.sub(r"[\r\n\t]", " ", line), inside, element)
        for code, message in self.seen:
            self.page.tell(code, message)
        self.seen.clear()

    def _doubt(self, code: str, message: str) -> None:
        self.seen.append((code, message))

    def _line(self, text: str, inside: bool, element: HtmlElement) -> None:
        if not text.strip(SPACES):
            return
        if inside:
            subject = fields_of(text.strip(SPACES))
            if [field.role for field in subject] == ["subject"]:
                self.page.metadata += said_by(subject)
                self.page.writer.discard("subject_words", text)
                return
            before, own, mark = _parted(text) if element.tag in HEADS else ("", text, "")
            self.page.writer.discard("navigation", before)
            self.page.writer.paragraph(own, _alignment(element))
            self.page.writer.discard("navigation", mark)
            return
        fields = fields_of(text.strip(SPACES)[:400])
        is_card = any(field.alone in ("yes", "line") for field in fields)
        self.page.metadata += said_by(fields if is_card else [])
        says = any(field.role != "none" for field in fields)
        self.page.writer.discard("index_card" if says else "navigation", text)

    def _tell_chart(self, drawing: HtmlElement) -> None:
        """A drawing of some size is a chart: its numbers stand at their places, and say nothing without it."""
        words = " ".join("".join(drawing.itertext()).split())
        if not is_small(drawing) and (words or drawing.tag != "svg"):
            self._doubt("picture", "文中有图，其中的内容未读。")
            self._end(True, drawing)
            self.page.writer.discard("chart", words)

    def _tell_hidden(self, count: int) -> None:
        if count >= _FEWEST_HIDDEN:
            self._doubt("hidden_text", f"正文中有{count}个字网页不显示，未读。")

    def _tell_picture(self, picture: HtmlElement) -> None:
        """A picture of some size in the article may hold text: a table, a chart."""
        said = " ".join((picture.get("alt") or picture.get("title") or "").split())
        if not is_small(picture) and not _CODE.search(
            f"{said} {picture.get('src') or ''} {picture.get('class') or ''}"[:400]
        ):
            self._doubt("picture", f"文中有图片{f'（{said}）' if said else ''}，其中的内容未读。")


def _parted(text: str) -> tuple[str, str, str]:
    """What a page prints before a heading, `【政策速递】`, the heading, what it prints behind it of its validity: `【有效】`."""
    mark = _MARK.search(text)
    end = mark.start() if mark and mark[1] in words("VALIDITY") else len(text)
    column = _COLUMN.match(text, 0, end)
    begin = column.end() if column else 0
    return text[:begin], text[begin:end], text[end:]


def _alignment(element: HtmlElement) -> Literal["centre", "right"] | None:
    style = f"{element.get('style') or ''} {element.get('align') or ''}".lower()
    if "center" in style or element.tag == "center":
        return "centre"
    return "right" if re.search(r"text-align:\s*right|\bright\b(?!\s*:)", style) else None
