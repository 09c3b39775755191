"""Starting Datasette on kb.db with the configuration folder that is shipped, laid out as Datasette's own are."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from schema.errors import GongbaoError

CONFIGURATION = Path(__file__).resolve().parents[1] / "web"

SOURCES_VARIABLE = "GONGBAO_CORPUS"
"""Through this the folders of the PDFs reach the configuration (`web/metadata.json`)."""

_FOLDERS = {"plugins": "--plugins-dir", "templates": "--template-dir", "static": "--static"}


class ServeError(GongbaoError):
    """The pages cannot be shown like this: choose another address, or install the program whole."""


def serve(database: Path, host: str, port: int, reload: bool = False, sources: Sequence[Path] = ()) -> None:
    """Become Datasette: this process goes on as the server, so that a signal to it stops the server.

    `sources` are the folders that hold the PDFs; where none is said, the configuration decides.
    """
    command = serve_command(database, host, port, reload)
    said = {SOURCES_VARIABLE: os.pathsep.join(str(folder.resolve()) for folder in sources)} if sources else {}
    sys.stdout.flush()
    os.execve(command[0], command, {**os.environ, **said})


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
