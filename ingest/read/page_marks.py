"""Pages in a text source: where they begin, and the running headers and page numbers between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.read.lines import Line
from parsers.language.answers.gazette_columns import column_name
from parsers.language.patterns import lazy
from schema.source import Discard, PageMark

_DASHED_NUMBER = lazy(r"[-—–－―一·•]\s*(\d{1,4})\s*[-—–－―一·•]|第\s*(\d{1,4})\s*页(?:\s*共\s*\d+\s*页)?")
_BARE_NUMBER = lazy(r"\d{1,4}")
_ROMAN = lazy(r"[IVXⅠ-Ⅻ]{1,5}")
_HEADER = lazy(r"(?P<before>\d{1,4})?\s*(?P<name>\S{2,20}公\s*报)\s*(?P<after>\d{1,4})?")
_FEWEST_LINES_A_PAGE = 10
_MOST_PAGES_A_STEP = 4  # a number may be lost in the text beside it


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
    headers = _running_headers(lines)
    numbers = _page_numbers(lines, wrapped)
    starts = _page_starts(lines, wrapped)
    discards = [discard for i in headers for discard in lines[i].discarded("running_header")]
    discards += [d for i in numbers if i not in headers for d in lines[i].discarded("page_number")]
    if not starts:
        return Pages(
            [line for i, line in enumerate(lines) if i not in headers | numbers.keys()], discards, []
        )
    kept: list[Line] = []
    marks: dict[int, PageMark] = {1: PageMark(1)}
    page = 1
    for i, line in enumerate(lines):
        if i in starts and i > 0:
            page += 1
            marks[page] = PageMark(page)
        if i in headers:
            marks[page] = _noted(marks[page], line)
        elif i in numbers:
            marks[page] = replace(marks[page], label=str(numbers[i]))
        else:
            kept.append(replace(line, page=page))
    return Pages(kept, discards, list(marks.values()))


def _header_label(text: str) -> str | None:
    """The page label a gazette's running header prints: `南通市人民政府公报24`; not a year: `2031年统计公报`."""
    header = _HEADER.fullmatch(text)
    if header is None or header["name"].startswith("年"):
        return None
    return header["before"] or header["after"]


def _noted(mark: PageMark, line: Line) -> PageMark:
    label = _header_label(line.text)
    return replace(mark, label=label) if label else replace(mark, section=line.text)


def _running_headers(lines: list[Line]) -> set[int]:
    found: set[int] = set()
    for i, line in enumerate(lines):
        if _header_label(line.text):
            found.add(i)
            found.update(
                j for j in (i - 1, i + 1) if 0 <= j < len(lines) and column_name(lines[j].text, among=True)
            )
    return found


def _page_numbers(lines: list[Line], wrapped: bool) -> dict[int, str]:
    dashed = {i: m for i, line in enumerate(lines) if (m := _DASHED_NUMBER.fullmatch(line.text))}
    if dashed:
        return {i: m[1] or m[2] for i, m in dashed.items()}
    roman = {i: line.text for i, line in enumerate(lines) if wrapped and _ROMAN.fullmatch(line.text)}
    bare = [i for i, line in enumerate(lines) if _BARE_NUMBER.fullmatch(line.text)]
    steps = [
        b - a >= _FEWEST_LINES_A_PAGE and 0 < int(lines[b].text) - int(lines[a].text) <= _MOST_PAGES_A_STEP
        for a, b in pairwise(bare)
    ]
    if len(steps) >= 2 and all(steps):
        return roman | {i: lines[i].text for i in bare}
    return roman


def _page_starts(lines: list[Line], wrapped: bool) -> set[int]:
    fed = {i for i, line in enumerate(lines) if line.new_page}
    if fed or not wrapped:
        return fed
    indented = [i for i, line in enumerate(lines) if line.indent == 1]
    far_apart = all(b - a >= _FEWEST_LINES_A_PAGE // 2 for a, b in pairwise(indented))
    if len(indented) >= 2 and len(indented) < len(lines) / _FEWEST_LINES_A_PAGE and far_apart:
        return set(indented)
    return set()
