"""Filling the tables by which the search page filters and counts, when all others are full."""

from __future__ import annotations

import sqlite3

from schema.search_tables import FACTS, ROLES

_FACETS = """
insert into clause_facets
select clauses.pk, documents.issued_on, substr(documents.issued_on, 1, 4), doc_type, gazette,
  documents.place, documents.pk, {flags}
from clauses
join documents on documents.id = clauses.document_id
left join issues on issues.id = issue_id
where {where}
order by clauses.pk
"""

_BOUND = """
insert into clause_bound
with binding as (
  select id as unit_id, id as bound_id from units
  union
  select unit_id, covers_id from unit_relations
)
select clauses.pk, units.pk, {roles}
from clause_units
join clauses on clauses.id = clause_id
join binding on binding.unit_id = clause_units.unit_id
join units on units.id = bound_id
where {where}
group by clauses.pk, units.pk
"""

_DUE = """
insert into clause_due
select distinct due, clauses.pk from deadlines join clauses on clauses.id = clause_id where due is not null and {where}
"""


def fill_search_tables(connection: sqlite3.Connection, documents: str = "true") -> None:
    """Fill them for the clauses of some documents, which are told by a condition on a column, or of all.

    `+role`: the duties of one clause are few, those of one role are a third of all; the index of roles is no use.
    """
    where = documents.format("clauses.document_id")
    flags = [f"exists (select 1 from [{table}] where clause_id = clauses.id)" for table in FACTS]
    flags += [
        f"exists (select 1 from clause_units where clause_id = clauses.id and +role = '{role}')"
        for role in ROLES
    ]
    connection.execute(_FACETS.format(flags=", ".join(flags), where=where))
    connection.execute(_DUE.format(where=where))
    fill_bound(connection, documents)


def fill_bound(connection: sqlite3.Connection, documents: str = "true") -> None:
    """Fill that of the organisations that clauses bind."""
    roles = [f"max(role = '{role}')" for role in ROLES]
    connection.execute(
        _BOUND.format(roles=", ".join(roles), where=documents.format("clause_units.document_id"))
    )
