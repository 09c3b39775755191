"""Whether a path leaves a mark that is seen: neither white shading on white paper nor a path that only clips does."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import pypdfium2.raw as pdfium

Bounds = tuple[float, float, float, float]
"""Left, bottom, right, top, from the bottom left of the page."""

_Colour = tuple[float, float, float]

_WHITE: _Colour = (255.0, 255.0, 255.0)
_CLEAR = 6.0
_LEAST_GROUND = 400.0
_MOST_GROUNDS = 200


class Mark(Enum):
    """What a path leaves on the paper: nothing, an area as white as it, an area of colour, or a line."""

    NONE = 0
    BLANK = 1
    TINT = 2
    LINE = 3


@dataclass(slots=True)
class Paper:
    """The colours of the paper as it is painted, one path after another."""

    grounds: list[tuple[Bounds, _Colour]] = field(default_factory=list)

    def paint(self, path: Any, bounds: Bounds) -> Mark:
        """The mark of the path, which is what the following paths are painted on."""
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke):
            return Mark.LINE
        ground = self._ground(bounds)
        lined = bool(stroke.value) and _is_seen(
            _colour(pdfium.FPDFPageObj_GetStrokeColor, path, ground), ground
        )
        if not fill.value:
            return Mark.LINE if lined else Mark.NONE
        colour = _colour(pdfium.FPDFPageObj_GetFillColor, path, ground)
        tinted = _is_seen(colour, ground)
        if tinted and colour and _area(bounds) > _LEAST_GROUND:
            self.grounds = [*self.grounds[1 - _MOST_GROUNDS :], (bounds, colour)]
        return Mark.LINE if lined else Mark.TINT if tinted else Mark.BLANK

    def _ground(self, bounds: Bounds) -> _Colour:
        """What the middle of the box was painted last."""
        x, y = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
        for (left, bottom, right, top), colour in reversed(self.grounds):
            if left <= x <= right and bottom <= y <= top:
                return colour
        return _WHITE


def _colour(asked: Any, path: Any, ground: _Colour) -> _Colour | None:
    """The colour as it appears on the ground; None where it is a pattern, which has several."""
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not asked(path, red, green, blue, opacity):
        return None
    share = opacity.value / 255
    mixed = [a.value * share + b * (1 - share) for a, b in zip((red, green, blue), ground, strict=True)]
    return mixed[0], mixed[1], mixed[2]


def _is_seen(colour: _Colour | None, ground: _Colour) -> bool:
    return colour is None or max(abs(a - b) for a, b in zip(colour, ground, strict=True)) > _CLEAR


def _area(bounds: Bounds) -> float:
    return (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
