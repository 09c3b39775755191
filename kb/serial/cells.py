"""Cells of spreadsheets: text that is never a formula."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*(?:[eE][+-]?[0-9]+)?%?")


def safe_cell(text: str) -> str:
    """The text of a cell, with an apostrophe before what would be a formula; a number is none: -3.5 stays."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def as_cell(value: object) -> str:
    """A value as the text of a cell; the parts of a list are parted by `；`."""
    text = (
        "；".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)
    )
    return safe_cell(text)
