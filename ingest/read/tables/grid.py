"""What the finders of tables share: the pieces of a run of lines, and a grid made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.read.lines import Line
from parsers.language.patterns import lazy
from schema.source import Discard, Grid, Text, join

EMPTY = Text("", ())
_CJK = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’"
_SPACE_BESIDE_CJK = lazy(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])")
_NUMBER = lazy(r"[#*＊]?\d{1,4}")
_FIGURE = lazy(r"^[\d.,%％－-]+$")
_MOST_HEADER_ROWS = 3
_REMARK = lazy(r"备注|说明")
_TOTAL = lazy(r"(?:合|总|共)\s*计")


@dataclass(frozen=True, slots=True)
class FoundTable:
    """Lines `[start:end)` that are a table, its grid, and the source characters of theirs that are in no cell."""

    start: int
    end: int
    grid: Grid
    discards: tuple[Discard, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part `[start:end)` of a line that no cell border can divide; without text, a cell left empty.

    `text` is the part without white space,
    `line` is the line's index, `first` says that the piece begins it, `gap` that a blank line stands before it.
    """

    whole: Text
    start: int
    end: int
    text: str
    line: int
    first: bool
    gap: bool


def compact(text: str) -> str:
    """The text without white space: `2025 年` gives `2025年`."""
    return "".join(text.split())


def make_piece(whole: Text, start: int, end: int, line: int, gap: bool) -> Piece:
    """The part `[start:end)` of a line as a piece."""
    return Piece(whole, start, end, compact(whole.text[start:end]), line, start == 0, gap)


def cell_value(text: str) -> str:
    """A cell's text as a value: white space beside CJK is the typesetter's, other runs become one space."""
    return re.sub(r"\s+", " ", _SPACE_BESIDE_CJK.sub("", text)).strip()


def join_pieces(pieces: Iterable[Piece]) -> Text:
    """One cell's text: the pieces in order, those of one line with the space printed between them."""
    lines = (list(group) for _, group in groupby((p for p in pieces if p.text), key=lambda piece: piece.line))
    return join(group[0].whole.slice(group[0].start, group[-1].end) for group in lines)


def make_grid(
    rows: Sequence[Sequence[Text]], header_rows: int, serial: int | None, page: int | None = None
) -> Grid:
    """A grid of the rows, all padded to one width; `serial` is the column of running numbers, if there is one."""
    width = max(len(row) for row in rows)
    cells = tuple(tuple(row) + (EMPTY,) * (width - len(row)) for row in rows)
    values = [[cell_value(cell.text) for cell in row] for row in cells]
    _fill_header(values, header_rows)
    for column in _category_columns(values[header_rows:], serial):
        _fill_down(values[header_rows:], column)
    for column in range(1, width):
        _fill_shared(values, header_rows, column)
    return Grid(cells, tuple(tuple(row) for row in values), header_rows, page)


def _fill_header(values: list[list[str]], header_rows: int) -> None:
    """A column group's name stands over all its columns, a name that covers two header rows in both."""
    if header_rows != 2:
        return
    upper, lower = values[0], values[1]
    for column in range(1, len(upper)):
        upper[column] = upper[column] or (upper[column - 1] if lower[column] else "")
    for column, name in enumerate(upper):
        lower[column] = lower[column] or name


def _category_columns(rows: list[list[str]], serial: int | None) -> list[int]:
    """The leading columns whose cells cover several rows: their first cell is filled, some others are not."""
    found = []
    for column in range(len(rows[0]) if rows else 0):
        if column == serial:
            continue
        printed = [row[column] for row in rows if not is_spanning(row)]
        if not printed or all(printed) or not printed[0] or _NUMBER.fullmatch(printed[0]):
            break
        found.append(column)
    return found


def is_spanning(row: Sequence[str]) -> bool:
    """The row holds a single text, which names the rows under it: `“十二五”期间：`."""
    return len(row) > 2 and bool(row[0]) and not any(row[1:])


def _fill_down(rows: list[list[str]], column: int) -> None:
    above = ""
    for row in rows:
        if is_spanning(row):
            above = ""
        elif row[column]:
            above = above if _NUMBER.fullmatch(row[column]) else row[column]
        elif not any(_TOTAL.search(cell) for cell in row):
            row[column] = above


def _fill_shared(values: list[list[str]], header_rows: int, column: int) -> None:
    """One text that stands beside all rows, as in a last column that was merged over the whole table."""
    printed = [row[column] for row in values[header_rows:]]
    if len(printed) < 3 or any(printed[1:]) or len(printed[0]) < 4 or _REMARK.search(values[0][column]):
        return
    for row in values[header_rows:]:
        row[column] = printed[0]


def header_height(values: Sequence[Sequence[str]]) -> int:
    """How many rows name the columns, where merged cells have their value in each row: a name reaches down over them."""
    height = 1
    while height < min(len(values) - 1, _MOST_HEADER_ROWS) and any(
        above and above == below and not _FIGURE.search(above)
        for above, below in zip(values[height - 1], values[height], strict=False)
    ):
        height += 1
    return height


def discard_lines(lines: Sequence[Line], start: int, end: int) -> list[Discard]:
    """Lines of a header that is printed again, as discards."""
    return [discard for line in lines[start:end] for discard in line.discarded("repeated_header")]
