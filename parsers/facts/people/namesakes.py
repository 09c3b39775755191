"""Names that several people may share: the same name with posts that have nothing in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from parsers.language.spacing import squeezed
from schema.base import Quoted
from schema.document import Diagnostic, ParsedDocument

_COLLECTIVE = ("领导", "代表", "同志")  # 市领导: says nothing of the post


def doubtful_names(documents: Sequence[ParsedDocument]) -> list[Diagnostic]:
    """One doubt per name whose printed posts share no two characters in a row; a knowledge base keeps one row a name."""
    posts: dict[str, dict[str, tuple[ParsedDocument, Quoted]]] = {}
    for document in documents:
        for name, post, row in _posts(document):
            posts.setdefault(name, {}).setdefault(post, (document, row))
    doubts = []
    for name, held in posts.items():
        apart = next(((a, b) for a, b in combinations(held, 2) if not _pairs(a) & _pairs(b)), None)
        if apart and not any(_links(apart, post) for post in held):
            parsed, row = held[apart[1]]
            doubts.append(
                Diagnostic(
                    document=parsed.document.id,
                    severity="info",
                    code="namesake",
                    message=f"“{name}”所任“{apart[0]}”与“{apart[1]}”无关，或为同名的两人，请核对。",
                    page=row.page,
                    char_start=row.char_start,
                    char_end=row.char_end,
                )
            )
    return doubts


def _posts(document: ParsedDocument) -> Iterator[tuple[str, str, Quoted]]:
    for row in document.appointments:
        yield row.person, squeezed(f"{row.organisation or ''}{row.position}"), row
    for member in document.rosters:
        if member.post:
            yield member.person, squeezed(member.post), member
    for event in document.events:
        for person in event.people:
            if person.post and not person.post.endswith(_COLLECTIVE):
                yield person.name, squeezed(person.post), event


def _links(apart: Iterable[str], post: str) -> bool:
    """The post shares something with both: the person of the one is the person of the other."""
    return all(_pairs(post) & _pairs(other) for other in apart)


def _pairs(post: str) -> set[str]:
    return {post[i : i + 2] for i in range(len(post) - 1)}
