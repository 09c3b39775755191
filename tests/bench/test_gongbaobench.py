"""Whoever prints our JSON can be scored in one command, and the baseline is a script that runs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongbao.cli import main

ROOT = Path(__file__).parents[2]
BENCH = ROOT / "bench/gongbaobench"
PAGE = (BENCH / "README.md").read_text("utf-8")


def scored(*arguments: str) -> dict[str, dict[str, float]]:
    """The rows of a report."""
    done = CliRunner().invoke(main, ["eval", "--by-number", "--json", *arguments])
    assert done.exit_code == 0, done.output
    rows: dict[str, dict[str, float]] = json.loads(done.stdout)
    return rows


def test_the_prediction_of_the_page_is_scored(tmp_path: Path) -> None:
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "01.json").write_text(example, "utf-8")
    rows = scored("--gold", str(ROOT / "tests/gold/blind"), str(tmp_path / "01.json"))
    for kind in ("deadlines", "targets", "units"):
        assert (rows[kind]["predicted"], rows[kind]["precision"]) == (1, 1.0), kind


def test_the_baseline_of_patterns_has_the_figures_of_the_page(tmp_path: Path) -> None:
    texts = sorted((ROOT / "tests/samples_blind").glob("*.txt"))
    script = [sys.executable, str(BENCH / "baseline_patterns.py"), *map(str, texts), "--to", str(tmp_path)]
    subprocess.run(script, check=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)})
    files = [str(path) for path in sorted(tmp_path.glob("*.json"))]
    rows = scored("--gold", str(ROOT / "tests/gold/blind"), *files)
    said = re.search(r"\| patterns \| (\S+) \| (\S+) \| (\S+) \| (\S+) \|", PAGE)
    assert said
    figures = [rows[kind]["f1"] for kind in ("units", "deadlines", "targets", "citations")]
    assert [float(figure) for figure in said.groups()] == pytest.approx(figures, abs=0.02)
