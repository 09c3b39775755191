"""Dictionary words of Chinese text, by jieba, loaded when first asked for."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any


@cache
def _jieba() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own patterns are not raw strings
        import jieba
    jieba.setLogLevel("ERROR")
    return jieba


def words(text: str) -> Iterator[str]:
    """The words of the text in order; together they are the text."""
    yield from _jieba().cut(text)
