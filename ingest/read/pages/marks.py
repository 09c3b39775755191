"""Pages in a text source: where they begin, and the running headers and page numbers between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.read.lines import Line
from ingest.read.pages.heads import head_label, running_heads
from ingest.read.pages.numbers import PageNumber, numbers_alone, page_numbers
from schema.source import Discard, PageMark

_FEWEST_LINES_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class Pages:
    """The lines that are text, with their pages; what was set aside; the printed labels of the pages."""

    lines: list[Line]
    discards: list[Discard]
    marks: list[PageMark]


def mark_pages(lines: list[Line], wrapped: bool) -> Pages:
    """Set running headers and page numbers aside and give each line its physical page, where the source marks any.

    A page begins at a form feed or, in text wrapped by a typesetter, at a line with a lone indent.
    """
    numbers = {number.line: number for number in page_numbers(lines, wrapped)}
    alone = {number.line: number for number in numbers_alone(lines)}
    headers = running_heads(lines, alone.keys() | numbers.keys())
    bare = {i for i in headers if numbers.keys().isdisjoint({i - 1, i + 1})}
    numbers |= {i: n for i, n in alone.items() if not {i - 1, i + 1}.isdisjoint(bare)}
    starts = _page_starts(lines, wrapped)
    discards = [discard for i in headers for discard in lines[i].discarded("running_header")]
    for i, number in numbers.items():
        discards += lines[i].discarded("page_number", number.start, number.end) if i not in headers else []
    kept: list[Line] = []
    marks: dict[int, PageMark] = {1: PageMark(1)}
    page = 1
    for i, line in enumerate(lines):
        if i in starts and i > 0:
            page += 1
            marks[page] = PageMark(page)
        if i in headers:
            marks[page] = _noted(marks[page], line)
            continue
        if i in numbers:
            marks[page] = replace(marks[page], label=numbers[i].label)
            line = _without(line, numbers[i])
        if len(line.content):
            kept.append(replace(line, page=page) if starts else line)
    return Pages(kept, discards, list(marks.values()) if starts else [])


def _without(line: Line, number: PageNumber) -> Line:
    """The line without the page number in it, which stands at one of its ends."""
    start, end = (number.end, len(line.content)) if number.start == 0 else (0, number.start)
    return replace(line, content=line.content.slice(start, end))


def _noted(mark: PageMark, line: Line) -> PageMark:
    label = head_label(line.text)
    return replace(mark, label=label) if label else replace(mark, section=line.text)


def _page_starts(lines: Sequence[Line], wrapped: bool) -> set[int]:
    fed = {i for i, line in enumerate(lines) if line.new_page}
    if fed or not wrapped:
        return fed
    indented = [i for i, line in enumerate(lines) if line.indent == 1]
    far_apart = all(b - a >= _FEWEST_LINES_A_PAGE // 2 for a, b in pairwise(indented))
    if len(indented) >= 2 and len(indented) < len(lines) / _FEWEST_LINES_A_PAGE and far_apart:
        return set(indented)
    return set()
