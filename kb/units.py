"""Which organisations a reader means by a name: one answer for the command line, the pages and their questions."""

from __future__ import annotations

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


def named(unit: str) -> list[str]:
    """The values of `NAMED_UNITS`."""
    return [unit] * NAMED_UNITS.count("?")


def named_units_by(expression: str) -> str:
    """`NAMED_UNITS` with an expression of SQL in place of its values: `trim(:unit)`."""
    return _NAMED.format(name=expression)
