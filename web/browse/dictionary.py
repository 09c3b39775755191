"""What takes a second or more to read, read in the background: the dictionary of the search fallback, and the lexicon."""

from __future__ import annotations

import asyncio
from threading import Thread

from kb.units import read_lexicon
from schema.tokens import fallback_words


def _read() -> None:
    read_lexicon()
    fallback_words("公报")


_reading = Thread(target=_read, daemon=True)


def read_dictionary() -> None:
    """Begin to read, if nobody has."""
    if _reading.ident is None:
        _reading.start()


async def dictionary_is_read() -> None:
    """Wait until all has been read: no query's time is spent on it."""
    read_dictionary()
    if _reading.is_alive():
        await asyncio.to_thread(_reading.join)
