"""Files that a PDF carries along: in its list of attachments, as in a portfolio, or pinned to a page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from ingest.read.pdf.characters.characters import Floats, PageContent
from ingest.read.pdf.doubted import doubt_places
from schema.file_names import in_one_line
from schema.source import Doubt

_MOST = 5000
_NAMED = 20
_LONGEST_NAME = 60
_ENDING = 12
"""How many notes of a page are looked at, how many files are named, and how long a name and its end are."""


def attached_files(document: Any) -> str:
    """The names of the files that are attached to a PDFium document, in one line; empty where there are none."""
    count = max(pdfium.FPDFDoc_GetAttachmentCount(document), 0)
    names = [_name(pdfium.FPDFDoc_GetAttachment(document, i)) for i in range(min(count, _NAMED))]
    return _listed(names, count)


def doubt_attached(names: str) -> Doubt:
    """What is said of attached files."""
    return Doubt("attached_files", f"文件中附有{names}，其内容未读；请取出后另行解析。")


def doubt_pinned(page: Any, content: PageContent) -> Iterator[Doubt]:
    """What is said of the files that are pinned to a PDFium page."""
    names: list[str] = []
    boxes: list[Floats] = []
    for i in range(min(max(pdfium.FPDFPage_GetAnnotCount(page), 0), _MOST)):
        note = pdfium.FPDFPage_GetAnnot(page, i)
        try:
            if pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_FILEATTACHMENT:
                names.append(_name(pdfium.FPDFAnnot_GetFileAttachment(note)))
                boxes.append(_place(note, page, content))
        finally:
            pdfium.FPDFPage_CloseAnnot(note)
    if names:
        message = f"文件中附有{_listed(names, len(names))}，其内容未读；请取出后另行解析。"
        yield doubt_places(content, np.concatenate(boxes), "attached_files", message)


def _place(note: Any, page: Any, content: PageContent) -> Floats:
    """The box of a note, upright."""
    area, place = pdfium.FS_RECTF(), pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, area)
    pdfium.FPDFAnnot_GetRect(note, place)
    left, right = sorted((place.left - area.left, place.right - area.left))
    low, top = sorted((place.bottom - area.bottom, place.top - area.bottom))
    return content.upright.boxes(np.array([(left, top, right, low)], dtype=np.float32))


def _name(attachment: Any) -> str:
    length = pdfium.FPDFAttachment_GetName(attachment, None, 0) if attachment else 0
    if length <= 2:
        return "（无名）"
    units = (ctypes.c_ushort * (length // 2))()
    pdfium.FPDFAttachment_GetName(attachment, units, length)
    name = in_one_line(bytes(units).decode("utf-16-le", "replace").rstrip("\0"))
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - _ENDING]}…{name[-_ENDING:]}"


def _listed(names: Sequence[str], count: int) -> str:
    shown = "、".join(dict.fromkeys(names[:_NAMED]))
    return f"{shown}等{count}个文件" if count > _NAMED else shown
