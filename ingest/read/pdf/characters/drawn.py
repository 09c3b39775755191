"""What a page draws besides its characters: lines, rectangles, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from ingest.read.pdf.characters.direct import direct
from ingest.read.pdf.characters.paint import Bounds, Mark, Paper

_DEEPEST_FORM = 4

_Address = ctypes.c_void_p
_PAGE_OBJECT = direct(pdfium.FPDFPage_GetObject, _Address, _Address, ctypes.c_int)
_FORM_OBJECT = direct(pdfium.FPDFFormObj_GetObject, _Address, _Address, ctypes.c_int)
_TYPE = direct(pdfium.FPDFPageObj_GetType, ctypes.c_int, _Address)


@dataclass(slots=True)
class Drawn:
    """The boxes of what a page draws: lines and rectangles, areas of colour, areas that are not seen, pictures."""

    boxes: list[Bounds] = field(default_factory=list)
    tints: list[Bounds] = field(default_factory=list)
    blanks: list[Bounds] = field(default_factory=list)
    pictures: list[Bounds] = field(default_factory=list)
    paper: Paper = field(default_factory=Paper)


def read_drawn(page: Any) -> Drawn:
    """What a PDFium page draws."""
    drawn = Drawn()
    _read(drawn, map(_PAGE_OBJECT, repeat(page), range(pdfium.FPDFPage_CountObjects(page))), 0)
    return drawn


def _read(drawn: Drawn, addresses: Iterator[int], depth: int) -> None:
    for address in addresses:
        kind = _TYPE(address)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        item = _object(address)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            mark = drawn.paper.paint(item, _bounds(item))
            if mark is not Mark.NONE:
                kept = {Mark.LINE: drawn.boxes, Mark.TINT: drawn.tints, Mark.BLANK: drawn.blanks}[mark]
                kept += _straight_boxes(item)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            drawn.pictures.append(_bounds(item))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            within = range(pdfium.FPDFFormObj_CountObjects(item))
            _read(drawn, map(_FORM_OBJECT, repeat(address), within), depth + 1)


def _object(address: int) -> Any:
    return ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)


def _bounds(item: Any) -> Bounds:
    values = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *values)
    x0, y0, x1, y1 = (value.value for value in values)
    return x0, y0, x1, y1


def _straight_boxes(path: Any) -> Iterator[Bounds]:
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
