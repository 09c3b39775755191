"""Where a word ends, by the dictionary: one sign among others, asked only for the span that a rule wants to know it of."""

from __future__ import annotations

from parsers.language.lexicon import words
from parsers.language.patterns import lazy
from schema.tokens import known_words

_HAN = lazy("[一-鿿]")
_VERBS = (
    "DOES",
    "DOING",
    "HANDLED",
    "TAKESON",
    "MANNER",
    "INCHARGE",
    "LEADING",
    "JOINTLY",
    "BEARS",
    "NOTVERB",
)
_VERB = lazy("|".join(words(name).pattern for name in (*_VERBS, "JOINERS", "COPULA")))
_BEFORE, _BEHIND = 6, 4
"""Characters of the span: most words have no more than four."""


def inside_a_word(text: str, at: int) -> bool:
    """Whether a word runs on over a place of the text: 2026年前|置审批, 按周|期检查; not 6月底前|置换完成.

    Where a verb or a joining word of the lexicon begins there (12月底前|报送) none does, and the dictionary is not asked.
    """
    if not _HAN.match(text, at) or _VERB.match(text, at):
        return False
    position = start = max(0, at - _BEFORE)
    for word in known_words(text[start : at + _BEHIND]):
        if position < at < position + len(word):
            return True
        position += len(word)
    return False
