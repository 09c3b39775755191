"""File names as they are recorded and told: UTF-8 in one line, whatever bytes a file system keeps."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import PurePath

_ESCAPED_BYTE = re.compile(rb"\\x([89a-f][0-9a-f])")
_TOLD_AS_CODES = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def recorded(path: PurePath) -> str:
    r"""The path as it is recorded: parted by `/`, a byte that is no UTF-8 as `\xff`; zips made in GBK give such names."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def named_by(path: str) -> str:
    """The path that was recorded as this one, where it holds bytes that are no UTF-8."""
    return os.fsdecode(_ESCAPED_BYTE.sub(lambda found: bytes([int(found[1], 16)]), path.encode()))


def in_one_line(text: str) -> str:
    r"""The text with codes in place of what would break a line or hide in it: a line end in a file's name is `\n`."""
    return "".join(_code(sign) if unicodedata.category(sign) in _TOLD_AS_CODES else sign for sign in text)


def _code(sign: str) -> str:
    byte = ord(sign) - 0xDC00
    is_undecoded = 0x80 <= byte <= 0xFF
    return f"\\x{byte:02x}" if is_undecoded else sign.encode("unicode_escape").decode("ascii")
