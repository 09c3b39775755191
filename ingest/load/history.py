"""What a build carries on from the database that it replaces: when rows were first seen, and what has changed."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path
from urllib.parse import quote

from schema.history import CHANGES, COMPARED, NOT_COMPARED
from schema.tables import TABLES
from schema.version import DATABASE_VERSION

_LINKS = frozenset(
    name
    for table in COMPARED
    for name, other, _ in TABLES[table].foreign_keys
    if other in {"documents", "clauses"}
) - {"document_id", "clause_id", "parent_id"}
"""Columns that lead to rows of other sources: they change where those come and go."""

_SEEN = """
update [{table}] set first_seen = case
  when exists (select 1 from before.[{table}] as old where old.id = [{table}].id)
  then (select old.first_seen from before.[{table}] as old where old.id = [{table}].id)
  else :at end
"""
_ADDED = """
select 'added', new.id, {new_document}, null, {new_hash}, {new_source}, {new_origin}, 0
from main.[{table}] as new where not exists (select 1 from before.[{table}] as old where old.id = new.id)
order by new.{order}
"""
_REMOVED = """
select 'removed', old.id, {old_document}, {old_hash}, null, {old_source}, 'parser', 0
from before.[{table}] as old where not exists (select 1 from main.[{table}] as new where new.id = old.id)
order by old.{order}
"""
_CHANGED = """
select 'changed', new.id, {new_document}, {old_hash}, {new_hash}, {new_source}, {new_origin}, not ({own_differ})
from main.[{table}] as new join before.[{table}] as old on old.id = new.id where {differ} order by new.{order}
"""


def carry_on(connection: sqlite3.Connection, previous: Path, at: str) -> int:
    """Fill `first_seen` and `changes` of a full database from the one that it will replace; the number of changes.

    A database of another version, or one that cannot be read, is as none: `first_seen` stays empty. `at` is the
    time of the build. Rows are compared by id and by what they say, not by where they stand.
    """
    connection.commit()
    if not _attach(connection, previous):
        return 0
    connection.create_function("row_hash", -1, _row_hash, deterministic=True)
    names = ", ".join(f"[{name}]" for name in CHANGES.column_names)
    connection.execute(f"insert into changes ({names}) select {names} from before.changes")
    for table in COMPARED:
        _compare(connection, table, at)
        connection.execute(_SEEN.format(table=table), {"at": at})
    connection.commit()
    connection.execute("detach before")
    return int(connection.execute("select count(*) from changes").fetchone()[0])


def _attach(connection: sqlite3.Connection, previous: Path) -> bool:
    """Attach the database that is replaced, where there is one of this version."""
    if not previous.is_file() or not previous.stat().st_size:
        return False
    connection.execute("attach ? as before", [f"file:{quote(str(previous))}?mode=ro"])
    try:
        known: bool = connection.execute("pragma before.user_version").fetchone() == (DATABASE_VERSION,)
    except sqlite3.DatabaseError:
        known = False
    if not known:
        connection.execute("detach before")
    return known


def _compare(connection: sqlite3.Connection, table: str, at: str) -> None:
    """Note every row of a table that came, changed or went."""
    parts = _parts(table)
    for query in (_REMOVED, _CHANGED, _ADDED):
        found = connection.execute(query.format(table=table, **parts)).fetchall()
        rows = (
            (
                at,
                kind,
                table,
                row_id,
                document,
                before,
                after,
                _reason(connection, kind, source, origin, bool(linked)),
            )
            for kind, row_id, document, before, after, source, origin, linked in found
        )
        connection.executemany(
            "insert into changes (at, kind, [table], row_id, document_id, hash_before, hash_after, reason) "
            "values (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def _parts(table: str) -> dict[str, str]:
    """The pieces of the queries that compare the rows of a table."""
    names = TABLES[table].column_names
    said = [name for name in names if name not in NOT_COMPARED]
    differ = [f"new.[{name}] is not old.[{name}]" for name in said]
    own = [f"new.[{name}] is not old.[{name}]" for name in said if name not in _LINKS]
    parts = {
        "differ": " or ".join(differ),
        "own_differ": " or ".join(own),
        "order": "pk" if "pk" in names else "id",
    }
    for side, schema in (("new", "main"), ("old", "before")):
        columns = ", ".join(f"{side}.[{name}]" for name in said)
        document = {"documents": f"{side}.id", "issues": "null"}.get(table, f"{side}.document_id")
        source = f"(select source_id from {schema}.documents where id = {document})"
        if table in ("documents", "issues"):
            source = f"{side}.source_id"
        elif table == "rosters":
            source = f"coalesce({source}, (select source_id from {schema}.issues where id = {side}.issue_id))"
        origin = f"{side}.origin" if "origin" in names else "'parser'"
        parts |= {
            f"{side}_hash": f"row_hash({columns})",
            f"{side}_document": document,
            f"{side}_source": source,
            f"{side}_origin": origin,
        }
    return parts


def _reason(connection: sqlite3.Connection, kind: str, source: str | None, origin: str, linked: bool) -> str:
    """Why a row came, changed or went: a person put it right, its source or a linked one did, or the parser reads otherwise."""
    if origin == "correction":
        return "correction"
    other = "main" if kind == "removed" else "before"
    gave_rows = f"select 1 from {other}.sources where id = ? and edition_of is null"
    same_source = connection.execute(gave_rows, [source]).fetchone()
    return "parser" if same_source and not linked else "source"


def _row_hash(*values: object) -> str:
    """A digest of what a row says."""
    text = json.dumps(values, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
