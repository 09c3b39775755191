"""What people put right in a document: every entry of `corrections.toml` that was applied to it."""

from __future__ import annotations

import sqlite3

from web.reading.rows import Row, rows
from web.site.site import belongs_to

OPS = {"set": "改正", "drop": "删去", "add": "补入", "mask": "隐去"}
"""What an entry does, and the words for it."""


def corrections_of(connection: sqlite3.Connection, document_id: str) -> list[Row]:
    """The entries that were applied to a document, each with what it did (`done`) and to which table (`about`)."""
    applied = 'select op, fact_id, document_id, [table], quote, "by", why, "on" from corrections where state = \'applied\''
    return [
        {**row, "done": OPS[row["op"]], "about": _about(row)}
        for row in rows(connection, applied, [])
        if row["document_id"] == document_id or (row["fact_id"] and belongs_to(document_id, row["fact_id"]))
    ]


def _about(row: Row) -> str:
    """The table of what an entry is about; the clauses, where it names one; the document itself, where it names nothing."""
    if row["table"] or row["op"] == "mask":
        return str(row["table"] or "")
    before, colon, _ = str(row["fact_id"] or "").partition(":")
    return before if colon and before.isascii() else "clauses" if row["fact_id"] else "documents"
