"""No figure that was reached may be lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.evaluation.floors import SAMPLES, FloorSet, as_toml, floor_set, measured, read_floors
from ingest.evaluation.predictions import Prediction
from ingest.evaluation.score import Figures, Report
from schema.document import Gazette

ROOT = Path(__file__).parents[2]
FLOORS = read_floors(ROOT / "tests/gold/floors.toml")


@pytest.mark.parametrize("floors", FLOORS, ids=lambda floors: floors.name)
def test_no_figure_falls_below_its_floor(floors: FloorSet, parsed: Callable[[str], Gazette]) -> None:
    if not floors.is_here:
        pytest.skip(f"{SAMPLES} names no folder of real documents of others")

    def read(path: Path) -> Prediction:
        gazette = parsed(path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path))
        return Prediction(path.name, gazette.model_dump(mode="json"))

    report = floors.measure(ROOT, read)
    assert "\n".join(floors.shortfalls(report)) == "", as_toml(measured(floors, report))


REPORT = Report(
    documents=1,
    matched=1,
    fields_right=9,
    fields_total=10,
    rows={"targets": Figures(gold=10, predicted=8, hit=6)},
)


def floors_with(fields: float = 0.9, **rows: tuple[float, float]) -> FloorSet:
    table = {kind: {"precision": p, "recall": r} for kind, (p, r) in rows.items()}
    return floor_set("x", {"gold": ["g"], "sources": ["*.txt"], "fields": fields, "rows": table})


def test_figures_at_their_floor_pass() -> None:
    assert list(floors_with(targets=(0.75, 0.6)).shortfalls(REPORT)) == []


@pytest.mark.parametrize(
    ("floors", "shortfall"),
    [
        (floors_with(targets=(0.76, 0.6)), "x: targets: precision 0.75 is below 0.76"),
        (floors_with(targets=(0.75, 0.61)), "x: targets: recall 0.6 is below 0.61"),
        (floors_with(fields=0.95, targets=(0, 0)), "x: fields: 0.9 is below 0.95"),
        (floors_with(), "x: targets: no floor"),
        (floors_with(targets=(0, 0), events=(0.5, 0.5), units=(0, 0)), "x: events: no rows left"),
    ],
)
def test_each_shortfall_is_named(floors: FloorSet, shortfall: str) -> None:
    assert list(floors.shortfalls(REPORT)) == [shortfall]


def test_printed_floors_read_back_as_the_figures(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(as_toml(measured(floors_with(), REPORT)), "utf-8")
    (floors,) = read_floors(path)
    assert floors == floors_with(targets=(0.75, 0.6))


def test_sources_of_others_are_read_in_their_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "01-x.txt").write_text("甲市", "utf-8")
    (tmp_path / "01-notice.json").write_text('{"document": {"title": "甲市"}}', "utf-8")
    table = {"gold": ["*.json"], "sources": [f"${SAMPLES}/*.txt"]}
    monkeypatch.delenv(SAMPLES, raising=False)
    assert not floor_set("x", table).is_here
    monkeypatch.setenv(SAMPLES, str(tmp_path))
    assert floor_set("x", table).is_here
    read: list[Path] = []

    def nothing(path: Path) -> Prediction:
        read.append(path)
        return Prediction(path.name, {"documents": []})

    floor_set("x", table).measure(tmp_path, nothing)
    assert read == [tmp_path / "01-x.txt"]
