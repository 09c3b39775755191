"""Typed rows for programs, and what changed between two builds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import get_type_hints

import pandas
import polars
import pytest
from click.testing import CliRunner
from handmade import make_decision, make_issue

import gongbao
from gongbao.cli import main
from ingest.load.load import load
from kb.knowledge_base import KnowledgeBase
from kb.units import UnknownUnitError


@pytest.fixture(scope="module")
def opened(knowledge_base: Path) -> Iterator[KnowledgeBase]:
    with gongbao.open(knowledge_base) as kb:
        yield kb


@pytest.mark.parametrize(
    ("verb", "table"),
    [
        ("clauses", "clauses"),
        ("duties", "clause_units"),
        ("deadlines", "deadlines"),
        ("targets", "targets"),
        ("appointments", "appointments"),
    ],
)
def test_every_row_comes_once_with_its_types(verb: str, table: str, opened: KnowledgeBase) -> None:
    rows = list(getattr(opened, verb)())
    assert len(rows) == opened.connection.execute(f"select count(*) from {table}").fetchone()[0]
    assert len({row.id for row in rows}) == len(rows)
    assert {field.name for field in fields(rows[0])} == asdict(rows[0]).keys()


def test_people_have_a_row_wherever_they_are_named(opened: KnowledgeBase) -> None:
    rows = list(opened.people())
    count = "select (select count(*) from appointments) + (select count(*) from rosters) + (select count(*) from event_people)"
    assert len(rows) == len({row.id for row in rows}) == opened.connection.execute(count).fetchone()[0]
    assert {row.what for row in rows} == {"appointment", "roster", "event"}
    one = rows[0].person
    assert list(opened.people(person=one)) == [row for row in rows if row.person == one]


@pytest.mark.parametrize("verb", ["clauses", "duties", "deadlines", "targets", "appointments", "people"])
def test_values_are_of_their_types_and_make_tables(verb: str, opened: KnowledgeBase) -> None:
    rows = list(getattr(opened, verb)())
    types = get_type_hints(type(rows[0]))
    for row in rows:
        for name, value in asdict(row).items():
            assert isinstance(value, tuple if name == "doubts" else types[name]), (name, value)
    for table in (pandas.DataFrame(getattr(opened, verb)()), polars.DataFrame(rows)):
        assert list(table.columns) == [field.name for field in fields(rows[0])]
        assert len(table) == len(rows)


@pytest.mark.parametrize("verb", ["duties", "deadlines", "targets", "appointments"])
def test_a_quote_is_the_text_at_its_range(verb: str, opened: KnowledgeBase) -> None:
    texts = dict(tuple(row) for row in opened.connection.execute("select id, text from documents"))
    for row in getattr(opened, verb)():
        assert texts[row.document_id][row.char_start : row.char_end] == row.quote


def test_rows_are_filtered(opened: KnowledgeBase) -> None:
    lead = list(opened.duties(unit="市民政局", role="lead"))
    assert lead
    assert {(duty.unit, duty.role) for duty in lead} == {("南通市民政局", "lead")}
    bound = {clause.id for clause in opened.clauses(unit="市民政局")}
    assert {duty.clause_id for duty in lead} <= bound
    assert all("2024" <= (limit.due or "") <= "2026" for limit in opened.deadlines(start="2024", end="2026"))
    assert {number.kind for number in opened.targets(kind="baseline")} == {"baseline"}
    with pytest.raises(UnknownUnitError):
        list(opened.duties(unit="火星局"))


def test_what_changed_comes_once_and_what_went_is_a_tombstone(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    load([make_issue(6, sha="a" * 64), make_issue(7, sha="b" * 64)], path)
    load([make_issue(6, sha="a" * 64), make_decision()], path)
    with gongbao.open(path) as kb:
        changes = list(kb.changes())
        assert list(kb.changes(since=changes[-1].seq)) == []
    assert len({(change.table, change.row_id) for change in changes}) == len(changes)
    assert {change.row is None for change in changes if change.kind == "removed"} == {True}
    assert all(
        change.row and change.row["id"] == change.row_id for change in changes if change.kind != "removed"
    )
    printed = CliRunner().invoke(main, ["export", "--db", str(path), "--since", "0"])
    assert [json.loads(line)["seq"] for line in printed.output.splitlines()] == [c.seq for c in changes]
    wrong = CliRunner().invoke(main, ["export", "--db", str(path), "--since", "0", "--format", "csv"])
    assert wrong.exit_code == 2
