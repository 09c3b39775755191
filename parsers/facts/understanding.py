"""How much of a document was understood: what stands in clauses, tables and heads, and what is neither that nor prose."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from parsers.language.labels import match_label
from parsers.language.lexicon import words
from parsers.language.patterns import lazy
from parsers.layout.line_shapes import ends_sentence, is_signature
from schema.document import Block, BlockKind, Clause, Diagnostic, Discarded, Document, ParsedDocument, Table

_NEAR = 4  # lines at the end or the start, where a signature, a date and an addressee stand
_LONGEST_DATE = 20
_MOSTLY, _FEWEST_LABELS = 0.8, 2  # of the rows of a table that may be text in a frame
_HEADINGS = frozenset(("chapter", "section", "article", "cn", "cn_bracket"))
_DATE = lazy(r"\d{4}年\d{1,2}月\d{1,2}日")
_ADDRESS = lazy(r"(?:各|全)[^，。；：]{2,30}[：:]")
_UNREAD = {
    "issuer_unread": "发文机关为空，而此处像是落款，请对照原文。",
    "date_unread": "成文日期为空，而此处像是日期，请对照原文。",
    "addressee_unread": "主送机关为空，而此处像是主送，请对照原文。",
}

FLOOR = 0.7
"""Below such a share a document is doubted."""

_PARTS: dict[BlockKind, str] = {
    "clause": "clauses",
    **dict.fromkeys(("table", "caption", "note"), "tables"),
    **dict.fromkeys(("roster", "event", "appointment"), "lists"),
    **dict.fromkeys(("signature", "date", "annexes", "remark", "editor"), "closing"),
    **dict.fromkeys(("title", "number", "subtitle", "addressee", "masthead", "section", "contents"), "head"),
}
SHARES = ("clauses", "tables", "lists", "head", "closing", "prose", "unplaced", "aside")
"""What the characters of a document may be: `prose` are sentences without a number, `unplaced` paragraphs that are
neither such nor anything else, `aside` what was set aside (page numbers, navigation). The shares are 1 together.
"""

_SHORTEST = 200
_ENDS = "：:"


def with_shares(
    documents: Sequence[ParsedDocument], discards: Sequence[Discarded]
) -> Iterator[ParsedDocument]:
    """The documents, each with the shares of its characters that are of each kind, and that were set aside in it.

    What is set aside belongs to the document that has begun last where it stands, before the first to the first.
    """
    starts = [min((r[0] for b in d.blocks for r in b.source), default=0) for d in documents]
    aside = [0] * len(documents)
    for discard in discards if documents else ():
        aside[max(bisect_right(starts, discard.source[0]) - 1, 0)] += discard.source[1] - discard.source[0]
    for parsed, count in zip(documents, aside, strict=True):
        row = parsed.document.model_copy(update={"shares": _shares(parsed, count)})
        yield parsed.model_copy(update={"document": row})


def _shares(parsed: ParsedDocument, aside: int) -> dict[str, float]:
    stray = {clause.char_start for clause in _stray(parsed.document.text, parsed.clauses, _entries(parsed))}
    numbered = sorted((c.char_start, c.char_end) for c in parsed.clauses if c.path)
    counts = Counter({"aside": aside})
    for block in parsed.blocks:
        kind = _PARTS.get(block.kind, "prose")
        if kind == "prose":
            at = bisect_right(numbered, (block.char_start, len(parsed.document.text))) - 1
            in_clause = at >= 0 and block.char_start < numbered[at][1]
            kind = "clauses" if in_clause else "unplaced" if block.char_start in stray else kind
        counts[kind] += block.char_end - block.char_start
    total = counts.total()
    return {kind: round(counts[kind] / total, 4) for kind in SHARES if counts[kind]} if total else {}


def understood(
    text: str, blocks: Sequence[Block], clauses: Sequence[Clause], entries: Iterable[int]
) -> float | None:
    """The share of a document's characters that have a place in it, from 0 to 1; None where it has none.

    A paragraph without a number has one before the first clause and behind the last, as preamble and closing have, and
    elsewhere where it ends as a sentence does or one of the `entries` (where one of a list or chronicle begins) is in it.
    """
    total = sum(block.char_end - block.char_start for block in blocks)
    unplaced = sum(clause.char_end - clause.char_start for clause in _stray(text, clauses, entries))
    return round(1 - unplaced / total, 3) if total else None


def _stray(text: str, clauses: Sequence[Clause], entries: Iterable[int]) -> Iterator[Clause]:
    """The paragraphs without a place, but those that an entry of a list stands in."""
    starts = sorted(entries)
    for clause in _unplaced(text, clauses):
        if bisect_left(starts, clause.char_start) == bisect_left(starts, clause.char_end):
            yield clause


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
        yield _doubt("little_understood", message, document, _longest_stray(parsed))
    if document.text and not parsed.clauses and not document.title and len(parsed.tables) == 1:
        message = "整页读成了一张表，且没有标题、条款，可能不是表格，请对照原件。"
        yield _doubt("table_of_a_page", message, document, parsed.tables[0])
        return
    for table in filter(_holds_text, parsed.tables):
        message = "这张表每行只有一格，格中是编号的段落，可能不是表格，请对照原件。"
        yield _doubt("table_of_a_page", message, document, table)


def doubt_heads(parsed: ParsedDocument) -> Iterator[Diagnostic]:
    """That a document has no issuer, date or addressee, though a line of its text looks like one."""
    document = parsed.document
    looks: dict[str, tuple[object, Callable[[str], bool]]] = {
        "issuer_unread": (document.issuer, is_signature),
        "date_unread": (document.issued_on, _opens_with_date),
        "addressee_unread": (document.addressees, _is_address),
    }
    lines = [block for block in parsed.blocks if block.kind in ("clause", "paragraph")]
    for code, (value, test) in looks.items():
        near = lines[:_NEAR] if code == "addressee_unread" else lines[-_NEAR:]
        found = next((b for b in near if test(document.text[b.char_start : b.char_end])), None)
        if not value and found and document.role != "annex":
            yield _doubt(code, _UNREAD[code], document, found)


def _opens_with_date(text: str) -> bool:
    return len(text) <= _LONGEST_DATE and _DATE.match(text) is not None


def _is_address(text: str) -> bool:
    """A line that ends in a colon, but for one that greets those who listen (各位代表：)."""
    return _ADDRESS.fullmatch(text) is not None and not words("SALUTE").opens(text)


def _entries(parsed: ParsedDocument) -> list[int]:
    """Where the entries of lists and chronicles begin."""
    return [row.char_start for row in (*parsed.rosters, *parsed.appointments, *parsed.events)]


def _holds_text(table: Table) -> bool:
    """Nearly every row has one filled cell, and several of them begin with the numbers of clauses: text in a frame."""
    rows = [{cell for cell in row if cell} for row in table.cells]
    alone = [next(iter(row)) for row in rows if len(row) == 1]
    labels = [label for label in map(match_label, alone) if label and label.style in _HEADINGS]
    return len(alone) >= _MOSTLY * len(rows) and len(labels) >= _FEWEST_LABELS


def _longest_stray(parsed: ParsedDocument) -> Clause | None:
    """The longest of the paragraphs that have no place."""
    stray = _stray(parsed.document.text, parsed.clauses, _entries(parsed))
    return max(stray, key=lambda clause: clause.char_end - clause.char_start, default=None)


def _doubt(
    code: str, message: str, document: Document, block: Block | Clause | Table | None = None
) -> Diagnostic:
    return Diagnostic(
        document=document.id,
        severity="warning",
        code=code,
        message=message,
        page=block.page if block else document.page_start,
        char_start=block.char_start if block else None,
        char_end=block.char_end if block else None,
    )
