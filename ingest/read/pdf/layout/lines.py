"""Lines of a flow: the fragments at one height joined, with the width of the gaps between them kept as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

import numpy as np

from ingest.read.pdf.characters.characters import Glyphs
from ingest.read.pdf.characters.fragments import Fragment, gap_text, join_fragments, word_gaps
from ingest.read.pdf.layout.columns import BY_ROW, Block, Item
from parsers.language.patterns import lazy

_LEADER_END = lazy(r"(?:[…⋯　]|[.．·•_]{3})\s*[（(]?\d{1,4}[）)]?$")
_PAGE_NUMBER = lazy(r"[（(]?\d{1,4}[）)]?")
_APART = 8
_LEVEL = 0.6
_ALIGNED = 0.3
_NARROW_GAP = 0.3
_LONGEST_WORD = 16
WIDE_SPACE = "　"
_GAP = lazy(f"{WIDE_SPACE}(?=[^{WIDE_SPACE}])")
_LEFT = attrgetter("x0")
_QUOTES = "“”‘’"
_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’％%,.;:?!)]}" + _QUOTES)
_NOT_LAST = frozenset("（《〈「『【〔“‘([{" + _QUOTES)


@dataclass(slots=True)
class Line:
    """A line of text on a page: its characters, spaces among them as glyphs without width, and its edges.

    `middle` is the height of its middle. `aside` says that it runs another way than the text of its page, `begins`
    that it is a line of its own in a cell, for which there was room behind the line above.
    """

    glyphs: Glyphs
    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    em: float
    parts: int = 1
    aside: bool = False
    begins: bool = False
    middle: float = field(init=False)

    def __post_init__(self) -> None:
        self.middle = (self.top + self.bottom) / 2

    @property
    def ends_with_leader(self) -> bool:
        """A contents line that leads to its page number, by dots or a gap: `…通知……3`."""
        last = self.text[-1:]
        return (last.isdecimal() or last in "）)") and _LEADER_END.search(self.text) is not None

    def first_width(self) -> float:
        """How much room the first word of the line would need at the end of the line before."""
        text, last = self.text, 0
        while last + 1 < len(text) and last < _LONGEST_WORD:
            char, following = text[last], text[last + 1]
            kept = following in _NOT_FIRST or char in _NOT_LAST
            if not kept and not (_is_latin(char) and _is_latin(following)):
                break
            last += 1
        return float(self.glyphs.boxes[last, 2]) - self.x0

    def column_start(self, x: float) -> int | None:
        """The index of the character that begins a column at `x`, after at least a narrow gap."""
        boxes = self.glyphs.boxes
        for i in np.flatnonzero(np.abs(boxes[1:, 0] - x) <= _ALIGNED * self.em) + 1:
            apart = self.text[i - 1].isspace() or boxes[i, 0] - boxes[i - 1, 2] >= _NARROW_GAP * self.em
            if apart and not self.text[i].isspace():
                return int(i)
        return None

    def parted(self, x: float) -> Line:
        """The line with a space before the column that begins at `x`, where its gap is too narrow to show."""
        index = self.column_start(x)
        if index is None or self.text[index - 1].isspace():
            return self
        glyphs, text = _with_space(self.glyphs, self.text, index, WIDE_SPACE)
        return replace(self, glyphs=glyphs, text=text)

    def gaps(self) -> Iterator[float]:
        """Where text begins after a wide gap."""
        for gap in _GAP.finditer(self.text) if WIDE_SPACE in self.text else ():
            yield float(self.glyphs.boxes[gap.end(), 0])


def _is_latin(char: str) -> bool:
    return (char.isascii() and char.isalnum()) or char in "./-_:∶%—–～~"


def make_line(fragments: Sequence[Fragment], page: int) -> Line:
    """One line of fragments that stand side by side, the spaces between them as characters of their own."""
    whole = fragments[0] if len(fragments) == 1 else join_fragments(fragments)
    glyphs, text = whole.glyphs, whole.text
    for index, gap in reversed(word_gaps(whole)):
        space = gap_text(text[index - 1], text[index], gap, whole.em)
        if space:
            glyphs, text = _with_space(glyphs, text, index, space)
    return Line(glyphs, text, page, *whole.box, whole.em, len(fragments))


def _with_space(glyphs: Glyphs, text: str, index: int, space: str) -> tuple[Glyphs, str]:
    """The characters with a space put in, as wide as the gap it stands in."""
    box = np.array([*glyphs.boxes[index - 1, [2, 1]], *glyphs.boxes[index, [0, 3]]], dtype=np.float32)
    codes = np.insert(glyphs.codes, index, [ord(char) for char in space])
    boxes = np.insert(glyphs.boxes, [index] * len(space), box, axis=0)
    return Glyphs(codes, boxes), text[:index] + space + text[index:]


def flow_lines(items: Iterable[Item], page: int) -> list[Line | Block]:
    """The lines of a flow from top to bottom; tables and panels stand among them as they are."""
    rows: list[list[Fragment] | Block] = []
    for item in sorted(items, key=BY_ROW):
        row = rows[-1] if rows else None
        if isinstance(item, Block):
            rows.append(item)
        elif isinstance(row, list) and _beside(row, item):
            row.append(item)
        else:
            rows.append([item])
    found: list[Line | Block] = []
    for row in rows:
        if isinstance(row, list):
            found += [make_line(group, page) for group in (_groups(row) if len(row) > 1 else [row])]
        else:
            found.append(row)
    return found


def _groups(row: Sequence[Fragment]) -> list[list[Fragment]]:
    """The fragments of a row; two that stand at the two ends of the line with nothing between them are lines apart.

    A page number at the end of a line of contents is none.
    """
    fragments = sorted(row, key=_LEFT)
    apart = len(fragments) == 2 and fragments[1].x0 - fragments[0].x1 > _APART * fragments[0].em
    if apart and not _PAGE_NUMBER.fullmatch(fragments[1].text):
        return [[fragments[0]], [fragments[1]]]
    return [fragments]


def _beside(row: Sequence[Fragment], item: Fragment) -> bool:
    if abs(row[-1].middle - item.middle) >= _LEVEL * min(row[-1].em, item.em):
        return False
    return all(item.x0 >= other.x1 - other.em or item.x1 <= other.x0 + other.em for other in row)
