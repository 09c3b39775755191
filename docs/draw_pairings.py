"""Draw thirty pairings of a promise and a statement, to be read against the originals: python docs/draw_pairings.py kb.db SEED.

Prints the rows of a Markdown table, as docs/promises.md shows them; the last column is for whoever reads."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

MANY = 30
_PAIRS = """
select p.target_id, s.target_id, p.indicator_id from indicator_targets p join indicator_targets s
  on s.indicator_id = p.indicator_id and s.measure = p.measure and s.unit is p.unit
where p.role = 'promise' and s.role = 'statement' and not p.doubtful and not s.doubtful order by 1, 2
"""
"""What is brought together without a doubt."""


def main(database: Path, seed: int) -> None:
    """Print the pairings of a seed."""
    from kb.answers.promises.indicators import numbers_of
    from kb.answers.promises.outcomes import STATES
    from kb.database import open_database

    connection = open_database(database)
    pairs = connection.execute(_PAIRS).fetchall()
    print(f"{len(pairs)} pairings, seed {seed}\n")
    for number, (promise, statement, indicator) in enumerate(random.Random(seed).sample(pairs, MANY), 1):
        rows = {row["id"]: row for row in numbers_of(connection, indicator)}
        asked, told = rows[promise], rows[statement]
        print(
            f"| {number} | {asked['place']} | {_said(asked)} | {_said(told)} | {STATES[asked['state']]} | |"
        )


def _said(row: dict[str, Any]) -> str:
    return f"{row['printed']} {row['quote'].strip()}（{row['year'] or '未载明'}）"


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
