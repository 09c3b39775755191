"""Ruled tables and framed panels: cells from the rulings of a page, through pdfplumber's table finding.

PDFium gives the rulings, in much less time than pdfplumber's own reading of a page takes; what joins edges into
cells and cells into tables is pdfplumber's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from ingest.read.pdf.characters.characters import Box, Glyphs, PageContent
from ingest.read.pdf.characters.fragments import Fragment, fragments_of_parts
from ingest.read.pdf.layout.lines import Line, make_line
from ingest.read.pdf.tables.cut_frames import missing_sides, open_sides
from ingest.read.pdf.tables.split_rows import split_rows
from ingest.read.pdf.tables.tints import fields

_SNAP = 3.0
_PAGE_SHARE = 0.95
_FEWEST_UPRIGHT = 2
_SMALLEST_CELL = 4.0
_ROOM = 1.0

CellLines = list[Line]


@dataclass(frozen=True, slots=True)
class Span:
    """A cell: its box, and the rows and columns of the grid that it covers, `[row:row_end)` and `[column:column_end)`."""

    box: Box
    row: int
    row_end: int
    column: int
    column_end: int


@dataclass(slots=True)
class RuledTable:
    """A table: the lines of each grid cell (None where a merged cell goes on), the page of each row, its spans.

    `box` is that of its last part, `strips` where the texts of each column stand if no rules part the columns.
    """

    box: Box
    edges: tuple[float, ...]
    rows: list[list[CellLines | None]]
    covers: list[list[tuple[int, int]]]
    row_pages: list[int]
    header_rows: int = 1
    repeated: list[tuple[CellLines, int]] = field(default_factory=list)
    caption: str = ""
    strips: tuple[tuple[float, float], ...] = ()

    def values(self, texts: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
        """The texts of the cells, a merged cell's in every place it covers."""
        return tuple(tuple(texts[r][c] for r, c in covers) for covers in self.covers)


def find_tables(page: PageContent) -> tuple[list[list[Box]], list[Box]]:
    """The cells of each table on the page, and the frames of panels, which are tables of one cell."""
    edges = list(_edges(page))
    vertical = sum(edge["orientation"] == "v" for edge in edges)
    if vertical < _FEWEST_UPRIGHT or vertical == len(edges):
        return [], []
    from pdfplumber import table as pdfplumber_table

    merge: Callable[..., Any] = pdfplumber_table.merge_edges
    merged = merge(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    merged += [_edge(x0, y, x1, y, "h") for x0, y, x1 in missing_sides(merged, page)]
    merged += [_edge(x, top, x, bottom, "v") for x, top, bottom in open_sides(merged)]
    points = pdfplumber_table.edges_to_intersections(merged, _SNAP, _SNAP)
    cells: list[Box] = [
        cell
        for cell in pdfplumber_table.intersections_to_cells(points)
        if min(cell[2] - cell[0], cell[3] - cell[1]) > _SMALLEST_CELL
    ]
    tables: list[list[Box]] = pdfplumber_table.cells_to_tables(cells)
    in_tables = {cell for table in tables for cell in table}
    return tables, [cell for cell in cells if cell not in in_tables]


def _edges(page: PageContent) -> Iterable[dict[str, Any]]:
    for x0, top, x1, bottom in page.rules:
        if x1 - x0 >= bottom - top:
            yield _edge(x0, (top + bottom) / 2, x1, (top + bottom) / 2, "h")
        else:
            yield _edge((x0 + x1) / 2, top, (x0 + x1) / 2, bottom, "v")
    for x0, top, x1, bottom in (*page.frames, *fields(page)):
        if x1 - x0 > _PAGE_SHARE * page.width and bottom - top > _PAGE_SHARE * page.height:
            continue
        for y in (top, bottom):
            yield _edge(x0, y, x1, y, "h")
        for x in (x0, x1):
            yield _edge(x, top, x, bottom, "v")


def _edge(x0: float, top: float, x1: float, bottom: float, orientation: str) -> dict[str, Any]:
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": orientation,
        "object_type": "line",
    }


def without_stripes(tables: Sequence[list[Box]]) -> list[list[Box]]:
    """The tables but those that are the tinted rows of one: rows of cells with the same sides, apart from each other."""
    sides = [
        tuple(sorted({round(x) for cell in cells for x in (cell[0], cell[2])})) if _is_row(cells) else None
        for cells in tables
    ]
    return [cells for cells, own in zip(tables, sides, strict=True) if own is None or sides.count(own) == 1]


def _is_row(cells: Sequence[Box]) -> bool:
    return max(c[1] for c in cells) - min(c[1] for c in cells) < _SNAP


def surrounding(cells: Sequence[Box]) -> Box:
    """The box around all cells of a table."""
    return (
        min(c[0] for c in cells),
        min(c[1] for c in cells),
        max(c[2] for c in cells),
        max(c[3] for c in cells),
    )


def read_table(cells: Sequence[Box], glyphs: Glyphs, page: int) -> RuledTable:
    """The table with the characters that stand in its cells."""
    xs = _grid_lines([x for c in cells for x in (c[0], c[2])])
    ys = _grid_lines([y for c in cells for y in (c[1], c[3])])
    spans = [Span(c, _at(ys, c[1]), _at(ys, c[3]), _at(xs, c[0]), _at(xs, c[2])) for c in cells]
    rows: list[list[CellLines | None]] = [[None] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    covers = [[(r, c) for c in range(len(xs) - 1)] for r in range(len(ys) - 1)]
    spans.sort(key=_room)  # of cells that overlap the smallest has the characters
    for span, fragments in zip(spans, _cell_fragments(glyphs, spans), strict=True):
        rows[span.row][span.column] = _cell_lines(fragments, page, span.box)
        for r in range(span.row, span.row_end):
            for c in range(span.column, span.column_end):
                covers[r][c] = (span.row, span.column)
    header = max((s.row_end for s in spans if s.row == 0), default=1)
    header_rows = header if header <= 3 and header < len(rows) else 1
    width = xs[-1] - xs[0]
    edges = tuple((x - xs[0]) / width for x in xs)
    table = RuledTable(surrounding(cells), edges, rows, covers, [page] * len(rows), header_rows)
    split_rows(table)
    return table


def _room(span: Span) -> float:
    x0, top, x1, bottom = span.box
    return (x1 - x0) * (bottom - top)


def _cell_fragments(glyphs: Glyphs, spans: Sequence[Span]) -> list[list[Fragment]]:
    """The fragments of each cell; a character that stands in several is the first one's."""
    owners = np.full(len(glyphs), -1, dtype=np.intp)
    for i, span in enumerate(spans):
        owners[glyphs.inside(span.box) & (owners < 0)] = i
    owned = owners >= 0
    return fragments_of_parts(glyphs.at(owned), owners[owned], len(spans))


def _cell_lines(fragments: Sequence[Fragment], page: int, box: Box) -> CellLines:
    """The lines of a cell. One that would have had room behind the line above begins something of its own."""
    lines: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: (f.middle, f.x0)):
        if lines and abs(lines[-1][-1].middle - fragment.middle) < 0.5 * fragment.em:
            lines[-1].append(fragment)
        else:
            lines.append([fragment])
    made = [make_line(line, page) for line in lines]
    padding = min((line.x0 - box[0] for line in made), default=0.0)
    for above, line in pairwise(made):
        room = box[2] - min(padding, line.em) - above.x1
        line.begins = room > line.first_width() + _ROOM * line.em
    return made


def _grid_lines(values: Sequence[float]) -> list[float]:
    lines: list[float] = []
    for value in sorted(values):
        if not lines or value - lines[-1] > _SNAP:
            lines.append(value)
    return lines


def _at(lines: Sequence[float], value: float) -> int:
    return min(range(len(lines)), key=lambda i: abs(lines[i] - value))
