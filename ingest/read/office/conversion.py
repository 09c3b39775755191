"""Older office formats (.doc, .wps, .rtf, .odt) into .docx, by LibreOffice without a window where it is installed.

One call turns many files. LibreOffice has a profile of its own, which no other instance of it can block, runs no
macros, fetches nothing, and is ended with all it started where it takes too long. Its export to .docx keeps boxes of
text, where the numbers of official documents stand; its plain text does not.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from schema.errors import SourceError

_COMMANDS = ("soffice", "libreoffice")
_START_SECONDS = 60.0
_FILE_SECONDS = 15.0
_NOWHERE = "http://127.0.0.1:9"
"""A proxy that answers nobody."""

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
</item></oor:items>
"""


@contextmanager
def converted(files: Mapping[Path, str]) -> Iterator[dict[Path, Path]]:
    """Where each file can be read as .docx, until the context ends; one that could not be turned is missing.

    `files` gives the suffix by which LibreOffice knows each. Nothing is turned where LibreOffice is not installed.
    """
    command = next(filter(None, map(shutil.which, _COMMANDS)), None)
    if not files or command is None:
        yield {}
        return
    with TemporaryDirectory(prefix="gongbao-") as name:
        folder = Path(name)
        copies = {path: folder / f"{i:06}{suffix}" for i, (path, suffix) in enumerate(files.items())}
        for path, copy in copies.items():
            with suppress(OSError):
                shutil.copyfile(path, copy)
        _run(command, [copy for copy in copies.values() if copy.exists()], folder)
        made = {path: folder / "docx" / f"{copy.stem}.docx" for path, copy in copies.items()}
        yield {path: docx for path, docx in made.items() if docx.exists()}


def not_converted(path: Path) -> SourceError:
    """Why a file that has to be converted was not."""
    kind = "a file of Word 97–2003, WPS or RTF"
    if not any(map(shutil.which, _COMMANDS)):
        return SourceError(
            path,
            f"{kind}, which LibreOffice has to open first, and it is not installed",
            "install LibreOffice (apt install libreoffice-writer-nogui), or save the file as .docx",
        )
    return SourceError(path, f"{kind} that LibreOffice could not open", "save it as .docx or PDF")


def _run(command: str, files: Sequence[Path], folder: Path) -> None:
    """Turn the files, and end LibreOffice with all its processes when its time is over."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    options = ["--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile.as_uri()}"]
    target = ["--convert-to", "docx", "--outdir", str(folder / "docx"), *map(str, files)]
    process = subprocess.Popen(
        [command, *options, *target],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "http_proxy": _NOWHERE, "https_proxy": _NOWHERE, "HOME": str(folder)},
        start_new_session=True,
    )
    try:
        process.wait(_START_SECONDS + _FILE_SECONDS * len(files))
    except subprocess.TimeoutExpired:
        pass
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
