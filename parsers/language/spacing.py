"""Spaces that typesetting or extraction put beside a CJK character, and how to leave them out."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from parsers.language.patterns import lazy
from schema.source import Text, join

_SPACE = lazy(r"\s+")


def is_cjk(char: str) -> bool:
    """An ideograph or a full-width sign."""
    return unicodedata.east_asian_width(char) in "WF" or char in "“”‘’—…·"


def without_spaces(content: Text) -> Text:
    """The text without white space at its ends or beside a CJK character: `2022 年 8 月` becomes `2022年8月`."""
    text = content.text
    kept: list[Text] = []
    position = 0
    for space in _SPACE.finditer(text):
        if not _separates_words(text, *space.span()):
            kept.append(content.slice(position, space.start()))
            position = space.end()
    return join([*kept, content.slice(position, len(text))]) if position else content


def cell_text(content: Text) -> Text:
    """A cell's text without the white space of typesetting; where a line end parts what it holds a space is left."""
    ends = [at for at, sign in enumerate(content.text) if sign == "\n"]
    if not ends:
        return without_spaces(content)
    lines = [without_spaces(content.slice(a, b)) for a, b in pairwise([0, *ends, len(content)])]
    spaces = [Text(" ", content.slice(at, at + 1).segments) for at in ends]
    return join([lines[0], *(part for pair in zip(spaces, lines[1:], strict=True) for part in pair)])


def _separates_words(text: str, start: int, end: int) -> bool:
    return start > 0 and end < len(text) and not is_cjk(text[start - 1]) and not is_cjk(text[end])


def squeezed(text: str) -> str:
    """The string without any white space."""
    return "".join(text.split())
