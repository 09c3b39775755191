"""How long the Excel file of so many tasks takes, how large it is, and how much memory it needs: python bench/sheets.py.

The rows are those of the whole of a large knowledge base (see large_kb.py), each file written by a process of its own.
Memory is flat where the last line needs about what the first does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from itertools import islice
from pathlib import Path
from time import perf_counter

from exports import LARGE, made

ROWS = (1_000, 10_000, 60_000)


def main() -> None:
    """Print a line for each size."""
    database, first = made(LARGE), 0
    for rows in ROWS:
        with tempfile.TemporaryDirectory(prefix="gongbao-sheets-") as folder:
            file, start = Path(folder) / "tasks.xlsx", perf_counter()
            child = subprocess.Popen([sys.executable, __file__, str(database), str(rows), str(file)])
            _, status, used = os.wait4(child.pid, 0)
            if status:
                raise SystemExit("the sheet failed")
            first = first or used.ru_maxrss
            print(
                f"Excel, {rows:6,} rows        {perf_counter() - start:5.1f} s  {file.stat().st_size / 1e6:5.1f} MB  "
                f"memory {used.ru_maxrss / 1e3:4.0f} MB ({used.ru_maxrss / first:.2f} of that of {ROWS[0]:,})",
                flush=True,
            )


def write(database: Path, rows: int, file: Path) -> None:
    """Write the first tasks of a knowledge base."""
    from kb.answers import tasks
    from kb.database import open_database
    from kb.serial.excel import write_sheet_file

    answer = tasks.tasks(open_database(database))
    write_sheet_file(file, [(replace(answer, rows=islice(answer.rows, rows)), tasks.OFFICE)], {})


if __name__ == "__main__":
    if len(sys.argv) > 1:
        write(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
