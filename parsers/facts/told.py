"""What a reader doubts of a source, at its place in the document that was read there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from schema.document import Block, Diagnostic, ParsedDocument
from schema.source import Doubt

_SHOWN = 20
"""How many characters before it say where something stood that is none of the text: a picture, a hidden word."""

Place = tuple[str, int, int]


def told(doubts: Iterable[Doubt], documents: Sequence[ParsedDocument]) -> Iterator[Diagnostic]:
    """The doubts in order, each with the document and the range of it that its place in the source leads to.

    Where nothing of the source is meant but the place behind it, the words that end there are the range.
    """
    for doubt in doubts:
        place = None if doubt.start is None else _place(doubt.start, doubt.end or doubt.start, documents)
        document, start, end = place or (None, None, None)
        yield Diagnostic(
            severity="warning",
            code=doubt.code,
            message=doubt.message,
            page=doubt.page,
            boxes=doubt.boxes,
            document=document,
            char_start=start,
            char_end=end,
        )


def in_heads(doubts: Iterable[Diagnostic], documents: Sequence[ParsedDocument]) -> Iterator[Diagnostic]:
    """The doubts; what a page says otherwise than its document stands at that one's number or date, whichever is meant."""
    for doubt in doubts:
        block = _head(doubt, documents[0]) if documents and doubt.code == "metadata_differs" else None
        if block is None:
            yield doubt
            continue
        place = {"page": block.page, "char_start": block.char_start, "char_end": block.char_end}
        yield doubt.model_copy(update={"document": documents[0].document.id, **place})


def _head(doubt: Diagnostic, parsed: ParsedDocument) -> Block | None:
    number = parsed.document.doc_number
    kind = "number" if number and number in doubt.message else "date"
    return next((block for block in parsed.blocks if block.kind == kind), None)


def _place(start: int, end: int, documents: Sequence[ParsedDocument]) -> Place | None:
    """The range of a document that was read from a range of the source; of a point, from what stands before it."""
    last: tuple[ParsedDocument, Block] | None = None
    for parsed in documents:
        for block in parsed.blocks:
            if block.source and block.source[0][0] < end:
                last = parsed, block
    if last is None:
        return None
    parsed, block = last
    if block.source[-1][1] <= start or start == end:
        return parsed.document.id, max(block.char_start, block.char_end - _SHOWN), block.char_end
    return parsed.document.id, block.char_start, block.char_end
