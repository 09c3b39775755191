"""Lengths of time: 20个工作日, 三年, 半年, 24小时, 3至5年, as ISO 8601 in the printed unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.language.numerals import CHINESE_NUMBER, NUMBER_SIGNS, PLAIN_NUMBER, parse_number
from parsers.language.patterns import lazy

_NUMBER = rf"(?:{PLAIN_NUMBER}|{CHINESE_NUMBER})"
_UNITS = {  # printed unit -> (letter, how many of it, in the time part)
    "年度": ("Y", 1, False),
    "周年": ("Y", 1, False),
    "学年": ("Y", 1, False),
    "年": ("Y", 1, False),
    "学期": ("M", 6, False),
    "季度": ("M", 3, False),
    "个月": ("M", 1, False),
    "星期": ("W", 1, False),
    "周": ("W", 1, False),
    "工作日": ("D", 1, False),
    "交易日": ("D", 1, False),
    "自然日": ("D", 1, False),
    "日历日": ("D", 1, False),
    "日": ("D", 1, False),
    "天": ("D", 1, False),
    "小时": ("H", 1, True),
    "分钟": ("M", 1, True),
}
_HALVES = {"年": "P6M", "个月": "P15D", "小时": "PT30M", "天": "PT12H", "日": "PT12H"}
_WORKING = ("工作日", "交易日")

_LENGTH = lazy(
    rf"(?=[{''.join(sorted(NUMBER_SIGNS))}半])(?:(?:(?P<low>{_NUMBER})(?P<to>\s*(?:[—–－―\-~～]+|至|到)\s*))?(?P<number>{_NUMBER})\s*"
    r"(?:(?P<more>个半)(?P<moreunit>月|小时)"  # 一个半月
    r"|(?P<unit>个月|个?(?:工作日|交易日|自然日|日历日|学年|学期|季度|星期|小时)|年度|周年|周|年|日|天|分钟)"
    r"(?P<half>半(?!年|月|以|数))?)"  # 一年半
    r"|半(?P<halfunit>年|个月|个?小时|天|日))"  # 半年
)
_NO_LENGTH_BEFORE = lazy(r"[第0-9０-９月.．初]$|星期$")  # 第三年, 9月10日
_NO_LENGTH_AFTER = lazy(r"岁|前三季度|代")
_NEAR = 16  # how far before a length the word may stand that makes another thing of it


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time at `text[start:end]`: `iso` (`P20D`), of a range the longer one, `least` the shorter."""

    start: int
    end: int
    iso: str
    working_days: bool = False
    least: str | None = None


def find_durations(text: str) -> list[Duration]:
    """The lengths of time in a text, in order; years (2022年) and days of a month (9月10日) are none."""
    found = []
    for match in _LENGTH.finditer(text):
        before = text[max(0, match.start() - _NEAR) : match.start()].rstrip()
        if _NO_LENGTH_BEFORE.search(before) or _NO_LENGTH_AFTER.match(text, match.end()):
            continue
        duration = _duration(match)
        if duration:
            found.append(duration)
    return found


def _duration(match: re.Match[str]) -> Duration | None:
    start = match.start() if match["halfunit"] or match["to"] else match.start("number")
    if match["halfunit"]:
        return Duration(start, match.end(), _HALVES[match["halfunit"].replace("个小时", "小时")])
    try:
        number, low = parse_number(match["number"]), parse_number(match["low"] or match["number"])
    except ValueError:
        return None
    unit = match["unit"] or ("个月" if match["moreunit"] == "月" else match["moreunit"])
    unit = unit if unit == "个月" else unit.removeprefix("个")
    if unit not in _UNITS or (unit in ("年", "学年", "年度") and number >= 1000):
        return None
    letter, times, in_time_part = _UNITS[unit]
    value = number * times + (0.5 if match["more"] or match["half"] else 0)
    if letter == "Y" and match["half"]:
        letter, value = "M", value * 12  # 一年半 is 18 months
    time_mark = "T" if in_time_part else ""
    return Duration(
        start,
        match.end(),
        f"P{time_mark}{plain(value)}{letter}",
        unit in _WORKING,
        f"P{time_mark}{plain(low * times)}{letter}" if match["low"] else None,
    )


def plain(number: float) -> str:
    """A number as ISO 8601 durations write it: 20, 0.5, never 2e+09."""
    return f"{number:.4f}".rstrip("0").rstrip(".")
