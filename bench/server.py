"""The server that is measured, and a client that keeps its connection open."""

from __future__ import annotations

import gzip
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from gongbao.serve import serve_command, workers_command

_SECONDS_TO_START = 60


class Server:
    """A server process, and one client of it."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self._process = process
        self._port = port
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def another(self) -> Server:
        """Another client of the same process."""
        return Server(self._process, self._port)

    def get(self, path: str, host: str | None = None) -> tuple[str, int]:
        """The text of the answer, and the bytes that it came in; RuntimeError where it is an error.

        What was answered is kept by `host`, the name that the server is called by: a new one is answered anew.
        """
        headers = {"Accept-Encoding": "gzip", **({"Host": host} if host else {})}
        self._connection.request("GET", path, headers=headers)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: status {answer.status}")
        text = gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body
        return text.decode(errors="replace"), len(body)

    def processor_seconds(self) -> float:
        """The processor's time that all threads of the server have used; 0 where the system does not tell."""
        threads = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


@contextmanager
def served(database: Path, workers: int = 1) -> Iterator[Server]:
    """A server on the database, as `gongbao serve` starts it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = serve_command(database, "127.0.0.1", port)
    shared: dict[str, str] = {}
    if workers > 1:
        command, shared = workers_command(command, "127.0.0.1", port, workers)
    environment = {**os.environ, **shared}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    try:
        _wait_for(port, process)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start; python: {sys.executable}")
