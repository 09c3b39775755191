"""Deadlines: time that binds (guidelines, section “deadlines”).

Four searches over a clause, each taking its words away from the next: coming into force (自发布之日起施行),
intervals (每半年至少1次), dates (2022年底前) and lengths of time (自备案之日起20个工作日内).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from parsers.facts.deadlines.dates import find_dated
from parsers.facts.deadlines.events import find_effective, find_since
from parsers.facts.deadlines.lengths import find_measured
from parsers.facts.deadlines.text import LimitText
from parsers.language.brackets import Bracket, find_brackets
from parsers.language.dates import Date, find_dates
from parsers.language.durations import find_durations
from parsers.language.intervals import find_intervals
from parsers.language.names.context import Context
from parsers.language.plans import plan_named
from schema.facts import Deadline

_ROLES_WITHOUT = ("appointments", "chronicle")
_REGULATIONS = ("条例", "办法", "规定", "细则", "规则", "法")

_REVIEW = re.compile(  # headings of what has been done: 2021年工作回顾, 发展基础
    r"(?:年.{0,4}工作总结|回顾|成就|(?:取得的?|主要|工作)(?:成效|成绩)|现状(?:[与和及].{0,4}(?:评价|分析|问题|形势))?"
    r"|(?:计划|规划|预算|目标|任务).{0,8}(?:执行|完成|实施|落实)情况|(?:发展|工作|现实)基础|形势|背景"
    r"|存在的?(?:主要|突出)?问题(?:[与和及].{0,6}(?:原因|成因)(?:分析)?)?)$"
)
_REPLACED_AFTER = re.compile(r"(?:统一|分别|均)*(?:修改|改|调整|变更|替换)[为成]")
_DELETED_BEFORE = re.compile(r"(?:删[去除掉]|去掉)(?:其中的)?$")


def find_deadlines(text: str, context: Context) -> list[Deadline]:
    """The time limits in a clause's text, in order of position.

    `context` gives the day the document is dated, before which a date is a past fact, and the year that a
    date without one belongs to.
    """
    if (
        context.role in _ROLES_WITHOUT
        or context.title.endswith("统计公报")
        or any(_REVIEW.search(heading) for heading in context.headings)
    ):
        return []
    titles = [(b.start, b.end) for b in find_brackets(text) if b.opener == "《" or _is_old_text(text, b)]
    dates, lengths = find_dates(text, _year(context)), find_durations(text)
    clause = LimitText(text, dates, lengths, titles, _today(context), _plan(context))
    searches: tuple[Callable[[LimitText], Iterator[Deadline]], ...] = (
        find_effective,
        _recurring,
        find_dated,
        find_measured,
        find_since,
    )
    found = [row for search in searches for row in search(clause)]
    return sorted(found, key=lambda row: row.char_start)


def _is_old_text(text: str, bracket: Bracket) -> bool:
    """Whether an amendment takes the quoted text away: “两年内”修改为…, 删去“两年内”."""
    if bracket.opener not in "“‘":
        return False
    return bool(_REPLACED_AFTER.match(text, bracket.end) or _DELETED_BEFORE.search(text[: bracket.start]))


def _today(context: Context) -> str | None:
    """The first day that is not past for the document: its date, else the first year its title names."""
    if context.issued_on:
        return context.issued_on
    years = [date.first_day for date in _title_dates(context) if date.first_day]
    if years:
        return min(years)
    plan = plan_named(context.title)
    return f"{plan[0]}-01-01" if plan else None


def _title_dates(context: Context) -> list[Date]:
    """The dates in the title, without the year of a distant aim: 第十四个五年规划和2035年 | 远景目标纲要."""
    title = context.title
    return [date for date in find_dates(title) if not title.startswith("远景", date.end)]


def _plan(context: Context) -> tuple[int, int] | None:
    """The five-year plan that the chapter, or else the document, is about."""
    names = (*reversed(context.headings), context.title)
    return next((plan for name in names if (plan := plan_named(name))), None)


def _year(context: Context) -> int | None:
    """The year of a date without one; none where the document is a regulation or for several years."""
    if (context.doc_type or "").endswith(_REGULATIONS):
        return None
    if context.issued_on:
        return int(context.issued_on[:4])
    years = {day[:4] for d in _title_dates(context) for day in (d.first_day, d.last_day) if day}
    return int(years.pop()) if len(years) == 1 else None


def _recurring(clause: LimitText) -> Iterator[Deadline]:
    """每年9月, 每半年至少1次, 每两个月; no unit of a money rate (每人每月3000元)."""
    for interval in find_intervals(clause.text, clause.dates):
        if clause.is_free(interval.start, interval.end):
            yield clause.row(interval.start, interval.end, "recurring", length=interval.iso)
