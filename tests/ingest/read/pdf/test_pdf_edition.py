"""The PDF edition of an issue in the corpus, against the typesetter's own account of it (tests/gold/pdf)."""

from __future__ import annotations

import json
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

from ingest.evaluation.fold import fold
from ingest.read.pdf.reader import read_pdf
from schema.base import PageBox
from schema.document import Gazette
from schema.source import Grid, Paragraph, Reading

ROOT = Path(__file__).parents[4]
TEXT, PDF = (f"corpus/nantong/nantong-2022-06.{ending}" for ending in ("txt", "pdf"))
ACCOUNT = json.loads((ROOT / "tests/gold/pdf/nantong-2022-06.truth.json").read_text("utf-8"))
FACTS = ("units", "deadlines", "targets", "citations", "appointments", "rosters", "events", "tables")
SAMPLED = {*range(1, 57, 3), 33}
"""Every third page, and one where a table begins."""
LINE, CHARACTER = 18.6, 11.0
"""The distance between lines, and the width of a character, in points."""

Chars = Callable[[int], list[tuple[str, float, float]]]
"""The characters of a page, from left to right, and the middle of each."""


def spaceless(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_pdf(ROOT / PDF)


@pytest.fixture
def gazette(parsed: Callable[[str], Gazette]) -> Gazette:
    return parsed(PDF)


def paragraphs(reading: Reading) -> list[Paragraph]:
    return [block for block in reading.blocks if isinstance(block, Paragraph)]


def grids(reading: Reading) -> list[Grid]:
    return [block for block in reading.blocks if isinstance(block, Grid)]


def accounted() -> Iterator[tuple[int, str]]:
    """The page and the words of each paragraph; each row of a list of names is one, as is a contents line."""
    for page in ACCOUNT["pages"]:
        for paragraph in page["paragraphs"]:
            for line in paragraph["text"].splitlines():
                yield page["pdf_page"], spaceless(line) + paragraph.get("toc_page", "")


def test_every_paragraph_stands_in_its_order_on_its_page(reading: Reading) -> None:
    read = [(block.page, spaceless(block.text).replace("…", "")) for block in paragraphs(reading)]
    assert read == list(accounted())


def test_a_paragraph_ends_on_the_page_where_it_ends(reading: Reading) -> None:
    ends = {
        spaceless(paragraph["text"]): paragraph["end_pdf_page"]
        for page in ACCOUNT["pages"]
        for paragraph in page["paragraphs"]
        if paragraph["end_pdf_page"] != page["pdf_page"]
    }
    read = {spaceless(b.text): b.last_page for b in paragraphs(reading) if b.last_page != b.page}
    assert read == ends


def test_tables_cell_for_cell(reading: Reading) -> None:
    read = [[[spaceless(cell) for cell in row] for row in grid.values] for grid in grids(reading)]
    assert read == [[[spaceless(cell) for cell in row] for row in t["cells"]] for t in ACCOUNT["tables"]]
    assert [grid.page for grid in grids(reading)] == [table["start_pdf_page"] for table in ACCOUNT["tables"]]


def test_the_printed_number_and_section_of_every_page(reading: Reading) -> None:
    printed = []
    for page in ACCOUNT["pages"]:
        header = set(page["header"] or ()) - {page["printed"], "南通市人民政府公报"}
        printed.append((page["pdf_page"], page["printed"], header.pop() if header else None))
    assert [(mark.page, mark.label, mark.section) for mark in reading.pages] == printed


def test_documents_begin_and_end_on_their_pages(gazette: Gazette) -> None:
    for expected in ACCOUNT["documents"]:
        heads = [d.document for d in gazette.documents if d.document.title == expected["title"]]
        assert [head.page_start for head in heads] == [expected["start_pdf_page"]], expected["title"]
        group = [d.document for d in gazette.documents if heads[0].key in (d.document.key, d.document.parent)]
        assert max(d.page_end or 0 for d in group) == expected["end_pdf_page"], expected["title"]


def some_pages(path: Path, indexes: list[int], order: Callable[[list[Any]], list[Any]]) -> Path:
    """A PDF of some pages of the edition, their pieces of text drawn in another order at the same places."""
    with pypdfium2.PdfDocument(ROOT / PDF) as whole, pypdfium2.PdfDocument.new() as part:
        part.import_pages(whole, indexes)
        for page in part:
            pieces = [piece for piece in page.get_objects(max_depth=1) if piece.type == FPDF_PAGEOBJ_TEXT]
            for piece in pieces:
                page.remove_obj(piece)
            for piece in order(pieces):
                page.insert_obj(piece)
            page.gen_content()
        part.save(path)
    return path


def shuffled(pieces: list[Any]) -> list[Any]:
    return random.Random(6).sample(pieces, len(pieces))


def drawn(path: Path) -> list[str]:
    """The characters of each page in the order in which they are drawn."""
    with pypdfium2.PdfDocument(path) as document:
        return [spaceless(page.get_textpage().get_text_range()) for page in document]


def test_the_order_in_which_text_is_drawn_does_not_matter(tmp_path: Path) -> None:
    """Two columns, a table that goes on, a framed panel."""
    indexes = [4, 29, 34]
    straight = some_pages(tmp_path / "straight.pdf", indexes, list)
    scrambled = some_pages(tmp_path / "scrambled.pdf", indexes, shuffled)
    assert not set(drawn(straight)) & set(drawn(scrambled))
    expected, read = read_pdf(straight), read_pdf(scrambled)
    assert [block.text for block in paragraphs(read)] == [block.text for block in paragraphs(expected)]
    assert [grid.values for grid in grids(read)] == [grid.values for grid in grids(expected)]
    whole = {spaceless(text) for index in indexes for page, text in accounted() if page == index + 1}
    assert len(whole & {spaceless(block.text) for block in paragraphs(read)}) >= len(whole) - len(indexes)


@pytest.fixture(scope="module")
def chars() -> Iterator[Chars]:
    """The characters of a page as pdfplumber finds them, which is not what reads it."""
    with pdfplumber.open(ROOT / PDF) as document:

        @cache
        def on_page(number: int) -> list[tuple[str, float, float]]:
            found = sorted(document.pages[number - 1].chars, key=lambda char: char["x0"])
            return [(c["text"], (c["x0"] + c["x1"]) / 2, (c["top"] + c["bottom"]) / 2) for c in found]

        yield on_page


def inside(box: PageBox, chars: Chars, right: float = 0, down: float = 0) -> str:
    """The characters whose middle lies in a box of one line, which may be moved."""
    page, x0, top, x1, bottom = box
    return "".join(
        char
        for char, x, y in chars(page)
        if x0 + right <= x <= x1 + right and top + down <= y <= bottom + down
    )


def words(text: str) -> str:
    """Letters and figures alone: pdfplumber does not see that a mark beside another is set half as wide."""
    return "".join(filter(str.isalnum, text))


def in_order(text: str, within: str) -> bool:
    rest = iter(within)
    return all(char in rest for char in text)


def sample(gazette: Gazette) -> list[tuple[str, str, tuple[PageBox, ...]]]:
    """The kind, words and boxes of the clauses and facts that begin on the sampled pages."""
    found = []
    for parsed in gazette.documents:
        rows = [(kind, row) for kind in ("clauses", *FACTS) for row in getattr(parsed, kind)]
        rows += [("people", person) for event in parsed.events for person in event.people]
        for kind, row in rows:
            if row.boxes and row.boxes[0][0] in SAMPLED:
                text = parsed.document.text[row.char_start : row.char_end]
                found.append((kind, spaceless(text), row.boxes))
    return found


def test_the_words_of_facts_are_inside_their_boxes(gazette: Gazette, chars: Chars) -> None:
    rows = sample(gazette)
    counts = Counter(kind for kind, _, _ in rows)
    assert set(counts) == {"clauses", "people", *FACTS}
    assert counts.total() > 400
    for kind, text, boxes in rows:
        cropped = spaceless("".join(inside(box, chars) for box in boxes))
        assert words(cropped) == words(text), (kind, boxes)
        assert in_order(text, cropped), (kind, boxes)


@pytest.mark.parametrize(("right", "down"), [(CHARACTER, 0), (-CHARACTER, 0), (0, LINE), (0, -LINE)])
def test_they_are_not_inside_boxes_that_are_moved(
    gazette: Gazette, chars: Chars, right: float, down: float
) -> None:
    rows = sample(gazette)
    found = [
        text
        for _, text, boxes in rows
        if in_order(text, spaceless("".join(inside(box, chars, right, down) for box in boxes)))
    ]
    assert len(found) < len(rows) / 50, found


def test_every_clause_and_fact_has_its_page_and_boxes(gazette: Gazette) -> None:
    rows = [row for d in gazette.documents for kind in ("clauses", *FACTS) for row in getattr(d, kind)]
    assert [row for row in rows if not row.boxes or row.page != row.boxes[0][0]] == []


def statements(gazette: Gazette) -> Counter[tuple[str, str, str]]:
    """What an edition says: document and clause, kind, words."""
    return Counter(
        (getattr(row, "clause", None) or parsed.document.id, type(row).__name__, fold(row.quote))
        for parsed in gazette.documents
        for row in chain.from_iterable(getattr(parsed, kind) for kind in FACTS)
    )


def test_both_editions_say_the_same(parsed: Callable[[str], Gazette]) -> None:
    text, pdf = parsed(TEXT), parsed(PDF)
    assert pdf.issue
    assert text.issue
    assert pdf.issue.id == text.issue.id
    assert [d.document.id for d in pdf.documents] == [d.document.id for d in text.documents]
    ids = [{clause.id for d in edition.documents for clause in d.clauses} for edition in (text, pdf)]
    # the text repeats the last words of a paragraph, 态。, as one of its own
    assert [clause.rpartition("#")[2] for clause in ids[0] ^ ids[1]] == ["四/（十二）¶1"]
    differing = (statements(text) - statements(pdf)) + (statements(pdf) - statements(text))
    # the text has lost a merged cell at the head of a page
    assert {kind for _, kind, _ in differing} <= {"Table"}


def test_the_edition_that_knows_its_pages_gives_the_rows(knowledge_base: Path) -> None:
    with sqlite3.connect(knowledge_base) as connection:
        names = dict(connection.execute("select id, path from sources").fetchall())
        ((issue,),) = connection.execute("select source_id from issues where number = 6").fetchall()
        others = connection.execute("select path, edition_of from sources where edition_of is not null")
        assert names[issue] == "nantong/nantong-2022-06.pdf"
        assert others.fetchall() == [("nantong/nantong-2022-06.txt", issue)]
