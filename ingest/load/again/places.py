"""Which numbers the rows of a source get, between those of the sources before and behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.load.again.memory import Part
from ingest.load.source.writer import room_after


class NoRoomError(Exception):
    """The rows of a source do not fit between those of others, which stay where they are."""


class Places:
    """Gives sources their places, in order."""

    def __init__(self, order: Sequence[str], stay: Mapping[str, Part]) -> None:
        self._end, self._room = 1, 0
        self._behind: dict[str, int] = {}
        behind = 0
        for source in reversed(order):
            self._behind[source] = behind
            behind = stay[source].first if source in stay else behind

    def taken(self, first: int, end: int) -> None:
        """Go on behind rows with these numbers."""
        self._end, self._room = end, room_after(end - first)

    def first(self, source: str, size: int) -> int:
        """The first number for a source of that many rows: in the middle where others stay behind it, else after some room."""
        behind = self._behind[source]
        free = behind - self._end - size if behind else 2 * self._room
        if free < 0:
            raise NoRoomError
        first = self._end + free // 2
        self.taken(first, first + size)
        return first

    @property
    def after(self) -> int:
        """The first number that is of no source."""
        return self._end + self._room
