"""What other house styles do (tests/fixtures/pdf/make_styles.py) and how it is read."""

from __future__ import annotations

from pathlib import Path

from made_pdfs import make, read, texts

from schema.source import Reading


def spaceless(reading: Reading) -> list[str]:
    return ["".join(text.split()) for text in texts(reading)]


def test_a_dash_from_replacement_text_stands_in_its_line(tmp_path: Path) -> None:
    years = "2021—2025年实施方案"
    assert texts(read("dash_from_replacement_text", tmp_path)) == [years, make.SECOND]
