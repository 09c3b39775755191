"""Rows that do not move: changes that say nothing else to a reader lose next to none."""

from pathlib import Path

import pytest

from ingest.evaluation.transformed import CHANGES, Loss, measure

ROOT = Path(__file__).parents[2]
MOST = 0.02
"""The share of rows that a change may lose."""


@pytest.fixture(scope="module")
def losses() -> dict[str, Loss]:
    texts = sorted((ROOT / "tests/samples_own").glob("0[1789]-*.txt"))
    return {loss.change: loss for loss in measure(texts)}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_loses_next_to_no_rows(change: str, losses: dict[str, Loss]) -> None:
    assert losses[change].rows > 30
    assert losses[change].share <= MOST, losses[change]


def test_a_row_that_moves_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.txt"
    path.write_text("一、新建泵站3座。\n二、2030年底前，改造管网20公里。\n", "utf-8")
    cut = {"cut": lambda text, _: (text.partition("二、")[0], {})}
    monkeypatch.setattr("ingest.evaluation.transformed.CHANGES", cut)
    (loss,) = measure([path])
    assert 0 < loss.lost < loss.rows
