"""What a question in words means, and whether the organisation that it names is known; then its answer."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from kb.asking import Understood, understand
from kb.units import UnknownUnitError, known_name, unit_ids
from web.search.search import Answer, Question, search


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was answered: what was understood of its words, and what of the organisation's name.

    `understood` is None where the words were searched as text; `in_vain` says that they were understood, but nothing
    answered. `unit_as` is the name under which a collective was searched, `unit_unknown` that nobody bears the name.
    """

    question: Question
    answer: Answer
    understood: Understood | None = None
    in_vain: bool = False
    unit_as: str = ""
    unit_unknown: bool = False


def ask(connection: sqlite3.Connection, question: Question, plain: bool) -> Asked:
    """The answer to a question; its words are understood, unless they are asked for as plain text."""
    meant = None if plain or question.filters.about_clauses else understand(connection, question.words)
    if meant is not None:
        parts = {"unit": meant.unit, "role": meant.role}
        days = {"due_from": meant.due_from, "due_until": meant.due_until}
        filters = replace(question.filters, **parts, **days)
        asked = _answered(connection, replace(question, words=meant.words, filters=filters))
        if any(asked.answer.totals.values()):
            return replace(asked, understood=meant)
    asked = _answered(connection, question)
    return replace(asked, in_vain=meant is not None)


def _answered(connection: sqlite3.Connection, question: Question) -> Asked:
    unit = question.filters.unit
    if not unit:
        return Asked(question, search(connection, question))
    known = known_name(connection, unit)
    answer = search(connection, replace(question, filters=replace(question.filters, unit=known)))
    try:
        unit_ids(connection, known)
    except UnknownUnitError:
        return Asked(question, answer, unit_unknown=True)
    return Asked(question, answer, unit_as=known if known != unit else "")
