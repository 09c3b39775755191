"""Opening a PDF: what is wrong with a file that does not open, and what can still be read of a damaged one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.read.pdf.characters.outlines import without_outlines
from ingest.read.pdf.characters.own_font import use_own_font
from schema.errors import SourceError
from schema.source import Doubt

_CATALOG = re.compile(rb"(\d+) 0 obj\s*<<(?:(?!endobj).){0,3000}?/Type\s*/Catalog\b", re.DOTALL)
_PAGES = re.compile(rb"(\d+) 0 obj\s*<<(?:(?!endobj).){0,9000}?/Type\s*/Pages\b", re.DOTALL)
_OBJECT = re.compile(rb"(\d+) 0 obj\b")
_END = re.compile(rb"%%EOF\s*\Z")
_COPYING = 1 << 4

_REPAIRED = Doubt("damaged_file", "文件不完整或已损坏，内容按残留部分读出，可能缺字缺页；请重新获取原文件。")
_PROTECTED = Doubt("protected_file", "文件设有所有者口令，禁止复制；内容与阅读器所显示的相同。")


@dataclass(slots=True)
class OpenPdf:
    """An open PDF, what is doubted of the file, and the numbers of the pages that are damaged.

    `light` is the file without the outlines that its text can be read without, if there are such.

    PDFium keeps what it has read of a document; opened anew from time to time, a thick one needs no more memory
    than a thin one.
    """

    source: Path | bytes
    password: str | None
    document: Any
    doubts: list[Doubt]
    damaged: list[int] = field(default_factory=list)
    light: bytes | None = None
    text: Any = field(init=False)

    def __post_init__(self) -> None:
        self.text = self._text_document()

    def __len__(self) -> int:
        return len(self.document)

    def reopen(self) -> None:
        """Forget what was read."""
        self.close()
        self.document = pdfium.PdfDocument(self.source, password=self.password)
        self.text = self._text_document()

    def close(self) -> None:
        """Close the document, and that which its text is read from."""
        if self.text is not self.document:
            self.text.close()
        self.document.close()

    def _text_document(self) -> Any:
        """The document to read text from: the light one, where it has the same pages."""
        if self.light is None:
            return self.document
        light = pdfium.PdfDocument(self.light, password=self.password)
        return light if len(light) == len(self.document) else self.document


@contextmanager
def opened(path: Path, password: str | None = None) -> Iterator[OpenPdf]:
    """The PDF at `path`. Raises SourceError if it cannot be opened or has no pages."""
    pdf = _open(path, password)
    try:
        if len(pdf) == 0:
            raise SourceError(path, "the PDF has no pages", "fetch it again")
        yield pdf
    finally:
        pdf.close()


def _open(path: Path, password: str | None) -> OpenPdf:
    use_own_font()
    try:
        document = pdfium.PdfDocument(path, password=password)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            wrong = "the password is wrong" if password else "the PDF is encrypted"
            raise SourceError(path, wrong, "give its password with --password") from error
        data = _repaired(path.read_bytes(), path)
        return OpenPdf(data, None, pdfium.PdfDocument(data), [_REPAIRED])
    restricted = raw.FPDF_GetSecurityHandlerRevision(document.raw) >= 0 and not password
    copying = raw.FPDF_GetDocPermissions(document.raw) & _COPYING
    doubts = [_PROTECTED] if restricted and not copying else []
    return OpenPdf(path, password, document, doubts, light=without_outlines(path.read_bytes()))


def _repaired(data: bytes, name: Path) -> bytes:
    """The file with an end that leads to its objects again. Raises SourceError where nothing can be read of it."""
    cut = "" if _END.search(data[-1024:]) else "the end of the file is missing, "
    failed = SourceError(
        name, f"{cut}the PDF cannot be opened" if cut else "the PDF is damaged", "fetch it again"
    )
    numbers = [int(number) for number in _OBJECT.findall(data)]
    catalog, pages = _CATALOG.search(data), _PAGES.search(data)
    if not numbers or not (catalog or pages):
        raise _no_pages(data, name) or failed
    root = int(catalog[1]) if catalog else max(numbers) + 1
    tail = b"\nendstream\nendobj\n"
    if pages and not catalog:
        tail += b"%d 0 obj\n<</Type/Catalog/Pages %s 0 R>>\nendobj\n" % (root, pages[1])
    tail += b"trailer\n<</Root %d 0 R/Size %d>>\nstartxref\n0\n%%%%EOF\n" % (root, max(*numbers, root) + 1)
    try:
        document = pdfium.PdfDocument(data + tail)
    except pdfium.PdfiumError as error:
        raise (_no_pages(data, name) or failed) from error
    readable = any(_has_text(document, i) for i in range(len(document)))
    document.close()
    if not readable:
        raise _no_pages(data, name) or failed
    return data + tail


def _no_pages(data: bytes, name: Path) -> SourceError | None:
    """A whole file whose page tree is empty."""
    if re.search(rb"/Count\s+0\b", data) and _END.search(data[-1024:]):
        return SourceError(name, "the PDF has no pages", "fetch it again")
    return None


def _has_text(document: Any, index: int) -> bool:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return False
    return bool(page.get_textpage().count_chars() > 0)
