"""The cells of a table as it is printed: where each stands in the text, and over how many rows and columns it reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words, where they begin in the text (None where they are not printed so), its rows and columns."""

    words: str
    start: int | None
    down: int
    across: int


def rows_of_cells(text: str, table: Mapping[str, Any], grid: Sequence[Sequence[str]]) -> Iterator[list[Cell]]:
    """The cells that begin in each row of a table: a merged one stands in the grid at each place, and is printed once.

    A row of which nothing is printed is left as the grid has it: no row may be without cells.
    """
    printed = _printed(text, table)
    blank = {
        (row, column)
        for row, cells in enumerate(grid)
        for column, words in enumerate(cells)
        if words and printed.get((row, column), (0, words))[1] == ""
    }
    whole = {row for row, cells in enumerate(grid) if all((row, at) in blank for at in range(len(cells)))}
    filled = {place for place in blank if place[0] not in whole}
    taken: set[Place] = set()
    for row, cells in enumerate(grid):
        found = []
        for column, words in enumerate(cells):
            if (row, column) not in taken:
                down, across = _reach(grid, filled, (row, column))
                covered = {(row + y, column + x) for y in range(down) for x in range(across)}
                taken |= covered
                filled -= covered
                start, said = printed.get((row, column), (None, ""))
                found.append(Cell(words, start if said and said == words else None, down, across))
        yield found


def _reach(grid: Sequence[Sequence[str]], filled: set[Place], place: Place) -> tuple[int, int]:
    """How many rows and columns a cell takes: those beside and below it that repeat it and are not printed."""
    row, column = place
    words = grid[row][column]

    def repeats(down: int, across: int) -> bool:
        at = (row + down, column + across)
        return at in filled and grid[at[0]][at[1]] == words

    across = down = 1
    while repeats(0, across):
        across += 1
    while all(repeats(down, x) for x in range(across)):
        down += 1
    return down, across


def _printed(text: str, table: Mapping[str, Any]) -> dict[Place, tuple[int, str]]:
    """Where each cell begins and what is printed in it: a merged one is printed once, and blank elsewhere."""
    cells: dict[Place, tuple[int, str]] = {}
    start = int(table["char_start"])
    for row, line in enumerate(text[start : table["char_end"]].split("\n")):
        for column, said in enumerate(line.split("\t")):
            cells[row, column] = (start, said)
            start += len(said) + 1
    return cells
