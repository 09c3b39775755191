"""The dictionary of the search fallback, read in the background: it takes a second or more."""

from __future__ import annotations

import asyncio
from threading import Thread

from schema.tokens import fallback_words

_reading = Thread(target=fallback_words, args=["公报"], daemon=True)


def read_dictionary() -> None:
    """Begin to read the dictionary, if nobody has."""
    if _reading.ident is None:
        _reading.start()


async def dictionary_is_read() -> None:
    """Wait until the dictionary has been read."""
    read_dictionary()
    if _reading.is_alive():
        await asyncio.to_thread(_reading.join)
