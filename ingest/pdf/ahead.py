"""One page ahead: PDFium loads a page, without Python's lock, while the page before it is laid out."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def one_ahead(pages: Iterator[T]) -> Generator[T, None, None]:
    """The same in the same order, each begun in a thread of its own when the one before is handed over.

    What the thread raises is raised here. It has ended when this generator is closed: PDFium is never called twice
    at a time.
    """
    with ThreadPoolExecutor(max_workers=1) as thread:
        coming = thread.submit(next, pages, None)
        while (page := coming.result()) is not None:
            coming = thread.submit(next, pages, None)
            yield page
