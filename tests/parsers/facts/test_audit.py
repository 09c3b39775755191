"""The audit: each reason has examples that it fits and ones that it does not; what became a row is told by its list."""

import pytest

from ingest.job import parse_source
from ingest.read.sources import read_declaration
from parsers.facts.audit.audit import A_FEW, Explained, audit, doubt_unexplained, share_explained
from parsers.facts.audit.candidates import Candidate, find_candidates
from parsers.facts.audit.reasons import head_above, passed_over, reason_of, reasons
from parsers.facts.deadlines.deadlines import deadline_rules
from parsers.language.answers.doubts import said_of
from schema.document import Gazette

EXAMPLES = [
    (rule, example, fits)
    for rule in reasons()
    for fits in (True, False)
    for example in (rule.yes if fits else rule.no)
]


@pytest.mark.parametrize(
    ("rule", "example", "fits"), EXAMPLES, ids=lambda value: getattr(value, "name", str(value))
)
def test_a_reason_fits_its_examples_and_no_others(rule, example, fits):
    start, end = example.index("["), example.rindex("]") - 1
    text = example[:start] + example[start + 1 : end + 1] + example[end + 2 :]
    kinds = [kind for kind in ("number", "time", "duty", "person", "title") if kind in rule.of]
    covers = [Candidate(rule.covered_by, 0, len(text))] if rule.covered_by and fits else []
    for kind in kinds[:1]:
        candidate = Candidate(kind, start, end)
        inside = rule.covered_by is None or bool(covers)
        head = head_above(text, start) if "\n" in text else ""
        assert (inside and bool(rule.head.search(head)) and rule.fits(text, candidate)) is fits
        if fits:
            assert reason_of(text, candidate, covers, head) is not None


def test_every_reason_has_examples():
    assert all(rule.yes for rule in reasons())


def test_the_candidates_of_a_sentence():
    text = "到2025年，市文化局负责建成《剧场办法》所列剧场三座，任命王某为主任。"
    found = [(each.kind, text[each.start : each.end]) for each in find_candidates(text)]
    assert ("time", "2025年") in found
    assert ("duty", "负责") in found
    assert ("title", "《剧场办法》") in found
    assert ("number", "三") in found
    assert ("person", "任命") in found


def test_what_became_a_row_says_which(parsed):
    gazette: Gazette = parsed("corpus/nantong/nantong-2022-06.txt")
    found = [each for document in gazette.documents for each in audit(document)]
    assert {"targets", "deadlines", "units", "citations", "appointments"} <= {each.row for each in found}
    assert share_explained(found) > 0.95
    assert all(each.row is None or each.reason is None for each in found)


def test_a_unit_has_one_row_in_a_clause(tmp_path):
    path = tmp_path / "water.txt"
    text = (
        "海州市供水管理办法\n\n第一条　城市供水由市水务局负责监督。城市节水由市水务局负责宣传。\n\n"
        "第二条　供水设施由产权人承担维护。\n"
    )
    path.write_text(text, "utf-8")
    (document,) = parse_source(path, read_declaration(path)).documents
    found = audit(document)
    duties = [(each.words, each.row, each.reason) for each in found if each.candidate.kind == "duty"]
    assert duties == [
        ("负责", "units", None),
        ("负责", None, "unit_has_its_row"),
        ("承担", None, "party_described"),
    ]


def test_a_date_in_a_column_is_told_by_the_head_of_the_column():
    table = "学校\t专业\t有效期开始时间\n南江大学\t化学\t2019年8月\n北江大学\t物理\t2020年8月"
    assert head_above(table, table.index("2020年")) == "有效期开始时间"
    assert head_above(table, table.index("物理")) == "专业"


def test_a_time_that_the_reader_of_time_limits_passes_over_has_the_reason_of_its_rule():
    rules = {rule.name: rule.kind for rule in deadline_rules().rules}
    assert {rules[name] for name in passed_over()} == {"none"}


def test_more_than_a_few_unexplained_candidates_are_a_doubt(parsed):
    document = parsed("corpus/lanjiang/规划.txt").documents[-1]
    found = [Explained(Candidate("number", at, at + 1), "7") for at in range(A_FEW + 1)]
    assert list(doubt_unexplained(document, found[:A_FEW])) == []
    (doubt,) = doubt_unexplained(document, found)
    assert (doubt.code, doubt.char_start, doubt.document) == ("words_unexplained", 0, document.document.id)
    assert said_of(doubt.code)[0] != doubt.code
