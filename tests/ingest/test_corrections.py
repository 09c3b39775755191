"""What people put right stays put right, from build to build."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongbao.cli import main
from ingest.build import build
from ingest.corrections import Corrections
from ingest.evaluation.gold import read_gold
from schema.errors import DeclarationError
from schema.history import Correction

TEXT = """临江市人民政府关于加强绿道管理的意见
临政发〔2031〕5号
各县（市、区）人民政府：
一、完善网络。2032年6月底前建成绿道30公里。（责任单位：市水利局）
二、加强养护。市林业局负责养护。联系人王一山。
临江市人民政府
2031年3月5日
"""
WHO = 'by = "某编辑"\nwhy = "与原件核对"\non = 2031-04-01\n'


def built(folder: Path, entries: str = "") -> sqlite3.Connection:
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    (corpus / "notice.txt").write_text(TEXT, "utf-8")
    (corpus / "corrections.toml").write_text(entries, "utf-8")
    failed: list[object] = []
    build([corpus], folder / "kb.db", 1, failed.append, lambda _, results: results)
    assert failed == []
    connection = sqlite3.connect(folder / "kb.db")
    connection.row_factory = sqlite3.Row
    return connection


def one(connection: sqlite3.Connection, sql: str) -> sqlite3.Row:
    rows = connection.execute(sql).fetchall()
    assert len(rows) == 1, [tuple(row) for row in rows]
    row: sqlite3.Row = rows[0]
    return row


def entry(op: str, **said: str) -> str:
    lines = "".join(f'{name} = "{value}"\n' for name, value in said.items())
    return f'[[correction]]\nop = "{op}"\n{lines}{WHO}'


def test_a_fact_is_set_and_keeps_its_name(tmp_path: Path) -> None:
    target = one(built(tmp_path), "select * from targets")
    assert (target["value"], target["origin"]) == (30, "parser")
    entries = entry("set", fact=target["id"]) + "values = { value = 300, comparator = '>=' }\n"
    again = one(built(tmp_path, entries), "select * from targets")
    assert (again["value"], again["comparator"], again["origin"]) == (300, ">=", "correction")
    assert (again["id"], again["quote"]) == (target["id"], target["quote"])
    listed = one(built(tmp_path, entries), "select * from corrections")
    assert (listed["fact_id"], listed["by"], listed["on"], listed["state"]) == (
        target["id"],
        "某编辑",
        "2031-04-01",
        "applied",
    )


def test_a_change_by_hand_is_told_as_one(tmp_path: Path) -> None:
    target = one(built(tmp_path), "select * from targets")
    connection = built(tmp_path, entry("set", fact=target["id"]) + "values = { value = 300 }\n")
    change = one(connection, "select * from changes where [table] = 'targets'")
    assert (change["kind"], change["reason"]) == ("changed", "correction")


@pytest.mark.parametrize("op", ["set", "drop", "drop by its words", "add", "title", "heading"])
def test_what_a_person_does_and_undoes_is_told_as_a_correction(op: str, tmp_path: Path) -> None:
    connection = built(tmp_path)
    target, document = (one(connection, f"select * from {table}") for table in ("targets", "documents"))
    clause = one(connection, "select * from clauses where path = '二'")
    by_words = {"document": document["id"], "table": "targets", "quote": target["quote"]}
    added = {"document": document["id"], "table": "appointments", "quote": "联系人王一山", "path": "二"}
    entries = {
        "set": entry("set", fact=target["id"]) + "values = { value = 300 }\n",
        "drop": entry("drop", fact=target["id"]),
        "drop by its words": entry("drop", **by_words),
        "add": entry("add", **added)
        + "values = { person = '王一山', action = 'appoint', position = '联系人' }\n",
        "title": entry("set", document=document["id"]) + "values = { issued_on = '2031-03-06' }\n",
        "heading": entry("set", fact=clause["id"]) + "values = { heading = '养护' }\n",
    }
    done = {"set": "changed", "drop": "removed", "add": "added"}.get(op.partition(" ")[0], "changed")
    undone = {"added": "removed", "removed": "added"}.get(done, "changed")
    told = "select kind, reason, at from changes order by seq"
    first = [tuple(row) for row in built(tmp_path, entries[op]).execute(told)]
    assert {row[:2] for row in first} == {(done, "correction")}
    after = [tuple(row) for row in built(tmp_path).execute(told)][len(first) :]
    assert {row[:2] for row in after} == {(undone, "correction")}


def test_a_fact_is_dropped(tmp_path: Path) -> None:
    duty = one(built(tmp_path), "select * from clause_units where name = '市林业局'")
    connection = built(tmp_path, entry("drop", fact=duty["id"]))
    assert [row["name"] for row in connection.execute("select name from clause_units")] == ["市水利局"]


def test_a_fact_is_added_at_its_words(tmp_path: Path) -> None:
    document = one(built(tmp_path), "select * from documents")
    said = entry("add", document=document["id"], table="appointments", quote="联系人王一山", path="二")
    connection = built(
        tmp_path, said + "values = { person = '王一山', action = 'appoint', position = '联系人' }\n"
    )
    row = one(connection, "select * from appointments")
    assert row["origin"] == "correction"
    assert row["clause_id"].endswith("#二")
    assert document["text"][row["char_start"] : row["char_end"]] == "联系人王一山"


def test_a_field_and_a_heading_are_set(tmp_path: Path) -> None:
    connection = built(tmp_path)
    document = one(connection, "select * from documents")
    clause = one(connection, "select * from clauses where path = '二'")
    entries = entry("set", document=document["id"]) + "values = { issued_on = '2031-03-06' }\n"
    entries += entry("set", fact=clause["id"]) + "values = { heading = '养护' }\n"
    connection = built(tmp_path, entries)
    assert one(connection, "select issued_on from documents")[0] == "2031-03-06"
    assert one(connection, "select heading from clauses where path = '二'")[0] == "养护"


MISSED = "（一）市林业局负责养护。"


@pytest.mark.parametrize("quote", [MISSED, f"二、加强养护。{MISSED}"])
def test_a_clause_that_was_overlooked_is_added_and_takes_its_facts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quote: str
) -> None:
    monkeypatch.setattr(f"{__name__}.TEXT", TEXT.replace("市林业局负责养护。联系人王一山。", MISSED))
    connection = built(tmp_path)
    document = one(connection, "select * from documents")["id"]
    said = entry("add", document=document, table="clauses", quote=quote, path="二/（一）")
    connection = built(tmp_path, said + 'values = { label = "（一）" }\n')
    clauses = {row["path"]: row for row in connection.execute("select * from clauses order by seq")}
    if quote != MISSED:  # the words of another clause are not taken away
        assert "二/（一）" not in clauses
        assert one(connection, "select state from corrections")[0] == "stale"
        return
    assert one(connection, "select state from corrections")[0] == "applied"
    assert [*clauses] == ["一", "二", "二/（一）"]
    added, above = clauses["二/（一）"], clauses["二"]
    assert (added["label"], added["text"], added["parent_id"]) == (
        "（一）",
        "市林业局负责养护。",
        above["id"],
    )
    assert MISSED not in above["text"]
    text = one(connection, "select text from documents")[0]
    assert text[added["char_start"] : added["char_end"]] == MISSED
    assert above["char_end"] <= added["char_start"]
    assert one(connection, "select clause_id from clause_units where name = '市林业局'")[0] == added["id"]


def test_a_clause_that_is_dropped_leaves_its_facts_to_the_one_above(tmp_path: Path) -> None:
    clause = one(built(tmp_path), "select * from clauses where path = '二'")
    connection = built(tmp_path, entry("drop", fact=clause["id"]))
    assert connection.execute("select count(*) from clauses where path = '二'").fetchone()[0] == 0
    assert one(connection, "select clause_id from clause_units where name = '市林业局'")[0] is None


def test_a_name_is_taken_out_of_texts_index_and_facts(tmp_path: Path) -> None:
    connection = built(tmp_path, entry("mask", quote="王一山"))
    dump = "\n".join(connection.iterdump())
    assert "王一山" not in dump
    assert "联系人×××" in one(connection, "select text from documents")[0]


@pytest.mark.parametrize(
    "said",
    [
        entry("set", fact="targets:nowhere#一:30公里") + "values = { value = 3 }\n",
        entry("drop", document="nowhere", table="targets", quote="30公里"),
        entry("mask", quote="李二水"),
    ],
)
def test_an_entry_that_fits_nothing_is_a_doubt_and_no_error(said: str, tmp_path: Path) -> None:
    connection = built(tmp_path, said)
    assert one(connection, "select state from corrections")[0] == "stale"
    assert "某编辑" in one(connection, "select message from diagnostics where code = 'stale_correction'")[0]


def test_a_value_that_cannot_be_leaves_the_row_as_it_was(tmp_path: Path) -> None:
    target = one(built(tmp_path), "select * from targets")
    connection = built(tmp_path, entry("set", fact=target["id"]) + "values = { comparator = 'viel' }\n")
    assert one(connection, "select comparator, origin from targets")[1] == "parser"
    assert one(connection, "select state from corrections")[0] == "stale"


@pytest.mark.parametrize(
    "said", ["[[correction]]\nop = 'set'\n", "[[correction]]\nop = 'burn'\n" + WHO, "not toml"]
)
def test_what_is_not_understood_is_said_with_its_place(said: str, tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match=r"corrections\.toml"):
        built(tmp_path, said)


def test_without_entries_nothing_is_touched() -> None:
    sentinel = object()
    assert Corrections(()).apply(sentinel) is sentinel  # type: ignore[arg-type,comparison-overlap]


def test_what_to_do_is_said() -> None:
    with pytest.raises(ValueError, match="does not say what it is about"):
        Correction(op="drop", by="甲", why="乙", on="2031-01-01")


def test_the_command_writes_what_a_build_applies(tmp_path: Path) -> None:
    target = one(built(tmp_path), "select * from targets")
    file = tmp_path / "corpus/corrections.toml"
    said = [
        "correct",
        target["id"],
        "--value",
        "value=300",
        "--value",
        "unit=公里（含支线）",
        "--to",
        str(file),
    ]
    result = CliRunner().invoke(main, said, input="某编辑\n与“原件”核对\n")
    assert result.exit_code == 0, result.output
    again = one(built(tmp_path, file.read_text("utf-8")), "select * from targets")
    assert (again["value"], again["unit"]) == (300, "公里（含支线）")
    assert one(built(tmp_path, file.read_text("utf-8")), "select why from corrections")[0] == "与“原件”核对"
    nothing = CliRunner().invoke(main, ["correct", "--by", "甲", "--why", "乙", "--to", str(file)])
    assert nothing.exit_code == 2


def test_documents_put_right_become_gold(tmp_path: Path) -> None:
    target = one(built(tmp_path), "select * from targets")
    built(tmp_path, entry("set", fact=target["id"]) + "values = { value = 300 }\n")
    database, folder = str(tmp_path / "kb.db"), tmp_path / "gold"
    result = CliRunner().invoke(main, ["gold", "--db", database, "--to", str(folder)])
    assert result.exit_code == 0, result.output
    gold = read_gold([folder])
    (written,) = gold.documents
    assert [row["value"] for row in written.data["targets"]] == [300]
    source = str(tmp_path / "corpus/notice.txt")
    measured = CliRunner().invoke(main, ["eval", "--gold", str(folder), "--json", source])
    assert json.loads(measured.output)["targets"]["f1"] < 1
    assert json.loads(measured.output)["clauses.exact"]["f1"] == 1


PEOPLE = """临江市人民政府关于李四海同志职务任免的通知
各县（市、区）人民政府：
市人民政府决定：
任命李四海为市林业局副局长；
免去赵六的市林业局副局长职务。
临江市人民政府
2031年3月5日
"""


@pytest.mark.parametrize("of_document", [False, True])
def test_a_name_leaves_what_is_remembered_of_earlier_builds_too(tmp_path: Path, of_document: bool) -> None:
    corpus, database = tmp_path / "corpus", tmp_path / "kb.db"
    built(tmp_path).close()
    (corpus / "people.txt").write_text(PEOPLE, "utf-8")
    before = built(tmp_path)
    document = one(before, "select * from documents where title like '%李四海%'")
    assert "李四海" in document["id"]
    assert "李四海" in "\n".join(before.iterdump())
    before.close()
    said = {"quote": "李四海"} | ({"document": document["id"]} if of_document else {})
    for _ in range(2):
        after = built(tmp_path, entry("mask", **said))
        assert "李四海" not in "\n".join(after.iterdump())
        assert one(after, "select count(*) from people where name = '赵六'")[0] == 1
        leads = (
            "select row_id from moved where short_id = ? union select id from documents where short_id = ?"
        )
        assert "×××" in one(after, leads.replace("?", f"'{document['short_id']}'"))[0]
        after.close()
    assert "李四海".encode() not in database.read_bytes()
