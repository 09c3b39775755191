"""One source, one job."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.job import parse_source
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
