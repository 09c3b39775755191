"""Sources that would take for ever or all memory, read by real processes with small limits."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import Future
from pathlib import Path

import make
import pytest

import ingest.job  # noqa: F401  (once, here, for every process)
from ingest.build import parse_all
from ingest.limits import Limits, cause_of_end
from ingest.pool import Watched, parse_in_pool
from ingest.read.sources import SourceFile
from schema.document import Gazette
from schema.errors import PageError, SourceError
from schema.source import Declaration

SHORT = Limits(page_seconds=1)
SMALL = Limits(memory_mb=300)


def parsed(folder: Path, limits: Limits) -> tuple[dict[str, Gazette], list[SourceError]]:
    errors: list[SourceError] = []
    gazettes = parse_all([folder], 2, errors.append, lambda _, results: results, limits=limits)
    found = {gazette.source.path: gazette for gazette in gazettes}
    assert not multiprocessing.active_children()
    return found, errors


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good documents, before and after the others."""
    for name in ("a-good", "z-good"):
        (tmp_path / f"{name}.pdf").write_bytes(make.document(make.two_columns()))
    return tmp_path


@pytest.mark.parametrize(
    ("feature", "limits", "page", "cause"),
    [("slow_drawing", SHORT, 2, "1 s of computing"), ("swollen_page", SMALL, 1, "300 MB of memory")],
)
def test_a_page_beyond_the_limits_is_left_out_and_named(
    folder: Path, feature: str, limits: Limits, page: int, cause: str
) -> None:
    path = make.write(feature, folder)
    gazettes, errors = parsed(folder, limits)
    assert list(gazettes) == ["a-good.pdf", f"{feature}.pdf", "z-good.pdf"]
    (error,) = errors
    assert isinstance(error, PageError)
    assert str(error).startswith(f"{path}, page {page}: ")
    assert cause in str(error)
    read = gazettes[f"{feature}.pdf"]
    assert [d.page for d in read.diagnostics if d.code == "page_left_out"] == [page]
    assert "落实情况报送市人民政府办公室" in "".join(d.document.text for d in read.documents)


def test_a_source_of_nothing_else_is_left_out_with_one_line(folder: Path) -> None:
    path = folder / "map.pdf"
    path.write_bytes(make.document(make.slow_drawing()[1:2]))
    gazettes, errors = parsed(folder, SHORT)
    assert list(gazettes) == ["a-good.pdf", "z-good.pdf"]
    assert [(type(error), error.source, error.place) for error in errors] == [
        (SourceError, str(path), "page 1")
    ]


def test_a_source_of_many_such_pages_is_given_up(folder: Path) -> None:
    path = folder / "atlas.pdf"
    path.write_bytes(make.document([*make.slow_drawing()[1:2] * 5, *make.two_columns()]))
    gazettes, errors = parsed(folder, SHORT)
    assert list(gazettes) == ["a-good.pdf", "z-good.pdf"]
    assert [error.source for error in errors] == [str(path)]


def test_a_source_that_takes_too_long_as_a_whole_is_left_out(folder: Path) -> None:
    path = make.write("slow_drawing", folder)
    gazettes, errors = parsed(folder, Limits(source_seconds=5, scan_seconds=0))
    assert "a-good.pdf" in gazettes
    assert [str(error) for error in errors] == [f"{path}: not parsed after 5 s; split the file, or report it"]


@pytest.mark.parametrize(
    ("status", "cause"),
    [(-27, "30 s of computing"), (75, "4096 MB"), (-9, "SIGKILL"), (-5, "SIGTRAP"), (1, "status 1")],
)
def test_the_end_of_a_process_is_explained(status: int, cause: str) -> None:
    assert cause in cause_of_end(status, Limits())[0]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_text_has_a_time_limit(tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "notice.txt").write_text("关于防汛工作的通知\n各区人民政府：\n", encoding="utf-8")
    monkeypatch.setattr("ingest.job.parse_source", lambda *_: multiprocessing.Event().wait())
    errors: list[SourceError] = []
    soon = Limits(source_seconds=0.1, scan_seconds=0)
    assert not [*parse_all([tmp_path], jobs, errors.append, lambda _, results: results, limits=soon)]
    assert "not parsed after 0.1 s" in str(errors[0])


def test_no_more_sources_are_begun_than_what_comes_of_them_may_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind one that takes long, what comes of the others waits in memory."""
    begun: list[int] = []

    def begin(self: Watched[int], index: int, source: SourceFile) -> Future[int | SourceError]:
        begun.append(index)
        done: Future[int | SourceError] = Future()
        done.set_result(index)
        return done

    monkeypatch.setattr(Watched, "begin", begin)
    sources = [SourceFile(tmp_path / f"{number}.txt", tmp_path, Declaration()) for number in range(400)]
    results = parse_in_pool(sources, 2, Limits(), lambda _: None, lambda _: 0)
    ahead = [(result, len(begun)) for result in results]
    assert [result for result, _ in ahead] == list(range(400))
    assert max(count - number for number, (_, count) in enumerate(ahead)) < 40
