"""In which encoding a page is written: what its bytes are, whatever it says of itself."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16le"),
    (b"\0<", "utf-16be"),
)
_SAID = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEAD = 4096
_FAMILIES = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030"}
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs")


def encoding_of(data: bytes) -> str:
    """The encoding that reads every byte; of several the one with a mark, UTF-8, or the one the page names.

    Where none does, the one that reads most: a page cut in mid-character is still what it was.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if marked:
        return marked
    candidates = list(dict.fromkeys(["utf-8", *_said(data), *_CANDIDATES]))
    whole = next((name for name in candidates if _faults(data, name) == 0), None)
    return whole or min(candidates, key=lambda name: _faults(data, name))


def _said(data: bytes) -> list[str]:
    match = _SAID.search(data[:_HEAD])
    name = match[1].decode("ascii", "ignore").lower() if match else ""
    try:
        return [codecs.lookup(_FAMILIES.get(name, name)).name] if name else []
    except LookupError:
        return []


def _faults(data: bytes, encoding: str) -> int:
    """How many bytes the encoding cannot read; a character cut off at the end is none."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeError:
        return data.decode(encoding, "replace").count("\ufffd") or 1
    return 0
