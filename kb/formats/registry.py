"""The formats by name: what each writes, where, and what must be installed for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from schema.errors import ExportError


@dataclass(frozen=True, slots=True)
class Format:
    """A format of export: its module below `kb.formats`, and what it writes at the path that is given."""

    module: str
    writes: str
    needs: str | None = None
    extra: str | None = None


FORMATS = {
    "akn": Format("akn.folder", "a folder: one Akoma Ntoso 3.0 file for each document and issue"),
    "csv": Format("datapackage", "a folder: a Frictionless data package, one CSV file a table"),
    "opensearch": Format("opensearch", "a folder: a mapping, and bulk lines with a document a clause"),
    "parquet": Format("parquet", "a folder: Parquet files parted by year", "pyarrow", "parquet"),
    "popolo": Format("popolo", "a JSON file: people, organisations, posts, memberships"),
    "spacy": Format("docbin", "a folder: spaCy's DocBin, the facts as span groups, and their rows"),
}


def export(connection: sqlite3.Connection, name: str, target: Path) -> None:
    """Write kb.db in one of FORMATS to `target`, a path that does not exist or an empty folder.

    Raises ExportError where the path is taken, or the library that the format needs is not installed.
    """
    chosen = FORMATS[name]
    if chosen.needs and not find_spec(chosen.needs):
        raise ExportError(
            f"{name} needs {chosen.needs}; install it with: pip install 'gongbao[{chosen.extra}]'"
        )
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise ExportError(f"{target}: exists already; give another path with --to")
    write: Callable[[sqlite3.Connection, Path], None] = import_module(f"kb.formats.{chosen.module}").write
    write(connection, target)
