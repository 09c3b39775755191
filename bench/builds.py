"""What a build costs: with one issue changed and with none, with two processes against one, and its memory as it grows.

Each figure is a ratio of two builds of this run, of made issues (`issues.py`). Processor time is that of all processes
of a build; memory is the most that its largest process, and that the one which writes, ever held.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from issues import write_issues

_BUILD = """
import pathlib, resource, sys
from gongbao.cli import main
try:
    main(["build", *sys.argv[1:]], standalone_mode=False)
finally:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    said = dict(line.split(":") for line in pathlib.Path("/proc/self/status").read_text().splitlines())
    print(sum(one.ru_utime + one.ru_stime for one in used), said["VmHWM"].split()[0], used[1].ru_maxrss)
"""


_ENVIRONMENT = {name: said for name, said in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Where the program is installed, Python has kept what its modules are compiled to."""


class Cost(NamedTuple):
    """Seconds of computing and by the clock; the most memory of the process that writes, and of one that parses, in MB."""

    computing: float
    clock: float
    writes: float
    parses: float


def built(folder: Path, name: str, jobs: int = 2, *options: str) -> Cost:
    """What it costs to build from the issues in a folder, with the cache beside it."""
    begun = time.perf_counter()
    done = subprocess.run(
        [
            *(sys.executable, "-c", _BUILD, str(folder / "issues"), "--db", str(folder / name)),
            *("--jobs", str(jobs), *options),
        ],
        env={**_ENVIRONMENT, "GONGBAO_CACHE": str(folder / "cache")},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    computing, writes, parses = map(float, done.stdout.split())
    return Cost(computing, time.perf_counter() - begun, writes / 1024, parses / 1024)


def changed(folder: Path) -> None:
    """One of 40 issues changed, and nothing changed, against all of them."""
    paths = write_issues(folder / "issues", 40)
    whole = built(folder, "kb.db").computing
    nothing = min(built(folder, "kb.db").computing for _ in range(3))
    ones = []
    for path in paths[::9]:
        path.write_text(path.read_text("utf-8") + "\n\n附则。\n", "utf-8")
        ones.append(built(folder, "kb.db").computing)
    print(
        f"one of 40 issues changed   {min(ones) / whole:7.1%} of the computing of a whole build, {whole:.1f} s"
    )
    print(f"nothing changed            {nothing / whole:7.1%}")


def processes(folder: Path) -> None:
    """Two processes against one, 100 issues; means something only where nothing else runs on two processors."""
    write_issues(folder / "issues", 100)
    one, two = (min(built(folder, "kb.db", jobs, "--no-cache").clock for _ in range(2)) for jobs in (1, 2))
    print(f"two processes against one  {one / two:7.2f} times as fast by the clock, 100 issues")


def memory(folder: Path) -> None:
    """The most memory of a build of 400 issues over one of 10."""
    paths = write_issues(folder / "issues", 400)
    more = built(folder, "more.db")
    for path in paths[10:]:
        path.unlink()
    few = built(folder, "few.db", 2, "--no-cache")
    largest = max(more.writes, more.parses) / max(few.writes, few.parses)
    print(f"memory of 400 over 10      {largest:7.2f} times, largest process")
    print(f"  the one that writes      {more.writes:7.0f} MB, {few.writes:.0f} MB")
    print(f"  one that parses          {more.parses:7.0f} MB, {few.parses:.0f} MB")


_MEASURES: dict[str, Callable[[Path], None]] = {
    "changed": changed,
    "processes": processes,
    "memory": memory,
}

if __name__ == "__main__":
    for measure in sys.argv[1:] or _MEASURES:
        with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as name:
            _MEASURES[measure](Path(name))
