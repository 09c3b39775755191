"""The characters of OFD's text objects, each in its box on the page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, zip_longest
from math import atan2, degrees

from lxml.etree import _Element as Element

from ingest.read.office.ofd.numbers import Matrix, after, boundary, distances, moved, number, placed
from ingest.read.office.package import local_name

_ASCENT, _DESCENT = 0.88, 0.12
_NARROW = 0.5
_SPREAD = 1.8
_FARTHEST = 2.2
_STRAIGHT = 5.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sign:
    """A character, its box (left, top, right, bottom in the units of the file), and the quarter turns of its line.

    The turns go clockwise from a line that runs from left to right; None where the line is slanted.
    """

    code: int
    box: Box
    turns: int | None


@dataclass(slots=True)
class _Run:
    """Characters that stand in a row: where each begins, how wide it is, and their size, in one system of axes."""

    text: str
    starts: list[tuple[float, float]]
    widths: list[float]
    size: float


class TextReader:
    """Gives the characters of a page's text objects.

    Some programs place text on the page, not in its object as they should, and say neither size nor steps: there the
    object's box is all that is known, and one that begins where the one before ends stands on its line.
    """

    def __init__(self) -> None:
        self._before: tuple[float, float, float, float, float] | None = None

    def signs(self, text_object: Element, outer: Matrix) -> Iterator[Sign]:
        """The characters of a text object that leave ink. `outer` leads from its parent's units to the page."""
        place = boundary(text_object)
        x, y = 0.0, 0.0
        for part in text_object:
            if local_name(part) != "TextCode" or not part.text:
                continue
            text = part.text.strip("\r\n")
            x, y = number(part, "X", x), number(part, "Y", y)
            if _is_on_page((x, y), place):
                yield from _signs(self._in_box(text, text_object, place), outer)
            else:
                run = _stepped(text, text_object, part, (x, y))
                yield from _signs(run, after(outer, placed(text_object)))

    def _in_box(self, text: str, text_object: Element, place: Box) -> _Run:
        """Characters spread over the box of their object."""
        left, top, width, height = place
        right, middle = left + width, top + height / 2
        size = width / (
            sum(map(_share, text[:-1])) + 1
        )  # such a box gives its last character the room of a wide one
        size = round(size) or size  # and is no exact measure
        if self._before:
            start, end, level, room, em = self._before
            if start <= left <= end + em and abs(level - middle) < (room + height) / 4:
                middle, size = level, size if any(map(_is_wide, text)) else em
        self._before = left, right, middle, height, size
        widths = [size * _share(char) for char in text]
        baseline = middle + (_ASCENT - 0.5) * size
        return _Run(text, [(x, baseline) for x in accumulate([left, *widths])], widths, size)


def _stepped(text: str, text_object: Element, part: Element, start: tuple[float, float]) -> _Run:
    """Characters each a step from the one before, by its own distance or by its width."""
    size = number(text_object, "Size", 0.0) or boundary(text_object)[3]
    scale = number(text_object, "HScale", 1.0) or 1.0
    across, down = (distances(part.get(name), len(text)) for name in ("DeltaX", "DeltaY"))
    widths = [size * scale * _share(char) for char in text]
    if not across and not down:
        upright = number(text_object, "ReadDirection", 0.0) % 180 != 0
        across, down = ([], widths) if upright else (widths, [])
    steps = list(zip_longest(across[: len(text)], down[: len(text)], fillvalue=0.0))
    steps += [(0.0, 0.0)] * (len(text) - len(steps))
    starts = list(accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1]), initial=start))
    widths = [_width(w, step, _is_wide(char)) for w, (step, _), char in zip(widths, steps, text, strict=True)]
    return _Run(text, starts, widths, size)


def _signs(run: _Run, matrix: Matrix) -> Iterator[Sign]:
    turns = _turns(matrix)
    for char, (x, y), width in zip(run.text, run.starts, run.widths, strict=False):
        if not char.isspace():
            box = (x, y - _ASCENT * run.size, x + width, y + _DESCENT * run.size)
            yield Sign(ord(char), _turned(matrix, box), turns)


def _is_on_page(start: tuple[float, float], place: Box) -> bool:
    """The text is placed on the page, not in its object as it should be: it would begin outside the object."""
    left, top, width, height = place
    within = -width <= start[0] <= width and -height <= start[1] <= 2 * height
    on_page = left - width <= start[0] <= left + width and top - height <= start[1] <= top + 2 * height
    return not within and on_page


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WFA"


def _share(char: str) -> float:
    """How wide a character is, in the size of its type."""
    return 1.0 if _is_wide(char) else _NARROW


def _width(natural: float, step: float, wide: bool) -> float:
    """A character is as wide as the step to the next one, where it is near: a run prints its spaces as characters.

    A full-width one keeps its size where its line is a little spread, for that tells sizes apart.
    """
    if not _NARROW * natural < step <= _FARTHEST * natural:
        return natural
    return min(natural, step) if wide and step < _SPREAD * natural else step


def _turns(matrix: Matrix) -> int | None:
    """Which way lines run, in quarter turns; None for slanted ones."""
    a, b = matrix[0], matrix[1]
    angle = degrees(atan2(b, a)) % 360
    nearest = round(angle / 90)
    return nearest % 4 if abs(angle - 90 * nearest) <= _STRAIGHT else None


def _turned(matrix: Matrix, box: Box) -> Box:
    """The box around a box that the matrix has moved."""
    left, top, right, bottom = box
    corners = [moved(matrix, x, y) for x in (left, right) for y in (top, bottom)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
