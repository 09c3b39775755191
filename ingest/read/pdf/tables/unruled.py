"""Tables without any rules, told by the words of their header, or by figures in each row below it; and the rest of one
that the page end cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from ingest.read.pdf.characters.characters import Box
from ingest.read.pdf.characters.fragments import Fragment
from ingest.read.pdf.tables.pieces import Pieces
from ingest.read.pdf.tables.strips import (
    Row,
    Strip,
    find_strips,
    fit_strips,
    make_cells,
    make_table,
    nearest,
    part_rows,
)
from ingest.read.pdf.tables.tables import RuledTable
from ingest.read.pdf.tables.wrapped import wrapped_rows
from ingest.read.tables.columns import header_kind
from parsers.language.labels import RANK, match_label
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed

_FEWEST_COLUMNS = 2
_FEWEST_KNOWN = 3
_NAMING = ("serial", "category", "name")
_FEWEST_ROWS = 2
_LONGEST_NAME = 16
_FARTHEST = 3.5
_APART = 0.1
_AT = 1.0
_FEWEST_UNCLEAR = 4
_LONGEST_PERSON = 4
_FULL, _MOSTLY = 0.6, 0.7
_OF_LINE = lazy(r"[：:。；]$|^[.．·…]{2,}")
_TOP = 0.16
_UNDER = 0.6
_CLOSE = 1.9
_MOST_HEADERS = 3
_SAME_SIZE = 0.06
_MOST_READ = 4
_NUMBER = lazy(r"\d{1,4}")
_FIGURE = lazy(r"[-–−+＋－]?\d[\d,，.]*[%％‰]?|[-–—―…]+|\.\.\.")


@dataclass(frozen=True, slots=True)
class Found:
    """A table, and the fragments that are its own."""

    table: RuledTable
    fragments: list[Fragment]


def find_unruled(pieces: Pieces, page: int) -> list[Found]:
    """The tables that a row of header words begins, with rows below it that keep to its columns."""
    rows = pieces.rows
    found = []
    position = 0
    while position < len(rows):
        own = _table_at(rows, position, pieces)
        if len(own) > _FEWEST_ROWS or (len(own) == 2 and len(own[0]) == len(own[1]) >= _FEWEST_KNOWN):
            body = [f for row in own[1:] for f in row]
            strips = find_strips((f for row in own for f in row), _APART)
            parted = wrapped_rows(body, strips) or part_rows(body, len(strips))
            found.append(_found([own[0], *parted], strips, page, pieces))
        position += max(len(own), 1)
    return found


def find_unclear(rows: Sequence[Row]) -> list[Box]:
    """Where rows of short texts keep to columns, though nothing says that they are a table: no header, no figures.

    Names and their posts, a label with a colon and its value, and contents are lines.
    """
    found: list[Box] = []
    position = 0
    while position < len(rows):
        own = [rows[position]]
        if len(own[0]) < _FEWEST_KNOWN:
            position += 1
            continue
        strips = find_strips(own[0])
        while _may_be_row(own[0]) and position + len(own) < len(rows):
            row = rows[position + len(own)]
            together = find_strips(f for other in (*own, row) for f in other)
            if not (_may_be_row(row) and _near(own[-1], row) and len(together) == len(row) == len(strips)):
                break
            own.append(row)
            strips = together
        if len(own) >= _FEWEST_UNCLEAR and _are_no_lines(own, strips):
            edges = np.array([f.box for row in own for f in row])
            found.append((*edges[:, :2].min(axis=0).tolist(), *edges[:, 2:].max(axis=0).tolist()))
        position += len(own)
    return found


def _are_no_lines(rows: Sequence[Row], columns: Sequence[Strip]) -> bool:
    """The texts of the rows are longer than names, and not the lines of text in columns, which all but fill these."""
    texts = [f for row in rows for f in row]
    full = sum(columns[nearest(f, columns)][1] - f.x1 < _FULL * f.em for f in texts)
    return median(len(f.text) for f in texts) > _LONGEST_PERSON and full < _MOSTLY * len(texts)


def _may_be_row(row: Row) -> bool:
    texts = [f.text for f in row]
    short = all(len(text) <= _LONGEST_NAME and not _OF_LINE.search(text) for text in texts)
    return len(row) >= _FEWEST_KNOWN and short


def _table_at(rows: Sequence[Row], start: int, pieces: Pieces) -> list[Row]:
    """The rows of the table whose header is the row at `start`; none where it is no header."""
    head = rows[start]
    if len(head) < _FEWEST_COLUMNS or any(len(f.text) > _LONGEST_NAME for f in head):
        return []
    below = rows[start + 1 : start + _MOST_READ]
    head = pieces.fitted(head, _lefts(below))
    columns = [left for left, _ in find_strips(head, _APART)]
    if not (_is_header(head) or _is_above_figures([head, *(pieces.fitted(row, columns) for row in below)])):
        return []
    return _kept([head, *rows[start + 1 :]], pieces)


def _lefts(rows: Sequence[Row]) -> list[float]:
    """Where pieces begin in two rows or more."""
    lefts = [(f.x0, row) for row in rows for f in row]
    return [x for x, row in lefts if any(abs(x - y) <= _AT and row is not other for y, other in lefts)]


def _is_header(row: Row) -> bool:
    """Short texts side by side, all header words but one at most. Of two, the first names what the second tells of."""
    kinds = [header_kind(squeezed(f.text)) for f in row]
    if len(row) == _FEWEST_COLUMNS:
        return kinds[0] in _NAMING and kinds[1] not in (None, kinds[0])
    return len(kinds) - kinds.count(None) >= max(_FEWEST_KNOWN, len(row) - 1)


def _is_above_figures(rows: Sequence[Row]) -> bool:
    """Short texts side by side, and below each but the first a figure in every one of the next rows."""
    head, *below = rows
    if len(head) < _FEWEST_KNOWN or any(_FIGURE.fullmatch(f.text) for f in head):
        return False
    alike = [row for row in below if len(row) == len(head)]
    if len(alike) < len(below) or len(alike) < _FEWEST_ROWS:
        return False
    figures = [[_FIGURE.fullmatch(f.text) is not None for f in row[1:]] for row in alike]
    if all(map(all, figures[:_FEWEST_ROWS])):
        return True
    one_of_figures = any(map(all, zip(*figures, strict=True)))
    return (
        len(alike) > _FEWEST_ROWS
        and one_of_figures
        and len(find_strips((f for row in rows for f in row), _APART)) == len(head)
    )


def _kept(rows: Sequence[Row], pieces: Pieces) -> list[Row]:
    """The header and the rows below it that keep to its columns."""
    own, kept = [rows[0]], list(rows[0])
    for row in rows[1:]:
        if not _near(own[-1], row) or _is_heading(row):
            break
        row = pieces.fitted(row, [left for left, _ in find_strips(kept, _APART)])
        if len(find_strips([*kept, *row], _APART)) != len(own[0]):
            break
        kept += row
        own.append(row)
    while len(own) > 1 and len(own[-1]) == 1 and not _goes_on(own[-2], own[-1], kept):
        own.pop()
    return own


def _goes_on(above: Row, below: Row, kept: Row) -> bool:
    """A text alone below a row, close to it and within a column but the first, is a cell's second line."""
    text, room = below[0], _UNDER * below[0].em
    columns = find_strips(kept, _APART)[1:]
    within = any(left - room <= text.x0 and text.x1 <= right + room for left, right in columns)
    return len(above) > 1 and within and text.middle - above[0].middle <= _CLOSE * text.em


def _is_heading(row: Row) -> bool:
    """A heading of the document alone between the columns: `二、传统舞蹈`."""
    label = match_label(row[0].text) if len(row) == 1 else None
    return label is not None and label.rank <= RANK["cn"]


def _near(above: Row, below: Row) -> bool:
    return below[0].middle - above[0].middle <= _FARTHEST * above[0].em


def find_rest(pieces: Pieces, above: RuledTable, height: float, page: int) -> Found | None:
    """The rows at the top of a page that keep to the columns of the table at the end of the page before.

    None if the page begins with something else. `height` is the page's.
    """
    rows = [pieces.fitted(row, [left for left, _ in above.strips]) for row in pieces.rows]
    start = next((i for i, row in enumerate(rows[: _MOST_HEADERS + 1]) if _carries_on(row, above)), None)
    if start is None or any(row[0].middle > _TOP * height for row in rows[:start]):
        return None
    end = start + 1
    while end < len(rows) and _near(rows[end - 1], rows[end]) and _keeps(rows[end], above):
        if _is_heading(rows[end]):
            break
        end += 1
    while end > start and len(rows[end - 1]) == 1:
        end -= 1
    own = [f for row in rows[start:end] for f in row]
    parted = wrapped_rows(own, above.strips) or part_rows(own, len(above.strips))
    return _found(parted, above.strips, page, pieces, above.box) if own else None


def _carries_on(row: Row, above: RuledTable) -> bool:
    """The row is one more of the table: in its size, and with the next of its numbers where it has some."""
    if len(row) < max(2, len(above.strips) / 2) or not _keeps(row, above):
        return False
    numbers = [_first(cells[0]) for cells in above.rows[above.header_rows :]]
    if len(numbers) > 1 and all(_NUMBER.fullmatch(text) for text in numbers):
        return row[0].text == str(int(numbers[-1]) + 1)
    sizes = [cell[0].em for cell in above.rows[-1] if cell] or [row[0].em]
    return all(any(abs(f.em - size) <= _SAME_SIZE * size for size in sizes) for f in row)


def _first(cell: Sequence[object] | None) -> str:
    return str(getattr(cell[0], "text", "")) if cell else ""


def _keeps(row: Row, above: RuledTable) -> bool:
    return fit_strips(row, above.strips)


def _found(
    rows: Sequence[Row],
    strips: Sequence[Strip],
    page: int,
    pieces: Pieces,
    width: Box | None = None,
) -> Found:
    own = [f for row in rows for f in row]
    left = width[0] if width else min(f.x0 for f in own)
    right = width[2] if width else max(f.x1 for f in own)
    box = (left, min(f.top for f in own), right, max(f.bottom for f in own))
    return Found(
        make_table([make_cells(row, strips, page) for row in rows], strips, box, page), pieces.wholes(own)
    )
