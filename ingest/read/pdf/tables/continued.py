"""Which table carries on the one before it, on the next page or in the next column, and how the two are joined.

A part carries a table on when it stands next in reading order with the same columns, unless it says otherwise:
its own header, its caption printed afresh (without 续), or row numbers that begin again at 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.read.pdf.layout.columns import Block
from ingest.read.pdf.layout.lines import Line
from ingest.read.pdf.layout.paragraphs import Draft
from ingest.read.pdf.tables.tables import CellLines, RuledTable
from ingest.read.tables.columns import header_kind
from ingest.read.tables.regions import is_caption, is_measure, is_repeated_caption
from parsers.language.patterns import lazy

_SAME_EDGE = 0.03
_NUMBER = lazy(r"\d{1,4}")
_MOST_ABOVE = 3
_FEWEST_ROWS = 2
_MOST_HEAD_LINES = 2
_MOST_HEADER_ROWS = 3
_ROOM = 2.5
_OPEN_ENDS = ("和", "及", "与", "、", "，")
_MOST_HEADER_WORDS = 2 / 3


def add_table(blocks: list[Draft | Block], item: Block) -> None:
    """Put the table at the end of the blocks, or its rows into the table that it carries on.

    What the page prints again above such a part, header and caption, goes to the table's `repeated`.
    """
    following = item.content
    assert isinstance(following, RuledTable)
    between = [block for block in _since_table(blocks) if not block.note]
    table = next((block.content for block in reversed(blocks) if isinstance(block, Block)), None)
    if isinstance(table, RuledTable) and _carries_on(table, following, between):
        blocks[:] = [block for block in blocks if not any(block is again for again in between)]
        table.repeated += [(draft.lines, following.row_pages[0]) for draft in between]
        _join(table, following)
        return
    blocks += [Draft(lines, "centre") for lines in _heads(following)]
    following.caption = _caption(blocks)
    blocks.append(item)


def _heads(table: RuledTable) -> list[CellLines]:
    """The lines of each row at the top that is one cell over all columns, taken out of the table: its caption."""
    heads: list[CellLines] = []
    while len(table.rows) > _FEWEST_ROWS and len(table.edges) > 2 and len(set(table.covers[0])) == 1:
        lines = table.rows[0][0]
        if not lines or len(lines) > _MOST_HEAD_LINES:
            break
        heads.append(lines)
        del table.rows[0], table.row_pages[0]
        table.covers = [[(row - 1, column) for row, column in covers] for covers in table.covers[1:]]
    if heads:
        table.header_rows = _header_height(table)
    return heads


def _header_height(table: RuledTable) -> int:
    """How many rows the cells of the first row reach down over."""
    reach = [r for r, covers in enumerate(table.covers) if any(row == 0 for row, _ in covers)]
    height = reach[-1] + 1 if reach else 1
    return height if height <= _MOST_HEADER_ROWS and height < len(table.rows) else 1


def _since_table(blocks: Sequence[Draft | Block]) -> list[Draft]:
    """What stands behind the last table."""
    behind: list[Draft] = []
    for block in reversed(blocks):
        if not isinstance(block, Draft):
            break
        behind.insert(0, block)
    return behind


def _caption(blocks: Sequence[Draft | Block]) -> str:
    """The caption among the lines just above a table."""
    above = (block.text for block in reversed(blocks[-_MOST_ABOVE:]) if isinstance(block, Draft))
    return next((text for text in above if is_caption(text)), "")


def _carries_on(table: RuledTable, following: RuledTable, between: Sequence[Draft]) -> bool:
    if not _same_edges(table, following) or not _comes_next(table, following):
        return False
    texts = [draft.text for draft in between]
    if not all(is_measure(text) or is_repeated_caption(text, table.caption) for text in texts):
        return False
    if any("续" in text for text in texts):
        return True
    start = _repeated_rows(table, following)
    numbers = _numbers(table.rows[table.header_rows :]), _numbers(following.rows[start:])
    if all(numbers):
        return numbers[1][0] == numbers[0][-1] + 1 or (numbers[1][0] > 1 and not between)
    return not between and (start > 0 or not _has_header(following))


def _same_edges(table: RuledTable, following: RuledTable) -> bool:
    if len(table.edges) != len(following.edges):
        return False
    if table.strips and following.strips:
        return all(a[0] < b[1] and b[0] < a[1] for a, b in zip(table.strips, following.strips, strict=True))
    return all(abs(a - b) <= _SAME_EDGE for a, b in zip(table.edges, following.edges, strict=True))


def _comes_next(table: RuledTable, following: RuledTable) -> bool:
    """The part stands on a later page, or in a column of the page further right."""
    if table.row_pages[-1] < following.row_pages[0]:
        return True
    return following.box[0] >= table.box[2] and following.box[1] < table.box[3]


def _repeated_rows(table: RuledTable, following: RuledTable) -> int:
    """How many rows at the top of the part are the table's header again."""
    count = table.header_rows
    same = [_texts(row) for row in following.rows[:count]] == [_texts(row) for row in table.rows[:count]]
    return count if same else 0


def _has_header(table: RuledTable) -> bool:
    """The first row holds the words of a header."""
    cells = [text for text in _texts(table.rows[0]) if text]
    words = sum(header_kind(re.sub(r"\s", "", text)) is not None for text in cells)
    return words >= max(2, _MOST_HEADER_WORDS * len(cells))


def _numbers(rows: Sequence[Sequence[CellLines | None]]) -> list[int]:
    """The running numbers of the rows, from the first column that has nothing else."""
    for column in range(min(2, len(rows[0]) if rows else 0)):
        texts = [_text(row[column]) for row in rows if row[column]]
        if texts and all(_NUMBER.fullmatch(text) for text in texts):
            numbers = [int(text) for text in texts]
            if all(b == a + 1 for a, b in pairwise(numbers)):
                return numbers
    return []


def _join(table: RuledTable, following: RuledTable) -> None:
    start = _repeated_rows(table, following)
    page = following.row_pages[0]
    header = [line for row in following.rows[:start] for cell in row if cell for line in cell]
    if header:
        table.repeated.append((header, page))
    if start < len(following.rows) and _is_cut(table, following.rows[start]):
        _carry_row(table, following.rows[start])
        start += 1
    shift = len(table.rows) - start
    first = len(table.rows)
    for r in range(start, len(following.rows)):
        table.rows.append(following.rows[r])
        table.row_pages.append(following.row_pages[r])
        table.covers.append([(max(row, start) + shift, c) for row, c in following.covers[r]])
    _fill_down(table, first)
    table.box = following.box


def _is_cut(table: RuledTable, row: Sequence[CellLines | None]) -> bool:
    """The page end cut the last row: the part's first row only carries on cells that were full or end in mid-word.

    Where all rows above have a number, one without a number carries on the row above it.
    """
    filled = [c for c, cell in enumerate(row) if cell]
    last = [table.rows[r][c] for r, c in table.covers[-1]]
    body = table.rows[table.header_rows :]
    begun = [c for c in range(len(row)) if not row[c] and all(above[c] for above in body)]
    if not begun or not filled:
        return False
    unfinished = [_is_full(last[c], _width(table, c)) or _ends_open(last[c]) for c in filled]
    numbered = bool(_numbers(body)) and begun[0] == 0
    return any(unfinished) and all(last[c] for c in filled) if numbered else all(unfinished)


def _ends_open(cell: CellLines | None) -> bool:
    """The cell ends with a word or a mark behind which something must follow."""
    return bool(cell) and cell is not None and cell[-1].text.endswith(_OPEN_ENDS)


def _is_full(cell: CellLines | None, width: float) -> bool:
    """The last line of the cell leaves no room for more."""
    return bool(cell) and cell is not None and cell[-1].x1 - cell[-1].x0 > width - _ROOM * cell[-1].em


def _width(table: RuledTable, column: int) -> float:
    return (table.edges[column + 1] - table.edges[column]) * (table.box[2] - table.box[0])


def _carry_row(table: RuledTable, row: Sequence[CellLines | None]) -> None:
    for column, cell in enumerate(row):
        r, c = table.covers[-1][column]
        if cell:
            table.rows[r][c] = [*(table.rows[r][c] or []), *cell]


def _fill_down(table: RuledTable, first: int) -> None:
    """A merged cell that the page end cut shows its text on the first page only."""
    if first == len(table.rows):
        return
    for column in range(len(table.edges) - 1):
        owner = table.covers[first][column]
        above = table.covers[first - 1][column] if first else owner
        merged = sum(covers[column] == above for covers in table.covers[:first]) > 1
        if owner == (first, column) and not table.rows[first][column] and merged:
            for covers in table.covers[first:]:
                if covers[column] == owner:
                    covers[column] = above


def _texts(row: Iterable[CellLines | None]) -> list[str]:
    return [_text(cell) for cell in row]


def _text(cell: Sequence[Line] | None) -> str:
    return "".join(line.text for line in cell) if cell else ""
