"""A PDF into a `Reading`, page by page, in the memory of a few pages."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from pathlib import Path

import numpy as np

from ingest.limits import begin_page, end_pages
from ingest.read.page_lines import without_page_lines
from ingest.read.pdf.ahead import one_ahead
from ingest.read.pdf.attached import attached_files, doubt_attached, doubt_pinned
from ingest.read.pdf.characters.characters import LoadedPage, PageContent, loaded, page_content
from ingest.read.pdf.characters.founder import with_founder_signs
from ingest.read.pdf.characters.fragments import in_content_order
from ingest.read.pdf.doubted import doubt_places
from ingest.read.pdf.layout.columns import Block, Flow, Gutter, gutters_between
from ingest.read.pdf.layout.layout import (
    LaidPage,
    Panel,
    lay_pages,
    page_flows,
    panel_flows,
    set_footnotes_apart,
    text_area,
)
from ingest.read.pdf.layout.lines import Line, flow_lines, make_line
from ingest.read.pdf.layout.margins import Edge, Margins, with_margins
from ingest.read.pdf.layout.paragraphs import Draft, Paragraphs, make_frame
from ingest.read.pdf.opening import OpenPdf, opened
from ingest.read.pdf.pages import believed
from ingest.read.pdf.recognition.ocr import is_installed
from ingest.read.pdf.tables.continued import add_table
from ingest.read.pdf.tables.tables import RuledTable
from ingest.read.pdf.trust import RECOGNISABLE_CODES, UNREADABLE_CODES
from ingest.read.pdf.writer import Writer
from schema.errors import SourceError
from schema.source import Doubt, PageMark, Reading

_NO_OCR = Doubt(
    "ocr_needed",
    "有的页没有可信的文字层：请在本软件的目录中运行 make ocr"
    '（即 pip install -e ".[ocr]"）安装文字识别组件，再解析；或换用有文字的版本。',
)
_PAGES_AT_A_TIME = 48
MEDIA_TYPE = "application/pdf"


def read_pdf(path: Path, password: str | None = None, left_out: Collection[int] = ()) -> Reading:
    """The reading of a PDF, without the pages `left_out`.

    Raises SourceError for one that cannot be opened or holds no text.
    """
    try:
        with opened(path, password) as pdf, closing(_pages(pdf, left_out)) as pages:
            attached = attached_files(pdf.document.raw)
            pdf.doubts += [doubt_attached(attached)] if attached else []
            reading = without_page_lines(read_pages(pages))
    finally:
        end_pages()
    doubts = [*pdf.doubts, *_damaged(pdf.damaged), *reading.doubts]
    unreadable = any(doubt.code in UNREADABLE_CODES for doubt in doubts)
    if not reading.blocks and not unreadable:
        cause = "none of its pages can be read" if pdf.damaged else _no_text(len(reading.pages))
        if attached:
            cause = f"{cause}, but files are attached: {attached}"
            raise SourceError(path, cause, "take them out and parse them")
        raise SourceError(path, cause, "look at it in a viewer, fetch another")
    unrecognised = any(doubt.code in RECOGNISABLE_CODES for doubt in doubts) and not is_installed()
    return replace(reading, doubts=(*doubts, _NO_OCR) if unrecognised else tuple(doubts))


def _no_text(pages: int) -> str:
    return "no text on its page" if pages == 1 else f"no text on its {pages} pages"


def _pages(pdf: OpenPdf, left_out: Collection[int]) -> Generator[PageContent, None, None]:
    """The content of a document's pages, one loaded ahead."""
    return one_ahead(_loaded_pages(pdf, left_out), partial(_believed_page, pdf))


def _loaded_pages(pdf: OpenPdf, left_out: Collection[int]) -> Generator[LoadedPage, None, None]:
    """The pages of a document, each loaded until the next one is asked for. Those not to be had are doubted."""
    for index in range(len(pdf)):
        if index and index % _PAGES_AT_A_TIME == 0:
            pdf.reopen()
        if index + 1 in left_out:
            message = f"第{index + 1}页：读取时超出时间或内存的限度，未读出；请用阅读器查看。"
            pdf.doubts.append(Doubt("page_left_out", message, page=index + 1))
            continue
        begin_page(index + 1)
        try:
            with loaded(pdf.text.raw, index) as page:
                yield page
        except ValueError:
            pdf.damaged.append(index + 1)


def _damaged(pages: Sequence[int]) -> Iterator[Doubt]:
    """What is said of the damaged pages: one doubt for each run of them, at its first."""
    for _, run in groupby(enumerate(pages), key=lambda numbered: numbered[1] - numbered[0]):
        numbers = [page for _, page in run]
        shown = f"{numbers[0]}—{numbers[-1]}" if len(numbers) > 1 else str(numbers[0])
        yield Doubt("damaged_page", f"第{shown}页：已损坏，未能读出。", page=numbers[0])


def _believed_page(pdf: OpenPdf, loaded: LoadedPage) -> PageContent:
    """The content of a page; where its text layer is not to be believed, it is doubted."""
    page, doubts = believed(pdf.document, page_content(loaded))
    pdf.doubts += [*doubts, *doubt_pinned(loaded.page, page)]
    return page


def read_pages(pages: Iterable[PageContent], doubts: Iterable[Doubt] = ()) -> Reading:
    """The reading of a document's pages. `doubts` are kept with it."""
    state = _State()
    for page, margins in _with_margins(lay_pages(with_founder_signs(pages))):
        state.take(page, margins)
    state.flush(whole=True)
    writer = state.writer
    writer.pack()
    writer.mark_large()
    return Reading(
        writer.source,
        tuple(writer.blocks),
        tuple(writer.discards),
        tuple(state.marks),
        (*doubts, *state.doubts),
        MEDIA_TYPE,
        writer.places,
    )


def _with_margins(pages: Iterable[LaidPage]) -> Iterator[tuple[LaidPage, Margins]]:
    waiting: deque[LaidPage] = deque()

    def edges() -> Iterator[Edge]:
        for page in pages:
            waiting.append(page)
            yield page.edge

    for margins in with_margins(edges()):
        yield waiting.popleft(), margins


@dataclass(slots=True)
class _State:
    """What is carried from page to page."""

    writer: Writer = field(default_factory=Writer)
    paragraphs: Paragraphs = field(default_factory=Paragraphs)
    marks: list[PageMark] = field(default_factory=list)
    areas: dict[tuple[int, int], tuple[float, float]] = field(default_factory=dict)
    gutters: dict[tuple[int, int], list[Gutter]] = field(default_factory=dict)
    contents: dict[int, PageContent] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def take(self, page: LaidPage, margins: Margins) -> None:
        """Lay out a page and write what is complete."""
        number = page.content.number
        if number - 1 not in self.contents:
            self.flush(whole=True)
        self.contents[number] = page.content
        if page.unclear:
            self.doubts.append(_doubt_unclear(page))
        self.marks.append(margins.mark(number))
        cut = self.paragraphs.cut_note
        set_footnotes_apart(page, margins, cut.lines[-1] if cut else None)
        left, right = self._area(page, margins)
        above, below = _flows_aside(page, margins)
        self._add_aside(above, number)
        for flow in self._flows(page, margins, left, right):
            self._add(flow_lines(flow.items, number), flow.left, flow.right, number)
        self._add_aside(below, number)
        self.paragraphs.add_notes(list(_note_lines(page)), page.marks)
        self.flush()
        self.writer.pack()
        edged = (page.aside or page).content
        for fragment in margins.headers:
            self.writer.discard("running_header", make_line([fragment], number), edged)
        for fragment in page.marks:
            self.writer.discard("note_mark", make_line([fragment], number), page.content)
        for fragment in margins.numbers:
            self.writer.discard("page_number", make_line([fragment], number), edged)
        for name, glyphs in page.content.set_aside:
            for fragment in in_content_order(glyphs):
                self.writer.discard(name, make_line([fragment], number), page.content)

    def _flows(self, page: LaidPage, margins: Margins, left: float, right: float) -> list[Flow]:
        """The flows of the page, whose gutters the next page on the same side may have too."""
        side = _side(page)
        flows = page_flows(page, margins, left, right, self.gutters.get(side, ()))
        self.gutters[side] = gutters_between(flows) or self.gutters.get(side, [])
        return flows

    def _area(self, page: LaidPage, margins: Margins) -> tuple[float, float]:
        """The text area of the page: its own text's edges and those of the pages before on the same side."""
        found = text_area(page, margins)
        side = _side(page)
        known = [area for area in (found, self.areas.get(side)) if area]
        if not known:
            return 0.0, page.content.width
        self.areas[side] = min(area[0] for area in known), max(area[1] for area in known)
        return self.areas[side]

    def _add_aside(self, flows: Iterable[Flow], number: int) -> None:
        for flow in flows:
            lines = [replace(n, aside=True) for n in flow_lines(flow.items, number) if isinstance(n, Line)]
            self._add(lines, flow.left, flow.right, number)

    def _add(self, lines: Sequence[Line | Block], left: float, right: float, number: int) -> None:
        frame = make_frame([line for line in lines if isinstance(line, Line)], left, right)
        waiting: list[Line] = []
        for line in lines:
            if isinstance(line, Line):
                waiting.append(line)
                continue
            self.paragraphs.add(waiting, frame)
            waiting = []
            if isinstance(line.content, Panel) and line.content.small:
                inner = [n for n in flow_lines(line.content.fragments, number) if isinstance(n, Line)]
                self.paragraphs.blocks.append(Draft(inner, panel=True))
            elif isinstance(line.content, Panel):
                for flow in panel_flows(line.content):
                    inner = [n for n in flow_lines(flow.items, number) if isinstance(n, Line)]
                    self.paragraphs.add(inner, make_frame(inner, flow.left, flow.right), panel=True)
            else:
                add_table(self.paragraphs.blocks, line)
        self.paragraphs.add(waiting, frame)

    def flush(self, whole: bool = False) -> None:
        """Write the blocks that nothing can carry on any more."""
        blocks = self.paragraphs.blocks
        count = len(blocks) if whole else self._complete(blocks)
        for block in blocks[:count]:
            if isinstance(block, Draft):
                self.writer.paragraph(block, self.contents)
            elif isinstance(block.content, RuledTable):
                self.writer.table(block.content, self.contents)
        del blocks[:count]
        oldest = min((_first_page(block) for block in blocks), default=None)
        for number in [n for n in self.contents if oldest is None or n < oldest]:
            if number != max(self.contents):
                del self.contents[number]

    @staticmethod
    def _complete(blocks: list[Draft | Block]) -> int:
        for i, block in enumerate(blocks):
            if isinstance(block, Draft) and block.open:
                return i
            if isinstance(block, Block) and all(isinstance(b, Draft) and b.note for b in blocks[i + 1 :]):
                return i
        return len(blocks)


def _doubt_unclear(page: LaidPage) -> Doubt:
    places = np.array(page.unclear, dtype=np.float32)
    message = "此处各行对齐成列，像是没有线的表格，已按一行行文字读入，请对照原件。"
    return doubt_places(page.content, places, "table_unclear", message)


def _flows_aside(page: LaidPage, margins: Margins) -> tuple[list[Flow], list[Flow]]:
    """The flows of what runs another way than the text of the page: those above its middle, and those below."""
    area = text_area(page.aside, margins) if page.aside else None
    if not page.aside or not area:
        return [], []
    flows = page_flows(page.aside, margins, *area)
    middle = page.aside.content.height / 2
    above = [flow for flow in flows if flow.items[0].middle < middle]
    return above, [flow for flow in flows if flow not in above]


def _note_lines(page: LaidPage) -> Iterator[list[Line]]:
    """The lines of each footnote."""
    for note in page.notes:
        lines = flow_lines(note, page.content.number)
        yield [line for line in lines if isinstance(line, Line)]


def _side(page: LaidPage) -> tuple[int, int]:
    """Whether the page is a left or a right one, and its width: the margins of such pages are alike."""
    return page.content.number % 2, round(page.content.width)


def _first_page(block: Draft | Block) -> int:
    if isinstance(block, Draft):
        return block.lines[0].page
    assert isinstance(block.content, RuledTable)
    return block.content.row_pages[0]
