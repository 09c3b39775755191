"""Where the words of clauses and facts stand on the pages of a PDF."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from schema.base import Placed
from schema.document import Block, Diagnostic, Gazette, ParsedDocument
from schema.facts import Event
from schema.source import PageBox, Places

_SEPARATORS = "\t\n"


def with_boxes(gazette: Gazette, places: Places) -> Gazette:
    """The gazette with the boxes of every clause, fact and doubt."""
    finders = {parsed.document.id: BoxFinder(parsed, places) for parsed in gazette.documents}
    documents = tuple(_document(parsed, finders[parsed.document.id]) for parsed in gazette.documents)
    doubts = tuple(_doubt(doubt, finders.get(doubt.document or "")) for doubt in gazette.diagnostics)
    return gazette.model_copy(update={"documents": documents, "diagnostics": doubts})


def _doubt(doubt: Diagnostic, finder: BoxFinder | None) -> Diagnostic:
    """The doubt with its boxes and its page; the reader has given its own places already."""
    if finder is None or doubt.boxes or doubt.char_start is None or doubt.char_end is None:
        return doubt
    boxes = tuple(finder.find(doubt.char_start, doubt.char_end))
    return doubt.model_copy(update={"boxes": boxes, "page": boxes[0][0]}) if boxes else doubt


def _document(parsed: ParsedDocument, finder: BoxFinder) -> ParsedDocument:
    updated: dict[str, Any] = {}
    for name in ParsedDocument.model_fields:
        rows = getattr(parsed, name)
        if isinstance(rows, tuple) and rows and isinstance(rows[0], Placed):
            updated[name] = tuple(_boxed(row, finder) for row in rows)
    return parsed.model_copy(update=updated)


def _boxed(row: Any, finder: BoxFinder) -> Any:
    """The row with its boxes; its page is theirs, also in a table that goes on over the page."""
    boxes = tuple(finder.find(row.char_start, row.char_end))
    confidence = finder.confidence(row.char_start, row.char_end)
    update: dict[str, Any] = {"boxes": boxes, "confidence": confidence}
    if boxes and "page" in type(row).model_fields:
        update["page"] = boxes[0][0]
    if isinstance(row, Event):
        update["people"] = tuple(_boxed(person, finder) for person in row.people)
    return row.model_copy(update=update)


class BoxFinder:
    """Leads from ranges of a document's text to the pages of its source."""

    def __init__(self, parsed: ParsedDocument, places: Places) -> None:
        self._text = parsed.document.text
        self._blocks = sorted(parsed.blocks, key=lambda block: block.char_start)
        self._starts = [block.char_start for block in self._blocks]
        self._places = places

    def find(self, start: int, end: int) -> Iterator[PageBox]:
        """The page and box of each line, or part of one, that the range `[start:end)` of the text covers."""
        for low, high in self._ranges(start, end):
            yield from self._places.boxes_of(low, high)

    def confidence(self, start: int, end: int) -> float | None:
        """The lowest confidence of the lines that the range lies on; None where none of them was recognised."""
        found = [self._places.confidence(low, high) for low, high in self._ranges(start, end)]
        lowest = min((value for value in found if value is not None), default=None)
        return None if lowest is None else round(lowest, 3)

    def _ranges(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The source ranges of a range of the text."""
        position = max(bisect_right(self._starts, start) - 1, 0)
        for block in self._blocks[position:]:
            if block.char_start >= end:
                break
            yield from self._source_ranges(block, max(start, block.char_start), min(end, block.char_end))

    def _source_ranges(self, block: Block, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The source ranges of a part of a block. What parts the cells of a table is not in the source."""
        table = block.kind == "table"
        skipped = self._separators(block.char_start, start) if table else 0
        done = start - block.char_start - skipped
        left = end - start - (self._separators(start, end) if table else 0)
        for low, high in block.source:
            begin = low + min(done, high - low)
            done -= begin - low
            stop = min(high, begin + left)
            left -= stop - begin
            if begin < stop:
                yield begin, stop

    def _separators(self, start: int, end: int) -> int:
        return sum(self._text.count(char, start, end) for char in _SEPARATORS) if start < end else 0
