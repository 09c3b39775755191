"""Characters whose text is not the font's own: radicals that stand for characters, and replacement text.

Browsers print some characters under the name of their radical (⾦, U+2FA6, for 金) and add the right one as
replacement text (`/ActualText`), as they do with dashes and quotation marks. Of a character that comes from
replacement text PDFium gives the edges of its strokes, which for 一 and — are those of a rule, where it gives the
font's height and the advance of any other.
"""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.read.radicals import RADICALS

_FIRST_RADICAL, _LAST_RADICAL = min(RADICALS), max(RADICALS)
_CHARACTERS = np.array(
    [RADICALS.get(code, code) for code in range(_FIRST_RADICAL, _LAST_RADICAL + 1)], dtype=np.uint32
)
_FIRST_WIDE = 0x2E80
_ASCENT, _DESCENT = 0.88, 0.12
_SAME = 0.02
_TIGHT = 0.97
_LOW = 0.6

Codes = NDArray[np.uint32]
Floats = NDArray[np.float32]


def name_radicals(codes: Codes) -> None:
    """Put characters in place of the radicals that stand for them."""
    radical = (codes >= _FIRST_RADICAL) & (codes <= _LAST_RADICAL)
    codes[radical] = _CHARACTERS[codes[radical] - _FIRST_RADICAL]


def mend_boxes(text: Any, codes: Codes, boxes: Floats) -> None:
    """Put whole boxes in place of the strokes' edges, in `boxes` (left, top, right, bottom from the bottom left).

    A full-width character is left alone where its box reaches as high and as low as that of the full-width one
    before or behind it in the text. Of one that may not be full-width, and is low, only the height is mended.
    """
    inked = boxes[:, 2] > boxes[:, 0]
    full = codes >= _FIRST_WIDE
    wide = np.flatnonzero(full & inked)
    level = _level(boxes[wide[1:]], boxes[wide[:-1]])
    doubtful = np.ones(len(wide), dtype=np.bool_)
    doubtful[1:] &= ~level
    doubtful[:-1] &= ~level
    low = np.flatnonzero(_is_low(boxes) & inked & ~full)
    for i in [*wide[doubtful].tolist(), *low.tolist()]:
        whole = np.array(_whole_box(text, i), dtype=np.float32)
        if boxes[i, 1] - boxes[i, 3] < _TIGHT * (whole[1] - whole[3]):
            edges = slice(None) if full[i] else slice(1, None, 2)
            boxes[i, edges] = whole[edges]


def _is_low(boxes: Floats) -> NDArray[np.bool_]:
    """Which boxes are much lower than that of a neighbour in the text."""
    height = boxes[:, 1] - boxes[:, 3]
    low = np.zeros(len(height), dtype=np.bool_)
    low[1:] |= height[1:] < _LOW * height[:-1]
    low[:-1] |= height[:-1] < _LOW * height[1:]
    return low


def _level(one: Floats, other: Floats) -> NDArray[np.bool_]:
    """Both boxes end at the same two heights, or, where lines run up or down the page, at the same two sides."""
    same = np.abs(one - other) < _SAME
    level: NDArray[np.bool_] = (same[:, 1] & same[:, 3]) | (same[:, 0] & same[:, 2])
    return level


def _whole_box(text: Any, index: int) -> tuple[float, float, float, float]:
    """The square that a full-width character takes from its origin, in the direction of its line."""
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    size = pdfium.FPDFText_GetFontSize(text, index)
    along, up = (matrix.a * size, matrix.b * size), (matrix.c * size, matrix.d * size)
    xs = (x.value - _DESCENT * up[0], x.value + along[0] + _ASCENT * up[0])
    ys = (y.value - _DESCENT * up[1], y.value + along[1] + _ASCENT * up[1])
    return min(xs), max(ys), max(xs), min(ys)
