"""Packages of XML parts in a ZIP file, read within limits: how many parts, how large, no entities, no network."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

from schema.errors import SourceError

MOST_PARTS = 20_000
LARGEST_PART = 64 << 20
MOST_BYTES = 256 << 20
MOST_TAGS = 2_000_000
"""How much a package may hold: parts, bytes of a part and bytes of all that is read, unpacked, and tags of a part."""

_REMEDY = "open it in an office program and save it again"
_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError, ValueError)


class DamagedPartError(Exception):
    """A part of a package cannot be unpacked or is no XML: the rest may still be read."""


@dataclass(slots=True)
class Package:
    """An open package. Names of its parts lead from its root, without a stroke before them."""

    path: Path
    archive: zipfile.ZipFile
    _names: dict[str, str] = field(default_factory=dict)
    _taken: int = 0

    def __post_init__(self) -> None:
        for info in self.archive.infolist():
            self._names.setdefault(_folded(info.filename), info.filename)

    def names(self) -> Iterator[str]:
        """The names of all parts."""
        return iter(self._names.values())

    def holds(self, name: str) -> bool:
        """There is such a part, in capitals or not."""
        return _folded(name) in self._names

    def read(self, name: str) -> bytes:
        """The bytes of a part; none where it is missing.

        Raises DamagedPartError where it cannot be unpacked, SourceError where it is larger than a document's.
        """
        actual = self._names.get(_folded(name))
        if actual is None:
            return b""
        try:
            with self.archive.open(actual) as part:
                data = part.read(LARGEST_PART + 1)
        except _BROKEN as error:
            raise DamagedPartError(name) from error
        self._taken += len(data)
        if len(data) > LARGEST_PART or self._taken > MOST_BYTES:
            raise too_large(self.path)
        return data

    def xml(self, name: str) -> Element | None:
        """The root of an XML part; None where it is missing or empty. Raises as `read` does."""
        data = self.read(name)
        if not data.strip():
            return None
        if data.count(b"<") > MOST_TAGS:
            raise too_large(self.path)
        try:
            return parse_xml(data)
        except etree.XMLSyntaxError as error:
            raise DamagedPartError(name) from error


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """The package at `path`. Raises SourceError where it is none, or declares more than a document holds."""
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN as error:
        raise SourceError(path, "the file is cut off or damaged", "fetch it again") from error
    with archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts if _is_text(part)) > MOST_BYTES:
            raise too_large(path)
        if any(part.flag_bits & 1 for part in parts):
            raise SourceError(path, "the file is encrypted", "save it without a password")
        yield Package(path, archive)


def parse_xml(data: bytes) -> Element:
    """The root element. Nothing is fetched, no entity is put in; a document type is a fault.

    Raises XMLSyntaxError.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise etree.XMLSyntaxError("a document type is not read", 0, 0, 0)
    return root


def too_large(path: Path) -> SourceError:
    """What is said of a package that would unpack to more than any document holds."""
    most = f"{MOST_BYTES >> 20} MB, {MOST_PARTS} parts or {MOST_TAGS} tags"
    return SourceError(path, f"it unpacks to more than {most}", _REMEDY)


def local_name(element: Element) -> str:
    """The name of an element without its namespace; empty for a comment or a processing instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def resolved(name: str, base: str = "") -> str:
    """Where a reference leads: from the root where it begins with a stroke, else from the folder `base`."""
    name = name.strip().replace("\\", "/")
    path = name if name.startswith("/") else posixpath.join(base, name)
    return posixpath.normpath("/" + path).lstrip("/")


def _folded(name: str) -> str:
    return name.replace("\\", "/").strip("/").lower()


def _is_text(part: zipfile.ZipInfo) -> bool:
    """The part is read: pictures and fonts, which are not, may be as large as they like."""
    return part.filename.lower().endswith((".xml", ".rels"))
