"""Entries of a chronicle (大事记): when, what, and who is named (guidelines, `events`)."""

from __future__ import annotations

from parsers.facts.people.entries import UNKNOWN_YEAR, Entry, read_entries
from parsers.facts.people.event_people import find_people, known_names
from parsers.language.names.context import Context
from schema.facts import Event


def find_events(text: str, context: Context | None = None) -> list[Event]:
    """The entries of a chronicle's text, one paragraph a line.

    A paragraph without a date goes on with the entry before it; a date alone only dates the ● entries under it.
    Event ranges index `text`, those of its people too. The year is that of the headings, the period line, the title,
    or the document's date; where none is printed the days are null.
    """
    context = context or Context()
    entries = read_entries(text, context.title, context.above, context.issued_on)
    known = known_names(text[entry.words : entry.end].replace("\n", "") for entry in entries)
    return [_event(text, entry, known) for entry in entries]


def _event(text: str, entry: Entry, known: frozenset[str]) -> Event:
    words = text[entry.words : entry.end]
    unknown = entry.days.first_day.startswith(str(UNKNOWN_YEAR))
    flat = words.replace("\n", "")
    people = tuple(
        person.model_copy(
            update={
                "char_start": entry.words + _unflatten(words, person.char_start),
                "char_end": entry.words + _unflatten(words, person.char_end - 1) + 1,
            }
        )
        for person in find_people(flat, known)
    )
    return Event(
        start=None if unknown else entry.days.first_day,
        end=None if unknown else entry.days.last_day,
        text=flat,
        people=people,
        quote=text[entry.start : entry.end],
        char_start=entry.start,
        char_end=entry.end,
    )


def _unflatten(words: str, position: int) -> int:
    """The place in text with line ends of a place in the same text without them."""
    for at, char in enumerate(words):
        if char != "\n":
            if position == 0:
                return at
            position -= 1
    return len(words)
