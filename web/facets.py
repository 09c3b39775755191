"""How many results each choice of a filter would leave."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, replace

from schema.tokens import fallback_query, match_query
from web.conditions import FACTS
from web.rows import marks_for, rows
from web.search import Answer, matching
from web.words import words_of

SAMPLE = 2000
"""So many of the results, the newest, are counted: counting all would take longer than the search itself."""

_MOST = 8

_BY_UNIT = """
    with bound as (
      select clause_id, unit_id from clause_units where clause_id in ({marks})
      union
      select clause_id, covers_id from clause_units join unit_relations using (unit_id)
      where clause_id in ({marks})
    )
    select name, count(distinct clause_id) as n from bound join units on units.id = bound.unit_id
    group by name order by n desc, name limit {most}
"""
"""The organisations that clauses bind, under their own or a general name: what the filter would leave."""


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
    marks = marks_for(clauses)
    by_role = rows(
        connection,
        f"select role, count(distinct clause_id) as n from clause_units where clause_id in ({marks}) group by role",
        clauses,
    )
    by_unit = rows(connection, _BY_UNIT.format(marks=marks, most=_MOST), [*clauses, *clauses])
    facts = Counter(
        {
            table: rows(
                connection,
                f"select count(distinct clause_id) as n from {table} where clause_id in ({marks})",
                clauses,
            )[0]["n"]
            for table in FACTS
        }
    )
    return [
        _facet("unit", "单位", Counter({row["name"]: row["n"] for row in by_unit}), {}),
        _facet(
            "role",
            "角色",
            Counter({row["role"]: row["n"] for row in by_role}),
            words_of("clause_units", "role"),
        ),
        _facet("fact", "含有", facts, FACTS),
    ]


def _facet(name: str, title: str, counts: Counter[str], words: dict[str, str]) -> Facet:
    common = [
        Choice(value, words.get(value, value), n) for value, n in counts.most_common(_MOST) if value and n
    ]
    return Facet(name, title, common)
