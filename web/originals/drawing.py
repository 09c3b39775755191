"""Asking the process that draws pages, which is started when it is first needed.

PDFium is not for several threads, and a damaged file may crash it or keep it busy for ever. So it runs in a
process of its own, which is ended when it takes too long, and started again for the next page.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any

_PROGRAM = Path(__file__).with_name("draw_pages.py")

SECONDS = 10.0
"""A page that takes longer is not drawn."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a PDF as it is shown: its size in points, its picture, and whether the signs of many words lack in it."""

    width: float
    height: float
    media_type: str
    picture: bytes
    lacks_signs: bool = False


class Drawer:
    """One process that draws, for one caller at a time."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def pages_of(self, path: Path) -> int:
        """How many pages a PDF has; 0 where it cannot be opened, or not without a password."""
        said, _ = self._ask({"path": str(path)})
        pages: int = said.get("pages", 0)
        return pages

    def draw(self, path: Path, page: int) -> Sheet | None:
        """A page (from 1); None where it cannot be drawn."""
        said, picture = self._ask({"path": str(path), "page": page})
        if not picture:
            return None
        return Sheet(said["width"], said["height"], said["media_type"], picture, said["lacks_signs"])

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _ask(self, question: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        process = self._process = self._process or _start()
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the process has no pipes")
        clock = Timer(self._seconds, process.kill)
        clock.start()
        try:
            process.stdin.write(json.dumps(question).encode() + b"\n")
            process.stdin.flush()
            said: dict[str, Any] = json.loads(process.stdout.readline())
            return said, process.stdout.read(said["length"])
        except (OSError, ValueError):  # it was ended, or has crashed
            self.close()
            return {}, b""
        finally:
            clock.cancel()


def _start() -> subprocess.Popen[bytes]:
    """The process; it ends with its standard input, and does not hear the Ctrl-C that is meant for the server."""
    return subprocess.Popen(
        [sys.executable, "-P", str(_PROGRAM)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
