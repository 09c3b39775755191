"""Where the characters of a recognised line stand: the recognition tells their middles, to a sixth of a character.

From them come cells as a typesetter would have laid them: full-width characters as wide as the line's size, Latin
ones half of it, side by side, with a gap only where one was set.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.pdf.fragments import WIDE_GAP

_OPENING = frozenset("（〔《“‘【「『〈〖［")
_CLOSING = frozenset("，。、；：？！）〕》”’】」』〉〗］")
_OFF_MIDDLE = 0.2
_BLANK_HALF = 0.45
_SET_GAP = 0.6
_COLUMN_GAP = 1.2
_DOTS = frozenset("·.°")
_NO_ROOM = 0.25
_WORD_SPACE = 0.3
_NEAR = 0.15
_UNEVEN = 1.4
_MANY_STEPS = 5
_SPACED_OUT = 1.3
_UNLIKE = ((_MANY_STEPS, 1.08), (1, 1.25), (0, 1.8))
_TALL = 1.6


def is_full_width(char: str) -> bool:
    """Whether a character takes a whole cell in Chinese text."""
    return unicodedata.east_asian_width(char) in "WFA"


def line_sizes(lines: Sequence[tuple[str, Sequence[float], float]]) -> list[float]:
    """The width of a full-width character in each line of a page: its text, the middles of its characters, its height.

    The steps between the characters tell, unless the line is spaced out, and its height where there are none. A line
    that may be of the size that most of the page has is taken to be: the more steps it has, the less it may differ.
    A short one that may not is of the size of another line, if there is one that it may be of.
    """
    steps = [_steps(text, middles) for text, middles, _ in lines]
    sizes = [_size(s, line[2]) for s, line in zip(steps, lines, strict=True)]
    told = [(size, len(s)) for size, s in zip(sizes, steps, strict=True) if len(s) >= _MANY_STEPS]
    if not told:
        return sizes
    usual = float(np.median([size for size, count in told for _ in range(count)]))
    others = [size for size, _ in told]
    return [
        _likely(size, line[2], len(s), usual, others)
        for size, line, s in zip(sizes, lines, steps, strict=True)
    ]


def _likely(size: float, height: float, steps: int, usual: float, others: Sequence[float]) -> float:
    """The size among those of a page that a line has by its own measure; its own where it has none of them."""
    if _may_be(size, height, steps, usual):
        return usual
    nearest = min(others, key=lambda other: abs(other - size))
    return nearest if steps < _MANY_STEPS and _may_be(size, height, steps, nearest) else size


def _size(steps: Sequence[float], height: float) -> float:
    mean = sum(steps) / len(steps) if steps else height
    return mean if mean <= _SPACED_OUT * height else height


def _steps(text: str, middles: Sequence[float]) -> list[float]:
    """The steps from one full-width character, not a mark, to the next, without those over a gap."""
    plain = [is_full_width(char) and char not in _OPENING | _CLOSING for char in text]
    steps = [middles[i + 1] - middles[i] for i in range(len(text) - 1) if plain[i] and plain[i + 1]]
    return [step for step in steps if step <= _UNEVEN * float(np.median(steps))]


def _may_be(size: float, height: float, steps: int, usual: float) -> bool:
    unlike = next(most for least, most in _UNLIKE if steps >= least)
    tall = 0 < steps < _MANY_STEPS and height > _TALL * usual
    return usual / unlike < size < usual * unlike and not tall


def find_specks(text: str, middles: Sequence[float]) -> set[int]:
    """Which characters of a line are dirt: dots that a full-width one follows, at its beginning or without room.

    No line begins with a dot; within one, only those behind a mark are judged, which begin no word.
    """
    found = {0} if len(text) > 1 and text[0] in _DOTS and is_full_width(text[1]) else set()
    steps = _steps(text, middles)
    size = float(np.median(steps)) if steps else 0.0
    for i in range(1, len(text) - 1):
        if text[i] in _DOTS and text[i - 1] in _CLOSING:
            before = middles[i - 1] + _OFF_MIDDLE * size
            width = 1.0 if is_full_width(text[i + 1]) else 0.5
            room = middles[i + 1] - before - size * (1 + width) / 2
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
