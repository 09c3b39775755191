"""How many results each choice of a filter would leave."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from schema.search_tables import FACTS, ROLES
from schema.tokens import fallback_query, match_query
from web.reading.rows import Row, rows
from web.search.conditions import NAMED_UNITS, Filters, named
from web.search.search import Answer, Kind, matching

SAMPLE = 3000
"""Of more results than these, the newest are counted: counting all would take longer than the search itself."""

_MOST = 8

_OF_DOCUMENTS = """
    select doc_type, substr(issued_on, 1, 4) as year, gazette, count(*) as n from json_each(:numbers)
    {joined} left join issues on issues.id = issue_id group by 1, 2, 3
"""
_GROUPED: dict[Kind, str] = {
    "clauses": """
    select doc_type, year, gazette, count(*) as n from json_each(:numbers)
    cross join clause_facets on clause_pk = value group by 1, 2, 3
""",
    "documents": _OF_DOCUMENTS.format(joined="cross join documents on documents.pk = value"),
    "events": _OF_DOCUMENTS.format(
        joined="cross join events on events.pk = value cross join documents on documents.id = document_id"
    ),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter, the word for it, and how many results have it."""

    value: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its choices; `chosen` is the one that is set."""

    name: str
    title: str
    choices: list[Choice]
    chosen: str = ""


def facets(connection: sqlite3.Connection, answer: Answer) -> list[Facet]:
    """The filters that make sense for these results."""
    filters = answer.question.filters
    numbers = json.dumps(_numbers(connection, answer))
    made = _document_facets(rows(connection, _GROUPED[answer.kind], {"numbers": numbers}))
    if answer.kind == "clauses":
        made = [
            _unit_facet(connection, numbers, filters.role),
            *_flag_facets(connection, numbers, filters),
            *made,
        ]
    chosen = filters.chosen
    return [replace(f, chosen=chosen.get(f.name, "")) for f in made if f.choices or f.name in chosen]


def _numbers(connection: sqlite3.Connection, answer: Answer) -> list[int]:
    """The numbers of the newest results."""
    question = replace(answer.question, by_date=False)
    query = fallback_query(question.words) if answer.fallback else match_query(question.words)
    found = matching(question, query, answer.kind)
    newest = f"order by {found.number} desc limit {SAMPLE}"
    sql = f"select {found.number} from {found.source} where {found.where} {newest}"
    return [number for (number,) in connection.execute(sql, found.values)]


def _document_facets(groups: list[Row]) -> list[Facet]:
    """By what is said of the document."""
    made = []
    for name, title in (("doc_type", "文种"), ("year", "成文年份"), ("gazette", "公报")):
        counts: Counter[str] = Counter()
        for group in groups:
            counts[group[name]] += group["n"]
        made.append(_facet(name, title, counts))
    return made


def _unit_facet(connection: sqlite3.Connection, numbers: str, role: str) -> Facet:
    """By organisation, under its own or a general name; in the role that is chosen, if one is."""
    sql = f"""
        select name, n from (
          select unit_pk, count(*) as n from json_each(?)
          cross join clause_bound on clause_pk = value where {role if role in ROLES else 1}
          group by 1 order by n desc limit {3 * _MOST}
        ) join units on units.pk = unit_pk
    """
    counts: Counter[str] = Counter()
    for name, count in connection.execute(sql, [numbers]):
        counts[name] += count
    return _facet("unit", "单位", counts)


def _flag_facets(connection: sqlite3.Connection, numbers: str, filters: Filters) -> list[Facet]:
    """By role, of the organisation that is chosen, if one is; and by kind of fact."""
    counts = _added_up(connection, "clause_facets", [*ROLES, *FACTS], [numbers])
    roles = Counter({role: counts[role] for role in ROLES})
    if filters.unit:
        most = ", ".join(f"max({role}) as {role}" for role in ROLES)
        bound = f"(select clause_pk, {most} from clause_bound where unit_pk in ({NAMED_UNITS}) group by 1)"
        roles = _added_up(connection, bound, ROLES, [numbers, *named(filters.unit)])
    facts = Counter({fact: counts[fact] for fact in FACTS})
    return [_facet("role", "角色", roles, ROLES), _facet("fact", "含有", facts, FACTS)]


def _added_up(
    connection: sqlite3.Connection, source: str, columns: Iterable[str], values: list[str]
) -> Counter[str]:
    """How many of the clauses, whose numbers are the first of `values`, have a 1 in each column."""
    sums = ", ".join(f"sum({column}) as {column}" for column in columns)
    sql = f"select {sums} from json_each(?) cross join {source} as s on s.clause_pk = value"
    return Counter({name: n or 0 for name, n in rows(connection, sql, values)[0].items()})


def _facet(name: str, title: str, counts: Counter[str], words: dict[str, str] | None = None) -> Facet:
    common = [
        Choice(value, (words or {}).get(value, value), n)
        for value, n in counts.most_common(_MOST)
        if value and n
    ]
    return Facet(name, title, common)
