"""A small kb.db, and Datasette on it with the configuration that is shipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import chromium, served
from datasette.app import Datasette
from handmade import make_decision, make_issue
from hostile import make_hostile
from shipped import make_datasette

from ingest.load.load import load


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two issues, a decision that amends, and a notice full of signs that mean something to a browser."""
    path = tmp_path_factory.mktemp("web") / "kb.db"
    load([make_issue(6, sha="a" * 64), make_issue(7, sha="b" * 64), make_decision(), make_hostile()], path)
    return path


@pytest.fixture(scope="session")
def datasette(database: Path) -> Datasette:
    """Datasette on that database."""
    return make_datasette(database)


@pytest.fixture(scope="session")
def site(database: Path) -> Iterator[str]:
    """The address of a server on that database."""
    with served(database) as address:
        yield address


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A browser."""
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started
