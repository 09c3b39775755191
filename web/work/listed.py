"""The pages of what falls due, and of numbers: filtered, a page at a time, and whole in other formats."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from kb.answers import due as asking
from kb.answers.answer import Row
from kb.answers.calendar import add_months, span, today
from kb.answers.due import Day, Due
from kb.answers.targets import Targets, count, targets
from kb.units import UnknownUnitError, rings, unit_ids
from kb.words import words_of
from schema.search_tables import ROLES
from web.search.asking import day_said
from web.work.formats import Handed
from web.work.narrowed import Narrowed, choices, narrowed_from

PRESETS = {
    "": "今日起",
    "month": "本月",
    "quarter": "本季度",
    "next_quarter": "下季度",
    "year": "本年",
    "overdue": "已过期限",
    "all": "全部",
}
"""Spans of days that have a name, and the words for them."""

KINDS = {"": "全部", "by": "截止", "period": "时段", "recurring": "周期", "undated": "随事件起算"}
"""Kinds of limits that can be asked for alone."""

NUMBERS = {"": "全部", **words_of("targets", "kind")}
NATURES = {"": "全部", **words_of("targets", "nature")}

_SIZE = 100
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Deadlines(Narrowed):
    """What of the deadlines is asked for, as it stands in an address."""

    unit: str = ""
    role: str = ""
    kind: str = ""
    span: str = ""
    start: str = ""
    end: str = ""
    page: int = 1

    def address(self, ending: str = "", **changes: str) -> str:
        """The address of this, with some of its parts changed."""
        parts = {name: getattr(self, name) for name in ("unit", "role", "kind", "span", "start", "end")}
        return _address("/deadlines", ending, parts | self.parts | changes)

    def days(self, day: date) -> tuple[str | None, str | None]:
        """The first and the last day asked for."""
        if self.start or self.end:
            return self.start or None, self.end or None
        if self.span in ("", "all"):
            return (None if self.span else day.isoformat()), None
        return span(self.span, day)


@dataclass(frozen=True, slots=True)
class Numbers(Narrowed):
    """What of the targets is asked for, as it stands in an address."""

    unit: str = ""
    year: str = ""
    kind: str = ""
    nature: str = ""
    indicator: str = ""
    page: int = 1

    def address(self, ending: str = "", **changes: str) -> str:
        """The address of this, with some of its parts changed."""
        parts = {name: getattr(self, name) for name in ("unit", "year", "kind", "nature", "indicator")}
        return _address("/targets", ending, parts | self.parts | changes)


def deadlines_from(said: Mapping[str, str], page: int) -> Deadlines:
    """What an address asks for; what cannot be understood is left out."""
    return Deadlines(
        **narrowed_from(said),
        unit=_text(said, "unit"),
        role=said.get("role", "") if said.get("role") in ROLES else "",
        kind=said.get("kind", "") if said.get("kind") in KINDS else "",
        span=said.get("span", "") if said.get("span") in PRESETS else "",
        start=day_said(said.get("start", "")),
        end=day_said(said.get("end", "")),
        page=page,
    )


def numbers_from(said: Mapping[str, str], page: int) -> Numbers:
    """What an address asks for; what cannot be understood is left out."""
    year = _text(said, "year")
    return Numbers(
        **narrowed_from(said),
        unit=_text(said, "unit"),
        year=year if year.isascii() and year.isdigit() and len(year) == 4 else "",
        kind=said.get("kind", "") if said.get("kind") in NUMBERS else "",
        nature=said.get("nature", "") if said.get("nature") in NATURES else "",
        indicator=_text(said, "indicator"),
        page=page,
    )


def deadlines_page(connection: sqlite3.Connection, asked: Deadlines) -> dict[str, Any]:
    """Everything that `/deadlines` shows."""
    shown: dict[str, Any] = {"asked": asked, "presets": PRESETS, "kinds": KINDS, "roles": ROLES}
    shown["choices"] = choices(connection, "deadlines")
    units, unknown = _units(connection, asked.unit)
    now = today()
    question = _question(asked, units, now)
    if unknown:
        found: list[Day] = []
    elif asked.kind == "undated":
        found = [Day("", pk) for pk in asking.undated(connection, question)]
    else:
        found = asking.days(connection, question, now)
        if asked.span == "overdue":
            found.reverse()
    first = (asked.page - 1) * _SIZE
    rows = list(asking.rows_of(connection, found[first : first + _SIZE], now))
    months = Counter(day.due[:7] for day in found if day.due)
    years = sorted({month[:4] for month in months})
    return {
        **shown,
        "unknown": unknown,
        "total": len(found),
        "pages": -(-len(found) // _SIZE),
        "months": _by_month(rows),
        "calendar": {
            year: [(month, months[month]) for month in sorted(months) if month.startswith(year)]
            for year in years
        },
    }


def handed_deadlines(connection: sqlite3.Connection, asked: Deadlines, form: str) -> Handed:
    """The deadlines that an address asks for; in the calendar what recurs for two years."""
    units, unknown = _units(connection, asked.unit)
    now = today()
    question = _question(asked, [] if unknown else units, now)
    if form == "ics" and question.end is None:
        question = replace(question, end=add_months(now, 24).isoformat())
    said = [asked.unit, ROLES.get(asked.role, ""), KINDS[asked.kind] if asked.kind else ""]
    when = [f"{asked.start}至{asked.end}"] if asked.start or asked.end else [PRESETS[asked.span]]
    title = "-".join(filter(None, ["到期事项", *said, *when, *asked.narrowed]))
    undated = asked.kind == "undated"
    answer = asking.without_a_day(connection, question) if undated else asking.due(connection, question, now)
    return Handed(title, answer, title)


def targets_page(connection: sqlite3.Connection, asked: Numbers) -> dict[str, Any]:
    """Everything that `/targets` shows."""
    units, unknown = _units(connection, asked.unit)
    question = _numbers(asked, [] if unknown else units)
    total = count(connection, question)
    page = replace(question, newest=_SIZE, after=(asked.page - 1) * _SIZE)
    rows = list(targets(connection, page).rows)
    years = connection.execute(
        "select distinct substr(due, 1, 4) from targets where due is not null order by 1"
    )
    return {
        "asked": asked,
        "kinds": NUMBERS,
        "natures": NATURES,
        "choices": choices(connection, "targets"),
        "years": [year for (year,) in years],
        "unknown": unknown,
        "total": total,
        "pages": -(-total // _SIZE),
        "documents": _by_document(rows),
    }


def handed_targets(connection: sqlite3.Connection, asked: Numbers) -> Handed:
    """The targets that an address asks for."""
    units, unknown = _units(connection, asked.unit)
    said = [asked.unit, asked.year, asked.indicator, NUMBERS[asked.kind] if asked.kind else ""]
    said += [NATURES[asked.nature] if asked.nature else "", *asked.narrowed]
    title = "-".join(filter(None, ["指标", *said]))
    return Handed(title, targets(connection, _numbers(asked, [] if unknown else units)), title)


def _question(asked: Deadlines, units: Sequence[str] | None, now: date) -> Due:
    start, end = asked.days(now)
    kinds = [asked.kind] if asked.kind not in ("", "undated") else None
    return Due(units, [asked.role] if asked.role else None, start, end, kinds, asked.within)


def _numbers(asked: Numbers, units: Sequence[str] | None) -> Targets:
    return Targets(
        units=units,
        year=asked.year or None,
        kinds=[asked.kind] if asked.kind else None,
        indicator=asked.indicator or None,
        nature=asked.nature or None,
        within=asked.within,
    )


def _units(connection: sqlite3.Connection, name: str) -> tuple[list[str] | None, bool]:
    """The ids of what binds an organisation of this name without doubt, and whether nobody knows the name."""
    if not name:
        return None, False
    try:
        ids = unit_ids(connection, name)
    except UnknownUnitError:
        return None, True
    around = rings(connection, ids)
    return [*around.named, *around.former, *around.general], False


def _by_month(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows under the months of their days, in their order."""
    months: dict[str, list[Row]] = {}
    for row in rows:
        months.setdefault(row["due"][:7], []).append(row)
    return months


def _by_document(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each document together, in printed order."""
    documents: dict[str, list[Row]] = {}
    for row in reversed(rows):
        documents.setdefault(row["document_id"], []).append(row)
    return list(documents.values())[::-1]


def _address(path: str, ending: str, parts: Mapping[str, str]) -> str:
    kept = {name: text for name, text in parts.items() if text}
    return f"{path}{ending}{'?' if kept else ''}{urlencode(kept)}"


def _text(said: Mapping[str, str], name: str) -> str:
    return said.get(name, "").strip()[:_LONGEST]
