"""Every entry of the lexicon's answers goes to every caller: columns of gazettes, verbs of appointment and of duty, years."""

import pytest

from ingest.read.lines import read_lines
from ingest.read.pages.marks import mark_pages
from ingest.read.tables.columns import header_kind
from kb.asking import _word
from parsers.facts.audit.candidates import find_candidates
from parsers.facts.deadlines.deadlines import find_deadlines
from parsers.facts.duties.units import find_units
from parsers.facts.people.appointments import find_appointments
from parsers.facts.people.frames import Before, opening, read_statement
from parsers.facts.targets.targets import find_targets
from parsers.language.answers.appointment_verbs import in_title, verbs
from parsers.language.answers.column_heads import column_meaning
from parsers.language.answers.duty_verbs import role_in_head, role_of
from parsers.language.answers.gazette_columns import column_holds, column_name
from parsers.language.answers.years import plan_about, years_of
from parsers.language.lexicon import table
from parsers.language.names.context import Context
from parsers.layout.elements import is_section_line
from parsers.layout.issue import split_front
from parsers.layout.titles import is_appointments_title, is_title
from schema.source import Paragraph, Segment, Text

COLUMNS = [(row["word"], row["alone"], row["holds"]) for row in table("gazette_columns")]
VERBS = [(row["word"], row["action"], row["way"], row["titles"]) for row in table("appointment_verbs")]


def paragraph(text: str) -> Paragraph:
    return Paragraph(Text(text, (Segment(0, 0, len(text)),)))


def contents(*lines: str) -> list[str | None]:
    front = split_front(
        [paragraph(line) for line in ("临江市人民政府公报", "2031年第2期", "目 录", *lines, "关于绿道的通知")]
    )
    return [line.section for line in front.lines]


@pytest.mark.parametrize(("word", "alone", "holds"), COLUMNS)
def test_a_column_is_one_to_every_reader(word: str, alone: str, holds: str) -> None:
    line = word if alone == "whole" else f"省政府{word}"
    assert column_holds(line) == holds
    assert is_section_line(line) is (column_name(line) is not None) is (alone != "no")
    assert column_name(f"【{line}】", among=True) == column_name(line, among=True) == line
    assert contents(line, "关于绿道的通知……………3", "关于水库的通知……………5") == [line, line]
    lines = read_lines(f"{line}\n临江市人民政府公报24\n正文在此。")[0]
    kept = mark_pages(list(lines), wrapped=False).lines
    assert [kept_line.text for kept_line in kept] == ["正文在此。"]


@pytest.mark.parametrize("line", ["各单位，文件", "文件", "印发文件的通知", "任免办法", "大事记载"])
def test_what_only_holds_a_column_is_none(line: str) -> None:
    assert column_name(line) is None
    assert not is_section_line(line)


@pytest.mark.parametrize(("word", "action", "way", "titles"), VERBS)
def test_a_verb_of_appointment_does_the_same_to_every_reader(
    word: str, action: str, way: str, titles: str
) -> None:
    does = [each for each in ("appoint", "remove", "accept") if verbs(each).fullmatch(word)]
    assert way != "order" or does == [action]
    assert way != "noun" or does == []
    if way == "behind":
        behind = read_statement(f"王一山同志{word}临江市财政局局长", Before(None, (), ()))
        assert behind
        assert (behind.action, behind.people) == (action, ["王一山"])
        return
    title = f"关于王一山{word}的通知"
    assert in_title(title) is is_appointments_title(title) is (titles == "yes")
    phrases = {
        "appoint": f"{word}王一山同志为临江市财政局局长",
        "remove": f"{word}王一山同志临江市财政局局长职务",
        "accept": f"{word}王一山同志辞去临江市财政局局长职务的请求",
    }
    if way == "noun":
        assert is_title(f"关于王一山{word}")
        return
    act = {"appoint": "appoint", "remove": "remove", "accept": "remove"}[action]
    statement = read_statement(phrases[action], Before(None, (), ()))
    assert statement
    assert (statement.action, statement.people) == (act, ["王一山"])
    context = Context(title="临江市干部任免名单", role="appointments", issued_on="2031-02-03")
    assert [row.action for row in find_appointments(f"{phrases[action]}。", context)] == [act]
    assert opening(word, "：") == (None if action == "accept" else act)


@pytest.mark.parametrize(
    ("title", "doc_type", "issued_on", "today", "bare"),
    [
        ("临江市2031年绿道计划", "计划", None, "2031-01-01", 2031),
        ("临江市绿道规划（2031—2035年）", "规划", None, "2031-01-01", None),
        ("临江市“十五五”绿道规划", "规划", None, "2026-01-01", None),
        ("临江市第十五个五年规划和2035年远景目标纲要", "纲要", None, "2026-01-01", None),
        ("临江市绿道管理办法", "办法", "2031-05-06", "2031-05-06", None),
        ("临江市绿道方案", "方案", "2031-05-06", "2031-05-06", 2031),
        ("临江市绿道方案", "方案", None, None, None),
    ],
)
def test_a_document_speaks_in_the_same_years_to_every_kind_of_fact(
    title: str, doc_type: str, issued_on: str | None, today: str | None, bare: int | None
) -> None:
    years = years_of(title, doc_type, issued_on)
    assert (years.today, years.bare) == (today, bare)
    context = Context(title=title, doc_type=doc_type, issued_on=issued_on)
    assert context.years == years
    due = f"{bare}-09-30" if bare else None
    assert [row.due for row in find_deadlines("9月底前建成绿道20条。", context)] == [due]
    assert [row.due for row in find_targets("9月底前建成绿道20条。", context)] == [due]


def test_the_innermost_heading_says_which_plan_a_chapter_is_about() -> None:
    assert plan_about(("“十四五”回顾", "“十五五”目标"), "临江市规划") == (2026, 2030)
    assert plan_about(("总体要求",), "临江市“十五五”规划") == (2026, 2030)


DUTIES = [(row["word"], row["role"], row["label"]) for row in table("duty_verbs")]


@pytest.mark.parametrize(("word", "role", "label"), DUTIES)
def test_a_verb_of_duty_gives_the_same_part_to_every_reader(word: str, role: str, label: str) -> None:
    assert role_of(word) == role
    if label != "no":
        head = f"{word}单位"
        assert role_of(head) == role_in_head(head) == column_meaning(head) == role
        assert [row.role for row in find_units(f"（{head}：临江市水务局）", Context())] == [role]
    if label == "bare":
        assert column_meaning(word) == role
        assert [row.role for row in find_units(f"（{word}：临江市水务局）", Context())] == [role]


@pytest.mark.parametrize(
    ("word", "role", "asked"), [(r["word"], r["role"], r["asked"]) for r in table("duty_verbs")]
)
def test_the_search_box_gives_a_word_the_same_part(word: str, role: str, asked: str) -> None:
    assert _word(word) == (("role", role) if asked == "yes" else ("", ""))


@pytest.mark.parametrize("word", [row["word"] for row in table("duty_verbs") if row["label"] != "no"])
def test_the_search_box_and_the_audit_know_who_is_named_before_a_list(word: str) -> None:
    assert _word(f"{word}单位") == ("role", role_of(word))


@pytest.mark.parametrize("row", [row for row in table("duty_verbs") if row["role"] != "interpret"])
def test_a_sentence_that_gives_a_duty_is_looked_at_by_the_audit(row: dict[str, str]) -> None:
    found = [each.kind for each in find_candidates(f"市水务局{row['word']}此事")]
    assert ("duty" in found) is (row["sentence"] == "yes" and row["role"] in ("lead", "responsible"))


SIGNS = [row["word"] for row in table("appointment_verbs") if row["sign"] == "yes"]


@pytest.mark.parametrize("row", table("appointment_verbs"))
def test_a_sign_of_an_appointment_is_looked_at_by_the_audit(row: dict[str, str]) -> None:
    assert [each.kind for each in find_candidates(row["word"])] == ["person"] * any(
        sign in row["word"] for sign in SIGNS
    )


@pytest.mark.parametrize(
    ("printed", "due"),
    [
        ("二00七年四月底前", "2007-04-30"),
        ("二Ｏ一三年九月六日前", "2013-09-06"),
        ("二○○八年底前", "2008-12-31"),
        ("二〇〇九年六月底前", "2009-06-30"),
        ("２０１４年３月底前", "2014-03-31"),
    ],
)
def test_a_year_is_the_same_to_every_kind_of_fact_however_it_is_printed(printed: str, due: str) -> None:
    context = Context(title="临江市绿道方案", doc_type="方案", issued_on="2006-02-03")
    assert [row.due for row in find_deadlines(f"{printed}建成绿道20条。", context)] == [due]
    assert [row.due for row in find_targets(f"{printed}建成绿道20条。", context)] == [due]


def test_an_undated_plan_aims_and_a_report_of_what_was_sets_no_limit() -> None:
    plan = Context(title="临江市绿道规划（2031—2035年）", doc_type="规划")
    assert [(row.kind, row.due) for row in find_targets("到2033年，新建泵站9座。", plan)] == [
        ("target", "2033-12-31")
    ]
    report = Context(
        title="临江市工作报告", doc_type="报告", issued_on="2032-01-05", headings=("一、2031年工作回顾",)
    )
    assert find_deadlines("截至2031年底，建成绿道60公里。年末，全市有泵站9座。", report) == []


@pytest.mark.parametrize(
    ("head", "meaning"),
    [
        ("主责单位", "lead"),
        ("承办科室", "responsible"),
        ("协办处室", "cooperate"),
        ("时间进度", "time"),
        ("完成节点", "time"),
        ("年度指标", "task"),
        ("类型", "grade"),
    ],
)
def test_a_head_means_one_thing(head: str, meaning: str) -> None:
    assert column_meaning(head) == meaning
    assert header_kind(head) is not None
