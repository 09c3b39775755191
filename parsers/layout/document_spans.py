"""Where each document of an issue begins and ends, by its title and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from parsers.language.labels import match_label
from parsers.language.names.doc_numbers import is_doc_number
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed
from parsers.layout.document_contents import is_contents_head
from parsers.layout.elements import is_section_line
from parsers.layout.evidence.beginning import Surroundings, beginning_verdict
from parsers.layout.evidence.title import display_title
from parsers.layout.line_shapes import is_date_line, is_prose, is_signature, is_signer
from parsers.layout.titles import title_lines
from schema.source import Grid, Paragraph

_ANNEX_MARK = lazy(r"附\s*件?\s*[一二三四五六七八九十\d]*\s*[：:]?")
_QUOTED = lazy(r"《((?:[^《》]|《[^《》]*》)+)》")
_REMARK = lazy(r"[（(](?:此件|此文|本文|本件)[^（）()]*[）)]")  # （此件公开发布）  （本文有删减）
_LONGEST_ANNEX_TITLE = 60
_MOST_TITLE_LINES = 4
_MOST_ABOVE = 3  # blocks of running text above a title; more of it is a document of its own
_BELOW = 6  # blocks below a title that say whether it begins a document
_ANNOUNCING_BLOCKS = 12  # a notice names what it issues within its first blocks

Blocks = Sequence[Paragraph | Grid]


@dataclass(frozen=True, slots=True)
class Span:
    """The blocks `[start:end)` of one document, and its title's: `title_count` from `title`."""

    start: int
    end: int
    title: int
    title_count: int
    section: str | None = None
    marked_annex: bool = False


def split_documents(blocks: Blocks, contents: Sequence[str]) -> list[Span]:
    """The documents in order; together they hold every block. `contents` are titles an issue's contents announce."""
    starts = list(_starts(blocks, {squeezed(title) for title in contents}))
    if not blocks:
        return []
    first = _first_span(blocks, starts[0] if starts else None)
    starts = [first, *(span for span in starts if span.title > first.title + first.title_count - 1)]
    ends = [span.start for span in starts[1:]] + [len(blocks)]
    return [replace(span, end=end) for span, end in zip(starts, ends, strict=True)]


def _first_span(blocks: Blocks, known: Span | None) -> Span:
    """The first document: under the title that its words give away, else under what looks most like one."""
    body_above = (
        known is not None and sum(is_prose(_text(blocks, i)) for i in range(known.title)) > _MOST_ABOVE
    )
    if known is not None and _is_signed_above(blocks, known.title):
        return Span(0, len(blocks), 0, 0)
    if known is not None and not body_above:
        return replace(known, start=0)
    best = display_title(blocks)
    return Span(0, len(blocks), best[0], best[1]) if best else Span(0, len(blocks), 0, 0)


def _is_signed_above(blocks: Blocks, title: int) -> bool:
    """Running text with its date stands above a title: a document whose own title is cut off, and no remark."""
    prose = next((i for i in range(title) if is_prose(_text(blocks, i))), title)
    return any(is_date_line(_text(blocks, i)) for i in range(prose + 1, title))


def _starts(blocks: Blocks, announced: set[str]) -> Iterator[Span]:
    i, first = 0, True
    styles: set[str] = set()
    while i < len(blocks):
        span = _document_at(blocks, i, announced, styles, first)
        if span is None:
            label = match_label(_text(blocks, i))
            styles |= {label.style} if label else set()
            first = first and not is_prose(_text(blocks, i))
            i += 1
            continue
        yield span
        first = False
        styles = set()
        i = span.title + span.title_count
        announced |= {name for block in blocks[i : i + _ANNOUNCING_BLOCKS] for name in _named_in(block)}


def _named_in(block: Paragraph | Grid) -> set[str]:
    return {squeezed(name) for name in _QUOTED.findall(block.text)} if isinstance(block, Paragraph) else set()


def _document_at(blocks: Blocks, i: int, announced: set[str], styles: Set[str], first: bool) -> Span | None:
    """The document that begins at block `i`: a title, after a section line, an annex mark or a number.

    `first` says that nothing but short lines stands above it, so that its title needs no other evidence; `styles`
    are those of the labels since the last title.
    """
    title, section, marked = i, None, False
    if is_section_line(_text(blocks, title)) and title_lines(blocks, title + 1):
        section, title = squeezed(_text(blocks, title)).strip("【】[]〖〗"), title + 1
    if _ANNEX_MARK.fullmatch(_text(blocks, title)) and _annex_title_lines(blocks, title + 1):
        marked, title = True, title + 1
    below = title + 1 + is_signer(_text(blocks, title + 1))
    if is_doc_number(_text(blocks, title)) and title_lines(blocks, below):
        title = below
    count = _annex_title_lines(blocks, title) if marked else title_lines(blocks, title)
    count = count or (_announced_lines(blocks, title, announced) if first else 0)
    if count and is_contents_head(_text(blocks, title + count - 1)):
        return None
    if not count or (title == i > 0 and not (first or _is_boundary(blocks, i, count, announced, styles))):
        return None
    title, count = _own_title(blocks, title, count)
    return Span(i, len(blocks), title, count, section, marked)


def _announced_lines(blocks: Blocks, i: int, announced: set[str]) -> int:
    """The lines that together are a title which a page or a list of contents names, whatever it ends with."""
    return next((n for n in range(1, _MOST_TITLE_LINES + 1) if _joined(blocks, i, n) in announced), 0)


def _annex_title_lines(blocks: Blocks, i: int) -> int:
    """The lines of the title under an annex mark; a single line without sentence marks is one, whatever it ends with."""
    text = _text(blocks, i)
    plain = 1 < len(text) <= _LONGEST_ANNEX_TITLE and not (
        re.search(r"[，。；：:;！？]", text) or match_label(text) or is_date_line(text) or is_signature(text)
    )
    return title_lines(blocks, i) or int(plain)


def _text(blocks: Blocks, i: int) -> str:
    block = blocks[i] if i < len(blocks) else None
    return block.text if isinstance(block, Paragraph) else ""


def _joined(blocks: Blocks, start: int, count: int) -> str:
    return squeezed("".join(_text(blocks, i) for i in range(start, start + count)))


def _own_title(blocks: Blocks, title: int, count: int) -> tuple[int, int]:
    """Where a page's title stands above the document's own (`2026年…政府工作报告`, `政府工作报告`): the latter.

    The number may stand between the two.
    """
    start = title + count + is_doc_number(_text(blocks, title + count))
    below = title_lines(blocks, start)
    repeats = below and _joined(blocks, title, count).endswith(_joined(blocks, start, below))
    return (start, below) if repeats else (title, count)


def _is_boundary(blocks: Blocks, start: int, count: int, announced: set[str], styles: Set[str]) -> bool:
    """Evidence that a title begins a document; a remark between it and the document above is passed over."""
    title, above = _joined(blocks, start, count), start - 1
    if _REMARK.fullmatch(_text(blocks, above)) and start > 1:
        above -= 1
    below = [_text(blocks, i) for i in range(start + count, start + count + _BELOW)]
    found = Surroundings(title, _text(blocks, above), below, styles, title in announced)
    return beginning_verdict(found).holds
