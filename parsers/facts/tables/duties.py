"""Who is responsible by a table: the cells of its columns that name units (guidelines, `units`)."""

from __future__ import annotations

from collections.abc import Mapping

from parsers.facts.duties.units import find_units
from parsers.facts.tables.tables import PlacedTable
from parsers.language.answers.column_heads import Meaning
from parsers.language.names.context import Context
from parsers.language.patterns import lazy
from schema.facts import Duty

# What a column holds and the label that a responsibility block with the same units would have.
_LABELS: Mapping[Meaning, str] = {"lead": "牵头单位", "cooperate": "配合单位", "responsible": "责任单位"}

_LINE_END = lazy(r" (?=[\u4e00-\u9fff])")
"""What parts two units of a cell that stand one below the other."""


def table_duties(placed: PlacedTable, context: Context) -> list[Duty]:
    """The duties of a table's cells, with their ranges in the document's text."""
    found = [
        duty
        for meaning, label in _LABELS.items()
        for row, column in placed.cells_below(meaning)
        for duty in _cell_duties(placed, row, column, label, context)
    ]
    return sorted(found, key=lambda duty: duty.char_start)


def _cell_duties(placed: PlacedTable, row: int, column: int, label: str, context: Context) -> list[Duty]:
    """The duties of one cell, read as a block of its own: `（牵头单位：…）`."""
    opening = f"（{label}："
    shift = placed.starts[row][column] - len(opening)
    printed = placed.grid.cells[row][column].text
    text = f"{opening}{_LINE_END.sub('、', printed)}）"
    found = [duty.model_copy(update=placed.place(duty, shift)) for duty in find_units(text, context)]
    start = placed.starts[row][column]
    return [
        duty.model_copy(update={"quote": printed[duty.char_start - start : duty.char_end - start]})
        for duty in found
    ]
