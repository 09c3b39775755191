"""Deadlines: time that binds (guidelines, section “deadlines”).

`rules.txt` beside this module says by which shapes a date, a length or an interval binds; here the values are made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from parsers.language.answers.looking_back import looking_back
from parsers.language.answers.years import plan_about, years_of
from parsers.language.brackets import find_brackets
from parsers.language.dates import Date
from parsers.language.durations import Duration
from parsers.language.grammar.lexer import Clause, lex
from parsers.language.grammar.rules import Found, Rule, Rules, read_rules
from parsers.language.intervals import Interval
from parsers.language.lexicon import words
from parsers.language.names.context import Context
from parsers.language.patterns import lazy
from schema.facts import Deadline

_ROLES_WITHOUT = ("appointments", "chronicle")
_LEADS_IN = lazy(r"^[并且]?(?:应当?|须|要)?[在于]")  # 应当在 | 收到申请材料
_WHOLE_YEARS = lazy(r"P(\d+)Y")


@cache
def deadline_rules() -> Rules:
    """The rules of this family."""
    return Rules(read_rules(files("parsers.facts.deadlines").joinpath("rules.txt").read_text("utf-8")))


_Values = dict[str, "str | bool | None"]

Told = Callable[[Deadline, Rule], None]
"""Is told each row and the rule that found it."""


def find_deadlines(text: str, context: Context, told: Told | None = None) -> list[Deadline]:
    """The time limits in a clause's text, in order of position; `told` is told the rule of each.

    `context` gives the day the document is dated, before which a date is a past fact, and the year that a
    date without one belongs to.
    """
    if not deadline_rules().concern(text):
        return []
    if context.role in _ROLES_WITHOUT or "统计公报" in context.title or looking_back(context.headings):
        return []
    rows = []
    for found in deadline_rules().find(_lexed(text, context)):
        if (values := _values(found, text, context)) is not None:
            quote = text[found.start : found.end]
            place = {"quote": quote, "char_start": found.start, "char_end": found.end}
            rows.append(Deadline.model_validate({**place, "text": quote, "kind": found.rule.kind, **values}))
            if told:
                told(rows[-1], found.rule)
    return sorted(rows, key=lambda row: row.char_start)


def passed_over(text: str, context: Context) -> list[tuple[int, int, str]]:
    """Where times stand that a rule takes away without a row, each with the rule's name."""
    found = deadline_rules().trace(_lexed(text, context))
    return [(each.start, each.end, each.rule.name) for each in found if each.rule.kind == "none"]


def _lexed(text: str, context: Context) -> Clause:
    """The text with its tokens but those in titles: what 《…》 names binds nobody."""
    years = context.years
    tokens = lex(text, years.bare, years.today)
    titles = [b for b in find_brackets(text) if b.opener == "《"] if tokens else []
    standing = [t for t in tokens if not any(b.start < t.end and t.start < b.end for b in titles)]
    return Clause(text, standing, years.bare)


def _values(found: Found, text: str, context: Context) -> _Values | None:
    """The values of what a rule found: those of its date or its length, else the event that sets it. None where it is past."""
    kind, value = found.rule.kind, found.token.value
    event = _LEADS_IN.sub("", found.event).removesuffix("的").strip() or None if found.event else None
    if isinstance(value, Date):
        return _DATED[kind](found, value, text, context)
    if found.rule.name == "len.coming" and isinstance(value, Duration) and (years := _coming(value, context)):
        return {"start": f"{years[0]}-01-01", "due": f"{years[1]}-12-31"}
    if isinstance(value, Duration) and kind not in ("by", "effective"):
        length = value.least if kind == "period" and value.least else value.iso
        return {"duration": length, "working_days": value.working_days, "anchor": event}
    if isinstance(value, Interval):
        return {"duration": value.iso}
    return {"duration": "P1D" if kind == "within" else None, "anchor": found.event}  # 当日


def _by(found: Found, date: Date, text: str, context: Context) -> _Values | None:
    """到2025年, 2022年底前: of a year that comes round or is counted from an event, without a date."""
    before, due, today = text[: date.start], date.last_day, context.years.today
    again = text.startswith(("次年", "翌年"), date.start) and "每年" in before
    if due is None or found.rule.name == "by.festival" or again or words("YEARNUMBER").ends(before):
        return {}
    if today and due < today and not text.startswith(("今年", "本年"), date.start):
        ahead = not date.has_year and found.end > date.end
        return {"due": f"{int(due[:4]) + 1}{due[4:]}"} if ahead else None
    return {"due": due}


def _from(found: Found, date: Date, text: str, context: Context) -> _Values:
    """自2022年1月1日起; of a school term the day it begins: the autumn's in September, the spring's on none."""
    if date.first_day is None:
        return {"anchor": _in_event(found, date, text)}
    autumn, spring = (text.startswith(season, date.end) for season in ("秋季", "春季"))
    return {"start": f"{date.first_day[:4]}-09-01" if autumn else None if spring else date.first_day}


def _in_event(found: Found, date: Date, text: str) -> str | None:
    """The event that opens a time, with the month or year it falls in: 公告次月."""
    return found.event + text[date.start : date.end] if found.event else None


def _period(found: Found, date: Date, text: str, context: Context) -> _Values | None:
    """2022—2024年, 2026年9月1日至资金发放之日."""
    if date.first_day is None:
        return {"due": date.last_day, "anchor": _in_event(found, date, text)}
    if found.rule.name in ("date.to.event", "date.since.event"):
        return {"start": date.first_day} if found.rule.name == "date.to.event" else {"due": date.last_day}
    today, (first, last) = context.years.today, (date.first_day, date.last_day)
    if today and last and last < today:
        coming = years_of(context.title).year
        if date.has_year or coming != int(today[:4]) + 1:
            return None
        first, last = f"{coming}{first[4:]}", f"{coming}{last[4:]}"  # 2027年节假日安排
    undated = today is None and date.kind == "day" and not date.is_range
    return None if undated or not last else {"start": first, "due": last}


def _coming(length: Duration, context: Context) -> tuple[int, int] | None:
    """The years of 今后五年: the plan's, or those from the year that has just begun."""
    if length.iso == "P5Y" and (plan := plan_about(context.headings, context.title)):
        return plan
    count, today = _WHOLE_YEARS.fullmatch(length.iso), context.years.today
    if not count or length.least or not today or today[5:7] > "03":
        return None
    return int(today[:4]), int(today[:4]) + int(count[1]) - 1


_DATED: Mapping[str, Callable[[Found, Date, str, Context], _Values | None]] = {
    "by": _by,
    "from": _from,
    "period": _period,
    "effective": lambda _, date, *__: {"start": date.first_day},
    "validity": lambda _, date, *__: {
        "start": date.first_day if date.is_range else None,
        "due": date.last_day,
    },
}
