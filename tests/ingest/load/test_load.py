"""What is loaded is whole, holds together, and is the same every time."""

from __future__ import annotations

import errno
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from handmade import FILLED, NUMBER, PLAN, make_decision, make_issue

from ingest.load.amended import possible_paths
from ingest.load.load import load
from ingest.load.units import place_of
from schema.document import Document, Gazette, ParsedDocument
from schema.errors import DatabaseError, LoadError
from schema.tables import TABLES
from schema.tokens import match_query

ISSUE = "南通市人民政府公报/2022/6"


@pytest.fixture
def database(gazettes: list[Gazette], tmp_path: Path) -> Iterator[sqlite3.Connection]:
    load(gazettes, tmp_path / "kb.db")
    connection = sqlite3.connect(tmp_path / "kb.db")
    yield connection
    connection.close()


def rows(database: sqlite3.Connection, sql: str, *values: object) -> list[tuple[object, ...]]:
    return database.execute(sql, values).fetchall()


def dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return [line for line in connection.iterdump() if not line.startswith('INSERT INTO "meta"')]


def test_every_table_has_its_rows(database: sqlite3.Connection) -> None:
    empty = {name for name in TABLES if not rows(database, f"select 1 from [{name}]")}
    assert empty & {*FILLED, "clause_citations"} == set()
    assert {
        "corrections",
        "changes",
        "moved",
    } <= empty  # nobody corrected anything, and nothing was there before


def test_the_rows_hold_together(database: sqlite3.Connection) -> None:
    assert rows(database, "pragma foreign_key_check") == []
    assert rows(database, "pragma integrity_check") == [("ok",)]


def test_counts_are_returned(gazettes: list[Gazette], tmp_path: Path) -> None:
    counts = load(gazettes, tmp_path / "kb.db")
    assert (counts["sources"], counts["issues"], counts["documents"]) == (3, 2, 9)


def test_quotations_stand_where_they_say(database: sqlite3.Connection) -> None:
    for name in (
        "clause_units",
        "deadlines",
        "targets",
        "citations",
        "clause_citations",
        "appointments",
        "events",
        "event_people",
    ):
        found = rows(
            database,
            f"select f.quote, substr(d.text, f.char_start + 1, f.char_end - f.char_start) "
            f"from [{name}] f join documents d on d.id = f.document_id",
        )
        assert found
        assert all(quote == text for quote, text in found), name


def test_the_same_input_gives_the_same_rows(gazettes: list[Gazette], tmp_path: Path) -> None:
    load(gazettes, tmp_path / "one.db")
    load(reversed(gazettes), tmp_path / "two.db")
    random.Random(1).shuffle(gazettes)
    load(gazettes, tmp_path / "three.db")
    assert dump(tmp_path / "one.db") == dump(tmp_path / "two.db") == dump(tmp_path / "three.db")


def test_newer_rows_have_higher_numbers(database: sqlite3.Connection) -> None:
    ordered = rows(
        database, "select d.issue_id from clauses c join documents d on d.id = document_id order by c.pk"
    )
    assert [issue for (issue,) in ordered][:3] == [ISSUE] * 3
    assert ordered[-1] == (None,)


def test_documents_hang_together(database: sqlite3.Connection) -> None:
    parent = rows(database, "select parent_id from documents where id = ?", f"{ISSUE}/{PLAN}/instrument")
    assert parent == [(f"{ISSUE}/{NUMBER}/notice",)]
    lines = rows(database, "select document_id from contents where issue_id = ? order by seq", ISSUE)
    assert lines == [(f"{ISSUE}/{NUMBER}/notice",), (None,)]


def test_citations_find_the_document(database: sqlite3.Connection) -> None:
    by_number = rows(database, "select cited_document_id from citations where relation = 'amends'")
    assert by_number == [(f"南通市人民政府公报/2022/7/{PLAN}/instrument",)]
    by_title = rows(database, "select cited_document_id from citations where relation = 'issues' order by pk")
    assert all(str(cited).endswith(f"{PLAN}/instrument") for (cited,) in by_title)


def test_amendments_find_the_clause(database: sqlite3.Connection) -> None:
    clause = rows(
        database, "select c.document_id, c.path from amendments a join clauses c on c.id = target_clause_id"
    )
    assert clause == [(f"南通市人民政府公报/2022/7/{PLAN}/instrument", "（一）")]


@pytest.mark.parametrize(
    ("target", "paths"),
    [
        ("第三部分政策意见第六项", ["三/（六）", "三/六", "第三部分/（六）", "第三部分/六"]),
        ("第二章第八条第二款", ["第二章/第八条"]),
        ("意见", []),
    ],
)
def test_a_target_names_paths(target: str, paths: list[str]) -> None:
    assert possible_paths(target) == paths


def test_targets_find_their_table(database: sqlite3.Connection) -> None:
    found = rows(database, "select t.caption, g.value from targets g join tables t on t.id = g.table_id")
    assert found == [("主要指标", 1000.0)] * 2


def test_a_person_has_every_role(database: sqlite3.Connection) -> None:
    roles = rows(
        database,
        "select count(distinct a.pk), count(distinct e.pk) from people p join appointments a on a.person_id = p.id "
        "join event_people e on e.person_id = p.id where p.name = '王五'",
    )
    assert roles == [(4, 2)]


def test_units_are_known_by_every_printed_form(database: sqlite3.Connection) -> None:
    forms = rows(
        database, "select alias, printed from unit_aliases where unit_id = '南通市民政局' order by alias"
    )
    assert ("南通市民政局", 1) in forms
    assert ("市民政局", 1) in forms
    known = rows(database, "select level, kind, place from units where id = '南通市民政局'")
    assert known == [("市", "政府部门", "南通市")]


def test_an_unknown_unit_is_kept_as_printed(database: sqlite3.Connection) -> None:
    unknown = rows(database, "select id, kind, place from units where name = '养老服务协会'")
    assert unknown == [("南通市/养老服务协会", None, "南通市")]


def test_a_general_name_covers_the_organisation_of_the_place(database: sqlite3.Connection) -> None:
    covered = rows(database, "select unit_id, covers_id from unit_relations")
    assert covered == [("南通市/财政部门", "南通市财政局")]


@pytest.mark.parametrize(
    ("index", "question", "count"),
    [
        ("clauses_fts", "养老", 2 + 2 + 1),
        ("clauses_fts", "加强领导", 2),
        ("clauses_fts", "4.5个", 2),
        ("events_fts", "调研养老服务", 2),
        ("documents_fts", "各县（市、区）人民政府", 2),
        ("documents_fts", NUMBER, 2),
        ("documents_fts", "养老床位", 2),
        ("documents_fts", "王五任", 2),
    ],
)
def test_every_text_is_found(database: sqlite3.Connection, index: str, question: str, count: int) -> None:
    found = rows(database, f"select count(*) from {index} where {index} match ?", match_query(question))
    assert found == [(count,)]


def test_the_better_of_two_editions_gives_the_rows(tmp_path: Path) -> None:
    text, pdf = make_issue(6, sha="a" * 64), make_issue(6, sha="e" * 64, pages=56)
    counts = load([text, pdf], tmp_path / "kb.db")
    assert (counts["sources"], counts["issues"], counts["documents"]) == (2, 1, 4)
    with sqlite3.connect(tmp_path / "kb.db") as connection:
        assert rows(connection, "select source_id from issues") == [("e" * 64,)]
        assert rows(connection, "select edition_of from sources order by id") == [("e" * 64,), (None,)]


def test_the_same_document_twice_is_loaded_once(tmp_path: Path) -> None:
    counts = load([make_decision("1" * 64), make_decision("2" * 64)], tmp_path / "kb.db")
    assert (counts["sources"], counts["documents"]) == (2, 1)


def test_alike_ids_of_different_sources_are_told_apart(tmp_path: Path) -> None:
    told: list[str] = []
    decision = make_decision("1" * 64)
    counts = load([decision, _with_other_text(make_decision("2" * 64))], tmp_path / "kb.db", told.append)
    assert counts["documents"] == 2
    with sqlite3.connect(tmp_path / "kb.db") as connection:
        ids = {str(name) for (name,) in rows(connection, "select id from documents")}
        clauses = rows(
            connection, "select count(*) from clauses where document_id like '%~2' and id like '%~2/一'"
        )
        citations = rows(connection, "select id from citations where document_id like '%~2'")
        doubts = rows(connection, "select source_id from diagnostics where code = 'same_id'")
    name = decision.documents[0].document.id
    assert ids == {name, f"{name}~2"}
    assert clauses == [(1,)]
    assert str(citations[0][0]).startswith(f"citations:{name}~2/一:")
    assert len(told) == len(doubts) == 1


def test_the_same_file_twice_is_one_source(tmp_path: Path) -> None:
    one = make_decision()
    copy = one.model_copy(update={"source": one.source.model_copy(update={"path": "a-copy.html"})})
    load([one, copy], tmp_path / "one.db")
    load([copy, one], tmp_path / "two.db")
    assert dump(tmp_path / "one.db") == dump(tmp_path / "two.db")


def test_a_failed_load_leaves_what_was_there(gazettes: list[Gazette], tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    load(gazettes, path)
    before = path.read_bytes()
    with pytest.raises(LoadError, match="clauses"):
        load([_with_dangling_duty(gazettes[0])], path)
    with pytest.raises(LoadError, match="same id"):
        load([_with_a_clause_twice(gazettes[0])], path)
    with pytest.raises(RuntimeError, match="stop"):
        load(_fails_after(gazettes), path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["kb.db"]


def test_nothing_to_load_gives_an_empty_database(tmp_path: Path) -> None:
    assert load([], tmp_path / "kb.db")["documents"] == 0


def _with_other_text(gazette: Gazette) -> Gazette:
    """The same in all but the words of its documents."""
    documents = tuple(
        parsed.model_copy(
            update={"document": parsed.document.model_copy(update={"text": parsed.document.text[::-1]})}
        )
        for parsed in gazette.documents
    )
    return gazette.model_copy(update={"documents": documents})


def _changed(gazette: Gazette, number: int, **update: object) -> Gazette:
    documents: list[ParsedDocument] = list(gazette.documents)
    documents[number] = documents[number].model_copy(update=update)
    return gazette.model_copy(update={"documents": tuple(documents)})


def _with_dangling_duty(gazette: Gazette) -> Gazette:
    duty = gazette.documents[1].units[0].model_copy(update={"clause": "nowhere"})
    return _changed(gazette, 1, units=(duty,))


def _with_a_clause_twice(gazette: Gazette) -> Gazette:
    clause = gazette.documents[0].clauses[0]
    return _changed(gazette, 0, clauses=(clause, clause))


def _fails_after(gazettes: list[Gazette]) -> Iterator[Gazette]:
    yield from gazettes
    raise RuntimeError("stop")


def full_disk() -> Iterator[Gazette]:
    raise OSError(errno.ENOSPC, "No space left on device")
    yield


def test_a_full_disk_is_named_and_leaves_the_old_database(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    load([make_decision()], path)
    before = path.read_bytes()
    with pytest.raises(DatabaseError, match="the disk is full; make room"):
        load(full_disk(), path)
    assert (list(tmp_path.iterdir()), path.read_bytes()) == ([path], before)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"kb\.db: cannot be written"):
        load([make_decision()], tmp_path / "nowhere" / "kb.db")


@pytest.mark.parametrize(
    ("document", "above", "beside", "declared", "place"),
    [
        ({"issuer": "南通市人民政府办公室"}, None, (), None, "南通市"),
        ({"issuer": "南通市崇川区财政局"}, None, (), None, "崇川区"),
        ({"title": "浙江省城市内涝治理规划"}, None, (), None, "浙江省"),
        ({}, {"issuer": "南通市人民政府"}, (), None, "南通市"),
        ({"issuer": "国务院办公厅"}, None, ("南通市人民政府公报",), None, "国家"),
        ({"issuer": "财政部、民政部"}, None, (), "南通市", "国家"),
        ({}, {"issuer": "国务院"}, (), None, "国家"),
        ({"issuer": "澜江市人民政府"}, None, (), "澜江市", "澜江市"),
        ({}, None, ("南通市人民政府公报", None), None, "南通市"),
        ({"title": "公司章程"}, None, (), None, None),
    ],
)
def test_a_document_has_the_place_that_it_names(
    document: dict[str, str],
    above: dict[str, str] | None,
    beside: tuple[str | None, ...],
    declared: str | None,
    place: str | None,
) -> None:
    def made(values: dict[str, str]) -> Document:
        return Document(**{"id": "x", "key": "x", "role": "notice", "title": "", "text": "", **values})

    assert place_of(made(document), above and made(above), beside, declared) == place


def test_what_goes_wrong_with_the_words_ends_the_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise LoadError("no words")

    load([make_decision()], path := tmp_path / "kb.db")
    before = path.read_bytes()
    monkeypatch.setattr("ingest.load.source.words.WordsHere.add", fails)
    with pytest.raises(LoadError, match="no words"):
        load([make_issue(6, year, f"{year:064}") for year in range(2000, 2012)], path)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["kb.db"]
