"""Chinese personal names: a surname, one or two characters after it, and what stands around them.

A name is recognised where something else says that a name is expected (a post before it, 同志 after it);
this module decides whether one stands there and where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache

from parsers.language.lexicon import table, words
from parsers.language.names.posts import ends_with_post
from parsers.language.patterns import lazy

_CJK = r"[\u3400-\u9fff〇]"
_DOT = r"[·•・．‧∙]"
# 雪克来提·扎克尔  艾力更·依明巴海
_DOTTED = lazy(rf"{_CJK}{{1,7}}(?:{_DOT}{_CJK}{{1,7}})+")
# 高　山  欧阳　明
_SPACED = lazy(rf"(?P<surname>{_CJK}{{1,2}})[ \u3000\xa0]+(?P<given>{_CJK})")
_WORDS = lazy(rf"{_CJK}+")
# characters that everyday sentences put behind a name, and given names do not contain
_NEVER_GIVEN = frozenset("局厅署府的了在与对把被及等就率赴这那我你他她它们该各每某或但且其是个、")
# verbs of one character that a name of two may stand before: 麻福|到县
_GOES = frozenset("到来率赴")
# of these, what a given name of two characters may begin with where a post says that a name stands there
_MAY_BE_GIVEN = frozenset("在其与及就率")
# of these and others, what a given name may end with where a mark follows at once
_MAY_END = frozenset("在其于与及")
_LENGTHS = (2, 3, 4)
# of these, what no verb follows where it is a word
_NO_ADVERB = frozenset("其于")
# characters that may stand within a given name but hardly end one: 王晖|作表态讲话
_SELDOM_LAST = frozenset(
    "作到向任会主参出应陪带讲听宣致指调考察看慰走深随接受介汇代分共先均都还也并将已曾又再说因从给以由率当现被获有原所"
)
# 负责同志, 领导同志, 党员同志 are nobody's names
_NEVER_INSIDE = lazy(words("NEVERINSIDE").pattern)
_PUNCTUATION = frozenset("，、。；：！？,;:!?（）()【】〔〕《》“”\"'‘’…—\n\t/")
# syllables that foreign and Tibetan names are written with: 默克尔 菲利普 扎西顿珠
_TRANSLITERATION = frozenset(
    "阿埃艾安奥巴白拜班邦鲍贝本比彼宾波博布查达代戴丹德登迪蒂丁杜顿多恩尔法范菲费芬弗福盖甘戈格古哈海汉豪赫亨胡华霍基吉加"
    "杰金卡凯坎康科克肯库拉莱兰朗劳勒雷里利林卢鲁路伦罗洛马迈曼梅蒙米密莫默姆穆纳内尼诺帕佩皮普奇恰乔切让热日瑞若萨塞桑森沙绍圣"
    "史舒司斯松苏索塔泰坦汤特提廷图托瓦万威维温沃乌武西希谢辛兴休雅亚扬耶叶伊因尤于约泽扎詹兹佐娜丽莎琳妮顿珠江村次仁才让玛买力吾夫那顺腾格旺堆平措多央卓嘎娃增贡琼朗追晋却"
)

_NEXT_IN_LIST = lazy(rf"\s*+(?:[（(][^（）()]{{1,12}}[）)])?\s*+、\s*+|[和与及](?={_CJK})")
# words before a name rather than surnames, where both could be: 向雷锋同志学习
_PREPOSITIONS = frozenset("向于由经和同为到从")

# how firmly the words after a name close it
NONE, PARTICLE, VERB, MARK = range(4)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands at `text[start:end]`; `value` is without inner spaces."""

    value: str
    start: int
    end: int


@cache
def surnames() -> dict[str, str]:
    """Each surname of the data file and its kind."""
    return {row["surname"]: row["kind"] for row in table("surnames")}


@cache
def _words(kind: str) -> re.Pattern[str]:
    words = [row["word"] for row in table("name_words") if row["kind"] == kind]
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


def name_at(text: str, start: int, known: Set[str] = frozenset(), *, placed: bool = False) -> Name | None:
    """The name that begins at a position where a name is expected, or None.

    `known` are names that the same document prints elsewhere without doubt; they decide where one ends. `placed`:
    a post stands right before it, so that names are taken which running text keeps out (阮在渔, 焦作良).
    """
    if match := _DOTTED.match(text, start):
        return _dotted(text, match)
    if (match := _SPACED.match(text, start)) and match["surname"] in surnames():
        return Name(match["surname"] + match["given"], start, match.end())
    lengths = possible_lengths(text, start)
    of_document = [n for n in _LENGTHS if known and text[start : start + n] in known]
    length = max(of_document) if of_document else _closed_length(text, start)
    length = length or _best_length(text, start, lengths)
    length = length or _foreign_length(text, start, placed) or (_placed_length(text, start) if placed else 0)
    return Name(text[start : start + length], start, start + length) if length else None


def names_at(text: str, start: int, known: Set[str] = frozenset(), *, placed: bool = False) -> list[Name]:
    """The names of a list that begins at a position: `王洪涛、陈本高（女）、刘洪参加活动`; see `name_at`."""
    found: list[Name] = []
    position = start
    while name := name_at(text, position, known, placed=placed):
        found.append(name)
        mark = _NEXT_IN_LIST.match(text, name.end)
        if not mark:
            break
        position = mark.end()
    return found


def is_name(text: str) -> bool:
    """Whether a string, as a whole, can be a personal name: `高　山`, `欧阳育红`, `艾力更·依明巴海`."""
    text = text.strip()
    name = name_at(text, 0)
    return name is not None and name.end == len(text)


def name_before(text: str, end: int, known: Set[str] = frozenset()) -> Name | None:
    """The name that ends at a position, before 同志 or 总书记: `任命凌屹` gives 凌屹."""
    for pattern in (_DOTTED, _SPACED):
        for match in pattern.finditer(text, max(0, end - 20), end):
            if match.end() == end and (pattern is _DOTTED or match["surname"] in surnames()):
                return Name(re.sub(r"\s", "", match[0]), match.start(), end)
    fits = [
        n
        for n in (4, 3, 2)
        if end >= n and (n in possible_lengths(text, end - n) or _may_end_with(text[end - n : end]))
    ]
    fits.sort(key=lambda n: (text[end - n : end] not in known, _is_doubtful(text, end - n, n), -n))
    return Name(text[end - fits[0] : end], end - fits[0], end) if fits else None


def closes(text: str, end: int) -> int:
    """How firmly what follows says that a name ends here: MARK, VERB, PARTICLE or NONE."""
    if end >= len(text) or text[end] in _PUNCTUATION or text[end].isspace():
        return MARK
    if text[end].isascii():
        return PARTICLE
    follow = _words("follows").match(text, end)
    if follow:
        return VERB if len(follow[0]) > 1 else PARTICLE
    return NONE


def surname_at(text: str, start: int) -> str:
    """The longest surname at a position, or an empty string."""
    return next((text[start : start + n] for n in (4, 3, 2, 1) if text[start : start + n] in surnames()), "")


def possible_lengths(text: str, start: int) -> list[int]:
    """The lengths a name that begins at a position may have, shortest first."""
    run = _WORDS.match(text, start)
    if not run or _words("no_name").match(text, start):
        return []
    found = set()
    for size in (1, 2, 3, 4):
        kind = surnames().get(text[start : start + size])
        if kind:
            found |= {size + given for given in ((1, 2, 3) if kind == "japanese" else (1, 2))}
    if all(surnames().get(char) == "common" for char in text[start : start + 2]):
        found.add(4)  # 林郑月娥
    return sorted(n for n in found if start + n <= run.end() and _plausible(text[start : start + n]))


def _plausible(value: str) -> bool:
    return not _NEVER_GIVEN & set(value[1:]) and not _NEVER_INSIDE.search(value)


def _is_doubtful(text: str, start: int, length: int) -> bool:
    """Whether the first character is more often a word than a surname: 由, 向; or the length is unusual."""
    surname = surname_at(text, start)
    return text[start] in _PREPOSITIONS or surnames()[surname] == "rare" or (length == 4 and len(surname) < 2)


def _closed_length(text: str, start: int) -> int:
    """The length of a name that a function word ends before a mark, where no phrase ends so: `陈本于、`; else 0."""
    for length in (4, 3, 2):
        end = start + length
        listed = text[start - 1 : start] == "、" and text.startswith("等", end)  # 、陈本在等市领导
        closed = end <= len(text) and (closes(text, end) == MARK or listed)
        if closed and _may_end_with(text[start:end]):
            return length
    return 0


def _may_end_with(value: str) -> bool:
    """A common surname and a given name of one or two characters, the last of which is a function word."""
    surname = surname_at(value, 0)
    own = value[len(surname) : -1]
    return bool(
        value[-1] in _MAY_END
        and surnames().get(surname) in ("common", "compound")
        and value[0] not in _PREPOSITIONS
        and (not own or (len(own) == 1 and _WORDS.fullmatch(own) and own not in _NEVER_GIVEN))
        and len(value) > len(surname)
        and not _words("no_name").match(value)
    )


def _best_length(text: str, start: int, lengths: list[int]) -> int:
    ranked = []
    for length in lengths:
        firmness = closes(text, start + length)
        seldom = text[start + length - 1] in _SELDOM_LAST and firmness < MARK
        unusual = length == 4 and len(surname_at(text, start)) < 2
        if firmness >= (VERB if _is_doubtful(text, start, length) else PARTICLE):
            ranked.append((not seldom and not unusual, firmness >= VERB, length))
    return max(ranked)[2] if ranked else 0


def _dotted(text: str, match: re.Match[str]) -> Name | None:
    last = max(match[0].rindex(c) for c in match[0] if not re.match(_CJK, c)) + match.start() + 1
    if any(ends_with_post(text[match.start() : end]) for end in range(match.start() + 2, last)):
        return None
    ends = [end for end in range(last + 2, match.end() + 1) if closes(text, end) > NONE]
    return Name(text[match.start() : ends[0]], match.start(), ends[0]) if ends else None


def _placed_length(text: str, start: int) -> int:
    """The length of a name behind a post that holds a function word or begins like a place, or whose surname is rare."""
    surname = surname_at(text, start)
    if not surname or text[start] in _PREPOSITIONS:
        return 0
    for given in (2, 1):
        end = start + len(surname) + given
        if _ends_placed(text, end, len(surname) + given) and (
            _is_placed(text[start:end], len(surname)) or _ends_in_function(text, start, end, given)
        ):
            return len(surname) + given
    return 0


def _ends_in_function(text: str, start: int, end: int, given: int) -> bool:
    """The name ends in 其, 于 or 在, and what follows leaves no sense to the word: 陈本其陪同, but not 陈本 在通报."""
    last, own = text[end - 1], text[end - given : end - 1]
    closed = closes(text, end) == MARK or text.startswith("等", end)
    may = last in _NO_ADVERB or (last in _MAY_END and closed)
    return may and not _NEVER_GIVEN & set(own) and not _words("no_name").match(text[start:end])


def _ends_placed(text: str, end: int, length: int) -> bool:
    """What follows ends a name behind a post: a mark, a verb of two characters, what people do, or `等5人`."""
    act = words("EVENTACT").opens(text, end) or ""
    does = len(act) > 1 or (act and (length > 2 or act in _GOES))
    return end <= len(text) and (closes(text, end) >= VERB or text.startswith("等", end) or bool(does))


def _is_placed(value: str, surname: int) -> bool:
    """The stretch is a name if only a function word inside or a place at its beginning speaks against it."""
    given = value[surname:]
    if not _WORDS.fullmatch(value) or _NEVER_INSIDE.search(value) or words("NOTNAME").inside(value):
        return False
    if _NEVER_GIVEN & set(given):
        return len(given) == 2 and given[0] in _MAY_BE_GIVEN and given[1] not in _NEVER_GIVEN
    place = value[:2] in _places() and len(given) == 2
    return place or not _words("no_name").match(value)


@cache
def _places() -> frozenset[str]:
    return frozenset(row["stem"] for row in table("places"))


def sounds_foreign(text: str) -> bool:
    """Whether half the characters of a stretch are syllables that other languages' names are written with."""
    return 2 * sum(char in _TRANSLITERATION for char in text) >= len(text)


def _foreign_length(text: str, start: int, placed: bool) -> int:
    end = start
    while end < len(text) and text[end] in _TRANSLITERATION:
        end += 1
    closed = _ends_placed(text, end, end - start) if placed and end - start > 2 else closes(text, end) >= VERB
    fits = 2 <= end - start <= 6 and closed and not _words("no_name").match(text, start)
    return end - start if fits else 0
