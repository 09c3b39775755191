"""How text becomes search tokens, and a question becomes a query for the index.

A token is one sign, except that a run of Latin letters and a run of digits are one token each. The index
holds, in one column, each pair of neighbouring tokens in order and then each distinct token once: a question
of one token asks for the token, a longer one for the phrase of its pairs. So any substring is found, short or
long, but `80号` not inside `180号`. Both sides are folded (full-width, case) and white space beside a CJK
character is dropped.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
import warnings
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from operator import add, itemgetter
from typing import Any

_HAN = "\u2e80-\u2fdf\u3001-\u303f\u3105-\u312f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LATIN = "a-z\u00df-\u00f6\u00f8-\u024f"

# 自2022年 -> 自, 2022, 年; VOCs -> vocs; 4.5% -> 4, ., 5, %
_IS_HAN, _ENDS_HAN = re.compile(f"[{_HAN}]"), re.compile(f"[{_HAN}]\\Z")
_TOKEN = re.compile(rf"[{_LATIN}]+|[0-9]+|\S")
# 关于2022年《通知》的 is folded at once; of 1…2½ the signs … and ½ are not
_ONE_FOR_ONE = re.compile(r"[\s!-~·—‘’“”\u3001-\u3029\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e]+")
_LATIN_END = re.compile(rf"[{_LATIN}]\Z")
_NOT_INSIDE_LATIN = rf"(?<![{_LATIN}])"
_NOT_INSIDE_DIGITS, _NOT_BEFORE_DIGITS = "(?<![0-9])", "(?![0-9])"
_DIGITS = "0123456789"
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})

# a run of Chinese, or of letters and digits, is cut by itself; any other sign is a word
_CUT_ALONE = re.compile("([\u4e00-\u9fd5]+)|([0-9A-Za-z]+)")
_HAN_OR_OTHER = re.compile("[\u4e00-\u9fd5]+|[^\u4e00-\u9fd5]+")
_CUT_OTHERWISE = re.compile(r"[+#&._%\-\r]|[\u4e00-\u9fd5][0-9A-Za-z]|[0-9A-Za-z][\u4e00-\u9fd5]")

_BREAK = "\u2028"
"""Stands in the index where no phrase may cross; white space, so never a token itself."""

_ASCII_SIGNS = "".join(chr(code) for code in range(33, 127) if not chr(code).isalnum())

FTS_OPTIONS = """content='', tokenize="ascii tokenchars '{}'" """.format(
    _ASCII_SIGNS.replace("'", "''").replace('"', '""')
).strip()
"""The options of the FTS5 table: it stores no text, and splits what it is given at spaces only."""


class _Seen(dict[int, int | None]):
    """Each character, looked up once; None for those that are not seen."""

    def __missing__(self, code: int) -> int | None:
        seen = chr(code).isspace() or unicodedata.category(chr(code)) not in _INVISIBLE
        self[code] = kept = code if seen else None
        return kept


_SEEN = _Seen()


def fold(text: str) -> str:
    """The text with full-width and other compatibility forms, and case, made alike; `ＶＯＣｓ` is `vocs`."""
    folded = _alike(text)
    if folded.isprintable():
        return folded
    return folded.translate(_SEEN)


def _alike(text: str) -> str:
    """The text folded, with what is not seen still in it."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def tokens(folded: str) -> list[str]:
    """The tokens of a folded text, in order."""
    return _TOKEN.findall(folded)


def index_text(*passages: str) -> str:
    """What the index is given for a row: no question matches over the end of a passage."""
    pairs: list[str] = []
    single: dict[str, None] = {}
    for passage in passages:
        for run in _runs(fold(passage)):
            found = _TOKEN.findall(run)
            single.update(dict.fromkeys(found))
            pairs.extend(_pairs(found))
            pairs.append(_BREAK)
    return " ".join([*pairs, *single])


def _runs(folded: str) -> list[str]:
    """The parts of a folded text between white space, but that beside CJK characters."""
    runs: list[str] = []
    for part in folded.split():
        if runs and (_IS_HAN.match(part) or _ENDS_HAN.search(runs[-1])):
            runs[-1] += part
        else:
            runs.append(part)
    return runs


def match_query(question: str) -> str | None:
    """The FTS5 query for a question; its words, separated by spaces, must all match. None where there is no word."""
    phrases = [_phrase(word) for word in fold(question).split()]
    return " AND ".join(phrases) or None


def fallback_words(question: str) -> list[str]:
    """The dictionary words of a question, each once: what is asked for where the question itself has no match.

    Empty where they are no more than the words that were given.
    """
    given = fold(question).split()
    parts = [piece for part in given for piece in _HAN_OR_OTHER.findall(part)]
    found = dict.fromkeys(word for part in parts for word in words(part) if re.search(r"\w", word))
    return list(found) if len(found) > len(given) else []


def fallback_query(question: str) -> str | None:
    """A wider FTS5 query for a question without a match: the phrase, or all its dictionary words."""
    exact, words = match_query(question), fallback_words(question)
    return f"({exact}) OR ({' AND '.join(map(_phrase, words))})" if exact and words else None


def find_matches(question: str, text: str) -> list[tuple[int, int]]:
    """The ranges of `text` where a word of the question matches, in order and without overlap."""
    words = sorted(set(fold(question).split()), key=len, reverse=True)
    if not words:
        return []
    folded = _Folded(text)
    found = re.finditer("|".join(map(_pattern, words)), folded.text)
    return [(folded.origin(match.start()), folded.origin(match.end() - 1) + 1) for match in found]


def _pairs(found: list[str]) -> Iterator[str]:
    return map(add, found, islice(found, 1, None))


def _phrase(word: str) -> str:
    """The phrase for one folded word; a Latin end may be the beginning of a longer run: `VOC` finds VOCs."""
    found = tokens(word)
    phrase = " ".join(_pairs(found)) or found[0]
    star = "*" if _LATIN_END.search(found[-1]) else ""
    return '"{}"{}'.format(phrase.replace('"', '""'), star)


def _pattern(word: str) -> str:
    """A regular expression for a folded word that matches as the index does, over white space beside CJK too."""
    before = _NOT_INSIDE_LATIN if re.match(rf"[{_LATIN}]", word) else ""
    before = _NOT_INSIDE_DIGITS if word[0] in _DIGITS else before
    after = _NOT_BEFORE_DIGITS if word[-1] in _DIGITS else ""
    parts = [re.escape(word[0])]
    for left, right in itertools.pairwise(word):
        parts.append("\\s*" if _IS_HAN.match(left) or _IS_HAN.match(right) else "")
        parts.append(re.escape(right))
    return before + "".join(parts) + after


class _Folded:
    """A text, folded, and where each of its characters comes from.

    Most characters are folded each into one, whatever stands beside them: runs of those are folded at once, and
    only the others one by one.
    """

    def __init__(self, text: str) -> None:
        parts: list[str] = []
        self._starts: list[tuple[int, int, int]] = []
        at = length = 0
        while at < len(text):
            plain = _ONE_FOR_ONE.match(text, at)
            end = plain.end() if plain else at + 1
            parts.append(_alike(text[at:end]) if plain else _folded_character(text[at]))
            self._starts.append((length, at, end - at))
            length += len(parts[-1])
            at = end
        self.text = "".join(parts)

    def origin(self, at: int) -> int:
        """The offset in the text of what stands at an offset in the folded text."""
        start, origin, size = self._starts[bisect_right(self._starts, at, key=itemgetter(0)) - 1]
        return origin + (at - start if size > 1 else 0)


@lru_cache(20_000)
def _folded_character(character: str) -> str:
    return fold(character)


def words(text: str) -> Iterator[str]:
    """The dictionary words of the text in order, by jieba, loaded when first asked for; together they are the text.

    Where rjieba is installed, it cuts what is not Chinese beside letters and digits: the same words, ten times as fast,
    and nothing to load.
    """
    fast = _rjieba()
    if fast is None or _CUT_OTHERWISE.search(text):
        yield from _jieba().cut(text)
        return
    for number, part in enumerate(_CUT_ALONE.split(text)):
        if part and number % 3 == 1:
            yield from fast.cut(part)
        elif part:
            yield from [part] if number % 3 else part


def known_words(text: str) -> Iterator[str]:
    """The same without a guess at words that the dictionary does not know: their characters stand alone."""
    fast = _rjieba()
    yield from fast.cut(text, False) if fast else _jieba().cut(text, HMM=False)


@cache
def _rjieba() -> Any:
    try:
        import rjieba
    except ImportError:
        return None
    return rjieba


@cache
def _jieba() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own patterns are not raw strings
        import jieba
    jieba.setLogLevel("ERROR")
    return jieba
