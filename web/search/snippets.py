"""The part of a text around the first match of a question, with the matches marked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from schema.tokens import find_matches

_LENGTH = 130
_BEFORE = 40
_WINDOW = 400

_PAUSE = re.compile(r"[。；！？，：、\s]+")
"""Where a reader pauses: `…服务机构。|全面落实` rather than `以习近|平新时代`."""

_RUN = re.compile(r"[0-9A-Za-z.]*")
"""What is read as one: `2022`, `PM2.5`."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text, and the ranges in it that match."""

    text: str
    ranges: tuple[tuple[int, int], ...]

    @property
    def html(self) -> Markup:
        """The snippet with its matches in `<mark>`, everything escaped."""
        pieces, at = [], 0
        for start, end in self.ranges:
            pieces += [escape(self.text[at:start]), Markup("<mark>{}</mark>").format(self.text[start:end])]
            at = end
        return Markup("").join([*pieces, escape(self.text[at:])])


def snippet(question: str, text: str) -> Snippet:
    """The part of `text` around the first place where a word of the question matches; its beginning, if none."""
    window = _near(question, text)
    found = find_matches(question, text[window : window + _WINDOW]) if question.strip() else []
    if not found and question.strip():
        window, found = 0, find_matches(question, text)
    places = [(start + window, end + window) for start, end in found]
    first, last = places[0] if places else (0, 0)
    start = _start(text, first)
    end = _end(text, max(start + _LENGTH, last))
    left, right = "…" if start else "", "…" if end < len(text) else ""
    shift = len(left) - start
    shown = tuple((low + shift, high + shift) for low, high in places if high <= end)
    return Snippet(f"{left}{text[start:end]}{right}", shown)


def _near(question: str, text: str) -> int:
    """A place shortly before a word of the question as it is written: folding a whole text is slow."""
    places = [at for word in question.split() if (at := text.find(word)) >= 0]
    return max(0, min(places, default=0) - 2 * _BEFORE)


def _start(text: str, match: int) -> int:
    """The pause from which one reads on to the match; without one near, a place before it, and never inside a number."""
    if match <= _BEFORE:
        return 0
    pause = _PAUSE.search(text, match - _BEFORE, match)
    if pause and pause.end() <= match:
        return pause.end()
    start = match - _BEFORE
    return start - _length_of_run(text[start - 1 :: -1]) if _length_of_run(text[start:]) else start


def _end(text: str, least: int) -> int:
    """The first pause after a place; without one near, the place, and never inside a number."""
    pause = _PAUSE.search(text, least, least + _BEFORE)
    if pause:
        return pause.start() if pause.end() < len(text) else len(text)
    return least + _length_of_run(text[least:]) if _length_of_run(text[:least][::-1]) else least


def _length_of_run(text: str) -> int:
    """How many characters at the beginning are read as one."""
    found = _RUN.match(text)
    return found.end() if found else 0
