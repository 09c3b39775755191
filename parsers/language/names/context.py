"""What a clause's surroundings tell a fact parser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from parsers.language.answers.years import Years, years_of


class Reader(Protocol):
    """Reads the paragraphs of a clause in order, and remembers."""

    def read(self, number: int, paragraph: str) -> None:
        """Read the paragraph of that number, the first is 0."""


AnyReader = TypeVar("AnyReader", bound=Reader)


class Before:
    """The earlier paragraphs of a clause, as one of its paragraphs sees them. Each is read once, however many follow.

    What its readers remember may be of later paragraphs too: `count` is the number of those that are earlier.
    """

    def __init__(self, paragraphs: Sequence[str] = ()) -> None:
        self._paragraphs = [*paragraphs]
        self._readers: dict[Callable[[], Any], tuple[Any, list[int]]] = {}
        self.count = len(self._paragraphs)

    def and_then(self, paragraph: str) -> Before:
        """What the next paragraph sees."""
        after = Before() if self.count == len(self._paragraphs) else Before(self._paragraphs[: self.count])
        if self.count == len(self._paragraphs):
            after._paragraphs, after._readers = self._paragraphs, self._readers
        after._paragraphs.append(paragraph)
        after.count = self.count + 1
        return after

    @property
    def last(self) -> str:
        """The paragraph right before; empty where there is none."""
        return self._paragraphs[self.count - 1] if self.count else ""

    def read_by(self, make: Callable[[], AnyReader]) -> AnyReader:
        """A reader made by `make` that has read these paragraphs: the same one for all that see them."""
        reader, read = self._readers.setdefault(make, (make(), []))
        for number in range(len(read), self.count):
            reader.read(number, self._paragraphs[number])
            read.append(number)
        made: AnyReader = reader
        return made


@dataclass(frozen=True, slots=True)
class Context:
    """The document and the place in it that a text was taken from.

    `headings` are those of the enclosing clauses, outermost first, the clause's own last.
    `lead_in` is the nearest text above that governs this one: the own text of the enclosing clause.
    `before` is what the same clause says before this text (its earlier paragraphs).
    `above` is what a document says above its body (title, lines under it, masthead), one line each.
    `place` is the publisher's place in full (南通市), where known.
    """

    place: str | None = None
    title: str = ""
    doc_type: str | None = None
    role: str = "instrument"
    issuer: str | None = None
    issued_on: str | None = None
    path: str = ""
    headings: tuple[str, ...] = ()
    lead_in: str = ""
    before: Before = field(default_factory=Before)
    above: str = ""

    @property
    def years(self) -> Years:
        """The years the document speaks in."""
        return years_of(self.title, self.doc_type, self.issued_on)
