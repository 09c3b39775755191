"""What a decision changes, side by side: each operation with the words before and after it, as far as they are held."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from kb.answers.answer import PLACE, PLACED, Answer, Head, read

NOTES = {
    "restored": "修改前的文字由修改后的文本和决定推得",
    "untold": "库中只有修改后重新公布的文本，未载明修改前的文字",
    "not_found": "条款中没有找到所改的文字，请核对原文",
    "earlier": "同一条款此前另有修改，修改前的文字可能不是当时的文字",
}
"""What is said of words that are not simply those that are held."""

HEADS = (
    Head("no", "项次"),
    Head("op", "操作", table="amendments"),
    Head("changed_title", "所改文件", width=36),
    Head("target", "所改之处", width=20),
    Head("before", "修改前", width=50),
    Head("after", "修改后", width=50),
    Head("note", "说明", width=24, words=NOTES),
    Head("changed_address", "所改条款网址", width=20),
    *PLACE,
)

_CHANGED = """
coalesce(
  (select t.document_id from clauses t where t.id = f.target_clause_id),
  (select min(x.cited_document_id) from citations x where x.document_id = f.document_id and x.relation = 'amends'
    having count(distinct x.cited_document_id) = 1),
  (select min(r.id) from documents r where r.parent_id = f.document_id and r.role = 'instrument' having count(*) = 1)
)
"""
"""The document that an operation changes: that of its clause, else the only one that the decision amends or publishes."""

_SQL = f"""
select f.no, f.op, f.target, f.old, f.new, f.target_clause_id, f.first_seen, {PLACED},
  o.short_id as changed_short, o.title as changed_title, o.parent_id = f.document_id as republished,
  coalesce((select '/c/' || short_id from clauses where id = f.target_clause_id), '/d/' || o.short_id) as changed_address,
  exists (select 1 from amendments e join documents ed on ed.id = e.document_id
    where e.target_clause_id = f.target_clause_id and e.document_id <> f.document_id and ed.issued_on < d.issued_on)
    as earlier
from amendments f join documents d on d.id = f.document_id left join documents o on o.id = {_CHANGED}
"""
_WITH_ALL_BELOW = """
select min(c.char_start), max(c.char_end) from clauses c join clauses t on t.document_id = c.document_id
where t.id = ? and (c.id = t.id or substr(c.path, 1, length(t.path) + 1) = t.path || '/')
"""


def of_decision(connection: sqlite3.Connection, document_id: str) -> Answer:
    """The operations of a decision in their order; `before` and `after` are null where nobody printed them.

    `note` is a key of NOTES where the words are not simply those that are held.
    """
    title = connection.execute("select title from documents where id = ?", [document_id]).fetchone()
    return Answer("operations", title[0] if title else "", HEADS, _beside(connection, document_id))


def operations(connection: sqlite3.Connection, document_id: str) -> list[dict[str, Any]]:
    """The same rows for a page."""
    return list(_beside(connection, document_id))


def _beside(connection: sqlite3.Connection, document_id: str) -> Iterator[dict[str, Any]]:
    for row in read(connection, f"{_SQL} where f.document_id = ? order by f.pk", [document_id]):
        held = _text(connection, row["target_clause_id"])
        beside = _republished if row["republished"] else _to_come
        before, after, note = beside(row, held)
        if before and row["earlier"] and not note:
            note = "earlier"
        yield {**row, "before": before, "after": after, "note": note}


def _text(connection: sqlite3.Connection, clause_id: str | None) -> str | None:
    """A clause with all that stands below it, as printed."""
    if clause_id is None:
        return None
    sql = "select text from documents where id = (select document_id from clauses where id = ?)"
    (text,) = connection.execute(sql, [clause_id]).fetchone()
    start, end = connection.execute(_WITH_ALL_BELOW, [clause_id]).fetchone()
    return str(text[start:end])


def _to_come(row: dict[str, Any], held: str | None) -> tuple[str | None, str | None, str | None]:
    """What is held is the text before the decision."""
    old, new = row["old"], row["new"]
    if row["op"] == "insert":
        return None, new, None
    if held is None:
        return old, new, None
    if row["op"] == "replace_clause":
        return held, new, None
    if not old:
        return held, None, None
    return (held, held.replace(old, new or ""), None) if old in held else (old, new, "not_found")


def _republished(row: dict[str, Any], held: str | None) -> tuple[str | None, str | None, str | None]:
    """What is held is the text as it was published again."""
    old, new = row["old"], row["new"]
    if row["op"] == "insert":
        return None, new, None
    if old and new and held and new in held:
        return held.replace(new, old), held, "restored"
    return old, new, None if old else "untold"
