"""A long list goes on behind any of its rows, and reads no row before it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from ingest.load.together.posts import fold_posts
from kb.answers import doubts, due, targets
from kb.answers.answer import Answer
from kb.answers.people import acts, posts
from kb.answers.promises import indicators
from kb.database import open_database

NOW = date(2022, 1, 1)
LISTS: dict[str, Callable[[sqlite3.Connection], Answer]] = {
    "deadlines": lambda c: due.due(c, day=NOW),
    "deadlines of two years": lambda c: due.due(c, due.Due(start="2022-01-01", end="2023-12-31"), NOW),
    "undated": due.without_a_day,
    "targets": targets.targets,
    "targets of a year": lambda c: targets.targets(c, targets.Targets(year="2025")),
    "appointments": acts.appointments,
    "newest appointments": lambda c: acts.appointments(c, acts.Appointments(newest_first=True)),
    "holders": posts.holders,
    "holders on a day": lambda c: posts.holders(c, day="2024-06-01"),
    "indicators": indicators.all_numbers,
    "indicators with an outcome": lambda c: indicators.all_numbers(c, indicators.Asked(state="met")),
    "doubts": doubts.doubts,
}
STEPS = 50
"""Instructions of SQLite between two counts."""


@pytest.fixture(scope="module")
def connection(knowledge_base: Path) -> sqlite3.Connection:
    return open_database(knowledge_base)


def fold_posts_anew(connection: sqlite3.Connection) -> None:
    """What a build makes of the appointments."""
    connection.execute("delete from post_acts")
    fold_posts(connection)


@pytest.fixture(scope="module")
def many(knowledge_base: Path, tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    """The database with thirty times as many appointments, of as many posts."""
    path = tmp_path_factory.mktemp("many") / "kb.db"
    path.write_bytes(knowledge_base.read_bytes())
    with sqlite3.connect(path) as connection:
        names = [row[1] for row in connection.execute("pragma table_info(appointments)")]
        others = {"pk": "pk + :n * 1000", "id": "id || '~' || :n", "position": "position || :n"}
        columns = ", ".join(others.get(name, f"[{name}]") for name in names)
        for number in range(1, 30):
            sql = f"insert into appointments select {columns} from appointments where pk < 1000"
            connection.execute(sql, {"n": number})
        fold_posts_anew(connection)
    connection.close()
    return open_database(path)


def seek_of(
    name: str, connection: sqlite3.Connection
) -> tuple[list[object], Callable[[object], list[object]]]:
    """The marks of all rows of a list, and the marks that follow one of them."""
    answer = LISTS[name](connection)
    assert answer.seek
    mark, behind = answer.seek.mark, answer.seek.behind
    return [mark(row) for row in answer.rows], lambda given: [mark(row) for row in behind(str(given))]


@pytest.mark.parametrize("name", LISTS)
def test_behind_every_row_stand_those_that_follow_it(name: str, connection: sqlite3.Connection) -> None:
    marks, behind = seek_of(name, connection)
    assert len(set(marks)) == len(marks) > 3
    for at in {0, 1, len(marks) // 2, len(marks) - 2, len(marks) - 1, *range(0, len(marks), 29)}:
        assert behind(marks[at]) == marks[at + 1 :]


def test_appointments_without_a_day_stand_at_an_end(knowledge_base: Path, tmp_path: Path) -> None:
    (tmp_path / "kb.db").write_bytes(knowledge_base.read_bytes())
    with sqlite3.connect(tmp_path / "kb.db") as connection:
        connection.execute("update appointments set date = null where pk % 3 = 0")
        connection.execute("update appointments set organisation = null where pk % 4 = 0")
        fold_posts_anew(connection)
    for name in "appointments", "newest appointments", "holders":
        marks, behind = seek_of(name, connection)
        for at in range(len(marks)):
            assert behind(marks[at]) == marks[at + 1 :]
    connection.close()


def work(connection: sqlite3.Connection, walk: Callable[[], object]) -> int:
    """How much of SQLite's work it takes."""
    counted = 0

    def count() -> None:
        nonlocal counted
        counted += 1

    connection.set_progress_handler(count, STEPS)
    walk()
    connection.set_progress_handler(None, 0)
    return counted


@pytest.mark.parametrize("name", ["targets", "appointments", "newest appointments", "deadlines", "holders"])
def test_to_walk_a_list_in_pages_is_little_more_work_than_to_read_it(
    name: str, many: sqlite3.Connection
) -> None:
    def in_pages() -> None:
        mark = ""
        while page := list(islice(seek.behind(mark), size)):
            mark = seek.mark(page[-1])

    def at_once() -> None:
        pages.append(sum(1 for _ in LISTS[name](many).rows))

    pages: list[int] = []
    seek = LISTS[name](many).seek
    assert seek
    whole = work(many, at_once)
    size = pages[0] // 20
    assert work(many, in_pages) < 3 * whole
