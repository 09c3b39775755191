"""What other house styles do (tests/fixtures/pdf/make_styles.py) and how it is read."""

from __future__ import annotations

from pathlib import Path

import make_styles as styles
from made_pdfs import make, read, texts

from schema.source import Reading


def spaceless(reading: Reading) -> list[str]:
    return ["".join(text.split()) for text in texts(reading)]


def test_contents_lead_to_their_pages_without_leaders(tmp_path: Path) -> None:
    first, second = styles.CONTENTS
    assert spaceless(read("contents_without_leaders", tmp_path)) == ["目录", f"{first}3", f"{second}12"]


def test_numbered_items_at_the_top_of_pages_are_no_headers(tmp_path: Path) -> None:
    reading = read("numbers_at_the_top", tmp_path)
    assert [text.split()[0] for text in texts(reading)][::2] == ["1.2.1", "2.3.1", "3.4.1"]
    assert reading.discards == ()


def test_a_dash_from_replacement_text_stands_in_its_line(tmp_path: Path) -> None:
    years = "2021—2025年实施方案"
    assert texts(read("dash_from_replacement_text", tmp_path)) == [years, make.SECOND]


def test_what_does_not_break_may_leave_room_at_the_end_of_a_line(tmp_path: Path) -> None:
    assert texts(read("words_that_do_not_break", tmp_path)) == [make.SECOND * 2, "".join(styles.WORDS)]
