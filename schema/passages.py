"""The words that the search index knows of a row, and that a result quotes."""

from __future__ import annotations

from collections.abc import Iterable

_FOUND_THROUGH_THEIR_ROWS = frozenset({"clause", "paragraph", "note", "event"})
_SAID_BEFORE = frozenset({"title", "number"})


def clause_passage(heading: str | None, text: str) -> str:
    """Heading and text of a clause."""
    return "\n".join(filter(None, [heading, text]))


def document_passages(
    title: str, number: str | None, text: str, blocks: Iterable[tuple[str, int, int]]
) -> list[str]:
    """The words of a document that no clause and no event holds: title, number, tables, lists, signatures.

    `blocks` are its blocks as `(kind, start, end)`.
    """
    elsewhere = _FOUND_THROUGH_THEIR_ROWS | _SAID_BEFORE
    others = [text[start:end] for kind, start, end in blocks if kind not in elsewhere]
    return [part for part in (title, number, *others) if part]
