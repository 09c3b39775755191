"""The file that a build writes, beside the database that it will replace; and those of builds that were killed.

A build holds a lock on its file for as long as it runs, and the system takes the lock away when it ends, however it
ends: a file that nobody holds a lock on is left over from a killed build, and is removed by the next.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from schema.errors import DatabaseError

BUILDING = ".building-"
"""Stands in the name of such a file: kb.db.building-k3_9x2ab. Nobody calls a copy of his own like this."""


@contextmanager
def fresh_file(path: Path) -> Iterator[str]:
    """The name of a new, empty file beside `path`, which is gone at the end where it was not moved elsewhere.

    Raises DatabaseError where there can be none.
    """
    _remove_left_over(path)
    handle, name = _locked(path)
    try:
        yield name
    finally:
        Path(name).unlink(missing_ok=True)
        os.close(handle)


def _remove_left_over(path: Path) -> None:
    """Remove what killed builds left beside `path`."""
    for left in path.parent.glob(f"{escape(path.name)}{BUILDING}*"):
        with suppress(OSError):
            handle = os.open(left, os.O_RDWR)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left.unlink()
            finally:
                os.close(handle)


def _locked(path: Path) -> tuple[int, str]:
    """A new file and the lock on it. One that another build removed before it was locked is made again."""
    while True:
        try:
            handle, name = tempfile.mkstemp(prefix=f"{path.name}{BUILDING}", dir=path.parent)
        except OSError as error:
            cause = f"{path}: cannot be written ({error.strerror}); choose another place with --db"
            raise DatabaseError(cause) from error
        with suppress(OSError):  # some file systems know no locks: then nobody takes one and removes the file
            fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:
            return handle, name
        os.close(handle)
