"""The sentence of a clause that binds an organisation: what a reader wants to see first."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]*(?:（[^（）]{0,300}）[。；]?)?")
_LONGEST = 160
_LEAD = 70


def binding_sentence(text: str, quote: str, heading: str | None = None) -> str:
    """The sentence of `text` that holds `quote`; before a list of responsible units, how the clause begins.

    A rule that stands elsewhere (以下均需……负责) is no words of the clause: its beginning is given.
    """
    found = [(match.start(), match[0]) for match in _SENTENCE.finditer(text)]
    at = text.find(quote)
    start, sentence = next(((s, words) for s, words in found if s <= at < s + len(words)), (0, ""))
    if not sentence:
        return _short("　".join(filter(None, [heading, text])), _LONGEST)
    around = _around(sentence.strip(), quote)
    if start and len(around) < _LEAD:  # 牵头单位：市民政局 says nothing of what is to be done
        return f"{_short('　'.join(filter(None, [heading, found[0][1].strip()])), _LEAD)}…{around}"
    return around if start or not heading else f"{heading}　{around}"


def _around(sentence: str, quote: str) -> str:
    """A long sentence is cut on both sides of what it says of the organisation."""
    if len(sentence) <= _LONGEST:
        return sentence
    start = max(0, sentence.find(quote) - _LONGEST // 2)
    start = sentence.find("，", start, sentence.find(quote)) + 1 or start
    end = start + _LONGEST
    return f"{'…' * bool(start)}{sentence[start:end]}{'…' * (end < len(sentence))}"


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"
