"""The part of a text around the first match of a question, with the matches marked."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from schema.tokens import find_matches

_LENGTH = 130
_BEFORE = 40
_WINDOW = 400


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
    start = max(0, places[0][0] - _BEFORE) if places else 0
    end = max(start + _LENGTH, places[0][1] if places else 0)
    left, right = "…" if start else "", "…" if end < len(text) else ""
    shift = len(left) - start
    shown = tuple((low + shift, high + shift) for low, high in places if high <= end)
    return Snippet(f"{left}{text[start:end]}{right}", shown)


def _near(question: str, text: str) -> int:
    """A place shortly before a word of the question as it is written: folding a whole text is slow."""
    places = [at for word in question.split() if (at := text.find(word)) >= 0]
    return max(0, min(places, default=0) - 2 * _BEFORE)
