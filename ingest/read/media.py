"""What a file is by its content, whatever its name says."""

from __future__ import annotations

import json
import re
import tomllib
import zipfile
import zlib
from pathlib import Path

SNIFFED_BYTES = 4096

_PDF = re.compile(rb"%PDF-\d")
# <!DOCTYPE html>, <html lang="zh"> anywhere; <div class="article">, <p> only where the file begins with a tag
_HTML = re.compile(rb"<!doctype\s+html|<(?:html|head|body)[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(
    rb"<(?:div|meta|table|tbody|title|p|span|section|article|h[1-6]|center|ul|font)[\s>]", re.IGNORECASE
)
_WIDE = (
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
"""Two bytes a character: with a mark, or a page that begins with a tag."""

_BLANK = b"\xef\xbb\xbf \t\r\n"
# "# 标题", "| 序号 | 指标 |", "|---|---|", "**附件**"
_MARKDOWN = re.compile(r"^(?:#{1,6} |\|.*\|\s*$|\*\*[^*]+\*\*)", re.MULTILINE)

# From: <Saved by Blink> … MIME-Version: 1.0 … Content-Type: multipart/related;
_MHTML = re.compile(
    rb"\A\s*[A-Za-z-]{4,40}:[^\n]*\n(?:(?=.*^Content-Type:\s*multipart/related)"
    rb"|(?=.*^MIME-Version:)(?=.*^Content-Type:\s*(?:multipart/|text/html)))",
    re.M | re.S | re.I,
)

MHTML = "multipart/related"
PDF = "application/pdf"
OFD = "application/ofd"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CONVERTED = {
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.ms-wordml": ".xml",
}
"""What is turned into Word's open format before it is read, and the suffix that tells LibreOffice what it is."""

_ZIP, _OLE, _ENCRYPTED = "application/zip", "application/x-ole-storage", "application/encrypted"
_TOML, _JSON = "application/toml", "application/json"
_BEGINNINGS = (
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLE),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
)
_WORD_ML = re.compile(rb"<\?mso-application\s+progid=.Word\.Document|<pkg:package\s")
# names of members that say what a package is
_PACKAGES = (
    (re.compile(r"ofd\.xml"), OFD),
    (re.compile(r"word/document\d*\.xml"), DOCX),
    (re.compile(r"xl/workbook\.(?:xml|bin)"), "application/vnd.ms-excel"),
    (re.compile(r"ppt/presentation\.xml"), "application/vnd.ms-powerpoint"),
)
# names of the streams that say what an OLE2 file is
_STREAMS = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
    "EncryptedPackage": _ENCRYPTED,
}
_LARGEST_OLE = 256 << 20
_LARGEST_SETTINGS = 1 << 20

_ARCHIVE = ("an archive, not a gazette", "unpack it and give the files inside")
_TABLES = ("a spreadsheet or slides, not a document", "save what is to be read as Word or PDF")
_SETTINGS = ("settings or data for a program, not a document", "keep it in another folder")
_IMAGE = ("a picture, not a gazette", "put the pictures of its pages into a PDF")
_REFUSED = {
    "inode/x-empty": ("the file is empty", "fetch it again"),
    _ZIP: _ARCHIVE,
    "application/gzip": _ARCHIVE,
    "application/x-7z-compressed": _ARCHIVE,
    "application/vnd.rar": _ARCHIVE,
    _ENCRYPTED: ("the file is encrypted", "save it without a password"),
    _OLE: ("an office file of an unknown kind", "save it as Word or PDF"),
    "application/vnd.ms-excel": _TABLES,
    "application/vnd.ms-powerpoint": _TABLES,
    _TOML: _SETTINGS,
    _JSON: _SETTINGS,
}
_NAMES = {
    PDF: "PDF",
    OFD: "OFD",
    DOCX: "Word",
    "application/msword": "Word",
    "text/html": "HTML",
    MHTML: "a saved page",
    "text/plain": "text",
    "text/markdown": "Markdown",
}
_SUFFIXES = {
    ".pdf": PDF,
    ".ofd": OFD,
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
    wide = next((name for mark, name in _WIDE if head.startswith(mark)), None)
    if wide:
        head = head[: len(head) & ~1].decode(wide, "replace").lstrip("\ufeff").encode()
    known = next((kind for beginning, kind in _BEGINNINGS if head.startswith(beginning)), None)
    if known:
        return known
    if head.startswith(b"PK\x03\x04"):
        return _ZIP
    if _WORD_ML.search(head):
        return "application/vnd.ms-wordml"
    if _PDF.search(head):
        return PDF
    if b"\0" in head:
        return "application/octet-stream"
    if _MHTML.match(head):
        return MHTML
    if _HTML.search(head) or (head.lstrip(_BLANK).startswith(b"<") and _FRAGMENT.search(head)):
        return "text/html"
    return "text/markdown" if _MARKDOWN.search(head.decode("utf-8", "ignore")) else "text/plain"


def file_type(path: Path) -> str:
    """The media type of a file, of a package by what is in it. Raises OSError if it cannot be read."""
    with path.open("rb") as file:
        kind = media_type(file.read(SNIFFED_BYTES))
        if kind == _OLE:
            file.seek(0)
            return _ole_type(file.read(_LARGEST_OLE))
        if kind.startswith("text/") and path.suffix.lower() not in _SUFFIXES:
            file.seek(0)
            return _settings_type(file.read(_LARGEST_SETTINGS + 1)) or kind
    return _package_type(path) if kind == _ZIP else kind


def _settings_type(data: bytes) -> str | None:
    """TOML or JSON, where a text is that as a whole and says something: no document can be read as either."""
    if len(data) > _LARGEST_SETTINGS:
        return None
    for kind, read in (_TOML, tomllib.loads), (_JSON, json.loads):
        try:
            said = read(data.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            continue
        return kind if said and isinstance(said, dict | list) else None
    return None


def _package_type(path: Path) -> str:
    """What a ZIP file is by the names of its members; one that is cut off by the names at its beginning."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name.replace("\\", "/").lower() for name in archive.namelist()]
            said = b""
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    said = member.read(SNIFFED_BYTES)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        zlib.error,
        EOFError,
        ValueError,
        KeyError,
    ):
        with path.open("rb") as file:
            beginning = file.read(SNIFFED_BYTES).decode("latin-1").lower()
        return next((kind for member, kind in _PACKAGES if member.search(beginning)), _ZIP)
    if said.decode("latin-1").strip() in CONVERTED:
        return said.decode("latin-1").strip()
    return next((kind for member, kind in _PACKAGES if any(map(member.fullmatch, names))), _ZIP)


def _ole_type(data: bytes) -> str:
    return next((kind for name, kind in _STREAMS.items() if name.encode("utf-16-le") in data), _OLE)


def why_refused(kind: str) -> tuple[str, str]:
    """Why no reader takes a file of this type, and what to do about it."""
    if kind.startswith("image/"):
        return _IMAGE
    return _REFUSED.get(kind, (f"a file of type {kind}", "give a text, HTML, PDF, Word or OFD file"))


def mislabelled(path: Path, kind: str) -> str | None:
    """What a file is and is not, where its name says something else: `HTML, not a PDF`."""
    said = _SUFFIXES.get(path.suffix.lower())
    if said is None or said == kind or {said, kind} == {"text/plain", "text/markdown"}:
        return None
    return f"{_NAMES.get(kind, kind)}, not {'a PDF' if said == 'application/pdf' else _NAMES[said]}"
