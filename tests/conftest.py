"""Sources read and parsed once in a test run; gazettes to load, and a database built from the corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from handmade import make_decision, make_issue

from ingest.build import build
from ingest.job import parse_source
from ingest.read.sources import read_declaration
from schema.document import Gazette

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test finds what was parsed before the tests, or leaves anything."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONGBAO_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def parsed() -> Callable[[str], Gazette]:
    """What a source says, by its path in the repository: `parsed("corpus/nantong/nantong-2022-06.txt")`."""

    @cache
    def parse(path: str) -> Gazette:
        return parse_source(ROOT / path, read_declaration(ROOT / path))

    return parse


@pytest.fixture
def gazettes() -> list[Gazette]:
    """Two issues of a gazette and a document on its own."""
    return [make_issue(6, sha="a" * 64), make_issue(7, sha="b" * 64), make_decision()]


@pytest.fixture(scope="session")
def knowledge_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database built from the corpus, to be read only."""
    path = tmp_path_factory.mktemp("knowledge") / "kb.db"
    failed: list[object] = []
    build([ROOT / "corpus"], path, jobs=2, report=failed.append, watch=lambda _, results: results)
    assert failed == []
    return path
