"""The members of leading groups, as the lists of names say."""

from __future__ import annotations

import sqlite3

from kb.answers.answer import PLACE, Answer, Head, Where, read

MEMBERS = (
    Head("body", "机构", width=30),
    Head("role", "组内职务"),
    Head("person", "姓名"),
    Head("post", "现任职务", width=30),
    Head("since", "名单日期", "date"),
    *PLACE,
)

LISTED = """
select f.body, f.role, f.person_id as person, f.post, d.place, coalesce(d.issued_on, p.issued_on) as since,
  d.title as document_title, coalesce(d.doc_number, p.doc_number) as doc_number,
  d.issued_on, null as path, f.page, f.quote, f.doubts, f.id, null as clause_id, f.document_id,
  '/d/' || d.short_id as address
from rosters f join documents d on d.id = f.document_id left join documents p on p.id = d.parent_id
"""
"""Every row of a list, with the day on which the list was issued."""


def members(connection: sqlite3.Connection, words: str | None = None, day: str | None = None) -> Answer:
    """The members of leading groups as the latest list names them, up to a day where one is given.

    A list holds until the same body has another; `words` are such that the name of the body holds.
    """
    where = Where()
    where.add("f.body is not null and coalesce(d.issued_on, p.issued_on) is not null")
    if words:
        where.add("instr(f.body, ?)", words)
    if day:
        where.add("coalesce(d.issued_on, p.issued_on) <= ?", day)
    rows = list(read(connection, f"{LISTED} where {where} order by f.body, f.pk", where.values))
    latest: dict[str, str] = {}
    for row in rows:
        latest[row["body"]] = max(latest.get(row["body"], ""), row["since"])
    current = (row for row in rows if row["since"] == latest[row["body"]])
    return Answer("members", "成员名单", MEMBERS, current)
