"""Finding the sources below the paths that were given, and what their publisher's `sources.toml` declares."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ingest.errors import DeclarationError, NothingToReadError, SourceError
from schema.source import Declaration

DECLARATION_FILE = "sources.toml"

_DECLARED = tuple(field.name for field in fields(Declaration))
SNIFFED_BYTES = 4096
_PDF = re.compile(rb"%PDF-\d")
# <!DOCTYPE html>, <html lang="zh">, <div class="article">, <?xml ...?> before <html
_HTML = re.compile(rb"<!doctype\s+html|<(?:html|head|body|div|meta|table|title|p)[\s>]", re.IGNORECASE)
# "# 标题", "| 序号 | 指标 |", "|---|---|", "**附件**"
_MARKDOWN = re.compile(r"^(?:#{1,6} |\|.*\|\s*$|\*\*[^*]+\*\*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read, the folder that its recorded path is relative to, and what is declared of it.

    Of a PDF also the password that opens it, and the pages (from 1) that are not to be read.
    """

    path: Path
    root: Path
    declaration: Declaration
    password: str | None = None
    left_out: tuple[int, ...] = ()

    @property
    def given(self) -> dict[str, Any]:
        """What is said of the PDF, as arguments of its reader."""
        said = {"password": self.password, "left_out": self.left_out}
        return {name: value for name, value in said.items() if value}


def find_sources(paths: Iterable[Path]) -> tuple[list[SourceFile], list[SourceError]]:
    """The sources at and below `paths`, each once, in the order of their names; and the folders that were refused.

    A folder is searched to the bottom; hidden files, READMEs and `sources.toml` are no sources. Raises
    NothingToReadError where a path is missing or no file is found.
    """
    found: dict[Path, SourceFile] = {}
    refused: dict[str, SourceError] = {}
    given = list(paths)
    for given_path in given:
        if not given_path.exists():
            raise NothingToReadError(f"{given_path}: no such file or folder; check the path")
        root = given_path if given_path.is_dir() else given_path.parent
        for path in _files(given_path):
            try:
                found.setdefault(path.resolve(), SourceFile(path, root, read_declaration(path)))
            except DeclarationError as error:
                refused.setdefault(str(error), error)
    if not found and not refused:
        names = ", ".join(map(str, given))
        raise NothingToReadError(f"{names}: no sources in it; put gazettes (text, HTML, PDF) there")
    return sorted(found.values(), key=lambda source: source.path.as_posix()), list(refused.values())


def read_declaration(path: Path) -> Declaration:
    """What the nearest `sources.toml` declares of a source, from its own folder upwards.

    Its keys are `gazette`, `publisher` and `place`, for all files below its folder, and the same in a table
    `[files."name.txt"]` for one file. Raises DeclarationError if it says anything else.
    """
    for folder in path.absolute().parents:
        declared = folder / DECLARATION_FILE
        if declared.is_file():
            return _declaration(declared, path.name)
    return Declaration()


def media_type(data: bytes) -> str:
    """The media type of a file, by its content whatever its name says."""
    head = data[:SNIFFED_BYTES]
    if not head:
        return "inode/x-empty"
    if _PDF.search(head):
        return "application/pdf"
    if head.startswith(b"PK\x03\x04"):
        return "application/zip"
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "application/octet-stream"
    if _HTML.search(head):
        return "text/html"
    return "text/markdown" if _MARKDOWN.search(head.decode("utf-8", "ignore")) else "text/plain"


def is_pdf(path: Path) -> bool:
    """The file is a PDF by its content; one that cannot be read is none."""
    try:
        with path.open("rb") as file:
            return media_type(file.read(SNIFFED_BYTES)) == "application/pdf"
    except OSError:
        return False


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    below = (p for p in path.rglob("*") if p.is_file())
    return [p for p in below if _may_be_source(p.relative_to(path))]


def _may_be_source(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return not (hidden or path.name == DECLARATION_FILE or path.stem.upper() == "README")


def _declaration(path: Path, name: str) -> Declaration:
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeclarationError(path, f"not readable as TOML ({error})", "correct the file") from error
    files = values.pop("files", {})
    for value in files.values() if isinstance(files, dict) else [files]:
        _check(value, path)
    _check(values, path)
    return Declaration(**{**values, **files.get(name, {})})


def _check(values: object, path: Path) -> None:
    keys = ", ".join(_DECLARED)
    if not isinstance(values, dict) or not set(values) <= set(_DECLARED):
        raise DeclarationError(path, f"unknown key; known are {keys}", "correct the file")
    if not all(isinstance(value, str) and value for value in values.values()):
        raise DeclarationError(path, f"{keys} are texts", "put the value between quotation marks")
