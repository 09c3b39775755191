"""Saved web pages: the document alone, tables as tables, nothing lost."""

from pathlib import Path

from ingest.job import parse_source
from ingest.read.html.reader import read_html
from parsers.facts.accounting import unaccounted
from schema.source import Declaration, Grid, Paragraph

PAGE = Path(__file__).parents[2] / "fixtures" / "html" / "notice-with-table.html"


def test_the_document_is_read_without_the_page_around_it() -> None:
    reading = read_html(PAGE.read_bytes())
    texts = [block.text for block in reading.blocks if isinstance(block, Paragraph)]
    assert texts[0] == "某市人民政府办公室关于印发某市消防工作方案的通知"
    assert texts[-1] == "（一）由市应急管理局会同市公安局负责组织实施。"
    outside = [reading.source[d.start : d.end] for d in reading.discards if d.name == "navigation"]
    assert any("首页" in text for text in outside)
    card = [reading.source[d.start : d.end] for d in reading.discards if d.name == "index_card"]
    assert any("发布时间" in text for text in card)
    assert any("版权所有" in text for text in outside)


def test_a_cell_that_spans_rows_has_its_value_in_each() -> None:
    (grid,) = [block for block in read_html(PAGE.read_bytes()).blocks if isinstance(block, Grid)]
    assert [row[1] for row in grid.values] == ["任务", "排查", "排查"]
    assert grid.cells[2][1].text == ""


def test_alignment_is_kept() -> None:
    aligned = {b.text: b.align for b in read_html(PAGE.read_bytes()).blocks if isinstance(b, Paragraph)}
    assert aligned["某市消防工作方案"] == "centre"
    assert aligned["某市人民政府办公室"] == "right"


def test_a_page_is_parsed_as_its_documents() -> None:
    gazette = parse_source(PAGE, Declaration(place="某市"))
    assert [d.document.role for d in gazette.documents] == ["notice", "instrument"]
    assert gazette.documents[0].document.doc_number == "某政办发〔2023〕12号"
    assert gazette.documents[1].document.issued_on == "2023-05-06"
    assert {(d.name, d.role) for d in gazette.documents[1].units} >= {
        ("市应急管理局", "lead"),
        ("市公安局", "cooperate"),
    }
    assert unaccounted(gazette, read_html(PAGE.read_bytes()).source) == []


def test_a_page_in_gb18030_is_read() -> None:
    page = PAGE.read_text("utf-8").replace('charset="utf-8"', 'charset="gb2312"').encode("gb18030")
    assert read_html(page).blocks[0] == read_html(PAGE.read_bytes()).blocks[0]


def test_a_sentence_that_says_the_title_again_does_not_take_its_place() -> None:
    page = (
        "<html><head><title>要闻</title></head><body><h1>某省任免干部</h1><div class='con'><p>某省任免干部。</p>"
        "<p>任命王一山为某省水利厅副厅长；免去李二水的某省水利厅副厅长职务，另有任用。</p></div></body></html>"
    )
    texts = [block.text for block in read_html(page.encode()).blocks if isinstance(block, Paragraph)]
    assert texts[:2] == ["某省任免干部", "某省任免干部。"]
