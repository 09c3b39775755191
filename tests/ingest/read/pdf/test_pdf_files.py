"""PDF files that are damaged, protected or no PDFs, and pages whose text layer is not to be believed."""

from __future__ import annotations

import subprocess
import sys

import make_styles as styles
import numpy as np
import pytest
from pdf_writing import assembled
from test_pdf_layout import make

from gongbao.notes import with_notes
from ingest.job import parse_source
from ingest.read.pdf.characters.characters import Glyphs, PageContent, Turn
from ingest.read.pdf.opening import opened
from ingest.read.pdf.reader import read_pdf
from ingest.read.pdf.trust import find_fault
from schema.errors import SourceError
from schema.source import Declaration


def _page(text: str, images: float) -> PageContent:
    codes = np.array([ord(char) for char in text], dtype=np.uint32)
    boxes = np.zeros((len(text), 4), dtype=np.float32)
    turn = Turn(0, 595, 842)
    return PageContent(1, 595, 842, Glyphs(codes, boxes), [], [], images, 0, turn, turn)


@pytest.mark.parametrize(
    ("text", "images", "code"),
    [
        ("", 1.0, "no_text_layer"),
        ("", 0.0, None),
        ("(cid:12)(cid:345)(cid:6)(cid:78)", 0.0, "unmapped_characters"),
        ("\ue001\ue002各县\ue003\ue004", 0.0, "unmapped_characters"),
        (".-*~.~~&*~fi~,~*~%X~£,*.«~OA~.ff*ftt*~~IkR~%-:r.1'f~t", 1.0, "garbled_text_layer"),
        ("滨江市人力资源周文件滨人社(2015)4号关于公布名单的决定:各镇(街道)", 1.0, "poor_ocr_layer"),
        ("各县（市、区）人民政府，市各委、办、局：现将方案印发给你们，请认真贯彻执行。", 1.0, None),
        ("各县（市、区）人民政府，市各委、办、局：现将方案印发给你们。", 0.0, None),
        ("GAZETTE OF THE MUNICIPAL PEOPLE'S GOVERNMENT", 0.0, None),
    ],
)
def test_text_layers_are_judged_before_they_are_read(text: str, images: float, code: str | None) -> None:
    assert find_fault(_page(text, images)) == code


def test_words_that_are_seen_over_a_picture_are_read(tmp_path):
    reading = read_pdf(make.write("cover_over_picture", tmp_path))
    assert "".join(block.text for block in reading.blocks) == "".join(styles.COVER)
    assert reading.doubts == ()


@pytest.mark.parametrize(
    "drawn", [styles.words_without_ink, styles.words_under_picture, styles.stamp_on_picture]
)
def test_words_of_a_picture_that_are_not_seen_or_few_are_doubted(drawn, tmp_path, monkeypatch):
    monkeypatch.setattr("ingest.read.pdf.pages.is_installed", lambda: False)
    path = tmp_path / "scan.pdf"
    path.write_bytes(make.document(drawn()))
    reading = read_pdf(path)
    assert reading.blocks == ()
    assert reading.doubts[0].code == "poor_ocr_layer"


def test_a_file_without_its_cross_references_is_read(tmp_path):
    data = make.document(make.two_columns())
    path = tmp_path / "damaged.pdf"
    path.write_bytes(data[: data.index(b"xref")])
    reading = read_pdf(path)
    assert next(block.text for block in reading.blocks) == "关于优化营商环境的若干意见"


def test_a_file_cut_off_before_its_pages_is_refused(tmp_path):
    path = tmp_path / "cut.pdf"
    path.write_bytes(make.document(make.two_columns())[:60])
    with pytest.raises(SourceError, match="fetch it again"), opened(path):
        pass


def test_a_file_of_no_pages_is_refused(tmp_path):
    path = tmp_path / "empty.pdf"
    path.write_bytes(make.document([]))
    with pytest.raises(SourceError, match="no pages"), opened(path):
        pass


def test_text_without_its_font_is_read_to_the_last_character(tmp_path):
    text = "".join(block.text for block in read_pdf(make.write("lost_font", tmp_path)).blocks)
    assert text == "甲乙" * 2 + make.FIRST[:30]


def test_what_a_library_remarks_on_a_file_is_not_for_the_user(tmp_path):
    make.write("lost_font", tmp_path)
    path = tmp_path / "lost_font.pdf"
    path.write_bytes(path.read_bytes().replace(b"/FontBBox", b"/FontBBax"))
    code = "import sys; from pathlib import Path; from ingest.read.pdf.reader import read_pdf; read_pdf(Path(sys.argv[1]))"
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True)
    assert run.stderr == b""


def test_what_is_wrong_with_a_file_that_is_read_is_said_in_a_line(tmp_path, capsys):
    data = make.document([*make.two_columns(), *make.two_columns()])
    cut = data[: data.index(b"xref")]
    path = tmp_path / "damaged.pdf"
    path.write_bytes(cut.replace(b"/Count 2/Kids[", b"/Count 3/Kids[99 0 R "))
    gazette = parse_source(path, Declaration())
    assert list(with_notes([gazette])) == [gazette]
    file, page = capsys.readouterr().err.splitlines()
    assert file.startswith("gongbao: damaged.pdf: the file is damaged")
    assert page.startswith("gongbao: damaged.pdf: damaged and not read: page 1;")


def test_a_file_without_a_page_that_can_be_read_is_refused(tmp_path):
    path = tmp_path / "loop.pdf"
    path.write_bytes(assembled(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 3/Kids[2 0 R]>>"]))
    with pytest.raises(SourceError, match="none of its pages"):
        read_pdf(path)
