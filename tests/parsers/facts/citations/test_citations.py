import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.facts.citations.citations import find_citations
from parsers.language.names.context import Before, Context

FIXTURES = sorted(
    Path(__file__).parents[4].joinpath("parsers/facts/citations/fixtures/citations").glob("*.txt")
)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_citations_of_a_clause(path: Path) -> None:
    """A fixture is a text, its rows, and the context it needs if any (`<case>.context.json`)."""
    text = path.read_text("utf-8").rstrip("\n")
    surroundings = path.with_suffix(".context.json")
    given = json.loads(surroundings.read_text("utf-8")) if surroundings.exists() else {}
    context = Context(**given | {"before": Before([given["before"]] if "before" in given else [])})
    rows = find_citations(text, context)
    found = [{"title": r.title, "doc_number": r.doc_number, "relation": r.relation} for r in rows]
    assert found == json.loads(path.with_suffix(".json").read_text("utf-8"))


def test_the_quote_takes_in_the_number() -> None:
    rows = find_citations(
        "根据《甲条例》（国务院令第685号）和《乙通知》(国发〔2014〕47号,以下简称《通知》)", Context()
    )
    assert [row.quote for row in rows] == ["《甲条例》（国务院令第685号）", "《乙通知》(国发〔2014〕47号"]


def test_a_relation_that_no_word_tells_is_doubted() -> None:
    rows = find_citations("根据《甲条例》和《乙条例》，现将《丙计划》等文件作如下调整。", Context())
    assert [(row.title, row.relation, row.doubts) for row in rows] == [
        ("甲条例", "basis", ()),
        ("乙条例", "basis", ()),
        ("丙计划", "mentions", ("relation_untold",)),
    ]


@given(st.text(alphabet="《》〈〉（）根据、，。和修改废止国发〔2018〕39号法", max_size=60))
def test_rows_quote_the_text_in_order(text: str) -> None:
    rows = find_citations(text, Context())
    assert [row.char_start for row in rows] == sorted(row.char_start for row in rows)
    assert all(row.quote == text[row.char_start : row.char_end] for row in rows)
