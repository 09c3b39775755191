"""Which runs of lines are a table, and its grid: Markdown, cells parted by tabs, rows flattened to lines, one cell a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.read.lines import Line
from ingest.read.tables.cell_lines import find_cell_lines
from ingest.read.tables.effort import Effort, EffortSpentError, effort_for
from ingest.read.tables.flat_tables import find_flat_table
from ingest.read.tables.grid import FoundTable
from ingest.read.tables.markdown_tables import find_markdown_table
from ingest.read.tables.regions import may_begin, take_run
from ingest.read.tables.tab_tables import find_tab_table

__all__ = ["FoundTable", "TableSearch", "find_tables"]


@dataclass(slots=True)
class TableSearch:
    """The tables among lines, in order, and the lines `[start:end)` in which no more were looked for."""

    tables: list[FoundTable] = field(default_factory=list)
    given_up: list[tuple[int, int]] = field(default_factory=list)


def find_tables(lines: Sequence[Line]) -> TableSearch:
    """The tables among the lines. Captions above and notes below are no part of them.

    Every character of a table's lines is in one cell, in one discard, or white space. A run of lines gets work
    in proportion to its length, so that the search takes no more than a line's share for each line.
    """
    search = TableSearch()
    index, run_end, effort = 0, 0, Effort(0)
    while index < len(lines):
        table = find_markdown_table(lines, index) or find_tab_table(lines, index)
        if table is None and may_begin(lines, index):
            if index >= run_end:
                run_end = take_run(lines, index).indices[-1] + 1
                effort = effort_for(run_end - index)
            try:
                table = _find_unmarked(lines, index, effort)
            except EffortSpentError:
                search.given_up.append((index, run_end))
                index = run_end
                continue
        if table:
            search.tables.append(table)
            run_end = table.end
        index = table.end if table else index + 1
    return search


def _find_unmarked(lines: Sequence[Line], start: int, effort: Effort) -> FoundTable | None:
    return find_flat_table(lines, start, effort) or find_cell_lines(lines, start, effort)
