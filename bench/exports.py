"""How long each export takes, how large it is, and how much memory it needs: on a knowledge base, and on one of a tenth.

`python bench/exports.py [FORMAT …]`. Memory is flat where both need about the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from kb.formats.registry import FORMATS

SMALL, LARGE = 10_000, 100_000
"""Clauses of the two."""


def made(clauses: int) -> Path:
    """A knowledge base of so many clauses; made by another process, whose memory would count for those begun here."""
    maker = Path(__file__).with_name("large_kb.py")
    done = subprocess.run([sys.executable, maker, str(clauses)], stdout=subprocess.PIPE, check=True)
    return Path(done.stdout.decode().splitlines()[-1])


def measured(database: Path, name: str, target: Path) -> tuple[float, int, int]:
    """Seconds, bytes, and bytes of memory at the most, of an export in a process of its own."""
    command = [sys.executable, "-m", "gongbao", "export", "--db", str(database)]
    command += [] if name == "jsonl" else ["--format", name, "--to", str(target)]
    start = perf_counter()
    with (target if name == "jsonl" else Path(os.devnull)).open("wb") as printed:
        child = subprocess.Popen(command, stdout=printed)
        _, status, used = os.wait4(child.pid, 0)
    seconds = perf_counter() - start
    if status:
        raise SystemExit(f"{name}: the export failed")
    files = [target] if target.is_file() else [path for path in target.rglob("*") if path.is_file()]
    return seconds, sum(path.stat().st_size for path in files), used.ru_maxrss * 1024


def main(names: list[str]) -> None:
    """Print a line for each format."""
    print(
        f"| format | {LARGE:,} clauses | files | memory | {SMALL:,} clauses | memory |\n| --- |{' ---: |' * 5}"
    )
    small, large = made(SMALL), made(LARGE)
    for name in names or ["jsonl", *FORMATS]:
        cells: list[str] = []
        for database in large, small:
            folder = Path(tempfile.mkdtemp(prefix="gongbao-exports-"))
            try:
                seconds, size, memory = measured(database, name, folder / "export")
            finally:
                shutil.rmtree(folder)
            if database == large:
                cells += [f"{seconds:.0f} s", f"{size / 1e6:.0f} MB"]
            cells.append(f"{memory / 1e6:.0f} MB")
        print(f"| `{name}` | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
