"""Intervals: 每年, 每两个月, 按季度, the 一月 of 一月一次, as ISO 8601 durations."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.language.durations import plain
from parsers.language.numerals import NUMBER, parse_number
from parsers.language.patterns import lazy

_EVERY = lazy(  # 每年, 每半年, 每两个月, 每个工作日
    rf"每(?:间?隔)?\s*(?P<number>{NUMBER}|半)?\s*个?"
    r"(?P<unit>年度?(?!龄)|季度?|月(?!龄)|周(?!岁)|星期|旬|工作日|日|天|学期|学年|小时|分钟)"
)
_PERIODICALLY = lazy(r"(?<!不)按(?P<unit>季度|月度|学期|季|月|周|旬|年(?!度))")
_TERM = lazy(rf"(?<![每近第续隔\d月])(?P<number>{NUMBER}|半)(?P<unit>月|季度?|旬)(?=[^，。；]{{1,5}})")
_DAILY = lazy(r"逐(?P<unit>日|周|旬|月|季度?)(?![递增减上下提降升扩回])")  # 逐日巡查; not 逐月递增
_ROUND = lazy("[每按逐]")
_OFTEN = lazy("[次月季旬度](?:(?<=次)|[一半])")
"""Without one of these nothing is said to be so often: 一季度两次, 一月一调度."""
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


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval at `text[start:end]`: `iso` is its length (`P6M`); `by_name` says that it is named (按季度)."""

    start: int
    end: int
    iso: str
    by_name: bool = False


def find_every(text: str) -> list[Interval]:
    """What comes round by its words (每年, 每两个月) or by the name of the time (按月, 按季度, 逐日), in order."""
    if not _ROUND.search(text):
        return []
    found = [Interval(*m.span(), length) for m in _EVERY.finditer(text) if (length := _length(m))]
    for match in (*_PERIODICALLY.finditer(text), *_DAILY.finditer(text)):
        times, letter = _UNITS[match["unit"].removesuffix("度")]
        found.append(Interval(*match.span(), f"P{times}{letter}", by_name=True))
    return sorted(found, key=lambda interval: interval.start)


def find_terms(text: str) -> list[Interval]:
    """What is a length of time only beside how often: the 一月 of 一月一次, the 一季 of 一季一报."""
    if not _OFTEN.search(text):
        return []
    return [Interval(*m.span(), length) for m in _TERM.finditer(text) if (length := _length(m))]


def _length(match: re.Match[str]) -> str | None:
    times, letter = _UNITS[match["unit"].removesuffix("度")]
    try:
        number = 0.5 if match["number"] == "半" else parse_number(match["number"] or "1")
    except ValueError:
        return None
    if letter == "Y" and number == 0.5:
        number, letter = 6, "M"
    time_mark = "T" if letter.startswith("T") else ""
    return f"P{time_mark}{plain(number * times)}{letter[-1]}"
