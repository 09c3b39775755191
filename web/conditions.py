"""The filters of a search, as conditions of SQL."""

from __future__ import annotations

from dataclasses import dataclass, fields

FACTS = {
    "deadlines": "时限",
    "targets": "数字",
    "clause_units": "责任单位",
    "citations": "引用文件",
    "amendments": "修改",
    "tables": "表格",
}
"""The kinds of facts that a clause can be asked to hold, by table."""

NAMES = {"unit": "单位", "role": "角色", "fact": "含有", "due_from": "到期从", "due_until": "到期至"}
NAMES |= {"doc_type": "文种", "year": "年份", "gazette": "公报"}
"""What each filter is called."""

_BOUND = """
    with named as (
      select unit_id from unit_aliases where alias = ? union select id from units where name = ?
    )
    select unit_id from named
    union select unit_id from unit_relations where covers_id in (select unit_id from named)
"""


@dataclass(frozen=True, slots=True)
class Filters:
    """What results are restricted to; empty where not. Dates may be partial."""

    unit: str = ""
    role: str = ""
    fact: str = ""
    due_from: str = ""
    due_until: str = ""
    doc_type: str = ""
    year: str = ""
    gazette: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        """Those that restrict, by name."""
        return {name: text for name, text in self.values().items() if text}

    @property
    def about_clauses(self) -> bool:
        """Whether only clauses can be asked this."""
        return bool(self.unit or self.role or self.fact or self.due_from or self.due_until)

    @property
    def about_few(self) -> bool:
        """Whether the clauses that can be meant are few: then they are looked up first, and the words after."""
        return bool(self.unit or self.due_from or self.due_until)

    def values(self) -> dict[str, str]:
        """Every filter by name."""
        return {known.name: getattr(self, known.name) for known in fields(self)}


Conditions = tuple[list[str], list[str]]


def document_conditions(filters: Filters) -> Conditions:
    """Conditions on the document `d`, and their values."""
    conditions, values = [], []
    if filters.doc_type:
        conditions.append("d.doc_type = ?")
        values.append(filters.doc_type)
    if filters.year:
        conditions.append("substr(d.issued_on, 1, 4) = ?")
        values.append(filters.year)
    if filters.gazette:
        conditions.append("d.issue_id in (select id from issues where gazette = ?)")
        values.append(filters.gazette)
    return conditions, values


def clause_conditions(filters: Filters) -> Conditions:
    """Conditions on the clause `x`, and their values."""
    conditions: list[str] = []
    values: list[str] = []
    if filters.unit or filters.role:
        parts = [f"unit_id in ({_BOUND})"] if filters.unit else []
        parts += ["role = ?"] if filters.role else []
        conditions.append(f"x.id in (select clause_id from clause_units where {' and '.join(parts)})")
        values += [filters.unit] * 2 if filters.unit else []
        values += [filters.role] if filters.role else []
    if filters.fact in FACTS:
        conditions.append(f"exists (select 1 from {filters.fact} where clause_id = x.id)")
    if filters.due_from or filters.due_until:
        conditions.append("x.id in (select clause_id from deadlines where due between ? and ?)")
        values += [filters.due_from or "0", (filters.due_until or "9999") + "~"]
    return conditions, values
