"""A ready entry of `corrections.toml` for a fact that somebody doubts: what stands there now, to be put right."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kb.answers.answer import read
from kb.answers.calendar import today

FACTS = {
    "clause_units": ("name", "role"),
    "deadlines": ("text", "kind", "due"),
    "targets": ("indicator", "comparator", "value", "unit", "due", "kind"),
    "citations": ("title", "doc_number", "relation"),
    "appointments": ("date", "action", "organisation", "position"),
    "rosters": ("body", "role", "post"),
    "amendments": ("op", "target", "old", "new"),
    "events": ("start", "end"),
}
"""The tables whose facts can be put right, and the columns that are offered."""

_MOST = 200
"""Facts of one kind that are offered: whoever looks for one of more goes by its clause."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact: its table, its words, what it says, where it stands, and the entry that puts it right."""

    table: str
    quote: str
    values: dict[str, Any]
    address: str
    toml: str


def entry_of(connection: sqlite3.Connection, fact_id: str) -> Entry | None:
    """The entry for the fact of an id; None where there is none."""
    table = fact_id.partition(":")[0]
    return next(_entries(connection, table, "f.id = ?", fact_id), None) if table in FACTS else None


def entries_of(connection: sqlite3.Connection, kind: str, short: str) -> list[Entry]:
    """The entries for the facts of a clause (kind `c`) or a document (`d`), by their short names."""
    table, column = ("clauses", "clause_id") if kind == "c" else ("documents", "document_id")
    row = connection.execute(f"select id from {table} where short_id = ?", [short]).fetchone()
    if row is None:
        return []
    tables = [name for name in FACTS if kind == "d" or name not in ("rosters", "events")]
    return [entry for name in tables for entry in _entries(connection, name, f"f.{column} = ?", row[0])]


def _entries(connection: sqlite3.Connection, table: str, condition: str, value: str) -> Iterator[Entry]:
    columns = ", ".join(f"f.{name}" for name in FACTS[table])
    sql = f"""
        select f.id, f.quote, '/d/' || d.short_id as address, {columns} from [{table}] f
        join documents d on d.id = f.document_id where {condition} order by f.pk limit {_MOST}
    """
    for row in read(connection, sql, [value]):
        values = {name: row[name] for name in FACTS[table]}
        yield Entry(table, row["quote"], values, row["address"], _toml(row["id"], values))


def _toml(fact_id: str, values: dict[str, Any]) -> str:
    """An entry that changes nothing yet: whoever fills it in keeps the values that are wrong, and puts them right."""
    shown = ", ".join(
        f"{name} = {json.dumps(v, ensure_ascii=False)}" for name, v in values.items() if v is not None
    )
    lines = [
        "[[correction]]",
        'op = "set"  # 改为 "drop" 即删去此条',
        f"fact = {json.dumps(fact_id, ensure_ascii=False)}",
        f"values = {{ {shown} }}  # 只留下要改的，写上正确的值",
        'by = ""  # 更正人',
        'why = ""  # 理由，如“与原件核对”',
        f"on = {today().isoformat()}",
    ]
    return "\n".join(lines) + "\n"
