"""Whether the text of a page over a picture is seen: that of a scan is not, it is drawn without ink or under the picture."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

_HIDDEN = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)


def is_text_seen(page: Any, covering: float) -> bool:
    """Most characters of a pypdfium2 page are drawn with ink, and pictures drawn later cover less than a share of it."""
    width, height = page.get_size()
    seen: set[int | None] = set()
    later = 0.0
    for item in reversed(list(page.get_objects())):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            later += (right - left) * (top - bottom)
        elif item.type == pdfium.FPDF_PAGEOBJ_TEXT and later < covering * width * height and _has_ink(item):
            seen.add(_address(item.raw))
    drawn = list(_text_objects(page))
    return 2 * sum(address in seen for address in drawn) > len(drawn)


def is_drawn_as_printed(page: Any) -> bool:
    """The fonts of all the text of a pypdfium2 page are in the file: its picture shows the signs that are printed."""
    texts = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4)
    return all(pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(text.raw)) == 1 for text in texts)


def _has_ink(item: Any) -> bool:
    return pdfium.FPDFTextObj_GetTextRenderMode(item.raw) not in _HIDDEN


def _text_objects(page: Any) -> Iterator[int]:
    """The text object of each character that belongs to one."""
    text = page.get_textpage()
    for index in range(text.count_chars()):
        address = _address(pdfium.FPDFText_GetTextObject(text.raw, index))
        if address is not None:
            yield address


def _address(item: Any) -> int | None:
    return ctypes.cast(item, ctypes.c_void_p).value
