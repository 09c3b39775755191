"""Finding the sources below the paths that were given, and what their publisher's `sources.toml` declares."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.load.fresh_file import BUILDING
from ingest.read.media import CONVERTED, file_type
from schema.errors import DeclarationError, NothingToReadError, SourceError
from schema.source import NO_NAMES, Declaration, LocalNames

DECLARATION_FILE = "sources.toml"
PLACES_FILE = "places.csv"
ORGANISATIONS_FILE = "organisations.csv"
REFORMS_FILE = "reforms.csv"
_BESIDE = (PLACES_FILE, ORGANISATIONS_FILE, REFORMS_FILE)
"""What may lie beside a declaration, and is no source."""
CORRECTIONS_FILE = "corrections.toml"
BESIDE = (DECLARATION_FILE, PLACES_FILE, ORGANISATIONS_FILE, CORRECTIONS_FILE)
"""What is said of sources, in files beside them."""
DATABASE_SUFFIX = ".db"
"""What was built, or is being built, may lie among the sources; built again, it is none of them."""

_DECLARED = tuple(field.name for field in fields(Declaration) if field.name != "names")
_OF_FILES = ("year", "number")
_OF_FOLDERS = tuple(name for name in _DECLARED if name not in _OF_FILES)


@dataclass(frozen=True, slots=True)
class Remote:
    """Where a file is that is not on this machine: its URL, and what tells which version of it is there."""

    url: str
    version: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read, the folder that its recorded path is relative to, and what is declared of it.

    Of a PDF also the password that opens it, and the pages (from 1) that are not to be read; of an older office format
    what it was turned into; of one that is fetched where it is read, `path` says only what it is called. `key` is what
    it is kept under.
    """

    path: Path
    root: Path
    declaration: Declaration
    password: str | None = None
    left_out: tuple[int, ...] = ()
    docx: Path | None = None
    remote: Remote | None = None
    key: str | None = None

    @property
    def name(self) -> str:
        """What it is called where it is told of: its path or URL."""
        return self.remote.url if self.remote else os.fspath(self.path)

    @property
    def given(self) -> dict[str, Any]:
        """What is said of the file, as arguments of its reader."""
        said = {"password": self.password, "left_out": self.left_out, "docx": self.docx}
        return {name: value for name, value in said.items() if value}


def find_sources(paths: Iterable[Path]) -> tuple[list[SourceFile], list[SourceError]]:
    """The sources at and below `paths`, each once, in the order of their names; and the folders that were refused.

    A folder is searched to the bottom; hidden files, READMEs, databases (`.db`) and `sources.toml` are no sources.
    A link that leads nowhere is one, which cannot be read.
    Raises NothingToReadError where a path is missing or no file is found.
    """
    found: dict[str, SourceFile] = {}
    refused: dict[str, SourceError] = {}
    given = list(paths)
    for given_path in given:
        if not given_path.exists():
            raise NothingToReadError(f"{given_path}: no such file or folder; check the path")
        root = given_path if given_path.is_dir() else given_path.parent
        for path in _files(given_path, lambda error: refused.setdefault(str(error), error)):
            try:
                found.setdefault(os.path.realpath(path), SourceFile(path, root, read_declaration(path)))
            except DeclarationError as error:
                refused.setdefault(str(error), error)
    if not found and not refused:
        names = ", ".join(map(str, given))
        raise NothingToReadError(
            f"{names}: no sources in it; put gazettes (PDF, OFD, Word, HTML, text) there"
        )
    return sorted(found.values(), key=lambda source: source.path.as_posix()), list(refused.values())


def read_declaration(path: Path) -> Declaration:
    """What the nearest `sources.toml` declares of a source, from its own folder upwards.

    Its keys are `gazette`, `publisher` and `place`, for all files below its folder, and the same in a table
    `[files."name.txt"]` for one file, with the `year` and `number` of the issue that the file holds. Raises
    DeclarationError if it says anything else. `places.csv`, `organisations.csv` and `reforms.csv` beside it add names.
    """
    for folder in path.absolute().parents:
        declared = folder / DECLARATION_FILE
        if declared.is_file():
            return _declaration(declared, path.name)
    return Declaration()


def correction_files(sources: Iterable[SourceFile]) -> list[Path]:
    """Every `corrections.toml` that stands beside a source, or above it up to the folder given."""
    folders = {folder for source in sources for folder in _folders(source)}
    return sorted(folder / CORRECTIONS_FILE for folder in folders if (folder / CORRECTIONS_FILE).is_file())


def _folders(source: SourceFile) -> Iterator[Path]:
    for folder in source.path.parents:
        yield folder
        if folder == source.root:
            return


def to_convert(sources: Iterable[SourceFile]) -> dict[Path, str]:
    """The files here that are turned into another format before they are read, and the suffix of what each is."""
    kinds = {source.path: _type(source.path) for source in sources if source.remote is None}
    return {path: CONVERTED[kind] for path, kind in kinds.items() if kind in CONVERTED}


def _type(path: Path) -> str:
    try:
        return file_type(path)
    except OSError:
        return ""


def _files(path: Path, refuse: Callable[[SourceError], object]) -> Iterator[Path]:
    """The file, or the files in a folder and below it; folders that cannot be searched go to `refuse`."""

    def fail(error: OSError) -> None:
        refuse(SourceError(error.filename, f"cannot be searched ({error.strerror})", "check its permissions"))

    if path.is_file():
        yield path
        return
    if not path.is_dir():
        refuse(SourceError(path, "is neither a file nor a folder", "save what it holds in a file"))
        return
    for folder, _, names in os.walk(path, onerror=fail):
        for file in (Path(folder, name) for name in names):
            is_there = file.is_file() or not file.exists()
            if is_there and _may_be_source(file.relative_to(path)) and not _adds_names(file):
                yield file


def _adds_names(path: Path) -> bool:
    """The file belongs to a declaration beside it; where there is none, it is a source like any other."""
    return path.name in _BESIDE and path.with_name(DECLARATION_FILE).is_file()


def _may_be_source(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return not (
        hidden
        or path.name in (DECLARATION_FILE, CORRECTIONS_FILE)
        or path.stem.upper() == "README"
        or path.suffix == DATABASE_SUFFIX
        or f"{DATABASE_SUFFIX}{BUILDING}" in path.name
    )


def _declaration(path: Path, name: str) -> Declaration:
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeclarationError(path, f"not readable as TOML ({error})", "correct the file") from error
    files = values.pop("files", {})
    for value in files.values() if isinstance(files, dict) else [files]:
        _check(value, path, _DECLARED)
    _check(values, path, _OF_FOLDERS)
    declared = {**values, **files.get(name, {})}
    declared["components"] = tuple(declared.get("components", ()))
    return Declaration(**declared, names=_names_beside(path, declared.get("place")))


def _names_beside(path: Path, place: str | None) -> LocalNames:
    """What `places.csv`, `organisations.csv` and `reforms.csv` beside a declaration add; read once for its folder."""
    places, organisations, reforms = (path.with_name(name) for name in _BESIDE)
    files = (places, organisations, reforms)
    stamps = tuple(
        (stat.st_mtime_ns, stat.st_size) for file in files if file.is_file() for stat in [file.stat()]
    )
    return _names_in(files, place, stamps) if stamps else NO_NAMES


@lru_cache(maxsize=64)
def _names_in(
    files: tuple[Path, Path, Path], place: str | None, stamps: tuple[tuple[int, int], ...]
) -> LocalNames:
    """The names in files that were last written at these times; the parsers' lexicon is read only for them."""
    from ingest.read.local_names import read_local_names

    return read_local_names(*files, place)


def _check(values: object, path: Path, known: tuple[str, ...]) -> None:
    """Raise DeclarationError where what is declared, of a folder or of a file, is not understood."""
    if not isinstance(values, dict) or not set(values) <= set(known):
        names = ", ".join(known)
        where = f", and {', '.join(_OF_FILES)} of single files" if known == _OF_FOLDERS else ""
        raise DeclarationError(path, f"unknown key; known are {names}{where}", "correct the file")
    for name, value in values.items():
        if name in _OF_FILES and not (type(value) is int and 0 < value < 10_000):
            raise DeclarationError(path, f"{name} is a whole number from 1 on", "correct the file")
        if name == "components" and not (
            isinstance(value, list) and value and all(isinstance(item, str) and item for item in value)
        ):
            raise DeclarationError(path, "components is a list of names", "correct the file")
        if name in _OF_FOLDERS and name != "components" and not (isinstance(value, str) and value):
            raise DeclarationError(path, f"{name} is a text", "put the value between quotation marks")
