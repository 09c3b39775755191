"""Rows that do not move: changes that say nothing else to a reader lose next to none."""

from pathlib import Path

import pytest

from ingest.evaluation.changes import CHANGES, Changed
from ingest.evaluation.floors import SAMPLES, FloorSet, read_floors
from ingest.evaluation.transformed import Loss, measure, measure_set, read_limits

ROOT = Path(__file__).parents[2]
SETS = {floors.name: floors for floors in read_floors(ROOT / "tests/gold/floors.toml")}
LIMITS = read_limits(ROOT / "tests/gold/transformed.toml")
SMALL = ("own", "blind", "fresh", "structure")
LARGE = ("wrapped_30", "running_head", "articles", "decimals", "spaced_digits")
"""What is tried on the larger sets; `gongbao eval --transformed tests/gold/floors.toml` tries all."""


def _changes(name: str) -> list[str]:
    return [change for change in LIMITS[name] if "." not in change and (name in SMALL or change in LARGE)]


@pytest.fixture(scope="module", params=LIMITS)
def losses(request: pytest.FixtureRequest) -> tuple[str, list[Loss]]:
    floors: FloorSet = SETS[request.param]
    if not floors.is_here:
        pytest.skip(f"{SAMPLES} names no folder of real documents of others")
    return floors.name, measure_set(floors, ROOT, _changes(floors.name))


def test_no_change_loses_more_than_its_limit(losses: tuple[str, list[Loss]]) -> None:
    name, found = losses
    over = {
        key: loss.line()
        for loss in found
        for key in LIMITS[name]
        if key.partition(".")[0] == loss.change
        if loss.share(key.partition(".")[2] or None) > LIMITS[name][key]
    }
    assert not over


@pytest.mark.parametrize("name", SMALL)
def test_every_change_has_a_limit_on_the_small_sets(name: str) -> None:
    measured = {loss.change for loss in measure_set(SETS[name], ROOT) if loss.rows}
    assert measured <= set(LIMITS[name])


def test_a_row_that_moves_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.txt"
    path.write_text("一、新建泵站3座。\n二、2030年底前，改造管网20公里。\n", "utf-8")
    cut = {"cut": lambda known, _: Changed(known.text.partition("二、")[0])}
    monkeypatch.setattr("ingest.evaluation.transformed.CHANGES", cut)
    (loss,) = measure([path], cut)
    assert 0 < loss.lost.total() < loss.rows.total()
    assert loss.lost["deadlines"] == 1
    assert "deadlines 1 of 1" in loss.line()


def test_changed_numbering_moves_the_paths_of_rows(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(
        "绿道方案\n一、总体要求\n（一）建设。新建绿道3公里。\n（二）管理。\n二、保障\n（一）人员。\n", "utf-8"
    )
    articles, decimals = measure([path], ["articles", "decimals"])
    assert articles.rows == decimals.rows
    assert not articles.lost
    assert not decimals.lost


def test_the_changes_are_those_of_the_limits() -> None:
    named = {change.partition(".")[0] for limits in LIMITS.values() for change in limits}
    assert named <= set(CHANGES)
