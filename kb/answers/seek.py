"""How a long list goes on behind one of its rows: marks of rows, and the conditions of those behind them."""

from __future__ import annotations

from collections.abc import Iterator

from kb.answers.answer import Row, Where


def numbered(row: Row) -> str:
    """The mark of a row in a list that is ordered by number."""
    return str(row["pk"])


def dated(row: Row, column: str) -> str:
    """The mark of a row in a list that is ordered by a day, then by number: `2025-12-31~17`."""
    return f"{row[column] or ''}~{row['pk']}"


def behind_day(column: str, number: str, mark: str, newest_first: bool = False) -> Iterator[Where]:
    """The conditions of the rows behind a mark, one part of the list after the other, each in the order of an index.

    The list is ordered by `column`, which may be null, then by `number`. Without a mark it is whole.
    """
    if not mark:
        yield Where()
        return
    day, _, last = mark.rpartition("~")
    same, later = Where(), Where()
    same.add(f"{column} is ? and {number} > ?", day or None, int(last))
    yield same
    if day:
        later.add(f"{column} {'<' if newest_first else '>'} ?", day)
        yield later
    elif not newest_first:
        later.add(f"{column} is not null")
        yield later
    if day and newest_first:
        unknown = Where()
        unknown.add(f"{column} is null")
        yield unknown
