"""Sources by URL: found with what is declared beside them, fetched where they are read, told by their address."""

from __future__ import annotations

import shutil
from pathlib import Path

import fsspec
import pytest
from test_cache import rows

from ingest.build import Built, build
from ingest.cache import Cache, key_of
from ingest.read.remote import mirrored
from ingest.read.sources import find_sources
from schema.errors import NothingToReadError, SourceError

SAMPLES = Path(__file__).parents[2] / "samples_own"
URL = "memory://gazettes"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Sources in a folder, and the same in memory."""
    sources = tmp_path / "sources" / "临江"
    sources.mkdir(parents=True)
    for path in sorted(SAMPLES.glob("0[1-2]*.txt")):
        shutil.copy(path, sources)
    (sources.parent / "sources.toml").write_text('publisher = "临江市人民政府"\n', "utf-8")
    (sources / "README.md").write_text("no source", "utf-8")
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]
    memory.put(str(sources.parent), "/gazettes", recursive=True)
    return tmp_path


def built(folder: Path, name: str, path: Path | str, told: list[SourceError] | None = None) -> Built:
    failed: list[SourceError] = []
    cache = Cache(folder / "cache")
    made = build([path], folder / name, 1, failed.append, lambda _, results: results, cache=cache)
    if told is None:
        assert failed == []
    else:
        told += failed
    return made


def test_a_url_gives_the_rows_of_the_folder(folder: Path) -> None:
    built(folder, "here.db", folder / "sources")
    built(folder, "there.db", URL)
    assert dict(rows(folder / "there.db")) == dict(rows(folder / "here.db"))
    assert built(folder, "there.db", URL).unchanged


def test_one_file_has_what_stands_beside_it(folder: Path) -> None:
    (there,) = fsspec.filesystem("memory").glob("/gazettes/临江/01*")
    fsspec.filesystem("memory").pipe("/gazettes/临江/sources.toml", 'publisher = "临海市人民政府"'.encode())
    with mirrored([f"memory:/{there}"]) as (paths, remotes):
        (source,), _ = find_sources(paths)
        assert source.declaration.publisher == "临海市人民政府"
        assert source.path.read_bytes().strip(b"\0") == b""
        assert remotes[source.path].url == fsspec.filesystem("memory").unstrip_protocol(there)


def test_what_has_changed_there_is_another_key(folder: Path) -> None:
    def keys() -> list[str | None]:
        with mirrored([URL]) as (paths, remotes):
            found, _ = find_sources(paths)
            return [key_of(replaced) for replaced in _with(found, remotes)]

    memory = fsspec.filesystem("memory")
    before = keys()
    (there,) = memory.glob("/gazettes/临江/02*")
    memory.pipe(there, memory.cat(there) + "附则。".encode())
    after = keys()
    assert before[0] == after[0]
    assert before[1] != after[1]


def _with(found, remotes):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return [replace(source, remote=remotes[source.path]) for source in found]


def test_what_is_gone_meanwhile_is_told_by_its_url(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = fsspec.filesystem("memory")
    (there,) = memory.glob("/gazettes/临江/02*")
    find = find_sources

    def losing(paths):  # type: ignore[no-untyped-def]
        found = find(paths)
        memory.rm(there)
        return found

    monkeypatch.setattr("ingest.build.find_sources", losing)
    told: list[SourceError] = []
    assert built(folder, "kb.db", URL, told).rows["sources"] == 1
    assert [
        str(error).startswith(f"{memory.unstrip_protocol(there)}: cannot be fetched (") for error in told
    ] == [True]


@pytest.mark.parametrize(
    ("url", "why"), [("memory://nowhere", "nothing"), ("none://at/all", "cannot be opened")]
)
def test_an_address_of_nothing_is_one_line(folder: Path, url: str, why: str) -> None:
    with pytest.raises(NothingToReadError, match=why):
        built(folder, "kb.db", url)
