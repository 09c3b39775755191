"""Who is responsible by a table: the cells of its columns that name units (guidelines, `units`)."""

from __future__ import annotations

import re

from parsers.facts.duties.units import find_units
from parsers.facts.tables.tables import PlacedTable
from parsers.language.names.context import Context
from schema.facts import Duty

# A column's heading and the label that a responsibility block with the same units would have.
_COLUMNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:牵头|主办)(?:负责|责任)?(?:单位|部门)"), "牵头单位"),  # 牵头部门
    (re.compile(r"(?:配合|协办|参与|协同|协作|参加)(?:责任)?(?:单位|部门)"), "配合单位"),  # 配合单位
    (re.compile(r"(?:主要)?(?:责任|负责|承办|落实)(?:单位|部门)"), "责任单位"),  # 责任单位
)


def table_duties(placed: PlacedTable, context: Context) -> list[Duty]:
    """The duties of a table's cells, with their ranges in the document's text."""
    found = [
        duty
        for heading, label in _COLUMNS
        for row, column in placed.cells_below(heading)
        for duty in _cell_duties(placed, row, column, label, context)
    ]
    return sorted(found, key=lambda duty: duty.char_start)


def _cell_duties(placed: PlacedTable, row: int, column: int, label: str, context: Context) -> list[Duty]:
    """The duties of one cell, read as a block of its own: `（牵头单位：…）`."""
    opening = f"（{label}："
    shift = placed.starts[row][column] - len(opening)
    text = f"{opening}{placed.grid.cells[row][column].text}）"
    return [duty.model_copy(update=placed.place(duty, shift)) for duty in find_units(text, context)]
