"""The entries of a chronicle: which days each is about and where its words stand.

State runs down the lines: the year of the last heading, the month of the last entry or heading. A date opens an entry
at a line's start, and behind a full stop where it keeps the order of days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from parsers.language.dates import DateRange, find_date_range_at_start, find_dates
from parsers.language.lexicon import words
from parsers.language.numerals import CHINESE_YEAR, is_year, parse_number, parse_year
from parsers.language.patterns import lazy
from parsers.layout.evidence.chronicle import DAYS, line_kind, year_heading

UNKNOWN_YEAR = 2196
"""Stands for a year that the source does not print; a leap year, so that every day exists."""

# ●  ■  ▲: an entry of the day before it, or of the date it prints
_BULLET = lazy(r"[ \u3000]*[●•◆■▲○★◎△□◇☆＊*][ \u3000]*")
_NUMBERED = lazy(r"[ \u3000]*(?:[（(]\d+[）)]|\d+[.、](?=\d+月))[ \u3000]*")  # （1）1月5日
# 4月1日（星期五）  4月1日 周五，
_WEEKDAY = lazy(
    r"[ \u3000]*(?:[（(](?:星期|周)[一二三四五六日天][）)]|(?:星期|周)[一二三四五六日天](?=[ \u3000，,]))[ \u3000，,、]*"
)
# （2022.11.1—2022.12.15）  2022年7月16日至8月31日: the period a chronicle covers, a line of its own
_PERIOD = lazy(r"[（(\s]*(?:19|20)\d{2}\s*[.．年/\-][\s\d.．年月日/—–－\-～~至到]*[）)\s]*")
# 七月  7月份  一、八月  2022年7月: a month as a heading
_MONTH_HEADING = lazy(
    r"[#（(【\[\s]*+(?:[一二三四五六七八九十]+、)?(?:(?P<year>\d{4})\s*+年)?\s*+(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])\s*月份?(?:大事记?)?[）)】\]：:\s]*"
)
_SPACE_OR_BULLET = r"[ \u3000●•◆■▲○★◎△□◇☆＊*]*"
# 28日至3月2日  下旬: the month is that of the entry before
_WITHOUT_MONTH = lazy(
    rf"{_SPACE_OR_BULLET}(?P<days>\d{{1,2}}\s*日?\s*[至到—–\-~～]+\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日|[上中下]旬)"
)
# 10月29～11月3日, 3月8日、4月2日: forms of entries alone
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_UNUSUAL = lazy(
    rf"{_SPACE_OR_BULLET}(?P<month>{_NUMBER})\s*月\s*(?P<day>{_NUMBER})\s*日?\s*[~～—－–\-―至到、]+\s*"
    rf"(?:(?P<other>{_NUMBER})\s*月\s*)?(?P<last>{_NUMBER})\s*日"
)
# （本期责任编辑：某某）  编辑：某某
_EDITOR = lazy(r"[（(\s]*(?:本期)?(?:责任)?编辑\s*[：:]|[（(]?供稿")
_ENDED = lazy(r"[。！？”）)；：…]\s*$")
_YEAR = lazy(rf"(?P<year>(?:1[89]|20)\d{{2}}|{CHINESE_YEAR})\s*(?:[.．·年/\-]|$)")
_YEARS = lazy(r"((?:1[89]|20)\d\d)[^\d].*?((?:1[89]|20)\d\d)[^\d]")
_YEAR_OPENS = lazy(rf"{_SPACE_OR_BULLET}(?P<year>(?:1[89]|20)\d\d)年[，,：:\s]*(?=[\u4e00-\u9fff])")
_INNER = lazy(rf"(?<=。)[ \u3000]*(?P<days>{DAYS})[ \u3000]*(?P<comma>[，,]?)")
_LONE_MONTH = lazy(
    rf"{_SPACE_OR_BULLET}(?P<month>[一二三四五六七八九十]{{1,2}}|\d{{1,2}})月份?"
    r"(?:\s*[至到—–\-~～]+\s*(?P<last>[一二三四五六七八九十]{1,2}|\d{1,2})月份?)?[，,：: \u3000]+"
)
_MARKS = "，,、:： \u3000"
_OF_YEAR = lazy(  # 是年，, 同年全市…; the others only before a comma or a space
    rf"{_SPACE_OR_BULLET}(?:(?:{words('THEYEAR').pattern})(?:度内?)?[{_MARKS}]*|(?:{words('INYEAR').pattern})(?:度内?)?(?:[{_MARKS}]+))"
)


@dataclass(slots=True)
class Entry:
    """An entry: its days, where it begins, where its words after the date begin, where it ends."""

    days: DateRange
    start: int
    words: int
    end: int


def read_entries(text: str, title: str = "", before: str = "", issued_on: str | None = None) -> list[Entry]:
    """The entries of a chronicle's text, one paragraph a line; the year from its headings, title or date.

    `before` is what stands above the text. Where no year is printed, that of every entry is `UNKNOWN_YEAR`.
    """
    reader = _Reader(text, title, before, issued_on)
    entries = [inner for entry in reader.entries() for inner in reader.parted(entry)]
    return [entry for entry in entries if text[entry.words : entry.end].strip()]


class _Reader:
    """Reads line by line; what the lines above have said is its state."""

    def __init__(self, text: str, title: str, before: str, issued_on: str | None) -> None:
        self.text = text
        self.year = _year_of(text, title, before, issued_on)
        span = _YEARS.search("\n".join([title, before, *text.split("\n", 4)[:4]]))
        self.last_year = int(span[2]) if span and self.year == int(span[1]) else self.year
        self.previous: DateRange | None = _only_month(title)
        self.lines = list(_lines(text))

    def entries(self) -> Iterator[Entry]:
        """The entries that lines open, in order; a line without a date goes on with the entry above."""
        entry: Entry | None = None
        whole = True
        for at, (start, line) in enumerate(self.lines):
            if _EDITOR.match(line):
                break
            if self._heads(line, entry is None):
                whole = True
                continue
            if entry and self.previous is entry.days and line_kind(line) == "soft":
                self.previous = list(self.parted(entry))[-1].days
            days = self._days_of(line) if whole or _BULLET.match(line) or self._in_order(line, at) else None
            if days is not None:
                if entry:
                    yield entry
                entry = Entry(days, start, start + days.end, start + len(line))
                self.previous = days
            elif entry:
                entry.end = start + len(line)
            whole = bool(_ENDED.search(line)) or bool(days and days.end >= len(line.rstrip()))
        if entry:
            yield entry

    def _heads(self, line: str, first: bool) -> bool:
        """Take a line that only says the year, the month or the period of those below it."""
        if year := year_heading(line):
            if self.last_year == self.year:
                self.last_year = year
            kept = self.previous if self.previous and self.previous.first_day[:4] == str(year) else None
            self.year, self.previous = year, kept  # a month that the title prints holds under its own year
            return True
        period = _PERIOD.fullmatch(line)
        month = _only_month(line) if period else self._month_of(line)
        if period or month or (first and self._days_of(line) is None):
            self.previous = month or self.previous
            return True
        return False

    def _month_of(self, line: str) -> DateRange | None:
        """The month that a heading line names, for entries that print the day alone."""
        match = _MONTH_HEADING.fullmatch(line)
        if not match:
            return None
        self.year = int(match["year"]) if match["year"] else self.year
        dates = find_dates(f"{self._current()}年{match['month']}月")
        if not dates or not dates[0].first_day or not dates[0].last_day:
            return None
        return DateRange(dates[0].first_day, dates[0].last_day, len(line))

    def _current(self) -> int:
        if self.previous:
            return int(self.previous.first_day[:4])
        return self.year or UNKNOWN_YEAR

    def _in_order(self, line: str, at: int) -> bool:
        """A date in a line whose neighbour above has not ended opens an entry if it keeps the order of days."""
        days = self._days_of(line)
        if days is None or self.previous is None or line[days.end - 1 : days.end] in ("，", ","):
            return False
        following = next(
            (d for _, below in self.lines[at + 1 : at + 4] if (d := self._days_of(below)) is not None), None
        )
        return self.previous.first_day < days.first_day and (
            following is None or days.first_day <= following.first_day
        )

    def _days_of(self, line: str) -> DateRange | None:
        """The days an entry's first line prints, or for a bullet without a date those of the entry before."""
        bullet = _BULLET.match(line) or _NUMBERED.match(line)
        start = bullet.end() if bullet else 0
        days = self._printed(line[start:])
        if days is None:
            bulleted = self.previous and bullet and _BULLET.match(line)
            return replace(self.previous, end=start) if bulleted and self.previous else None
        weekday = _WEEKDAY.match(line, start + days.end)
        return replace(days, end=weekday.end() if weekday else start + days.end)

    def _printed(self, line: str) -> DateRange | None:
        days = self._sometime(line) or self._unusual(line) or self._without_month(line)
        months = _LONE_MONTH.match(line)
        if days is None and months and months["last"]:
            days = self._lone_month(line)
        if days:
            return days
        year = self.year or UNKNOWN_YEAR
        days = find_date_range_at_start(line, year, self.previous) or self._lone_month(line)
        if self.previous and days and days.last_day < self.previous.first_day:
            last_day = DateRange(self.previous.last_day, self.previous.last_day, 0)
            days = find_date_range_at_start(line, year, last_day) or days
        if days and words("TIMELIMIT").opens(line, len(line[: days.end].rstrip(_MARKS))):
            return None
        return self._next_year(days, line) if days else self._year_alone(line)

    def _next_year(self, days: DateRange, line: str) -> DateRange:
        """Days that go back in a chronicle over several years are the next year's: 12月30日, 1月3日."""
        goes_back = self.previous and days.first_day[:7] < self.previous.first_day[:7]
        if not goes_back or self.last_year is None or _YEAR.match(line) or self._current() >= self.last_year:
            return days
        moved = find_date_range_at_start(line, self._current() + 1, None)
        return moved or days

    def _lone_month(self, line: str) -> DateRange | None:
        """`六月，绿道开工`: in running text a Chinese month alone is a count (一月一次)."""
        match = _LONE_MONTH.match(line)
        if not match:
            return None
        first = find_date_range_at_start(f"{int(parse_number(match['month']))}月", self._current())
        last = match["last"] and find_date_range_at_start(
            f"{int(parse_number(match['last']))}月", self._current()
        )
        if first is None:
            return None
        return DateRange(first.first_day, (last or first).last_day, match.end())

    def _sometime(self, line: str) -> DateRange | None:
        """是年, 秋, 年底: the year."""
        match = _OF_YEAR.match(line)
        if not match:
            return None
        year = self._current()
        return DateRange(f"{year}-01-01", f"{year}-12-31", match.end())

    def _year_alone(self, line: str) -> DateRange | None:
        match = _YEAR_OPENS.match(line)
        days = self.previous
        if not match or (
            days and days.first_day[:7] == days.last_day[:7] and match["year"] < days.first_day[:4]
        ):
            return None  # 1989年全县…: below days of 1990 an entry compares with the year before
        self.year = int(match["year"])
        return DateRange(f"{self.year}-01-01", f"{self.year}-12-31", match.end())

    def _unusual(self, line: str) -> DateRange | None:
        """`10月29～11月3日`, `3月8日、4月2日`."""
        match = _UNUSUAL.match(line)
        if not match:
            return None
        month, first, last = (int(parse_number(match[name])) for name in ("month", "day", "last"))
        other = int(parse_number(match["other"])) if match["other"] else month
        year = self._current() if self.previous else self.year or UNKNOWN_YEAR
        printed = f"{year}年{month}月{first}日至{year + (other < month)}年{other}月{last}日"
        days = find_date_range_at_start(printed, year)
        end = match.end() + len(line[match.end() :]) - len(line[match.end() :].lstrip(_MARKS))
        return replace(days, end=end) if days and days.end == len(printed) else None

    def _without_month(self, line: str) -> DateRange | None:
        match = _WITHOUT_MONTH.match(line) if self.previous else None
        if match is None or self.previous is None:
            return None
        month = f"{int(self.previous.first_day[5:7])}月"
        start = match.start("days")
        days = find_date_range_at_start(month + line[start:], int(self.previous.first_day[:4]))
        return replace(days, end=days.end - len(month) + start) if days else None

    def parted(self, entry: Entry) -> Iterator[Entry]:
        """The entry, and those that begin behind a full stop within it, as long as they keep the order of days."""
        following = self._after(entry)
        for match in _INNER.finditer(self.text, entry.words, entry.end):
            own_comma = self.text[entry.words - 1] in "，,"
            if _YEAR.match(match["days"]) or (match["comma"] and not own_comma):
                continue
            year = int(entry.days.first_day[:4])
            days = find_date_range_at_start(match["days"], year) or self._unusual(match["days"])
            limit = words("TIMELIMIT").opens(self.text, match.end("days"))
            if days is None or limit or not entry.days.first_day < days.first_day <= following:
                continue
            yield replace(entry, end=match.start())
            entry = Entry(days, match.start("days"), match.end(), entry.end)
        yield entry

    def _after(self, entry: Entry) -> str:
        """The first day of the entry below, where it keeps the order; else the end of time."""
        latest = "9999"
        for start, line in self.lines[self._line_at(entry.end) :]:
            if start < entry.end:
                continue
            match = re.match(_SPACE_OR_BULLET + f"({DAYS})", line)
            if year_heading(line):
                return latest
            days = find_date_range_at_start(match[1], int(entry.days.first_day[:4])) if match else None
            if days:
                return days.first_day if days.first_day >= entry.days.first_day else latest
        return latest

    def _line_at(self, position: int) -> int:
        """The line that begins at a position or below it."""
        low, high = 0, len(self.lines)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.lines[middle][0] < position else (low, middle)
        return low


def _year_of(text: str, title: str, before: str, issued_on: str | None) -> int | None:
    for line in [title, *text.split("\n", 4)[:4], before, issued_on or ""]:
        if (match := _YEAR.search(line)) and is_year(match["year"]):
            return parse_year(match["year"])
    return None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    position = 0
    for line in text.split("\n"):
        if line.strip():
            yield position + len(line) - len(line.lstrip()), line.strip()
        position += len(line) + 1


def _only_month(line: str) -> DateRange | None:
    """The month that a chronicle's title or period line stays within, for entries that print the day alone."""
    days = [
        day
        for date in find_dates(line)
        if date.kind in ("day", "month")
        for day in (date.first_day, date.last_day)
    ]
    if len({day and day[:7] for day in days}) != 1 or not (days[0] and days[-1]):
        return None
    return DateRange(days[0], days[-1], len(line))
