"""Packages are read within limits: what unpacks to more than any document holds is refused, whatever it declares."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx_writing as docx
import ofd_writing as ofd
import pytest

from ingest.read.media import DOCX, file_type
from ingest.read.office import package
from ingest.read.office.ofd.reader import read_ofd
from ingest.read.office.word.reader import read_word
from schema.errors import SourceError
from schema.source import Reading

READERS: dict[str, Callable[[Path], Reading]] = {"ofd": read_ofd, "docx": lambda path: read_word(path, DOCX)}


def written(tmp_path: Path, kind: str) -> Path:
    if kind == "ofd":
        return ofd.write(tmp_path / "a.ofd", [ofd.letter()])
    return docx.write(tmp_path / "a.docx", docx.p("正文"))


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize(
    ("name", "value", "content"),
    [
        ("MOST_PARTS", 3, "x"),
        ("LARGEST_PART", 300, "x"),
        ("MOST_BYTES", 500, "x"),
        ("MOST_BYTES", 100_000, "x" * 200_000),
    ],
)
def test_what_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, name: str, value: int, content: str
) -> None:
    path = written(tmp_path, kind)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("other.xml", content)
    monkeypatch.setattr(package, name, value)
    with pytest.raises(SourceError, match="unpacks to more"):
        READERS[kind](path)


@pytest.mark.parametrize("kind", READERS)
def test_a_part_that_holds_more_than_it_declares_is_damaged(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path, kind)
    data = bytearray(path.read_bytes())
    main = b"OFD.xml" if kind == "ofd" else b"word/document.xml"
    at = data.rindex(main) - 46 + 24  # the size that the directory of the archive declares
    data[at : at + 4] = (7).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    with pytest.raises(SourceError, match="damaged"):
        READERS[kind](path)


@pytest.mark.parametrize("kind", READERS)
def test_a_file_that_is_cut_off_is_named(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path, kind)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(SourceError, match="cut off or damaged"):
        READERS[kind](path)


@pytest.mark.parametrize("kind", READERS)
def test_elements_within_elements_end_somewhere(tmp_path: Path, kind: str) -> None:
    name = "Doc_0/Document.xml" if kind == "ofd" else "word/document.xml"
    path = tmp_path / f"a.{kind}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("OFD.xml", f"<OFD><DocRoot>{name}</DocRoot></OFD>")
        archive.writestr(name, "<a>" * 100_000 + "</a>" * 100_000)
    with pytest.raises(SourceError):
        READERS[kind](path)


@pytest.mark.parametrize(
    ("member", "kind"),
    [
        ("OFD.xml", "application/ofd"),
        ("word/document.xml", DOCX),
        ("xl/workbook.xml", "application/vnd.ms-excel"),
        ("a.txt", "application/zip"),
    ],
)
def test_a_package_is_what_it_holds(tmp_path: Path, member: str, kind: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("first.bin", bytes(9000))
        archive.writestr(member, "x")
    assert file_type(path) == kind


@pytest.mark.parametrize(
    ("stream", "kind"),
    [
        ("WordDocument", "application/msword"),
        ("Workbook", "application/vnd.ms-excel"),
        ("", "application/x-ole-storage"),
    ],
)
def test_an_ole_file_is_what_its_streams_are(tmp_path: Path, stream: str, kind: str) -> None:
    path = tmp_path / "a.wps"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9000) + stream.encode("utf-16-le"))
    assert file_type(path) == kind
