"""A small kb.db, and Datasette on it with the configuration that is shipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browser import chromium, served
from datasette.app import Datasette
from handmade import make_decision, make_issue
from hostile import make_hostile
from kinds import DEMONSTRATION, FOLLOWED, KINDS, address_of
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
def demonstration_site(knowledge_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on the demonstration, on which something is followed."""
    path = tmp_path_factory.mktemp("follow") / "follow.toml"
    path.write_text(FOLLOWED, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONGBAO_FOLLOW", str(path))
        with served(knowledge_base) as address:
            yield address


@pytest.fixture(scope="session")
def every_page(site: str, demonstration_site: str, knowledge_base: Path) -> dict[str, str]:
    """The whole address of every kind of page."""
    shown = {
        kind: demonstration_site + quote(address_of(kind, knowledge_base), safe="/?=&")
        for kind in DEMONSTRATION
    }
    return {kind: site + path for kind, path in KINDS.items()} | shown


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A browser."""
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started
