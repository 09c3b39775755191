"""Pages that are loaded one ahead."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import closing

import pytest

from ingest.read.pdf.ahead import one_ahead

Log = list[tuple[str, int]]


def _loaded(count: int, log: Log) -> Generator[int, None, None]:
    for number in range(1, count + 1):
        log.append(("load", number))
        try:
            yield number
        finally:
            log.append(("close", number))


@pytest.mark.parametrize("count", [5, 0])
def test_every_page_comes_once_and_in_order(count: int) -> None:
    assert list(one_ahead(_loaded(count, []), str)) == [str(n + 1) for n in range(count)]


def test_a_page_is_taken_before_it_is_closed_and_the_next_one_is_loaded() -> None:
    log: Log = []
    list(one_ahead(_loaded(2, log), lambda number: log.append(("take", number))))
    assert log == [(act, number) for number in (1, 2) for act in ("load", "take", "close")]


def test_no_more_than_one_page_is_ahead_and_none_is_left_open_after_the_end() -> None:
    log: Log = []
    turns = sys.getswitchinterval()
    with closing(one_ahead(_loaded(9, log), str)) as pages:
        next(pages)
    assert sys.getswitchinterval() == turns
    assert log == [("load", 1), ("close", 1), ("load", 2), ("close", 2)]


def test_what_a_page_raises_is_raised_in_its_place() -> None:
    def failing() -> Generator[int, None, None]:
        yield 1
        raise MemoryError

    pages = one_ahead(failing(), str)
    assert next(pages) == "1"
    with pytest.raises(MemoryError):
        next(pages)
