"""Areas of colour that may be cells or panels, not those that lie under a line of text; blank areas that hold text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.read.pdf.characters.characters import Box, PageContent

_TALL = 2.2
_MEET = 3.0
_MOST = 1000
_NARROW = 0.5


def fields(page: PageContent) -> list[Box]:
    """The tints of a page that are taller than a line, or stand side by side with another or between upright rules."""
    tints = page.tints
    if not tints or not len(page.glyphs) or len(tints) > _MOST:
        return list(tints)
    boxes = np.array(tints, dtype=np.float64)
    height = float(np.median(page.glyphs.boxes[:, 3] - page.glyphs.boxes[:, 1]))
    tall = boxes[:, 3] - boxes[:, 1] >= _TALL * height
    beside = _meets(boxes, [*tints, *_upright(page)])
    return [tint for tint, field in zip(tints, tall | beside, strict=True) if field]


def text_boxes(page: PageContent) -> list[Box]:
    """The blank areas that are narrow, taller than a line, and touch none beside them: those are the cells of a table."""
    blanks = [box for box in page.blanks if box[2] - box[0] < _NARROW * page.width]
    if not blanks or not len(page.glyphs) or len(blanks) > _MOST:
        return []
    boxes = np.array(blanks, dtype=np.float64)
    height = float(np.median(page.glyphs.boxes[:, 3] - page.glyphs.boxes[:, 1]))
    tall = boxes[:, 3] - boxes[:, 1] >= _TALL * height
    alone = tall & ~_meets(boxes, blanks)
    return sorted((box for box, own in zip(blanks, alone, strict=True) if own), key=_area)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _upright(page: PageContent) -> list[Box]:
    """What has upright sides: rules that run down the page, and frames."""
    return [rule for rule in page.rules if rule[3] - rule[1] > rule[2] - rule[0]] + page.frames


def _meets(boxes: NDArray[np.float64], others: Sequence[Box]) -> NDArray[np.bool_]:
    """Which boxes have, at one of their sides and at their height, a side of another that ends or begins there."""
    other = np.array(others, dtype=np.float64)
    level = (boxes[:, None, 1] + _MEET < other[:, 3]) & (other[:, 1] + _MEET < boxes[:, None, 3])
    right = np.abs(boxes[:, None, 2] - other[:, 0]) <= _MEET
    left = np.abs(boxes[:, None, 0] - other[:, 2]) <= _MEET
    return np.asarray((level & (right | left)).any(axis=1), dtype=np.bool_)
