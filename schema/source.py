"""What a reader hands to the parsers: paragraphs and tables in reading order, with the way back to the source.

A reader turns a file into a `Reading`. Clean text is the source without the characters that only the
typesetting put there (line breaks, indents, spaces beside CJK, running headers); no character is changed
or added, so each clean range leads back to source ranges.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import accumulate, chain
from typing import Literal, NamedTuple

DiscardName = Literal[
    "running_header",
    "page_number",
    "leader_dots",
    "markup",
    "line_break",
    "space",
    "navigation",
    "index_card",
    "subject_words",
    "chart",
    "repeated_header",
    "byte_order_mark",
    "note_mark",
    "watermark",
    "garbled",
]

Box = tuple[float, float, float, float]
"""Left, top, right and bottom on a page as it is shown, in points from its top left corner."""

PageBox = tuple[int, float, float, float, float]
"""A page, from 1, and a box on it, in tenths of a point."""


def page_box(page: int, box: Sequence[float]) -> PageBox:
    """A box on a page as it is kept."""
    left, top, right, bottom = (round(value, 1) for value in box)
    return page, left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of clean text that is also a run of source text: `clean[start:start+length]` came from `source[origin:]`."""

    start: int
    origin: int
    length: int


def _start_of(segment: Segment) -> int:
    return segment.start


@dataclass(frozen=True, slots=True)
class Text:
    """Clean text and its segments, in order and covering it."""

    text: str
    segments: tuple[Segment, ...]

    def __len__(self) -> int:
        return len(self.text)

    def slice(self, start: int, end: int) -> Text:
        """The part `[start:end)`, with the segments cut to it."""
        cut: list[Segment] = []
        first = bisect_right(self.segments, start, key=_start_of) - 1
        for segment in self.segments[max(first, 0) :]:
            if segment.start >= end:
                break
            low, high = max(start, segment.start), min(end, segment.start + segment.length)
            if low < high:
                cut.append(Segment(low - start, segment.origin + low - segment.start, high - low))
        return Text(self.text[start:end], tuple(cut))

    def source_ranges(self, start: int, end: int) -> list[tuple[int, int]]:
        """The source ranges `(from, to)` that the clean range `[start:end)` was read from."""
        return [(s.origin, s.origin + s.length) for s in self.slice(start, end).segments]


def join(texts: Iterable[Text]) -> Text:
    """The texts one after the other, with nothing between; neighbouring segments become one."""
    pieces: list[str] = []
    segments: list[Segment] = []
    length = 0
    for text in texts:
        for segment in text.segments:
            moved = replace(segment, start=segment.start + length)
            last = segments[-1] if segments else None
            if last and last.start + last.length == moved.start and last.origin + last.length == moved.origin:
                segments[-1] = replace(last, length=last.length + moved.length)
            else:
                segments.append(moved)
        pieces.append(text.text)
        length += len(text)
    return Text("".join(pieces), tuple(segments))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as its author wrote it. `page` counts physical pages from 1; None where the source marks none.

    `align` is what the layout says about the line, where the source has a layout.
    `page_breaks` gives, for a paragraph that crosses page ends, where each further page begins: (clean offset, page).
    `note` says that the layout shows a footnote.
    """

    content: Text
    page: int | None = None
    align: Literal["left", "centre", "right"] | None = None
    level: int | None = None
    page_breaks: tuple[tuple[int, int], ...] = ()
    note: bool = False

    @property
    def text(self) -> str:
        """The clean text."""
        return self.content.text

    def joined(self, other: Paragraph) -> Paragraph:
        """This paragraph with the other one's text appended."""
        offset = len(self.content)
        breaks = [(offset + at, page) for at, page in other.page_breaks]
        if other.page is not None and other.page != self.last_page:
            breaks.insert(0, (offset, other.page))
        return replace(
            self, content=join([self.content, other.content]), page_breaks=self.page_breaks + tuple(breaks)
        )

    @property
    def last_page(self) -> int | None:
        """The page on which the paragraph ends."""
        return self.page_breaks[-1][1] if self.page_breaks else self.page

    def page_at(self, offset: int) -> int | None:
        """The page on which the character at `offset` stands."""
        page = self.page
        for start, number in self.page_breaks:
            if offset >= start:
                page = number
        return page


@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table as cells, row by row; merged cells hold their value in every row they cover.

    `header_rows` counts the rows at the top that name the columns. A cell that repeats a merged value
    has an empty `Text` in `cells` and its value in `values`. A line end in a cell parts two things that it holds;
    its value has a space there.
    """

    cells: tuple[tuple[Text, ...], ...]
    values: tuple[tuple[str, ...], ...]
    header_rows: int = 1
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Discard:
    """Source characters `[start:end)` that are no part of any document, and why."""

    name: DiscardName
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PageMark:
    """The printed page label of a physical page, and the column name its running header shows."""

    page: int
    label: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a reader doubts about the source: a code, a message for an editor, a source range, boxes on its pages."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None
    page: int | None = None
    boxes: tuple[PageBox, ...] = ()


class PlacedRun(NamedTuple):
    """A run of characters on one line: where it starts in the source, how many they are, its page and box.

    `confidence` is that of its recognition, None where it was not recognised.
    """

    start: int
    length: int
    page: int
    box: Box
    confidence: float | None = None


@dataclass(slots=True)
class Places:
    """Where the characters of a paged source stand: runs of them on one line of one page, and the ends of each.

    A run has its box; a character has, in tenths of a point, where it begins and ends along its line, which runs
    across the page or, where a page is shown turned, down it. Thick volumes have a million characters. A run that was
    recognised from a picture has its confidence (0 to 1), another NaN.
    """

    starts: array[int] = field(default_factory=lambda: array("I"))
    pages: array[int] = field(default_factory=lambda: array("I"))
    firsts: array[int] = field(default_factory=lambda: array("I"))
    boxes: array[float] = field(default_factory=lambda: array("f"))
    ends: array[int] = field(default_factory=lambda: array("H"))
    confidences: array[float] = field(default_factory=lambda: array("f"))

    def add(self, runs: Sequence[PlacedRun], ends: bytes) -> None:
        """Note runs of characters, in order; `ends` are two unsigned shorts for each of their characters."""
        first = len(self.ends) // 2
        self.firsts.extend(accumulate((run.length for run in runs[:-1]), initial=first))
        self.starts.extend([run.start for run in runs])
        self.pages.extend([run.page for run in runs])
        self.boxes.extend(chain.from_iterable(run.box for run in runs))
        self.confidences.extend([math.nan if run.confidence is None else run.confidence for run in runs])
        self.ends.frombytes(ends)

    def find(self, start: int, end: int) -> Iterator[tuple[int, Box]]:
        """The page and the box of each run of characters in the source range `[start:end)`."""
        for run, low, high in self._runs(start, end):
            yield self.pages[run], self._box(run, low, high)

    def boxes_of(self, start: int, end: int) -> Iterator[PageBox]:
        """The same as boxes on pages, as they are kept."""
        for page, box in self.find(start, end):
            yield page_box(page, box)

    def boxes_of_text(self, text: Text) -> tuple[PageBox, ...]:
        """The boxes of all that a clean text was read from."""
        ranges = text.source_ranges(0, len(text))
        return tuple(box for start, end in ranges for box in self.boxes_of(start, end))

    def confidence(self, start: int, end: int) -> float | None:
        """The lowest confidence of the runs in the source range; None where none of them was recognised."""
        known = [self.confidences[run] for run, _, _ in self._runs(start, end)]
        return min((value for value in known if not math.isnan(value)), default=None)

    def _runs(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The runs in a source range, and which of the characters of each, counted over all runs."""
        run = max(bisect_right(self.starts, start) - 1, 0)
        while run < len(self.starts) and self.starts[run] < end:
            first = self.firsts[run]
            low = first + max(start - self.starts[run], 0)
            high = min(first + end - self.starts[run], self._last(run))
            if low < high:
                yield run, low, high
            run += 1

    def _last(self, run: int) -> int:
        return self.firsts[run + 1] if run + 1 < len(self.firsts) else len(self.ends) // 2

    def _box(self, run: int, low: int, high: int) -> Box:
        """The part of a run's box that its characters `[low:high)` take."""
        left, top, right, bottom = self.boxes[4 * run : 4 * run + 4]
        whole = self.ends[2 * self.firsts[run] : 2 * self._last(run)]
        part = self.ends[2 * low : 2 * high]
        begin, stop = min(part) / 10, max(part) / 10
        if abs(max(whole) / 10 - (right - left)) <= abs(max(whole) / 10 - (bottom - top)):
            return left + begin, top, left + stop, bottom
        return left, top + begin, right, top + stop

    def __bool__(self) -> bool:
        return bool(self.starts)


@dataclass(frozen=True, slots=True)
class Reading:
    """A source read: its decoded text, its blocks in reading order, and what was left out of them.

    The text of a paged source is its characters in reading order; `places` leads from it to the pages. `metadata` is
    what a page or a collector's head says of its document, as printed: label and value.
    """

    source: str
    blocks: tuple[Paragraph | Grid, ...]
    discards: tuple[Discard, ...] = ()
    pages: tuple[PageMark, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())
    media_type: str = "text/plain"
    places: Places | None = None
    metadata: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LocalPlace:
    """A place that `places.csv` beside the sources adds; the columns are those of the lexicon's own `places.csv`."""

    place: str
    stem: str
    level: str
    sign: str
    parent: str


@dataclass(frozen=True, slots=True)
class LocalOrganisation:
    """An organisation that `organisations.csv` beside the sources adds; the columns are those of the lexicon's."""

    place: str
    name: str
    kind: str
    aliases: str
    key: str


@dataclass(frozen=True, slots=True)
class LocalReform:
    """A reform that `reforms.csv` beside the sources adds; the columns are those of the lexicon's `organisation_reforms.csv`."""

    former: str
    forms: str
    successor: str
    level: str
    day: str
    place: str
    basis: str


@dataclass(frozen=True, slots=True)
class LocalNames:
    """What a publisher's sources name and the lexicon does not know."""

    places: tuple[LocalPlace, ...] = ()
    organisations: tuple[LocalOrganisation, ...] = ()
    reforms: tuple[LocalReform, ...] = ()

    def __add__(self, other: LocalNames) -> LocalNames:
        """Both, each row once."""
        return LocalNames(
            tuple(dict.fromkeys(self.places + other.places)),
            tuple(dict.fromkeys(self.organisations + other.organisations)),
            tuple(dict.fromkeys(self.reforms + other.reforms)),
        )


NO_NAMES = LocalNames()


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a publisher's `sources.toml` declares of sources that do not print it themselves.

    `year` and `number` are those of the issue that one file holds; `components` are spaCy components of others that
    read its clauses as well; `names` stand in CSV files beside it.
    """

    gazette: str | None = None
    publisher: str | None = None
    place: str | None = None
    year: int | None = None
    number: int | None = None
    components: tuple[str, ...] = ()
    names: LocalNames = NO_NAMES

    @property
    def said(self) -> dict[str, str]:
        """What is declared, by the names of `sources.toml`."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: str(value) for name, value in values.items() if isinstance(value, str | int)}

    @property
    def is_issue(self) -> bool:
        """The file is declared to hold an issue: its year and number are known."""
        return self.year is not None and self.number is not None
