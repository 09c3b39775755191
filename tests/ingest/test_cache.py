"""Nothing twice: what was parsed is found again, by what it was made from, and gives the same rows."""

from __future__ import annotations

import multiprocessing
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import ingest.cache
import ingest.pool
from ingest.build import Built, build
from ingest.cache import Cache, key_of
from ingest.read.sources import find_sources

SAMPLES = Path(__file__).parents[1] / "samples_own"
MAY_DIFFER = ("meta", "changes")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three texts to build from, beside the place for the database."""
    sources = tmp_path / "sources"
    sources.mkdir()
    for path in sorted(SAMPLES.glob("0[1-3]*.txt")):
        shutil.copy(path, sources)
    return tmp_path


@pytest.fixture
def made_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the sources that were given to the pool."""
    given: list[str] = []
    parse = ingest.pool.parse_in_pool

    def watched(sources, *others):  # type: ignore[no-untyped-def]
        given.extend(source.path.name for source in sources)
        return parse(sources, *others)

    monkeypatch.setattr("ingest.pool.parse_in_pool", watched)
    return given


def built(folder: Path, cache: Cache | None, name: str = "kb.db") -> Built:
    return build([folder / "sources"], folder / name, 1, _fail, lambda _, results: results, cache=cache)


def _never(*_: object, **__: object) -> None:
    raise AssertionError("parsed again")


def _fail(error: Exception) -> None:
    raise error


def rows(path: Path) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    """All rows, but what may differ between two builds of the same sources."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "select name from sqlite_master where type = 'table' and name not like '%_fts%'"
        )
        for (table,) in tables.fetchall():
            columns = [row[1] for row in connection.execute(f"pragma table_info([{table}])")]
            shown = ", ".join(f"[{name}]" for name in columns if name != "first_seen")
            if table not in MAY_DIFFER and not table.startswith("sqlite_"):
                yield table, connection.execute(f"select {shown} from [{table}] order by 1, 2").fetchall()


def test_a_build_with_a_cache_gives_the_same_rows(folder: Path) -> None:
    cache = Cache(folder / "cache")
    built(folder, cache)
    built(folder, cache, "again.db")
    built(folder, None, "anew.db")
    assert dict(rows(folder / "kb.db")) == dict(rows(folder / "again.db")) == dict(rows(folder / "anew.db"))


def test_corrections_come_after_what_is_kept_and_touch_no_other_source(
    folder: Path, made_again: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(folder / "cache")
    built(folder, cache)
    made_again.clear()
    words = next(text for text in texts(folder / "kb.db") if len(text) > 20)[:8]
    monkeypatch.setattr("ingest.job.parse_source", _never)
    correction = f'[[correction]]\nop = "mask"\nquote = "{words}"\nby = "x"\nwhy = "y"\non = 2026-01-01\n'
    (folder / "sources" / "corrections.toml").write_text(correction, "utf-8")
    built(folder, cache, "masked.db")
    built(folder, cache, "again.db")
    assert len(made_again) == 1
    monkeypatch.undo()
    built(folder, None, "anew.db")
    assert not [text for text in texts(folder / "masked.db") if words in text]
    assert (
        dict(rows(folder / "masked.db")) == dict(rows(folder / "again.db")) == dict(rows(folder / "anew.db"))
    )
    (folder / "sources" / "corrections.toml").unlink()
    built(folder, cache, "without.db")
    assert dict(rows(folder / "without.db")) == dict(rows(folder / "kb.db"))


@pytest.mark.parametrize("about", ["document", "fact"])
def test_a_correction_has_only_its_own_source_made_again(
    folder: Path, made_again: list[str], about: str
) -> None:
    cache = Cache(folder / "cache")
    built(folder, cache)
    with closing(sqlite3.connect(folder / "kb.db")) as connection:
        fact = "select clauses.id from clauses join documents on documents.id = document_id join sources"
        document = "select documents.id from documents join sources"
        (name,) = connection.execute(
            f"{fact if about == 'fact' else document} on sources.id = source_id where sources.path like '02%' limit 1"
        ).fetchone()
    values = "{ heading = '总则' }" if about == "fact" else "{ issuer = '临江市人民政府' }"
    correction = f'[[correction]]\nop = "set"\n{about} = "{name}"\nvalues = {values}\n'
    correction += 'by = "x"\nwhy = "y"\non = 2026-01-01\n'
    (folder / "sources" / "corrections.toml").write_text(correction, "utf-8")
    made_again.clear()
    built(folder, cache, "corrected.db")
    assert [name[:2] for name in made_again] == ["02"]
    built(folder, None, "anew.db")
    assert dict(rows(folder / "corrected.db")) == dict(rows(folder / "anew.db"))
    with closing(sqlite3.connect(folder / "corrected.db")) as connection:
        assert connection.execute("select state from corrections").fetchall() == [("applied",)]


def texts(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [text for (text,) in connection.execute("select text from clauses order by pk")]


def test_two_builds_at_once_give_the_same_rows(folder: Path) -> None:
    processes = multiprocessing.get_context("spawn")
    begun = [
        processes.Process(target=built, args=(folder, Cache(folder / "cache"), name))
        for name in ("one.db", "other.db")
    ]
    for process in begun:
        process.start()
    for process in begun:
        process.join()
    assert [process.exitcode for process in begun] == [0, 0]
    built(folder, None, "anew.db")
    assert dict(rows(folder / "one.db")) == dict(rows(folder / "other.db")) == dict(rows(folder / "anew.db"))
    assert not [path for path in (folder / "cache").glob("*/*") if len(path.name) != 62]


def test_only_what_is_new_is_parsed_and_told(folder: Path, made_again: list[str]) -> None:
    cache = Cache(folder / "cache")
    first = built(folder, cache)
    assert [*first.came] == sorted(made_again)
    made_again.clear()
    changed = next((folder / "sources").glob("01*"))
    changed.write_text(changed.read_text("utf-8") + "\n\n附则。\n", encoding="utf-8")
    shutil.copy(next(SAMPLES.glob("04*")), folder / "sources")
    next((folder / "sources").glob("03*")).unlink()
    second = built(folder, cache)
    assert [path[:2] for path in second.changed] == ["01"]
    assert [path[:2] for path in second.came] == ["04"]
    assert [path[:2] for path in second.gone] == ["03"]
    assert sorted(name[:2] for name in made_again) == ["01", "04"]


def test_of_a_folder_that_grows_only_what_is_new_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.load.again.plan._MOST_ANEW", 0)
    cache, new = Cache(folder / "cache"), folder / "sources" / "04.txt"
    built(folder, cache)
    shutil.copy(next(SAMPLES.glob("04*.txt")), new)
    with monkeypatch.context() as changed:
        changed.setattr("ingest.load.load._Load.write", _never)
        assert built(folder, cache).came == ("04.txt",)
    built(folder, None, "anew.db")
    for table in ("documents", "clauses", "clause_units", "deadlines", "targets", "citations"):
        ids = f"select id from {table} order by pk"
        with (
            closing(sqlite3.connect(folder / "kb.db")) as one,
            closing(sqlite3.connect(folder / "anew.db")) as two,
        ):
            assert one.execute(ids).fetchall() == two.execute(ids).fetchall()


def test_where_nothing_has_changed_nothing_is_written(folder: Path, made_again: list[str]) -> None:
    cache = Cache(folder / "cache")
    first = built(folder, cache)
    before = (folder / "kb.db").stat()
    made_again.clear()
    second = built(folder, cache)
    after = (folder / "kb.db").stat()
    assert second.unchanged
    assert {**second.rows, "meta": 0} == {**first.rows, "meta": 0}
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert made_again == []


def test_other_code_or_another_reader_is_another_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources, _ = find_sources([folder / "sources"])
    before = key_of(sources[0])
    for name, value in (("_version", "2"), ("_made", "here"), ("_digest", "other")):
        with monkeypatch.context() as patch:
            patch.setattr(f"ingest.cache.{name}", lambda _, value=value: value)
            ingest.cache.program.cache_clear()
            assert key_of(sources[0]) != before
    ingest.cache.program.cache_clear()
    assert key_of(sources[0]) == before


def test_a_file_of_another_hand_is_parsed_anew(folder: Path, made_again: list[str]) -> None:
    cache = Cache(folder / "cache")
    built(folder, cache)
    for path in (folder / "cache").glob("*/*"):
        path.write_bytes(path.read_bytes()[:100])
    made_again.clear()
    assert built(folder, cache, "again.db").rows["sources"] == 3
    assert len(made_again) == 3


def test_a_cache_may_be_deleted_and_be_no_folder(folder: Path) -> None:
    cache = Cache(folder / "cache")
    built(folder, cache)
    shutil.rmtree(folder / "cache")
    assert built(folder, cache, "again.db").rows["sources"] == 3
    (folder / "none").write_text("")
    assert built(folder, Cache(folder / "none"), "third.db").rows["sources"] == 3


def test_what_was_not_used_for_longest_goes(folder: Path) -> None:
    cache = Cache(folder / "cache", most=0)
    built(folder, cache)
    assert [*(folder / "cache").glob("*/*")] == []
