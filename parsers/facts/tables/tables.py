"""Printed tables: their captions, the clause they stand in, and the rows of facts in their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.facts.tables.indicators import find_table_targets
from parsers.language.answers.column_heads import Meaning, column_meaning
from parsers.language.names.context import Context
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed
from parsers.layout.line_shapes import is_date_line
from parsers.layout.placing import Placed
from schema.base import Fact
from schema.document import Clause, Table
from schema.facts import Target
from schema.source import Grid

_CAPTION = lazy(r"(?:[附续]?表|专栏)\s*[\d一二三四五六七八九十\-—]*[\s：:]*\S.{0,60}")
_LONGEST_CAPTION = 60
_UNIT_LINE = lazy(r"[（(]?(?:计量)?单位[：:].{1,20}")  # 单位：万元、%


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table with the range of each cell in the document's text.

    `unit_line` is the line below its caption (单位：万元); `heading` is that of the clause it stands in.
    """

    table: Table
    grid: Grid
    starts: tuple[tuple[int, ...], ...]
    unit_line: str = ""
    heading: str | None = None

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

    def place(self, fact: Fact, shift: int) -> dict[str, object]:
        """Where a fact of a cell stands, as fields; `shift` leads from its range to that in the document's text."""
        return {
            "clause": self.table.clause,
            "path": self.table.path,
            "page": self.table.page,
            "char_start": fact.char_start + shift,
            "char_end": fact.char_end + shift,
        }


def is_caption(text: str) -> bool:
    """The paragraph names the table below it: `表1 “十三五”主要指标完成情况`, or a short line without sentence marks."""
    if _CAPTION.fullmatch(text):
        return True
    return len(text) <= _LONGEST_CAPTION and not re.search(r"[。；;：:，,]", text) and not is_date_line(text)


def place_tables(body: Sequence[Placed], clauses: Sequence[Clause]) -> list[PlacedTable]:
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
        starts = tuple(_cell_starts(grid, placed.start))
        found.append(PlacedTable(table, grid, starts, unit_line, clause.heading if clause else None))
    return found


def _caption(above: Sequence[Placed]) -> tuple[str | None, str]:
    """The caption of the table below these blocks, and the line between that states a unit."""
    unit_line = ""
    for placed in reversed(above[-2:]):
        if placed.part.kind not in ("paragraph", "caption"):
            break
        if _UNIT_LINE.fullmatch(placed.text) and not unit_line:
            unit_line = placed.text
        else:
            return (placed.text if is_caption(placed.text) else None), unit_line
    return None, unit_line


def _cell_starts(grid: Grid, start: int) -> Iterator[tuple[int, ...]]:
    position = start
    for row in grid.cells:
        starts = []
        for cell in row:
            starts.append(position)
            position += len(cell) + 1
        yield tuple(starts)


def table_targets(placed: PlacedTable, context: Context) -> list[Target]:
    """The targets of a table's cells, with their ranges in the document's text."""
    table = placed.table
    caption = table.caption or placed.heading or context.title
    printed = [[cell.text for cell in row] for row in placed.grid.cells]
    rows = find_table_targets(
        table.cells, caption, placed.grid.header_rows, context, printed, placed.unit_line
    )
    return [
        target.model_copy(
            update={
                "clause": table.clause,
                "path": table.path,
                "page": table.page,
                "quote": printed[row][column].strip(),
                **_range(printed[row][column], placed.starts[row][column]),
            }
        )
        for row, column, target in rows
    ]


def _range(cell: str, start: int) -> dict[str, int]:
    """Where the words of a cell stand that begins at `start`, the blanks around them left out."""
    start += len(cell) - len(cell.lstrip())
    return {"char_start": start, "char_end": start + len(cell.strip())}
