"""Deadlines: time that binds (guidelines, section “deadlines”).

`rules.txt` beside this module says by which shapes a date, a length or an interval binds; here the values are made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from parsers.language.answers.looking_back import looking_back
from parsers.language.answers.years import plan_about, years_of
from parsers.language.brackets import find_brackets
from parsers.language.dates import Date
from parsers.language.durations import Duration
from parsers.language.grammar.lexer import Clause, Token, lex
from parsers.language.grammar.rules import Found, Rule, Rules, read_rules
from parsers.language.intervals import Interval
from parsers.language.lexicon import words
from parsers.language.names.context import Context
from parsers.language.patterns import lazy
from schema.facts import Deadline

_ROLES_WITHOUT = ("appointments", "chronicle")
_LEADS_IN = lazy(r"^[并且]?(?:应当?|须|要)?[在于]")  # 应当在 | 收到申请材料
_WHOLE_YEARS = lazy(r"P(\d+)Y")


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause's text, the day before which a date is past, the headings above it and the document's title."""

    text: str
    today: str | None
    headings: tuple[str, ...]
    title: str


@cache
def deadline_rules() -> Rules:
    """The rules of this family."""
    return Rules(read_rules(files("parsers.facts.deadlines").joinpath("rules.txt").read_text("utf-8")))


Told = Callable[[Deadline, Rule], None]
"""Is told each row and the rule that found it."""


def find_deadlines(text: str, context: Context, told: Told | None = None) -> list[Deadline]:
    """The time limits in a clause's text, in order of position; `told` is told the rule of each.

    `context` gives the day the document is dated, before which a date is a past fact, and the year that a
    date without one belongs to.
    """
    if context.role in _ROLES_WITHOUT or "统计公报" in context.title or looking_back(context.headings):
        return []
    clause = _Clause(text, context.years.today, context.headings, context.title)
    found = deadline_rules().find(_lexed(text, context))
    rows = [(row, each.rule) for each in found if (row := _MAKERS[each.rule.kind](each, clause))]
    if told:
        for row, rule in rows:
            told(row, rule)
    return sorted((row for row, _ in rows), key=lambda row: row.char_start)


def passed_over(text: str, context: Context) -> list[tuple[int, int, str]]:
    """Where times stand that a rule takes away without a row, each with the rule's name."""
    found = deadline_rules().trace(_lexed(text, context))
    return [(each.start, each.end, each.rule.name) for each in found if each.rule.kind == "none"]


def _lexed(text: str, context: Context) -> Clause:
    years = context.years
    return Clause(text, _outside_titles(text, lex(text, years.bare, years.today)), years.bare)


def _outside_titles(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens that stand in no title: what 《…》 names binds nobody."""
    if not tokens or "《" not in text:
        return tokens
    titles = [b for b in find_brackets(text) if b.opener == "《"]
    return [t for t in tokens if not any(b.start < t.end and t.start < b.end for b in titles)]


def _row(found: Found, clause: _Clause, **values: str | bool | None) -> Deadline:
    """The row of what a rule found: its words, its kind and its values."""
    quote = clause.text[found.start : found.end]
    place = {"quote": quote, "char_start": found.start, "char_end": found.end, "page": None, "clause": None}
    return Deadline.model_validate({**place, "path": "", "text": quote, "kind": found.rule.kind, **values})


def _by(found: Found, clause: _Clause) -> Deadline | None:
    """到2025年, 2022年底前: of a year that comes round or is counted from an event, without a date."""
    date = found.token.value
    if not isinstance(date, Date) or date.last_day is None or found.rule.name == "by.festival":
        return _row(found, clause)
    before = clause.text[: date.start]
    again = clause.text.startswith(("次年", "翌年"), date.start) and "每年" in before
    if again or words("YEARNUMBER").ends(before):
        return _row(found, clause)
    due = date.last_day
    if clause.today and due < clause.today and not clause.text.startswith(("今年", "本年"), date.start):
        if date.has_year or found.end == date.end:
            return None
        due = f"{int(due[:4]) + 1}{due[4:]}"
    return _row(found, clause, due=due)


def _within(found: Found, clause: _Clause) -> Deadline:
    """自备案之日起20个工作日内: a length and the event it is counted from."""
    if isinstance(found.token.value, str):
        return _row(found, clause, duration="P1D")  # 当日
    return _length(found, clause, event=_event(found.event))


def _event(printed: str | None) -> str | None:
    """The event as printed, without what leads in to it: 应当在 | 收到申请材料."""
    return _LEADS_IN.sub("", printed).strip() if printed else None


def _length(found: Found, clause: _Clause, event: str | None = None) -> Deadline:
    value = found.token.value
    assert isinstance(value, Duration | Interval)
    working = isinstance(value, Duration) and value.working_days
    return _row(found, clause, duration=value.iso, working_days=working, anchor=event)


def _before(found: Found, clause: _Clause) -> Deadline:
    """举行听证的7个工作日前: the length and what it goes before."""
    return _length(found, clause, (found.event or "").removesuffix("的").strip() or None)


def _from(found: Found, clause: _Clause) -> Deadline:
    """自2022年1月1日起; of a school term the day it begins: the autumn's in September, the spring's on none."""
    date = found.token.value
    if not isinstance(date, Date) or date.first_day is None:
        return _row(found, clause, anchor=_anchor(found, clause))
    after = clause.text[date.end : found.end]
    if after.startswith(("春季", "秋季")):
        return _row(found, clause, start=f"{date.first_day[:4]}-09-01" if after[0] == "秋" else None)
    return _row(found, clause, start=date.first_day)


def _anchor(found: Found, clause: _Clause) -> str | None:
    """The event that opens a time, with the month or year it falls in: 公告次月."""
    if found.event and isinstance(found.token.value, Date):
        return found.event + clause.text[found.token.start : found.token.end]
    return found.event


def _period(found: Found, clause: _Clause) -> Deadline | None:
    """2022—2024年, 保存30天以上, 今后五年: two dates, or a length that is kept."""
    value = found.token.value
    if isinstance(value, Duration):
        years = _coming_years(value, clause) if found.rule.name == "len.coming" else None
        if years:
            return _row(found, clause, start=f"{years[0]}-01-01", due=f"{years[1]}-12-31")
        row = _length(found, clause, _event(found.event))
        return row.model_copy(update={"duration": value.least or value.iso})
    if not isinstance(value, Date) or value.first_day is None:
        return _row(
            found,
            clause,
            due=value.last_day if isinstance(value, Date) else None,
            anchor=_anchor(found, clause),
        )
    if found.rule.name == "date.to.event":
        return _row(found, clause, start=value.first_day)
    if found.rule.name == "date.since.event":
        return _row(found, clause, due=value.last_day)
    undated = clause.today is None and value.kind == "day" and not value.is_range
    days: tuple[str | None, str | None] = (value.first_day, value.last_day)
    if clause.today and value.last_day and value.last_day < clause.today:
        days = _in_titles_year(value, clause)
    return None if undated or not all(days) else _row(found, clause, start=days[0], due=days[1])


def _in_titles_year(date: Date, clause: _Clause) -> tuple[str | None, str | None]:
    """The days of a date without a year that is past, in the coming year that the title names: 2027年节假日安排."""
    coming = years_of(clause.title).year
    if date.has_year or not clause.today or coming != int(clause.today[:4]) + 1:
        return None, None
    first, last = (f"{coming}{day[4:]}" if day else None for day in (date.first_day, date.last_day))
    return first, last


def _coming_years(length: Duration, clause: _Clause) -> tuple[int, int] | None:
    """The years of 今后五年: the plan's, or those from the year that has just begun."""
    if length.iso == "P5Y" and (plan := plan_about(clause.headings, clause.title)):
        return plan
    count = _WHOLE_YEARS.fullmatch(length.iso)
    if not count or length.least or not clause.today or clause.today[5:7] > "03":
        return None
    first = int(clause.today[:4])
    return first, first + int(count[1]) - 1


def _recurring(found: Found, clause: _Clause) -> Deadline:
    """每年9月底前, 半年督查一次."""
    return _length(found, clause)


def _effective(found: Found, clause: _Clause) -> Deadline:
    """自2022年12月28日起施行, 自发布之日起施行."""
    date = found.token.value
    if isinstance(date, Date):
        return _row(found, clause, start=date.first_day)
    return _row(found, clause, anchor=found.event)


def _validity(found: Found, clause: _Clause) -> Deadline:
    """有效期至2027年12月31日, 有效期5年."""
    value = found.token.value
    if isinstance(value, Date):
        return _row(found, clause, start=value.first_day if value.is_range else None, due=value.last_day)
    return _length(found, clause)


_MAKERS: Mapping[str, Callable[[Found, _Clause], Deadline | None]] = {
    "by": _by,
    "within": _within,
    "before": _before,
    "from": _from,
    "period": _period,
    "recurring": _recurring,
    "effective": _effective,
    "validity": _validity,
}
