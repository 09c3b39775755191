"""The oracle of the search: its rule, said without an index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from schema.tokens import fold

_CJK = "\u2e80-\u2fdf\u3001-\u303f\u3105-\u312f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SPACE_BESIDE_CJK = re.compile(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])")

HAND_PICKED = [
    "牵头",
    "南通",
    "通政办发〔2022〕81号",
    "4.5个",
    "5G",
    "VOCs",
    "ＶＯＣｓ",
    "１２",
    "%",
    '"',
    "养老服务",
    "市民政局 2022",
]


def may_match(words: list[str], text: str) -> bool:
    """Whether every word is in the text at all: quick, and never false where the oracle is true."""
    return all(word in folded(text) for word in words)


def oracle(question: str, text: str) -> bool:
    """The rule of the search, said without an index: every word is a substring that cuts no run in two."""
    haystack = folded(text)
    return all(
        any(_fits(word, at, haystack) for at in _places(word, haystack)) for word in fold(question).split()
    )


@cache
def folded(text: str) -> str:
    """The text as it is compared."""
    return _SPACE_BESIDE_CJK.sub("", fold(text))


def _places(word: str, haystack: str) -> Iterator[int]:
    at = haystack.find(word)
    while at >= 0:
        yield at
        at = haystack.find(word, at + 1)


def _fits(word: str, at: int, haystack: str) -> bool:
    begins, ends = haystack[max(at - 1, 0) : at + 1], haystack[at + len(word) - 1 : at + len(word) + 1]
    return not (re.match("[0-9]{2}|[a-zß-öø-ɏ]{2}", begins) or re.match("[0-9]{2}", ends))
