"""Tables without vertical rules: their columns are the strips that texts stand in, their rows the heights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.read.pdf.characters.characters import Box
from ingest.read.pdf.characters.fragments import Fragment
from ingest.read.pdf.layout.lines import Line, make_line
from ingest.read.pdf.tables.tables import CellLines, RuledTable

_GAP = 0.4
_LEVEL = 0.5
_SLACK = 3.0
_ROW_STEP = 0.9
_OFF_MIDDLE = 0.2

Strip = tuple[float, float]
"""The left and right edge of the texts of a column, in points."""

Row = list[Fragment]


def by_height(fragments: Iterable[Fragment]) -> list[Row]:
    """The fragments that stand at one height, from top to bottom, each row from left to right."""
    rows: list[Row] = []
    for fragment in sorted(fragments, key=lambda f: f.middle):
        if rows and fragment.middle - rows[-1][0].middle < _LEVEL * fragment.em:
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [sorted(row, key=lambda f: f.x0) for row in rows]


def find_strips(fragments: Iterable[Fragment], apart: float = _GAP) -> list[Strip]:
    """The strips that the fragments stand in, from left to right, at least so many character widths apart."""
    strips: list[Strip] = []
    for fragment in sorted(fragments, key=lambda f: f.x0):
        if strips and fragment.x0 < strips[-1][1] + apart * fragment.em:
            strips[-1] = strips[-1][0], max(strips[-1][1], fragment.x1)
        else:
            strips.append((fragment.x0, fragment.x1))
    return strips


def without_bridges(fragments: Iterable[Fragment]) -> list[Fragment]:
    """The fragments but those that lie over several columns of narrower ones, as a merged cell's text may."""
    kept: list[Fragment] = []
    for fragment in sorted(fragments, key=lambda f: f.x1 - f.x0):
        columns = find_strips(kept)
        room = _GAP * fragment.em
        if sum(a < fragment.x1 + room and fragment.x0 - room < b for a, b in columns) < 2:
            kept.append(fragment)
    return kept


def fit_strips(row: Sequence[Fragment], strips: Sequence[Strip]) -> bool:
    """Each fragment stands in the room of one column, between the strips beside it."""
    return all(_room(fragment, strips) for fragment in row)


def _room(fragment: Fragment, strips: Sequence[Strip]) -> bool:
    at = nearest(fragment, strips)
    left = strips[at - 1][1] if at else 0.0
    right = strips[at + 1][0] if at + 1 < len(strips) else float("inf")
    return left - _SLACK <= fragment.x0 and fragment.x1 <= right + _SLACK


def nearest(fragment: Fragment, strips: Sequence[Strip]) -> int:
    """The column that the fragment's middle is nearest to."""
    middle = (fragment.x0 + fragment.x1) / 2
    return min(range(len(strips)), key=lambda c: _distance(middle, strips[c]))


def _distance(x: float, strip: Strip) -> tuple[float, float]:
    return max(strip[0] - x, x - strip[1], 0.0), abs(sum(strip) / 2 - x)


def part_rows(fragments: Sequence[Fragment], columns: int) -> list[Row]:
    """A row at each height where half of the columns have text, or as far from the others as these are from each other.

    What stands between rows goes to the nearest.
    """
    heights = by_height(fragments)
    rows = [h for h in heights if len(h) >= max(2, columns / 2)]
    step = _ROW_STEP * min((b[0].middle - a[0].middle for a, b in pairwise(rows)), default=float("inf"))
    rows = [h for h in heights if any(h is row for row in rows) or (len(h) > 1 and _apart(h, rows) >= step)]
    for height in heights:
        if rows and not any(height is row for row in rows):
            min(rows, key=lambda row: abs(row[0].middle - height[0].middle)).extend(height)
    return rows


def _apart(row: Row, others: Sequence[Row]) -> float:
    return min(abs(row[0].middle - other[0].middle) for other in others)


def make_cells(row: Iterable[Fragment], strips: Sequence[Strip], page: int) -> list[CellLines | None]:
    """The cells of a row, each with its lines from top to bottom."""
    cells: list[list[Line]] = [[] for _ in strips]
    for fragment in sorted(row, key=lambda f: (round(f.middle), f.x0)):
        cells[nearest(fragment, strips)].append(make_line([fragment], page))
    return list(cells)


def make_table(
    rows: Sequence[list[CellLines | None]], strips: Sequence[Strip], box: Box, page: int
) -> RuledTable:
    """The table of the rows, its header in the first. A text over several columns is in all that it lies over."""
    cells = [list(row) for row in rows]
    covers = [_covers(row, r, strips) for r, row in enumerate(cells)]
    edges = tuple((left - box[0]) / (box[2] - box[0]) for left, _ in strips)
    return RuledTable(box, (*edges, 1.0), cells, covers, [page] * len(cells), strips=tuple(strips))


def _covers(row: list[CellLines | None], r: int, strips: Sequence[Strip]) -> list[tuple[int, int]]:
    """Which cell each place of the row belongs to. A cell over several columns is put in the first of them."""
    covers = [(r, c) for c in range(len(strips))]
    for at, cell in enumerate(list(row)):
        if not cell:
            continue
        over = _lies_over(min(line.x0 for line in cell), max(line.x1 for line in cell), strips)
        if len(over) > 1 and not any(row[c] for c in over if c != at):
            row[at], row[over[0]] = None, cell
            for c in over:
                covers[c] = (r, over[0])
    return covers


def _lies_over(x0: float, x1: float, strips: Sequence[Strip]) -> list[int]:
    """The columns whose middle the text covers, or the two that it stands halfway between."""
    middles = [sum(strip) / 2 for strip in strips]
    for c, (a, b) in enumerate(pairwise(middles)):
        if strips[c][1] <= x0 and x1 <= strips[c + 1][0] and abs(x0 + x1 - a - b) < 2 * _OFF_MIDDLE * (b - a):
            return [c, c + 1]
    return [c for c, middle in enumerate(middles) if x0 < middle < x1]
