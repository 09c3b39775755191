"""A Word document into a `Reading`: paragraphs with their numbers, tables, boxes of text, notes. It has no pages."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from lxml.etree import _Element as Element

from ingest.read.blocks import BlockWriter
from ingest.read.office.package import DamagedPartError, Package, local_name, opened, resolved
from ingest.read.office.word.names import child, children, is_on, value
from ingest.read.office.word.numbering import Numbering
from ingest.read.office.word.tables import Cell, Layout, alignment_of, layout_of
from ingest.read.office.word.text import Inline, chosen, inline_of, paragraphs
from ingest.read.page_lines import without_page_lines
from ingest.read.tables.merged_cells import Place, is_imprint, write_merged
from parsers.language.names.doc_numbers import is_doc_number
from parsers.language.spacing import squeezed
from parsers.layout.line_shapes import is_red_head
from schema.errors import SourceError
from schema.file_names import in_one_line
from schema.source import Doubt, Reading

_MAIN = "word/document.xml"
_CONTAINERS = frozenset(["sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "body"])
_DEEPEST = 32
_HEADS = (("发文机关标志", is_red_head), ("发文字号", is_doc_number))
"""What a letterhead kept in the header of a page says, by the labels of an index card."""
_ALIGNED: dict[str, Literal["centre", "right"]] = {"center": "centre", "right": "right", "end": "right"}


def read_word(path: Path, media_type: str) -> Reading:
    """The reading of a .docx file. Raises SourceError for one that cannot be opened or holds no text."""
    with opened(path) as package:
        parts = _Parts(package, path)
        reader = _Reader(parts)
        reader.read(parts.main, 0)
        said = reader.set_margins_aside()
    if not reader.writer.blocks and not reader.doubts:
        raise SourceError(path, "there is no text in it", "look at it in a viewer, fetch another")
    reading = without_page_lines(reader.writer.reading(media_type, reader.doubts))
    return replace(reading, metadata=(*reading.metadata, *said))


def _inlines(element: Element) -> Iterator[Inline]:
    """What the paragraphs of an element hold, and those of the boxes in them."""
    for paragraph in paragraphs(element):
        inline = inline_of(paragraph)
        for box in inline.boxes:
            yield from _inlines(box)
        yield inline


def _text_of(cell: Cell) -> str:
    return "".join(inline_of(part).text for part in paragraphs(cell.element))


class _Parts:
    """The parts of a document by what they are to it."""

    def __init__(self, package: Package, path: Path) -> None:
        self._package = package
        self._name = _related(package, "", "officeDocument") or _MAIN
        try:
            body = child(package.xml(self._name), "body")
        except DamagedPartError as error:
            raise SourceError(path, "the Word file is damaged", "fetch it again") from error
        if body is None:
            raise SourceError(path, "the Word file holds no document", "fetch it again")
        self.main = body

    @cached_property
    def targets(self) -> dict[str, str]:
        """Where the relations of the document lead, by their ids."""
        return {key: target for key, _, target in _relations(self._package, self._name)}

    def part(self, kind: str) -> Element | None:
        """The part of a kind: `numbering`, `styles`, `footnotes`; None where it is missing or damaged."""
        name = _related(self._package, self._name, kind) or f"{posixpath.dirname(self._name)}/{kind}.xml"
        return self._xml(name)

    def margins(self) -> Iterator[Element]:
        """The headers and footers."""
        folder = posixpath.dirname(self._name)
        for name in sorted(self._package.names()):
            if posixpath.dirname(name) == folder and posixpath.basename(name).startswith(
                ("header", "footer")
            ):
                part = self._xml(name)
                if part is not None:
                    yield part

    def _xml(self, name: str) -> Element | None:
        try:
            return self._package.xml(name)
        except DamagedPartError:
            return None


def _related(package: Package, name: str, kind: str) -> str | None:
    """The part that the relations of another one name for a kind."""
    return next((target for _, said, target in _relations(package, name) if said == kind), None)


def _relations(package: Package, name: str) -> Iterator[tuple[str, str, str]]:
    """The relations of a part to others of the package: id, kind, where it leads."""
    folder, file = posixpath.split(name)
    try:
        relations = package.xml(f"{folder}/_rels/{file}.rels")
    except DamagedPartError:
        return
    for part in children(relations, "Relationship"):
        if part.get("TargetMode") != "External":
            kind = (part.get("Type") or "").rpartition("/")[2]
            yield part.get("Id") or "", kind, resolved(part.get("Target") or "", folder)


@dataclass(slots=True)
class _Reader:
    """Walks a document and writes its blocks."""

    parts: _Parts
    writer: BlockWriter = field(default_factory=BlockWriter)
    doubts: list[Doubt] = field(default_factory=list)
    _numbering: Numbering = field(init=False)
    _notes: dict[str, dict[str, Element]] = field(default_factory=dict)
    _cut: str = ""

    def __post_init__(self) -> None:
        self._numbering = Numbering.of(self.parts.part("numbering"), self.parts.part("styles"))

    def read(self, element: Element, depth: int) -> None:
        """Write the paragraphs and tables of a body, a box, a cell or a note."""
        if depth > _DEEPEST:
            self._doubt("too_deep", "表格或文本框嵌套过深，其中的内容未读。")
            return
        for part in element:
            name = local_name(part)
            if name == "p":
                self._paragraph(part, depth)
            elif name == "tbl":
                self._table(layout_of(part), depth)
            elif name == "AlternateContent":
                self.read(chosen(part), depth + 1)
            elif name in ("altChunk", "subDoc"):
                self._doubt("embedded_object", "文档中嵌有另一文件，其中的内容未读；请取出后另行解析。")
            elif name in _CONTAINERS:
                self.read(part, depth + 1)

    def set_margins_aside(self) -> list[tuple[str, str]]:
        """Write the text of headers and footers, which is none of the document; what it says of it: red head, number."""
        said: list[tuple[str, str]] = []
        for part in self.parts.margins():
            for inline in _inlines(part):
                for line in inline.text.split("\n"):
                    self.writer.discard("page_number" if inline.is_page_number else "running_header", line)
                    said += [(label, line.strip()) for label, is_such in _HEADS if is_such(squeezed(line))]
        return list(dict.fromkeys(said))

    def _paragraph(self, paragraph: Element, depth: int, note: bool = False) -> None:
        properties = child(paragraph, "pPr")
        inline = inline_of(paragraph)
        for box in inline.boxes:
            self.read(box, depth + 1)
        for words in inline.art:
            self.writer.paragraph(words, "centre")
        if inline.is_page_number:
            self.writer.discard("page_number", inline.text)
        else:
            self._text(inline, properties, note)
        self._tell(inline)
        for part, key in inline.notes:
            self._note(part, key, depth)

    def _text(self, inline: Inline, properties: Element | None, note: bool) -> None:
        """Write the text of a paragraph with its number; one whose end is taken out goes on in the next."""
        gone = is_on(child(properties, "rPr", "del"))
        label = "" if gone and not inline.text else self._numbering.label(properties)
        text = self._cut + (label if inline.text.strip() or self._cut else "") + inline.text
        self._cut = text if gone else ""
        if gone:
            return
        align = _ALIGNED.get(self._alignment(properties) or "")
        for line in text.split("\n"):
            self.writer.paragraph(line, align, note)

    def _alignment(self, properties: Element | None) -> str | None:
        """How a paragraph is aligned: by its own properties, or by those of its style."""
        said = alignment_of(properties)
        style = value(child(properties, "pStyle")) or self._numbering.default_style
        for _ in range(_DEEPEST):
            if said is not None or style is None:
                break
            element = self._numbering.styles.get(style)
            said = alignment_of(child(element, "pPr"))
            style = value(child(element, "basedOn"))
        return said

    def _note(self, part: str, key: str, depth: int) -> None:
        if part not in self._notes:
            notes = self.parts.part(part)
            self._notes[part] = {value(n, "id") or "": n for n in (notes if notes is not None else ())}
        note = self._notes[part].pop(key, None)
        for paragraph in children(note, "p"):
            self._paragraph(paragraph, depth + 1, note=True)

    def _table(self, layout: Layout, depth: int) -> None:
        if not layout.is_data or is_imprint(map(_text_of, layout.cells)):
            for cell in layout.cells:
                self.read(cell.element, depth + 1)
            return
        cells: dict[Place, list[str]] = {}
        held: list[Inline] = []
        owners = {
            (row, column): (row, column) for row in range(layout.rows) for column in range(layout.columns)
        }
        for cell in layout.cells:
            place = (cell.row, cell.column)
            origin = owners[cell.row - 1, cell.column] if cell.goes_on else place
            if origin == place:
                cells[place] = self._lines(cell.element, held)
            owners |= {(cell.row, cell.column + i): origin for i in range(cell.span)}
        write_merged(self.writer, cells, owners, layout.header_rows)
        for inline in held:
            self._tell(inline)
            for part, key in inline.notes:
                self._note(part, key, depth)

    def _lines(self, cell: Element, held: list[Inline]) -> list[str]:
        """The lines of a cell of data, with their numbers, those of boxes in it too; what it holds is added."""
        lines: list[str] = []
        for paragraph in paragraphs(cell):
            inline = inline_of(paragraph)
            held.append(inline)
            label = self._numbering.label(child(paragraph, "pPr"))
            lines += (label + inline.text).split("\n")
            for box in inline.boxes:
                lines += self._lines(box, held)
        return lines

    def _tell(self, inline: Inline) -> None:
        for said in inline.pictures:
            self._doubt("picture", f"文中有图片{f'（{said}）' if said else ''}，其中的内容未读。")
        if inline.hidden:
            self._doubt("hidden_text", f"有{inline.hidden}个隐藏的字，打印时不出现，未读。")
        if inline.comments:
            self._doubt("annotation", f"有{inline.comments}处批注，其中的内容未读。")
        if inline.objects:
            names = "、".join(in_one_line(self._object_name(*said)) for said in inline.objects)
            self._doubt("embedded_object", f"文中嵌有其他文件的对象（{names}），其中的内容未读。")
        if inline.unread:
            self._doubt("unmapped_characters", f"有{inline.unread}个符号字体的字符没有对应的文字，未读。")

    def _object_name(self, kind: str, key: str) -> str:
        """What an embedded file is called in the package, and which program made it."""
        name = posixpath.basename(self.parts.targets.get(key, ""))
        return "，".join(filter(None, [name, kind])) or "无名"

    def _doubt(self, code: str, message: str) -> None:
        place = self.writer.length
        self.doubts.append(Doubt(code, message, place, place))
