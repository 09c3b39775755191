import csv
from pathlib import Path

import pytest

from parsers.language.names.doc_types import doc_type_of, doc_types, ends_like_title

TITLES = Path(__file__).parents[3] / "fixtures/doc_types/titles.csv"
ROWS = list(csv.DictReader(TITLES.read_text("utf-8").splitlines()))
DATA = Path(__file__).parents[4] / "parsers/language/lexicon/doc_types.csv"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["title"])
def test_the_kind_a_title_names(row: dict[str, str]) -> None:
    assert (doc_type_of(row["title"]) or "") == row["doc_type"]
    assert ends_like_title(row["title"]) == (row["title_like"] == "yes")


def test_only_two_compounds_stay_whole() -> None:
    """The guidelines: 实施意见 and 指导意见 stay whole, any other compound is its last term."""
    compounds = [t for t in doc_types() if any(t != u and t.endswith(u) for u in doc_types())]
    assert set(compounds) == {"实施意见", "指导意见", "办法", "命令", "复函"}


def test_the_data_file_has_no_duplicates() -> None:
    lines = [line for line in DATA.read_text("utf-8").splitlines() if not line.startswith("#")]
    terms = [row["term"] for row in csv.DictReader(lines)]
    assert len(terms) == len(set(terms)) == len(doc_types())
