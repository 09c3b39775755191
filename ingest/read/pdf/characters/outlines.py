"""A PDF without the outlines of its fonts, where nothing but outlines is in them: its text is read much faster.

PDFium interprets the outline of every character twice to know its box, and the outlines are most of the work of reading
a typeset page. Where a font names its characters itself (`/ToUnicode`) and says how wide they are, its program adds
nothing: without it PDFium takes our own font (`own_font`), whose one sign costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LARGEST = 64 << 20
_COMPOSITE = re.compile(rb"/Subtype\s*/Type0\b")
_DESCENDANT = re.compile(rb"/DescendantFonts\s*\[?\s*(\d+)\s+0\s+R")
_DESCRIPTOR = re.compile(rb"/FontDescriptor\s+(\d+)\s+0\s+R")
_REFERENCE = re.compile(rb"\s*\[\s*(\d+)\s+0\s+R")
_PROGRAM = re.compile(rb"/FontFile(?=[23]?[\s/\d])")
_MEASURED = (b"/Ascent", b"/Descent")
_HIDDEN = b"/FontFilX"


def without_outlines(data: bytes) -> bytes | None:
    """The file with the programs of such fonts hidden, every byte in its place; None where there are none."""
    if len(data) > _LARGEST:
        return None
    safe = set(_safe_descriptors(data))
    places = [place for number in safe if (place := _program(data, number))]
    if not places:
        return None
    changed = bytearray(data)
    for place in places:
        changed[place : place + len(_HIDDEN)] = _HIDDEN
    return bytes(changed)


def _safe_descriptors(data: bytes) -> Iterator[bytes]:
    """The numbers of the descriptors that only fonts with names for their characters have."""
    users: dict[bytes, int] = {}
    for match in _DESCRIPTOR.finditer(data):
        users[match[1]] = users.get(match[1], 0) + 1
    own: dict[bytes, int] = {}
    for font in _COMPOSITE.finditer(data):
        start, end = data.rfind(b" obj", 0, font.start()), data.find(b"endobj", font.end())
        body = data[start:end]
        descendant = _DESCENDANT.search(body)
        if b"/ToUnicode" not in body or descendant is None:
            continue
        fonts = _object(data, descendant[1]).lstrip()
        inner = _REFERENCE.match(fonts)
        descriptor = _DESCRIPTOR.search(_object(data, inner[1]) if inner else fonts)
        if descriptor:
            own[descriptor[1]] = own.get(descriptor[1], 0) + 1
    yield from (number for number, count in own.items() if count >= users[number])


def _program(data: bytes, number: bytes) -> int | None:
    """Where the descriptor names the font's program; None where it does not say how high the font is."""
    start, end = _range(data, number)
    found = _PROGRAM.search(data, start, end)
    return found.start() if found and all(key in data[start:end] for key in _MEASURED) else None


def _object(data: bytes, number: bytes) -> bytes:
    start, end = _range(data, number)
    return data[start:end]


def _range(data: bytes, number: bytes) -> tuple[int, int]:
    """Where the object of that number stands, the last of that number; an empty range where there is none."""
    for line_end in (b"\n", b"\r"):
        mark = line_end + number + b" 0 obj"
        start = data.rfind(mark)
        if start >= 0:
            start += len(mark)
            return start, data.find(b"endobj", start)
    return 0, 0
