"""The work of each reader grows with what it reads: four times the paragraphs, rows, lines or pages are four times the work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx_writing
import make
import ofd_writing
import pytest
from work import work_of

from ingest.read.html.reader import read_html
from ingest.read.media import DOCX
from ingest.read.office.ofd.reader import read_ofd
from ingest.read.office.word.reader import read_word
from ingest.read.pdf.reader import read_pdf

MOST = 4.6
"""What four times as much may cost."""


def word(body: str, path: Path) -> Callable[[], object]:
    docx_writing.write(path, body)
    return lambda: read_word(path, DOCX)


def ofd(pages: list[str], path: Path) -> Callable[[], object]:
    ofd_writing.write(path, pages)
    return lambda: read_ofd(path)


def html(body: str, path: Path) -> Callable[[], object]:
    return lambda: read_html(f"<html><body>{body}</body></html>".encode())


def pdf(pages: list[make.Page], path: Path) -> Callable[[], object]:
    path.write_bytes(make.document(pages))
    return lambda: read_pdf(path)


def sentence(number: int) -> str:
    return f"{number}.改造泵站{number}座，由市水务局负责。"


def lines(count: int) -> list[tuple[str, str]]:
    return [("indent", sentence(i)) for i in range(count)]


SHAPES: dict[str, tuple[int, Callable[[int, Path], Callable[[], object]]]] = {
    "paragraphs of Word": (30, lambda n, path: word("".join(docx_writing.p(sentence(i)) for i in range(n)), path)),
    "rows of a Word table": (
        25,
        lambda n, path: word(docx_writing.tbl([[str(i), "水厂", "30座"] for i in range(n)]), path),
    ),
    "tables of Word": (
        15,
        lambda n, path: word("".join(docx_writing.tbl([["水厂", str(i)]]) + docx_writing.p("表") for i in range(n)), path),
    ),
    "pages of OFD": (5, lambda n, path: ofd([ofd_writing.letter(lines(12)) for _ in range(n)], path)),
    "lines of an OFD page": (10, lambda n, path: ofd([ofd_writing.letter(lines(n), top=5)], path)),
    "headings of a page": (30, lambda n, path: html("".join(f"<h2>{sentence(i)}</h2>" for i in range(n)), path)),
    "boxes within boxes": (20, lambda n, path: html("<div>" * n + "改造泵站。" + "</div>" * n, path)),
    "breaks of a page": (40, lambda n, path: html("<p>" + "改造泵站。<br>" * n + "</p>", path)),
    "links of a page": (40, lambda n, path: html("<a href='/x'>通知公告</a>" * n + "<p>改造泵站。</p>", path)),
    "pages of a PDF": (2, lambda n, path: pdf(make.two_columns() * n, path)),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_four_times_as_much_is_four_times_the_work(name: str, tmp_path: Path) -> None:
    count, shape = SHAPES[name]
    shape(count, tmp_path / "warm")()
    once, four_times = (work_of(shape(size, tmp_path / str(size))) for size in (count, 4 * count))
    assert four_times / once <= MOST
