"""Sources by URL (`s3://…`, `https://…`, whatever fsspec opens): found here, fetched where they are read.

What is at a URL is mirrored in a temporary folder: what is said of the sources as it is, the sources themselves as empty
files of their size. So all that holds for a folder holds for a URL, and no source passes through this machine.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from ingest.read.sources import BESIDE, Remote, SourceFile
from schema.errors import NothingToReadError, SourceError


def is_url(path: str | os.PathLike[str]) -> bool:
    """Whether what was given is a URL, not a path."""
    return isinstance(path, str) and "://" in path


@contextmanager
def mirrored(given: Iterable[Path | str]) -> Iterator[tuple[list[Path], dict[Path, Remote]]]:
    """The paths, with that of a mirror in place of each URL, and where the files of the mirrors are.

    Raises NothingToReadError where a URL cannot be opened or there is nothing.
    """
    paths: list[Path] = []
    remotes: dict[Path, Remote] = {}
    with ExitStack() as stack:
        for path in given:
            if isinstance(path, str) and is_url(path):
                folder = Path(stack.enter_context(TemporaryDirectory(prefix="gongbao-")))
                paths.append(_mirror(path, folder, remotes))
            else:
                paths.append(Path(path))
        yield paths, remotes


def _mirror(url: str, folder: Path, remotes: dict[Path, Remote]) -> Path:
    """Mirror what is at a URL, a folder or a file, and say where it is."""
    try:
        system, root = _opened(url)
        found: dict[str, dict[str, Any]] = system.find(root, detail=True)
        single = [*found] == [root]
        top = system._parent(root) if single else root
        beside = [f"{top}/{name}" for name in BESIDE] if single else []
        for name in [*found, *filter(system.isfile, beside)]:
            path = folder / PurePosixPath(name).relative_to(PurePosixPath(top))
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.name in BESIDE:
                system.get_file(name, os.fspath(path))
            else:
                path.touch()
                os.truncate(path, found[name].get("size") or 0)
            remotes[path] = Remote(system.unstrip_protocol(name), str(system.ukey(name)))
    except Exception as error:  # whatever the library of a protocol raises
        raise NothingToReadError(f"{url}: cannot be opened ({_said(error)}); check the address") from error
    if not found:
        raise NothingToReadError(f"{url}: there is nothing; check the address")
    return folder / PurePosixPath(root).name if single else folder


@contextmanager
def at_hand(source: SourceFile) -> Iterator[SourceFile]:
    """The source where it can be read: as it is, or fetched into a temporary folder. Raises SourceError."""
    if source.remote is None:
        yield source
        return
    with TemporaryDirectory(prefix="gongbao-") as name:
        path = Path(name) / source.path.relative_to(source.root)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            system, there = _opened(source.remote.url)
            system.get_file(there, os.fspath(path))
        except Exception as error:  # whatever the library of a protocol raises
            raise SourceError(
                source.remote.url,
                f"cannot be fetched ({_said(error)})",
                "check the address and what opens it",
            ) from error
        yield replace(source, path=path, root=Path(name))


def _opened(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the path in it."""
    from fsspec.core import url_to_fs

    system, path = url_to_fs(url)
    return system, path.rstrip("/")


def _said(error: Exception) -> str:
    """What went wrong, in one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())
