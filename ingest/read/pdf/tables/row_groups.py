"""Names that stand beside several rows of a table without vertical rules, in the middle of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.read.pdf.characters.fragments import Fragment
from ingest.read.pdf.tables.strips import Row, Strip, nearest
from ingest.read.pdf.tables.tables import RuledTable

_OFF_MIDDLE = 0.25
_NEXT_LINE = 1.6

Group = tuple[int, int]
"""The rows `[start:end)` that a name stands beside."""


def find_groups(rows: Sequence[Row], strips: Sequence[Strip]) -> list[Group]:
    """The groups of rows that the names in the first column stand in the middle of, from the last to the first.

    Rows above all of them are a group whose name stands on the page before. None if a name is in no such place.
    """
    names = _names(f for row in rows for f in _first_column(row, strips))
    others = [[f for f in row if nearest(f, strips)] for row in rows]
    if not names or len(names) >= len(rows) or not all(others):
        return []
    extents = [(min(f.top for f in row), max(f.bottom for f in row)) for row in others]
    edges = [extents[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(extents)), extents[-1][1]]
    groups: list[Group] = []
    end = len(rows)
    for name in reversed(names):
        middle = (name[0].top + name[-1].bottom) / 2
        off = {start: abs((edges[start] + edges[end]) / 2 - middle) for start in range(end)}
        start = min(off, key=lambda s: off[s], default=end)
        if start == end or off[start] > _OFF_MIDDLE * (edges[-1] - edges[0]) / len(rows):
            return []
        groups.insert(0, (start, end))
        end = start
    return [(0, end), *groups] if end else groups


def _first_column(row: Row, strips: Sequence[Strip]) -> list[Fragment]:
    return [f for f in row if nearest(f, strips) == 0]


def _names(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """The names, each with its lines from top to bottom."""
    names: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: f.middle):
        if names and fragment.middle - names[-1][-1].middle < _NEXT_LINE * fragment.em:
            names[-1].append(fragment)
        else:
            names.append([fragment])
    return names


def gather(rows: Sequence[Row], groups: Sequence[Group], strips: Sequence[Strip]) -> list[Row]:
    """The rows with the name of each group in its first row."""
    gathered = [[f for f in row if nearest(f, strips)] for row in rows]
    for start, end in groups:
        gathered[start] += [f for row in rows[start:end] for f in _first_column(row, strips)]
    return gathered


def cover(table: RuledTable, groups: Sequence[Group], first: int) -> None:
    """Let the name of each group cover its rows; `first` is the row of the table where the first group begins."""
    for start, end in groups:
        for r in range(start, end):
            table.covers[first + r][0] = (first + start, 0)
