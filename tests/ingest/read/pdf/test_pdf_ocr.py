"""Pages without a text layer to be believed: recognised from their pictures, or said to need it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
from pdf_writing import HEIGHT, WIDTH

from gongbao.notes import with_notes
from ingest.job import parse_source
from ingest.read.pdf.characters.characters import PageContent, loaded, page_content
from ingest.read.pdf.opening import opened
from ingest.read.pdf.reader import read_pdf
from ingest.read.pdf.recognition import ocr
from ingest.read.pdf.trust import UNREADABLE_CODES
from schema.document import Gazette, ParsedDocument
from schema.source import Declaration, Reading

PDFS = Path(__file__).parents[3] / "fixtures" / "pdf"
SCAN = PDFS / "scan.pdf"

needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason='pip install -e ".[ocr]"')


@pytest.fixture(scope="module")
def made() -> ModuleType:
    """The script that made the scan, which holds its words."""
    sys.path.insert(0, str(PDFS))
    spec = importlib.util.spec_from_file_location("make_scan", PDFS / "make_scan.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gazette() -> Gazette:
    return parse_source(SCAN, Declaration())


@pytest.fixture(scope="module")
def document(gazette: Gazette) -> ParsedDocument:
    (document,) = gazette.documents
    return document


@needs_ocr
def test_a_crooked_scan_and_the_page_of_text_after_it_make_one_document(
    document: ParsedDocument, made: ModuleType
) -> None:
    assert document.document.title == made.TITLE
    assert document.document.doc_number == made.NUMBER
    paragraphs = [made.ADDRESSEES, made.OPENING, made.FIRST, made.SECOND, made.THIRD]
    text = document.document.text
    places = [text.find(words) for words in paragraphs]
    assert -1 not in places
    assert places == sorted(places)
    assert [clause.path for clause in document.clauses] == ["", "一", "二", "三"]


@needs_ocr
def test_a_ruled_table_scanned_sideways_is_a_table(document: ParsedDocument, made: ModuleType) -> None:
    (table,) = document.tables
    assert table.quote == "\n".join("\t".join(row) for row in made.TABLE)
    assert [target.value for target in document.targets if target.page == 3] == [90, 12, 100]


@needs_ocr
def test_recognised_facts_have_a_confidence_and_others_have_none(document: ParsedDocument) -> None:
    facts = [*document.deadlines, *document.targets, *document.citations, *document.units]
    assert {fact.page for fact in facts} == {1, 2, 3}
    for fact in facts:
        assert (fact.confidence is None) == (fact.page == 2)
        assert fact.confidence is None or 0.9 < fact.confidence <= 1
    over_both = next(clause for clause in document.clauses if clause.path == "二")
    assert {box[0] for box in over_both.boxes} == {1, 2}
    assert over_both.confidence is not None


@needs_ocr
def test_boxes_stand_on_the_crooked_page_where_the_words_are(
    document: ParsedDocument, made: ModuleType
) -> None:
    (fact,) = document.citations
    ((page, left, top, right, bottom),) = fact.boxes
    assert page == 1
    first = made.lines(made.OPENING)[0]
    middle = made.LEFT + made.SIZE * (first.index(fact.quote) + len(fact.quote) / 2), 240 + 0.6 * made.SIZE
    x, y = (a - b / 2 for a, b in zip(middle, (WIDTH, HEIGHT), strict=True))
    sine = np.sin(np.radians(made.SKEW))
    assert (left + right) / 2 == pytest.approx(x + sine * y + WIDTH / 2, abs=4)
    assert (top + bottom) / 2 == pytest.approx(y - sine * x + HEIGHT / 2, abs=4)


@needs_ocr
def test_recognised_pages_are_named_with_how_sure_they_are(gazette: Gazette) -> None:
    named = {
        (d.page, d.code): d.message for d in gazette.diagnostics if d.page and d.code in UNREADABLE_CODES
    }
    assert set(named) == {(1, "no_text_layer"), (3, "no_text_layer")}
    assert all("已识别图像中的文字，平均可信度0.9" in message for message in named.values())
    assert "ocr_needed" not in {d.code for d in gazette.diagnostics}


def _read(monkeypatch: pytest.MonkeyPatch, engine: Any) -> Reading:
    monkeypatch.setattr(ocr, "_engine", lambda: engine)
    return read_pdf(SCAN)


def _middles(text: str, box: tuple[int, int, int, int]) -> list[tuple[str, float]]:
    """Each character with where it stands: side by side in a wide box, one below the other in a tall one."""
    left, top, right, bottom = box
    if bottom - top > right - left:
        return [(char, (left + right) / 2) for char in text]
    return [(char, left + (i + 0.5) * (right - left) / len(text)) for i, char in enumerate(text)]


def _found(*lines: tuple[str, float, tuple[int, int, int, int]]) -> SimpleNamespace:
    """What the engine answers: lines of text, how sure it is of each, and their boxes in pixels."""
    corners = [
        np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], dtype=np.float32) for *_, (x0, y0, x1, y1) in lines
    ]
    words = [[(char, sure, [[x, box[1]]]) for char, x in _middles(text, box)] for text, sure, box in lines]
    texts, scores, _ = zip(*lines, strict=True)
    return SimpleNamespace(txts=texts, boxes=corners, scores=scores, word_results=words)


@needs_ocr
def test_nothing_is_taken_from_what_can_hardly_be_made_out(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _found(("市政府文件", 0.6, (100, 100, 300, 140)))
    reading = _read(monkeypatch, lambda *_, **__: found)
    assert {block.page for block in reading.blocks} == {2}
    assert "平均可信度仅0.600，未从中提取任何内容" in reading.doubts[0].message


def _recognised(monkeypatch: pytest.MonkeyPatch, engine: Any) -> PageContent:
    monkeypatch.setattr(ocr, "_engine", lambda: engine)
    with opened(SCAN) as pdf, loaded(pdf.document.raw, 0) as page:
        return ocr.recognise(pdf.document[0], page_content(page))


@needs_ocr
def test_characters_one_below_the_other_are_put_so(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _found(("各县（市、区）人民政府", 0.9, (200, 100, 640, 140)), ("序号", 0.9, (100, 100, 150, 200)))
    glyphs = _recognised(monkeypatch, lambda *_, **__: found).glyphs
    first, second = glyphs.boxes[-2:]
    assert glyphs.text.endswith("序号")
    assert first[0] == second[0]
    assert first[3] <= second[1] + 1
    assert ((glyphs.boxes[:, 2:] - glyphs.boxes[:, :2]) > 1).all()


@needs_ocr
def test_figures_in_a_narrow_box_stand_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _found(("各县（市、区）人民政府", 0.9, (200, 100, 640, 140)), ("16", 0.9, (100, 100, 120, 140)))
    first, second = _recognised(monkeypatch, lambda *_, **__: found).glyphs.boxes[-2:]
    assert first[1] == second[1]
    assert first[0] < second[0]


@needs_ocr
def test_a_stroke_of_a_large_character_is_no_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    stroke, rule = (110.0, 70.0, 140.0, 71.0), (100.0, 120.0, 400.0, 121.0)
    monkeypatch.setattr(ocr, "find_rules", lambda *_: [stroke, rule])
    found = _found(("市人民政府文件", 0.9, (200, 120, 900, 230)))
    assert _recognised(monkeypatch, lambda *_, **__: found).rules == [rule]


@needs_ocr
def test_a_picture_of_no_text_gives_none(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = _read(monkeypatch, lambda *_, **__: SimpleNamespace(txts=None))
    assert {block.page for block in reading.blocks} == {2}
    assert "没有认出文字" in reading.doubts[0].message


@needs_ocr
def test_a_recognition_that_gets_no_memory_is_for_the_watcher_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError

    def fails(*_: Any, **__: Any) -> None:
        raise ONNXRuntimeError("Traceback …\nbad allocation")

    with pytest.raises(MemoryError):
        _read(monkeypatch, fails)


def test_without_the_extra_one_line_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda _: None)
    reading = read_pdf(SCAN)
    assert {block.page for block in reading.blocks} == {2}
    pages = [doubt.page for doubt in reading.doubts if doubt.code == "no_text_layer"]
    (needed,) = [doubt.message for doubt in reading.doubts if doubt.code == "ocr_needed"]
    assert pages == [1, 3]
    assert 'pip install -e ".[ocr]"' in needed


def test_a_command_says_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda _: None)
    gazette = parse_source(SCAN, Declaration())
    assert list(with_notes([gazette])) == [gazette]
    (line,) = (note for note in capsys.readouterr().err.splitlines() if "no organisation" not in note)
    assert line.startswith("gongbao: scan.pdf: ")
    assert "pip install -e '.[ocr]'" in line
