"""Running headers, footers and page numbers: what repeats at the same height over neighbouring pages.

What a browser prints above and below a page, when and where it was taken from, is told by its form.

Everything is judged within a window of pages, so that a document of any length needs the memory of a few pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ingest.read.pdf.characters.fragments import Fragment
from parsers.language.patterns import lazy
from schema.source import PageMark

_WINDOW = 6
_ZONE = 0.16
_MOST_ROWS = 3
_LONGEST = 30
_LONGEST_NAME = 24
_SMALLER = 0.9
_FAR_ABOVE = 2.5
_LEVEL = 0.6
_DASH = "[-—–－―一_·•.～~|/ 　]"
_NUMBER = lazy(
    rf"{_DASH}*(?:第)?(?P<label>\d{{1,4}}|[IVXⅠ-Ⅻivx]{{1,5}})(?:页)?(?:[/，,]?(?:共)?\d{{1,4}}页?)?{_DASH}*"
)
_DRESSED = lazy(rf"{_DASH}+\d{{1,4}}{_DASH}+|第\d{{1,4}}页.*")  # — 12 —  第3页共14页
_BESIDE = lazy(r"(?P<before>\d{1,4})(?=[^\d年月日号期.．、]).{3,}|.{3,}[^\d第总.．](?P<after>\d{1,4})")
_FIGURES = lazy(r"\d+")
_PRINTED_AT = lazy(
    r"(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{4}年\d{1,2}月\d{1,2}日)[,，]?\s*"
    r"[^\W\d]{0,2}\d{1,2}:\d{2}(?::\d{2})?\s*(?:[AP]M)?.*|(?:https?|file)://.*",
    re.IGNORECASE,
)  # what a browser prints: 2031/3/5 16:02 某市人民政府关于…的通知; https://example.gov.cn/art/1.html 1/3
_LETTERS = lazy(r"[^\W\d_]{2}")
_NO_HEADER = lazy(r"附件\d*[：:]?|.*[。；]|[续附]?图?表\s*[0-9一二三四五六七八九十].*|续\s*表.*")
_GAZETTE = lazy(r"公报|GAZETTE|年第?\d*期|总第\d+期", re.IGNORECASE)


@dataclass
class Row:
    """Fragments at one height near the edge of a page, `place` points from it, the first of the size `em`."""

    fragments: list[Fragment]
    at_top: bool
    place: float
    em: float

    @cached_property
    def text(self) -> str:
        """What stands there, from left to right."""
        return "".join(f.text for f in sorted(self.fragments, key=lambda f: f.x0))

    @cached_property
    def may_be_header(self) -> bool:
        """Nothing in it is too long for a header, or a heading, caption or sentence."""
        return not any(len(f.text) > _LONGEST or _NO_HEADER.fullmatch(f.text) for f in self.fragments)

    @cached_property
    def label(self) -> int | None:
        """The page number in it."""
        label = next((found for f in self.fragments if (found := label_of(f.text))), None)
        return int(label) if label and label.isdecimal() else None

    @cached_property
    def patterns(self) -> set[str]:
        """The texts with numbers left open."""
        return {_FIGURES.sub("#", f.text) for f in self.fragments}


@dataclass(slots=True)
class Margins:
    """What was found on a page: the fragments set aside, and the printed number and section."""

    headers: list[Fragment] = field(default_factory=list)
    numbers: list[Fragment] = field(default_factory=list)
    label: str | None = None
    section: str | None = None

    def mark(self, page: int) -> PageMark:
        """The page mark they make."""
        return PageMark(page, self.label, self.section)


@dataclass(slots=True)
class Edge:
    """The rows near the edges of a page that may be headers or footers, from the edge inwards."""

    page: int
    top: list[Row]
    bottom: list[Row]


def find_edge(page: int, height: float, fragments: Sequence[Fragment]) -> Edge:
    """The candidates of a page."""
    ordered = sorted(fragments, key=lambda f: f.middle)
    top = [f for f in ordered if f.middle < height * _ZONE]
    bottom = [f for f in reversed(ordered) if f.middle > height * (1 - _ZONE)]
    return Edge(page, _rows(top, height, True), _rows(bottom, height, False))


def _rows(fragments: Iterable[Fragment], height: float, at_top: bool) -> list[Row]:
    rows: list[Row] = []
    for fragment in fragments:
        place = fragment.middle if at_top else height - fragment.middle
        if rows and abs(rows[-1].place - place) < _LEVEL * fragment.em:
            rows[-1].fragments.append(fragment)
        elif len(rows) < _MOST_ROWS:
            rows.append(Row([fragment], at_top, place, fragment.em))
        else:
            break
    return rows


def with_margins(edges: Iterable[Edge]) -> Iterator[Margins]:
    """The margins of each page, in order, each judged by the pages around it."""
    window: list[Edge] = []
    done = 0
    for edge in edges:
        window.append(edge)
        if len(window) - done > _WINDOW:
            yield _judge(window, done)
            done += 1
        if done > _WINDOW:
            del window[0]
            done -= 1
    while done < len(window):
        yield _judge(window, done)
        done += 1


def _judge(window: Sequence[Edge], at: int) -> Margins:
    edge = window[at]
    others = [other for i, other in enumerate(window) if i != at]
    margins = Margins()
    for rows, others_rows in (
        (edge.top, [(o, o.top) for o in others]),
        (edge.bottom, [(o, o.bottom) for o in others]),
    ):
        for depth, row in enumerate(rows):
            found = _repeats(row, edge, others_rows) or _stands_like(row, others_rows, depth)
            printed = not depth and _PRINTED_AT.fullmatch(row.text.strip()) is not None
            if not (
                printed or found or _names_gazette(rows, depth) or _is_lone_number(rows, depth, edge.page)
            ):
                break
            _take(row, margins, named=not printed)
    return margins


def _repeats(row: Row, edge: Edge, others: Sequence[tuple[Edge, list[Row]]]) -> bool:
    """Other pages have the same text at the same height, or numbers that go on."""
    if not row.may_be_header:
        return False
    same = level = in_turn = 0
    place, reach = row.place, _LEVEL * row.em
    for other, rows in others:
        beside = [candidate for candidate in rows if abs(place - candidate.place) < reach]
        level += bool(beside)
        for candidate in beside:
            shared = row.patterns & candidate.patterns
            number, following = (row.label, candidate.label) if shared else (None, None)
            in_turn += bool(number and following and following - number == other.page - edge.page)
            same += any(_LETTERS.search(pattern) for pattern in shared)
    if in_turn > 2 or (in_turn and 2 * in_turn >= level):
        return True
    if same >= 2 or (same and len(others) <= 3):
        return True
    return _DRESSED.fullmatch(row.text) is not None


def _stands_like(row: Row, others: Sequence[tuple[Edge, list[Row]]], depth: int) -> bool:
    """The outermost row stands where the headers of other pages stand, in their size: a section of one page."""
    if depth or any(len(f.text) > _LONGEST_NAME for f in row.fragments):
        return False
    alike = 0
    for other, rows in others:
        if rows and _level(row, rows[0]) and _same_size(row, rows[0]):
            rest = [(o, r) for o, r in others if o is not other]
            alike += _repeats(rows[0], other, rest)
    return alike >= 2


def _names_gazette(rows: Sequence[Row], depth: int) -> bool:
    """The outermost row at the top has the gazette's name in smaller type than what follows, as on a single page."""
    row = rows[depth]
    if depth or not row.at_top or len(rows) == 1 or any(len(f.text) > _LONGEST_NAME for f in row.fragments):
        return False
    smaller = row.em < _SMALLER * min(f.em for f in rows[1].fragments)
    return smaller and any(_GAZETTE.search(f.text) for f in row.fragments)


def _is_lone_number(rows: Sequence[Row], depth: int, page: int) -> bool:
    """The outermost row at the foot is a number no larger than the page's, with room above it: pages before have none."""
    row = rows[depth]
    if depth or row.at_top or len(row.fragments) > 1 or not row.text.isdecimal() or row.label is None:
        return False
    above = rows[1].place - row.place if len(rows) > 1 else _FAR_ABOVE * row.em
    return row.label <= page and above >= _FAR_ABOVE * row.em


def _same_size(row: Row, other: Row) -> bool:
    return abs(row.em - other.em) < 0.06 * row.em


def _level(row: Row, other: Row) -> bool:
    return abs(row.place - other.place) < _LEVEL * row.em


def label_of(text: str) -> str | None:
    """The page number in a header or footer: 12 of `— 12 —`, 24 of `南通市人民政府公报24`."""
    number = _NUMBER.fullmatch(text)
    if number:
        return number["label"]
    beside = _BESIDE.fullmatch(text)
    return (beside["before"] or beside["after"]) if beside else None


def _take(row: Row, margins: Margins, named: bool) -> None:
    """Set the fragments of a header aside: numbers, the gazette's name, and where it may be `named`, the section."""
    for fragment in sorted(row.fragments, key=lambda f: f.x0):
        text = fragment.text
        if _NUMBER.fullmatch(text):
            margins.numbers.append(fragment)
            margins.label = margins.label or label_of(text)
            continue
        margins.headers.append(fragment)
        label = label_of(text)
        margins.label = margins.label or label
        if named and row.at_top and margins.section is None and not _GAZETTE.search(text):
            margins.section = _without_number(text, label)


def _without_number(text: str, label: str | None) -> str:
    return text.removeprefix(label).removesuffix(label) if label else text
