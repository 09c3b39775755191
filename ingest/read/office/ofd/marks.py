"""What marks on OFD pages are no text to be read: watermarks, and characters that stand over one another.

Watermarks are slanted against the page, or pale and large or repeated.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from ingest.read.pdf.characters.characters import Floats
from ingest.read.pdf.characters.watermarks import content_runs

_LARGE = 1.3
_SHORTEST, _OFTEN = 2, 2
_SAME_LINE, _OVER = 0.3, 0.6


def find_marks(
    codes: NDArray[np.uint32], boxes: Floats, slanted: NDArray[np.bool_], pale: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which characters belong to watermarks. Where most of a page is printed in grey, grey is its ink."""
    found = slanted.copy()
    if not pale.any() or 2 * int(pale.sum()) > len(pale):
        return found
    runs = [(start, end) for start, end in content_runs(boxes) if end - start >= _SHORTEST]
    heights = boxes[:, 3] - boxes[:, 1]
    large = _LARGE * float(np.median(heights))
    words = [codes[start:end].tobytes() for start, end in runs]
    times = Counter(words)
    for (start, end), own in zip(runs, words, strict=True):
        if pale[start] and (heights[start] >= large or times[own] >= _OFTEN):
            found[start:end] = True
    return found


def find_overprinted(codes: NDArray[np.uint32], boxes: Floats) -> NDArray[np.bool_]:
    """Which characters stand over the one before them on their line, which is another one: nobody can read either."""
    found = np.zeros(len(codes), dtype=np.bool_)
    if len(codes) < _SHORTEST:
        return found
    heights = boxes[:, 3] - boxes[:, 1]
    middles = (boxes[:, 1] + boxes[:, 3]) / 2
    order = np.lexsort((boxes[:, 0], np.round(middles / max(float(np.median(heights)), 1.0))))
    before, after = boxes[order[:-1]], boxes[order[1:]]
    level = np.abs(middles[order[1:]] - middles[order[:-1]]) < _SAME_LINE * heights[order[1:]]
    shared = np.minimum(before[:, 2], after[:, 2]) - np.maximum(before[:, 0], after[:, 0])
    narrower = np.minimum(before[:, 2] - before[:, 0], after[:, 2] - after[:, 0])
    found[order[1:]] = level & (shared > _OVER * narrower) & (codes[order[1:]] != codes[order[:-1]])
    return found
