"""Dates of official documents: the one place a date is recognised.

`find_dates` reads days, months, quarters, halves, years, plan periods and ranges of them;
`parse_date` reads a whole string such as a 成文日期; `find_date_range_at_start` reads the date that opens
an entry of a chronicle.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from parsers.language.numerals import CHINESE_YEAR, is_year, parse_number, parse_year
from parsers.language.patterns import lazy
from parsers.language.plans import PLAN_NAME, PLANS

DateKind = Literal["day", "month", "ten_days", "quarter", "half_year", "year", "plan"]

DASH = r"\s*+(?:[—–－―\-~～﹣─]+|至|到)\s*+"
_S = r"\s*+"
_YEAR = rf"(?:[12][0-9]{{3}}|[１２][０-９]{{3}}|{CHINESE_YEAR})"  # 1368年 is read, so that none of it is taken for a date
_MONTH = r"(?:1[0-2]|0?[1-9]|１[０-２]|０?[１-９]|十[一二]?|[一二三四五六七八九])"
_DAY = (
    r"(?:3[01]|[12][0-9]|0?[1-9]|３[０１]|[１２][０-９]|０?[１-９]"
    r"|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
)
CLOCK = (
    rf"(?:{_S}(?:上午|下午|早上|晚上?|中午|凌晨)?{_S}(?:[012]?[0-9]{_S}(?:[:：][0-5][0-9]|[时点](?:[0-5]?[0-9]分|整|半)?)"
    r"|(?:零|二?十[一二三四五六七八九]?|[一二三四五六七八九])[时点]))"
)

_DATE_PARTS = (
    # “十四五”期间, “十四五”末, 第十四个五年规划时期
    rf"(?:[“\"]?(?P<plan>{PLAN_NAME})[”\"]?|第(?P<plan_number>[一二三四五六七八九十]+)个五年)(?:规划|计划)?"
    r"(?P<plan_part>期间|时期末|时期|期末|末期|末年|末|期内)"
    # 2022. 8. 31, 2021-09-24, 2022/8/3
    rf"|(?<![0-9.])(?P<dot_year>(?:19|20)[0-9]{{2}}){_S}(?P<dot>[.．/\-]){_S}(?P<dot_month>1[0-2]|0?[1-9]){_S}"
    rf"(?P=dot){_S}(?P<dot_day>3[01]|[12][0-9]|0?[1-9])(?![0-9.])"
    # 2022年, 今年, 2022(—2024年), 2022(、2023年)
    rf"|(?:(?<![0-9０-９])(?P<year>{_YEAR}){_S}"
    rf"(?:年(?:度(?!假))?|(?={DASH}{_YEAR}{_S}年)|(?=(?:[、和及与]{_S}{_YEAR})+{_S}年))"
    rf"|(?P<relative>今明两年|今年|本年度?|当年|去年|上年|明年|次年|翌年))?{_S}(?:的?(?:"
    # 9月10日17时, 9月上旬, 9月底, 9(—10月), 次月10日
    rf"(?:(?P<month>{_MONTH}){_S}(?:月份?|(?={DASH}{_MONTH}{_S}月))|(?P<relative_month>本月|当月|次月|下月|翌月)){_S}"
    rf"(?:(?P<day>{_DAY}){_S}(?:[日号]|(?={DASH}{_DAY}{_S}日)){CLOCK}?|(?P<tenth>[上中下]旬)|(?P<month_end>底|末))?"
    r"|第?(?P<quarter>[一二三四1-4])季度(?P<quarter_end>末|底)?"  # 第三季度, 三季度末
    r"|前(?P<first_quarters>[二两三])季度"  # 前三季度
    r"|(?P<half>[上下])半年(?P<half_end>末|底)?"  # 上半年
    r"|(?P<year_end>年?[底末])"  # 2022年底, 年底
    r"|(?<![^，。；：、（(\s争保划将在于并拟望])(?P<in_year>年)(?=内(?![部外涵容]))"  # 年内
    r"))?"
)
_DATE = lazy(rf"(?=[“\"0-9０-９一二三四五六七八九十今本当去上下明次翌第前年])(?:{_DATE_PARTS})")
_SIGN = lazy(r"[年月季五]|[0-9]\s*+[.．/\-]")
"""No date stands in a text without one of these: 2022年, 9月, 上半年, 三季度, “十四五”, 2022. 8. 31, 2021-09."""
_RANGE = lazy(rf"(?:[（(]含[^）)]{{0,4}}[）)])?{_S}(?:起[，,]?)?{DASH}")  # 2022年1月起至3月
_BARE_DAY = lazy(rf"(?P<day>{_DAY}){_S}日{CLOCK}?")  # the 20日 of 9月1日至20日
_LONE_CHINESE_MONTH = lazy(r"[一二三四五六七八九十]+月")  # 一月 in 一月一次
_NOT_BEFORE_RELATIVE = {"当年": "相", "次年": "一二两三四五六七八九十0123456789"}  # 相当年轻, 一次年会
_RELATIVE_YEARS = {"今年": 0, "本年": 0, "本年度": 0, "今明两年": 0, "去年": -1, "明年": 1}
_TENTHS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


@dataclass(frozen=True, slots=True)
class Date:
    """A date or period at `text[start:end]`.

    `first_day` and `last_day` are ISO days, None where the year is unknown; `at_end` says that the words
    name the end of the period (年底, 期末); `has_year` that the year is printed here.
    """

    start: int
    end: int
    kind: DateKind
    first_day: str | None
    last_day: str | None
    is_range: bool = False
    has_year: bool = True
    at_end: bool = False


def find_dates(text: str, year: int | None = None) -> list[Date]:
    """The dates in a text, in order; a range is one.

    A date without a year takes that of the last date before it that has one, if that names a month or
    stands in the same sentence, else `year`. 今年 is `year`; 次年 the year after the last date.
    """
    return [*_dates(text, year)]


@lru_cache(maxsize=32)
def _dates(text: str, year: int | None) -> tuple[Date, ...]:
    """The last answers are kept: the readers of a clause ask one after the other."""
    if not _SIGN.search(text):
        return ()
    found: list[Date] = []
    position = 0
    while match := _DATE.search(text, position):
        start, position = match.span()
        if start == position:
            position += 1
            continue
        date = _read(match, _carried_year(found, text, start), year)
        if date is None:
            continue
        date = _with_right_end(date, text, year)
        position = date.end
        found.append(date)
    return tuple(found)


def _carried_year(found: list[Date], text: str, position: int) -> int | None:
    if not found or found[-1].last_day is None:
        return None
    last = found[-1]
    same_sentence = not re.search(r"[。\n]", text[last.end : position])
    if last.kind in ("day", "month", "ten_days") or (same_sentence and last.kind != "plan"):
        return int(last.last_day[:4]) if last.last_day else None
    return None


def _read(match: re.Match[str], carried: int | None, current: int | None) -> Date | None:
    """The date of one match. `carried` is the year of the date before it, `current` the document's."""
    start, end = match.span()
    word = match.group()
    start += len(word) - len(word.lstrip())
    end -= len(word) - len(word.rstrip())
    if match["plan"] or match["plan_number"]:
        return _plan(match, start, end)
    if match["dot_year"]:
        return _day(
            Date(start, end, "day", None, None),
            int(match["dot_year"]),
            int(match["dot_month"]),
            int(match["dot_day"]),
        )
    if not _is_date(match) or (match["year"] and not is_year(match["year"])):
        return None
    date = Date(start, end, "year", None, None, has_year=match["year"] is not None)
    number = _year(match, carried, current)
    if match["month"] or match["relative_month"]:
        return _in_month(date, match, number)
    at_end = bool(match["quarter_end"] or match["half_end"] or match["year_end"])
    if match["quarter"]:
        last = 3 * int(parse_number(match["quarter"]))
        return replace(_months(date, number, last - 2, last), kind="quarter", at_end=at_end)
    if match["first_quarters"]:
        last = 3 * int(parse_number(match["first_quarters"]))
        return replace(_months(date, number, 1, last), kind="quarter")
    if match["half"]:
        first, last = (1, 6) if match["half"] == "上" else (7, 12)
        return replace(_months(date, number, first, last), kind="half_year", at_end=at_end)
    whole = replace(_months(date, number, 1, 12), at_end=at_end)
    if match["relative"] == "今明两年" and number:
        return replace(whole, last_day=f"{number + 1}-12-31", is_range=True)
    return whole


def _is_date(match: re.Match[str]) -> bool:
    """Whether a match is more than words that only look like a date: 一月一次, 每季度, 底."""
    text, word = match.string, match.group().strip()
    before, after = text[: match.start()].rstrip()[-1:], text[match.end() : match.end() + 1]
    if match["year"]:
        return True
    if match["relative"]:
        return not (before and before in _NOT_BEFORE_RELATIVE.get(match["relative"], ""))
    if match["month"]:
        lone_chinese = _LONE_CHINESE_MONTH.fullmatch(word) and (not after or after not in "前底末至到份—-～~")
        return not (lone_chinese or (before and before in "0123456789０１２３４５６７８９.．·/第每十个"))
    if match["year_end"]:
        return word.startswith("年") and not (before and before in "0123456789一二三四五六七八九十每半几")
    parts = ("relative_month", "quarter", "half", "first_quarters", "in_year")
    return any(match[part] for part in parts) and before != "每"


def _year(match: re.Match[str], carried: int | None, current: int | None) -> int | None:
    if match["year"]:
        return parse_year(match["year"])
    relative = match["relative"]
    if relative in _RELATIVE_YEARS:
        return current + _RELATIVE_YEARS[relative] if current else None
    if relative in ("次年", "翌年"):
        return carried + 1 if carried else None
    if relative or match["relative_month"]:
        return None
    return carried or current


def _plan(match: re.Match[str], start: int, end: int) -> Date | None:
    name = match["plan"] or f"{match['plan_number']}五"
    if name not in PLANS:
        return None
    first, last = PLANS[name]
    at_end = "末" in match["plan_part"]
    return Date(start, end, "plan", f"{first}-01-01", f"{last}-12-31", at_end=at_end)


def _in_month(date: Date, match: re.Match[str], year: int | None) -> Date | None:
    if not match["month"]:
        kind: DateKind = "day" if match["day"] else "month"
        return replace(date, kind=kind, at_end=bool(match["month_end"]))
    month = int(parse_number(match["month"]))
    if match["day"]:
        return _day(date, year, month, _day_number(match["day"]))
    if match["tenth"]:
        first, last = _TENTHS[match["tenth"]]
        last = min(last, _days_in(year or 2000, month))
        return replace(_set_days(date, year, (month, first), (month, last)), kind="ten_days")
    return replace(_months(date, year, month, month), kind="month", at_end=bool(match["month_end"]))


def _day_number(text: str) -> int:
    return int(parse_number(text.replace("廿", "二十")))


def _day(date: Date, year: int | None, month: int, day: int) -> Date | None:
    if day > _days_in(year or 2000, month):
        return None
    return replace(_set_days(date, year, (month, day), (month, day)), kind="day")


def _months(date: Date, year: int | None, first: int, last: int) -> Date:
    return _set_days(date, year, (first, 1), (last, _days_in(year or 2000, last)))


def _days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _set_days(date: Date, year: int | None, first: tuple[int, int], last: tuple[int, int]) -> Date:
    if year is None:
        return date
    return replace(
        date,
        first_day=f"{year:04}-{first[0]:02}-{first[1]:02}",
        last_day=f"{year:04}-{last[0]:02}-{last[1]:02}",
    )


def _with_right_end(left: Date, text: str, year: int | None) -> Date:
    """The range that begins with `left`, where a dash or 至 and a second date follow; else `left`."""
    dash = _RANGE.match(text, left.end)
    if not dash:
        return left
    carried = int(left.first_day[:4]) if left.first_day else None
    right: Date | None = None
    if left.kind == "day" and (bare := _BARE_DAY.match(text, dash.end())):
        right = _same_month(left, bare)
    elif match := _DATE.match(text, dash.end()):
        right = _read(match, carried, year)
    if right is None or (left.last_day and right.last_day and right.last_day < left.last_day):
        return left
    return replace(
        right, start=left.start, first_day=left.first_day, is_range=True, has_year=left.has_year, at_end=False
    )


def _same_month(left: Date, bare: re.Match[str]) -> Date | None:
    date = replace(left, start=bare.start(), end=bare.end())
    if left.first_day is None:
        return date
    year, month = int(left.first_day[:4]), int(left.first_day[5:7])
    return _day(date, year, month, _day_number(bare["day"]))


_MONTH_ONLY = lazy(rf"(?P<year>{_YEAR}){_S}年{_S}(?P<month>{_MONTH}){_S}月|(?P<dash>20[0-9]{{2}}-[01][0-9])")


_LONGEST_DATE = 60
"""Characters of a date on its own, spaces and Chinese numerals included."""


def parse_date(text: str) -> str | None:
    """The ISO date that a whole string prints: `2022年8月3日`, `2022. 8. 31`, `二○一八年十二月六日`, `2021年9月`.

    None where it is no single date.
    """
    text = text.strip()
    if len(text) > _LONGEST_DATE:
        return None
    month = _MONTH_ONLY.fullmatch(text)
    if month and (month["dash"] or is_year(month["year"])):
        return month["dash"] or f"{parse_year(month['year'])}-{int(parse_number(month['month'])):02}"
    dates = find_dates(text)
    if len(dates) != 1 or dates[0].kind != "day" or dates[0].is_range:
        return None
    return dates[0].first_day if text[: dates[0].start] + text[dates[0].end :] == "" else None


@dataclass(frozen=True, slots=True)
class DateRange:
    """The date that opens an entry: ISO first and last day, and where the words after it begin."""

    first_day: str
    last_day: str
    end: int


_BULLET = lazy(r"[\s　●•·◆■▲○★\-]*")
_SAME_DAY = lazy(r"(?:是日|同日|当日|当天|同一天)[，,、:：\s]*")
_SAME_MONTH = lazy(r"(?:本月|是月|同月|当月)[，,、:：\s]*")
_ENTRY_DAYS = lazy(rf"(?P<first>{_DAY}){_S}日?(?:{DASH}(?P<last>{_DAY}){_S}日|(?<=日))[，,、:：\s]*")
_AFTER_DATE = lazy(r"[，,、:：\s]*")


def find_date_range_at_start(
    text: str, year: int | None, previous: DateRange | None = None
) -> DateRange | None:
    """The date that opens a chronicle entry: `7月16日～17日 …`, `1月30日至2月2日`, `● 10日`, `是日`.

    `year` is the chronicle's; `previous` the entry before, whose month (10日), day (是日) or year goes on.
    """
    start = _BULLET.match(text)
    position = start.end() if start else 0
    if previous and (same := _SAME_DAY.match(text, position)):
        return DateRange(previous.first_day, previous.last_day, same.end())
    if previous and (days := _ENTRY_DAYS.match(text, position)):
        return _days_of_month(previous.first_day, days)
    if same_month := _SAME_MONTH.match(text, position):
        return _whole_month(previous, same_month.end())
    dates = find_dates(text[position : position + 40], int(previous.first_day[:4]) if previous else year)
    if not dates or dates[0].start or not dates[0].first_day or not dates[0].last_day:
        return None
    if dates[0].kind not in ("day", "month", "ten_days"):
        return None
    after = _AFTER_DATE.match(text, position + dates[0].end)
    return DateRange(dates[0].first_day, dates[0].last_day, after.end() if after else position + dates[0].end)


def _days_of_month(day: str, match: re.Match[str]) -> DateRange | None:
    year, month = int(day[:4]), int(day[5:7])
    first = _day_number(match["first"])
    last = _day_number(match["last"]) if match["last"] else first
    if not first <= last <= _days_in(year, month):
        return None
    return DateRange(f"{day[:8]}{first:02}", f"{day[:8]}{last:02}", match.end())


def _whole_month(previous: DateRange | None, end: int) -> DateRange | None:
    if previous is None:
        return None
    year, month = int(previous.first_day[:4]), int(previous.first_day[5:7])
    return DateRange(
        f"{previous.first_day[:8]}01", f"{previous.first_day[:8]}{_days_in(year, month):02}", end
    )
