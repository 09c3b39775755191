"""The outline of a document: which clause a cited place is, and where each clause stands in its regulation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from parsers.language.labels import label_number
from parsers.language.names.pinpoints import Position, Steps
from parsers.language.patterns import lazy

_KINDS = {"编": ("part",), "部分": ("part",), "章": ("chapter",), "节": ("section",), "条": ("article",)}
_ITEMS = ("part", "subpart", "item", "subitem")
_SIGNS = lazy(r"[第编篇章节条部分（）]")


class Entry(Protocol):
    """What is asked of a clause."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def parent(self) -> str | None:
        """The id of the clause above it."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def path(self) -> str:
        """Its path."""


class Outline:
    """The clauses of one document in reading order."""

    def __init__(self, clauses: Sequence[Entry]) -> None:
        self._clauses = clauses
        self._numbers = [_number(clause) for clause in clauses]

    def find(self, steps: Steps) -> tuple[Entry, bool] | None:
        """The clause at a place, and whether it is the place itself or what encloses it.

        Nothing is guessed: a step that no clause or more than one answers to ends the search, and the clause
        found before stands for the place (of 第八条第九款 it is 第八条). None where the first step fails.
        """
        within = range(len(self._clauses))
        found: int | None = None
        for sign, number in steps:
            places = self._step(sign, number, found, within)
            if len(places) != 1:
                return (self._clauses[found], False) if found is not None else None
            found = places[0]
            within = self._paragraph(found, within) if sign == "款" else self._subtree(found)
        return (self._clauses[found], True) if found is not None else None

    def positions(self) -> Iterator[Position | None]:
        """Where each clause stands: its 条, 款 and 项; None outside articles."""
        article, paragraph, path = 0, 0, ""
        for clause, number in zip(self._clauses, self._numbers, strict=True):
            if clause.kind == "article":
                article, paragraph, path = number or 0, 1, clause.path
            elif clause.kind == "paragraph" and clause.path == path:
                paragraph += 1
            within = article and (clause.path == path or clause.path.startswith(f"{path}/"))
            item = number if clause.kind == "item" else None
            yield Position(article, paragraph, item) if within else None

    def _step(self, sign: str, number: int, above: int | None, within: range) -> list[int]:
        """The clauses that a step leads to."""
        if sign == "款":
            assert above is not None
            return self._paragraphs(above)[number - 1 : number] if number else []
        if sign in _KINDS:
            return [i for i in within if self._clauses[i].kind in _KINDS[sign] and self._numbers[i] == number]
        parent = self._parent_of_items(above)
        return [
            i
            for i in within
            if self._clauses[i].kind in _ITEMS
            and self._clauses[i].parent == parent
            and self._numbers[i] == number
        ]

    def _parent_of_items(self, above: int | None) -> str | None:
        """What items hang on: they stand under their article, also where a further paragraph leads to them."""
        if above is None:
            return None
        clause = self._clauses[above]
        return clause.parent if clause.kind == "paragraph" else clause.id

    def _paragraphs(self, article: int) -> list[int]:
        """The 款 of an article: its own text is the first."""
        own = self._clauses[article]
        return [article] + [
            i
            for i in self._subtree(article)
            if self._clauses[i].kind == "paragraph" and self._clauses[i].path == own.path
        ]

    def _paragraph(self, found: int, within: range) -> range:
        """What belongs to a 款: up to the next one."""
        ends = [i for i in within if i > found and self._clauses[i].kind == "paragraph"]
        return range(found, ends[0] if ends else within.stop)

    def _subtree(self, top: int) -> range:
        """A numbered clause and all below it."""
        path = self._clauses[top].path
        end = top + 1
        while end < len(self._clauses) and _is_within(self._clauses[end].path, path):
            end += 1
        return range(top, end)


def _is_within(path: str, top: str) -> bool:
    return path == top or path.startswith(f"{top}/")


def _number(clause: Entry) -> int | None:
    """The number in a clause's label; None for a paragraph."""
    if clause.kind in ("paragraph", "note", "panel"):
        return None
    bare = _SIGNS.sub("", clause.path.rpartition("/")[2])
    return label_number(bare) if bare else None
