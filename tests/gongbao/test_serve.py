"""Datasette is started with what the configuration folder holds."""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from handmade import make_issue

from gongbao.cli import main
from gongbao.serve import (
    CONFIGURATION,
    SOURCES_VARIABLE,
    ServeError,
    application,
    check_free,
    serve,
    serve_command,
    workers_command,
)
from ingest.load.load import load


@pytest.fixture
def configuration(tmp_path: Path) -> Path:
    """A configuration folder."""
    (tmp_path / "metadata.json").write_text("{}")
    (tmp_path / "settings.json").write_text('{"sql_time_limit_ms": 1000, "allow_download": false}')
    for name in ("plugins", "templates", "static"):
        (tmp_path / name).mkdir()
    return tmp_path


def test_the_configuration_folder_is_handed_over(configuration: Path) -> None:
    command = serve_command(Path("kb.db"), "127.0.0.1", 8001, reload=True, configuration=configuration)
    text = " ".join(command[1:]).replace(str(configuration), "web")
    assert text == (
        "-P -m datasette kb.db --host 127.0.0.1 --port 8001 --metadata web/metadata.json "
        "--plugins-dir web/plugins --template-dir web/templates --static static:web/static "
        "--setting sql_time_limit_ms 1000 --setting allow_download False --reload"
    )


@pytest.mark.parametrize("missing", ["metadata.json", "settings.json", "plugins", "templates", "static"])
def test_nothing_is_served_without_the_whole_configuration(configuration: Path, missing: str) -> None:
    (configuration / missing).rename(configuration / "elsewhere")
    with pytest.raises(ServeError, match=f"{missing}: is missing"):
        serve_command(Path("kb.db"), "127.0.0.1", 8001, configuration=configuration)


def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=f"{port}.*--port"):
            check_free("127.0.0.1", port)
        load([make_issue(6)], tmp_path / "kb.db")
        done = CliRunner().invoke(main, ["serve", "--db", str(tmp_path / "kb.db"), "--port", str(port)])
        assert (done.exit_code, done.stdout) == (1, ""), "no address is shown where nothing listens"
        assert f"{port}: cannot be listened on" in done.stderr


def test_an_unknown_host_is_said() -> None:
    with pytest.raises(ServeError, match="--port"):
        check_free("no.such.host.invalid", 8001)


def test_the_folders_of_the_sources_reach_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[dict[str, str]] = []
    monkeypatch.setattr("os.execve", lambda program, command, environment: started.append(environment))
    serve(Path("kb.db"), "127.0.0.1", 8001, sources=[tmp_path / "a", tmp_path / "b"])
    serve(Path("kb.db"), "127.0.0.1", 8001)
    said = json.loads((CONFIGURATION / "metadata.json").read_text("utf-8"))["plugins"]["gongbao"]["corpus"]
    assert said == {"$env": SOURCES_VARIABLE}
    assert started[0][SOURCES_VARIABLE] == f"{tmp_path / 'a'}{os.pathsep}{tmp_path / 'b'}"
    assert SOURCES_VARIABLE not in started[1]


def test_workers_share_a_port_and_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATASETTE_SECRET", raising=False)
    command, said = workers_command(
        [sys.executable, "-P", "-m", "datasette", "serve", "kb.db"], "0.0.0.0", 80, 4
    )
    assert " ".join(command[1:]) == (
        "-P -m uvicorn gongbao.serve:application --factory --lifespan on --host 0.0.0.0 --port 80 --workers 4"
    )
    assert len(said["DATASETTE_SECRET"]) == 64
    monkeypatch.setenv("DATASETTE_SECRET", "an office's own")
    assert (
        workers_command(["python", "-m", "datasette"], "0.0.0.0", 80, 2)[1]["DATASETTE_SECRET"]
        == "an office's own"
    )


@pytest.mark.asyncio
async def test_a_worker_answers_as_one_process_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load([make_issue(6)], tmp_path / "kb.db")
    command = serve_command(tmp_path / "kb.db", "127.0.0.1", 8001)
    for name, value in workers_command(command, "127.0.0.1", 8001, 2)[1].items():
        monkeypatch.setenv(name, value)
    worker = httpx.AsyncClient(transport=httpx.ASGITransport(application()), base_url="http://localhost")
    page = await worker.get("/")
    assert "第6期" in page.text
    assert "Content-Security-Policy" in page.headers
    assert (await worker.get("/kb.json?sql=select+1")).status_code == 403


def test_reloading_is_for_one_process(tmp_path: Path) -> None:
    load([make_issue(6)], tmp_path / "kb.db")
    done = CliRunner().invoke(main, ["serve", "--db", str(tmp_path / "kb.db"), "--workers", "2", "--reload"])
    assert done.exit_code == 2
    assert "--workers" in done.stderr
