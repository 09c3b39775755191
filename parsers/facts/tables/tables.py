"""Printed tables: their captions, the clause they stand in, and the rows of facts in their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from parsers.facts.tables.indicators import find_table_targets
from parsers.language.answers.column_heads import Meaning, column_meaning
from parsers.language.names.context import Context
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed
from parsers.layout.line_shapes import is_date_line, is_unit_line
from parsers.layout.placing import Placed
from schema.base import Quoted
from schema.document import Clause, Table
from schema.facts import Target
from schema.source import Grid

_CAPTION = lazy(r"(?:[附续]?表|专栏)\s*[\d一二三四五六七八九十\-—]*[\s：:]*\S.{0,60}")
_LONGEST_CAPTION = 60


Row = TypeVar("Row", bound=Quoted)


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table with the place of each cell in its text, and the clause that it stands in.

    `unit_line` is the line below its caption (单位：万元).
    """

    table: Table
    grid: Grid
    starts: tuple[tuple[int, ...], ...]
    unit_line: str = ""
    clause: Clause | None = None

    def name(self, title: str) -> str:
        """What the table is called: its caption, else the heading it stands under, else the document's title."""
        return self.table.caption or (self.clause.heading if self.clause else None) or title

    @property
    def first_row(self) -> int:
        """The first row below the header."""
        return max(self.grid.header_rows, 1)

    @property
    def header(self) -> list[str]:
        """What the last row of the header says of each column, without white space."""
        return [squeezed(cell) for cell in self.table.cells[self.first_row - 1]] if self.table.cells else []

    def cells_below(self, meaning: Meaning) -> Iterator[tuple[int, int]]:
        """Row and column of each cell below a heading of that meaning."""
        header = self.header
        for row in range(self.first_row, len(self.grid.cells)):
            for column, name in enumerate(header):
                if column_meaning(name) == meaning and column < len(self.grid.cells[row]):
                    yield row, column

    def rows_of_cell(
        self, row: int, column: int, label: str, find: Callable[[str], Iterable[Row]]
    ) -> list[Row]:
        """What `find` finds in a cell that is read as if the words of `label` stood before it; ranges are the table's."""
        shift = self.starts[row][column] - len(label)
        found = find(label + self.grid.cells[row][column].text)
        return [
            each.model_copy(update={"char_start": each.char_start + shift, "char_end": each.char_end + shift})
            for each in found
            if each.char_start >= len(label)
        ]


def is_caption(text: str) -> bool:
    """The paragraph names the table below it: `表1 “十三五”主要指标完成情况`, or a short line without sentence marks."""
    if _CAPTION.fullmatch(text):
        return True
    return len(text) <= _LONGEST_CAPTION and not re.search(r"[。；;：:，,]", text) and not is_date_line(text)


def printed_tables(body: Sequence[Placed], clauses: Sequence[Clause]) -> list[PrintedTable]:
    """The tables of a document's body that print anything, each under the clause that is open above it."""
    found = []
    for i, placed in enumerate(body):
        grid = placed.part.content
        if not isinstance(grid, Grid) or not placed.text.strip():
            continue
        caption, unit_line = _caption(body[:i])
        clause = next((c for c in reversed(clauses) if c.label and c.char_start < placed.start), None)
        table = Table(
            clause=clause.id if clause else None,
            path=clause.path if clause else "",
            caption=caption,
            cells=grid.values,
            quote=placed.text,
            char_start=placed.start,
            char_end=placed.end,
            page=grid.page,
        )
        found.append(PrintedTable(table, grid, tuple(_cell_starts(grid)), unit_line, clause))
    return found


def _caption(above: Sequence[Placed]) -> tuple[str | None, str]:
    """The caption of the table below these blocks, and the line between that states a unit."""
    unit_line = ""
    for placed in reversed(above[-2:]):
        if placed.part.kind not in ("paragraph", "caption"):
            break
        if is_unit_line(placed.text) and not unit_line:
            unit_line = placed.text
        else:
            return (placed.text if is_caption(placed.text) else None), unit_line
    return None, unit_line


def _cell_starts(grid: Grid) -> Iterator[tuple[int, ...]]:
    position = 0
    for row in grid.cells:
        starts = []
        for cell in row:
            starts.append(position)
            position += len(cell) + 1
        yield tuple(starts)


def table_targets(printed: PrintedTable, context: Context) -> list[Target]:
    """The numbers of a table's cells, with ranges in its text."""
    cells = [[cell.text for cell in row] for row in printed.grid.cells]
    rows = find_table_targets(
        printed.table.cells,
        printed.name(context.title),
        printed.grid.header_rows,
        context,
        cells,
        printed.unit_line,
    )
    return [
        target.model_copy(update=_range(cells[row][column], printed.starts[row][column]))
        for row, column, target in rows
    ]


def _range(cell: str, start: int) -> dict[str, int]:
    """Where the words of a cell stand that begins at `start`, the blanks around them left out."""
    start += len(cell) - len(cell.lstrip())
    return {"char_start": start, "char_end": start + len(cell.strip())}
