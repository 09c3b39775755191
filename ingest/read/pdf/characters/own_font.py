"""A font of our own for what a PDF does not embed, so that a file reads the same on every machine.

PDFium looks for a font on the machine where a file has none, and passes over every character that it finds no sign
for. Reading needs no signs, only that there is one. Pictures of pages do need them: the process that draws those
(`web.originals`) keeps to the fonts of its machine.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import accumulate
from typing import Any

import pypdfium2.raw as pdfium

_EM, _ASCENT, _DESCENT = 1000, 880, -120
_NARROW, _WIDE, _HEIGHT = 100, _EM, 100
_FULL_WIDTH = ((0x2014, 0x2015), (0x2026, 0x2026), (0x2E80, 0xFF60), (0xFFE0, 0x10FFFF))
_SIGNS = 0xFFFF
_WIDE_SIGN = _SIGNS - 1
_ONE = 0x10000
_MAGIC = 0x5F0F3CF5
_HANDLE = 1
_STANDARD = (b"Courier", b"Helvetica", b"Times", b"Symbol", b"ZapfDingbats")


def use_own_font() -> None:
    """Have PDFium take this font, from now on in this process, for every font that a file only names."""
    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(_information()))


@contextmanager
def machine_fonts() -> Iterator[None]:
    """Have PDFium take the fonts of the machine instead, to draw pages of files that are opened meanwhile."""
    fonts = pdfium.FPDF_GetDefaultSystemFontInfo()
    pdfium.FPDF_SetSystemFontInfo(fonts)
    try:
        yield
    finally:
        use_own_font()
        pdfium.FPDF_FreeDefaultSystemFontInfo(fonts)


@cache
def _information() -> Any:
    """What PDFium calls when it looks for a font; it must not be let go of."""
    functions: dict[str, Callable[..., Any]] = {
        "MapFont": lambda *arguments: _font_for(ctypes.string_at(arguments[5])),
        "GetFont": lambda *_: _HANDLE,
        "GetFontData": lambda *arguments: _give(font(), *arguments[2:]),
        "GetFaceName": lambda *_: 0,
        "GetFontCharset": lambda *_: 0,
        "DeleteFont": lambda *_: None,
        "Release": lambda *_: None,
    }
    information = pdfium.FPDF_SYSFONTINFO(version=1)
    kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    for name, function in functions.items():
        setattr(information, name, kinds[name](function))
    return information


def _font_for(family: bytes) -> int | None:
    """This font, but for those families that PDFium has itself, with the widths that a file need not repeat."""
    return None if family.startswith(_STANDARD) else _HANDLE


def _give(data: bytes, table: int, buffer: Any, size: int) -> int:
    """The length of the font, which goes into the buffer where that is as long. Tables of it are not asked for."""
    if table:
        return 0
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)


@cache
def font() -> bytes:
    """The font, a TrueType file: one sign for full-width characters, and for all others one narrower than any.

    PDFium widens a character's box to its sign, which is why both are low. A font that is numbered in the file's own
    way is asked for signs by those numbers, so there is a narrow one for each: two that are alike take turns, one from
    the start of the outlines, the other from there to their end.
    """
    outlines = [_outline(_NARROW), _outline(_NARROW), _outline(_WIDE)]
    first, second, wide, end = accumulate(map(len, outlines), initial=0)
    box = (0, _DESCENT, _EM, _ASCENT)
    places = struct.pack(">2I", first, second) * (_WIDE_SIGN // 2) + struct.pack(">2I", wide, end)
    tables = {
        b"cmap": _cmap(),
        b"glyf": b"".join(outlines),
        b"head": struct.pack(">4I2H2q4h2H3h", _ONE, _ONE, 0, _MAGIC, 0, _EM, 0, 0, *box, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">I3hH3h3h5hH", _ONE, _ASCENT, _DESCENT, 0, _EM, 0, 0, _EM, 1, *[0] * 7, 1),
        b"hmtx": struct.pack(">Hh", _EM, 0),
        b"loca": places,
        b"maxp": struct.pack(">IHHH11H", _ONE, _SIGNS, 4, 1, 0, 0, 1, *[0] * 8),
    }
    return _file(tables)


def _outline(width: int) -> bytes:
    """The outline of a sign that stands on the line, lower than any: four corners, each a step from the one before."""
    box = struct.pack(">5h", 1, 0, 0, width, _HEIGHT)
    corners = struct.pack(">2H4B", 3, 0, 1, 1, 1, 1)
    return box + corners + struct.pack(">8h", 0, 0, width, 0, 0, _HEIGHT, 0, -_HEIGHT)


def _cmap() -> bytes:
    """A sign for every code point, many to one (format 13)."""
    groups, position = [], 0
    for first, last in _FULL_WIDTH:
        groups += [(position, first - 1, 1), (first, last, _WIDE_SIGN)]
        position = last + 1
    body = b"".join(struct.pack(">3I", *group) for group in groups)
    return struct.pack(">4HI2H3I", 0, 1, 3, 10, 12, 13, 0, 16 + len(body), 0, len(groups)) + body


def _file(tables: dict[bytes, bytes]) -> bytes:
    """The tables in a file behind its directory. Nobody looks at the checksums."""
    directory = struct.pack(">I4H", _ONE, len(tables), 64, 2, 16 * len(tables) - 64)
    start, body = len(directory) + 16 * len(tables), b""
    for tag, table in sorted(tables.items()):
        directory += tag + struct.pack(">3I", 0, start + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return directory + body
