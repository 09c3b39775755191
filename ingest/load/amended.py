"""Which clause an operation of an amending decision changes, where the database holds the document it amends."""

from __future__ import annotations

import re
import sqlite3
from itertools import product

# 第三部分政策意见第六项; 第二章第八条第三项; 第八条第二款
_STEP = re.compile(r"第([一二三四五六七八九十百零]+)(编|章|节|部分|条|款|项)")
_LABELS = {
    "编": ("第{}编",),
    "章": ("第{}章",),
    "节": ("第{}节",),
    "部分": ("{}", "第{}部分"),
    "条": ("第{}条",),
    "款": ("（{}）",),
    "项": ("（{}）", "{}"),
}
"""How the clause at each step may be labelled in its path."""

_AMENDED = """
select cited_document_id from citations
where document_id = :document and relation = 'amends' and cited_document_id is not null
union
select id from documents where parent_id = :document and role = 'instrument'
"""
_AT_PATH = """
select id from clauses
where document_id = ? and kind not in ('paragraph', 'note') and (path = ? or path like '%/' || ?)
"""


def link_amendments(connection: sqlite3.Connection, documents: str = "true") -> None:
    """Fill `target_clause_id` where exactly one clause of the amended document stands at the target.

    That is done in some documents, which are told by a condition on the column that is put in it, or in all.

    What is inserted where nothing stands yet belongs to the clause above: 第四条第三项 to 第四条.
    """
    rows = connection.execute(
        "select pk, document_id, target, op from amendments where target is not null and "
        + documents.format("document_id")
    ).fetchall()
    for number, document, target, op in rows:
        amended = [row[0] for row in connection.execute(_AMENDED, {"document": document})]
        found = {clause for other in amended for clause in _clauses_at(connection, other, target)}
        if not found and op == "insert":
            above = _above(target)
            found = {clause for other in amended for clause in _clauses_at(connection, other, above)}
        if len(found) == 1:
            values = [found.pop(), number]
            connection.execute("update amendments set target_clause_id = ? where pk = ?", values)


def _above(target: str) -> str:
    """The target without its last step."""
    last = [step.start() for step in _STEP.finditer(target)]
    return target[: last[-1]] if last else ""


def possible_paths(target: str) -> list[str]:
    """The paths that a target as printed may mean; a 款 of an article has no path of its own: its article is meant."""
    steps = [(number, sign) for number, sign in _STEP.findall(target)]
    if any(sign == "条" for _, sign in steps):
        steps = [step for step in steps if step[1] != "款"]
    labels = [[label.format(number) for label in _LABELS[sign]] for number, sign in steps]
    return ["/".join(parts) for parts in product(*labels)] if labels else []


def _clauses_at(connection: sqlite3.Connection, document: str, target: str) -> set[str]:
    return {
        row[0]
        for path in possible_paths(target)
        for row in connection.execute(_AT_PATH, [document, path, path])
    }
