"""Watermarks: characters slanted against the page, or pale and large or repeated, which are no text of a document."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Sequence
from math import pi
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.read.pdf.characters.direct import direct

Floats = NDArray[np.float32]

_NEAR = 2.0
_SAME_SIZE = 0.15
_SLANT = pi / 36
_PALE, _WHITE = 140.0, 250.0
_LARGE = 1.3
_SHORTEST, _OFTEN = 2, 2
_SLOPE = 0.08
_ENOUGH = 40

Run = tuple[int, int]

_ANGLE = direct(pdfium.FPDFText_GetCharAngle, ctypes.c_float, ctypes.c_void_p, ctypes.c_int)
_COLOUR = direct(
    pdfium.FPDFText_GetFillColor, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 4
)
_INK = (ctypes.c_uint * 4)()
_PARTS = [ctypes.addressof(_INK) + i * ctypes.sizeof(ctypes.c_uint) for i in range(4)]
"""Where the parts of a colour are put, and the address of each."""


def content_runs(boxes: Floats) -> list[Run]:
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
    page = ctypes.cast(text, ctypes.c_void_p).value
    heights = np.abs(boxes[:, 3] - boxes[:, 1])
    large = _LARGE * float(np.median(heights))
    written, size = codes.tobytes(), codes.itemsize
    words = [written[start * size : end * size] for start, end in runs]
    times = Counter(words)
    slopes, tall = _slopes(boxes).tolist(), (heights >= large).tolist()
    marks: list[Run] = []
    for (start, end), own in zip(runs, words, strict=True):
        if end - start < _SHORTEST:
            continue
        if slopes[start] and _is_slanted(page, int(indexes[start])):
            found[start:end] = True
        elif (tall[start] or times[own] >= _OFTEN) and _is_pale(page, int(indexes[start])):
            marks.append((start, end))
    if marks and not _is_printed_in_grey(page, indexes, runs, marks):
        for start, end in marks:
            found[start:end] = True
    return found if not found.all() else np.zeros_like(found)


def _slopes(boxes: Floats) -> NDArray[np.bool_]:
    """Which characters stand neither beside nor below the one that follows them."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    across, along = np.abs(np.diff(x)), np.abs(np.diff(y))
    return np.append(np.minimum(across, along) > _SLOPE * np.maximum(across, along), False)


def _is_printed_in_grey(
    page: int | None, indexes: NDArray[np.intp], runs: Sequence[Run], marks: Sequence[Run]
) -> bool:
    """Most of the text beside the marks is as pale as they are."""
    own = set(marks)
    others = [run for run in runs if run not in own and run[1] - run[0] >= _SHORTEST][:_ENOUGH]
    return 2 * sum(_is_pale(page, int(indexes[start])) for start, _ in others) > len(others)


def _is_slanted(text: int | None, index: int) -> bool:
    angle = _ANGLE(text, index) % (pi / 2)
    return bool(_SLANT < angle < pi / 2 - _SLANT)


def _is_pale(text: int | None, index: int) -> bool:
    """The ink is much lighter than print and darker than the paper; white words stand on an area of colour."""
    if not _COLOUR(text, index, *_PARTS):
        return False
    red, green, blue, opacity = _INK
    light = 0.3 * red + 0.59 * green + 0.11 * blue
    return bool(_PALE <= 255 - (255 - light) * opacity / 255 < _WHITE)
