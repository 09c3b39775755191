"""What a reader asks in words: `市民政局 牵头 2025年底前 养老` is an organisation, a role, a day and words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kb.answers.calendar import span, today
from kb.units import collective_forms

_LONGEST = 100
_SIGNS = "市县区省州"
"""What a document of a place puts before the names of its own organisations."""


@dataclass(frozen=True, slots=True)
class Understood:
    """The parts of a question; empty where it does not say. Days are ISO; `words` are what is searched as text."""

    unit: str = ""
    role: str = ""
    due_from: str = ""
    due_until: str = ""
    words: str = ""

    @property
    def parts(self) -> int:
        """How many parts it has."""
        return sum(map(bool, (self.unit, self.role, self.due_from or self.due_until, self.words)))


def understand(connection: sqlite3.Connection, asked: str, day: date | None = None) -> Understood | None:
    """The parts of a question; None where it is plain text: a single word, or none that says who, how or when.

    An organisation is what the database prints or may cover (各有关部门); a day is what the parsers read as one, with
    前 or the like behind it: 2025年 alone is text.
    """
    if not asked.strip() or len(asked) > _LONGEST:
        return None
    found, words = Understood(), []
    for piece in _pieces(connection, asked):
        known = _known(connection, piece, found, day or today())
        if known is None:
            words.append(piece)
        else:
            found = known
    found = replace(found, words=" ".join(words))
    says = found.unit or found.role or found.due_from or found.due_until
    return found if says and found.parts > 1 else None


def is_unit(connection: sqlite3.Connection, name: str) -> bool:
    """Whether an organisation is printed under this very name, with or without the sign of its level (民政局 of 市民政局),
    or it is a collective that may mean some.
    """
    names = [name, *(f"{sign}{name}" for sign in _SIGNS)]
    marks = ", ".join("?" * len(names))
    sql = f"select 1 from unit_aliases where alias in ({marks}) union all select 1 from units where name = ? limit 1"
    return connection.execute(sql, [*names, name]).fetchone() is not None or name in collective_forms()


def _known(connection: sqlite3.Connection, piece: str, found: Understood, day: date) -> Understood | None:
    """The question with what a piece says besides; None where it is words, or says what was said."""
    kind, value = _word(piece)
    dated = found.due_from or found.due_until
    if kind == "role" and not found.role:
        return replace(found, role=value)
    if kind == "span" and not dated:
        first, last = span(value, day)
        return replace(found, due_from=first or "", due_until=last)
    until = "" if dated else _until(piece, day)
    if until:
        return replace(found, due_until=until)
    if not found.unit and is_unit(connection, piece):
        return replace(found, unit=piece)
    return None


def _word(piece: str) -> tuple[str, str]:
    from parsers.language.answers.duty_verbs import (
        role_asked,
    )  # what only searches plain words reads no lexicon
    from parsers.language.lexicon import table

    if role := role_asked(piece):
        return "role", role
    return next((("span", row["span"]) for row in table("asked_words") if row["word"] == piece), ("", ""))


def _until(piece: str, day: date) -> str:
    """The last day of what is said to be before or within a date: 2025年底前, 6月30日前, “十四五”末前."""
    from parsers.language.dates import find_dates
    from parsers.language.lexicon import words

    dates = find_dates(piece, day.year)
    if len(dates) != 1 or dates[0].start != 0:
        return ""
    behind = piece[dates[0].end :]
    if words("AHEAD").opens(behind) != behind or not behind:
        return ""
    return dates[0].last_day or ""


def _pieces(connection: sqlite3.Connection, asked: str) -> Iterator[str]:
    """The words between spaces; one that is written without a space falls into what it is made of, if it can."""
    for word in asked.split():
        yield from _parted(connection, word) if " " not in asked.strip() else [word]


def _parted(connection: sqlite3.Connection, word: str) -> Iterator[str]:
    """`市民政局牵头2025年底前养老` as four pieces: an organisation must open it, and a role or date follow."""
    end = next((at for at in range(len(word), 2, -1) if is_unit(connection, word[:at])), 0)
    rest = word[end:]
    if not end or not rest:
        yield word
        return
    yield word[:end]
    day = today()
    while rest:
        length = next(
            (at for at in range(len(rest), 1, -1) if _word(rest[:at])[0] or _until(rest[:at], day)), 0
        )
        yield rest[: length or len(rest)]
        rest = rest[length or len(rest) :]
