"""One page ahead: PDFium loads a page, without Python's lock, while the page before it is laid out."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import TypeVar

T = TypeVar("T")
S = TypeVar("S")

_OBJECTS = 20_000
"""How many objects are made before Python looks for circles among them."""

_TURN = 0.0002
"""For how many seconds a thread may go on while another waits for Python's lock."""


def one_ahead(loaded: Generator[T, None, None], take: Callable[[T], S]) -> Generator[S, None, None]:
    """What `take` makes of each page, in order; the next page is loaded in a thread while this one is worked with.

    What the thread raises is raised here. Loading and taking never go on at the same time, and nothing does when this
    generator is closed: PDFium is never called twice at a time.
    """
    with closing(loaded), _short_turns(), _few_collections(), ThreadPoolExecutor(max_workers=1) as thread:
        coming = thread.submit(next, loaded, None)
        while (page := coming.result()) is not None:
            taken = take(page)
            coming = thread.submit(next, loaded, None)
            yield taken


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let Python look for circles of objects more rarely: a page makes thousands of objects, and no circles."""
    usual = gc.get_threshold()
    gc.set_threshold(max(usual[0], _OBJECTS) if usual[0] else 0, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def _short_turns() -> Iterator[None]:
    """Let a thread that comes back from one call of PDFium soon go on to the next, which needs no lock either."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
