"""Watermarks: characters slanted against the page, or pale and large or repeated, which are no text of a document."""

from __future__ import annotations

import ctypes
from collections import Counter
from math import pi
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_NEAR = 2.0
_SAME_SIZE = 0.15
_SLANT = pi / 36
_PALE, _WHITE = 140.0, 250.0
_LARGE = 1.3
_SHORTEST, _OFTEN = 2, 2


def content_runs(boxes: Floats) -> list[tuple[int, int]]:
    """The ranges `[start:end)` of characters of one size that follow each other in the content and on the paper.

    `boxes` are in the order of the content, whichever way they are turned.
    """
    if not len(boxes):
        return []
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    width, height = np.abs(boxes[:, 2] - boxes[:, 0]), np.abs(boxes[:, 3] - boxes[:, 1])
    size = np.maximum(width, height)
    larger = np.maximum(size[1:], size[:-1])
    apart = np.abs(np.diff(x)) + np.abs(np.diff(y)) > _NEAR * larger
    unlike = np.abs(np.diff(height)) > _SAME_SIZE * larger
    starts = [0, *((apart | unlike).nonzero()[0] + 1).tolist()]
    return list(zip(starts, [*starts[1:], len(boxes)], strict=True))


def find_watermarks(text: Any, indexes: NDArray[np.intp], codes: Any, boxes: Floats) -> NDArray[np.bool_]:
    """Which characters of a text page belong to watermarks; `indexes` are their places in it, in order."""
    found = np.zeros(len(indexes), dtype=np.bool_)
    runs = content_runs(boxes)
    if not runs:
        return found
    usual = float(np.median(np.abs(boxes[:, 3] - boxes[:, 1])))
    pale: list[tuple[int, int, str]] = []
    for start, end in runs:
        first = int(indexes[start])
        if _is_slanted(text, first):
            found[start:end] = True
        elif end - start >= _SHORTEST and _is_pale(text, first):
            pale.append((start, end, codes[start:end].tobytes()))
    times = Counter(words for _, _, words in pale)
    heights = np.abs(boxes[:, 3] - boxes[:, 1])
    marks = [
        (start, end)
        for start, end, words in pale
        if times[words] >= _OFTEN or float(np.median(heights[start:end])) >= _LARGE * usual
    ]
    marked = sum(end - start for start, end in marks)
    if 2 * marked > sum(
        end - start for start, end, _ in pale
    ):  # otherwise the text itself is printed in grey
        for start, end in marks:
            found[start:end] = True
    return found if not found.all() else np.zeros_like(found)


def _is_slanted(text: Any, index: int) -> bool:
    angle = pdfium.FPDFText_GetCharAngle(text, index) % (pi / 2)
    return bool(_SLANT < angle < pi / 2 - _SLANT)


def _is_pale(text: Any, index: int) -> bool:
    """The ink is much lighter than print and darker than the paper; white words stand on an area of colour."""
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFText_GetFillColor(text, index, red, green, blue, opacity):
        return False
    light = 0.3 * red.value + 0.59 * green.value + 0.11 * blue.value
    seen = 255 - (255 - light) * opacity.value / 255
    return _PALE <= seen < _WHITE
