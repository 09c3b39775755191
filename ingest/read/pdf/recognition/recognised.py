"""What was recognised on the picture of a page: its lines and how sure the recognition is of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recognised:
    """Recognised lines: one row of left, top, right, bottom for each, upright, and its confidence (0 to 1).

    `mean` is the confidence of the page by its characters. `unread` counts the places that look like text but
    could not be made out.
    """

    boxes: Floats
    confidences: Floats
    mean: float
    unread: int = 0

    def lowest(self, box: tuple[float, float, float, float]) -> float:
        """The lowest confidence of the lines that a box lies on; the page's where it lies on none."""
        left, top, right, bottom = box
        middle = (self.boxes[:, 1] + self.boxes[:, 3]) / 2
        level = (middle >= top) & (middle <= bottom)
        touched = level & (self.boxes[:, 0] < right) & (self.boxes[:, 2] > left)
        return float(self.confidences[touched].min()) if touched.any() else self.mean
