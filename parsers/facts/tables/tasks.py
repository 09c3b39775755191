"""Tables that divide tasks: the numbers in what is to be done, and by when (guidelines, `targets`, `deadlines`)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from parsers.facts.deadlines.deadlines import find_deadlines
from parsers.facts.tables.tables import PlacedTable
from parsers.facts.targets.targets import find_targets
from parsers.language.answers.column_heads import column_meaning
from parsers.language.names.context import Context
from schema.facts import Deadline, Target

_TIME_LABEL = "完成时限："


def task_targets(placed: PlacedTable, context: Context, taken: Collection[int]) -> list[Target]:
    """The numbers in the sentences of a table's tasks, but for cells that begin at a place in `taken`."""
    caption = placed.table.caption or placed.heading or context.title
    dues = {row: limit.due for row, limit in _row_deadlines(placed, context) if limit.due}
    found = []
    for row, column in placed.cells_below("task"):
        start = placed.starts[row][column]
        if start in taken:
            continue
        for target in find_targets(placed.grid.cells[row][column].text, _looking_ahead(context)):
            update = placed.place(target, start)
            update |= {"table": caption, "row": _name(placed, row), "due": target.due or dues.get(row)}
            found.append(target.model_copy(update=update))
    return found


def task_deadlines(placed: PlacedTable, context: Context) -> list[Deadline]:
    """The times by which a table's tasks are due."""
    return [limit for _, limit in _row_deadlines(placed, context)]


def _row_deadlines(placed: PlacedTable, context: Context) -> Iterator[tuple[int, Deadline]]:
    for row, column in placed.cells_below("time"):
        start = placed.starts[row][column] - len(_TIME_LABEL)
        for limit in find_deadlines(_TIME_LABEL + placed.grid.cells[row][column].text, context):
            if limit.char_start >= len(_TIME_LABEL):
                yield row, limit.model_copy(update=placed.place(limit, start))


def _looking_ahead(context: Context) -> Context:
    return replace(context, headings=(*context.headings, "任务"))


def _name(placed: PlacedTable, row: int) -> str:
    """The row's number as printed, else its first cell."""
    column = next((i for i, name in enumerate(placed.header) if column_meaning(name) == "serial"), 0)
    return placed.table.cells[row][column]
