"""The filters of a search, as conditions of SQL."""

from __future__ import annotations

from dataclasses import dataclass, fields

from kb.answers.answer import Where
from kb.units import NAMED_UNITS, named
from schema.search_tables import FACTS, ROLES

NAMES = {"unit": "单位", "role": "角色", "fact": "含有", "due_from": "到期从", "due_until": "到期至"}
NAMES |= {"place": "地区", "doc_type": "文种", "year": "年份", "gazette": "公报", "in_force": "现行有效"}
"""What each filter is called."""

_DUE = "select clause_pk from clause_due where due between ? and ?"
_NONE = "0"


@dataclass(frozen=True, slots=True)
class Filters:
    """What results are restricted to; empty where not. Dates may be partial."""

    unit: str = ""
    role: str = ""
    fact: str = ""
    due_from: str = ""
    due_until: str = ""
    place: str = ""
    doc_type: str = ""
    year: str = ""
    gazette: str = ""
    in_force: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        """Those that restrict, by name."""
        return {name: text for name, text in self.values().items() if text}

    @property
    def about_clauses(self) -> bool:
        """Whether only clauses can be asked this."""
        return bool(self.unit or self.role or self.fact or self.due_from or self.due_until)

    def values(self) -> dict[str, str]:
        """Every filter by name."""
        return {known.name: getattr(self, known.name) for known in fields(self)}


Conditions = tuple[list[str], list[str]]


def document_conditions(filters: Filters) -> Conditions:
    """Conditions on the document `d`, and their values."""
    conditions, values = [], []
    for name in ("place", "doc_type"):
        if filters.chosen.get(name):
            conditions.append(f"d.{name} = ?")
            values.append(filters.chosen[name])
    if filters.year:
        conditions.append("d.issued_on between ? and ?")
        values += [filters.year, f"{filters.year}-~"]
    if filters.gazette:
        conditions.append("d.issue_id in (select id from issues where gazette = ?)")
        values.append(filters.gazette)
    in_force, days = _in_force("d.pk", filters)
    return conditions + in_force, values + days


def _in_force(column: str, filters: Filters) -> Conditions:
    where = Where()
    where.in_force(column, filters.in_force)
    return where.conditions, where.values


def clause_conditions(filters: Filters, number: str) -> Conditions:
    """Conditions on the row `f` of `clause_facets` and on `number`, the number of the clause; and their values.

    Those on the number come first: they spare a look at the row.
    """
    conditions: list[str] = []
    values: list[str] = []
    role = filters.role if filters.role in ROLES else _NONE
    if filters.unit:
        bound = f"select clause_pk from clause_bound where unit_pk in ({NAMED_UNITS})"
        conditions.append(f"{number} in ({bound} and {role})" if filters.role else f"{number} in ({bound})")
        values += named(filters.unit)
    elif filters.role:
        conditions.append(role)
    if filters.due_from or filters.due_until:
        conditions.append(f"{number} in ({_DUE})")
        values += [filters.due_from or "0", (filters.due_until or "9999") + "~"]
    if filters.fact in FACTS:
        conditions.append(f"f.{filters.fact}")
    for name in ("place", "doc_type", "year", "gazette"):
        if filters.chosen.get(name):
            conditions.append(f"f.{name} = ?")
            values.append(filters.chosen[name])
    in_force, days = _in_force("f.document_pk", filters)
    return conditions + in_force, values + days
