"""Frames and tables that are not closed: cut by the end of a page or column, or open at their sides by design."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ingest.read.pdf.characters.characters import Box, PageContent

_MEET = 3.0
_FOOT = 0.12
_COLUMN = 12.0

Edge = Mapping[str, Any]
"""A line as pdfplumber has it: x0, top, x1, bottom, and its orientation."""


def missing_sides(edges: Sequence[Edge], page: PageContent) -> Iterator[tuple[float, float, float]]:
    """Where a frame is open below or above, with no text beyond: from where, at what height, to where."""
    level = [edge for edge in edges if edge["orientation"] == "h"]
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    for side in level:
        for closed, open_end in (("top", "bottom"), ("bottom", "top")):
            corners = [_reaching(upright, x, side["top"], closed) for x in (side["x0"], side["x1"])]
            ends = [edge[open_end] for edge in corners if edge]
            if len(ends) < 2 or abs(ends[0] - ends[1]) > _MEET:
                continue
            gap = (side["x0"], ends[0], side["x1"])
            if not any(_lies_at(other, gap) for other in level) and _is_at_end(gap, open_end, page):
                yield gap


def open_sides(edges: Sequence[Edge]) -> Iterator[tuple[float, float, float]]:
    """Where rows between two level lines of one length have lines between their columns and none at their ends.

    The place of each upright line that lacks, and the heights between which it would stand.
    """
    level = sorted(
        (edge for edge in edges if edge["orientation"] == "h"), key=lambda edge: float(edge["top"])
    )
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    for i, upper in enumerate(level):
        lower = next((edge for edge in level[i + 1 :] if _same_ends(upper, edge)), None)
        if lower is None:
            continue
        top, bottom = upper["top"], lower["top"]
        through = [e["x0"] for e in upright if e["top"] <= top + _MEET and e["bottom"] >= bottom - _MEET]
        left, right = upper["x0"], upper["x1"]
        if any(left + _COLUMN < x < right - _COLUMN for x in through):
            yield from ((x, top, bottom) for x in (left, right) if all(abs(x - t) > _COLUMN for t in through))


def _same_ends(one: Edge, other: Edge) -> bool:
    return bool(abs(one["x0"] - other["x0"]) <= _MEET and abs(one["x1"] - other["x1"]) <= _MEET)


def _reaching(upright: Sequence[Edge], x: float, y: float, end: str) -> Edge | None:
    """The line that comes with that end of it to the place."""
    return next((e for e in upright if abs(e["x0"] - x) <= _MEET and abs(e[end] - y) <= _MEET), None)


def _lies_at(edge: Edge, gap: tuple[float, float, float]) -> bool:
    left, y, right = gap
    return bool(abs(edge["top"] - y) <= _MEET and edge["x0"] < right and left < edge["x1"])


def _is_at_end(gap: tuple[float, float, float], open_end: str, page: PageContent) -> bool:
    """Between the gap and the foot of the page, or its head, stands nothing."""
    left, y, right = gap
    foot, head = page.height * (1 - _FOOT), page.height * _FOOT
    beyond: Box = (left, y, right, foot) if open_end == "bottom" else (left, head, right, y)
    return not page.glyphs.inside(beyond).any()
