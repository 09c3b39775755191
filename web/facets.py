"""How many results each choice of a filter would leave."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from schema.tokens import fallback_query, match_query
from web.conditions import FACTS
from web.rows import marks_for, rows, value
from web.search import Answer, matching
from web.words import words_of

SAMPLE = 500
"""So many of the results, the newest, are counted: counting all would take longer than the search itself."""

_MOST = 8


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
    question = answer.question
    query = fallback_query(question.words) if answer.fallback else match_query(question.words)
    source, where, values = matching(replace(question, page=1), query, answer.kind)
    newest = f"{answer.kind}_fts.rowid" if query else "x.pk"
    columns = "x.id, d.doc_type, d.issued_on, d.issue_id"
    sql = f"select {columns} from {source} where {where} order by {newest} desc limit {SAMPLE}"
    found = rows(connection, sql, values)
    gazettes = {row["id"]: row["gazette"] for row in rows(connection, "select id, gazette from issues")}
    counted = {
        "doc_type": ("文种", Counter(row["doc_type"] for row in found)),
        "year": ("成文年份", Counter((row["issued_on"] or "")[:4] for row in found)),
        "gazette": ("公报", Counter(gazettes.get(row["issue_id"]) for row in found)),
    }
    made = [_facet(name, title, counts, {}) for name, (title, counts) in counted.items()]
    if answer.kind == "clauses":
        made = [*_clause_facets(connection, [row["id"] for row in found]), *made]
    chosen = question.filters.chosen
    return [replace(f, chosen=chosen.get(f.name, "")) for f in made if f.choices or f.name in chosen]


def _clause_facets(connection: sqlite3.Connection, clauses: list[str]) -> list[Facet]:
    """By organisation, role and kind of fact."""
    marks = marks_for(clauses)
    sql = """
        select clauses.key, unit_id, role from json_each(?) as clauses
        cross join clause_units on clause_id = clauses.value
    """
    duties = connection.execute(sql, [json.dumps(clauses)]).fetchall()
    roles = Counter(role for _, role in {(clause, role) for clause, _, role in duties})
    facts = Counter(
        {
            table: value(
                connection,
                f"select count(distinct clause_id) from {table} where clause_id in ({marks})",
                clauses,
            )
            for table in FACTS
        }
    )
    units = _bound(connection, {(clause, unit) for clause, unit, _ in duties})
    return [
        _facet("unit", "单位", units, {}),
        _facet("role", "角色", roles, words_of("clause_units", "role")),
        _facet("fact", "含有", facts, FACTS),
    ]


def _bound(connection: sqlite3.Connection, duties: set[tuple[int, str]]) -> Counter[str]:
    """How many clauses bind each organisation, under its own or a general name: what the filter would leave."""
    units = list({unit for _, unit in duties})
    covered = defaultdict(set)
    sql = f"select unit_id, covers_id from unit_relations where unit_id in ({marks_for(units)})"
    for general, unit in connection.execute(sql, units):
        covered[general].add(unit)
    every = list({*units, *(unit for found in covered.values() for unit in found)})
    names = dict(connection.execute(f"select id, name from units where id in ({marks_for(every)})", every))
    known = {unit: {names[unit], *(names[other] for other in covered[unit])} for unit in units}
    bound = {(clause, name) for clause, unit in duties for name in known[unit]}
    return Counter(name for _, name in bound)


def _facet(name: str, title: str, counts: Counter[str], words: dict[str, str]) -> Facet:
    common = [
        Choice(value, words.get(value, value), n) for value, n in counts.most_common(_MOST) if value and n
    ]
    return Facet(name, title, common)
