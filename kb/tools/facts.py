"""Questions for facts: who must do what, by when, how much; who was appointed; what builds changed."""

from __future__ import annotations

import sqlite3
from datetime import date

from kb.answers import due, targets
from kb.answers.answer import PLACED, Where, read
from kb.answers.people import acts, posts
from kb.changes import changes
from kb.tools.rows import MOST, QUOTED, Rows, answer, cut, refused, rows_of
from kb.units import UnknownUnitError, unit_ids
from schema.tables import TABLES

_DUTIES = f"""
select f.unit_id as unit, f.name, f.role, f.basis, c.heading, c.text, {PLACED}
from clause_units f join documents d on d.id = f.document_id left join clauses c on c.id = f.clause_id
"""


def duties_of_unit(
    connection: sqlite3.Connection, unit: str, role: str | None = None, limit: int = 50
) -> Rows:
    """The clauses that bind an organisation, under any of its names; in one role where one is given."""
    try:
        ids = unit_ids(connection, unit)
    except UnknownUnitError as error:
        return refused(error)
    where = Where()
    where.one_of("f.unit_id", ids)
    where.one_of("f.role", [role] if role else None)
    rows = read(connection, f"{_DUTIES} where {where} order by f.pk", where.values)
    return answer({"found": True, "units": ids, **cut(rows, limit)})


def deadlines(
    connection: sqlite3.Connection,
    unit: str | None = None,
    start: str | None = None,
    end: str | None = None,
    limit: int = 50,
) -> Rows:
    """What falls due between two days (ISO), of one organisation or of all; what recurs with its next occurrences."""
    try:
        for day in filter(None, (start, end)):
            date.fromisoformat(day)
        asked = due.Due(units=_named(connection, unit), start=start, end=end)
    except (UnknownUnitError, ValueError) as error:
        return refused(error)
    return answer(rows_of(due.due(connection, asked), limit))


def numbers(
    connection: sqlite3.Connection,
    indicator: str | None = None,
    year: int | str | None = None,
    unit: str | None = None,
    limit: int = 50,
) -> Rows:
    """Numbers that bind or are reported: of an indicator's words, of a year, of one organisation."""
    try:
        asked = targets.Targets(_named(connection, unit), str(year) if year else None, None, indicator)
    except UnknownUnitError as error:
        return refused(error)
    return answer(rows_of(targets.targets(connection, asked), limit))


def appointments_of(connection: sqlite3.Connection, person: str) -> Rows:
    """Appointments and removals of everybody of this name; a name alone does not say that two rows are one person."""
    asked = acts.Appointments(person="".join(person.split()))
    return answer(rows_of(acts.appointments(connection, asked), MOST))


def who_held(connection: sqlite3.Connection, post: str, day: str | None = None) -> Rows:
    """The holders of the posts that hold these words, or who held them on a day (ISO)."""
    return answer(rows_of(posts.holders(connection, post, day), MOST))


def changes_since(connection: sqlite3.Connection, seq: int = 0, limit: int = 100) -> Rows:
    """Rows that builds added, changed or removed after a number; the last one's `seq` goes on."""
    found = changes(connection, seq, max(1, min(limit, MOST)) + 1)
    return answer(cut((_changed(connection, change) for change in found), limit))


def _changed(connection: sqlite3.Connection, change: Rows) -> Rows:
    """A change with what its row says today; `quote` and `page` are null where it is gone."""
    about = {key: value for key, value in change.items() if key not in ("row_id", "document_id")}
    table = TABLES[change["table"]].name
    row = next(read(connection, f"select * from [{table}] where id = ?", [change["row_id"]]), {})
    clause = change["row_id"] if table == "clauses" else row.get("clause_id")
    return {
        **about,
        "id": change["row_id"],
        "document_id": change["document_id"],
        "quote": _words(row),
        "page": row.get("page", row.get("page_start")),
        "address": _address(connection, "c", clause) or _address(connection, "d", change["document_id"]),
    }


def _words(row: Rows) -> str | None:
    """What a row of any table quotes: its words, else its title or name."""
    words = next((row[name] for name in ("quote", "title", "text", "gazette") if row.get(name)), None)
    return words and str(words)[:QUOTED]


def _address(connection: sqlite3.Connection, kind: str, row_id: str | None) -> str | None:
    """The short address of a clause (`c`) or document (`d`) that is held."""
    table = {"c": "clauses", "d": "documents"}[kind]
    found = connection.execute(f"select short_id from {table} where id = ?", [row_id]).fetchone()
    return f"/{kind}/{found[0]}" if found else None


def _named(connection: sqlite3.Connection, unit: str | None) -> list[str] | None:
    return unit_ids(connection, unit) if unit else None
