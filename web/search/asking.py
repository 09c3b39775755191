"""A search as it stands in an address, and back: an address can be sent to a colleague."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from kb.answers.calendar import span, today
from web.search.conditions import Filters
from web.search.search import KINDS, Question

_SPANS = {"month": "本月到期", "next_quarter": "下季度到期", "overdue": "已过期限"}
_LONGEST = 200
_FURTHEST = 500


def question_from(arguments: Mapping[str, str]) -> Question:
    """The question that an address asks; what cannot be understood is left out."""
    said = {name: text.strip()[:_LONGEST] for name, text in arguments.items()}
    said["in_force"] = day_said(said.get("in_force", ""))
    kind = next((known for known in KINDS if known == said.get("in")), None)
    return Question(
        words=said.get("q", ""),
        kind=kind,
        filters=Filters(**{name: said.get(name, "") for name in Filters().values()}),
        by_date=said.get("sort") == "date",
        page=page_number(said.get("page", "")),
    )


def day_said(said: str) -> str:
    """The day (ISO) that stands in an address; empty where it is none."""
    try:
        return date.fromisoformat(said.strip()).isoformat()
    except ValueError:
        return ""


def page_number(said: str) -> int:
    """The number of a page as it stands in an address; 1 where it is none."""
    return min(int(said), _FURTHEST) if said.isascii() and said.isdigit() and int(said) else 1


def presets(question: Question) -> dict[str, str]:
    """The addresses of the question with the spans of days that have a name, by their words."""
    found = {}
    for name, word in _SPANS.items():
        first, last = span(name, today())
        found[word] = address(question, due_from=first or "", due_until=last)
    return found | {"今日现行有效": address(question, in_force=today().isoformat())}


def address(question: Question, ending: str = "", **changes: str) -> str:
    """The address of a question, with some of its parts changed; a change leads to the first page."""
    parts = {"q": question.words, "in": question.kind or "", **question.filters.chosen}
    parts |= {"sort": "date" if question.by_date else "", **changes}
    kept = {name: text for name, text in parts.items() if text}
    return f"/search{ending}?{urlencode(kept)}" if kept else f"/search{ending}"
