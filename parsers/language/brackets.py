"""Brackets and quotation marks: matching pairs, nesting, and the spans they enclose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
_MARKS = re.compile(f"[{re.escape(''.join([*PAIRS, *PAIRS.values()]))}]")


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracketed span: `text[start:end]` with its marks, `inner` without them; `depth` 0 is outermost."""

    start: int
    end: int
    opener: str
    inner: str
    depth: int


def find_brackets(text: str) -> list[Bracket]:
    """All well-matched brackets and quotations in reading order. Full- and half-width marks match each other."""
    stack: list[tuple[str, int]] = []
    found: list[tuple[int, int, str]] = []
    for mark in _MARKS.finditer(text):
        position, char = mark.start(), mark[0]
        wide = _WIDTHS.get(char, char)
        if char in PAIRS:
            stack.append((wide, position))
        else:
            opener = _last_opener(stack, wide)
            if opener is not None:
                start = stack[opener][1]
                del stack[opener:]
                found.append((start, position + 1, text[start]))
    found.sort()
    return list(_with_depth(found, text))


def _last_opener(stack: list[tuple[str, int]], closer: str) -> int | None:
    for index in range(len(stack) - 1, -1, -1):
        if PAIRS[stack[index][0]] == closer:
            return index
    return None


def _with_depth(found: list[tuple[int, int, str]], text: str) -> Iterator[Bracket]:
    open_ends: list[int] = []
    for start, end, opener in found:
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        yield Bracket(start, end, opener, text[start + 1 : end - 1], len(open_ends))
        open_ends.append(end)


def outside_brackets(text: str) -> list[bool]:
    """For each character whether it stands outside all brackets and quotations (their marks are inside)."""
    free = [True] * len(text)
    for bracket in find_brackets(text):
        if bracket.depth == 0:
            free[bracket.start : bracket.end] = [False] * (bracket.end - bracket.start)
    return free
