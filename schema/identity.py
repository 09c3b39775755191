"""What rows are called: readable names made of what a row is and where it stands, and short ones made from these.

No running number over a document or corpus and nothing made of a file's bytes is part of a name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

SHORT = 10
"""Characters of a short name: 50 bits, enough for millions of clauses."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [first + second for first in _LETTERS for second in _LETTERS]
_MOST_SIGNS = 51
_LONGEST_QUOTE = 32
_SIGNS_OF_CUT = 8
_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]")


class Twins:
    """Tells rows of one name apart: the second that is called the same gets `~2`."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def take(self, name: str) -> str:
        """The name, or with a number where it was taken before."""
        count = self._counts[name] = self._counts.get(name, 0) + 1
        return name if count == 1 else f"{name}~{count}"


class ShortNames:
    """Gives out short names. Of two that would be alike the later is two characters longer."""

    def __init__(self, length: int = SHORT) -> None:
        self._length = length
        self._taken: set[str] = set()

    def take(self, name: str, short: str | None = None) -> str:
        """The short name of a row that is called `name`: the usual one, which may be `short` already, or a longer one."""
        short = short or _signs_of(name, self._length)
        if short in self._taken:
            ends = range(self._length + 2, _MOST_SIGNS, 2)
            short = next(short for end in ends if (short := _signs_of(name, end)) not in self._taken)
        self._taken.add(short)
        return short


def short_name(name: str) -> str:
    """The usual short name of a row that is called `name`."""
    return _signs_of(name, SHORT)


def fact_id(table: str, owner: str, quote: str) -> str:
    """What a fact is called: its table, the clause (or document) that it belongs to, and its quotation.

    Spaces and invisible characters, which differ between editions, are left out of the quotation. A long one is cut,
    and told from others that begin the same by a few characters made from it.
    """
    quote = _UNSEEN.sub("", quote)
    if len(quote) > _LONGEST_QUOTE:
        quote = f"{quote[: _LONGEST_QUOTE - _SIGNS_OF_CUT]}…{_signs_of(quote, _SIGNS_OF_CUT)}"
    return f"{table}:{owner}:{quote}"


def _signs_of(text: str, count: int) -> str:
    """The first of the letters and digits (base32) made from a text; the count is even."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest) >> 256 - 5 * count
    return "".join([_PAIRS[number >> 10 * pair & 1023] for pair in range(count // 2 - 1, -1, -1)])


def hash_of(parts: Iterable[str]) -> str:
    """The hash of texts in their order, in hexadecimal digits."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
