"""A ready entry of `corrections.toml` for a fact that somebody doubts: what stands there now, to be put right."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kb.answers.answer import Row, read
from kb.answers.calendar import today

FACTS = {
    "clause_units": ("name", "role"),
    "deadlines": ("text", "kind", "due"),
    "targets": ("indicator", "comparator", "value", "unit", "due", "kind"),
    "citations": ("title", "doc_number", "relation"),
    "clause_citations": ("title", "doc_number", "cited_path"),
    "appointments": ("date", "action", "organisation", "position"),
    "rosters": ("body", "role", "post"),
    "amendments": ("op", "target", "old", "new"),
    "events": ("start", "end"),
}
"""The tables whose facts can be put right, and the columns that are offered."""

FIELDS = ("title", "doc_number", "doc_type", "issuer", "issued_on", "effective_from", "effective_until")
"""What of a document itself can be put right."""

ADDED = [name for name in FACTS if name != "events"]
"""The tables that a fact which was overlooked can be added to."""

_IN_CLAUSES = [name for name in FACTS if name not in ("rosters", "events")]
_DOCUMENT = f"""
select id, id as document_id, null as path, title as quote, '/d/' || short_id as address, {", ".join(FIELDS)}
from documents where short_id = ?
"""
_CLAUSE = """
select id, document_id, path, coalesce(heading, substr(text, 1, 40)) as quote, '/c/' || short_id as address, label, heading
from clauses where short_id = ?
"""
_MOST = 200
"""Facts of one kind that are offered: whoever looks for one of more goes by its clause."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that puts something right: the table of what it is about (none where something is missing), its words,
    where it stands, and the entry as it stands in the file.
    """

    table: str
    quote: str
    address: str
    toml: str


def entry_of(connection: sqlite3.Connection, fact_id: str) -> Entry | None:
    """The entry for the fact of an id; None where there is none."""
    table = fact_id.partition(":")[0]
    return next(_facts(connection, table, "f.id = ?", fact_id), None) if table in FACTS else None


def entries_of(connection: sqlite3.Connection, kind: str, short: str) -> list[Entry]:
    """The entries for a clause (kind `c`) or a document (`d`) by its short name: itself, its facts, and what is missing."""
    sql, column, tables = (
        (_CLAUSE, "clause_id", _IN_CLAUSES) if kind == "c" else (_DOCUMENT, "document_id", FACTS)
    )
    row = next(read(connection, sql, [short]), None)
    if row is None:
        return []
    facts = (entry for name in tables for entry in _facts(connection, name, f"f.{column} = ?", row["id"]))
    return [_itself(row, kind), *facts, _missing(row)]


def _itself(row: Row, kind: str) -> Entry:
    about = "fact" if kind == "c" else "document"
    values = {name: row[name] for name in (("label", "heading") if kind == "c" else FIELDS)}
    table = "clauses" if kind == "c" else "documents"
    return Entry(table, row["quote"], row["address"], _toml("set", {about: row["id"]}, values))


def _missing(row: Row) -> Entry:
    """An entry to fill in for a fact that was overlooked."""
    place = {"document": row["document_id"], **({"path": row["path"]} if row["path"] else {})}
    toml = _toml("add", {**place, "table": ADDED[1], "quote": ""}, {})
    tables = f"# table 可为 {'、'.join([*ADDED, 'clauses'])}\n# quote 写漏读的原文，须与正文一字不差；values 写其内容\n"
    return Entry("", "", row["address"], tables + toml)


def _facts(connection: sqlite3.Connection, table: str, condition: str, value: str) -> Iterator[Entry]:
    columns = ", ".join(f"f.{name}" for name in FACTS[table])
    sql = f"""
        select f.id, f.quote, '/d/' || d.short_id as document_address, {columns},
          {"(select '/c/' || short_id from clauses where id = f.clause_id)" if table in _IN_CLAUSES else "null"} as address
        from [{table}] f join documents d on d.id = f.document_id where {condition} order by f.pk limit {_MOST}
    """
    for row in read(connection, sql, [value]):
        values = {name: row[name] for name in FACTS[table]}
        toml = _toml("set", {"fact": row["id"]}, values)
        yield Entry(table, row["quote"], row["address"] or row["document_address"], toml)


def _toml(op: str, about: dict[str, Any], values: dict[str, Any]) -> str:
    """An entry that changes nothing yet: whoever fills it in keeps the values that are wrong, and puts them right."""
    shown = ", ".join(f"{name} = {_text(v)}" for name, v in values.items() if v is not None)
    set_ = op == "set"
    lines = [
        "[[correction]]",
        f'op = "{op}"' + ('  # 改为 "drop" 即删去此条' if set_ and "fact" in about else ""),
        *(f"{name} = {_text(value)}" for name, value in about.items()),
        f"values = {{ {shown} }}" + ("  # 只留下要改的，写上正确的值" if set_ else ""),
        'by = ""  # 更正人',
        'why = ""  # 理由，如“与原件核对”',
        f"on = {today().isoformat()}",
    ]
    return "\n".join(lines) + "\n"


def _text(value: Any) -> str:
    """A value as TOML has it: a JSON string is one."""
    return json.dumps(value, ensure_ascii=False)
