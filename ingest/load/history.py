"""What a build carries on from the database that it replaces: when rows were first seen, what has changed or moved."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from schema.columns import Table
from schema.history import CHANGES, COMPARED, CORRECTIONS, MOVED, NOT_COMPARED
from schema.tables import TABLES

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
where {among}
"""
_ADDED = """
select 'added', new.id, {new_document}, null, {new_hash}, {new_source}, {new_corrected}, 0
from main.[{table}] as new where not exists (select 1 from before.[{table}] as old where old.id = new.id)
  and {new_among}
order by new.{order}
"""
_REMOVED = """
select 'removed', old.id, {old_document}, {old_hash}, null, {old_source}, {old_corrected}, 0
from before.[{table}] as old where not exists (select 1 from main.[{table}] as new where new.id = old.id)
  and {old_among}
order by old.{order}
"""
_CHANGED = """
select 'changed', new.id, {new_document}, {old_hash}, {new_hash}, {new_source},
  {new_corrected} or {old_corrected}, not ({own_differ})
from main.[{table}] as new join before.[{table}] as old on old.id = new.id where ({differ}) and {new_among} order by new.{order}
"""


_GAVE_ROWS = """
select 1 from {other}.sources as there join main.sources as new using (id) join before.sources as old using (id)
where id = ? and there.edition_of is null and new.declared is old.declared
"""
"""The same bytes, declared the same, gave rows there too."""

# What was masked keeps its length.
_RENAMED_DOCUMENTS = """
select old.id, min(new.id) from before.documents old
join main.documents new on new.source_id = old.source_id and (
  new.text = old.text or (new.seq = old.seq and (new.title = old.title or new.doc_number = old.doc_number
    or length(new.text) = length(old.text))))
where not exists (select 1 from main.documents d where d.id = old.id)
  and not exists (select 1 from before.documents d where d.id = new.id)
group by old.id
"""
_MOVE_DOCUMENT = """
insert or replace into moved (id, short_id, [table], row_id)
select id, short_id, 'documents', :new from before.documents where id = :old
"""
_MOVE_CLAUSES = """
insert or replace into moved (id, short_id, [table], row_id)
select old.id, old.short_id, 'clauses', new.id from before.clauses old
join main.clauses new on new.id = :new || substr(old.id, length(:old) + 1) where old.document_id = :old
"""


def copy_history(connection: sqlite3.Connection) -> None:
    """Carry on what the database that is replaced says of earlier builds."""
    for table in (CHANGES, MOVED):
        _copy(connection, table)


def carry_on(connection: sqlite3.Connection, at: str, among: str = "true") -> None:
    """Fill `first_seen` of a full database from the one that it will replace, and add to `changes` and `moved`.

    `at` is the time of the build. Rows are compared by id and by what they say, not by where they stand; of a database
    of another version, by the columns that both have. `among` is the condition on the id of the document, or else the
    issue, of the rows that may be others: all, where nothing is known.
    """
    connection.create_function("row_hash", -1, _row_hash, deterministic=True)
    for table in COMPARED:
        _compare(connection, table, at, among)
        connection.execute(
            _SEEN.format(table=table, among=among.format(_holder(table, f"[{table}]"))), {"at": at}
        )
    _move(connection)


def _holder(table: str, row: str) -> str:
    """The id of the document of a row, or of its issue, which is that of a masthead's list."""
    own = {"documents": f"{row}.id", "issues": f"{row}.id"}
    own["rosters"] = f"coalesce({row}.document_id, {row}.issue_id)"
    return own.get(table, f"{row}.document_id")


def take_out(connection: sqlite3.Connection, words: str, instead: str, document: str | None) -> None:
    """Put other signs for words in what is remembered of earlier builds, everywhere or of one document: ids hold quotations.

    An old address that holds the words leads nowhere afterwards; the short one still does.
    """
    said = {"words": words, "instead": instead, "document": document}
    in_document = "and instr({0}, :document)" if document else ""
    connection.execute(
        f"update moved set id = short_id where instr(id, :words) {in_document.format('id')}", said
    )
    for table, column in (("moved", "row_id"), ("changes", "row_id"), ("changes", "document_id")):
        connection.execute(
            f"update [{table}] set {column} = replace({column}, :words, :instead) "
            f"where instr({column}, :words) {in_document.format(column)}",
            said,
        )


def forget(connection: sqlite3.Connection) -> None:
    """Let go of the database that is replaced, outside of a transaction."""
    if any(row[1] == "before" for row in connection.execute("pragma database_list").fetchall()):
        connection.execute("detach before")


def remember(connection: sqlite3.Connection, previous: Path) -> bool:
    """Attach the database that is replaced, where there is one that remembers; before a transaction begins."""
    if not previous.is_file() or not previous.stat().st_size:
        return False
    try:
        connection.execute("attach ? as before", [f"file:{quote(str(previous))}?mode=ro"])
    except sqlite3.DatabaseError:
        return False
    remembers = all(_columns(connection, name) >= {"id", "first_seen"} for name in COMPARED)
    if not (
        remembers and _columns(connection, CHANGES.name) and "declared" in _columns(connection, "sources")
    ):
        connection.execute("detach before")
        return False
    return True


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    """The columns that a table has in the database that is replaced."""
    return {row[1] for row in connection.execute(f"pragma before.table_info([{table}])")}


def _copy(connection: sqlite3.Connection, table: Table) -> None:
    """Carry the rows of a table on as they are."""
    both = _columns(connection, table.name)
    names = ", ".join(f"[{name}]" for name in table.column_names if name in both)
    if names:
        connection.execute(
            f"insert into main.[{table.name}] ({names}) select {names} from before.[{table.name}]"
        )


def _compare(connection: sqlite3.Connection, table: str, at: str, among: str) -> None:
    """Note every row of a table that came, changed or went."""
    parts = _parts(table, _columns(connection, table), bool(_columns(connection, CORRECTIONS.name)))
    parts |= {f"{side}_among": among.format(_holder(table, side)) for side in ("new", "old")}
    for query in (_REMOVED, _CHANGED, _ADDED):
        found = connection.execute(query.format(table=table, **parts))
        rows = (
            (
                at,
                kind,
                table,
                row_id,
                document,
                before,
                after,
                _reason(connection, kind, source, bool(corrected), bool(linked)),
            )
            for kind, row_id, document, before, after, source, corrected, linked in found
        )
        connection.executemany(
            "insert into changes (at, kind, [table], row_id, document_id, hash_before, hash_after, reason) "
            "values (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def _move(connection: sqlite3.Connection) -> None:
    """Note what the documents are called now that the same source called otherwise before, and their clauses."""
    for old, new in connection.execute(_RENAMED_DOCUMENTS).fetchall():
        for move in (_MOVE_DOCUMENT, _MOVE_CLAUSES):
            connection.execute(move, {"old": old, "new": new})
    connection.execute(
        "update moved set row_id = (select row_id from moved as later where later.id = moved.row_id) "
        "where row_id in (select id from moved)"
    )
    connection.execute(
        "delete from moved where id in (select id from documents union all select id from clauses) "
        "or row_id not in (select id from documents union all select id from clauses)"
    )


def _parts(table: str, before: set[str], remembers: bool) -> dict[str, str]:
    """The pieces of the queries that compare the rows of a table by the columns that it had `before` too.

    `remembers` says whether that database has corrections.
    """
    names = [name for name in TABLES[table].column_names if name in before]
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
        parts |= {
            f"{side}_hash": f"row_hash({columns})",
            f"{side}_document": document,
            f"{side}_source": source,
            f"{side}_corrected": _corrected(table, side, document, names, remembers),
        }
    return parts


def _corrected(table: str, side: str, document: str, names: Sequence[str], remembers: bool) -> str:
    """Whether a person put a row right, dropped it, or did so in the database before and no longer does."""
    said = f"k.fact_id = {side}.id"
    if table == "documents":
        said += f" or (k.fact_id is null and k.[table] is null and k.document_id = {side}.id)"
    if "quote" in names:
        said += f" or (k.[table] = '{table}' and k.document_id = {document} and k.quote = {side}.quote)"
    parts = [f"{side}.origin = 'correction'"] if "origin" in names else []
    for schema in ("main", "before") if remembers else ("main",):
        parts.append(f"exists (select 1 from {schema}.corrections k where k.state = 'applied' and ({said}))")
    return f"({' or '.join(parts)})"


def _reason(
    connection: sqlite3.Connection, kind: str, source: str | None, corrected: bool, linked: bool
) -> str:
    """Why a row came, changed or went: a person put it right, its source or a linked one did, or the parser reads otherwise."""
    other = "main" if kind == "removed" else "before"
    same_source = connection.execute(_GAVE_ROWS.format(other=other), [source]).fetchone()
    if corrected and (same_source or kind != "removed"):
        return "correction"
    return "parser" if same_source and not linked else "source"


def _row_hash(*values: object) -> str:
    """A digest of what a row says."""
    text = json.dumps(values, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
