"""How much of a document was understood, and that little was."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.job import parse_source
from schema.document import Gazette
from schema.source import Declaration

HEAD = "滨江市人民政府关于加强防汛工作的通知\n\n各区人民政府：\n\n现就有关事项通知如下。\n\n"
CLAUSES = "一、加强值守。各区要落实二十四小时值班制度。\n\n二、备足物资。市水利局负责储备。\n\n"
STRAY = "\n\n".join(f"{name}储备点编织袋和水泵若干存放于仓库东侧" for name in "甲乙丙丁戊己庚辛壬癸子丑")
NAMES = "组长：王山　副市长\n\n副组长：李河　市水利局局长\n\n成员：赵海　市财政局局长\n\n"


def parsed(text: str, folder: Path) -> Gazette:
    path = folder / "notice.txt"
    path.write_text(text, "utf-8")
    return parse_source(path, Declaration())


@pytest.mark.parametrize("text", [HEAD + CLAUSES, HEAD, HEAD.replace("通知", "领导小组的通知") + NAMES])
def test_clauses_sentences_and_lists_are_understood(text: str, tmp_path: Path) -> None:
    gazette = parsed(text, tmp_path)
    assert [d.document.understood for d in gazette.documents] == [1.0]
    assert "little_understood" not in {doubt.code for doubt in gazette.diagnostics}


def test_a_document_of_stray_lines_is_doubted(tmp_path: Path) -> None:
    gazette = parsed(f"{HEAD.splitlines()[0]}\n\n{STRAY}\n", tmp_path)
    assert "little_understood" in {doubt.code for doubt in gazette.diagnostics}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (HEAD + CLAUSES + "滨江市人民政府\n\n2031年6月1日\n", {"head", "prose", "clauses", "closing"}),
        (f"{HEAD.splitlines()[0]}\n\n{STRAY}\n", {"head", "unplaced"}),
        (HEAD.replace("通知", "领导小组的通知") + NAMES, {"head", "prose", "lists"}),
        (f"发布日期：2031-06-02\n{HEAD}{CLAUSES}— 7 —\n\n打印\n", {"head", "prose", "clauses", "aside"}),
        (
            HEAD + CLAUSES.replace("二、", "各区每日报告一次，不得迟报。\n\n二、")
            + "| 序号 | 任务 | 责任单位 |\n|---|---|---|\n| 1 | 值守 | 市水利局 |\n\n注：以年度考核为准。\n",
            {"head", "prose", "clauses", "tables", "aside"},
        ),
    ],
)  # fmt: skip
def test_the_shares_of_a_document_are_one_together(text: str, kinds: set[str], tmp_path: Path) -> None:
    for document in parsed(text, tmp_path).documents:
        shares = document.document.shares or {}
        assert sum(shares.values()) == pytest.approx(1, abs=0.0005)
        assert set(shares) == kinds
        assert min(shares.values()) > 0


def test_paragraphs_below_a_number_are_counted_with_it(tmp_path: Path) -> None:
    text = HEAD + CLAUSES.replace("二、", "各区每日报告一次，不得迟报。\n\n二、")
    (document,) = parsed(text, tmp_path).documents
    numbered = sum(clause.char_end - clause.char_start for clause in document.clauses if clause.path)
    total = len(document.document.text.replace("\n", ""))
    assert (document.document.shares or {})["clauses"] == pytest.approx(numbered / total, abs=0.0005)


def test_the_paragraph_below_a_heading_is_the_clause_s(tmp_path: Path) -> None:
    text = "滨江市防汛办法\n\n第一条 适用范围\n\n本办法适用于全市防汛工作。\n\n第二条 附则\n\n本办法自印发之日起施行。\n"
    (document,) = parsed(text, tmp_path).documents
    assert set(document.document.shares or {}) == {"head", "clauses"}
