"""What a file is by its content, whatever its name says."""

from __future__ import annotations

import re
from pathlib import Path

SNIFFED_BYTES = 4096

_PDF = re.compile(rb"%PDF-\d")
# <!DOCTYPE html>, <html lang="zh">, <div class="article">, <?xml ...?> before <html
_HTML = re.compile(rb"<!doctype\s+html|<(?:html|head|body|div|meta|table|title|p)[\s>]", re.IGNORECASE)
# "# 标题", "| 序号 | 指标 |", "|---|---|", "**附件**"
_MARKDOWN = re.compile(r"^(?:#{1,6} |\|.*\|\s*$|\*\*[^*]+\*\*)", re.MULTILINE)

_BEGINNINGS = (
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
)
_OFD = "application/ofd"
_WORD = "application/vnd.openxmlformats-officedocument"
# names of members that stand at the beginning of the package
_PACKAGES = ((re.compile(rb"OFD\.xml|Doc_0/"), _OFD), (re.compile(rb"\[Content_Types\]\.xml|word/"), _WORD))

_ARCHIVE = ("an archive, not a gazette", "unpack it and give the files inside")
_OFFICE = ("a Word, WPS or Excel file", "save it as PDF")
_IMAGE = ("a picture, not a gazette", "put the pictures of its pages into a PDF")
_REFUSED = {
    "inode/x-empty": ("the file is empty", "fetch it again"),
    "application/zip": _ARCHIVE,
    "application/gzip": _ARCHIVE,
    "application/x-7z-compressed": _ARCHIVE,
    "application/vnd.rar": _ARCHIVE,
    "application/x-ole-storage": _OFFICE,
    "application/rtf": _OFFICE,
    _WORD: _OFFICE,
    _OFD: ("an OFD document", "save it as PDF"),
}
_NAMES = {"application/pdf": "PDF", "text/html": "HTML", "text/plain": "text", "text/markdown": "Markdown"}
_SUFFIXES = {
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".md": "text/markdown",
}


def media_type(data: bytes) -> str:
    """The media type of a file that begins with `data`."""
    head = data[:SNIFFED_BYTES]
    if not head:
        return "inode/x-empty"
    known = next((kind for beginning, kind in _BEGINNINGS if head.startswith(beginning)), None)
    if known:
        return known
    if head.startswith(b"PK\x03\x04"):
        return next((kind for members, kind in _PACKAGES if members.search(head)), "application/zip")
    if _PDF.search(head):
        return "application/pdf"
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "application/octet-stream"
    if _HTML.search(head):
        return "text/html"
    return "text/markdown" if _MARKDOWN.search(head.decode("utf-8", "ignore")) else "text/plain"


def file_type(path: Path) -> str:
    """The media type of a file. Raises OSError if it cannot be read."""
    with path.open("rb") as file:
        return media_type(file.read(SNIFFED_BYTES))


def why_refused(kind: str) -> tuple[str, str]:
    """Why no reader takes a file of this type, and what to do about it."""
    if kind.startswith("image/"):
        return _IMAGE
    return _REFUSED.get(kind, (f"a file of type {kind}", "give a text, HTML or PDF file"))


def mislabelled(path: Path, kind: str) -> str | None:
    """What a file is and is not, where its name says something else: `HTML, not a PDF`."""
    said = _SUFFIXES.get(path.suffix.lower())
    if said is None or said == kind or {said, kind} == {"text/plain", "text/markdown"}:
        return None
    return f"{_NAMES[kind]}, not {'a PDF' if said == 'application/pdf' else _NAMES[said]}"
