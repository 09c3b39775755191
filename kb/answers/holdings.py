"""What the database holds: its documents, and the issues of gazettes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from urllib.parse import quote

from kb.answers.answer import EVERYTHING, Answer, Head, Row, Seek, Where, Within, read
from kb.answers.seek import numbered

DOCUMENTS = (
    Head("title", "标题", width=40),
    Head("doc_number", "发文字号", width=20),
    Head("doc_type", "文种"),
    Head("issuer", "发文机关", width=24),
    Head("issued_on", "成文日期", "date"),
    Head("role", "角色", table="documents"),
    Head("place", "地方"),
    Head("page", "页", "number", 6),
    Head("issue_id", "期标识", width=20),
    Head("parent_id", "印发通知标识", width=20),
    Head("id", "文件标识", width=20),
    Head("address", "网址", width=20),
)
ISSUES = (
    Head("gazette", "公报名称", width=24),
    Head("year", "年份", "number"),
    Head("number", "期号", "number"),
    Head("serial_number", "总期号", "number"),
    Head("published_on", "出版日期", "date"),
    Head("publisher", "编辑出版", width=24),
    Head("documents", "文件数", "number"),
    Head("id", "期标识", width=20),
    Head("address", "网址", width=20),
)

_DOCUMENTS = """
select d.pk, d.title, d.doc_number, d.doc_type, d.issuer, d.issued_on, d.role, d.place, d.page_start as page, d.issue_id,
  d.parent_id, d.id, '/d/' || d.short_id as address from documents d
"""
_ISSUES = """
select i.rowid as pk, i.gazette, i.year, i.number, i.serial_number, i.published_on, i.publisher, i.id,
  (select count(*) from documents d where d.issue_id = i.id) as documents from issues i
"""


def documents(connection: sqlite3.Connection, within: Within = EVERYTHING, year: str | None = None) -> Answer:
    """The documents in the order of the database: of a place, a kind, a year, in force on a day."""
    where = Where()
    where.in_force("d.id", within.in_force)
    for name in ("place", "doc_type"):
        where.one_of(f"d.{name}", [said] if (said := getattr(within, name)) else None)
    if year:
        where.add("substr(d.issued_on, 1, 4) = ?", year)

    def behind(mark: str) -> Iterator[Row]:
        sql = f"{_DOCUMENTS} where {where} and d.pk > ? order by d.pk"
        return read(connection, sql, [*where.values, int(mark or 0)])

    return Answer("documents", "文件", DOCUMENTS, behind(""), Seek(numbered, behind))


def issues(connection: sqlite3.Connection) -> Answer:
    """The issues of gazettes in the order of the database."""

    def behind(mark: str) -> Iterator[Row]:
        for row in read(connection, f"{_ISSUES} where i.rowid > ? order by i.rowid", [int(mark or 0)]):
            yield {**row, "address": f"/issues/{quote(row['id'])}"}

    return Answer("issues", "公报", ISSUES, behind(""), Seek(numbered, behind))
