"""What an indicator is called: one name, unit and measure for the forms in which plans and reports print it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from parsers.language.brackets import ROUND
from parsers.language.lexicon import LexiconError, table, words
from parsers.language.patterns import lazy
from schema.tokens import fold

Measure = Literal["level", "made", "rise", "fall", "yearly_rise", "yearly_fall"]
"""What a number counts: how much there is, what was made, how much it rose or fell, and that of each year."""
Direction = Literal["more", "less"]

_SHORTEST = 3
_NUMBER = lazy(r"^[0-9一二三四五六七八九十]{1,2}[.、．]\s*")
_UNIT = lazy(r"[（(][^（）()]*[%％‰年天个家张人元名][^（）()]*[）)]$")
_CLAUSE_END = lazy("[。；，、;,：:]")
_PHRASE_END = lazy("[。；，;,：:]")
_SIGNS = lazy(r"[\s_“”\"《》]+")
_LIMIT = r"(?:约|近|超过|不低于|不少于|为)?$"


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator: its name, the unit it is compared in, what its number counts.

    `doubtful` where it may be another: by a name that is not surely the same, or one of several in one name.
    """

    name: str
    unit: str | None
    measure: Measure
    doubtful: bool = False


def indicator_named(
    printed: str | None, unit: str | None, comparator: str, before: str = ""
) -> Indicator | None:
    """The indicator of a number: its printed name, its unit without 万 and 亿, and the words right before the number.

    So many of each place (每个街道建成1处) are another indicator than so many of all, and a sum since something began
    (累计建成) another than what was made in a year.
    None where the name says nothing of what is counted (项目, 比例).
    """
    name, before = _plain(printed or ""), before.rstrip()
    measure = _measure(name, unit, comparator, before)
    name = _without_ends(name)
    if len(name) < _SHORTEST or name in words("VAGUE").words:
        return None
    known, doubtful = _synonyms().get(name, (name, "、" in name))
    phrase = _PHRASE_END.split(ROUND.sub("", before))[-1]
    for qualifier in filter(None, (_pattern(kind).search(phrase) for kind in ("EACH", "SUMMED"))):
        known = f"{known}（{qualifier[0]}）"
    return Indicator(known, _unit_forms().get(unit or "", unit), measure, doubtful)


def direction_of(name: str) -> Direction | None:
    """Whether more or less of an indicator is better; None where its name does not say."""
    if _pattern("BETTERLESS").search(name):
        return "less"
    return "more" if _pattern("BETTERMORE").search(name) else None


def _plain(printed: str) -> str:
    name = _SIGNS.sub("", fold(printed))
    name = _UNIT.sub("", _NUMBER.sub("", name))
    return name.replace("(", "（").replace(")", "）")


def _measure(name: str, unit: str | None, comparator: str, before: str) -> Measure:
    """What was made where the name or its phrase says so (新增就业), a change where a sign, the end of the name or the words
    before the number do, else a level."""
    near = before[-8:]
    falls = comparator == "-" or _ends(name, "FALLS") or _said(near, "FALLS")
    rises = comparator == "+" or _ends(name, "RISES") or _said(near, "RISES")
    made = unit != "%" and _pattern("MADE").search(name + _CLAUSE_END.split(before)[-1])
    if made and not falls:
        return "made"
    if not (falls or rises):
        return "level"
    yearly = bool(_pattern("YEARLY").search(name + before[-12:]))
    return ("yearly_fall" if yearly else "fall") if falls else ("yearly_rise" if yearly else "rise")


def _said(near: str, words_class: str) -> bool:
    return bool(_pattern(words_class, after=_LIMIT).search(near))


def _ends(name: str, words_class: str) -> bool:
    return bool(_pattern(words_class, after="$").search(name))


def _without_ends(name: str) -> str:
    """The name without what only says where it holds, or that it was reached, rose or fell."""
    for words_class in ("YEARLY", "SCOPED", "YEARLY"):
        name = _pattern(words_class, before="^").sub("", name)
    for words_class in ("REACHES", "RISES", "FALLS", "YEARLY"):
        name = _pattern(words_class, after="$").sub("", name)
    return name


@cache
def _pattern(words_class: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """What finds a word of a class between two other patterns."""
    return re.compile(f"{before}{words(words_class).pattern}{after}")


@cache
def _synonyms() -> Mapping[str, tuple[str, bool]]:
    """Each name, plain as names are compared, with the name it is brought under, and whether that is doubtful."""
    found: dict[str, tuple[str, bool]] = {}
    for row in table("indicators"):
        for column, doubtful in (("name", False), ("aliases", False), ("doubtful", True)):
            for form in filter(None, row[column].split("|")):
                for plain in {_plain(form), _without_ends(_plain(form))}:
                    if found.setdefault(plain, (row["name"], doubtful))[0] != row["name"]:
                        raise LexiconError(f"indicators.csv: {form} stands under two names; take one out")
    return MappingProxyType(found)


@cache
def _unit_forms() -> Mapping[str, str]:
    return MappingProxyType({row["form"]: row["unit"] for row in table("unit_forms")})
