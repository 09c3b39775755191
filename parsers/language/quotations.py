"""Quoted passages as amending decisions print them: several paragraphs, lists, straight marks."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.language.patterns import lazy

QUOTED = "▓"
"""Stands for each character of a quoted passage in a text whose quotations are covered."""

_OPEN = "“「"
_CLOSE = "”」"
# ”⏎“ between quoted paragraphs, ⏎“ where only the last paragraph closes
_PARAGRAPH_END = lazy(r"[”」\"]?\s*\n\s*[“「\"]")
# 。“ where such paragraphs were printed without a break
_GLUED_START = lazy(r"(?<=[。；：])[“「]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted passage `[start:end)` with its marks."""

    start: int
    end: int


def find_quotations(text: str) -> list[Quotation]:
    """The outermost quoted passages. One that does not close in its paragraph goes on in the next that opens
    with a mark, else it ends with the text."""
    found: list[Quotation] = []
    start, depth = 0, 0
    straight_open = False
    for position, char in enumerate(text):
        opens = char in _OPEN or (char == '"' and not straight_open)
        closes = char in _CLOSE or (char == '"' and straight_open)
        if char == '"':
            straight_open = not straight_open
        if opens and depth and _starts_paragraph(text, position):
            depth = 1
        elif opens:
            start = position if depth == 0 else start
            depth += 1
        elif closes and depth:
            depth -= 1
            if depth == 0:
                found.append(Quotation(start, position + 1))
    if depth:
        found.append(Quotation(start, len(text.rstrip())))
    return found


def covered(text: str) -> str:
    """The text with every quoted passage covered, so that only the words around them are left."""
    result = list(text)
    for quotation in find_quotations(text):
        result[quotation.start : quotation.end] = QUOTED * (quotation.end - quotation.start)
    return "".join(result)


def unquoted(passage: str) -> str:
    """A passage without its outer marks; the marks between its paragraphs go too."""
    bare = passage.strip()
    bare = bare[1:] if bare[:1] in tuple(_OPEN + '"') else bare
    bare = bare[:-1] if bare[-1:] in tuple(_CLOSE + '"') else bare
    bare = _PARAGRAPH_END.sub("\n", bare)
    unclosed = sum(map(bare.count, _OPEN)) > sum(map(bare.count, _CLOSE))
    return _GLUED_START.sub("\n", bare) if unclosed else bare


def _starts_paragraph(text: str, position: int) -> bool:
    return text[:position].rstrip(" \t　").endswith("\n")
