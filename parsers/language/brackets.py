"""Brackets and quotation marks: matching pairs, nesting, and the spans they enclose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from parsers.language.patterns import lazy

PAIRS = {
    "（": "）",
    "(": ")",
    "〔": "〕",
    "［": "］",
    "[": "]",
    "【": "】",
    "《": "》",
    "〈": "〉",
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
}
_WIDTHS = {"(": "（", ")": "）", "[": "［", "]": "］"}
ROUND = lazy(r"[（(][^（）()]*[）)]")  # 市财政局|（市国资委）
_NOTE_MARK = lazy(r"(?:[\[［]\d{1,2}[\]］]|[①-⑳])\Z")
_MARKS = lazy(f"[{re.escape(''.join([*PAIRS, *PAIRS.values()]))}]")


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracketed span: `text[start:end]` with its marks, `inner` without them; `depth` 0 is outermost."""

    start: int
    end: int
    opener: str
    depth: int
    text: str = field(repr=False, compare=False)

    @property
    def inner(self) -> str:
        """What stands between the marks."""
        return self.text[self.start + 1 : self.end - 1]


def find_brackets(text: str) -> list[Bracket]:
    """All well-matched brackets and quotations in reading order. Full- and half-width marks match each other."""
    return [*_brackets(text)]


@lru_cache(maxsize=32)
def _brackets(text: str) -> tuple[Bracket, ...]:
    """The last answers are kept: the readers of a clause ask one after the other."""
    if not _MARKS.search(text):
        return ()
    stack: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()  # how many openers of the stack wait for each closer
    found: list[tuple[int, int, str]] = []
    for mark in _MARKS.finditer(text):
        position, char = mark.start(), mark[0]
        wide = _WIDTHS.get(char, char)
        if char in PAIRS:
            stack.append((PAIRS[wide], position))
            waiting[PAIRS[wide]] += 1
        elif waiting[wide]:
            closer, start = stack.pop()
            waiting[closer] -= 1
            while closer != wide:
                closer, start = stack.pop()
                waiting[closer] -= 1
            found.append((start, position + 1, text[start]))
    found.sort()
    return tuple(_with_depth(found, text))


def _with_depth(found: list[tuple[int, int, str]], text: str) -> Iterator[Bracket]:
    open_ends: list[int] = []
    for start, end, opener in found:
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        yield Bracket(start, end, opener, len(open_ends), text)
        open_ends.append(end)


def outside_brackets(text: str) -> list[bool]:
    """For each character whether it stands outside all brackets and quotations (their marks are inside)."""
    free = [True] * len(text)
    for bracket in find_brackets(text):
        if bracket.depth == 0:
            free[bracket.start : bracket.end] = [False] * (bracket.end - bracket.start)
    return free


def without_note_mark(text: str) -> str:
    """The text without the mark of a note at its end: `地区生产总值[2]`, `2031年临江市统计公报①`."""
    return _NOTE_MARK.sub("", text)
