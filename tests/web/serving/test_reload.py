"""A rebuilt kb.db is shown by a running server, without an error in between."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from handmade import make_decision, make_issue
from shipped import make_datasette

from ingest.load.load import load
from web.site import reload
from web.site.reload import is_readable

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def _look_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reload, "_SECONDS_BETWEEN_LOOKS", 0.0)


async def issues(datasette: object) -> int:
    response = await datasette.client.get("/kb/issues.json?_shape=array")  # type: ignore[attr-defined]
    assert response.status_code == 200, response.text
    return len(response.json())


async def test_a_rebuilt_database_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    load([make_issue(6)], path)
    datasette = make_datasette(path)
    assert await issues(datasette) == 1
    load([make_issue(6), make_issue(7, sha="b" * 64)], path)
    assert await issues(datasette) == 2
    assert "第7期" in (await datasette.client.get("/")).text


async def test_no_request_fails_while_the_database_is_rebuilt(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    load([make_issue(6)], path)
    datasette = make_datasette(path)
    seen = set()

    async def ask() -> None:
        for _ in range(12):
            for page in ("/", "/search?q=养老", "/kb/clauses.json"):
                seen.add((await datasette.client.get(page)).status_code)
            await asyncio.sleep(0)

    async def rebuild() -> None:
        for number in (7, 8, 9):
            await asyncio.to_thread(load, [make_issue(number), make_decision()], path)

    await asyncio.gather(ask(), ask(), rebuild())
    assert seen == {200}


async def test_a_file_that_is_no_such_database_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    load([make_issue(6)], path)
    datasette = make_datasette(path)
    assert await issues(datasette) == 1
    other = tmp_path / "other"
    other.write_text("no database")
    shutil.move(other, path)
    assert not is_readable(path)
    assert await asyncio.gather(*(issues(datasette) for _ in range(20))) == [1] * 20
