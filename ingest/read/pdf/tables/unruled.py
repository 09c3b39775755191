"""Tables without any rules, told by the words of their header, or by figures in each row below it; and the rest of one
that the page end cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.read.pdf.characters.characters import Box
from ingest.read.pdf.characters.fragments import Fragment
from ingest.read.pdf.tables.strips import (
    Row,
    Strip,
    by_height,
    find_strips,
    fit_strips,
    make_cells,
    make_table,
    part_rows,
)
from ingest.read.pdf.tables.tables import RuledTable
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


def find_unruled(fragments: Sequence[Fragment], page: int) -> list[Found]:
    """The tables that a row of header words begins, with rows below it that keep to its columns."""
    rows = by_height(fragments)
    found = []
    position = 0
    while position < len(rows):
        begins = _is_header(rows[position]) or _is_above_figures(rows[position : position + _MOST_READ])
        end = _end(rows, position) if begins else position
        own = rows[position:end]
        if len(own) > _FEWEST_ROWS or (len(own) == 2 and len(own[0]) == len(own[1]) >= _FEWEST_KNOWN):
            body = [f for row in own[1:] for f in row]
            strips = find_strips(f for row in own for f in row)
            found.append(_found([own[0], *part_rows(body, len(strips))], strips, page))
        position = max(end, position + 1)
    return found


def _is_header(row: Row) -> bool:
    """Short texts side by side, all header words but one at most. Of two, the first names what the second tells of."""
    if len(row) < _FEWEST_COLUMNS or any(len(f.text) > _LONGEST_NAME for f in row):
        return False
    kinds = [header_kind(squeezed(f.text)) for f in row]
    if len(row) == _FEWEST_COLUMNS:
        return kinds[0] in _NAMING and kinds[1] not in (None, kinds[0])
    return len(kinds) - kinds.count(None) >= max(_FEWEST_KNOWN, len(row) - 1)


def _is_above_figures(rows: Sequence[Row]) -> bool:
    """Short texts side by side, and below each but the first a figure in every one of the next rows."""
    head, *below = rows
    if len(head) < _FEWEST_KNOWN or any(
        len(f.text) > _LONGEST_NAME or _FIGURE.fullmatch(f.text) for f in head
    ):
        return False
    alike = [len(row) == len(head) and all(_FIGURE.fullmatch(f.text) for f in row[1:]) for row in below]
    return len(alike) >= _FEWEST_ROWS and all(alike[:_FEWEST_ROWS])


def _end(rows: Sequence[Row], start: int) -> int:
    """The first row after the header that does not keep to its columns."""
    header = rows[start]
    kept = list(header)
    end = start + 1
    while end < len(rows) and _near(rows[end - 1], rows[end]):
        if _is_heading(rows[end]) or len(find_strips([*kept, *rows[end]])) != len(header):
            break
        kept += rows[end]
        end += 1
    while end > start + 1 and len(rows[end - 1]) == 1 and not _goes_on(rows[end - 2], rows[end - 1], kept):
        end -= 1
    return end


def _goes_on(above: Row, below: Row, kept: Row) -> bool:
    """A text alone below a row, close to it and within a column but the first, is a cell's second line."""
    text, room = below[0], _UNDER * below[0].em
    columns = find_strips(kept)[1:]
    within = any(left - room <= text.x0 and text.x1 <= right + room for left, right in columns)
    return len(above) > 1 and within and text.middle - above[0].middle <= _CLOSE * text.em


def _is_heading(row: Row) -> bool:
    """A heading of the document alone between the columns: `二、传统舞蹈`."""
    label = match_label(row[0].text) if len(row) == 1 else None
    return label is not None and label.rank <= RANK["cn"]


def _near(above: Row, below: Row) -> bool:
    return below[0].middle - above[0].middle <= _FARTHEST * above[0].em


def find_rest(fragments: Sequence[Fragment], above: RuledTable, height: float, page: int) -> Found | None:
    """The rows at the top of a page that keep to the columns of the table at the end of the page before.

    None if the page begins with something else. `height` is the page's.
    """
    rows = by_height(fragments)
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
    return _found(part_rows(own, len(above.strips)), above.strips, page, above.box) if own else None


def _carries_on(row: Row, above: RuledTable) -> bool:
    """The row is one more of the table: in its size, and with the next of its numbers where it has some."""
    if len(row) < max(2, len(above.strips) / 2) or not _keeps(row, above):
        return False
    numbers = [_first(cells[0]) for cells in above.rows[above.header_rows :]]
    if len(numbers) > 1 and all(_NUMBER.fullmatch(text) for text in numbers):
        return row[0].text == str(int(numbers[-1]) + 1)
    last = next((cell[0].em for cell in above.rows[-1] if cell), row[0].em)
    return all(abs(f.em - last) <= _SAME_SIZE * last for f in row)


def _first(cell: Sequence[object] | None) -> str:
    return str(getattr(cell[0], "text", "")) if cell else ""


def _keeps(row: Row, above: RuledTable) -> bool:
    return fit_strips(row, above.strips)


def _found(rows: Sequence[Row], strips: Sequence[Strip], page: int, width: Box | None = None) -> Found:
    own = [f for row in rows for f in row]
    left = width[0] if width else min(f.x0 for f in own)
    right = width[2] if width else max(f.x1 for f in own)
    box = (left, min(f.top for f in own), right, max(f.bottom for f in own))
    return Found(make_table([make_cells(row, strips, page) for row in rows], strips, box, page), own)
