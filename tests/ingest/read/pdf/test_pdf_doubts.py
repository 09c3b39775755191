"""Each doubt of a PDF says where on its page what it doubts stands: in boxes for programs, in millimetres for people."""

from __future__ import annotations

from pathlib import Path

import make_office as office
import pytest
from click.testing import CliRunner
from made_pdfs import grids, make, read
from pdf_writing import HEIGHT, WIDTH, document, frame, text

from gongbao.check import doubts
from gongbao.cli import main
from ingest.job import parse_source
from ingest.read.pdf.reader import read_pdf
from schema.document import Diagnostic
from schema.source import Declaration, Doubt

_FILE = b"<</Type/Filespec/F(a.pdf)/UF(list.pdf)/EF<</F 9 0 R>>>>"


def _parsed(path: Path, code: str) -> list[Diagnostic]:
    return [doubt for doubt in parse_source(path, Declaration()).diagnostics if doubt.code == code]


def _near(doubt: Doubt | Diagnostic, *box: float) -> bool:
    [(page, *found)] = doubt.boxes
    return page == doubt.page and all(abs(a - b) < 3 for a, b in zip(found, box, strict=True))


def test_a_picture_is_doubted_at_its_edges(tmp_path: Path) -> None:
    [doubt] = read("picture_in_the_text", tmp_path).doubts
    assert _near(doubt, 100, 200, 500, 380)


def test_what_no_font_names_is_doubted_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "notice.pdf"
    path.write_bytes(document([([*office.notice(), text(90, 300, "由吴\U00020bb7负责。")], 0)]))
    [doubt] = read_pdf(path).doubts
    assert doubt.boxes
    assert all(
        page == 1 and left > 90 and 290 < top < bottom < 320 for page, left, top, _, bottom in doubt.boxes
    )


@pytest.mark.parametrize(("turned", "box"), [(0, (20, 30, 50, 60)), (90, (HEIGHT - 60, 20, HEIGHT - 30, 50))])
def test_a_pinned_file_is_doubted_at_its_pin(turned: int, box: tuple[float, ...], tmp_path: Path) -> None:
    pin = f"/Rect[20 {HEIGHT - 60} 50 {HEIGHT - 30}]".encode()
    annotation = b"/Page/Annots[<</Type/Annot/Subtype/FileAttachment" + pin + b"/FS" + _FILE + b">>]/"
    path = tmp_path / "notice.pdf"
    path.write_bytes(document([(office.notice(), turned)]).replace(b"/Page/", annotation, 1))
    [doubt] = read_pdf(path).doubts
    assert _near(doubt, *box)


def test_a_page_without_text_is_doubted_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("pages", "reader"):
        monkeypatch.setattr(f"ingest.read.pdf.{module}.is_installed", lambda: False)
    path = tmp_path / "scan.pdf"
    path.write_bytes(document([([office._picture(0, 0, WIDTH, HEIGHT)], 0)]))
    doubt, _ = read_pdf(path).doubts
    assert (doubt.code, doubt.boxes) == ("no_text_layer", ((1, 0.0, 0.0, 595.0, 842.0),))


def test_what_the_parser_doubts_has_the_place_of_its_words(tmp_path: Path) -> None:
    for doubt in _parsed(make.write("unclosed_brackets", tmp_path), "unbalanced_bracket"):
        assert doubt.page
        assert [page for page, *_ in doubt.boxes] == [doubt.page]


ISSUE = [
    *("临江市人民政府公报", "2023年第3期", "目录"),
    "临江市人民政府关于加强供水管理的意见……………………1",
    "临江市人民政府关于限制地下水开采的决定……………………3",
]
BODY = [
    *(
        "临江市人民政府关于加强供水管理工作的意见",
        "临政发〔2023〕3号",
        "各区人民政府：",
        "为加强供水管理，提出如下意见。",
    ),
    *("一、保障水质。每月检测一次。", "临江市人民政府", "2023年2月1日"),
]


def _issue(folder: Path) -> Path:
    path = folder / "2023-3.pdf"
    pages = [[text(90, 90 + 30 * i, line) for i, line in enumerate(lines)] for lines in (ISSUE, BODY)]
    path.write_bytes(document([(page, 0) for page in pages]))
    return path


def test_a_line_of_the_contents_is_doubted_in_the_contents(tmp_path: Path) -> None:
    [doubt] = _parsed(_issue(tmp_path), "contents_without_document")
    assert {(page, top) for page, _, top, *_ in doubt.boxes} == {(1, 210.0)}


def test_another_title_than_that_of_the_contents_is_doubted_at_the_title(tmp_path: Path) -> None:
    [doubt] = _parsed(_issue(tmp_path), "contents_title_differs")
    assert _near(doubt, 90, 90, 90 + 12 * 20, 102)
    assert doubt.page == 2


def test_another_number_than_the_declared_one_is_doubted_in_the_masthead(tmp_path: Path) -> None:
    declared = Declaration(gazette="临江市人民政府公报", year=2023, number=4)
    [doubt] = [
        d for d in parse_source(_issue(tmp_path), declared).diagnostics if d.code == "declared_number_differs"
    ]
    assert doubt.boxes[0][:3] == (1, pytest.approx(90, abs=3), pytest.approx(120, abs=3))


def test_check_says_the_place_as_with_a_ruler(tmp_path: Path) -> None:
    path = make.write("picture_in_the_text", tmp_path)
    line = CliRunner().invoke(main, ["check", str(path)]).output.splitlines()[0]
    assert line.startswith("第2页（距左边35—176毫米，距上边71—134毫米），有图片")
    [said] = [line for line in doubts(parse_source(path, Declaration())) if "picture" in line]
    assert said == line


def test_words_that_only_keep_to_columns_are_lines_and_doubted(tmp_path: Path) -> None:
    reading = read("words_in_columns", tmp_path)
    assert grids(reading) == []
    [doubt] = reading.doubts
    assert doubt.code == "table_unclear"
    assert _near(doubt, 98, 168, 388 + 12 * 6, 270)


@pytest.mark.parametrize("name", ["names_beside_names", "names_in_columns", "bands", "name_list"])
def test_names_and_columns_of_text_are_not_doubted_as_tables(name: str, tmp_path: Path) -> None:
    assert read(name, tmp_path).doubts == ()


FRAMED = ["为加强渡口管理，制定本方案。", "一、总体要求", "坚持安全第一。", "二、主要任务", "改造渡口5处。"]


@pytest.mark.parametrize(
    ("cells", "told"), [(FRAMED, True), (["序号　渡口名称", "1　北渡口", "2　南渡口", "3　东渡口"], False)]
)
def test_text_in_a_frame_is_doubted_as_a_table(cells: list[str], told: bool, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    drawn = [text(180, 60, "临江市渡口管理方案", 18)]
    for i, cell in enumerate(cells):
        drawn += [frame(90, 100 + 30 * i, 500, 130 + 30 * i), text(95, 109 + 30 * i, cell)]
    path.write_bytes(document([(drawn, 0)]))
    found = _parsed(path, "table_of_a_page")
    assert [doubt.page for doubt in found] == [1] * told
    assert all(doubt.boxes for doubt in found)
