"""The index card of a page that was printed without rules: labels in columns, and their values beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from ingest.read.pdf.characters.fragments import Fragment
from ingest.read.pdf.layout.lines import make_line
from ingest.read.pdf.tables.pieces import Pieces
from ingest.read.pdf.tables.strips import Row
from ingest.read.pdf.tables.tables import RuledTable
from ingest.read.pdf.tables.unruled import Found
from ingest.read.pdf.tables.wrapped import Cell, rows_of
from parsers.language.page_fields import is_label

_FEWEST_LABELS, _FEWEST_ROWS = 3, 2
_NEAR = 8
_LONGEST_LABEL = 12
_AT = 0.5
_SAME_SIZE = 0.12
_NEXT_LINE = 1.9
_NEXT_ROW = 4.0


def find_card(pieces: Pieces, page: int) -> Found | None:
    """The index card among the pieces of a page; None where known labels do not stand in columns."""
    labels = _labels([f for row in pieces.rows for f in row])
    if len(labels) < _FEWEST_LABELS or len({round(label[0].middle) for label in labels}) < _FEWEST_ROWS:
        return None
    starts = _starts(labels, pieces.rows)
    first = next(i for i, row in enumerate(pieces.rows) if any(f is labels[0][0] for f in row))
    own = list(_own_rows(pieces, first, starts, labels[0][0].em))
    heights = [label[0].middle for label in labels if len(label) == 1]
    columns = ([f for row in own for f in row if _column(f, starts) == c] for c in range(len(starts)))
    cells = [(c, cell) for c, column in enumerate(columns) for cell in _cells(column, heights)]
    places = {id(cell): c for c, cell in cells}
    rows = [[(places[id(cell)], cell) for cell in row] for row in rows_of([cell for _, cell in cells])]
    return Found(_table(rows, starts, own, page), pieces.wholes(f for row in own for f in row))


def _labels(pieces: Sequence[Fragment]) -> list[Row]:
    """The labels among some pieces, each with its lines: a narrow column has several."""
    found: list[Row] = []
    taken: set[int] = set()
    for i, piece in enumerate(pieces):
        lines = [piece]
        while id(piece) not in taken and len("".join(f.text for f in lines)) <= _LONGEST_LABEL:
            if is_label("".join(f.text for f in lines)):
                found.append(lines)
                taken |= {id(f) for f in lines}
                break
            below = next((f for f in pieces[i + 1 : i + _NEAR] if _is_below(f, lines[-1])), None)
            if below is None:
                break
            lines.append(below)
    return found


def _is_below(fragment: Fragment, above: Fragment) -> bool:
    near = 0 < fragment.middle - above.middle <= _NEXT_LINE * above.em
    return near and abs(fragment.x0 - above.x0) <= _AT * above.em


def _starts(labels: Sequence[Row], rows: Sequence[Row]) -> list[float]:
    """Where the columns of labels begin, and those of the values beside them."""
    beside = [f for label in labels for row in rows if (f := _beside(label, row)) is not None]
    found: list[float] = []
    for fragment in sorted([*(label[0] for label in labels), *beside], key=lambda f: f.x0):
        if not found or fragment.x0 - found[-1] > _AT * fragment.em:
            found.append(fragment.x0)
    return found


def _beside(label: Row, row: Row) -> Fragment | None:
    """The next fragment of a row to the right of a label."""
    room = _AT * label[0].em
    level = label[0].middle - room <= row[0].middle <= label[-1].middle + room
    return next((f for f in row if f.x0 >= label[0].x1), None) if level else None


def _column(fragment: Fragment, starts: Sequence[float]) -> int | None:
    return next((c for c, x in enumerate(starts) if abs(fragment.x0 - x) <= _AT * fragment.em), None)


def _own_rows(pieces: Pieces, first: int, starts: Sequence[float], em: float) -> Iterator[Row]:
    """The rows of the card: all that begins in its columns in the size of its labels, down to something else."""

    def belongs(row: Row) -> bool:
        alike = all(abs(f.em - em) <= _SAME_SIZE * em for f in row)
        return alike and all(_column(f, starts) is not None for f in row)

    last: Row | None = None
    for row in takewhile(belongs, (pieces.fitted(row, starts) for row in pieces.rows[first:])):
        if last is not None and row[0].middle - last[0].middle > _NEXT_ROW * em:
            return
        yield row
        last = row


def _cells(column: Iterable[Fragment], heights: Sequence[float]) -> Iterator[Cell]:
    """The cells of a column: a label ends one, a line beside a label begins one."""
    lines: list[Row] = []
    for fragment in column:
        above = lines[-1][0] if lines else None
        begins = any(abs(fragment.middle - y) < _AT * fragment.em for y in heights)
        whole = is_label("".join(line[0].text for line in lines))
        if above and (begins or whole or fragment.middle - above.middle > _NEXT_LINE * fragment.em):
            yield Cell(lines)
            lines = []
        lines.append([fragment])
    if lines:
        yield Cell(lines)


def _table(
    rows: Sequence[Sequence[tuple[int, Cell]]], starts: Sequence[float], own: Sequence[Row], page: int
) -> RuledTable:
    fragments = [f for row in own for f in row]
    left, right = min(f.x0 for f in fragments), max(f.x1 for f in fragments)
    box = (left, min(f.top for f in fragments), right, max(f.bottom for f in fragments))
    grid = [
        [
            [make_line(line, page) for at, cell in row if at == c for line in cell.lines]
            for c in range(len(starts))
        ]
        for row in rows
    ]
    edges = tuple((x - left) / (right - left) for x in starts)
    covers = [[(r, c) for c in range(len(starts))] for r in range(len(grid))]
    return RuledTable(box, (*edges, 1.0), [list(row) for row in grid], covers, [page] * len(grid))
