"""Packages are read within limits: what unpacks to more than any document holds is refused, whatever it declares."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import docx_writing as docx
import ofd_writing as ofd
import pytest

from ingest.read.media import DOCX, file_type
from ingest.read.office import package
from ingest.read.office.ofd.reader import read_ofd
from ingest.read.office.word.reader import read_word
from schema.errors import SourceError
from schema.source import Grid, Paragraph, Reading

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
        ("MOST_TAGS", 9, "x"),
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


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        (f'<!ENTITY a0 "ha">{LAUGHS}', "&a9;"),
        ('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        ('<!ENTITY x SYSTEM "http://127.0.0.1:9/x">', "&x;"),
    ],
    ids=["many", "file", "network"],
)
def test_entities_are_a_fault(tmp_path: Path, declared: str, words: str) -> None:
    text = f"<w:document {WORD}><w:body>{docx.p(words)}</w:body></w:document>"
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<!DOCTYPE l [{declared}]>{text}")
    with pytest.raises(SourceError, match="damaged"):
        READERS["docx"](path)


@pytest.mark.parametrize(
    "place", ["../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "C:\\x.xml"]
)
def test_references_lead_nowhere_but_into_the_package(tmp_path: Path, place: str) -> None:
    relations = (
        f'<Relationships><Relationship Id="1" Type="x/officeDocument" Target="{place}"/></Relationships>'
    )
    word = tmp_path / "a.docx"
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("_rels/.rels", relations)
        archive.writestr("word/other.xml", f"<w:document {WORD}/>")
    fixed = tmp_path / "a.ofd"
    with zipfile.ZipFile(fixed, "w") as archive:
        archive.writestr("OFD.xml", f"<OFD><DocBody><DocRoot>{place}</DocRoot></DocBody></OFD>")
    for kind, path in (("docx", word), ("ofd", fixed)):
        with pytest.raises(SourceError) as told:
            READERS[kind](path)
        assert "\n" not in str(told.value)


def test_nothing_outside_is_asked_for(tmp_path: Path) -> None:
    path = docx.write(tmp_path / "a.docx", docx.p("正文"))
    outside = '<Relationship Id="1" Type="x/{}" TargetMode="External" Target="http://127.0.0.1:9/x"/>'
    with zipfile.ZipFile(path, "a") as archive:
        every = "".join(
            map(outside.format, ("numbering", "styles", "footnotes", "image", "attachedTemplate"))
        )
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{every}</Relationships>")
    assert [block.text for block in READERS["docx"](path).blocks if isinstance(block, Paragraph)] == ["正文"]


def test_spans_beyond_any_table_leave_the_text(tmp_path: Path) -> None:
    wide = f'<w:tcPr><w:gridSpan w:val="200"/></w:tcPr>{docx.p("甲")}'
    table = docx.tbl([[wide] * 2000, *([["乙", "丙"]] * 2000)])
    blocks = READERS["docx"](docx.write(tmp_path / "a.docx", table)).blocks
    assert not [block for block in blocks if isinstance(block, Grid)]
    assert len(blocks) == 6000


@pytest.mark.parametrize("depth", [20, 80])
def test_tables_in_tables_end_somewhere(tmp_path: Path, depth: int) -> None:
    nested = "<w:tbl><w:tr><w:tc>" * depth + docx.p("内") + "</w:tc></w:tr></w:tbl>" * depth
    reading = READERS["docx"](docx.write(tmp_path / "a.docx", docx.p("外") + nested))
    told = [doubt.code for doubt in reading.doubts]
    assert (len(reading.blocks), told) == ((2, []) if depth == 20 else (1, ["too_deep"]))


@pytest.mark.parametrize("kind", ["upperRoman", "upperLetter", "chineseCounting", "ideographTraditional"])
def test_no_number_is_longer_than_a_number(tmp_path: Path, kind: str) -> None:
    lists = docx.abstract(0, docx.level(0, kind, "%1、", 2_147_483_647)) + docx.num(1, 0)
    path = docx.write(tmp_path / "a.docx", docx.p("甲", docx.listed(1)), lists)
    assert len(READERS["docx"](path).source) < 60


@pytest.mark.parametrize("kind", READERS)
def test_a_file_with_some_bytes_changed_is_read_or_named(tmp_path: Path, kind: str) -> None:
    data = written(tmp_path, kind).read_bytes()
    for at in range(0, len(data), 7):
        path = tmp_path / f"changed.{kind}"
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        with suppress(SourceError):
            reading = READERS[kind](path)
            assert reading.source or reading.doubts


def test_the_type_said_in_a_package_is_read_no_further_than_a_type(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text" + " " * (1 << 20) + "x")
    assert file_type(path) == "application/vnd.oasis.opendocument.text"


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
        ("EncryptedPackage", "application/encrypted"),
        ("", "application/x-ole-storage"),
    ],
)
def test_an_ole_file_is_what_its_streams_are(tmp_path: Path, stream: str, kind: str) -> None:
    path = tmp_path / "a.wps"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9000) + stream.encode("utf-16-le"))
    assert file_type(path) == kind
