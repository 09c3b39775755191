"""What changed: which document amends, repeals or publishes anew which, and which documents are in force on a day."""

from __future__ import annotations

import sqlite3

from kb.answers.answer import PLACE, PLACED, Answer, Head, Where, read

RELATIONS = {
    "amends": "修改",
    "republishes": "修改并重新公布",
    "replaces": "重新制定，原文件废止",
    "repeals": "废止",
}
"""What a document does to another, and the words for it."""

HEADS = (
    Head("relation", "关系", words=RELATIONS),
    Head("since", "施行日期", "date"),
    Head("changed_title", "所涉文件", width=36),
    Head("changed_number", "所涉文号", width=20),
    Head("changed_address", "所涉文件网址", width=20),
    Head("operations", "修改事项数", "number"),
    Head("linked", "已对应条款数", "number"),
    *PLACE,
)

_SQL = f"""
select case when f.relation = 'amends' and o.parent_id = f.document_id then 'republishes'
    when f.relation = 'repeals' and o.title = d.title then 'replaces' else f.relation end as relation,
  coalesce(d.effective_from, d.issued_on) as since, d.short_id as decision,
  coalesce(o.title, f.title) as changed_title, coalesce(f.doc_number, o.doc_number) as changed_number,
  case when o.id is not null then '/d/' || o.short_id end as changed_address, f.first_seen,
  (select count(*) from amendments a where a.document_id = f.document_id) as operations,
  (select count(target_clause_id) from amendments a where a.document_id = f.document_id) as linked, {PLACED}
from citations f join documents d on d.id = f.document_id left join documents o on o.id = f.cited_document_id
where f.relation in ('amends', 'repeals') group by f.document_id, f.relation, changed_title, changed_number
order by d.issued_on desc, f.pk
"""


def amended(connection: sqlite3.Connection) -> Answer:
    """The documents that amend, repeal or publish anew others, the newest first, with what they change."""
    return Answer("amended", "修改与废止", HEADS, read(connection, _SQL))


def is_in_force(connection: sqlite3.Connection, document_id: str, day: str) -> bool:
    """Whether nothing that is held says that a document is not in force on a day (ISO)."""
    where = Where()
    where.add("id = ?", document_id)
    where.in_force("id", day)
    return connection.execute(f"select 1 from documents where {where}", where.values).fetchone() is not None
