"""Starting Datasette on kb.db with the configuration folder that is shipped, laid out as Datasette's own are."""

from __future__ import annotations

import json
import os
import secrets
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from schema.errors import GongbaoError

CONFIGURATION = Path(__file__).resolve().parents[1] / "web"

_ARGUMENTS_VARIABLE = "GONGBAO_SERVED"
"""Through this what Datasette is told reaches each worker process, as JSON."""

_SECRET_VARIABLE = "DATASETTE_SECRET"

SOURCES_VARIABLE = "GONGBAO_CORPUS"
"""Through this the folders of the PDFs reach the configuration (`web/metadata.json`)."""

_FOLDERS = {"plugins": "--plugins-dir", "templates": "--template-dir", "static": "--static"}


class ServeError(GongbaoError):
    """The pages cannot be shown like this: choose another address, or install the program whole."""


def serve(
    database: Path, host: str, port: int, reload: bool = False, sources: Sequence[Path] = (), workers: int = 1
) -> None:
    """Become Datasette: this process goes on as the server, so that a signal to it stops the server.

    `sources` are the folders that hold the PDFs; where none is said, the configuration decides. More than one
    worker process read the same file, and share one port; those that die are replaced.
    """
    command = serve_command(database, host, port, reload)
    said = {SOURCES_VARIABLE: os.pathsep.join(str(folder.resolve()) for folder in sources)} if sources else {}
    if workers > 1:
        command, shared = workers_command(command, host, port, workers)
        said |= shared
    sys.stdout.flush()
    os.execve(command[0], command, {**os.environ, **said})


def workers_command(
    command: Sequence[str], host: str, port: int, workers: int
) -> tuple[list[str], dict[str, str]]:
    """The command that runs so many processes of Datasette as `command` starts it, and what it needs in its environment.

    Uvicorn keeps the processes; each makes its own `application`. They sign with one secret.
    """
    at = command.index("datasette") + 1
    python, arguments = command[: at - 1], command[at:]
    uvicorn = ["uvicorn", "gongbao.serve:application", "--factory", "--lifespan", "on"]
    listening = ["--host", host, "--port", str(port), "--workers", str(workers)]
    secret = os.environ.get(_SECRET_VARIABLE) or secrets.token_hex(32)
    return [*python, *uvicorn, *listening], {
        _ARGUMENTS_VARIABLE: json.dumps(arguments),
        _SECRET_VARIABLE: secret,
    }


def application() -> object:
    """Datasette as an ASGI application, with the arguments that the environment holds: what each worker runs."""
    from datasette.cli import serve as datasette_serve

    arguments = json.loads(os.environ[_ARGUMENTS_VARIABLE])[1:]
    with datasette_serve.make_context("serve", arguments) as context:
        datasette = context.invoke(datasette_serve.callback, **{**context.params, "return_instance": True})
    return datasette.app()


def serve_command(
    database: Path, host: str, port: int, reload: bool = False, configuration: Path = CONFIGURATION
) -> list[str]:
    """The command line that starts Datasette with what the configuration folder holds.

    Raises ServeError where any of it is missing: without its settings Datasette would run anybody's SQL.
    """
    settings, metadata = configuration / "settings.json", configuration / "metadata.json"
    for path in (settings, metadata, *(configuration / folder for folder in _FOLDERS)):
        if not path.exists():
            raise ServeError(f"{path}: is missing, and nothing is shown without it; install gongbao anew")
    python = [sys.executable, "-P"]  # modules of the folder that the command is run in are none of ours
    verb = [] if reload else ["serve"]  # what Datasette starts again takes the word for a file
    command = [*python, "-m", "datasette", *verb, str(database), "--host", host, "--port", str(port)]
    command += ["--metadata", str(metadata)]
    for folder, option in _FOLDERS.items():
        mount = "static:" if option == "--static" else ""
        command += [option, f"{mount}{configuration / folder}"]
    for name, value in json.loads(settings.read_text("utf-8")).items():
        command += ["--setting", name, str(value)]
    return command + (["--reload"] if reload else [])


def check_free(host: str, port: int) -> None:
    """Raise ServeError where another program has the port."""
    try:
        address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(address[0], socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address[4])
    except OSError as error:
        cause = error.strerror or str(error)
        raise ServeError(f"{host}:{port}: cannot be listened on ({cause}); choose another --port") from error
