"""Radicals that stand for characters, in texts of every kind."""

from __future__ import annotations

import pytest

from ingest.read.html.reader import read_html
from ingest.read.radicals import RADICALS, named
from ingest.read.text_reader import decode, read_text
from schema.source import Reading

AS_PRINTED = "滨江市⼈⺠政府关于⻔牌、⻋辆和⻝品的意⻅"
MEANT = "滨江市人民政府关于门牌、车辆和食品的意见"


def test_each_stands_for_one_character() -> None:
    assert named(AS_PRINTED) == MEANT
    assert all(0x2E80 <= code <= 0x2FDF and not 0x2E80 <= sign <= 0x2FDF for code, sign in RADICALS.items())


def test_what_is_only_a_part_of_characters_stays() -> None:
    assert named("⺮") == "⺮"


@pytest.mark.parametrize(
    "reading",
    [
        read_text(decode(f"{AS_PRINTED}\n".encode(), "a.txt")),
        read_html(f"<html><body><p>{AS_PRINTED}</p></body></html>".encode()),
    ],
)
def test_readers_name_characters(reading: Reading) -> None:
    [block] = reading.blocks
    assert reading.source.strip() == MEANT
    assert getattr(block, "text", None) == MEANT
