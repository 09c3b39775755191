"""Golden facts of the corpus, read off the page by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import others
import pytest

from schema.document import Gazette, ParsedDocument

ROOT = Path(__file__).parents[1]
ISSUE_6 = ("corpus/nantong/nantong-2022-06.txt", "corpus/nantong/nantong-2022-06.pdf")
"""Two editions of the same issue."""
ISSUE_11 = "corpus/nantong/nantong-2022-11.txt"
NUMBERED = {
    "通政规〔2022〕4号": "2022-11-28",
    "通政发〔2022〕40号": "2022-11-02",
    "通政办发〔2022〕108号": "2022-10-28",
    "通政办发〔2022〕112号": "2022-11-09",
    "通政办发〔2022〕116号": "2022-11-18",
    "通政办发〔2022〕117号": "2022-12-01",
    "通政办发〔2022〕122号": "2022-12-07",
}
OPERATIONS = [
    *[("一", "replace_text")] * 4,
    ("二", "replace_clause"),
    ("三", "insert"),
    ("四", "replace_clause"),
    ("五", "replace_clause"),
    ("六", "replace_text"),
    ("七", "replace_clause"),
    ("八", "replace_text"),
    ("九", "replace_clause"),
    ("十", "insert"),
    ("十一", "replace_text"),
]


@pytest.fixture(params=ISSUE_6)
def issue_6(request: pytest.FixtureRequest, parsed: Callable[[str], Gazette]) -> Gazette:
    return parsed(request.param)


@pytest.fixture
def issue_11(parsed: Callable[[str], Gazette]) -> Gazette:
    return parsed(ISSUE_11)


def by_role(gazette: Gazette, role: str) -> list[ParsedDocument]:
    return [d for d in gazette.documents if d.document.role == role]


def instrument_of(gazette: Gazette, key: str) -> ParsedDocument:
    return next(d for d in gazette.documents if d.document.parent == key and d.document.role == "instrument")


def test_the_seven_numbered_documents(issue_11: Gazette) -> None:
    numbered = {
        d.document.doc_number: d.document.issued_on for d in issue_11.documents if d.document.doc_number
    }
    assert numbered == NUMBERED


def test_each_notice_issues_one_instrument(issue_11: Gazette) -> None:
    notices = by_role(issue_11, "notice")
    assert len(notices) == 6
    for notice in notices:
        issued = [d.document for d in issue_11.documents if d.document.parent == notice.document.key]
        assert [d.role for d in issued] == ["instrument"]
        assert notice.document.title.endswith("的通知")
        assert issued[0].issued_on == notice.document.issued_on
        assert notice.document.addressees[:2] == ("各县（市、区）人民政府", "市各直属园区管委会")


def test_the_amending_decision_and_the_text_it_republishes(issue_11: Gazette) -> None:
    decision = issue_11.documents[0]
    assert decision.document.role == "instrument"
    assert [(row.no, row.op) for row in decision.amendments] == OPERATIONS
    assert [c.label for c in decision.clauses if c.label][:3] == ["一、", "二、", "三、"]
    republished = instrument_of(issue_11, "通政规〔2022〕4号")
    text = "".join(republished.document.text.split())
    whole = [row for row in decision.amendments if row.op != "replace_text"]
    assert all(row.new for row in whole)
    # 十 is printed without 科技部门 in the decision and with it in the republished text
    assert [row.no for row in whole if "".join((row.new or "").split()) not in text] == ["十"]


@pytest.mark.parametrize(("caption", "rows", "last"), [("养老", 26, "26"), ("托育", 12, "12")])
def test_the_two_indicator_tables(issue_11: Gazette, caption: str, rows: int, last: str) -> None:
    tables = instrument_of(issue_11, "通政发〔2022〕40号").tables
    table = next(t for t in tables if t.caption and caption in t.caption)
    assert len(table.cells) == rows + 1
    assert [row[1] for row in table.cells[1:]] == [str(n) for n in range(1, rows + 1)]
    assert table.cells[-1][1] == last
    assert all(len(row) == len(table.cells[0]) and row[3] for row in table.cells)


def test_the_tables_of_issue_6(issue_6: Gazette) -> None:
    tables = [t for d in issue_6.documents for t in d.tables]
    assert len(tables) == 2
    assert all(len(set(map(len, t.cells))) == 1 for t in tables)


def test_appointments(issue_11: Gazette) -> None:
    (document,) = by_role(issue_11, "appointments")
    rows = [(a.date, a.person, a.action, a.organisation, a.position) for a in document.appointments]
    assert rows == [
        ("2022-07-15", "王朝晖", "appoint", "南通市生态环境局", "副局长"),
        ("2022-07-15", "黄晓勤", "appoint", "南通市生态环境局", "副局长"),
        ("2022-09-23", "赵男男", "appoint", "南通市科学技术局", "局长"),
        ("2022-09-23", "赵玉峰", "remove", "南通市科学技术局", "局长"),
        ("2022-09-27", "黄忠", "remove", "南通市公安局", "副局长"),
        ("2022-09-27", "陈剑", "appoint", "南通市医疗保障局", "副局长"),
    ]


@pytest.mark.parametrize(("path", "count"), [*((path, 35) for path in ISSUE_6), (ISSUE_11, 46)])
def test_the_whole_chronicle(path: str, count: int, parsed: Callable[[str], Gazette]) -> None:
    (document,) = by_role(parsed(path), "chronicle")
    starts = [event.start for event in document.events]
    assert len(starts) == count
    assert starts == sorted(starts)
    held = "".join(event.quote for event in document.events)
    assert len(held) > 0.98 * sum(b.char_end - b.char_start for b in document.blocks if b.kind == "event")


def test_the_contents_name_the_printed_pages(parsed: Callable[[str], Gazette]) -> None:
    gazette = parsed(ISSUE_6[1])
    assert gazette.issue is not None
    printed = {page.page: (page.page_label, page.section) for page in gazette.pages}
    begun = {d.document.id: d.document.page_start for d in gazette.documents}
    named = [line for line in gazette.issue.contents if line.document and line.section == "市政府文件"]
    assert named
    for line in named:
        assert line.document is not None
        assert printed[begun[line.document] or 0] == (str(line.page), line.section)


def test_the_masthead_of_issue_6(issue_6: Gazette) -> None:
    issue = issue_6.issue
    assert issue is not None
    assert (issue.year, issue.number, issue.serial_number, issue.published_on) == (2022, 6, 368, "2022-08-31")
    assert issue.responsible_editor == "龚雨露"
    assert [line.document is not None for line in issue.contents] == [True] * len(issue.contents)


@pytest.mark.parametrize("path", [*ISSUE_6, ISSUE_11])
def test_no_running_header_in_a_clause(path: str, parsed: Callable[[str], Gazette]) -> None:
    for document in parsed(path).documents:
        for clause in document.clauses:
            assert "人民政府公报" not in clause.text
            assert not clause.text.endswith(("市政府文件", "市政府办公室文件"))


@pytest.mark.parametrize("path", others.texts())
def test_a_sample_is_read_and_parsed(path: str, parsed: Callable[[str], Gazette]) -> None:
    gazette = parsed(path)
    assert gazette.documents
    assert all(x.severity != "error" for x in gazette.diagnostics)
    assert all(d.clauses or d.appointments or d.rosters or d.events or d.tables for d in gazette.documents)


MISNUMBERED = {("numbering_repeat", "专栏六"): 1, ("numbering_gap", "专栏九"): 1}
TITLE = "南通市人民政府印发关于加快基金集聚促进股权投资高质量发展的若干政策意见的通知"
SLIPS = {("foreign_word", "and"): 3, ("repeated_ending", "态。"): 1, ("contents_title_differs", TITLE): 1}


@pytest.mark.parametrize(("path", "expected"), [(ISSUE_6[0], MISNUMBERED | SLIPS), (ISSUE_6[1], MISNUMBERED)])
def test_what_is_doubted_in_issue_6(
    path: str, expected: dict[tuple[str, str], int], parsed: Callable[[str], Gazette]
) -> None:
    """The typesetting mended the slips of the text, and kept the gazette's own numbering of panels."""
    gazette = parsed(path)
    doubts = Counter(
        (d.code, text_of(gazette, d.document)[d.char_start : d.char_end] if d.char_start is not None else "")
        for d in gazette.diagnostics
        if d.code != "unknown_organisation"  # names that mean no organisation in particular
    )
    assert doubts == expected


def text_of(gazette: Gazette, identifier: str | None) -> str:
    return next(d.document.text for d in gazette.documents if d.document.id == identifier)
