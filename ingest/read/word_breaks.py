"""Whether a line end falls inside a word, by the dictionary."""

from __future__ import annotations

from schema.tokens import words

_REACH = 6


def splits_word(before: str, after: str) -> bool:
    """The end of `before` and the start of `after` are parts of one word: `…承担本级政`, `府处非办…`."""
    tail, head = before[-_REACH:], after[:_REACH]
    position = 0
    for word in words(tail + head):
        if position < len(tail) < position + len(word):
            return True
        position += len(word)
    return False
