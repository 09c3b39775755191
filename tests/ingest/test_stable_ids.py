"""Ids of what did not change do not change: not with the bytes, the format, or a declaration of what is printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.job import parse_source
from ingest.read.sources import read_declaration
from parsers.layout.issue import number_doubts, split_front
from schema.document import Gazette
from schema.source import Declaration

CORPUS = Path(__file__).parents[2] / "corpus/nantong"
DECLARED = 'gazette = "临江市人民政府公报"\nplace = "临江市"\n'
ISSUE = """临江市人民政府关于加强绿道管理的意见
临政发〔2031〕7号
各县（市、区）人民政府：
一、总体要求
（一）到2032年底，建成绿道300公里。市住建局牵头，市水利局配合。
（二）每年6月底前完成检修。
二、保障措施
市财政局安排资金2000万元。
临江市人民政府
2031年3月5日
临江市人民政府办公室关于做好防汛工作的通知
临政办发〔2031〕8号
各县（市、区）人民政府：
一、压实责任。市水利局牵头，5月31日前完成检查。
二、加强值守。24小时值班。
临江市人民政府办公室
2031年4月1日
"""


def ids_of(gazette: Gazette) -> Iterator[str]:
    """Every id of a gazette."""
    if gazette.issue:
        yield gazette.issue.id
    for parsed in gazette.documents:
        yield parsed.document.id
        for name, rows in parsed:
            if name not in {"document", "blocks"}:
                yield from (row.id for row in rows)


def parse(folder: Path, name: str, text: str, declared: str = DECLARED) -> Gazette:
    folder.mkdir(exist_ok=True)
    (folder / "sources.toml").write_text(declared, "utf-8")
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return parse_source(path, read_declaration(path), folder)


@pytest.mark.parametrize(
    "mutate",
    [
        lambda text: text + "\n",
        lambda text: "\n\n" + text,
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: text.replace("。", "。\u200b"),
        lambda text: text.replace("\n", "\n　　"),
    ],
    ids=["end", "beginning", "mark", "line ends", "blank lines", "invisible", "indents"],
)
@pytest.mark.parametrize(
    "declared", [DECLARED, DECLARED + '[files."2031-03.txt"]\nyear = 2031\nnumber = 3\n']
)
def test_bytes_are_no_part_of_an_id(tmp_path: Path, mutate: object, declared: str) -> None:
    assert callable(mutate)
    before = parse(tmp_path / "a", "2031-03.txt", ISSUE, declared)
    after = parse(tmp_path / "b", "2031-03.txt", mutate(ISSUE), declared)
    assert before.source.id != after.source.id
    assert before.issue
    assert len(set(ids_of(before))) == len(list(ids_of(before))) > 15
    assert list(ids_of(after)) == list(ids_of(before))


def test_another_edition_has_the_same_ids(tmp_path: Path) -> None:
    text = parse(tmp_path, "2031-03.txt", ISSUE)
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in ISSUE.splitlines()) + "</body></html>"
    assert list(ids_of(parse(tmp_path, "2031-03.html", page))) == list(ids_of(text))


def test_a_changed_clause_changes_no_id_of_another(tmp_path: Path) -> None:
    before = parse(tmp_path, "2031-03.txt", ISSUE)
    after = parse(tmp_path, "2031-03.txt", ISSUE.replace("建成绿道300公里", "建成绿道350公里、驿站20座"))
    gone = set(ids_of(before)) - set(ids_of(after))
    assert {name.partition("#")[2] for name in gone} == {"一/（一）:300公里"}


def test_the_issue_of_the_corpus_that_prints_no_number_keeps_its_ids(tmp_path: Path) -> None:
    text = (CORPUS / "nantong-2022-11.txt").read_text("utf-8")
    declared = (CORPUS / "sources.toml").read_text("utf-8")
    before, after = (
        parse(tmp_path / name, "nantong-2022-11.txt", mutated, declared)
        for name, mutated in (("a", text), ("b", text + "\n"))
    )
    assert len(set(ids_of(before))) == len(list(ids_of(before))) > 300
    assert list(ids_of(after)) == list(ids_of(before))
    assert before.source.id[:12] not in "".join(ids_of(before))


def test_an_issue_without_a_number_is_called_by_its_file_and_says_what_to_declare(tmp_path: Path) -> None:
    gazette = parse(tmp_path, "临江 2031年第3期.txt", ISSUE)
    assert gazette.issue
    assert gazette.issue.id == "临江市人民政府公报/临江 2031年第3期"
    (doubt,) = (d for d in gazette.diagnostics if d.code == "undeclared_number")
    lines = doubt.message.partition("\n")[2]
    assert lines == '[files."临江 2031年第3期.txt"]\nyear = 2031\nnumber = 3'
    again = parse(tmp_path, "临江 2031年第3期.txt", ISSUE, DECLARED + lines)
    assert again.issue
    assert (again.issue.id, again.issue.year, again.issue.number) == ("临江市人民政府公报/2031/3", 2031, 3)
    assert not any(d.code == "undeclared_number" for d in again.diagnostics)


def test_what_is_declared_names_the_issue_and_a_difference_is_doubted() -> None:
    front = split_front(())
    assert number_doubts(front, Declaration(year=2031, number=3), "a.txt") == []
    (doubt,) = number_doubts(front, Declaration(year=2031), "a.txt")
    assert "year = …" in doubt.message  # nothing in the name says it


def test_a_document_on_its_own_is_called_by_publisher_date_and_key(tmp_path: Path) -> None:
    first, _, _ = ISSUE.partition("临江市人民政府办公室关于")
    (parsed,) = parse(tmp_path, "a.txt", first, 'place = "临江市"').documents
    assert parsed.document.id == "临江市人民政府/2031-03-05/临政发〔2031〕7号/instrument"
    undated = first.replace("2031年3月5日\n", "").replace("临江市人民政府\n", "", 1)
    (parsed,) = parse(tmp_path, "a.txt", undated, 'publisher = "临江市政府网"').documents
    assert parsed.document.id == "临江市政府网/a/临政发〔2031〕7号/instrument"
