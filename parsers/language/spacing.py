"""Spaces that typesetting or extraction put beside a CJK character, and how to leave them out."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from parsers.language.patterns import lazy
from schema.source import Text, join

_SPACE = lazy(r"\s+")
_SPACED_NUMBER = lazy(r"\d(?:[ \u3000]\d)+")  # 2 0 2 5年
_WHOLE_PART = lazy(r"(?<![\d.])(?:\d[ \u3000])*\d{1,6}\.$")
_RUNNING = lazy("[，。；]")


def is_cjk(char: str) -> bool:
    """An ideograph or a full-width sign."""
    return unicodedata.east_asian_width(char) in "WF" or char in "“”‘’—…·"


def without_spaces(content: Text) -> Text:
    """The text without white space at its ends or beside a CJK character: `2022 年 8 月` becomes `2022年8月`."""
    content = with_whole_numbers(content)
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


def with_whole_numbers(content: Text) -> Text:
    """The text with digits that are set one by one as one number: `到2 0 2 5年`.

    Such digits stand beside a CJK character, in running text behind a space; between other cells they are apart.
    """
    kept: list[Text] = []
    position = 0
    for number in _SPACED_NUMBER.finditer(content.text):
        start, end = number.span()
        if _is_one_number(content.text, start, end):
            for digit in range(start, end, 2):
                kept.append(content.slice(position, digit + 1))
                position = digit + 2
            position = end
    return join([*kept, content.slice(position, len(content))]) if kept else content


def _is_one_number(text: str, start: int, end: int) -> bool:
    whole = _WHOLE_PART.search(text, 0, start)
    start = whole.start() if whole else start  # 83.6 6岁; at a line's start 1.1 5 may be a label and a number
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before.isdigit() or before == "." or after.isdigit() or (whole and (start == 0 or after == ".")):
        return False
    if any(is_cjk(char) for char in before + after):
        return True
    beside = text[:start].rstrip()[-1:] + text[end:].lstrip()[:1]
    return _RUNNING.search(text) is not None and any(map(is_cjk, beside))


def _separates_words(text: str, start: int, end: int) -> bool:
    return start > 0 and end < len(text) and not is_cjk(text[start - 1]) and not is_cjk(text[end])


def squeezed(text: str) -> str:
    """The string without any white space."""
    return "".join(text.split())
