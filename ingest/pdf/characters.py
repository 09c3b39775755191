"""The characters and rulings of a PDF page through PDFium, with their boxes, turned so that the text is upright.

Two coordinate systems are used, both in points from the top left. *Shown* is the page as a viewer shows it, with
its `/Rotate`. *Upright* is the page turned so that its text runs from left to right; layout works in it alone.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

Glyph = tuple[float, float, float, float, str]
"""A character and its box: left, top, right, bottom, character."""

_DEEPEST_FORM = 4
_THICKEST_RULE = 4.0
_REPLACEMENT = "\ufffd"
_NAMES = {"\x02": "-", "\ufffe": "-", "\xad": "-"}
"""What PDFium reports for a hyphen at the end of a line."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A rotation of a page by quarter turns (counter-clockwise), from boxes with the origin at the bottom left.

    `width` and `height` are those of the page before it is turned.
    """

    quarters: int
    width: float
    height: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height after the turn."""
        return (self.height, self.width) if self.quarters % 2 else (self.width, self.height)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the unturned page, from the bottom left, as a box of the turned page, from the top left."""
        width, height = self.width, self.height
        if self.quarters == 0:
            return left, height - top, right, height - bottom
        if self.quarters == 1:
            return height - top, width - right, height - bottom, width - left
        if self.quarters == 2:
            return width - right, bottom, width - left, top
        return bottom, left, top, right

    def undo(self, box: Box) -> tuple[float, float, float, float]:
        """The other way: left, bottom, right, top on the unturned page."""
        x0, top, x1, bottom = box
        width, height = self.width, self.height
        if self.quarters == 0:
            return x0, height - bottom, x1, height - top
        if self.quarters == 1:
            return width - bottom, height - x1, width - top, height - x0
        if self.quarters == 2:
            return width - x1, top, width - x0, bottom
        return top, x0, bottom, x1


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page, upright: its characters in content order, its thin rules, its framed or filled boxes.

    `images` is the share of the page that pictures cover. `broken` counts characters that PDFium could not name.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Box]
    frames: list[Box]
    images: float
    broken: int
    upright: Turn
    shown: Turn

    def shown_box(self, box: Box) -> Box:
        """An upright box as a box of the page as it is shown."""
        return box if self.upright == self.shown else self.shown.box(*self.upright.undo(box))


def read_page(document: Any, index: int) -> PageContent:
    """The content of page `index` (from 0) of a PDFium document handle."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise ValueError(f"page {index + 1} cannot be loaded")
    text = pdfium.FPDFText_LoadPage(page)
    try:
        return _content(page, text, index + 1)
    finally:
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


def _content(page: Any, text: Any, number: int) -> PageContent:
    area = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, area)
    left, bottom = area.left, area.bottom
    width, height = area.right - left, area.top - bottom
    shown = Turn(-pdfium.FPDFPage_GetRotation(page) % 4, width, height)
    characters, boxes = _characters(text)
    upright = Turn(_direction(characters, boxes), width, height)
    glyphs = [
        (*upright.box(x0 - left, low - bottom, x1 - left, high - bottom), _NAMES.get(char, char))
        for char, (x0, high, x1, low) in zip(characters, boxes, strict=True)
        if not (char.isspace() or (char < " " and char != "\x02") or char in "\ufeff\u200b")
    ]
    drawn = _Drawn()
    drawn.read(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, 0)
    turned = [upright.box(x0 - left, y0 - bottom, x1 - left, y1 - bottom) for x0, y0, x1, y1 in drawn.boxes]
    thin = [box for box in turned if min(box[2] - box[0], box[3] - box[1]) <= _THICKEST_RULE]
    frames = [box for box in turned if min(box[2] - box[0], box[3] - box[1]) > _THICKEST_RULE]
    broken = sum(char == _REPLACEMENT for char in characters)
    images = drawn.image_area / (width * height) if width * height else 0.0
    return PageContent(number, *upright.size, glyphs, thin, frames, images, broken, upright, shown)


def _characters(text: Any) -> tuple[str, list[tuple[float, float, float, float]]]:
    """The characters of a text page and, for each, left, top, right, bottom from the bottom left of the page."""
    count = pdfium.FPDFText_CountChars(text)
    if count <= 0:
        return "", []
    units = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text, 0, count, units)
    characters = bytes(units)[:-2].decode("utf-16-le", "replace")
    if written != count + 1 or len(characters) != count:
        characters = "".join(_character(text, i) for i in range(count))
    boxes = (pdfium.FS_RECTF * count)()
    address, size = ctypes.addressof(boxes), ctypes.sizeof(pdfium.FS_RECTF)
    for i in range(count):
        _LOOSE_BOX(text, i, address + i * size)
    flat = memoryview(boxes).cast("B").cast("f").tolist()
    return characters, list(zip(flat[0::4], flat[1::4], flat[2::4], flat[3::4], strict=True))


def _character(text: Any, index: int) -> str:
    code = pdfium.FPDFText_GetUnicode(text, index)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else _REPLACEMENT


_LOOSE_BOX = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)


def _direction(characters: str, boxes: Sequence[tuple[float, float, float, float]]) -> int:
    """How many quarter turns make the text run from left to right: most steps from one character to the next tell."""
    steps: Counter[int] = Counter()
    for i in range(1, len(boxes)):
        if characters[i].isspace() or characters[i - 1].isspace():
            continue
        (a0, a_top, a1, a_low), (b0, b_top, b1, b_low) = boxes[i - 1], boxes[i]
        x, y = (b0 + b1 - a0 - a1) / 2, (b_top + b_low - a_top - a_low) / 2
        size = max(a1 - a0, a_top - a_low, 1.0)
        if abs(x) + abs(y) > 2 * size:
            continue
        if abs(y) < abs(x) / 4:
            steps[0 if x > 0 else 2] += 1
        elif abs(x) < abs(y) / 4:
            steps[3 if y > 0 else 1] += 1
    return max(steps, key=lambda turn: (steps[turn], -turn), default=0)


class _Drawn:
    """The boxes of the lines and rectangles that a page draws, and how much of it pictures cover."""

    def __init__(self) -> None:
        self.boxes: list[tuple[float, float, float, float]] = []
        self.image_area = 0.0

    def read(self, parent: Any, count: Any, get: Any, depth: int) -> None:
        """Take the objects of a page or a form."""
        for i in range(count(parent)):
            item = get(parent, i)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self.boxes += _straight_boxes(item)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                x0, y0, x1, y1 = _bounds(item)
                self.image_area += (x1 - x0) * (y1 - y0)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                self.read(item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, depth + 1)


def _bounds(item: Any) -> tuple[float, float, float, float]:
    values = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *values)
    x0, y0, x1, y1 = (value.value for value in values)
    return x0, y0, x1, y1


def _straight_boxes(path: Any) -> Iterator[tuple[float, float, float, float]]:
    """One box for a path that is a line or a rectangle; a path of several lines gives each of them."""
    count = pdfium.FPDFPath_CountSegments(path)
    if count <= 5:
        yield _bounds(path)
        return
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    before: tuple[float, float] | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if kind == pdfium.FPDF_SEGMENT_LINETO and before is not None:
            (a, b), (c, d) = before, point
            if abs(a - c) < 1 or abs(b - d) < 1:
                yield min(a, c), min(b, d), max(a, c), max(b, d)
        before = point
