"""How many results each choice of a filter would leave: what is counted is what a click on it gives."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from kb.units import NAMED_UNITS, named
from schema.search_tables import FACTS, ROLES
from schema.tokens import fallback_query, match_query
from web.reading.rows import Row, rows, value
from web.search.conditions import Filters
from web.search.search import Answer, Kind, matching

SAMPLE = 3000
"""Of more results than these, the newest are counted: counting all would take longer than the search itself."""

_MOST = 8
_OF_DOCUMENT = {"place": "地区", "doc_type": "文种", "year": "成文年份", "gazette": "公报"}

_OF_DOCUMENTS = """
    select documents.place, doc_type, substr(issued_on, 1, 4) as year, gazette, count(*) as n
    from json_each(:numbers) {joined} left join issues on issues.id = issue_id group by 1, 2, 3, 4
"""
_GROUPED: dict[Kind, str] = {
    "clauses": """
    select place, doc_type, year, gazette, count(*) as n from json_each(:numbers)
    cross join clause_facets on clause_pk = value group by 1, 2, 3, 4
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
    """A filter with its choices; `chosen` is the one that is set. `sampled` where only the newest were counted."""

    name: str
    title: str
    choices: list[Choice]
    chosen: str = ""
    sampled: bool = False


@dataclass(frozen=True, slots=True)
class _Counted:
    """The numbers of the rows that a facet counts, as JSON; `sampled` where there are more."""

    numbers: str
    sampled: bool


def facets(connection: sqlite3.Connection, answer: Answer) -> list[Facet]:
    """The filters that make sense for these results.

    A click on a choice sets it in place of the one that is chosen, so each facet counts without its own filter.
    """
    filters, kind = answer.question.filters, answer.kind
    chosen = filters.chosen
    everything = _counted(connection, answer, filters)
    names = [*(("unit", "role", "fact") if kind == "clauses" else ()), *_OF_DOCUMENT]

    @cache
    def groups(numbers: str) -> list[Row]:
        return rows(connection, _GROUPED[kind], {"numbers": numbers})

    made = []
    for name in names:
        without = replace(filters, **{name: ""})
        counted = _counted(connection, answer, without) if name in chosen else everything
        numbers = counted.numbers
        facet = (
            _facet(name, _OF_DOCUMENT[name], _added(groups(numbers), name))
            if name in _OF_DOCUMENT
            else _clause_facet(connection, name, numbers, without)
        )
        made.append(replace(facet, chosen=chosen.get(name, ""), sampled=counted.sampled))
    return [facet for facet in made if facet.choices or facet.chosen]


def _counted(connection: sqlite3.Connection, answer: Answer, filters: Filters) -> _Counted:
    """The newest rows that these filters leave of the results."""
    question = replace(answer.question, filters=filters, by_date=False)
    query = fallback_query(question.words) if answer.fallback else match_query(question.words)
    found = matching(question, query, answer.kind)
    newest = f"order by {found.number} desc limit {SAMPLE + 1}"
    sql = f"select {found.number} from {found.source} where {found.where} {newest}"
    numbers = [number for (number,) in connection.execute(sql, found.values)]
    return _Counted(json.dumps(numbers[:SAMPLE]), len(numbers) > SAMPLE)


def _clause_facet(connection: sqlite3.Connection, name: str, numbers: str, filters: Filters) -> Facet:
    """By what is said of the clause itself."""
    if name == "unit":
        return _unit_facet(connection, numbers, filters.role)
    if name == "role":
        return _facet("role", "角色", _roles(connection, numbers, filters.unit), ROLES)
    return _facet("fact", "含有", _added_up(connection, "clause_facets", FACTS, [numbers]), FACTS)


def _added(groups: list[Row], name: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for group in groups:
        counts[group[name]] += group["n"]
    return counts


def _unit_facet(connection: sqlite3.Connection, numbers: str, role: str) -> Facet:
    """By organisation, under its own or a general name; in the role that is chosen, if one is.

    The names that most clauses have are found by organisation; then each that several organisations bear is counted
    as a click on it would be.
    """
    in_role = role if role in ROLES else 1
    frequent = f"""
        select name, n from (
          select unit_pk, count(*) as n from json_each(?)
          cross join clause_bound on clause_pk = value where {in_role}
          group by 1 order by n desc limit {3 * _MOST}
        ) join units on units.pk = unit_pk order by n desc, units.id
    """
    bound = f"select clause_pk from clause_bound where unit_pk in ({NAMED_UNITS}) and {in_role}"
    count = f"select count(*) from json_each(?) where value in ({bound})"
    counts: dict[str, int] = {}
    for name, n in connection.execute(frequent, [numbers]).fetchall():
        if len(counts) < _MOST and name not in counts:
            bearing = connection.execute(NAMED_UNITS, named(name)).fetchall()
            counts[name] = n if len(bearing) == 1 else value(connection, count, [numbers, *named(name)])
    return _facet("unit", "单位", Counter(counts))


def _roles(connection: sqlite3.Connection, numbers: str, unit: str) -> Counter[str]:
    """By role: of the organisation that is chosen, if one is."""
    if not unit:
        return _added_up(connection, "clause_facets", ROLES, [numbers])
    most = ", ".join(f"max({role}) as {role}" for role in ROLES)
    bound = f"(select clause_pk, {most} from clause_bound where unit_pk in ({NAMED_UNITS}) group by 1)"
    return _added_up(connection, bound, ROLES, [numbers, *named(unit)])


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
