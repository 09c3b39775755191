"""Where the characters of a recognised line stand: the recognition tells their middles, to a sixth of a character.

From them come cells as a typesetter would have laid them: full-width characters as wide as the line's size, Latin
ones half of it, side by side, with a gap only where one was set.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.read.pdf.characters.characters import Box
from ingest.read.pdf.characters.fragments import WIDE_GAP

_OPENING = frozenset("（〔《“‘【「『〈〖［")
_CLOSING = frozenset("，。、；：？！）〕》”’】」』〉〗］")
_OFF_MIDDLE = 0.2
_BLANK_HALF = 0.45
_SET_GAP = 0.6
_COLUMN_GAP = 1.2
_DOTS = frozenset("·.°")
_MARKS = _OPENING | _CLOSING | _DOTS
_NO_ROOM = 0.25
_WORD_SPACE = 0.3
_NEAR = 0.15
_UNEVEN = 1.4
_MANY_STEPS = 5
_SPACED_OUT = 1.3
_UNLIKE = ((_MANY_STEPS, 1.08), (1, 1.25), (0, 1.8))


def is_full_width(char: str) -> bool:
    """Whether a character takes a whole cell in Chinese text."""
    return unicodedata.east_asian_width(char) in "WFA"


def line_sizes(lines: Sequence[tuple[str, Sequence[float], Box]]) -> list[float]:
    """The width of a full-width character in each line of a page: its text, the middles of its characters, its box.

    The steps between the characters tell, unless the line is spaced out, and its height where there are none. A line
    that may be of the size that most of the page has is taken to be: the more steps it has, the less it may differ.
    A short one is of the size of the nearest long one that it may be of.
    """
    steps = [_steps(text, middles) for text, middles, _ in lines]
    sizes = [_size(s, box[3] - box[1]) for s, (*_, box) in zip(steps, lines, strict=True)]
    long = [i for i, s in enumerate(steps) if len(s) >= _MANY_STEPS]
    if not long:
        return sizes
    usual = float(np.median([sizes[i] for i in long for _ in steps[i]]))
    for i in long:
        sizes[i] = usual if _may_be(sizes[i], len(steps[i]), usual) else sizes[i]
    for i in set(range(len(lines))).difference(long):
        near = sorted(long, key=lambda j: _apart(lines[i][2], lines[j][2]))
        likely = [*([] if steps[i] else [usual]), *(sizes[j] for j in near)]
        may_be = (size for size in likely if _may_be(sizes[i], len(steps[i]), size))
        sizes[i] = next(may_be, sizes[i])
    return sizes


def _apart(one: Box, other: Box) -> float:
    """How far two boxes stand from one another: from middle to middle in height, from edge to edge in width."""
    return abs(one[1] + one[3] - other[1] - other[3]) / 2 + max(one[0] - other[2], other[0] - one[2], 0.0)


def _size(steps: Sequence[float], height: float) -> float:
    mean = sum(steps) / len(steps) if steps else height
    return mean if mean <= _SPACED_OUT * height else height


def _steps(text: str, middles: Sequence[float]) -> list[float]:
    """The steps from one full-width character, not a mark, to the next, without those over a gap."""
    plain = [is_full_width(char) and char not in _MARKS for char in text]
    steps = [middles[i + 1] - middles[i] for i in range(len(text) - 1) if plain[i] and plain[i + 1]]
    return [step for step in steps if step <= _UNEVEN * float(np.median(steps))]


def _may_be(size: float, steps: int, other: float) -> bool:
    unlike = next(most for least, most in _UNLIKE if steps >= least)
    return other / unlike < size < other * unlike


def find_specks(text: str, middles: Sequence[float]) -> set[int]:
    """Which characters of a line are dirt: dots that a full-width one follows, at its beginning or without room.

    No line begins with a dot; within one, only those beside a mark are judged, which stand in no word.
    """
    found = {0} if len(text) > 1 and text[0] in _DOTS and is_full_width(text[1]) else set()
    steps = _steps(text, middles)
    size = float(np.median(steps)) if steps else 0.0
    for i in range(1, len(text) - 1):
        if text[i] in _DOTS and (text[i - 1] in _CLOSING or text[i + 1] in _OPENING):
            before, after = (middles[j] + _OFF_MIDDLE * size * _blank_side(text[j]) for j in (i - 1, i + 1))
            width = sum(1.0 if is_full_width(text[j]) else 0.5 for j in (i - 1, i + 1))
            room = after - before - size * width / 2
            if room < _NO_ROOM * size:
                found.add(i)
    return found


def lay_cells(
    text: str, middles: Sequence[float], spaced: Sequence[bool], edges: tuple[float, float], size: float
) -> NDArray[np.float64]:
    """The left and right edge of each character of `text`, which has no blanks.

    `middles` is where the ink of each has its middle, `spaced` whether a blank was recognised before it, `edges`
    where the line was found to begin and end, `size` the width of a full-width character.
    """
    full = [is_full_width(char) for char in text]
    widths = np.where(full, size, size / 2)
    inks = np.array(middles) + _OFF_MIDDLE * size * np.array([_blank_side(char) for char in text])
    cells = np.stack([inks - widths / 2, inks + widths / 2], axis=1)
    for i in range(len(text) - 1):
        gap = float(cells[i + 1, 0] - cells[i, 1])
        if full[i] or full[i + 1]:
            if gap >= _SET_GAP * size:
                _part(cells[i : i + 2], max(gap, 1.05 * WIDE_GAP * size))
        elif gap < _COLUMN_GAP * size:
            _part(cells[i : i + 2], _WORD_SPACE * size if spaced[i + 1] else 0.0)
    return _within(cells, text, edges, size)


def _blank_side(char: str) -> int:
    """Which half of its cell a mark leaves blank: the right one (1), the left one (-1)."""
    return (char in _CLOSING) - (char in _OPENING)


def _part(pair: NDArray[np.float64], gap: float) -> None:
    """Set two neighbours so far apart: their far edges stay, unless both must move."""
    middle = (pair[0, 1] + pair[1, 0]) / 2
    pair[0, 1], pair[1, 0] = middle - gap / 2, middle + gap / 2
    pair[0, 0] = min(pair[0, 0], pair[0, 1])
    pair[1, 1] = max(pair[1, 1], pair[1, 0])


def _within(
    cells: NDArray[np.float64], text: str, edges: tuple[float, float], size: float
) -> NDArray[np.float64]:
    """The cells with the first and the last one where the line begins and ends; a small line's edges are too wide."""
    first, last = cells[0].copy(), cells[-1].copy()
    start = edges[0] - (_BLANK_HALF * size if text[0] in _OPENING else 0)
    end = edges[1] + (_BLANK_HALF * size if text[-1] in _CLOSING else 0)
    cells[0] += max(start, first[0] - _NEAR * size) - first[0]
    cells[-1] += min(end, last[1] + _NEAR * size) - last[1]
    return cells
