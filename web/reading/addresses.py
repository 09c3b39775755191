"""Addresses that stay: short ones, and those of documents that are called otherwise now. They lead to today's."""

from __future__ import annotations

import sqlite3

from web.reading.rows import first
from web.site.site import clause_path, document_path

_TABLES = {"d": "documents", "c": "clauses"}
_SHORT = """
select id from [{table}] where short_id = :short
union all
select row_id from moved where short_id = :short and [table] = '{table}'
"""


def address_of(connection: sqlite3.Connection, kind: str, short: str) -> str | None:
    """The address of the document (kind `d`) or clause (`c`) that has, or had, a short name; None where there is none."""
    table = _TABLES[kind]
    row = first(connection, _SHORT.format(table=table), {"short": short})
    if row is None:
        return None
    if table == "documents":
        return document_path(row["id"])
    clause = first(connection, "select id, document_id from clauses where id = ?", [row["id"]])
    return clause_path(clause["document_id"], clause["id"]) if clause else None


def address_today(connection: sqlite3.Connection, document_id: str) -> str | None:
    """The address of the document that was called so before."""
    row = first(connection, "select row_id from moved where id = ? and [table] = 'documents'", [document_id])
    return document_path(row["row_id"]) if row else None
