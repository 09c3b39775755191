"""What an organisation was called before a reform, and what took its place: rows of the table `unit_reforms`."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

_SQL = """
select 'before' as direction, former_id, former, day, basis from unit_reforms where successor_id in ({0})
union select 'after', successor_id, successor, day, basis from unit_reforms where former_id in ({0})
order by direction desc, day, 3
"""


@dataclass(frozen=True, slots=True)
class Reform:
    """An organisation that came before or after another: its id, None where no clause names it; name, day (perhaps a
    year) and the reason.
    """

    direction: Literal["before", "after"]
    unit_id: str | None
    name: str
    day: str
    basis: str


def reforms(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Reform]:
    """The predecessors and successors of organisations, predecessors first; none of them themselves."""
    found = connection.execute(_SQL.format(", ".join("?" * len(ids))), [*ids, *ids])
    return [reform for reform in (Reform(*row) for row in found) if reform.unit_id not in ids]
