"""One page: its characters into flows of lines, with tables and framed panels in their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.read.pdf.characters.characters import Box, Glyphs, PageContent
from ingest.read.pdf.characters.fragments import Fragment, find_fragments, part_marks
from ingest.read.pdf.layout.columns import Block, Flow, Gutter, Item, find_flows
from ingest.read.pdf.layout.footnotes import find_footnotes
from ingest.read.pdf.layout.lines import Line
from ingest.read.pdf.layout.margins import Edge, Margins, find_edge
from ingest.read.pdf.tables.cards import find_card
from ingest.read.pdf.tables.hanging import cut_at_rules
from ingest.read.pdf.tables.open_tables import find_open_tables
from ingest.read.pdf.tables.pieces import pieces_of
from ingest.read.pdf.tables.tables import RuledTable, find_tables, read_table, surrounding, without_stripes
from ingest.read.pdf.tables.tints import text_boxes
from ingest.read.pdf.tables.unruled import find_rest, find_unclear, find_unruled

_NARROWEST_PANEL = 8
_FOOT = 0.12
_MOST_IN_BOX = 60
_LAST_WITH_CARD = 2


@dataclass(slots=True)
class Panel:
    """A framed box of text; `small` is one without a frame that holds a few words, as in a chart."""

    box: Box
    fragments: list[Fragment]
    small: bool = False


@dataclass(slots=True)
class LaidPage:
    """A page before its columns are found: its fragments, tables and panels; `aside` is what runs another way.

    `unclear` are places where lines look like a table, and nothing says that they are one.
    """

    content: PageContent
    fragments: list[Fragment]
    tables: list[RuledTable] = field(default_factory=list)
    panels: list[Panel] = field(default_factory=list)
    marks: list[Fragment] = field(default_factory=list)
    notes: list[list[Fragment]] = field(default_factory=list)
    unclear: list[Box] = field(default_factory=list)
    aside: LaidPage | None = None

    @property
    def edge(self) -> Edge:
        """What may be a running header or footer: of a page that lies sideways, what stands upright on it."""
        page = self.aside or self
        return find_edge(page.content.number, page.content.height, page.fragments)

    @property
    def last_table(self) -> RuledTable | None:
        """The table without vertical rules that the page ends with, footers aside."""
        table = max(self.tables, key=lambda t: t.box[3], default=None)
        if table is None or not table.strips:
            return None
        below = [f for f in self.fragments if f.middle > table.box[3]]
        lowest = self.content.height * (1 - _FOOT)
        return table if all(f.middle > lowest for f in below) else None


def lay_pages(contents: Iterable[PageContent]) -> Iterator[LaidPage]:
    """The pages one after another, each with the table in mind that the one before ends with."""
    above: RuledTable | None = None
    for content in contents:
        page = lay_page(content, above)
        above = page.last_table
        yield page


def lay_page(content: PageContent, above: RuledTable | None = None) -> LaidPage:
    """Set tables and panels apart from the text of the page. `above` is a table that the page before ends with."""
    cells, frames = find_tables(content)
    glyphs = cut_at_rules(content)
    tables = []
    for ruled in without_stripes(cells):
        box = surrounding(ruled)
        inside = glyphs.inside(box)
        if inside.any():
            tables.append(read_table(ruled, glyphs.at(inside), content.number))
            glyphs = glyphs.at(~inside)
    for table in find_open_tables(content, glyphs):
        tables.append(table)
        glyphs = glyphs.at(~glyphs.inside(table.box))
    panels, glyphs = _panels(content, frames, glyphs)
    fragments, marks = part_marks(glyphs)
    laid = LaidPage(content, fragments, tables, panels, marks)
    if content.aside:
        laid.aside = LaidPage(content.aside, find_fragments(content.aside.glyphs))
    _set_unruled_apart(laid, above)
    return laid


def _panels(content: PageContent, frames: Sequence[Box], glyphs: Glyphs) -> tuple[list[Panel], Glyphs]:
    """The framed panels and the text boxes of a page, the smallest first, and the characters in none of them."""
    panels = []
    for frame in sorted(frames, key=lambda f: (f[2] - f[0]) * (f[3] - f[1])):
        inside = glyphs.inside(frame)
        fragments = find_fragments(glyphs.at(inside))
        if fragments and frame[2] - frame[0] >= _NARROWEST_PANEL * fragments[0].em:
            panels.append(Panel(frame, fragments))
            glyphs = glyphs.at(~inside)
    for box in text_boxes(content):
        inside = glyphs.inside(box)
        if 0 < inside.sum() <= _MOST_IN_BOX:
            panels.append(Panel(box, find_fragments(glyphs.at(inside)), small=True))
            glyphs = glyphs.at(~inside)
    return panels, glyphs


def _set_unruled_apart(page: LaidPage, above: RuledTable | None) -> None:
    number = page.content.number
    pieces = pieces_of(page.fragments)
    card = find_card(pieces, number) if number <= _LAST_WITH_CARD else None
    rest = find_rest(pieces, above, page.content.height, number) if above else None
    tables = [card] if card else [rest, *find_unruled(pieces, number)]
    for found in filter(None, tables):
        own = {id(fragment) for fragment in found.fragments}
        page.fragments = [f for f in page.fragments if id(f) not in own]
        page.tables.append(found.table)
        pieces.leave_out(found.fragments)
    page.unclear = find_unclear(pieces.rows)


def set_footnotes_apart(page: LaidPage, margins: Margins, cut: Line | None = None) -> None:
    """Take the footnotes out of the page's text, which goes on behind them.

    `cut` is the last line of the page before, where that ends in the middle of a footnote.
    """
    aside = {id(f) for f in [*margins.headers, *margins.numbers]}
    page.notes = find_footnotes(page.content, [f for f in page.fragments if id(f) not in aside], cut)
    noted = {id(f) for note in page.notes for f in note}
    page.fragments = [f for f in page.fragments if id(f) not in noted]


def page_flows(
    page: LaidPage, margins: Margins, left: float, right: float, known: Sequence[Gutter] = ()
) -> list[Flow]:
    """The flows of the page's body in reading order, within the edges of the text area.

    `known` are the gutters of the page before it on the same side.
    """
    aside = {id(f) for f in [*margins.headers, *margins.numbers]}
    items: list[Item] = [f for f in page.fragments if id(f) not in aside]
    items += [Block(*table.box, table) for table in page.tables]
    items += [Block(*panel.box, panel) for panel in page.panels]
    return find_flows(items, left, right, known)


def panel_flows(panel: Panel) -> list[Flow]:
    """The flows within a panel. Its text stands as far from its frame on the right as on the left."""
    left = min(f.x0 for f in panel.fragments)
    right = max(panel.box[2] - (left - panel.box[0]), max(f.x1 for f in panel.fragments))
    return find_flows(panel.fragments, left, right)


def text_area(page: LaidPage, margins: Margins) -> tuple[float, float] | None:
    """The left and right edges of the page's text, tables and panels, if it has any."""
    aside = {id(f) for f in [*margins.headers, *margins.numbers]}
    body: Sequence[Fragment] = [f for f in page.fragments if id(f) not in aside]
    boxes = [f.box for f in body] + [t.box for t in page.tables] + [p.box for p in page.panels]
    return (min(b[0] for b in boxes), max(b[2] for b in boxes)) if boxes else None
