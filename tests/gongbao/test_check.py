"""`gongbao check`: what is doubted of a file, with its place, and an exit status to act on."""

from __future__ import annotations

import io
from contextlib import redirect_stderr
from pathlib import Path

from click.testing import CliRunner

from gongbao.cli import main
from gongbao.notes import with_notes
from ingest.job import parse_source
from schema.document import Diagnostic
from schema.source import Declaration

GOOD = """滨江市人民政府关于加强防汛工作的通知

各区人民政府：

一、加强值守。

二、备足物资。

滨江市人民政府

2023年5月6日
"""


def checked(text: str, folder: Path) -> tuple[int, list[str]]:
    path = folder / "notice.txt"
    path.write_text(text, "utf-8")
    result = CliRunner().invoke(main, ["check", str(path)])
    return result.exit_code, result.output.splitlines()


def test_nothing_is_said_of_a_file_in_order(tmp_path: Path) -> None:
    assert checked(GOOD, tmp_path) == (0, [])


def test_a_doubt_is_a_line_with_document_words_and_code(tmp_path: Path) -> None:
    status, [line] = checked(GOOD.replace("二、", "三、"), tmp_path)
    assert status == 1
    assert line.startswith("《滨江市人民政府关于加强防汛工作的通知》，“三、”，")
    assert line.endswith("［numbering_gap］")


def test_a_body_that_no_list_has_is_a_note(tmp_path: Path) -> None:
    status, [line] = checked(GOOD.replace("一、加强", "一、市水利局负责"), tmp_path)
    assert status == 0
    assert line.startswith("提示：《滨江市人民政府关于加强防汛工作的通知》，“市水利局”，")
    assert line.endswith("［unknown_organisation］")


def test_a_picture_on_a_page_of_a_site_is_told_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "notice.html"
    paragraphs = [f"<p>{line}</p>" for line in GOOD.split("\n\n")]
    path.write_text("".join([*paragraphs[:4], "<p><img src=a.jpg></p>", *paragraphs[4:]]), "utf-8")
    result = CliRunner().invoke(main, ["check", str(path)])
    assert result.output.splitlines()[0].startswith(
        "《滨江市人民政府关于加强防汛工作的通知》，“二、备足物资。”，文中有图片"
    )


def test_a_file_that_cannot_be_read_is_said_to_be(tmp_path: Path) -> None:
    status, lines = checked("", tmp_path)
    assert status == 1
    assert any("the file is empty" in line for line in lines)


def test_what_is_told_of_a_document_names_its_page(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(GOOD, "utf-8")
    gazette = parse_source(path, Declaration())
    for page, said in ((None, "nor sentences;"), (3, "nor sentences: page 3;")):
        doubt = Diagnostic(severity="warning", code="little_understood", message="没有读懂。", page=page)
        err = io.StringIO()
        with redirect_stderr(err):
            list(with_notes([gazette.model_copy(update={"diagnostics": (doubt,)})]))
        assert said in err.getvalue()
