"""Lines of a flow: the fragments at one height joined, with the width of the gaps between them kept as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.pdf.characters import Glyph
from ingest.pdf.columns import Item
from ingest.pdf.fragments import Fragment, gap_text, make_fragment

_LEADER_END = re.compile(r"(?:[…⋯]|[.．·•_]{3})\s*[（(]?\d{1,4}[）)]?$")
_APART = 8
_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’％%,.;:?!)]}")


@dataclass(slots=True)
class Line:
    """A line of text on a page: its characters, spaces among them as glyphs without width, and its edges."""

    glyphs: list[Glyph]
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    em: float
    parts: int = 1

    @property
    def text(self) -> str:
        """The characters, spaces included."""
        return "".join(glyph[4] for glyph in self.glyphs)

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def ends_with_leader(self) -> bool:
        """A contents line that leads to its page number: `…通知……3`."""
        return _LEADER_END.search(self.text) is not None

    def first_width(self) -> float:
        """How much room the first word of the line would need at the end of the line before."""
        width, glyphs = 0.0, self.glyphs
        for i, glyph in enumerate(glyphs):
            width += glyph[2] - glyph[0]
            following = glyphs[i + 1][4] if i + 1 < len(glyphs) else ""
            joined = following in _NOT_FIRST or (_is_latin(glyph[4]) and _is_latin(following))
            if not following or not joined or width > 12 * self.em:
                break
        return width


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "./-_:%")


def make_line(fragments: Sequence[Fragment], page: int) -> Line:
    """One line of fragments that stand side by side."""
    whole = make_fragment([g for f in sorted(fragments, key=lambda f: f.x0) for g in f.glyphs])
    glyphs: list[Glyph] = []
    for glyph in whole.glyphs:
        space = gap_text(glyphs[-1], glyph, whole.em) if glyphs else ""
        if space:
            glyphs += [(glyphs[-1][2], glyph[1], glyph[0], glyph[3], char) for char in space]
        glyphs.append(glyph)
    return Line(glyphs, page, *whole.box, whole.em, len(fragments))


def flow_lines(items: Iterable[Item], page: int) -> list[Line | Item]:
    """The lines of a flow from top to bottom; tables and panels stand among them as they are."""
    rows: list[list[Item]] = []
    for item in sorted(items, key=lambda i: (i.middle, i.x0)):
        row = rows[-1] if rows else None
        if row and item.is_text and row[0].is_text and _beside(row, item):
            row.append(item)
        else:
            rows.append([item])
    found: list[Line | Item] = []
    for row in rows:
        if row[0].is_text:
            found += [make_line(group, page) for group in _groups(row)]
        else:
            found.append(row[0])
    return found


def _groups(row: Sequence[Item]) -> list[list[Fragment]]:
    """The fragments of a row; two that stand at the two ends of the line with nothing between them are lines apart."""
    fragments = [i.content for i in sorted(row, key=lambda i: i.x0) if isinstance(i.content, Fragment)]
    if len(fragments) == 2 and fragments[1].x0 - fragments[0].x1 > _APART * fragments[0].em:
        return [[fragments[0]], [fragments[1]]]
    return [fragments]


def _beside(row: Sequence[Item], item: Item) -> bool:
    apart = all(item.x0 >= other.x1 - other.em or item.x1 <= other.x0 + other.em for other in row)
    return apart and abs(row[-1].middle - item.middle) < 0.6 * min(row[-1].em, item.em)
