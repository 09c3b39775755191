"""A build on a Dask cluster of two workers: the same rows as in the pool, whatever becomes of the workers."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import dask
import make
import pytest
from distributed import Client, LocalCluster
from test_cache import rows

import ingest.worker
from ingest.build import Built, build
from ingest.cache import Cache, program
from ingest.limits import USUAL_LIMITS, Limits
from ingest.read.sources import SourceFile
from schema.errors import ClusterError, SourceError

SAMPLES = Path(__file__).parents[1] / "samples_own"


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with (
        dask.config.set({"distributed.worker.daemon": False}),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1") as cluster,
    ):
        yield cluster


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six texts, and what the pool makes of them."""
    folder = tmp_path_factory.mktemp("cluster")
    sources = folder / "sources"
    sources.mkdir()
    for path in sorted(SAMPLES.glob("0[1-6]*.txt")):
        shutil.copy(path, sources)
    (sources / "sources.toml").write_text('publisher = "临江市人民政府"\n', "utf-8")
    built(folder, None, "pool.db")
    return folder


def built(
    folder: Path,
    cluster: LocalCluster | None,
    name: str,
    cache: Cache | None = None,
    paths: Sequence[Path | str] = (),
    limits: Limits = USUAL_LIMITS,
    told: list[SourceError] | None = None,
) -> Built:
    return build(
        paths or [folder / "sources"],
        folder / name,
        2,
        _fail if told is None else told.append,
        lambda _, results: results,
        cache=cache,
        scheduler=cluster.scheduler_address if cluster else None,
        limits=limits,
    )


def _fail(error: Exception) -> None:
    raise error


def test_the_rows_are_those_of_the_pool(
    folder: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)  # the workers are elsewhere
    built(folder, cluster, "cluster.db", paths=[Path("sources")])
    assert dict(rows(folder / "cluster.db")) == dict(rows(folder / "pool.db"))


def test_where_the_cache_is_shared_names_come_back(
    folder: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    result = ingest.cluster._Cluster._answer

    def noted(self: object, task: object) -> object:
        answer = result(self, task)  # type: ignore[arg-type]
        made.append(answer.made)  # type: ignore[union-attr]
        return answer

    monkeypatch.setattr("ingest.cluster._Cluster._answer", noted)
    cache = Cache(folder / "cache")
    built(folder, cluster, "shared.db", cache)
    assert [type(one) for one in made] == [str] * 6
    assert dict(rows(folder / "shared.db")) == dict(rows(folder / "pool.db"))
    assert built(folder, None, "shared.db", cache).unchanged


def test_a_folder_that_is_not_shared_is_left_alone(
    folder: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.cluster._shared", lambda _: _no_token())
    cache = Cache(folder / "other")
    built(folder, cluster, "bytes.db", cache)
    assert dict(rows(folder / "bytes.db")) == dict(rows(folder / "pool.db"))
    assert not [*(folder / "other").glob("*/*")]


class _no_token:  # noqa: N801
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...


def test_a_worker_that_dies_in_the_middle_changes_nothing(folder: Path, cluster: LocalCluster) -> None:
    killed: list[int] = []

    def killing(sources: Sequence[SourceFile], results: Iterable[object]) -> Iterator[object]:
        for result in results:
            yield result
            if not killed:
                with Client(cluster.scheduler_address, set_as_default=False) as client:
                    workers = client.run(os.getpid)
                killed.append(next(iter(workers.values())))
                os.kill(killed[0], signal.SIGKILL)

    build(
        [folder / "sources"],
        folder / "killed.db",
        2,
        _fail,
        killing,  # type: ignore[arg-type]
        scheduler=cluster.scheduler_address,
    )
    assert killed
    assert dict(rows(folder / "killed.db")) == dict(rows(folder / "pool.db"))


def test_a_source_that_costs_two_workers_is_left_out_with_one_line(
    folder: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.worker.answered", _deadly)
    told: list[SourceError] = []
    made = built(folder, cluster, "deadly.db", told=told)
    assert [str(error) for error in told] == [
        f"{folder}/sources/{name}: the worker that read it died, and so did the next one; "
        "look at the workers' logs, or read it by itself"
        for name in [next((folder / "sources").glob("03*")).name]
    ]
    assert made.rows["sources"] == 5


def _deadly(source: SourceFile, *others: object) -> object:
    if source.path.name.startswith("03"):
        os.kill(os.getpid(), signal.SIGKILL)
    return ingest.worker.answered(source, *others)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("feature", "limits", "page", "cause"),
    [
        ("slow_drawing", Limits(page_seconds=1), 2, "1 s of computing"),
        ("swollen_page", Limits(memory_mb=300), 1, "300 MB of memory"),
    ],
)
def test_limits_hold_inside_a_worker(
    tmp_path: Path, cluster: LocalCluster, feature: str, limits: Limits, page: int, cause: str
) -> None:
    (tmp_path / "sources").mkdir()
    path = make.write(feature, tmp_path / "sources")
    told: list[SourceError] = []
    built(tmp_path, cluster, "kb.db", limits=limits, told=told)
    assert [str(error).startswith(f"{path}, page {page}: ") for error in told] == [True]
    assert cause in str(told[0])


def test_a_source_has_its_seconds(folder: Path, cluster: LocalCluster, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    path = make.write("slow_drawing", tmp_path / "sources")
    shutil.copy(next(SAMPLES.glob("01*")), tmp_path / "sources")
    told: list[SourceError] = []
    limits = Limits(source_seconds=3, scan_seconds=0)
    assert built(tmp_path, cluster, "kb.db", limits=limits, told=told).rows["sources"] == 1
    assert [str(error) for error in told] == [f"{path}: not parsed after 3 s; split the file, or report it"]


def test_a_url_is_fetched_by_the_worker(folder: Path, cluster: LocalCluster) -> None:
    cache = Cache(folder / "by-url")
    built(folder, cluster, "url.db", cache, [f"file://{folder / 'sources'}"])
    assert dict(rows(folder / "url.db")) == dict(rows(folder / "pool.db"))
    assert built(folder, cluster, "url.db", cache, [f"file://{folder / 'sources'}"]).unchanged


def test_a_worker_of_other_code_is_refused(
    folder: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.cluster.program", lambda: "other")
    with pytest.raises(ClusterError, match="another version"):
        built(folder, cluster, "never.db")
    assert not (folder / "never.db").exists()


@pytest.mark.parametrize("daemon", [True, False])
def test_a_worker_that_may_not_watch_is_refused(daemon: bool) -> None:
    fork = multiprocessing.get_context("fork")
    there, here = fork.Pipe()
    process = fork.Process(target=lambda: there.send(ingest.worker._refused(program())), daemon=daemon)
    process.start()
    assert ("DASK_DISTRIBUTED__WORKER__DAEMON=False" in here.recv()) == daemon
    process.join()


def test_without_a_scheduler_there_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.cluster._SECONDS_TO_CONNECT", 0.2)
    with pytest.raises(ClusterError, match="no scheduler answers"):
        build(
            [folder / "sources"],
            folder / "never.db",
            1,
            _fail,
            lambda _, results: results,
            scheduler="tcp://127.0.0.1:9",
        )
