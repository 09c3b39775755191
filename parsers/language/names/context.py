"""What a clause's surroundings tell a fact parser."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """The document and the place in it that a text was taken from.

    `headings` are those of the enclosing clauses, outermost first, the clause's own last.
    `lead_in` is the nearest text above that governs this one: the own text of the enclosing clause.
    `before` is what the same clause says before this text (its earlier paragraphs).
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
    before: str = ""
