"""The rows of a table without rules whose cells hold several lines, told by the lines that fill their columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.read.pdf.characters.fragments import Fragment
from ingest.read.pdf.tables.strips import Row, Strip, by_height, nearest
from parsers.language.patterns import lazy

_NEXT_LINE = 1.9
_ROOM = 1.4
_HALF = 0.4
_CLOSER = 0.9
_FIGURE = lazy(r"[-–−+＋－]?\d[\d,，.]*[%％‰]?")


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of a cell."""

    lines: list[Row]

    @property
    def top(self) -> float:
        """Where it begins, in points from the top of the page."""
        first = self.lines[0][0]
        return first.middle - _HALF * first.em

    @property
    def bottom(self) -> float:
        """Where it ends."""
        last = self.lines[-1][0]
        return last.middle + _HALF * last.em


def wrapped_rows(fragments: Sequence[Fragment], strips: Sequence[Strip]) -> list[Row]:
    """The rows, each with the lines of its cells; none where no line of a cell goes on in another below it."""
    columns: list[list[Fragment]] = [[] for _ in strips]
    for fragment in fragments:
        columns[nearest(fragment, strips)].append(fragment)
    starts = _starts(fragments, strips)
    cells = [
        cell for column, strip in zip(columns, strips, strict=True) for cell in _cells(column, strip, starts)
    ]
    if all(len(cell.lines) == 1 for cell in cells):
        return []
    return [[f for cell in row for line in cell.lines for f in line] for row in rows_of(cells)]


def _starts(fragments: Iterable[Fragment], strips: Sequence[Strip]) -> list[float]:
    """The heights where every column has text: a row begins there, but where all cells go on, closer than rows are."""
    whole = [height for height in by_height(fragments) if len(height) >= len(strips)]
    steps = [b[0].middle - a[0].middle for a, b in pairwise(whole)]
    farthest = max(steps, default=0.0)
    begins = [True]
    for step, above in zip(steps, whole, strict=False):
        full = all(_is_full(f, strips) and not _FIGURE.fullmatch(f.text) for f in above)
        begins.append(not full or step >= _CLOSER * farthest)
    return [height[0].middle for height, begun in zip(whole, begins, strict=False) if begun]


def _is_full(fragment: Fragment, strips: Sequence[Strip]) -> bool:
    return strips[nearest(fragment, strips)][1] - fragment.x1 < _ROOM * fragment.em


def _cells(column: Iterable[Fragment], strip: Strip, starts: Sequence[float]) -> Iterator[Cell]:
    cell: list[Row] = []
    for line in by_height(column):
        if cell and not _goes_on(cell[-1], line, strip, starts):
            yield Cell(cell)
            cell = []
        cell.append(line)
    if cell:
        yield Cell(cell)


def _goes_on(above: Row, line: Row, strip: Strip, starts: Sequence[float]) -> bool:
    """The line above fills its column, right above this one, which stands where no row begins."""
    em, text = line[0].em, line[0].text
    near = line[0].middle - above[0].middle <= _NEXT_LINE * em
    full = _is_full(above[-1], [strip])
    figures = _FIGURE.fullmatch(text) and _FIGURE.fullmatch(above[-1].text)
    begins = any(abs(y - line[0].middle) < _HALF * em for y in starts)
    return near and full and not figures and not begins


def rows_of(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """The cells that stand beside each other."""
    row: list[Cell] = []
    bottom = 0.0
    for cell in sorted(cells, key=lambda c: c.top):
        if row and cell.top >= bottom:
            yield row
            row = []
        bottom = max(bottom, cell.bottom) if row else cell.bottom
        row.append(cell)
    if row:
        yield row
