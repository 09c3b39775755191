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
