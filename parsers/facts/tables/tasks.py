"""Tables that divide tasks: the numbers in what is to be done, and by when (guidelines, `targets`, `deadlines`)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial

from parsers.facts.deadlines.deadlines import find_deadlines
from parsers.facts.tables.tables import PrintedTable, table_targets
from parsers.facts.targets.targets import find_targets
from parsers.language.answers.column_heads import column_meaning
from parsers.language.names.context import Context
from schema.facts import Deadline, Target

_TIME_LABEL = "完成时限："


def numbers_and_tasks(printed: PrintedTable, context: Context) -> list[Target]:
    """The numbers of a table, those in the sentences of its tasks included, with ranges in its text."""
    numbers = table_targets(printed, context)
    cells = [start for starts in printed.starts for start in starts]
    within = {cells[bisect_right(cells, row.char_start) - 1] for row in numbers}
    return [*numbers, *task_targets(printed, context, within)]


def task_targets(printed: PrintedTable, context: Context, taken: Collection[int]) -> list[Target]:
    """The numbers in the sentences of a table's tasks, but for cells that begin at a place in `taken`."""
    own = replace(context, headings=(*context.headings, "任务"))  # what is to be done looks ahead
    dues = {row: limit.due for row, limit in _row_deadlines(printed, context) if limit.due}
    found = []
    for row, column in printed.cells_below("task"):
        if printed.starts[row][column] not in taken:
            said = {"table": printed.name(context.title), "row": _name(printed, row)}
            for target in printed.rows_of_cell(row, column, "", partial(find_targets, context=own)):
                due = target.due or dues.get(row)
                found.append(target.model_copy(update={**said, "due": due}))
    return found


def task_deadlines(printed: PrintedTable, context: Context) -> list[Deadline]:
    """The times by which a table's tasks are due, with ranges in its text."""
    return [limit for _, limit in _row_deadlines(printed, context)]


def _row_deadlines(printed: PrintedTable, context: Context) -> Iterator[tuple[int, Deadline]]:
    find = partial(find_deadlines, context=context)
    for row, column in printed.cells_below("time"):
        for limit in printed.rows_of_cell(row, column, _TIME_LABEL, find):
            yield row, limit


def _name(printed: PrintedTable, row: int) -> str:
    """The row's number as printed, else its first cell."""
    column = next((i for i, name in enumerate(printed.header) if column_meaning(name) == "serial"), 0)
    return printed.table.cells[row][column]
