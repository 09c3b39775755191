"""How much of a document was understood: what stands in clauses, tables and heads, and what is neither that nor prose."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from parsers.layout.line_shapes import ends_sentence
from schema.document import Block, Clause, Diagnostic, Document, ParsedDocument

FLOOR = 0.7
"""Below such a share a document is doubted."""

_SHORTEST = 200
_ENDS = "：:"


def understood(
    text: str, blocks: Sequence[Block], clauses: Sequence[Clause], entries: Iterable[int]
) -> float | None:
    """The share of a document's characters that have a place in it, from 0 to 1; None where it has none.

    A paragraph without a number has one before the first clause and behind the last, as preamble and closing have, and
    elsewhere where it ends as a sentence does or one of the `entries` (where one of a list or chronicle begins) is in it.
    """
    total = sum(block.char_end - block.char_start for block in blocks)
    starts = sorted(entries)
    unplaced = sum(
        clause.char_end - clause.char_start
        for clause in _unplaced(text, clauses)
        if bisect_left(starts, clause.char_start) == bisect_left(starts, clause.char_end)
    )
    return round(1 - unplaced / total, 3) if total else None


def _unplaced(text: str, clauses: Sequence[Clause]) -> Iterator[Clause]:
    labelled = [clause.char_start for clause in clauses if clause.path]
    first, last = (labelled[0], labelled[-1]) if labelled else (None, None)
    for clause in clauses:
        if clause.path or clause.kind != "paragraph":
            continue
        outside = first is not None and last is not None and not first < clause.char_start < last
        words = text[clause.char_start : clause.char_end]
        if not outside and not ends_sentence(words) and not words.endswith(tuple(_ENDS)):
            yield clause


def doubt_understanding(parsed: ParsedDocument) -> Iterator[Diagnostic]:
    """That little of a document was understood, and that a table takes all of a page: it may be none."""
    document = parsed.document
    if document.understood is not None and document.understood < FLOOR and len(document.text) >= _SHORTEST:
        share = round(100 * (1 - document.understood))
        message = f"约{share}%的文字既不在条款、表格中，也不成句，可能没有读懂，请对照原件。"
        yield _doubt("little_understood", message, document)
    if document.text and not parsed.clauses and not document.title and len(parsed.tables) == 1:
        yield _doubt(
            "table_of_a_page", "整页读成了一张表，且没有标题、条款，可能不是表格，请对照原件。", document
        )


def _doubt(code: str, message: str, document: Document) -> Diagnostic:
    return Diagnostic(
        document=document.id, severity="warning", code=code, message=message, page=document.page_start
    )
