"""Damaged PDFs (tests/fixtures/pdf/make_damaged.py): what is left of them is read, and what is not is told."""

from __future__ import annotations

from pathlib import Path

import make
import make_damaged as damaged
import pytest
from made_pdfs import texts
from mutate import MUTATIONS, mutants
from pdf_writing import FIRST, SECOND

from ingest.pool import parse
from ingest.read.pdf.reader import read_pdf
from ingest.read.sources import SourceFile
from schema.document import Gazette
from schema.errors import SourceError
from schema.source import Declaration

WHOLE = {
    "no_root": {"damaged_file"},
    "no_trailer": {"damaged_file"},
    "places_shifted": set(),
    "bytes_before_header": set(),
    "bytes_after_end": set(),
    "stream_too_short": set(),
    "stream_too_long": set(),
    "broken_dictionary": set(),
    "count_too_large": {"damaged_page"},
    "page_of_a_billion_points": set(),
    "page_of_no_size": set(),
    "absurd_numbers": set(),
}  # all of the text, and the doubts
PARTS = {
    "content_missing": [SECOND],
    "page_missing": [SECOND],
    "pages_in_a_ring": [SECOND],
    "cut_in_the_second_page": [FIRST],
}  # the page that is left
REFUSED = ("cut_at_once", "nothing_but_its_header")
OTHERS = ("font_missing", "zeros_within")


def test_each_kind_of_damage_has_its_test() -> None:
    assert {*WHOLE, *PARTS, *REFUSED, *OTHERS} == set(damaged.DAMAGES)


@pytest.mark.parametrize("kind", WHOLE)
def test_all_that_is_there_is_read(kind: str, tmp_path: Path) -> None:
    reading = read_pdf(damaged.write(kind, tmp_path))
    assert texts(reading) == [FIRST, SECOND]
    assert {doubt.code for doubt in reading.doubts} == WHOLE[kind]


@pytest.mark.parametrize("kind", PARTS)
def test_a_page_is_read_without_the_other(kind: str, tmp_path: Path) -> None:
    assert texts(read_pdf(damaged.write(kind, tmp_path))) == PARTS[kind]


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_of_which_nothing_is_left_is_refused(kind: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="fetch it again"):
        read_pdf(damaged.write(kind, tmp_path))


def test_text_in_a_font_that_is_not_there_is_not_believed(tmp_path: Path) -> None:
    reading = read_pdf(damaged.write("font_missing", tmp_path))
    assert [doubt.page for doubt in reading.doubts if doubt.code == "garbled_text_layer"] == [1, 2]


def test_the_lines_beside_lost_ones_are_read(tmp_path: Path) -> None:
    found = texts(read_pdf(damaged.write("zeros_within", tmp_path)))
    assert found[-1] == SECOND
    assert found[0].startswith(FIRST[:20])


def test_pages_that_are_not_there_are_told_in_one_line(tmp_path: Path) -> None:
    [doubt] = read_pdf(damaged.write("count_too_large", tmp_path)).doubts
    assert doubt.message.startswith("第3—2000页")


def test_mutants_raise_nothing_but_refusals(tmp_path: Path) -> None:
    sources = [
        make.document(make.FEATURES[name]()) for name in ("two_columns", "ruled_table", "sideways_table")
    ]
    failed = []
    for name, data in mutants(sources, 10 * len(MUTATIONS)):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(data)
        result = parse(SourceFile(path, tmp_path, Declaration()))
        if not isinstance(result, Gazette) and "failed" in result.cause:
            failed.append(str(result))
    assert failed == []
