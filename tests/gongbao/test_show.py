"""`gongbao show` and `gongbao debug-page`: a clause with its facts, a page with its layout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click import unstyle
from click.testing import CliRunner, Result
from made_pdfs import make
from pdf_writing import HEIGHT
from PIL import Image, ImageChops

from gongbao.cli import main

TITLE = "滨江市加强养老服务实施方案"
FIRST = "（一）加强领导。由市民政局牵头，2025年底前建成养老床位1000张以上。"
CLEARLY = 40
SECOND = "（二）抓好落实。各单位要各负其责。"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A PDF of a document with a section of two clauses."""
    lines = [
        make.text(170, 80, TITLE, 20),
        make.text(84, 130, "一、主要任务"),
        *make.set_text(FIRST, 60, 160, 39),
        *make.set_text(SECOND, 60, 200, 39),
    ]
    path = tmp_path / "letter.pdf"
    path.write_bytes(make.document([(lines, 0)]))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], color=True)


def changed(picture: Path, plain: Path) -> tuple[float, float, float, float]:
    """The box of what was drawn on the page, in points from the top left."""
    with Image.open(picture) as drawn, Image.open(plain) as bare:
        difference = ImageChops.difference(drawn.convert("RGB"), bare.convert("RGB")).convert("L")
        box = difference.point(lambda value: 255 * (value > CLEARLY)).getbbox()
        assert box is not None
        scale = HEIGHT / drawn.height
        return box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale


@pytest.fixture
def plain(letter: Path, tmp_path: Path) -> Path:
    """The page without marks."""
    from ingest.read.pdf.recognition.images import page_picture

    path = tmp_path / "plain.png"
    page_picture(letter, 1).save(path)
    return path


@pytest.mark.parametrize("document", ["1", TITLE, "滨江市加强"])
def test_a_clause_is_printed_with_its_facts_in_colour(letter: Path, document: str) -> None:
    text, *facts = run("show", letter, document, "一/（一）").stdout.splitlines()
    assert "由\x1b[32m市民政局\x1b[0m牵头，\x1b[31m2025年底前\x1b[0m" in text
    assert [fact.split()[-1] for fact in facts] == ["市民政局", "2025年底前", "1000张以上"]


def test_the_marks_are_drawn_around_the_clause_on_its_page(letter: Path, plain: Path, tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    assert run("show", letter, 1, "一/（一）", "-o", picture).exit_code == 0
    left, top, right, bottom = changed(picture, plain)
    assert 58 < left < 90
    assert 155 < top < 165
    assert 470 < right < 490
    assert bottom < 200


def test_of_a_list_of_appointments_every_entry_is_printed(tmp_path: Path) -> None:
    entries = ["李晓燕同志任滨江市教育局副局长；", "陈志强同志任滨江市财政局局长。"]
    lines = ["滨江市人民政府关于李晓燕等同志任职的通知", "各县（市、区）人民政府：", "经研究决定：", *entries]
    path, picture = tmp_path / "list.pdf", tmp_path / "page.png"
    path.write_bytes(make.document([([make.text(84, 80 + 24 * i, line) for i, line in enumerate(lines)], 0)]))
    result = run("show", path, 1, "-o", picture)
    assert result.exit_code == 0
    assert [unstyle(line) for line in result.stdout.splitlines()] == [e[:-1] for e in entries]
    assert picture.is_file()


@pytest.mark.parametrize(
    ("document", "path", "said"),
    [
        ("2", "一", f"no document 2; it has 1 {TITLE}"),
        ("1", "一/（三）", f"{TITLE} has no clause 一/（三）; it has 一/（一）、一/（二）"),
        ("1", "", f"{TITLE} has no text before its clauses; it has 一"),
        ("1", "二/（一）", f"{TITLE} has no clause 二/（一）; it has 一"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(letter: Path, document: str, path: str, said: str) -> None:
    result = run("show", letter, document, path)
    assert result.exit_code == 2
    assert result.stderr == f"gongbao: {letter}: {said}\n"


def test_the_layout_of_a_page_is_drawn(letter: Path, plain: Path, tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    assert run("debug-page", letter, 1, "-o", picture).exit_code == 0
    _, top, _, bottom = changed(picture, plain)
    assert top < 85
    assert 205 < bottom < 230


def test_a_page_that_is_not_there_is_said(letter: Path, tmp_path: Path) -> None:
    result = run("debug-page", letter, 2, "-o", tmp_path / "page.png")
    assert result.exit_code == 2
    assert result.stderr == f"gongbao: {letter}: has no page 2 that can be read, of 1\n"


def test_the_facts_are_drawn_on_a_page(tmp_path: Path) -> None:
    source, page = tmp_path / "notice.txt", tmp_path / "clause.html"
    source.write_text(
        "关于加强管理的通知\n一、落实责任。由市民政局牵头，2025年底前建成床位<b>1000</b>张。\n", "utf-8"
    )
    assert run("show", source, 1, "一", "--html", page).exit_code == 0
    drawn = page.read_text("utf-8")
    words = "".join(re.sub("<[^>]+>", "", drawn).split())
    assert all(name in words for name in ("机构", "期限", "民政局牵头"))
    assert "<b>1000" not in drawn


def test_why_names_the_level_the_headings_the_rule_and_the_signs(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(
        "临江市绿道建设计划\n一、工作回顾\n2028年，建成绿道60公里。\n二、重点任务\n（一）建设绿道\n2030年底前建成绿道80公里。\n"
        "临江市人民政府\n2029年3月5日\n",
        "utf-8",
    )
    back = unstyle(run("show", plan, 1, "一", "--why").output)
    assert "标题“工作回顾”：回顾（回顾3）" in back
    assert "+30 baseline：looks back" in back
    assert "所在句属于回顾" in back
    assert "+8.0 句首日期早于成文" in back
    ahead = unstyle(run("show", plan, 1, "二/（一）", "--why").output)
    assert "第2级，在二之下：按编号的通常次序" in ahead
    assert "标题“重点任务”：任务（部署3）" in ahead
    assert "期限 2030年底前\n      规则 by.ahead，如：⟦2026年6月底前⟧完成" in ahead
    assert "规则" not in unstyle(run("show", plan, 1, "二/（一）").output)
