"""Numbers that 分别 shares among the members of a list: 教练、裁判、队医，分别给予9万元、4万元、1万元补助."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.facts.targets.mentions import Mention
from parsers.language.lexicon import words
from parsers.language.patterns import JOINS, lazy

_APART = "分别"
_PART = lazy(r"[^，；：。]+")
_LEVELS = words("LEVELS")
_MEASURED = words("MEASURED")
_OPENS = lazy(rf".*(?:{words('MAKES').pattern}|{words('WHERE').pattern}|对|的)(?=[^对的]{{2,}}$)")
_NUMBER = lazy("[0-9]")
_COMPARED = lazy(rf"(?:{words('COMPARES').pattern})+$")
_LONGEST_RUN = 40  # numbers of one list on either side
_BETWEEN = lazy(r"[、，和及与\s]+(?:[^，。；、\d即]{0,2})")


def member_of(mentions: list[Mention], index: int, granted: bool) -> str:
    """The member that a number of a 分别 list belongs to; the whole phrase where it cannot be split.

    Empty where there is no such list, and for money (`granted`) where the members are bare levels (国家级、省级).
    """
    first, end = _run(mentions, index)
    head = mentions[first]
    at = head.text.rfind(_APART, head.sentence[0], head.quantity.start)
    if end - first < 2 or at < 0 or re.search(r"[。；]|[，].*[，]", head.text[at : head.quantity.start]):
        return ""
    for match in reversed(list(_PART.finditer(head.text, head.sentence[0], at))):
        part = match.group().partition(_APART)[0]
        members = _members(part, end - first)
        if members:
            if all(_LEVELS.opens(member) or _LEVELS.ends(member) for member in members):
                return "" if granted else _without_level(members[-1])
            return _whole(part) if _cannot_split(members) else members[index - first]
        if JOINS.search(part):
            break
    return ""


def named_in_turn(mentions: list[Mention], index: int, told: Sequence[str]) -> str:
    """What the number shares with one before it in the sentence: 第一产业14亿元，第二产业62亿元，分别增长4.0%、9.2%.

    `told` is what the numbers before count, those of the list that go before `index` included. Empty where 分别 does not
    open the list, or as many different things were not named.
    """
    first, end = _run(mentions, index)
    named = told[: len(told) - (index - first)][first - end :]
    apart = _APART in mentions[first].own and end - first > 1
    return named[index - first] if apart and len(set(named)) == end - first else ""


def _run(mentions: list[Mention], index: int) -> tuple[int, int]:
    """The numbers that stand in one list with this one, as a range of indices."""
    first, end = index, index + 1
    while first > max(0, index - _LONGEST_RUN) and _in_list(mentions[first - 1], mentions[first]):
        first -= 1
    while end < min(len(mentions), index + _LONGEST_RUN) and _in_list(mentions[end - 1], mentions[end]):
        end += 1
    return first, end


def _in_list(left: Mention, right: Mention) -> bool:
    between = left.text[left.end : right.start]
    return _BETWEEN.fullmatch(between) is not None


def _members(part: str, count: int) -> list[str]:
    """The members of the list that a part of a sentence ends with, if there are so many."""
    pieces = [piece.strip() for piece in JOINS.split(part.removesuffix("的"))]
    if len(pieces) < count:
        pieces = [piece.strip() for piece in re.split("、", part.removesuffix("的"))]
    if len(pieces) != count or not all(pieces):
        return []
    opening = _OPENS.match(pieces[0])
    pieces[0] = pieces[0][opening.end() :] if opening else pieces[0]
    if "的" in pieces[-1]:
        pieces[-1] = pieces[-1].partition("的")[0]
    pieces[-1] = _COMPARED.sub("", pieces[-1])
    return pieces if all(pieces) and not _NUMBER.search("".join(pieces)) else []


def _cannot_split(members: list[str]) -> bool:
    """Whether the last member holds a noun that all of them need: 花生种植、收获机械化率."""
    return bool(_MEASURED.ends(members[-1])) and not any(_MEASURED.ends(member) for member in members[:-1])


def _whole(part: str) -> str:
    return _COMPARED.sub("", part.strip())


def _without_level(member: str) -> str:
    """What is counted: 省级绿色工厂 without 省级."""
    level = _LEVELS.opens(member)
    return member[len(level) :] if level and len(member) > len(level) + 1 else ""
