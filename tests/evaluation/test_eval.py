"""What is scored, and how it is printed, stays as it was agreed: the outputs in `case/expected`."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongbao.cli import main

CASE = Path(__file__).parent / "case"
ROOT = Path(__file__).parents[2]
EXPECTED = CASE / "expected"
PREDICTIONS = [str(path) for path in sorted((CASE / "predicted").glob("*.json"))]
KINDS = [path.stem.removeprefix("errors-") for path in sorted(EXPECTED.glob("errors-*.txt"))]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["eval", *arguments])


def evaluate(*options: str) -> str:
    result = run("--gold", str(CASE / "gold"), *options, *PREDICTIONS)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize(
    ("options", "expected"),
    [([], "table.txt"), (["--by-number"], "by-number.txt"), (["--json"], "json.json")],
    ids=["table", "by-number", "json"],
)
def test_figures(options: list[str], expected: str) -> None:
    assert evaluate(*options) == (EXPECTED / expected).read_text("utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_errors_come_before_the_table(kind: str) -> None:
    errors = (EXPECTED / f"errors-{kind}.txt").read_text("utf-8")
    assert errors
    assert evaluate("--errors", kind) == errors + (EXPECTED / "table.txt").read_text("utf-8")


def test_gold_folders_add_up(tmp_path: Path) -> None:
    for part, pattern in {"a": "0[12]-*.json", "b": "0[34]-*.json"}.items():
        (tmp_path / part).mkdir()
        for path in (CASE / "gold").glob(pattern):
            (tmp_path / part / path.name).write_bytes(path.read_bytes())
    result = run("--gold", str(tmp_path / "a"), "--gold", str(tmp_path / "b"), *PREDICTIONS)
    assert result.output == (EXPECTED / "table.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "message"),
    [("{", "not JSON"), ("[]", "no “documents” in it"), ('{"document": {}}', "no “documents” in it")],
)
def test_a_file_that_is_no_prediction_is_one_clear_line(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, "utf-8")
    result = run("--gold", str(CASE / "gold"), str(path))
    assert result.exit_code == 1
    assert message in result.output
    assert result.output.count("\n") == 1


def test_a_folder_without_gold_is_one_clear_line(tmp_path: Path) -> None:
    result = run("--gold", str(tmp_path), *PREDICTIONS)
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert "no gold files" in result.output


def test_the_share_of_explained_candidates_is_printed() -> None:
    source = ROOT / "tests/samples_own/06-plan.txt"
    result = run("--gold", str(ROOT / "tests/gold/own"), str(source))
    kinds = re.findall(r"^explained\.(\w+) +(\d+)/(\d+) candidates", result.output, re.MULTILINE)
    whole = re.search(r"^explained +(\d+)/(\d+) candidates \([01]\.\d+\)$", result.output, re.MULTILINE)
    assert {"duty", "number", "time"} <= {kind for kind, _, _ in kinds}
    assert whole
    assert (int(whole[1]), int(whole[2])) == tuple(
        sum(map(int, each)) for each in zip(*((told, count) for _, told, count in kinds), strict=True)
    )
