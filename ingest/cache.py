"""Nothing twice: parsed sources kept by what they were made from, so that a build parses only what is new.

A source is kept under the hash of its bytes, its declared names and path, the program's code and data, and every
library and optional reader that has a part in reading it: what another program made is never found. The folder
(`$GONGBAO_CACHE`, else `gongbao` below the user's folder for caches) may be deleted at any time, and several builds
may use it at once: a file is put in its place when it is whole. What was not used for longest goes when it has grown
beyond `MOST_BYTES`.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

from ingest.read.sources import SourceFile, correction_files
from schema.identity import hash_of

Kept = TypeVar("Kept")

MOST_BYTES = 2 << 30
_ROOMS = ("ingest", "parsers", "schema")
_LIBRARIES = (
    "cn2an",
    "jieba",
    "lxml",
    "numpy",
    "onnxruntime",
    "opencv-python-headless",
    "pdfminer.six",
    "pdfplumber",
    "pydantic",
    "pypdfium2",
    "rapidocr",
    "rjieba",
)
_CONVERTERS = ("soffice", "libreoffice")


class Cache:
    """Parsed sources in a folder. What cannot be read or written there is as if it were not kept."""

    def __init__(self, folder: Path, most: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most = most

    def holds(self, key: str) -> bool:
        """Whether something is kept under a key."""
        return self._path(key).is_file()

    def get(self, key: str, kind: type[Kept]) -> Kept | None:
        """What was kept under a key, if it is of this kind."""
        path = self._path(key)
        try:
            kept = pickle.loads(path.read_bytes())
            os.utime(path)
        except Exception:  # a file of another hand, or cut short
            return None
        return kept if isinstance(kept, kind) else None

    def put(self, key: str, made: object) -> bool:
        """Keep what was made, and say whether it is kept."""
        path = self._path(key)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                pickle.dump(made, file, pickle.HIGHEST_PROTOCOL)
            os.replace(name, path)
        except OSError:
            return False
        return True

    def remove(self, key: str) -> None:
        """Let go of what was kept under a key."""
        with suppress(OSError):
            self._path(key).unlink(missing_ok=True)

    def prune(self) -> None:
        """Remove what was not used for longest, until the rest is no more than it may be."""
        with suppress(OSError):
            kept = sorted(
                ((found.st_mtime, found.st_size, path) for path in self._files() for found in [path.stat()]),
                reverse=True,
            )
            size = 0
            for _, bytes_of_it, path in kept:
                size += bytes_of_it
                if size > self._most:
                    path.unlink(missing_ok=True)

    def _files(self) -> Iterable[Path]:
        return (path for path in self._folder.glob("*/*") if path.is_file())

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]


def usual_cache() -> Cache:
    """The user's cache."""
    given = os.environ.get("GONGBAO_CACHE")
    usual = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Cache((Path(given) if given else Path(usual, "gongbao")).absolute())


def key_of(source: SourceFile) -> str | None:
    """What a source is kept under; None for one that cannot be read."""
    try:
        found = source.path.stat()
        content = (
            source.remote.version
            if source.remote
            else _content(source.path, found.st_mtime_ns, found.st_size)
        )
    except OSError:
        return None
    shown = (
        source.path.relative_to(source.root) if source.path.is_relative_to(source.root) else source.path.name
    )
    made_from = (content, os.fspath(shown), source.declaration, source.password, program())
    return hash_of(repr(part) for part in made_from)


def ready_key(key: str, done: str) -> str:
    """What the rows of a source are kept under: the key of what was parsed, and the hash of what is done to it after that."""
    return hash_of([key, "ready", done])


def fingerprint(sources: Sequence[SourceFile], unmasked: bool) -> str:
    """The hash of all that a database of these sources is made from; empty if one cannot be read."""
    keys = [key_of(source) for source in sources]
    corrections = (_digest(path) for path in correction_files(sources))
    if not all(keys):
        return ""
    return hash_of(
        [program(), *corrections, "", *(["unmasked"] if unmasked else []), *(key or "" for key in keys)]
    )


@lru_cache(maxsize=1 << 16)
def _content(path: Path, changed: int, size: int) -> str:
    """The hash of a file that was last changed then."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def program() -> str:
    """The hash of what reads and parses: code and data of this program, libraries, readers that are installed."""
    root = Path(__file__).parents[1]
    files = sorted(
        path
        for room in _ROOMS
        for path in (root / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )
    code = (f"{path.relative_to(root)} {_digest(path)}" for path in files)
    libraries = (f"{name} {_version(name)}" for name in _LIBRARIES)
    converters = (f"{name} {_made(shutil.which(name))}" for name in _CONVERTERS)
    return hash_of([sys.version, *code, *libraries, *converters])


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _made(command: str | None) -> str | None:
    """Which version of a command is installed, as far as its file tells."""
    if command is None:
        return None
    found = Path(command).resolve().stat()
    return f"{found.st_size} {found.st_mtime}"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
