"""The picture of a page, for recognising its text: rendered, made level, and the lines that are ruled on it.

OpenCV comes with the optional extra `ocr`; nothing here is used without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.read.pdf.characters.characters import Box, Floats, Turn

Grey = NDArray[np.uint8]

_LONG_SIDE = 2000
_SMALL_SIDE = 700
_SHADOW = 0.03
_PAPER_HEIGHT = 842.0
_MOST_SKEW = 4.0
_LEAST_SKEW = 0.2
_SHORTEST_RULE = 25.0
_THICKEST_RULE = 4.0
_RULE = 1.0
_PAGE_EDGE = 0.015
_WHITE = 255
_RED = 60
_HOLLOW = 0.5
_STROKE = 5.0
_SMALLEST_SEAL, _LARGEST_SEAL, _LONGEST_SEAL = 85.0, 190.0, 1.5


def render(page: Any) -> tuple[Grey, float]:
    """The picture of a pypdfium2 page as it is shown, and its pixels per point."""
    width, height = page.get_size()
    scale = _LONG_SIDE / max(width, height)
    return without_seals(page.render(scale=scale).to_numpy()), scale


def _per_point(picture: NDArray[np.uint8]) -> float:
    """The pixels to a point of the paper, which is taken to be A4: a scan's page may be of any size."""
    return float(max(picture.shape[:2]) / _PAPER_HEIGHT)


def without_seals(colours: NDArray[np.uint8]) -> Grey:
    """A picture (blue, green, red) in shades of grey, and no red ink where a seal was put over the text."""
    import cv2

    blue, green, red = (np.ascontiguousarray(colours[..., i]) for i in range(3))
    grey = np.asarray(cv2.cvtColor(cv2.merge((blue, green, red)), cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    ink = (cv2.subtract(red, cv2.max(blue, green)) > _RED).astype(np.uint8)
    point = _per_point(grey)
    gap = np.ones((round(_STROKE * point),) * 2, dtype=np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, gap)
    for left, top, width, height, _ in cv2.connectedComponentsWithStats(joined)[2][1:].tolist():
        part = slice(top, top + height), slice(left, left + width)
        if _is_seal(width / point, height / point) and ink[part].mean() < _HOLLOW:
            bright = float(np.median(red[part][ink[part] > 0]))
            grey[part] = np.minimum(red[part] * (_WHITE / bright), _WHITE)
    return grey


def _is_seal(width: float, height: float) -> bool:
    """As large as the seals of public bodies, in points, and about as high as wide."""
    small, large = sorted((width, height))
    return small >= _SMALLEST_SEAL and large <= min(_LARGEST_SEAL, _LONGEST_SEAL * small)


@dataclass(frozen=True, slots=True)
class Tilted(Turn):
    """A turn of a page whose picture was afterwards turned by `angle` degrees (counter-clockwise) to be level."""

    angle: float

    def boxes(self, boxes: Floats) -> Floats:
        """Boxes of the unturned page as boxes of the level one."""
        return self._about_middle(Turn.boxes(self, boxes), self.angle)

    def undo(self, boxes: Floats) -> Floats:
        """The other way."""
        return Turn.undo(self, self._about_middle(boxes, -self.angle))

    def _about_middle(self, boxes: Floats, angle: float) -> Floats:
        """Boxes moved as their middles move when the page is turned; they stay as large as they are."""
        middle = np.array(self.size, dtype=np.float32) / 2
        x, y = ((boxes[:, :2] + boxes[:, 2:]) / 2 - middle).T
        cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        moved = np.stack([cos * x + sin * y - x, cos * y - sin * x - y], axis=1)
        return boxes + np.tile(moved, 2).astype(np.float32)


def find_skew(picture: Grey) -> float:
    """By how many degrees (counter-clockwise) a picture is to be turned so that its lines are level.

    Where they are, rows of ink and rows of paper are told apart most sharply. The shadow of the paper's edge is left
    out of account: it is not as crooked as the text.
    """
    import cv2

    shrink = _SMALL_SIDE / max(picture.shape)
    small = cv2.resize(picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    edge = round(_SHADOW * _SMALL_SIDE)
    if min(small.shape) <= 2 * edge:  # a strip too narrow for a line of text
        return 0.0
    ink = _ink(np.asarray(small[edge:-edge, edge:-edge], dtype=np.uint8)).astype(np.float32)
    coarse = _sharpest(ink, np.arange(-_MOST_SKEW, _MOST_SKEW + 0.1, 0.5))
    angle = _sharpest(ink, coarse + np.arange(-0.5, 0.51, 0.1))
    return angle if abs(angle) >= _LEAST_SKEW else 0.0


def _sharpest(ink: NDArray[np.float32], angles: NDArray[np.float64]) -> float:
    steps = [float(np.square(np.diff(turned(ink, angle).sum(axis=1))).sum()) for angle in angles]
    return float(angles[int(np.argmax(steps))])


def turned(picture: Any, angle: float, paper: int = 0) -> Any:
    """The picture turned by some degrees (counter-clockwise) about its middle; the corners become `paper`."""
    import cv2

    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1.0)
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=paper)


def find_rules(picture: Grey, scale: float) -> list[Box]:
    """The thin level and upright lines on a picture, in points; not those that the edge of the paper made."""
    height, width = picture.shape
    long = round(_SHORTEST_RULE * _per_point(picture))
    ink = _ink(picture)
    return [
        box
        for size in ((long, 1), (1, long))
        for box in _runs_of(ink, size, scale)
        if _is_inside(box, width / scale, height / scale)
    ]


def _ink(picture: Grey) -> Grey:
    import cv2

    return np.asarray(
        cv2.threshold(picture, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1], dtype=np.uint8
    )


def _runs_of(ink: Grey, size: tuple[int, int], scale: float) -> list[Box]:
    """The runs of ink as long as `size`, width and height in pixels, joined where they touch; as thin boxes."""
    import cv2

    kept = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(size[::-1], dtype=np.uint8))
    thickest = _THICKEST_RULE * _per_point(ink) / scale
    parts = cv2.connectedComponentsWithStats(kept)[2][1:, :4] / scale
    across = size[0] > size[1]
    boxes: list[Box] = []
    for left, top, width, height in parts.tolist():
        if (height if across else width) > thickest:
            continue
        x, y = left + width / 2, top + height / 2
        thin = (left, y - _RULE / 2, left + width, y + _RULE / 2)
        boxes.append(thin if across else (x - _RULE / 2, top, x + _RULE / 2, top + height))
    return boxes


def _is_inside(box: Box, width: float, height: float) -> bool:
    edge = _PAGE_EDGE * max(width, height)
    middle_x, middle_y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return edge < middle_x < width - edge and edge < middle_y < height - edge
