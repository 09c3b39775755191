"""What a document says does not hang on the format it is kept in: real texts as OFD and as Word have their text's figures."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from texts import as_docx, as_ofd, lines_of

from ingest.evaluation.gold import read_gold
from ingest.evaluation.predictions import Prediction
from ingest.evaluation.score import score
from ingest.job import parse_source
from ingest.read.text_reader import decode
from schema.document import Gazette
from schema.source import Declaration

GOLD = Path(__file__).parents[1] / "gold/samples"
NUMBERS = ("02", "05", "08", "10", "21", "33")


def text_of(number: str) -> Path:
    texts = sorted(Path(os.environ.get("GONGBAO_SAMPLES", "none"), "text").glob(f"{number}-*.txt"))
    if not texts:
        pytest.skip("GONGBAO_SAMPLES names no folder of real documents of others")
    return texts[0]


def figures(number: str, gazette: Gazette) -> dict[str, float]:
    gold = read_gold(sorted(GOLD.glob(f"{number}-*.json")))
    report = score(gold, [Prediction(f"{number}.txt", gazette.model_dump(mode="json"))], by_number=True)
    return {
        **{kind: row.f1 for kind, row in report.rows.items() if row.gold},
        "fields": report.fields_accuracy or 0,
    }


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("write", [as_ofd, as_docx])
def test_another_format_has_the_figures_of_the_text(number: str, write: object, tmp_path: Path) -> None:
    source = text_of(number)
    text = parse_source(source, Declaration())
    lines = list(lines_of(text, decode(source.read_bytes(), source.name)))
    path = tmp_path / f"{number}.bin"
    again = parse_source(write(lines, path), Declaration())  # type: ignore[operator]
    own, other = figures(number, text), figures(number, again)
    assert {kind: value for kind, value in other.items() if value < own[kind]} == {}
