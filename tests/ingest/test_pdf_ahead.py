"""Pages that are begun one ahead."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from ingest.pdf.ahead import one_ahead


def _pages(count: int, begun: list[int]) -> Iterator[int]:
    for number in range(1, count + 1):
        begun.append(number)
        yield number


def test_every_page_comes_once_and_in_order() -> None:
    assert list(one_ahead(_pages(5, []))) == [1, 2, 3, 4, 5]
    assert list(one_ahead(_pages(0, []))) == []


def test_no_more_than_one_page_is_ahead_and_none_is_begun_after_the_end() -> None:
    begun: list[int] = []
    with closing(one_ahead(_pages(9, begun))) as pages:
        next(pages)
    assert begun == [1, 2]


def test_what_a_page_raises_is_raised_in_its_place() -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise MemoryError

    pages = one_ahead(failing())
    assert next(pages) == 1
    with pytest.raises(MemoryError):
        next(pages)
