"""Who is responsible by a table: the cells of its columns that name units (guidelines, `units`)."""

from __future__ import annotations

from collections.abc import Mapping

from parsers.facts.duties.units import find_units
from parsers.facts.tables.tables import PrintedTable
from parsers.language.answers.column_heads import Meaning
from parsers.language.names.context import Context
from parsers.language.patterns import lazy
from schema.facts import Duty

# What a column holds and the label that a responsibility block with the same units would have.
_LABELS: Mapping[Meaning, str] = {"lead": "牵头单位", "cooperate": "配合单位", "responsible": "责任单位"}

_LINE_END = lazy(r" (?=[\u4e00-\u9fff])")
"""What parts two units of a cell that stand one below the other."""


def table_duties(printed: PrintedTable, context: Context) -> list[Duty]:
    """The duties of a table's cells, each read as a block of its own: `（牵头单位：…）`. Ranges are the table's."""

    def find(cell: str) -> list[Duty]:
        return find_units(f"{_LINE_END.sub('、', cell)}）", context)

    found = [
        duty
        for meaning, label in _LABELS.items()
        for row, column in printed.cells_below(meaning)
        for duty in printed.rows_of_cell(row, column, f"（{label}：", find)
    ]
    return sorted(found, key=lambda duty: duty.char_start)
