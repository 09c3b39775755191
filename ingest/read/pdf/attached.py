"""Files that a PDF carries along: in its list of attachments, as in a portfolio, or pinned to a page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from schema.file_names import in_one_line
from schema.source import Doubt

_MOST = 200


def attached_files(document: Any) -> list[str]:
    """The names of the files that are attached to a PDFium document."""
    count = min(max(pdfium.FPDFDoc_GetAttachmentCount(document), 0), _MOST)
    return [_name(pdfium.FPDFDoc_GetAttachment(document, i)) for i in range(count)]


def pinned_files(page: Any) -> Iterator[str]:
    """The names of the files that are pinned to a PDFium page."""
    for i in range(min(max(pdfium.FPDFPage_GetAnnotCount(page), 0), _MOST)):
        note = pdfium.FPDFPage_GetAnnot(page, i)
        try:
            if pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_FILEATTACHMENT:
                yield _name(pdfium.FPDFAnnot_GetFileAttachment(note))
        finally:
            pdfium.FPDFPage_CloseAnnot(note)


def _name(attachment: Any) -> str:
    length = pdfium.FPDFAttachment_GetName(attachment, None, 0) if attachment else 0
    if length <= 2:
        return "（无名）"
    units = (ctypes.c_ushort * (length // 2))()
    pdfium.FPDFAttachment_GetName(attachment, units, length)
    return in_one_line(bytes(units).decode("utf-16-le", "replace").rstrip("\0"))


def doubt_attached(names: Sequence[str], page: int | None = None) -> Doubt:
    """What is said of attached files."""
    where = f"第{page}页：" if page else ""
    shown = "、".join(dict.fromkeys(names))
    return Doubt("attached_files", f"{where}文件中附有{shown}，其内容未读；请取出后另行解析。", page=page)
