"""One source, one job."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ingest.job import parse_source
from schema.errors import SourceError
from schema.source import Declaration

TEXT = "关于加强供水的意见\n临政发〔2023〕3号\n各区人民政府：\n一、保障水质。\n临江市人民政府\n2023年2月1日\n"


def test_what_is_said_of_the_source(tmp_path: Path) -> None:
    path = tmp_path / "corpus" / "临江" / "意见.txt"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, "utf-8")
    source = parse_source(path, Declaration(), root=tmp_path / "corpus").source
    assert source.path == "临江/意见.txt"
    assert source.id == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (source.bytes, source.pages, source.media_type) == (len(path.read_bytes()), None, "text/plain")


def test_the_path_says_nothing_of_the_machine(tmp_path: Path) -> None:
    path = tmp_path / "意见.txt"
    path.write_text(TEXT, "gb18030")
    gazette = parse_source(path, Declaration())
    assert gazette.source.path == "意见.txt"
    assert [d.document.key for d in gazette.documents] == ["临政发〔2023〕3号"]


def test_the_same_bytes_give_the_same_gazette(tmp_path: Path) -> None:
    path = tmp_path / "意见.txt"
    path.write_text(TEXT, "utf-8")
    assert (
        parse_source(path, Declaration()).model_dump_json()
        == parse_source(path, Declaration()).model_dump_json()
    )


def test_a_text_without_any_sign_of_a_document_is_doubted(tmp_path: Path) -> None:
    path = tmp_path / "诗.txt"
    path.write_text("河边有人吹笛\n风停了\n", "utf-8")
    gazette = parse_source(path, Declaration())
    assert gazette.documents == ()
    assert [d.code for d in gazette.diagnostics] == ["no_document"]


def test_what_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "坏.txt"
    path.write_bytes(b"\xff\xfe\xff\x00\x80")
    with pytest.raises(SourceError):
        parse_source(path, Declaration())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_of_a_text_makes_no_difference(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "意见.txt"
    path.write_text(TEXT, encoding)
    (parsed,) = parse_source(path, Declaration()).documents
    assert parsed.document.doc_number == "临政发〔2023〕3号"
    assert [clause.path for clause in parsed.clauses] == ["一"]


@pytest.mark.parametrize("blank", ["\n  \n", "<html><body></body></html>"])
def test_a_file_without_any_text_is_an_error(tmp_path: Path, blank: str) -> None:
    path = tmp_path / "空.txt"
    path.write_text(blank, "utf-8")
    with pytest.raises(SourceError, match="no text"):
        parse_source(path, Declaration())


PAGE = """<html><head><title>{0}</title></head><body><h1>{0}</h1>{1}</body></html>"""
LOST = PAGE.format("404 Not Found", "<p>您访问的页面不存在或已删除。</p>")


def test_a_page_of_a_document_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "意见.pdf"
    path.write_text(PAGE.format("关于加强供水的意见", "".join(f"<p>{p}</p>" for p in TEXT.split())), "utf-8")
    assert parse_source(path, Declaration()).source.media_type == "text/html"


@pytest.mark.parametrize(
    ("name", "text"), [("意见.pdf", LOST), ("意见.pdf", "河边有人吹笛"), ("意见.txt", LOST)]
)
def test_a_file_that_is_not_what_its_name_says_and_holds_no_document_is_refused(
    tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError, match="and holds no document; fetch it again"):
        parse_source(path, Declaration())


def test_a_saved_page_that_says_nothing_is_doubted_only(tmp_path: Path) -> None:
    path = tmp_path / "404.html"
    path.write_text(LOST, "utf-8")
    assert [d.code for d in parse_source(path, Declaration()).diagnostics] == ["no_document"]


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "spreadsheet"),
        (b"PK\x03\x04" + bytes(26) + b"word/document.xml", "cut off"),
        (b"PK\x03\x04" + bytes(26) + b"OFD.xml", "cut off"),
        (b"PK\x03\x04" + bytes(26) + b"2022/1.pdf", "archive"),
        (b"\x1f\x8b\x08" + bytes(9), "archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(9), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(9), "picture"),
        (b"", "empty"),
        (bytes(99), "octet-stream"),
    ],
)
def test_other_kinds_of_files_are_named(tmp_path: Path, data: bytes, cause: str) -> None:
    path = tmp_path / "意见.pdf"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=cause):
        parse_source(path, Declaration())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("follow.off", 'title = "民政工作"\nunits = ["市民政局"]\n'),
        ("sources.toml.bak", '# 南通\n[files."1.txt"]\nnumber = 3\n'),
        ("page.json", '{"title": "关于加强养老服务的意见", "page": 3}'),
        ("list", '\ufeff[{"url": "1.html"}]\n'),
    ],
)
def test_settings_and_data_are_no_documents(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(SourceError, match="not a document"):
        parse_source(tmp_path / name, Declaration())


@pytest.mark.parametrize("name", ["通知", "通知.off", "通知.toml", "通知.wps"])
def test_a_text_under_any_name_is_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(TEXT, "utf-8")
    assert parse_source(tmp_path / name, Declaration()).documents
