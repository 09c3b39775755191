"""Name lists in aligned columns: which lines of a flow are rows of one, `组　长：高　山　市政府副市长`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.read.pdf.layout.lines import Line

_FEWEST_ROWS = 3
_ALIGNED = 0.3
_FARTHEST_LEFT = 2.5


@dataclass(frozen=True, slots=True)
class ListRow:
    """The lines `[start:end)` of a flow that are one row of a name list, its last column at `column`."""

    start: int
    end: int
    column: float


def find_list_rows(lines: Sequence[Line], left: float) -> list[ListRow]:
    """The rows of the name lists among the lines. `left` is the edge that paragraphs begin at."""
    rows: list[ListRow] = []
    position = 0
    while position < len(lines):
        column = _column_at(lines, position, left)
        if column is None:
            position += 1
            continue
        end = _list_end(lines, position, column)
        starts = [i for i in range(position, end) if not _begins_at(lines[i], column) or i == position]
        if sum(_has_gap(lines[i], column) for i in starts) >= _FEWEST_ROWS:
            rows += [ListRow(a, b, column) for a, b in zip(starts, [*starts[1:], end], strict=True)]
            position = end
        else:
            position += 1
    return rows


def _column_at(lines: Sequence[Line], position: int, left: float) -> float | None:
    """Where the last column of a list that begins at this line would stand."""
    for x in reversed(list(lines[position].gaps())):
        if x > left + _FARTHEST_LEFT * lines[position].em:
            near = lines[position : position + 3 * _FEWEST_ROWS]
            if sum(_has_gap(line, x) for line in near) >= _FEWEST_ROWS:
                return x
    return None


def _has_gap(line: Line, x: float) -> bool:
    return line.column_start(x) is not None


def _begins_at(line: Line, x: float) -> bool:
    return abs(line.x0 - x) <= _ALIGNED * line.em


def _list_end(lines: Sequence[Line], start: int, x: float) -> int:
    """The first line from `start` that is no row of the list and carries none on."""
    em = lines[start].em
    for i in range(start + 1, len(lines)):
        line = lines[i]
        far = line.middle - lines[i - 1].middle > 3.5 * em
        if far or not (_has_gap(line, x) or _begins_at(line, x)):
            return i
    return len(lines)
