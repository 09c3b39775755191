"""Run the commands that the READMEs show and put what they print below them.

In a console block after the mark `<!-- run -->`, every line that begins with `$ ` is run in a shell, in the
repository, with the environment's commands on the path; what stood below it is replaced. Needs kb.db.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"(?<=<!-- run -->\n```console\n).*?(?=```\n)", re.DOTALL)
LONGEST = 32
"""How many lines of an output are shown."""


def with_outputs(page: str) -> str:
    """The page with the outputs of its marked blocks."""
    return BLOCK.sub(lambda block: "".join(map(run, commands(block[0]))), page)


def commands(block: str) -> list[str]:
    """The commands of a console block."""
    return [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]


def run(command: str) -> str:
    """A command and what it prints, cut to `LONGEST` lines."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, shell=True, check=True, cwd=ROOT, env={**os.environ, "PATH": path}, stdout=subprocess.PIPE
    )
    lines = done.stdout.decode().rstrip().splitlines()
    if len(lines) > LONGEST:
        lines[LONGEST:] = ["…"]
    return "\n".join([f"$ {command}", *lines]) + "\n"


if __name__ == "__main__":
    for readme in sorted(ROOT.glob("README*.md")):
        readme.write_text(with_outputs(readme.read_text("utf-8")), "utf-8")
