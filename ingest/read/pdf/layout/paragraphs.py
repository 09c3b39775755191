"""Lines into paragraphs by indent, fullness, alignment and size; a paragraph goes on over columns and pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter
from statistics import median
from typing import Literal

import numpy as np

from ingest.read.pdf.characters.fragments import Fragment
from ingest.read.pdf.layout.columns import Block
from ingest.read.pdf.layout.footnotes import is_marked
from ingest.read.pdf.layout.lines import WIDE_SPACE, Line
from ingest.read.pdf.layout.name_lists import find_list_rows
from ingest.read.tables.regions import is_caption
from parsers.language.labels import match_label
from parsers.language.names.doc_numbers import is_doc_number
from parsers.language.names.doc_types import ends_like_title
from parsers.language.patterns import lazy
from parsers.layout.line_shapes import (
    ends_sentence,
    has_open_bracket,
    is_complete,
    is_date_line,
    is_entry_start,
    is_signature,
)

Align = Literal["left", "centre", "right"]

_INDENT = 1.2
_SAME_SIZE = 0.09
_SMALL = 0.87
_FLUSH = 0.5
_RAGGED = 2.2
_FAR_IN = 2.6
_UNDER = 0.3
_NEAR_EDGE = 3.0
_LITTLE = 0.4
_LARGE = 1.1
_LOOSE = 1.55
_LOOSE_TITLE = 1.7
_EVEN = 0.08
_FEWEST_BREAKS = 2
_MOST_PARTS = 2
_TAIL = 10
_RUNNING = 14
_ENDS = frozenset("。！？!?；;：:…”）)》〉」』】")
_TITLE_PITCH = 2.4
_LONGEST_NUMBER = 40
_HEADING_STYLES = frozenset(("book", "chapter", "section", "cn", "cn_bracket"))
_FIELD = lazy(r"[\u4e00-\u9fff　 ]{2,8}[：:].")  # 地址：滨江市世纪大道6号
_LEADER = lazy(r"[.．·…]{3,}")
_MOST_CUT = 6
_ADDRESSED = lazy(r"[各全][^。；：:]{2,200}[：:]")  # 各区人民政府，市各部门：
_NOTE_MARK = lazy(r"[①-⑳⑴-⒇❶-❿]|[\[［〔]\d{1,2}[\]］〕]")  # ① 不含流动人口。


@dataclass(slots=True)
class Draft:
    """A paragraph on its way: its lines, how it is aligned, whether the next column or page may carry it on.

    `indented` says that its first line begins further in than the others. A `note` is a footnote of a page.
    """

    lines: list[Line]
    align: Align = "left"
    open: bool = False
    panel: bool = False
    row: bool = False
    indented: bool = False
    note: bool = False

    @property
    def text(self) -> str:
        """The text of its lines."""
        return "".join(line.text for line in self.lines)

    @property
    def tail(self) -> str:
        """The text of its last lines."""
        return "".join(line.text for line in self.lines[-_TAIL:])


@dataclass(frozen=True, slots=True)
class Frame:
    """The edges that lines of a flow are judged by, its text size, and how far its lines of each size are apart."""

    left: float
    right: float
    em: float
    steps: Mapping[float, float]

    def pitch(self, line: Line) -> float:
        """The usual distance of lines of this size."""
        return self.steps.get(round(line.em), 1.6 * line.em)

    def indent(self, line: Line) -> float:
        """How far the line begins from the left edge, in characters."""
        return (line.x0 - self.left) / line.em

    def room(self, line: Line) -> float:
        """How far the line ends from the right edge, in points."""
        return self.right - line.x1


@dataclass(slots=True)
class Paragraphs:
    """Builds the paragraphs of flows; `blocks` are the drafts and tables so far, in reading order."""

    blocks: list[Draft | Block] = field(default_factory=list)

    def add(self, texts: Sequence[Line], frame: Frame, panel: bool = False) -> None:
        """Take lines of a flow. Text inside a framed panel is carried on only by text in a panel."""
        rows = {row.start: row for row in find_list_rows(texts, frame.left)}
        draft: Draft | None = None
        position = 0
        while position < len(texts):
            line, row = texts[position], rows.get(position)
            if row:
                lines = [line.parted(row.column), *texts[row.start + 1 : row.end]]
                indented = frame.indent(line) >= _INDENT
                draft = self._begin(Draft(lines, panel=panel, row=True, indented=indented))
            else:
                before = texts[position - 1] if position else None
                draft = self._take(line, before, draft, frame, panel)
            position = row.end if row else position + 1
        if draft:
            self._leave_open(draft, frame, texts[-1])

    @property
    def cut_note(self) -> Draft | None:
        """The footnote in whose middle the last page ends."""
        return next((b for b in reversed(self.blocks) if isinstance(b, Draft) and b.note and b.open), None)

    def add_notes(self, notes: Sequence[Sequence[Line]], marks: Sequence[Fragment]) -> None:
        """Take the footnotes of a page whose text has been taken; the first may be the rest of one that was cut.

        `marks` are the raised figures of the page.
        """
        last = self.cut_note
        if last:
            last.open = False
        for lines in notes:
            if last and not is_marked(lines[0].text):
                last.lines += lines
            else:
                last = self._add_note(lines, marks)
        if notes and last:
            last.open = not is_complete(last.tail)

    def _add_note(self, lines: Sequence[Line], marks: Sequence[Fragment]) -> Draft:
        """Put a footnote behind the paragraph that leads to it, or at the end.

        What the page's end cut goes on behind the footnote.
        """
        page, text = lines[0].page, lines[0].text
        raised = [mark for mark in marks if text.startswith(mark.text)]
        own = (line for line in self._lines(page) if _leads_to(line[1], text, raised))
        at, _ = next(own, (len(self.blocks) - 1, None))
        at += 1
        while at < len(self.blocks) and _is_note(self.blocks[at]):
            at += 1
        note = Draft(list(lines), note=True)
        self.blocks.insert(at, note)
        return note

    def _lines(self, page: int) -> Iterator[tuple[int, Line]]:
        """The lines of the page's paragraphs, with the index of their block."""
        for i, block in enumerate(self.blocks):
            if isinstance(block, Draft) and not block.note:
                yield from ((i, line) for line in block.lines if line.page == page)

    def _take(self, line: Line, before: Line | None, last: Draft | None, frame: Frame, panel: bool) -> Draft:
        """The paragraph that the line is put in. `before` is the line before it in the flow, `last` its paragraph."""
        if before is None or last is None:
            draft = self._carried_on(line, frame, panel)
        else:
            goes_on = _may_go_on(last, line) and _goes_on(last, before, line, frame)
            draft = last if goes_on and not _is_next_heading(self.blocks, line) else None
        if draft is None:
            indented = frame.indent(line) >= _INDENT
            return self._begin(Draft([line], _align(line, frame), panel=panel, indented=indented))
        draft.lines.append(line)
        return draft

    def _begin(self, draft: Draft) -> Draft:
        self._close(draft.panel, draft.lines[0])
        self.blocks.append(draft)
        return draft

    def _carried_on(self, line: Line, frame: Frame, panel: bool) -> Draft | None:
        """The open paragraph that the first line of a flow carries on."""
        texts = (b for b in reversed(self.blocks) if isinstance(b, Draft) and not b.note)
        draft = next((b for b in texts if b.open and b.panel == panel), None)
        if draft is None or not _same_size(draft.lines[-1], line) or frame.indent(line) >= _INDENT:
            return None
        if _align(line, frame) != "left" or _begins_anew(line, draft) or _is_small(line, frame):
            return None
        if _is_number(line.text) or _is_next_heading(self.blocks, line):
            return None
        if WIDE_SPACE in line.text and _stands_under(draft.lines[-1], draft.lines[0]):
            return None
        last = next(b for b in reversed(self.blocks) if not _is_note(b))
        if draft is not last and is_complete(draft.tail):
            return None
        draft.open = False
        return draft

    def _close(self, panel: bool, line: Line) -> None:
        """A new paragraph begins: nothing carries on the one before, unless this is a note below it."""
        for block in self.blocks:
            if not isinstance(block, Draft) or block.note or block.panel != panel:
                continue
            if line.em >= _SMALL * block.lines[-1].em:
                block.open = False

    @staticmethod
    def _leave_open(draft: Draft, frame: Frame, last: Line) -> None:
        if draft.align == "left" and not draft.row and not last.ends_with_leader:
            full = frame.room(last) < 1.6 * last.em
            draft.open = full or (has_open_bracket(draft.tail) and not is_complete(draft.tail))


def _is_next_heading(blocks: Sequence[Draft | Block], line: Line) -> bool:
    """The line begins where the last heading of its style began, and counts on from it: 四、 behind 三、."""
    label = match_label(line.text)
    if label is None or label.style not in _HEADING_STYLES:
        return False
    for block in reversed(blocks):
        first = block.lines[0] if isinstance(block, Draft) else None
        other = match_label(first.text) if first else None
        if first and other and other.style == label.style:
            return other.number == label.number - 1 and abs(first.x0 - line.x0) < _FLUSH * line.em
    return False


def _is_note(block: Draft | Block) -> bool:
    return isinstance(block, Draft) and block.note


def _leads_to(line: Line, note: str, raised: Sequence[Fragment]) -> bool:
    """The line has the mark of the note: a circled or bracketed figure in its text, or one raised above it."""
    mark = _NOTE_MARK.match(note)
    if mark and mark[0] in line.text:
        return True
    return any(
        line.top - line.em <= r.middle <= line.bottom and line.x0 - line.em <= r.x0 <= line.x1 + line.em
        for r in raised
    )


def make_frame(lines: Sequence[Line], left: float, right: float) -> Frame:
    """The frame of a flow between the edges given, as its lines bear out."""
    plain = [line for line in lines if line.parts <= _MOST_PARTS] or lines
    size = _usual_size(plain)
    steps: dict[float, list[float]] = {}
    for a, b in pairwise(lines):
        if _same_size(a, b) and b.middle > a.middle:
            steps.setdefault(round(b.em), []).append(b.middle - a.middle)
    pitches = {em: float(median(values)) for em, values in steps.items()}
    return Frame(*_edges(lines, left, right, size), size, pitches)


def _usual_size(lines: Sequence[Line]) -> float:
    """The size of most of the text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.em, 1)] += max(1, len(line.text) // 4)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _edges(lines: Sequence[Line], left: float, right: float, em: float) -> tuple[float, float]:
    """Where full lines begin and end, told by the lines that break in mid-sentence; else the region's edges.

    A region may be wider than its text: a wide table stands in it, or one column of two is empty.
    """
    plain = [line for line in lines if line.parts <= _MOST_PARTS]
    body = [line for line in lines if abs(line.em - em) <= _SAME_SIZE * em]
    broken = [(a, b) for a, b in pairwise(plain) if _breaks(a, b)]
    ends = [a.x1 for a, _ in broken]
    end, count = max(_crowds(ends, em), key=lambda crowd: crowd[::-1], default=(right, 0))
    edge = max((x for x in ends if x - end <= em), default=right)
    passed = any(line.x1 > edge + em and line.x0 - left <= _FAR_IN * em for line in body)
    if count >= _FEWEST_BREAKS and len(ends) >= 0.2 * len(plain) and not passed:
        right = edge
    else:
        right = _longest_edge(body, left, right, em)
    starts = [b.x0 for a, b in broken if right - a.x1 <= 1.5 * em]
    start, count = max(_crowds(starts, 0.5 * em), key=itemgetter(1), default=(left, 0))
    return start if count >= _FEWEST_BREAKS else left, right


def _crowds(values: Sequence[float], apart: float) -> list[tuple[float, int]]:
    """Each value, and how many of them are no further apart from it."""
    column = np.array(values)
    near = np.abs(column[:, None] - column) <= apart
    return list(zip(values, near.sum(axis=1).tolist(), strict=True))


def _longest_edge(lines: Sequence[Line], left: float, right: float, em: float) -> float:
    """The end of the longest lines, where only lines after them begin without an indent."""
    ends = [line.x1 for line in lines]
    longest = max((end for end, count in _crowds(ends, em) if count > 1), default=max(ends, default=right))
    full = [line.x1 >= longest - em for line in lines]
    begins = [line.x0 - left >= _INDENT * em for line in lines]
    carried = sum(f and not b for f, b in zip(full, begins[1:], strict=False))
    ended = sum(not f and b for f, b in zip(full, begins[1:], strict=False))
    short = sum(not f and not b for f, b in zip(full, begins[1:], strict=False))
    return longest if carried >= _FEWEST_BREAKS and ended > short else right


def _breaks(line: Line, following: Line) -> bool:
    """The line ends in mid-sentence and the next one begins further left, or as far left, in the same size."""
    if not _same_size(line, following) or following.x0 > line.x0 + 0.5 * line.em:
        return False
    running = len(line.text) >= _RUNNING and line.text[-1] not in _ENDS and WIDE_SPACE not in line.text
    return running and not match_label(following.text)


def _same_size(one: Line, other: Line) -> bool:
    return abs(one.em - other.em) <= _SAME_SIZE * max(one.em, other.em)


def _is_small(line: Line, frame: Frame) -> bool:
    return line.em < _SMALL * frame.em


def _align(line: Line, frame: Frame) -> Align:
    left, right = line.x0 - frame.left, frame.room(line)
    width = frame.right - frame.left
    even = abs(left - right) <= max(_EVEN * width / 2, 0.7 * line.em)
    if (
        even
        and left > (0.5 if line.em > 1.1 * frame.em else _FAR_IN) * line.em
        and not match_label(line.text)
    ):
        return "centre"
    if line.em > 1.15 * frame.em and (even or left > _FAR_IN * line.em):
        return "centre"
    if left > 0.42 * width and right < 0.3 * width:
        return "right"
    return "left"


def _may_go_on(draft: Draft, line: Line) -> bool:
    """A row of a list goes on below itself where its text is neither another row nor a heading."""
    return not draft.row or not (WIDE_SPACE in line.text or match_label(line.text))


def _goes_on(draft: Draft, before: Line, line: Line, frame: Frame) -> bool:
    """Whether the line belongs to the paragraph of the line before, within one flow."""
    if not _same_size(before, line) or before.ends_with_leader:
        return False
    if _is_number(line.text) or (len(draft.lines) == 1 and _is_number(before.text)):
        return False
    if line.middle - before.middle > max(_LOOSE * frame.pitch(line), _LOOSE_TITLE * line.em):
        return False
    if _under_column(before, line, frame) or _leads_on(before, line):
        return True
    align = _align(line, frame)
    if draft.align == "centre" or align == "centre":
        return _is_one_title(draft, before, line, frame, align)
    if align == "right" or (draft.align == "right" and WIDE_SPACE not in draft.text):
        return False
    room = frame.room(before)
    full = room < _LITTLE * line.em or room < _least_room(draft, line, frame)
    if frame.indent(line) >= _INDENT and not (full and _hangs(draft, line, frame)):
        full = False
    if not full:
        near = room < 0.3 * (frame.right - frame.left)
        return near and has_open_bracket(draft.tail) and not _leaves_bracket(line, draft)
    return not _begins_anew(line, draft)


def _is_number(text: str) -> bool:
    """The whole line is a document's number."""
    return len(text) <= _LONGEST_NUMBER and "号" in text and is_doc_number(text)


def _begins_anew(line: Line, draft: Draft) -> bool:
    """The words of the line say that it begins a paragraph behind the draft."""
    if is_date_line(line.text):
        return _has_ended(draft) or is_signature(draft.text)
    if _ADDRESSED.fullmatch(draft.tail):
        return True
    begins = match_label(line.text) is not None or is_caption(line.text)
    return (begins and _has_ended(draft)) or is_entry_start(line.text)


def _has_ended(draft: Draft) -> bool:
    tail = draft.tail
    return ends_sentence(tail) or is_complete(tail)


def _leaves_bracket(line: Line, draft: Draft) -> bool:
    """The line is none of what stands in the bracket that the draft leaves open: the bracket is never closed."""
    label = match_label(line.text)
    if label is not None and label.style in _HEADING_STYLES:
        return True
    stands_alone = label is not None or is_signature(line.text) or is_date_line(line.text)
    return stands_alone and ends_sentence(draft.tail)


def _under_column(before: Line, line: Line, frame: Frame) -> bool:
    """The line begins under the last column of the line before, which ends near the right edge."""
    return _stands_under(line, before) and frame.room(before) < _NEAR_EDGE * line.em


def _leads_on(before: Line, line: Line) -> bool:
    """A line of contents went on with its last words, which the dots that lead to the page keep beside them."""
    words = _LEADER.search(line.text) if line.ends_with_leader else None
    if words is None or words.start() > _MOST_CUT or match_label(line.text):
        return False
    return line.x0 <= before.x0 and before.text[-1] not in _ENDS and not before.text[-1].isdecimal()


def _stands_under(line: Line, above: Line) -> bool:
    """The line begins where the last column of the line above does."""
    return abs(line.x0 - max(above.gaps(), default=0.0)) < _UNDER * line.em


def _least_room(draft: Draft, line: Line, frame: Frame) -> float:
    """How much room at the end of a line says that the next line is another paragraph's.

    Lines that are not justified leave more room; there the indent of first lines tells paragraphs apart.
    """
    room = line.first_width() + _LITTLE * line.em
    ragged = draft.indented and frame.indent(line) < _FLUSH
    return max(room, _RAGGED * line.em) if ragged else room


def _hangs(draft: Draft, line: Line, frame: Frame) -> bool:
    """Lines under a label or a name that stands out to the left: `附件：1．…` over two lines."""
    first = draft.lines[0]
    if _is_field(line.text):
        return False
    if len(draft.lines) > 1:
        return abs(line.x0 - draft.lines[-1].x0) < 0.5 * line.em and line.x0 > first.x0 + _INDENT * line.em
    labelled = match_label(first.text) is not None and match_label(line.text) is None
    far_in = draft.row or (labelled and frame.indent(first) > _FAR_IN)
    level = far_in and abs(line.x0 - first.x0) < 0.5 * line.em
    further = line.x0 > first.x0 + _INDENT * line.em and frame.indent(first) < 4
    return (level or further) and not is_complete(draft.tail)


def _is_field(text: str) -> bool:
    """The line names a thing and says what it is."""
    return _FIELD.match(text) is not None and not match_label(text)


def _fills(before: Line, line: Line, frame: Frame) -> bool:
    """The line before is as wide as the flow, and what did not fit stands centred below it."""
    even = abs(before.x0 - frame.left - frame.room(before)) < before.em
    return even and frame.room(before) < 1.6 * line.em and not is_complete(before.text)


def _is_one_title(draft: Draft, before: Line, line: Line, frame: Frame, align: Align) -> bool:
    if _is_field(draft.text) or _is_field(line.text):
        return False
    if draft.align != "centre":
        return align == "centre" and len(draft.lines) == 1 and _fills(before, line, frame)
    even = abs((line.x0 - frame.left) - frame.room(line)) < line.em
    wide = align == "left" and even and line.em > _LARGE * frame.em
    if align != "centre" and not wide:
        return False
    text = draft.text
    if is_date_line(text) or is_date_line(line.text) or is_doc_number(text) or match_label(line.text):
        return False
    if is_signature(before.text) and is_signature(line.text):
        return False
    if line.middle - before.middle > _TITLE_PITCH * line.em or line.text.startswith(("（", "(")):
        return False
    if text.startswith(("（", "(")) and text.endswith(("）", ")")):
        return False
    return not (ends_like_title(text) and ends_like_title(line.text) and "关于" in line.text)
