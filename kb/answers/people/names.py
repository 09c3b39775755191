"""Which names have a page."""

from __future__ import annotations

import sqlite3

from parsers.language.names.held import is_role


def has_page(connection: sqlite3.Connection, person: str) -> bool:
    """Whether somebody has a page: who was appointed, is named in a chronicle, or has a role in a group.

    Whoever stands only in a list of applicants, pupils or recipients has none.
    """
    acts = "select 1 from appointments where person_id = ?1 union all select 1 from event_people where person_id = ?1"
    if connection.execute(f"{acts} limit 1", [person]).fetchone():
        return True
    roles = connection.execute("select distinct role from rosters where person_id = ?", [person])
    return any(is_role(role) for (role,) in roles)
