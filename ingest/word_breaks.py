"""Whether a line end falls inside a word, by jieba's dictionary."""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

_REACH = 6


@cache
def _segmenter() -> Any:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    return jieba


def splits_word(before: str, after: str) -> bool:
    """The end of `before` and the start of `after` are parts of one word: `…承担本级政`, `府处非办…`."""
    tail, head = before[-_REACH:], after[:_REACH]
    position = 0
    for word in _segmenter().cut(tail + head):
        if position < len(tail) < position + len(word):
            return True
        position += len(word)
    return False
