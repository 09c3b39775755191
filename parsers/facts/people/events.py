"""Entries of a chronicle (大事记): when, what, and who is named (guidelines, `events`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.facts.people.event_people import find_people, known_names
from parsers.language.dates import DateRange, find_date_range_at_start, find_dates
from parsers.language.names.context import Context
from parsers.language.numerals import CHINESE_YEAR, is_year, parse_year
from schema.facts import Event

# ●  ■  ▲: an entry of the day before it, or of the date it prints
_BULLET = re.compile(r"[ \u3000]*[●•◆■▲○★◎△□◇☆＊*][ \u3000]*")
# 4月1日（星期五）  4月1日 周五，
_WEEKDAY = re.compile(
    r"[ \u3000]*(?:[（(](?:星期|周)[一二三四五六日天][）)]|(?:星期|周)[一二三四五六日天](?=[ \u3000，,]))[ \u3000，,、]*"
)
_SAME_YEAR = re.compile(r"(?:本年|是年|当年)(?:度内?)?[ \u3000，,]+")
# （2022.11.1—2022.12.15）  2022年7月16日至8月31日: the period a chronicle covers, a line of its own
_PERIOD = re.compile(r"[（(\s]*(?:19|20)\d{2}\s*[.．年/\-][\s\d.．年月日/—–－\-～~至到]*[）)\s]*")
# 七月  7月份  一、八月  2022年7月: a month as a heading
_MONTH_HEADING = re.compile(
    r"[（(【\s]*(?:[一二三四五六七八九十]+、)?(?:(?P<year>\d{4})\s*年)?\s*(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])\s*月份?(?:大事记)?[）)】\s]*"
)
_SPACE_OR_BULLET = r"[ \u3000●•◆■▲○★◎△□◇☆＊*]*"
# 28日至3月2日  下旬: the month is that of the entry before
_WITHOUT_MONTH = re.compile(
    rf"{_SPACE_OR_BULLET}(?P<days>\d{{1,2}}\s*日?\s*[至到—–\-~～]+\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日|[上中下]旬)"
)
# （本期责任编辑：某某）  编辑：某某
_EDITOR = re.compile(r"[（(\s]*(?:本期)?(?:责任)?编辑\s*[：:]|[（(]?供稿")
_ENDED = re.compile(r"[。！？”）)；：…]\s*$")
_YEAR = re.compile(rf"(?P<year>(?:19|20)\d{{2}}|{CHINESE_YEAR})\s*(?:[.．年/\-]|$)")


@dataclass(slots=True)
class _Entry:
    """An entry being read: its days, where it begins, where its words after the date begin, where it ends."""

    days: DateRange
    start: int
    words: int
    end: int


def find_events(text: str, context: Context | None = None) -> list[Event]:
    """The entries of a chronicle's text, one paragraph a line.

    A paragraph without a date goes on with the entry before it; a date alone only dates the ● entries under it.
    Event ranges index `text`, those of its people too. The year is that of the period line, the title, or the
    document's date.
    """
    context = context or Context()
    read = _entries(text, _year_of(text, context), context.title)
    entries = [entry for entry in read if text[entry.words : entry.end].strip()]
    known = known_names(text[entry.words : entry.end] for entry in entries)
    return [_event(text, entry, known) for entry in entries]


def _event(text: str, entry: _Entry, known: frozenset[str]) -> Event:
    words = text[entry.words : entry.end]
    flat = words.replace("\n", "")
    people = tuple(
        person.model_copy(
            update={
                "char_start": entry.words + _unflatten(words, person.char_start),
                "char_end": entry.words + _unflatten(words, person.char_end - 1) + 1,
            }
        )
        for person in find_people(flat, known)
    )
    return Event(
        start=entry.days.first_day,
        end=entry.days.last_day,
        text=flat,
        people=people,
        quote=text[entry.start : entry.end],
        char_start=entry.start,
        char_end=entry.end,
        page=None,
    )


def _unflatten(words: str, position: int) -> int:
    """The place in text with line ends of a place in the same text without them."""
    for at, char in enumerate(words):
        if char != "\n":
            if position == 0:
                return at
            position -= 1
    return len(words)


def _year_of(text: str, context: Context) -> int | None:
    lines = text.splitlines()
    for line in [context.title, *lines[:4], context.issued_on or ""]:
        if (match := _YEAR.search(line)) and is_year(match["year"]):
            return parse_year(match["year"])
    return None


def _entries(text: str, year: int | None, title: str) -> Iterator[_Entry]:
    entry: _Entry | None = None
    previous = _only_month(title)
    whole = True
    for start, line in _lines(text):
        if _EDITOR.match(line):
            break
        period = _PERIOD.fullmatch(line)
        month = _only_month(line) if period else _month_of(line, year, previous)
        if period or month or (entry is None and not _opens(line, year, previous)):
            previous, whole = month or previous, True
            continue
        days = _days_of(line, year, previous) if whole or _BULLET.match(line) else None
        if days:
            if entry:
                yield entry
            entry = _Entry(days, start, start + days.end, start + len(line))
            previous = days
        elif entry:
            entry.end = start + len(line)
        whole = bool(_ENDED.search(line)) or bool(days and days.end >= len(line.rstrip()))
    if entry:
        yield entry


def _days_of(line: str, year: int | None, previous: DateRange | None) -> DateRange | None:
    """The days an entry's first line prints, or for a bullet without a date those of the entry before."""
    bullet = _BULLET.match(line)
    start = bullet.end() if bullet else 0
    days = _printed_days(line[start:], year, previous)
    if days is None:
        return DateRange(previous.first_day, previous.last_day, start) if previous and bullet else None
    weekday = _WEEKDAY.match(line, start + days.end)
    return DateRange(days.first_day, days.last_day, weekday.end() if weekday else start + days.end)


def _printed_days(line: str, year: int | None, previous: DateRange | None) -> DateRange | None:
    if same_year := _SAME_YEAR.match(line):
        current = int(previous.first_day[:4]) if previous else year
        return DateRange(f"{current}-01-01", f"{current}-12-31", same_year.end()) if current else None
    if previous and (match := _WITHOUT_MONTH.match(line)):
        month = f"{int(previous.first_day[5:7])}月"
        start = match.start("days")
        days = find_date_range_at_start(month + line[start:], int(previous.first_day[:4]))
        return DateRange(days.first_day, days.last_day, days.end - len(month) + start) if days else None
    days = find_date_range_at_start(line, year, previous)
    if previous and days and days.last_day < previous.first_day:
        last_day = DateRange(previous.last_day, previous.last_day, 0)
        days = find_date_range_at_start(line, year, last_day) or days
    return days


def _lines(text: str) -> Iterator[tuple[int, str]]:
    position = 0
    for line in text.split("\n"):
        if line.strip():
            yield position + len(line) - len(line.lstrip()), line.strip()
        position += len(line) + 1


def _opens(line: str, year: int | None, previous: DateRange | None) -> bool:
    return find_date_range_at_start(line, year, previous) is not None


def _month_of(line: str, year: int | None, previous: DateRange | None) -> DateRange | None:
    """The month that a heading line names, for entries that print the day alone."""
    match = _MONTH_HEADING.fullmatch(line)
    if not match:
        return None
    current = int(match["year"]) if match["year"] else int(previous.first_day[:4]) if previous else year
    dates = find_dates(f"{current}年{match['month']}月") if current else []
    if not dates or not dates[0].first_day or not dates[0].last_day:
        return None
    return DateRange(dates[0].first_day, dates[0].last_day, len(line))


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
