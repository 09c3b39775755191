"""Which files are sources, what is declared of them, and what they are by their content."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from ingest.pool import parse
from ingest.read.media import media_type
from ingest.read.sources import find_sources, read_declaration
from schema.errors import DeclarationError, NothingToReadError
from schema.source import Declaration


def write(path: Path, text: str = "正文") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_folder_is_searched_to_the_bottom_in_order(tmp_path: Path) -> None:
    for name in (
        "b/2.txt",
        "a/1.txt",
        "a/deep/3.html",
        ".git/x.txt",
        "a/.hidden",
        "README.md",
        "a/sources.toml",
        "kb.db",
        "kb.db.building-k3_9x2ab",
    ):
        write(tmp_path / name, "")
    found, refused = find_sources([tmp_path])
    assert [source.path.relative_to(tmp_path).as_posix() for source in found] == [
        "a/1.txt",
        "a/deep/3.html",
        "b/2.txt",
    ]
    assert {source.root for source in found} == {tmp_path}
    assert refused == []


def test_a_folder_that_cannot_be_searched_is_refused_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "1.txt")
    closed = write(tmp_path / "closed" / "2.txt").parent
    scan = os.scandir

    def scandir(folder: str) -> Any:
        if Path(folder) == closed:
            raise PermissionError(13, "Permission denied", str(closed))
        return scan(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    found, refused = find_sources([tmp_path])
    assert [source.path.name for source in found] == ["1.txt"]
    assert [str(error) for error in refused] == [
        f"{closed}: cannot be searched (Permission denied); check its permissions"
    ]


@pytest.mark.parametrize("end", ["lost.txt", "2.txt"])
def test_a_link_that_leads_nowhere_is_a_source_that_cannot_be_read(tmp_path: Path, end: str) -> None:
    write(tmp_path / "1.txt")
    (tmp_path / "2.txt").symlink_to(tmp_path / end)
    found, _ = find_sources([tmp_path])
    assert [source.path.name for source in found] == ["1.txt", "2.txt"]
    assert "2.txt: cannot be read" in str(parse(found[1]))


def test_a_file_is_found_once(tmp_path: Path) -> None:
    path = write(tmp_path / "1.txt")
    found, _ = find_sources([tmp_path, path, tmp_path / "." / "1.txt"])
    assert [source.path for source in found] == [path]


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_nothing_to_read_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToReadError, match=name):
        find_sources([tmp_path / name])


def test_the_nearest_declaration_counts(tmp_path: Path) -> None:
    write(tmp_path / "sources.toml", 'place = "南通市"')
    write(tmp_path / "haimen" / "sources.toml", 'place = "海门区"\n[files."2.txt"]\ngazette = "海门公报"')
    one, two = write(tmp_path / "haimen" / "1.txt"), write(tmp_path / "haimen" / "2.txt")
    assert read_declaration(write(tmp_path / "2022" / "1.txt")) == Declaration(place="南通市")
    assert read_declaration(one) == Declaration(place="海门区")
    assert read_declaration(two) == Declaration(place="海门区", gazette="海门公报")


@pytest.mark.parametrize(
    "text", ["place = 3", "palce = 'x'", "place =", "files = 1", "[files.'1.txt']\nx = 'y'"]
)
def test_a_bad_declaration_refuses_its_folder_only(tmp_path: Path, text: str) -> None:
    write(tmp_path / "bad" / "sources.toml", text)
    write(tmp_path / "bad" / "1.txt")
    write(tmp_path / "bad" / "2.txt")
    good = write(tmp_path / "good" / "1.txt")
    found, refused = find_sources([tmp_path])
    assert [source.path for source in found] == [good]
    assert len(refused) == 1
    assert isinstance(refused[0], DeclarationError)
    assert "sources.toml" in str(refused[0])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "inode/x-empty"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\n\n%PDF-1.4", "application/pdf"),
        (b"<!DOCTYPE html><html>", "text/html"),
        (b'\xef\xbb\xbf<div class="article">', "text/html"),
        ("<p>一、加强巡查。</p>".encode(), "text/html"),
        ("一、加强巡查。<br/>二、加强养护。".encode(), "text/plain"),
        ("### 关于巡查的通知\n<p>巡查。</p>".encode(), "text/markdown"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "application/vnd.ms-wordml"),
        (b"{\\rtf1\\ansi", "application/rtf"),
        (b"PK\x03\x04rest", "application/zip"),
        (b"\x00\x01\x02", "application/octet-stream"),
        ("# 南通市人民政府公报\n".encode(), "text/markdown"),
        ("序号\n| 1 | 指标 |\n".encode(), "text/markdown"),
        ("南通市人民政府公报\n第1期".encode(), "text/plain"),
        ("南通市人民政府公报".encode("gb18030"), "text/plain"),
    ],
)
def test_content_decides_the_media_type(data: bytes, expected: str) -> None:
    assert media_type(data) == expected
