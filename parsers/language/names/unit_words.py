"""The words that names of units are made of: how a name ends, how it cannot begin, which brackets belong to it.

Guidelines, section "units", `name`: a bracket that renames a unit is dropped, one that belongs to the name
(县（市、区）) stays; a collective is a unit.
"""

from __future__ import annotations

import re
from functools import lru_cache

from parsers.language.brackets import PAIRS, Bracket, find_brackets
from parsers.language.lexicon import words, words_in
from parsers.language.patterns import lazy

_SHAPES = (
    rf"办(?={words('OFFICEACTS').pattern}|[、，,。；;：:和及与）)〕】]|$)",  # 市安委办
    rf"[室科股](?={words('ROOMACTS').pattern}|$)",  # 财会室
    r"共青团[^，。；、]{0,4}委",  # 共青团南通市委
    r"武警[^，。；、]{0,4}队",  # 武警支队
)
HEAD = lazy("|".join((words_in("organisation_endings").pattern, *_SHAPES)))
"""Words that end the name of a unit; each alternative must not run on into another word."""


_GENERIC = words("GENERAL")
_PLACE = lazy(
    rf"(?:^各?.{{0,14}}(?:{words('DISTRICT').pattern}|[（(〔][省市县区州盟旗镇乡街道、,，]+[)）〕]区?)"
    rf"|{words('EVENTPLACE').pattern}|[该本][市县区镇乡])$"
)
_NAME_BRACKET = lazy(
    rf"^(?:自治[州县旗]|省|{words('DISTRICT').pattern}|园区|涉农区|市区|场|街|[、，,及和或])+$"
)
_OPENER = lazy("[" + re.escape("".join(PAIRS)) + "]")
_NOT_IN_NAME = lazy(
    rf"〔[省市县区州旗镇乡、]*+[^〕]|[【［。；：，！？|●《》“”]|^[的该\d]|^{words('ITS').pattern}"
    rf"|{words('NOTWITHIN').pattern}|.(?:创办|出资|投资|设立|发起|组建|组成|开发)的"
)
_NOT_AT_START = lazy(words("NOTFIRST").pattern)


def is_generic(text: str) -> bool:
    """Whether the text is a word that names no unit by itself: 政府, 单位."""
    return text in _GENERIC


@lru_cache(maxsize=4096)
def ends_like_unit(text: str) -> bool:
    """Whether the text ends with a word that ends the name of a unit: 市财政局, but not 财政局面."""
    bare = drop_renaming(text)
    return any(match.end() == len(bare) for match in HEAD.finditer(bare))


@lru_cache(maxsize=4096)
def is_unit(text: str) -> bool:
    """Whether the text reads as the name of one unit: 市财政局, 各有关部门; not 政府 alone, nor 主要负责人."""
    bare = drop_renaming(text)
    if is_generic(bare) or not 2 <= len(bare) <= 40 or _NOT_IN_NAME.search(bare):
        return False
    if words("NOTROOM").ends(bare):
        return False
    start = _NOT_AT_START.match(bare)
    clause = start is not None and "的" in bare and start.group() in words("RELATES")
    return ends_like_unit(bare) and (start is None or clause)


def is_place(text: str) -> bool:
    """Whether the text names a place that stands for its government: 崇川区, 各县（市、区）, 各地."""
    return _PLACE.search(text) is not None and len(text) <= 16


def outer_brackets(text: str) -> list[Bracket]:
    """The outermost brackets and quotations of the text."""
    return [b for b in find_brackets(text) if b.depth == 0] if _OPENER.search(text) else []


@lru_cache(maxsize=4096)
def drop_renaming(name: str) -> str:
    """The name without brackets that rename or explain; 县（市、区） stays, 市大数据管理局（市公共信用信息中心） does not."""
    for bracket in reversed(outer_brackets(name)):
        if bracket.opener in "（(〔［[" and not _NAME_BRACKET.match(bracket.inner):
            name = name[: bracket.start] + name[bracket.end :]
    return name


def without_brackets(text: str) -> str:
    """The text without what stands in brackets."""
    for bracket in reversed(outer_brackets(text)):
        text = text[: bracket.start] + text[bracket.end :]
    return text
