"""The search indexes: written into the database at once, or beside it by a thread of their own, and brought over then."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from queue import Queue
from threading import Thread
from typing import Protocol
from urllib.parse import quote

from schema.tables import SEARCH_INDEXES, create_search_indexes

_WAITING = 4
"""Sources whose words may wait for the thread."""
_KEPT = 1_000_000
"""Bytes of search index that are kept in memory before they are written: merging small pieces takes longer, by little."""
_PARTS = ("config", "data", "docsize", "idx")
"""The tables that FTS5 keeps an index in which stores no text."""


class Words(Protocol):
    """Takes the words of the rows of a source, by index, of which the first has the number `first` in each."""

    def add(self, words: Mapping[str, Sequence[str]], first: int) -> None:
        """Index them."""


class WordsHere:
    """Words written into the indexes that a database has."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, words: Mapping[str, Sequence[str]], first: int) -> None:
        """Index them."""
        for index, texts in words.items():
            self._connection.executemany(
                f"insert into [{index}] (rowid, tokens) values (?, ?)", enumerate(texts, first)
            )


class WordsBeside:
    """Words that a thread indexes in another file, which is attached as `words`, while rows are written."""

    def __init__(self) -> None:
        self._waiting: Queue[tuple[Mapping[str, Sequence[str]], int] | None] = Queue(_WAITING)
        self._error: BaseException | None = None

    def add(self, words: Mapping[str, Sequence[str]], first: int) -> None:
        """Have them indexed."""
        self._waiting.put((words, first))

    def work(self, name: str) -> None:
        """Index what comes, until nothing more does. Once something went wrong, what comes is let go."""
        try:
            with closing(sqlite3.connect(f"file:{quote(name)}", uri=True)) as connection:
                self._index(connection)
        except BaseException as error:  # for the thread that waits
            self._error = error
            while self._waiting.get() is not None:
                pass

    def end(self) -> None:
        """Say that nothing more comes."""
        self._waiting.put(None)

    def _index(self, connection: sqlite3.Connection) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode = off", "synchronous = off"):
            connection.execute(f"pragma {pragma}")
        connection.execute("begin")
        create_search_indexes(connection)
        for index in SEARCH_INDEXES:
            connection.execute(f"insert into [{index}] ([{index}], rank) values ('hashsize', {_KEPT})")
        here = WordsHere(connection)
        while (given := self._waiting.get()) is not None:
            here.add(*given)
        for index in SEARCH_INDEXES:
            connection.execute(f"insert into [{index}] ([{index}]) values ('optimize')")
        connection.execute("commit")

    def bring(self, connection: sqlite3.Connection) -> None:
        """Bring the indexes over, when the thread has ended, into a database that has none of them yet."""
        if self._error is not None:
            raise self._error
        create_search_indexes(connection)
        for index in SEARCH_INDEXES:
            for part in _PARTS:
                connection.execute(f"delete from main.[{index}_{part}]")
                connection.execute(f"insert into main.[{index}_{part}] select * from words.[{index}_{part}]")


@contextmanager
def indexing_beside(name: str) -> Iterator[WordsBeside]:
    """Words for a thread that indexes them in the file of that name, and has ended when the `with` block has."""
    words = WordsBeside()
    thread = Thread(target=words.work, args=[name])
    thread.start()
    try:
        yield words
    finally:
        words.end()
        thread.join()
