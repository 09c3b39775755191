"""Watermarks of OFD pages: characters slanted against the page, or pale and large or repeated, which are no text."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from ingest.read.pdf.characters.characters import Floats
from ingest.read.pdf.characters.watermarks import content_runs

_LARGE = 1.3
_SHORTEST, _OFTEN = 2, 2


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
