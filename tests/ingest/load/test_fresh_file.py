"""What killed builds leave is removed by the next, and what another build is writing is left alone."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from handmade import make_issue

from ingest.load.fresh_file import BUILDING, fresh_file
from ingest.load.load import load

HELD = """
import sys, time
from pathlib import Path
from ingest.load.fresh_file import fresh_file
with fresh_file(Path(sys.argv[1])) as name:
    print(name, flush=True)
    sys.stdin.read()
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_file_is_gone_when_the_build_ends(tmp_path: Path) -> None:
    with fresh_file(tmp_path / "kb.db") as name:
        assert names(tmp_path) == [Path(name).name]
        assert BUILDING in name
    assert names(tmp_path) == []
    with pytest.raises(KeyError), fresh_file(tmp_path / "kb.db"):
        raise KeyError
    assert names(tmp_path) == []


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", HELD, tmp_path / "kb.db"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout
    left = Path(running.stdout.readline().strip())
    load([make_issue(6)], tmp_path / "kb.db")
    assert left.exists(), "another build is writing it"
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert left.exists()
    load([make_issue(6)], tmp_path / "kb.db")
    assert names(tmp_path) == ["kb.db"]


def test_two_builds_at_once_leave_each_other_alone(tmp_path: Path) -> None:
    with fresh_file(tmp_path / "kb.db") as first, fresh_file(tmp_path / "kb.db") as second:
        assert first != second
        assert {Path(first), Path(second)} == set(tmp_path.iterdir())


@pytest.mark.parametrize(
    "name",
    [
        "kb.db.20240101",
        "kb.db.original",
        "other.db.building-k3_9x2ab",
        "kb.db-wal",
        "xkb.db.building-k3_9x2ab",
    ],
)
def test_nothing_else_is_removed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("kept")
    load([make_issue(6)], tmp_path / "kb.db")
    assert names(tmp_path) == sorted(["kb.db", name])


def test_a_name_with_signs_that_mean_something_is_a_name(tmp_path: Path) -> None:
    for name in ("kb1.db.building-k3_9x2ab", "kb[1].db.building-k3_9x2ab"):
        (tmp_path / name).touch()
    load([make_issue(6)], tmp_path / "kb[1].db")
    assert names(tmp_path) == ["kb1.db.building-k3_9x2ab", "kb[1].db"]
