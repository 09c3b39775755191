"""The numbers of OFD's attributes: points, boxes, matrices, runs of distances, colours."""

from __future__ import annotations

from itertools import islice
from math import isfinite

from lxml.etree import _Element as Element

from ingest.read.office.package import local_name

Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f: x' = ax + cy + e, y' = bx + dy + f."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_FARTHEST = 1e6
_PALE = 140.0


def read_number(text: str) -> float:
    """`5.6` as it stands; 0 for what is no number or absurd."""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if isfinite(value) and abs(value) < _FARTHEST else 0.0


def numbers(text: str | None) -> list[float]:
    """`0 0 210 297`, also with commas between."""
    return [read_number(part) for part in (text or "").replace(",", " ").split()]


def number(element: Element, name: str, default: float) -> float:
    """A number that an attribute holds."""
    value = element.get(name)
    return default if value is None else read_number(value)


def distances(text: str | None, most: int) -> list[float]:
    """The first `most` of a run of distances, in which `g 3 5.6` stands for 5.6 5.6 5.6."""
    found: list[float] = []
    parts = iter((text or "").split())
    for part in parts:
        if len(found) >= most:
            break
        if part not in ("g", "G"):
            found.append(read_number(part))
            continue
        count, value = [*islice(parts, 2), "", ""][:2]
        found += [read_number(value)] * min(int(read_number(count)), most - len(found))
    return found


def boundary(element: Element) -> tuple[float, float, float, float]:
    """Left, top, width and height of an object on its page."""
    values = numbers(element.get("Boundary"))
    x, y, width, height = values if len(values) == 4 else (0.0, 0.0, 0.0, 0.0)
    return x, y, width, height


def matrix_of(element: Element) -> Matrix:
    """An object's own matrix."""
    values = numbers(element.get("CTM"))
    if len(values) != 6:
        return IDENTITY
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def after(outer: Matrix, inner: Matrix) -> Matrix:
    """The matrix that does `inner` first, then `outer`."""
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return (a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f)


def placed(element: Element) -> Matrix:
    """An object's own matrix, then its place on the page."""
    left, top, _, _ = boundary(element)
    return after((1.0, 0.0, 0.0, 1.0, left, top), matrix_of(element))


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point goes."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def is_white(colour: Element | None) -> bool:
    """A colour is the paper's: `255 255 255`, `#ff #ff #ff`, of grey `255`, of CMYK `0 0 0 0`."""
    levels = _levels(colour)
    return all(v <= 2 for v in levels) if len(levels) == 4 else bool(levels) and min(levels) >= 250


def is_pale(colour: Element | None, alpha: float) -> bool:
    """A colour is much lighter than print, as seen on paper through its opacity, 0 to 255; the paper's is none."""
    levels = _levels(colour) or [0.0]
    light = 255 - sum(levels) if len(levels) == 4 else sum(levels) / len(levels)
    return 255 - (255 - light) * alpha / 255 >= _PALE and not is_white(colour)


def _levels(colour: Element | None) -> list[float]:
    values = (colour.get("Value") or "").split() if colour is not None else []
    return [int(v[1:] or "0", 16) if _is_hex(v) else read_number(v) for v in values]


def opacity(element: Element, colour: Element | None) -> float:
    """How much of what is below an object hides, 0 to 255."""
    own = number(element, "Alpha", 255.0)
    return own if colour is None else own * number(colour, "Alpha", 255.0) / 255


def child(element: Element, name: str) -> Element | None:
    """The first child of that local name."""
    return next((inner for inner in element if local_name(inner) == name), None)


def _is_hex(text: str) -> bool:
    return text.startswith("#") and all(char in "0123456789abcdefABCDEF" for char in text[1:])
