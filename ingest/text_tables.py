"""Which runs of lines are a table, and its grid: Markdown, rows flattened to lines, one cell a line."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.cell_lines import find_cell_lines
from ingest.flat_tables import find_flat_table
from ingest.lines import Line
from ingest.markdown_tables import find_markdown_table
from ingest.table_grid import FoundTable
from ingest.table_regions import may_begin

__all__ = ["FoundTable", "find_tables"]


def find_tables(lines: Sequence[Line]) -> list[FoundTable]:
    """The tables among the lines, in order. Captions above and notes below are no part of them.

    Every character of a table's lines is in one cell, in one discard, or white space.
    """
    found: list[FoundTable] = []
    index = 0
    while index < len(lines):
        table = find_table(lines, index)
        if table:
            found.append(table)
        index = table.end if table else index + 1
    return found


def find_table(lines: Sequence[Line], start: int) -> FoundTable | None:
    """The table that begins at line `start`, None if none does."""
    table = find_markdown_table(lines, start)
    if table or not may_begin(lines, start):
        return table
    return find_flat_table(lines, start) or find_cell_lines(lines, start)
