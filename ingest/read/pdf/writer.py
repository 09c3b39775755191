"""Paragraphs and tables into a `Reading`: its source text in reading order, and where each character stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ingest.read.pdf.characters.characters import Box, Floats, PageContent
from ingest.read.pdf.layout.lines import Line
from ingest.read.pdf.layout.paragraphs import Draft
from ingest.read.pdf.tables.tables import RuledTable
from schema.source import Discard, DiscardName, Grid, Paragraph, PlacedRun, Places, Segment, Text

_EMPTY = Text("", ())
_FARTHEST = 0xFFFF
_LARGE = 1.2
_GOING_ON = frozenset("，、；：。（和及与或的为在对—-“《")
_CARRIED_ON = frozenset("，、；：。）和及与或的”》")


@dataclass(slots=True)
class Writer:
    """Collects the source text of a document, the boxes of its characters, its blocks and its discards."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    places: Places = field(default_factory=Places)
    blocks: list[Paragraph | Grid] = field(default_factory=list)
    discards: list[Discard] = field(default_factory=list)
    _runs: list[PlacedRun] = field(default_factory=list)
    _ends: list[Floats] = field(default_factory=list)
    _begins: list[float] = field(default_factory=list)
    _sizes: Counter[float] = field(default_factory=Counter)
    _sized: list[tuple[int, float]] = field(default_factory=list)

    @property
    def source(self) -> str:
        """The text so far."""
        return "".join(self.pieces)

    def paragraph(self, draft: Draft, pages: dict[int, PageContent]) -> None:
        """Write a paragraph as one run of source text."""
        start = self.length
        breaks = []
        for i, line in enumerate(draft.lines):
            if i and line.page != draft.lines[i - 1].page:
                breaks.append((self.length - start, line.page))
            if i and _parts_words(draft.lines[i - 1], line):
                self._write(" ")
            self._line(line, pages[line.page])
        text = self._text(start)
        self._write("\n")
        self._sized.append((len(self.blocks), draft.lines[0].em))
        self.blocks.append(
            Paragraph(
                text, draft.lines[0].page, align=draft.align, page_breaks=tuple(breaks), note=draft.note
            )
        )

    def discard(self, name: DiscardName, line: Line, page: PageContent) -> None:
        """Write characters that are no text of a document."""
        start = self.length
        self._line(line, page)
        self.discards.append(Discard(name, start, self.length))
        self._write("\n")

    def table(self, table: RuledTable, pages: dict[int, PageContent]) -> None:
        """Write a table, cell by cell, the rows of a repeated header as discards."""
        for lines, page in table.repeated:
            for line in lines:
                self.discard("repeated_header", line, pages[page])
        cells: list[tuple[Text, ...]] = []
        measures = [_measure(column) for column in zip(*table.rows[table.header_rows :], strict=True)]
        for r, row in enumerate(table.rows):
            written = []
            for c, cell in enumerate(row):
                measure = measures[c] if r >= table.header_rows else 0.0
                written.append(self._cell(cell, pages, measure) if cell else _EMPTY)
                self._write("\t")
            cells.append(tuple(written))
            self._write("\n")
        values = table.values([[cell.text.replace("\n", " ") for cell in row] for row in cells])
        self.blocks.append(Grid(tuple(cells), values, table.header_rows, table.row_pages[0]))

    def _cell(self, lines: Sequence[Line], pages: dict[int, PageContent], measure: float) -> Text:
        start = self.length
        for i, line in enumerate(lines):
            if i and _parts_words(lines[i - 1], line):
                self._write(" ")
            elif i and _parts_items(lines[i - 1], line, measure):
                self._write("\n")
            self._line(line, pages[line.page])
        return self._text(start)

    def pack(self) -> None:
        """Put what was written so far together, which takes less room."""
        self.pieces = [self.source]
        if self._runs:
            counts = [run.length for run in self._runs]
            begins = np.repeat(np.array(self._begins, dtype=np.float32), counts)
            tenths = np.rint((np.concatenate(self._ends) - begins[:, None]) * 10)
            packed = np.clip(tenths, 0, _FARTHEST).astype(np.uint16)
            self.places.add(self._runs, packed.tobytes())
            self._runs, self._ends, self._begins = [], [], []

    def mark_large(self) -> None:
        """Say of the paragraphs in larger type than most of the text that they are headings: level 1."""
        usual = self._sizes.most_common(1)[0][0] if self._sizes else 0.0
        for at, em in self._sized:
            block = self.blocks[at]
            if isinstance(block, Paragraph) and em >= _LARGE * usual:
                self.blocks[at] = replace(block, level=1)

    def _text(self, start: int) -> Text:
        text = "".join(self._since(start))
        return Text(text, (Segment(0, start, len(text)),) if text else ())

    def _since(self, start: int) -> list[str]:
        found: list[str] = []
        position = self.length
        for piece in reversed(self.pieces):
            if position <= start:
                break
            position -= len(piece)
            found.append(piece)
        return found[::-1]

    def _write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _line(self, line: Line, page: PageContent) -> None:
        page = page.aside if line.aside and page.aside else page
        if page.upright == page.shown:
            box, ends, begin = _edges(line), line.glyphs.boxes[:, ::2], line.x0
        else:
            (box, ends), begin = _turned(line, page), 0.0
        confidence = page.recognised.lowest(_edges(line)) if page.recognised else None
        self._runs.append(PlacedRun(self.length, len(ends), page.number, box, confidence))
        self._ends.append(ends)
        self._begins.append(begin)
        self._sizes[round(line.em, 1)] += len(line.text)
        self._write(line.text)


def _edges(line: Line) -> Box:
    return line.x0, line.top, line.x1, line.bottom


def _turned(line: Line, page: PageContent) -> tuple[Box, Floats]:
    """A line's box on a page that is shown turned, and where its characters begin and end along it."""
    boxes = line.glyphs.boxes.copy()
    boxes[:, 1], boxes[:, 3] = line.top, line.bottom
    boxes = page.shown_boxes(boxes)
    left, top = boxes[:, :2].min(axis=0).tolist()
    right, bottom = boxes[:, 2:].max(axis=0).tolist()
    across = np.ptp(boxes[:, 0]) >= np.ptp(boxes[:, 1])
    ends = boxes[:, [0, 2]] - np.float32(left) if across else boxes[:, [1, 3]] - np.float32(top)
    return (left, top, right, bottom), ends


def _parts_words(before: Line, line: Line) -> bool:
    """A line end between two Latin words stands for a space."""
    last, first = before.text[-1], line.text[0]
    return last.isascii() and first.isascii() and last.isalpha() and first.isalpha()


def _parts_items(before: Line, line: Line, measure: float) -> bool:
    """A line end in a cell parts two things: two numbers, or words for which there was room in the longest line.

    Not where the words of the line carry on those before it. `measure` is the length of the column's longest line.
    """
    if not line.begins or before.text[-1] in _GOING_ON or line.text[0] in _CARRIED_ON:
        return False
    numbers = line.text[0].isdigit() and any(char.isdigit() for char in before.text)
    return numbers or measure - (before.x1 - before.x0) > line.first_width() + line.em


def _measure(column: Sequence[Sequence[Line] | None]) -> float:
    return max((line.x1 - line.x0 for cell in column for line in cell or ()), default=0.0)
