"""A file's name is recorded and told whatever bytes it is made of."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import gongbao
from schema.errors import SourceError
from schema.file_names import in_one_line, named_by, recorded

NOT_UTF8 = [b"\xff\xfe.txt", "通知".encode("gbk") + b".txt", b"a\x80b.txt"]
NOTICE = "关于做好防汛工作的通知\n一、市水利局牵头，6月底前完成检查。\n"


@pytest.mark.parametrize("name", [*NOT_UTF8, "通知.txt".encode(), b"a b\\x.txt", b"line\nend.txt"])
def test_the_recorded_name_leads_back_to_the_file(name: bytes) -> None:
    path = Path(os.fsdecode(b"folder/" + name))
    assert recorded(path).encode()  # nothing in it that cannot be written
    assert named_by(recorded(path)) == str(path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("公报 2022年.txt", "公报 2022年.txt"),
        ("全角　空格", "全角　空格"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\udcff\udcfe.txt", "\\xff\\xfe.txt"),
        ("a\u202eb\u2028c", "a\\u202eb\\u2028c"),
        ("\x1b[31m", "\\x1b[31m"),
    ],
)
def test_what_is_told_stays_in_its_line(text: str, told: str) -> None:
    assert in_one_line(text) == told


def test_an_error_is_one_line() -> None:
    assert str(SourceError("a\nb.txt", "the file is empty", "fetch it again")) == (
        "a\\nb.txt: the file is empty; fetch it again"
    )


def test_names_of_any_bytes_are_built_and_told(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in NOT_UTF8:
        (corpus / os.fsdecode(name)).write_text(NOTICE + name.hex(), "utf-8")
    (corpus / os.fsdecode(b"bad\n\xff.txt")).write_bytes(b"")
    told: list[SourceError] = []
    built = gongbao.build(corpus, tmp_path / "kb.db", jobs=1, report=told.append)
    assert built.rows["sources"] == len(NOT_UTF8)
    assert [str(error).endswith("bad\\n\\xff.txt: the file is empty; fetch it again") for error in told] == [
        True
    ]
    gazette = gongbao.parse(corpus / os.fsdecode(NOT_UTF8[0]))
    assert '"path":"\\\\xff\\\\xfe.txt"' in gazette.model_dump_json()
