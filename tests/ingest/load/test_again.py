"""A database renewed says the same as one made anew, whatever came, changed or went; where there is doubt, it is made anew."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from handmade import NUMBER, PLAN, make_decision, make_issue
from hypothesis import given, settings
from hypothesis import strategies as st

import ingest.load.again.plan
from ingest.load.again.memory import Part
from ingest.load.again.places import NoRoomError, Places
from ingest.load.again.renewal import Renewal
from ingest.load.load import _Load, load
from ingest.load.source.ready import Ready, ready
from schema.document import Gazette
from schema.errors import LoadError
from schema.tables import SEARCH_INDEXES

SLOTS = ("2020", "2021", "2022", "no documents", "decision", "other decision")
WORDS = {
    "as it was": ("", ""),
    "said otherwise": ("20个工作日内拨付", "30个工作日内拨付"),
    "called otherwise": (PLAN, "南通市养老服务办法"),
    "numbered otherwise": (NUMBER, "通政办发〔2022〕82号"),
    "other people": ("王五", "赵六"),
    "other bodies": ("养老服务协会", "养老产业协会"),
    "another place": ("南通市", "临江市"),
    "another number": ("1000", "2000"),
    "fewer facts": ("财政部门", "市民政局"),
}
"""Variants of a source: words, and what stands for them."""

Said = dict[str, str]
"""For each source that is there, the variant that it is in."""

FOLDERS = st.dictionaries(st.sampled_from(SLOTS), st.sampled_from(sorted(WORDS)), min_size=1)


@cache
def source(slot: str, variant: str, kept: bool = True) -> Ready:
    """A source, in a variant; as it comes from the cache, where it is `kept`."""
    plain = make_issue(6, int(slot)) if slot.isdigit() else make_decision()
    if slot == "no documents":
        plain = make_issue(6, 2019).model_copy(update={"documents": (), "diagnostics": ()})
    written = plain.model_dump_json()
    if slot == "other decision":
        written = written.replace("修改养老服务实施方案", "废止养老服务实施方案").replace(
            "decision.html", "other.html"
        )
    written = written.replace(*WORDS[variant]) if variant != "as it was" else written
    digest = sha256(f"{slot} {variant}".encode()).hexdigest()
    gazette = Gazette.model_validate_json(written.replace(plain.source.id, digest))
    return replace(ready(gazette), name=digest if kept else "")


def sources(said: Said, kept: bool = True) -> list[Ready]:
    return [source(slot, variant, kept) for slot, variant in said.items()]


def told(path: Path) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    """The rows of each table in order, and what its search index holds; for times only whether there is one."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        named = {
            of: {row["pk"]: row["id"] for row in connection.execute(f"select pk, id from [{of}]")}
            for of in ("clauses", "documents", "units")
        }
        tables = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
        for (table,) in connection.execute(tables).fetchall():
            if "_fts" in table or table == "meta":
                continue
            found = connection.execute(f"select * from [{table}]{_order(table, connection)}")
            rows = [tuple(_values(row, named)) for row in found]
            yield table, rows if _order(table, connection) else sorted(rows, key=repr)
        for index, of in SEARCH_INDEXES.items():
            connection.execute(f"create virtual table temp.held using fts5vocab (main, {index}, instance)")
            held = connection.execute("select term, doc, offset from held")
            yield (
                index,
                sorted((term, named[of][doc], at) if of in named else (term, at) for term, doc, at in held),
            )
            connection.execute("drop table held")


def _order(table: str, connection: sqlite3.Connection) -> str:
    columns = {row[1] for row in connection.execute(f"pragma table_info([{table}])")}
    if table in ("sources", "issues", "changes"):
        return " order by rowid"
    return " order by pk" if "pk" in columns and table != "units" else ""


def _values(row: sqlite3.Row, named: dict[str, dict[int, str]]) -> Iterator[object]:
    for name, value in zip(row.keys(), row, strict=True):
        of = {"clause_pk": "clauses", "document_pk": "documents", "unit_pk": "units"}.get(name)
        if of:
            yield named[of][value]
        elif name in ("first_seen", "at"):
            yield value is None
        elif name != "pk":
            yield value


@pytest.fixture(autouse=True)
def however_much_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small folders are renewed too."""
    monkeypatch.setattr(ingest.load.again.plan, "_MOST_ANEW", 0)


@pytest.fixture
def only_renewed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is loaded is renewed, never made anew."""

    def never(*_: object) -> None:
        raise AssertionError("made anew")

    with monkeypatch.context() as changed:
        changed.setattr(_Load, "write", never)
        yield


@pytest.fixture
def was_made_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every load writes all rows, the second too."""
    write, times = _Load.write, []

    def counted(*given: object) -> dict[str, int]:
        times.append(given)
        return write(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(_Load, "write", counted)
    yield
    assert len(times) >= 2


@settings(max_examples=25, deadline=None)
@given(st.lists(FOLDERS, min_size=2, max_size=4))
def test_whatever_comes_changes_and_goes_the_rows_are_those_of_a_database_made_anew(
    folders: list[Said],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        renewed, anew = Path(name, "renewed.db"), Path(name, "anew.db")
        for said in folders:
            counts = load(sources(said), renewed)
            assert counts == load(sources(said, kept=False), anew)
            assert dict(told(renewed)) == dict(told(anew))


@pytest.mark.parametrize("variant", sorted(WORDS))
def test_one_source_that_changed_is_written_anew_alone(
    tmp_path: Path, variant: str, request: pytest.FixtureRequest
) -> None:
    renewed, anew = tmp_path / "renewed.db", tmp_path / "anew.db"
    before, after = dict.fromkeys(SLOTS, "as it was"), dict.fromkeys(SLOTS, "as it was") | {"2021": variant}
    for said in (before, after):
        load(sources(said, kept=False), anew)
    load(sources(before), renewed)
    request.getfixturevalue("only_renewed")
    load(sources(after), renewed)
    assert dict(told(renewed)) == dict(told(anew))


@pytest.mark.usefixtures("was_made_anew")
@pytest.mark.parametrize(
    "doubt",
    [
        "update clauses set text = '改过的'",
        "update meta set value = 'x' where key = 'made_of'",
        "pragma user_version = 1",
        "update clauses set short_id = short_id || 'xx' where pk = (select min(pk) from clauses)",
    ],
)
def test_what_somebody_wrote_to_is_made_anew(tmp_path: Path, doubt: str) -> None:
    path = tmp_path / "kb.db"
    said = dict.fromkeys(SLOTS, "as it was")
    load(sources(said), path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(doubt)
    load(sources({**said, "2021": "other people"}), path)


def test_what_another_build_put_in_place_meanwhile_is_not_taken_for_what_was_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, path = dict.fromkeys(SLOTS, "as it was"), tmp_path / "kb.db"
    load(sources({**said, "2020": "said otherwise"}), tmp_path / "other.db")
    load(sources(said), path)
    copy = shutil.copyfile

    def late(_: Path, name: str) -> None:
        copy(tmp_path / "other.db", name)

    monkeypatch.setattr("ingest.load.load.shutil.copyfile", late)
    load(sources({**said, "2021": "other people"}), path)
    load(sources({**said, "2021": "other people"}, kept=False), tmp_path / "anew.db")
    assert dict(told(path))["clauses"] == dict(told(tmp_path / "anew.db"))["clauses"]


@pytest.mark.usefixtures("was_made_anew")
def test_what_another_program_wrote_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = dict.fromkeys(SLOTS, "as it was")
    load(sources(said), tmp_path / "kb.db")
    monkeypatch.setattr("ingest.load.load.program", lambda: "another")
    load(sources({**said, "2021": "other people"}), tmp_path / "kb.db")


@pytest.mark.usefixtures("was_made_anew")
@pytest.mark.parametrize("error", [NoRoomError(), LoadError("dangling"), sqlite3.IntegrityError("twice")])
def test_what_cannot_be_renewed_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fails(*_: object) -> None:
        raise error

    said = dict.fromkeys(SLOTS, "as it was")
    load(sources(said), tmp_path / "kb.db")
    monkeypatch.setattr(Renewal, "settle", fails)
    load(sources({**said, "2021": "other people"}), tmp_path / "kb.db")
    load(sources({**said, "2021": "other people"}, kept=False), tmp_path / "anew.db")
    assert dict(told(tmp_path / "kb.db"))["clauses"] == dict(told(tmp_path / "anew.db"))["clauses"]


def test_what_comes_between_has_its_place_in_the_middle_or_none() -> None:
    places = Places(["a", "new", "b", "newest"], {"a": Part("", 1, 11, ""), "b": Part("", 21, 31, "")})
    places.taken(1, 11)
    assert places.first("new", 4) == 14
    places.taken(21, 31)
    assert places.first("newest", 4) > 31
    places.taken(1, 11)
    with pytest.raises(NoRoomError):
        places.first("new", 11)


@pytest.mark.usefixtures("was_made_anew")
def test_where_much_changed_all_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest.load.again.plan, "_MOST_ANEW", 4)
    said = dict.fromkeys(SLOTS, "as it was")
    load(sources(said), tmp_path / "kb.db")
    load(sources({**said, "2020": "other people", "2022": "other people"}), tmp_path / "kb.db")
