"""Which organisations a reader means by a name: one answer for the command line, the pages and their questions."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
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


class UnknownUnitError(GongbaoError):
    """No organisation is printed under that name: ask for another."""


@dataclass(frozen=True, slots=True)
class Rings:
    """The ids of the organisations whose duties are an organisation's: its own, and of names that cover it.

    `named` are itself; `general` are general names that cover it (民政部门); `possible` are collectives of its
    place that may (有关部门, 市直各单位).
    """

    named: tuple[str, ...]
    general: tuple[str, ...]
    possible: tuple[str, ...]


def named(unit: str) -> list[str]:
    """The values of `NAMED_UNITS`."""
    return [unit] * NAMED_UNITS.count("?")


def named_units_by(expression: str) -> str:
    """`NAMED_UNITS` with an expression of SQL in place of its values: `trim(:unit)`."""
    return _NAMED.format(name=expression)


def unit_ids(connection: sqlite3.Connection, name: str) -> list[str]:
    """The ids of the organisations that a name means. Raises UnknownUnitError where it means none."""
    found = connection.execute(f"select id from units where pk in ({NAMED_UNITS}) order by pk", named(name))
    ids = [row[0] for row in found]
    if not ids:
        raise UnknownUnitError(
            f"{name}: no organisation is printed under this name; {_suggestion(connection, name)}"
        )
    return ids


def rings(connection: sqlite3.Connection, ids: Sequence[str]) -> Rings:
    """The three rings around organisations: what binds them by name, by a general name, and possibly."""
    from parsers.language.lexicon import table  # what only searches reads no lexicon

    marks = ", ".join("?" * len(ids))
    sql = f"select distinct unit_id from unit_relations where covers_id in ({marks}) order by 1"
    general = [row[0] for row in connection.execute(sql, list(ids)) if row[0] not in ids]
    forms = [f"{level}{row['collective']}" for level in _LEVELS for row in table("collectives")]
    places = f"select place from units where id in ({marks})"
    sql = f"select id from units where name in ({', '.join('?' * len(forms))}) and place in ({places}) order by id"
    possible = [row[0] for row in connection.execute(sql, [*forms, *ids])]
    taken = {*ids, *general}
    return Rings(tuple(ids), tuple(general), tuple(unit for unit in possible if unit not in taken))


def _suggestion(connection: sqlite3.Connection, name: str) -> str:
    sql = (
        "select distinct alias from unit_aliases where printed and length(alias) > 1 "
        "and (instr(?1, alias) or instr(alias, ?1)) order by length(alias) desc, alias limit 5"
    )
    alike = [row[0] for row in connection.execute(sql, [name])]
    return f"similar: {'、'.join(alike)}" if alike else "the table unit_aliases lists those that are"
