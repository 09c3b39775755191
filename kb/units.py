"""Which organisations a reader means by a name: one answer for the command line, the pages and their questions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schema.errors import GongbaoError

_NAMED = """
    select units.pk from unit_aliases join units on units.id = unit_id where alias = {name}
    union select pk from units where name = {name}
    union select units.pk from unit_aliases join units on units.id = unit_id
    where printed and length({name}) > 1 and instr(alias, {name})
      and not exists (select 1 from unit_aliases where alias = {name})
      and not exists (select 1 from units where name = {name})
"""

NAMED_UNITS = _NAMED.format(name="?")
"""The numbers of the organisations that bear a name; where none does, of those whose printed names hold it."""

_LEVELS = ("", "各", "市", "市各", "各市", "县", "各县", "区", "各区", "省", "省各", "州")
"""What stands before a collective name: of all, or of a level."""


RINGS = {"named": "指名", "former": "曾用机构", "general": "统称涵盖", "possible": "可能涉及"}
"""The rings around an organisation, the surest first, and the words for them."""


class UnknownUnitError(GongbaoError):
    """No organisation is printed under that name: ask for another."""


@dataclass(frozen=True, slots=True)
class Rings:
    """The ids of the organisations whose duties are an organisation's: its own, and of names that cover it.

    `named` are itself; `general` are general names that cover it (民政部门); `possible` are collectives of its
    place that may (有关部门, 市直各单位); `former` are what it was before a reform.
    """

    named: tuple[str, ...]
    general: tuple[str, ...]
    possible: tuple[str, ...]
    former: tuple[str, ...] = ()

    def items(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each ring by its name, as far as it has organisations; `RINGS` are the words."""
        for name in RINGS:
            if getattr(self, name):
                yield name, getattr(self, name)


def named(unit: str) -> list[str]:
    """The values of `NAMED_UNITS`."""
    return [unit] * NAMED_UNITS.count("?")


def named_units_by(expression: str) -> str:
    """`NAMED_UNITS` with an expression of SQL in place of its values: `trim(:unit)`."""
    return _NAMED.format(name=expression)


def unit_ids(connection: sqlite3.Connection, name: str) -> list[str]:
    """The ids of the organisations that a name means. Raises UnknownUnitError where it means none."""
    known = known_name(connection, name)
    found = connection.execute(f"select id from units where pk in ({NAMED_UNITS}) order by id", named(known))
    ids = [row[0] for row in found]
    if not ids:
        raise UnknownUnitError(
            f"{name}: no organisation is printed under this name; {_suggestion(connection, name)}"
        )
    return ids


def known_name(connection: sqlite3.Connection, name: str) -> str:
    """The name itself where an organisation bears it; for a collective name (市直各部门) one like it that is printed."""
    sql = f"select 1 from units where pk in ({NAMED_UNITS}) limit 1"
    if connection.execute(sql, named(name)).fetchone():
        return name
    forms = collective_forms()
    covers = forms.get(name)
    if covers is None:
        return name
    alike = sorted(forms, key=lambda form: (forms[form] != covers, "有关" not in form, len(form), form))
    marks = ", ".join("?" * len(alike))
    printed = {row[0] for row in connection.execute(f"select name from units where name in ({marks})", alike)}
    return next((form for form in alike if form in printed), name)


def collective_forms() -> dict[str, str]:
    """Every form of the collective names (各有关部门, 市直各单位), and what kind of organisation it may mean."""
    from parsers.language.lexicon import table  # what only searches reads no lexicon

    return {f"{level}{row['collective']}": row["covers"] for level in _LEVELS for row in table("collectives")}


def read_lexicon() -> None:
    """Read beforehand what the rings around an organisation, and its days, are found by."""
    from kb.answers.calendar import occurrences, today

    collective_forms()
    list(occurrences("每年9月", "P1Y", today(), today()))


def rings(connection: sqlite3.Connection, ids: Sequence[str]) -> Rings:
    """The three rings around organisations: what binds them by name, by a general name, and possibly."""
    from kb.reforms import reforms

    marks = ", ".join("?" * len(ids))
    sql = f"select distinct unit_id from unit_relations where covers_id in ({marks}) order by 1"
    general = [row[0] for row in connection.execute(sql, list(ids)) if row[0] not in ids]
    forms = list(collective_forms())
    places = f"select place from units where id in ({marks})"
    sql = f"select id from units where name in ({', '.join('?' * len(forms))}) and place in ({places}) order by id"
    possible = [row[0] for row in connection.execute(sql, [*forms, *ids])]
    before = [reform for reform in reforms(connection, ids) if reform.direction == "before"]
    former = [reform.unit_id for reform in before if reform.unit_id]
    taken = {*ids, *general, *former}
    left = tuple(unit for unit in possible if unit not in taken)
    return Rings(tuple(ids), tuple(general), left, tuple(former))


def _suggestion(connection: sqlite3.Connection, name: str) -> str:
    sql = (
        "select distinct alias from unit_aliases where printed and length(alias) > 1 "
        "and (instr(?1, alias) or instr(alias, ?1)) order by length(alias) desc, alias limit 5"
    )
    alike = [row[0] for row in connection.execute(sql, [name])]
    return f"similar: {'、'.join(alike)}" if alike else "the table unit_aliases lists those that are"
