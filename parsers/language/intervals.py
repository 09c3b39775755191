"""Intervals: 每年9月, 每半年至少1次, 每两个月, 一年两次, as ISO 8601 durations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.language.dates import Date
from parsers.language.durations import plain
from parsers.language.numerals import NUMBER, parse_number

_EVERY = re.compile(  # 每年, 每半年, 每两个月, 每个工作日
    rf"每(?:间?隔)?\s*(?P<number>{NUMBER}|半)?\s*个?"
    r"(?P<unit>年度?(?!龄)|季度?|月(?!龄)|周(?!岁)|星期|旬|工作日|日|天|学期|学年|小时|分钟)"
)
_OFTEN = re.compile(  # 一年两次, 半年督查一次, 一月一调度
    rf"(?<![每近第续隔\d])(?P<number>{NUMBER}|半)个?(?P<unit>年|季度?|月|周|旬|日|天)"
    rf"(?:(?:[^，。；、\d内来后前里之以仅只共]{{1,4}}?)?(?:至少|不少于|不得少于)?{NUMBER}次|一(?:次|调度|通报|会商|报告|报|检查|督查|评估|考核|总结|研判|推进))"
)
_PERIODICALLY = re.compile(  # 按月救助, 按季度通报; not 按月均收入, 按季节
    r"(?<!不)按(?P<unit>季度|学期|季(?!节)|月|周|旬|年(?!度))"
    r"(?![份边围均租利薪息龄计边次数级别分中末初]|平均|工资|收入|标准|人均|基本|最[高低]|[^，。；]{0,6}[的之]?比例|化)"
)
_UNITS = {
    "年": (1, "Y"),
    "学年": (1, "Y"),
    "学期": (6, "M"),
    "季": (3, "M"),
    "月": (1, "M"),
    "旬": (10, "D"),
    "周": (1, "W"),
    "星期": (1, "W"),
    "工作日": (1, "D"),
    "日": (1, "D"),
    "天": (1, "D"),
    "小时": (1, "TH"),
    "分钟": (1, "TM"),
}
_MONEY = rf"{NUMBER}\s*(?:[十百千]?[万亿])?元"
_TIMES = re.compile(  # 至少开展1次
    rf"(?:应当?|要|须)?(?:至少|不少于|不得少于|不低于|最少)?[^，。；、每]{{0,4}}?{NUMBER}次"
)
_LINK = re.compile(r"的|于|在|应当?于|应当?在")  # 每年的9月
_BEFORE = re.compile(r"(?:之|以)?前(?![期提])|内|底")  # 每年9月30日前
_AT_END = re.compile(r"[底末](?:之?前)?(?![^，。；]{0,2}[月日])")  # 每年底前
_DAY_OF_MONTH = re.compile(rf"{NUMBER}日(?:之?前)?")  # 每月10日前
_INTEREST_AFTER = re.compile(
    rf"\s*(?:加收|按[^，。；]{{0,16}}?的?)?(?:{NUMBER}\s*[%％‰]|[百千万]分之)"
)  # 按每日0.5‰, 每日万分之五
_RATE_BEFORE = re.compile(r"每[^，。；、\d年月日]{1,4}$|[元/／]$")  # 每人每年, 元/每月
_RATE_NEAR = re.compile(rf"[^，。；]{{0,15}}{_MONEY}")
_RATE_AFTER = re.compile(  # 每月3000元, 每年最高100万元, 每月最低工资
    r"\s*(?:每[^，。；年月日\d]{1,4})?(?:最高|最多|最低|不超过|不低于|不少于|约|限额|标准|为|是|合计|累计|分别|各)*"
    r"(?:(?:最低|平均|人均|基本)[^，。；]{0,6}(?:标准|工资|收入)|"
    rf"(?:提高|增加|上调|递增|调增)?(?:至|到)?{_MONEY})"
)
_SHORT_WORK = re.compile(r"[^，。；]{0,10}?(?:次|报|测|巡|查|更新|通)")  # 每2小时报告一次


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval at `text[start:end]`: `iso` is its length (`P6M`)."""

    start: int
    end: int
    iso: str


def find_intervals(text: str, dates: Sequence[Date]) -> list[Interval]:
    """The intervals in a text, in order, each with the day in it or the times it asks for.

    `dates` are the text's dates. No unit of a money rate (每人每月3000元) is an interval.
    """
    found = []
    for match in _EVERY.finditer(text):
        length = _length(match)
        if length and not _is_rate(text, match):
            found.append(Interval(match.start(), _end(text, dates, match), length))
    for match in _OFTEN.finditer(text):
        length = _length(match)
        others = [(other.start, other.end) for other in found]
        others += [(date.start, date.end) for date in dates]  # 10月两次 is a month
        if length and all(match.end() <= start or end <= match.start() for start, end in others):
            found.append(Interval(*match.span(), length))
    for match in _PERIODICALLY.finditer(text):
        times, letter = _UNITS[match["unit"].removesuffix("度")]
        found.append(Interval(*match.span(), f"P{times}{letter}"))
    return sorted(found, key=lambda interval: interval.start)


def _length(match: re.Match[str]) -> str | None:
    times, letter = _UNITS[re.sub(r"(?<=[年季])度", "", match["unit"])]
    try:
        number = 0.5 if match["number"] == "半" else parse_number(match["number"] or "1")
    except ValueError:
        return None
    if letter == "Y" and number == 0.5:
        number, letter = 6, "M"
    time_mark = "T" if letter.startswith("T") else ""
    return f"P{time_mark}{plain(number * times)}{letter[-1]}"


def _is_rate(text: str, match: re.Match[str]) -> bool:
    """Whether 每… is the unit of a rate of money or speed, or of a return period (每百年一遇)."""
    before, after = text[: match.start()], text[match.end() :]
    if match["unit"] in ("小时", "分钟") and not _SHORT_WORK.match(after):
        return True
    if _RATE_BEFORE.search(before) and (_RATE_NEAR.match(after) or before.endswith(("元", "/", "／"))):
        return True
    if match["unit"] in ("日", "天", "月") and _INTEREST_AFTER.match(after):
        return True
    return bool(_RATE_AFTER.match(after)) or after.startswith(("一遇", "均"))


def _end(text: str, dates: Sequence[Date], match: re.Match[str]) -> int:
    """Where the expression ends: with the day in the interval (每年9月底前) or the times (至少1次)."""
    link = _LINK.match(text, match.end())
    day_at = link.end() if link else match.end()
    for date in dates:
        if date.start == day_at and not date.has_year:
            before = _BEFORE.match(text, date.end)
            return before.end() if before else date.end
    if at_end := _AT_END.match(text, match.end()):
        return at_end.end()
    day = _DAY_OF_MONTH.match(text, day_at) if match["unit"] in ("月", "季", "季度") else None
    times = _TIMES.match(text, match.end())
    return day.end() if day else times.end() if times else match.end()
