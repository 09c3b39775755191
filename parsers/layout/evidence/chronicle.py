"""Evidence that lines are the entries of a chronicle: most of them open with a date that says when something happened.

The date at the start of a line is no evidence by itself: histories of statutes, timetables, duty rosters and steps of
a plan open so too. What stands behind the dates decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from parsers.language.lexicon import words
from parsers.language.numerals import CHINESE_YEAR, parse_year
from parsers.language.patterns import lazy
from parsers.layout.evidence.signs import Verdict, weigh
from parsers.layout.titles import is_title

_BULLET = r"[ \u3000]*(?:[#●▲△■◆◇○·•★☆*\-][ \u3000]*)?"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_DASH = r"\s*(?:[~～—－–\-―─]+|至|到)\s*"
_YEAR = rf"(?:(?:1[0-9]|20)\d\d|{CHINESE_YEAR})"
DAYS = (
    rf"(?:{_YEAR}\s*年\s*)?{_NUMBER}\s*月\s*{_NUMBER}\s*+(?:日|(?={_DASH}))"
    rf"(?:{_DASH}(?:(?:{_YEAR}\s*年\s*)?{_NUMBER}\s*月\s*)?{_NUMBER}\s*日|、(?:{_NUMBER}\s*月\s*)?{_NUMBER}\s*日)*"
)
"""Pattern of the days that open an entry: `3月8日`, `十月廿九日`, `10月29～11月3日`, `3月8日、4月2日`."""

# （1）1月5日  1.1月5日  ● 2031年2月8日
_OPENS = lazy(rf"{_BULLET}(?:[（(]\d+[）)]|\d+[.、](?=\d+月))?\s*(?P<days>{DAYS})")
_DAY_ALONE = lazy(rf"{_BULLET}(?P<day>\d{{1,2}})(?:\s*+日?{_DASH}\d{{1,2}})?\s*日")
_BULLETED = lazy(r"\s*[●▲△■◆]")
# 2010年  ## 2011年  【一九六一年】  10.1961年：  二〇一一年  民国二十八年（1939年）
_YEAR_HEADING = lazy(
    rf"[#\s]*+(?:\d{{1,3}}[.．、]|[（(]{_NUMBER}[）)]|[一二三四五六七八九十]{{1,3}}、)?[\s\[【（(〔〖]*+(?:[\u4e00-\u9fff]{{2,4}}[\u4e00-\u9fff]{{1,4}}年\s*[（(]\s*)?"
    rf"(?P<year>(?:1[0-9]|20)\d\d|{CHINESE_YEAR})\s*年\s*+(?:[（(][^（）()]*[）)])?[\]】）)〕〗:：\s]*"
)
# 三月  1月  【1月】  5月份
_MONTH_HEADING = lazy(rf"[#\s【\[（(]*{_NUMBER}\s*月(?:份)?[】\]）)：:\s]*")
# 是月新路开工。  秋 大旱。  8月，百团大战  2月上旬
_LOOSE = lazy(
    rf"{_BULLET}(?:{_YEAR}\s*年\s*)?{_NUMBER}\s*月(?:份|上旬|中旬|下旬|底|初|末)?(?=[，,：:\s\u4e00-\u9fff])"
)
# 是月新路开工  秋 大旱。
_SOFT = lazy(rf"{_BULLET}(?:{words('SOMETIME').pattern}|{words('SEASON').pattern}(?=[，,：:\s]))")
# What follows a date. Of a step in the history of a statute: 临江市人大常委会第三次会议通过
_STATUTE = lazy(rf"[^。]{{0,40}}{words('ENACTED').pattern}[^。]{{0,20}}$")
# of a step of a plan or a duty, up to the next comma and then what is to be done, or 应当 and the like: 前，完成摸底
_PLANNED = lazy(
    rf"[^。]*{words('DUTYWORD').pattern}|\s*[（(]|\s*(?:为|次年|至次年)"
    rf"|(?![^。]{{0,40}}{words('DONE').pattern})"
    rf"(?:\s*+[，,）)：:]?\s*+{words('TODO').pattern}|\s*+[，,][^。]{{0,16}}{words('TODO').pattern})"
)
# of an hour, or who is on duty: 上午9:00—11:30 语文  周明 65552222
_TIMETABLE = lazy(rf"[^。]{{0,30}}(?:\d{{1,2}}\s*[:：]\s*\d\d|{words('TIMETABLE').pattern}|\d{{7,}})")
_AFTER_BREAK = lazy(rf"。\s*{DAYS}")
_WIDEST_GAP = 7  # lines of one entry
_ABOVE = 6  # lines above the first entry, among which headings stand
_FEWEST = 2
_MANY = 5
_SHORTEST = 2  # characters of what happened


@dataclass(frozen=True, slots=True)
class Region:
    """Lines `[start:end)` that are read in one way, and the evidence for it."""

    start: int
    end: int
    verdict: Verdict


def year_heading(line: str) -> int | None:
    """The year that a line names and nothing else: `2010年`, `【一九六一年】`, `10.1961年：`."""
    match = _YEAR_HEADING.fullmatch(line.strip())
    return parse_year(match["year"]) if match else None


@lru_cache(maxsize=8192)
def line_kind(line: str) -> str:
    """What opens a line: `year` and `month` headings, `day`s, a `bare` day of a month, something `soft`, or nothing."""
    line = line.strip()
    if not line or len(line) < _SHORTEST:
        return ""
    if _YEAR_HEADING.fullmatch(line):
        return "year"
    if _MONTH_HEADING.fullmatch(line):
        return "month"
    if (match := _OPENS.match(line)) and not words("TIMELIMIT").opens(line, match.end()):
        return "day"
    if _BULLETED.match(line) or _SOFT.match(line) or _LOOSE.match(line):
        return "soft"
    match = _DAY_ALONE.match(line)
    return "bare" if match and not words("TIMELIMIT").opens(line, match.end()) else ""


def chronicle_regions(lines: Sequence[str], title: str = "") -> Iterator[Region]:
    """The stretches of lines that could be entries, each with its verdict; lines that are no text are empty strings."""
    kinds = [line_kind(line) for line in lines]
    bare = "day" if "month" in kinds or _count_on(lines, kinds) else "soft"
    kinds = [bare if kind == "bare" else kind for kind in kinds]
    at = 0
    while at < len(lines):
        if kinds[at] not in ("day", "year", "month"):
            at += 1
            continue
        end = _end(lines, kinds, at)
        if "day" in kinds[at:end] or kinds[at:end].count("soft") > 1:
            yield Region(at, end, _verdict(lines, kinds, at, end, title))
        at = end


def _count_on(lines: Sequence[str], kinds: Sequence[str]) -> bool:
    """The days of a month that lines open with count on: `1日`, `2日`, `4日至6日`; those of time limits do not."""
    days = [
        int(match["day"])
        for line, kind in zip(lines, kinds, strict=True)
        if kind == "bare" and (match := _DAY_ALONE.match(line.strip()))
    ]
    return len(days) >= _MANY and all(one <= other for one, other in pairwise(days)) and days[0] < days[-1]


def _end(lines: Sequence[str], kinds: Sequence[str], start: int) -> int:
    """Where entries that begin at a line end: before a title, or the last one's own further lines."""
    last = start
    at = start + 1
    while at < len(lines) and at - last <= _WIDEST_GAP:
        if kinds[at]:
            last = at
        elif is_title(re.sub(r"\s", "", lines[at])):
            return at if at - last == 1 else last + 1
        at += 1
    return min(
        last + 1 + (kinds[last] == "day" and last + 1 < len(lines) and bool(_is_date_alone(lines[last]))),
        len(lines),
    )


def _is_date_alone(line: str) -> bool:
    match = _OPENS.match(line.strip())
    return match is not None and match.end() == len(line.strip())


def _verdict(lines: Sequence[str], kinds: Sequence[str], start: int, end: int, title: str) -> Verdict:
    entries = [at for at in range(start, end) if kinds[at] == "day"]
    told = [_told(lines, kinds, at, end) for at in entries] or [""]
    above = " ".join([title, *lines[max(0, start - _ABOVE) : start]])
    inner = sum(len(_AFTER_BREAK.findall(lines[at])) for at in entries)
    telling = sum(len(re.findall(r"[\u4e00-\u9fff]", text)) >= _SHORTEST for text in told) + inner
    soft = kinds[start:end].count("soft")
    named = words("CHRONICLE").inside(above) is not None
    year = any(kind == "year" for kind in kinds[max(0, start - 2) : end])
    enough = telling + soft >= _FEWEST and (named or year or len(entries) + soft >= _FEWEST)
    under = sum(_is_date_alone(lines[at]) and at + 1 < end and not kinds[at + 1] for at in entries)
    dated = sum(bool(kind) for kind in kinds[start:end]) + under

    def share(test: re.Pattern[str]) -> float:
        return sum(test.match(text) is not None for text in told) / len(told)

    return weigh(
        "chronicle",
        {
            "dated": enough * dated / (end - start),
            "many": enough and len(entries) + inner >= _MANY,
            "named": named,
            "year": year,
            "statute": share(_STATUTE),
            "plan": share(_PLANNED),
            "clock": share(_TIMETABLE),
            "steps": words("STEPS").inside(" ".join([title, *lines[max(0, start - 3) : start]])) is not None,
        },
    )


def _told(lines: Sequence[str], kinds: Sequence[str], at: int, end: int) -> str:
    """What an entry says behind its date; where the date stands alone, the line below."""
    line = lines[at].strip()
    match = _OPENS.match(line) or _DAY_ALONE.match(line)
    rest = line[match.end() :] if match else line
    if rest.strip("：:，,。 　") or at + 1 >= end or kinds[at + 1]:
        return rest
    return lines[at + 1]
