"""What is printed without a title after a document that is complete in itself: a statement of appointment, a chronicle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.language.answers.appointment_verbs import ORDERS, TAKES
from parsers.language.names.names import names_at
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed
from parsers.layout.document_spans import Blocks, Span
from parsers.layout.evidence.chronicle import chronicle_regions, year_heading
from parsers.layout.line_shapes import is_date_line, is_signature
from parsers.layout.provenance import title_date
from parsers.layout.titles import is_appointments_title
from schema.source import Paragraph

# …税务局决定，任命：张三为办公室主任。
_DECIDES = lazy(rf"决定\s*[，,：:]?\s*(?:{ORDERS})\s*[：:]?\s*\S.*。\s*$", re.DOTALL)
# 决定，任命：李四为…: a decision whose head was cut off
_HEADLESS = lazy(rf"\s*决定\s*[，,：:]\s*(?:{ORDERS})")
# 王五|任财产和行为税处处长
_TAKES = lazy(rf"(?:同志)?(?!为){TAKES}")


def with_statements(blocks: Blocks, spans: Sequence[Span]) -> list[Span]:
    """The documents, each ended before what follows it and is not its own.

    A dated decision on appointments names its people in its own sentence (`决定，任命：甲为…。`). A paragraph after it
    that decides again, or says in other words who takes a post, is a document without a title; `免去…` goes on with it.
    So is a chronicle that begins with its year below a signature or a list of appointments.
    """
    parted: list[Span] = []
    for span in spans:
        edges = [*_statements(blocks, span), *_chronicle(blocks, span), span.end]
        parted.append(replace(span, end=edges[0]))
        parted += [Span(start, end, start, 0) for start, end in pairwise(edges)]
    return parted


def _statements(blocks: Blocks, span: Span) -> Iterator[int]:
    """Where the untitled statements begin that follow the decision of a dated document."""
    body = span.title + span.title_count
    title = squeezed("".join(_text(blocks, i) for i in range(span.title, body)))
    if not is_appointments_title(title) or title_date(title) is None:
        return
    decided = False
    for i in range(body, span.end):
        text = _text(blocks, i)
        if decided and (_HEADLESS.match(text) or _names_a_taker(text)):
            yield i
        decided = decided or _DECIDES.search(text) is not None


def _chronicle(blocks: Blocks, span: Span) -> Iterator[int]:
    """Where the chronicle begins that follows a document and takes the rest of its span."""
    body = span.title + span.title_count
    lines = [_text(blocks, i) for i in range(body, span.end)]
    title = squeezed("".join(_text(blocks, i) for i in range(span.title, body)))
    for at in range(1, len(lines)):
        if year_heading(lines[at]) is None:
            continue
        if not (is_date_line(lines[at - 1]) or is_signature(lines[at - 1]) or is_appointments_title(title)):
            continue
        if any(region.verdict.holds for region in chronicle_regions(lines[:at], title)):
            return
        regions = [each for each in chronicle_regions(lines[at:]) if each.verdict.holds and each.start == 0]
        if regions and 2 * regions[0].end > len(lines) - at:
            yield body + at
        return


def _names_a_taker(text: str) -> bool:
    names = names_at(text, 0)
    return bool(names) and _TAKES.match(text, names[-1].end) is not None


def _text(blocks: Blocks, i: int) -> str:
    block = blocks[i]
    return block.text if isinstance(block, Paragraph) else ""
