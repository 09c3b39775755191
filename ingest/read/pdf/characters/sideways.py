"""The characters that stand upright on a page whose other characters run up or down it, as a header over a wide table."""

from __future__ import annotations

from collections.abc import Iterable
from math import pi
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

_QUARTER = pi / 2


def find_upright(text: Any, indexes: Iterable[int], quarters: int) -> NDArray[np.bool_]:
    """Which characters of a text page are drawn so that `quarters` turns of the page make them upright.

    None of them where they are not the smaller part: then they are set one below the other.
    """
    turns = [round(pdfium.FPDFText_GetCharAngle(text, index) / _QUARTER) for index in indexes]
    found = np.array(turns, dtype=np.int64) % 4 == quarters
    return found if 2 * np.count_nonzero(found) < len(found) else np.zeros_like(found)
