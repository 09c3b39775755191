"""What a build carries on from the database that it replaces."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from handmade import PLAN, make_decision, make_issue

from ingest.load.load import load
from schema.document import Gazette

ISSUE = "南通市人民政府公报/2022/6"
CLAUSE = f"{ISSUE}/{PLAN}/instrument/（一）"


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def execute(path: Path, sql: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(sql)
    connection.commit()
    connection.close()


def changes(path: Path, since: int = 0) -> set[tuple[object, ...]]:
    found = rows(path, f"select kind, [table], row_id, reason from changes where seq > {since} order by seq")
    assert len(found) == len(set(found))
    return set(found)


def with_clause(gazette: Gazette, sha: str, **fields: object) -> Gazette:
    """The gazette read from other bytes, with fields of its first clause of the plan changed."""
    notice, plan, *others = gazette.documents
    first, *rest = plan.clauses
    plan = plan.model_copy(update={"clauses": (first.model_copy(update=fields), *rest)})
    source = gazette.source.model_copy(update={"id": sha})
    return gazette.model_copy(update={"source": source, "documents": (notice, plan, *others)})


def test_a_build_from_nothing_has_seen_nothing_before(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    load([make_issue(6)], path)
    assert changes(path) == set()
    assert rows(path, "select count(first_seen) from clauses") == [(0,)]


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    for _ in range(2):
        load([make_issue(6), make_decision()], path)
    assert changes(path) == set()
    assert rows(path, "select count(first_seen) from clauses") == [(0,)]


@pytest.mark.parametrize(("sha", "reason"), [("a" * 64, "parser"), ("f" * 64, "source")])
def test_a_row_that_says_something_else_has_changed(tmp_path: Path, sha: str, reason: str) -> None:
    path = tmp_path / "kb.db"
    load([make_issue(6)], path)
    load([with_clause(make_issue(6), sha, text="由市民政局负责。")], path)
    assert changes(path) == {("changed", "clauses", CLAUSE, reason)}
    ((before, after),) = rows(path, "select hash_before, hash_after from changes")
    assert before != after
    assert rows(path, "select document_id from changes") == [(f"{ISSUE}/{PLAN}/instrument",)]


def test_what_is_declared_anew_changes_rows_as_a_source_does(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    load([make_issue(6)], path)
    changed = with_clause(make_issue(6), "a" * 64, text="由市民政局负责。")
    source = changed.source.model_copy(update={"declared": {"place": "南通市"}})
    load([changed.model_copy(update={"source": source})], path)
    assert changes(path) == {("changed", "clauses", CLAUSE, "source")}


def test_a_row_that_only_moved_has_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    load([make_issue(6)], path)
    load([with_clause(make_issue(6), "f" * 64, page=3, boxes=())], path)
    assert changes(path) == set()


def test_rows_come_and_go_and_the_numbers_go_on(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    load([make_issue(6)], path)
    load([make_issue(6), make_decision()], path)
    added = changes(path)
    assert {(kind, reason) for kind, _, _, reason in added} == {("added", "source")}
    assert {table for _, table, _, _ in added} >= {"documents", "clauses", "citations", "amendments"}
    seen = "select count(*) from clauses where document_id like '关于修改%' and first_seen is (select max(at) from changes)"
    assert rows(path, seen) == [(1,)]
    last = len(added)
    load([make_issue(6)], path)
    gone = changes(path, last)
    assert {(kind, table, name) for kind, table, name, _ in gone} == {
        ("removed", table, name) for _, table, name, _ in added
    }
    assert rows(path, "select count(*), max(seq) from changes") == [(2 * last, 2 * last)]
    load([make_issue(6), make_decision()], path)
    assert rows(path, seen) == [(1,)]
    load([make_issue(6), make_decision()], path)
    assert rows(path, "select count(*) from changes") == [(3 * last,)]  # carried on, nothing new


def test_a_row_keeps_the_day_it_was_first_seen(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    load([make_issue(6)], path)
    load([make_issue(6), make_decision()], path)
    execute(path, "update clauses set first_seen = '2031-03-05' where first_seen is not null")
    load([make_issue(6), make_decision()], path)
    seen = rows(path, "select distinct first_seen from clauses order by 1")
    assert seen == [(None,), ("2031-03-05",)]


def test_a_link_that_another_source_gives_is_no_new_reading(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    load([make_decision()], path)
    load([make_decision(), make_issue(7)], path)
    linked = {change for change in changes(path) if change[0] == "changed"}
    assert {table for _, table, _, _ in linked} == {"citations", "clause_citations", "amendments"}
    assert {reason for *_, reason in linked} == {"source"}


@pytest.mark.parametrize("broken", ["drop table changes", "alter table targets drop column first_seen", ""])
def test_a_database_that_remembers_nothing_is_as_none_and_that_is_told(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "kb.db"
    load([make_issue(6)], path)
    if broken:
        execute(path, broken)
    else:
        path.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    told: list[str] = []
    load([make_issue(6), make_decision()], path, told.append)
    assert changes(path) == set()
    assert rows(path, "select count(first_seen) from clauses") == [(0,)]
    assert len(told) == 1
    assert "begin anew" in told[0]


def test_a_database_of_another_version_is_compared_by_the_columns_of_both(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    load([make_issue(6)], path)
    for change in ("drop table moved", "alter table targets drop column nature", "pragma user_version = 6"):
        execute(path, change)
    load([with_clause(make_issue(6), "a" * 64, text="由市民政局负责。")], path)
    assert changes(path) == {("changed", "clauses", CLAUSE, "parser")}


def test_a_document_that_is_called_otherwise_now_is_found_under_its_old_names(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    old = make_decision().documents[0].document.id
    load([make_decision()], path)
    names = dict(rows(path, "select id, short_id from documents union all select id, short_id from clauses"))
    for new in ("某市/2023-01-05/决定/instrument", "某市/2023-01-06/决定/instrument"):
        load([_renamed(make_decision(), new)], path)
        moved = rows(
            path, f"select id, short_id, [table], row_id from moved where id like '{old}%' order by 1"
        )
        assert moved == [
            (old, names[old], "documents", new),
            (f"{old}/一", names[f"{old}/一"], "clauses", f"{new}/一"),
        ]
    load([make_decision()], path)
    assert old not in {name for (name,) in rows(path, "select id from moved")}


def _renamed(gazette: Gazette, new: str) -> Gazette:
    old = gazette.documents[0].document.id
    return Gazette.model_validate_json(gazette.model_dump_json().replace(f'"{old}', f'"{new}'))
