"""The audit: each reason has examples that it fits and ones that it does not; what became a row is told by its list."""

import pytest

from parsers.facts.audit.audit import audit, share_explained
from parsers.facts.audit.candidates import Candidate, find_candidates
from parsers.facts.audit.reasons import reason_of, reasons
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
        assert (inside and rule.fits(text, candidate)) is fits
        if fits:
            assert reason_of(text, candidate, covers) is not None


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
