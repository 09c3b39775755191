"""Overlap of spans: what is alike, what is not, and what is left out."""

from __future__ import annotations

from typing import Any

import pytest

from ingest.evaluation.gold import GoldDocument
from ingest.evaluation.spans import NoPlaceError, overlap, span_figures

TEXT = "一、由市水利局牵头，2025年底前建成。"


def pair(gold: dict[str, Any], **rows: Any) -> Any:
    parsed = {
        "document": {"text": TEXT},
        "clauses": [{"path": "一", "char_start": 0, "char_end": len(TEXT)}],
        "units": [],
        "deadlines": [],
        "citations": [],
        **rows,
    }
    return GoldDocument("01.json", {"document": {}, **gold}), parsed


def limit(start: int, end: int, kind: str = "by") -> dict[str, Any]:
    return {"path": "一", "kind": kind, "text": TEXT[start:end], "char_start": start, "char_end": end}


GOLD = {"deadlines": [{"path": "一", "text": "2025年底前", "kind": "by"}]}
START = TEXT.index("2025")


@pytest.mark.parametrize(
    ("row", "threshold", "hit"),
    [
        (limit(START, START + 7), 0.9, 1),
        (limit(START, START + 6), 0.9, 0),
        (limit(START, START + 6), 0.5, 1),
        (limit(START, START + 2), 0.5, 0),
        (limit(START, START + 7, "within"), 0.5, 0),
        (limit(0, 3), 0.5, 0),
    ],
)
def test_rows_are_alike_from_an_overlap_on(row: dict[str, Any], threshold: float, hit: int) -> None:
    figures = span_figures([pair(GOLD, deadlines=[row])], threshold)["deadlines"]
    assert (figures.gold, figures.predicted, figures.hit) == (1, 1, hit)


def test_one_row_answers_for_one_row() -> None:
    twice = {"deadlines": GOLD["deadlines"] * 2}
    figures = span_figures([pair(twice, deadlines=[limit(START, START + 7)])], 0.5)["deadlines"]
    assert (figures.gold, figures.hit) == (2, 1)


def test_words_that_are_not_printed_are_left_out_on_both_sides() -> None:
    gold = {"units": [{"path": "一", "name": "市林业局", "role": "lead", "basis": "block"}]}
    row = {"path": "一", "name": "市林业局", "role": "lead", "basis": "block", "char_start": 3, "char_end": 7}
    assert span_figures([pair(gold, units=[row])], 0.5) == {}


def test_a_title_is_found_in_what_a_row_quotes() -> None:
    text = "按照《养老服务条例》（江政发〔2020〕31号）执行。"
    gold = {"citations": [{"path": "一", "title": "养老服务条例", "relation": "mentions"}]}
    row = {**gold["citations"][0], "char_start": 2, "char_end": text.index("执行")}
    document, parsed = pair(gold, citations=[row])
    parsed["document"]["text"], parsed["clauses"][0]["char_end"] = text, len(text)
    assert span_figures([(document, parsed)], 0.9)["citations"].hit == 1


def test_a_prediction_without_places_is_told_what_it_lacks() -> None:
    row = {"path": "一", "kind": "by", "text": "2025年底前"}
    with pytest.raises(NoPlaceError, match="char_start"):
        span_figures([pair(GOLD, deadlines=[row])], 0.5)


def test_overlap() -> None:
    assert overlap((0, 4), (2, 6)) == pytest.approx(2 / 6)
    assert overlap((0, 2), (2, 4)) == 0
