"""Rows of a ruled table that hold several: two values in a cell, one below the other, beside two others at their heights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.read.pdf.layout.lines import Line

if TYPE_CHECKING:
    from ingest.read.pdf.tables.tables import CellLines, RuledTable

_LEVEL = 0.5
_FEWEST = 2


def split_rows(table: RuledTable) -> None:
    """Part the rows whose cells pair line by line; what stands once in such a row covers all its parts."""
    parts = [_pairs(row) if r >= table.header_rows else [] for r, row in enumerate(table.rows)]
    if not any(parts):
        return
    counts = [
        len(row[columns[0]] or ()) if columns else 1 for row, columns in zip(table.rows, parts, strict=True)
    ]
    starts = [sum(counts[:r]) for r in range(len(counts))]
    rows: list[list[CellLines | None]] = []
    covers = []
    for r, (row, columns) in enumerate(zip(table.rows, parts, strict=True)):
        for part in range(counts[r]):
            rows.append([_part(cell, c in columns, part) for c, cell in enumerate(row)])
            own = starts[r] + part
            covers.append(
                [
                    (own, c) if (o, c) in ((r, k) for k in columns) else (starts[o], c)
                    for o, c in table.covers[r]
                ]
            )
    table.row_pages = [
        page for page, count in zip(table.row_pages, counts, strict=True) for _ in range(count)
    ]
    table.rows, table.covers = rows, covers


def _part(cell: CellLines | None, parted: bool, part: int) -> CellLines | None:
    if parted:
        return [cell[part]] if cell else None
    return cell if part == 0 else None


def _pairs(row: Sequence[CellLines | None]) -> list[int]:
    """The columns whose lines stand each at the height of another column's, with digits in all lines of one of them."""
    candidates = [
        c for c, cell in enumerate(row) if cell and len(cell) > 1 and all(n.begins for n in cell[1:])
    ]
    for first in candidates:
        level = [c for c in candidates if _is_level(row[first] or [], row[c] or [])]
        counted = any(all(_has_digit(line) for line in row[c] or []) for c in level)
        others = [cell for c, cell in enumerate(row) if cell and c not in level]
        if len(level) >= _FEWEST and counted and all(_is_once(cell, row[first] or []) for cell in others):
            return level
    return []


def _is_level(one: CellLines, other: CellLines) -> bool:
    if len(one) != len(other):
        return False
    return all(abs(a.middle - b.middle) < _LEVEL * a.em for a, b in zip(one, other, strict=True))


def _is_once(cell: CellLines, parts: CellLines) -> bool:
    """The cell says one thing: in a line, or in lines of which one goes on in the next."""
    return len(cell) == 1 or not any(line.begins for line in cell[1:]) or not _is_level(cell[:1], parts[:1])


def _has_digit(line: Line) -> bool:
    return any(char.isdigit() for char in line.text)
