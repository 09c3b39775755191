"""What an OFD page draws, in the order it is drawn: characters, lines and rectangles, pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from ingest.read.office.ofd.document import Document
from ingest.read.office.ofd.numbers import (
    IDENTITY,
    Matrix,
    after,
    boundary,
    child,
    is_pale,
    is_white,
    moved,
    number,
    opacity,
    placed,
)
from ingest.read.office.ofd.paths import outline, rectangle
from ingest.read.office.ofd.text import Sign, TextReader
from ingest.read.office.package import local_name

_DEEPEST = 8
_MOST_OBJECTS = 500_000
_COVERING = 128.0
_FAINT = 8.0
_USUAL_LINE = 0.353

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle, whether it is white, and how many characters were drawn before it."""

    box: Box
    white: bool
    before: int


@dataclass(slots=True)
class Drawing:
    """What a page draws: its characters and whether each is white or pale, its lines, rectangles, fills and pictures.

    `outlines` counts filled figures that are no rectangles: letters that were turned into curves are such. `left_out`
    counts objects beyond what any page has.
    """

    signs: list[Sign] = field(default_factory=list)
    white: list[bool] = field(default_factory=list)
    pale: list[bool] = field(default_factory=list)
    lines: list[Box] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    outlines: int = 0
    left_out: int = 0
    _objects: int = 0
    _text: TextReader = field(default_factory=TextReader)

    def add(
        self, objects: Iterable[Element], document: Document, outer: Matrix = IDENTITY, depth: int = 0
    ) -> None:
        """Draw the objects of a layer. `outer` leads from their units to the page."""
        for part in objects:
            self._objects += 1
            if self._objects > _MOST_OBJECTS:
                self.left_out += 1
                continue
            if part.get("Visible") == "false":
                continue
            name = local_name(part)
            if name == "TextObject":
                self._add_text(part, document, outer)
            elif name == "PathObject":
                self._add_path(part, document, outer)
            elif name == "ImageObject":
                self.pictures.append(_around(part, outer))
            elif depth < _DEEPEST and name == "PageBlock":
                self.add(part, document, outer, depth + 1)
            elif depth < _DEEPEST and name == "CompositeObject":
                unit = document.composites.get(part.get("ResourceID", ""))
                content = child(unit, "Content") if unit is not None else None
                if content is not None:
                    self.add(content, document, after(outer, placed(part)), depth + 1)

    def _add_text(self, part: Element, document: Document, outer: Matrix) -> None:
        colour = _styled(part, document, "FillColor")
        alpha, stroked = opacity(part, colour), part.get("Stroke") == "true"
        inked = alpha >= _FAINT and (stroked or part.get("Fill") != "false")
        found = list(self._text.signs(part, outer))
        self.signs += found
        self.white += [not inked or (is_white(colour) and not stroked)] * len(found)
        self.pale += [inked and is_pale(colour, alpha)] * len(found)

    def _add_path(self, part: Element, document: Document, outer: Matrix) -> None:
        data = child(part, "AbbreviatedData")
        if data is None or not data.text:
            return
        points, lines = outline(data.text, after(outer, placed(part)))
        box = rectangle(points, lines)
        stroke, fill = _styled(part, document, "StrokeColor"), _styled(part, document, "FillColor")
        stroked = part.get("Stroke") != "false" and opacity(part, stroke) >= _FAINT and not is_white(stroke)
        filled = part.get("Fill") == "true" and opacity(part, fill) >= _FAINT
        if filled and box and opacity(part, fill) >= _COVERING:
            self.fills.append(Fill(box, is_white(fill), len(self.signs)))
        self.outlines += filled and box is None
        if stroked:
            self.lines += _thick(lines, _line_width(part, document))
        elif filled and box and not is_white(fill):
            self.lines.append(box)


def _thick(lines: Iterable[Box], width: float) -> list[Box]:
    half = width / 2
    return [
        (x0, y0 - half, x1, y1 + half) if x1 - x0 >= y1 - y0 else (x0 - half, y0, x1 + half, y1)
        for x0, y0, x1, y1 in lines
    ]


def _line_width(part: Element, document: Document) -> float:
    style = document.styles.get(part.get("DrawParam", ""))
    usual = number(style, "LineWidth", _USUAL_LINE) if style is not None else _USUAL_LINE
    return number(part, "LineWidth", usual)


def _styled(part: Element, document: Document, name: str) -> Element | None:
    """The colour of an object: its own, or that of the style it refers to."""
    own = child(part, name)
    style = document.styles.get(part.get("DrawParam", ""))
    for _ in range(_DEEPEST):
        if own is not None or style is None:
            return own
        own = child(style, name)
        style = document.styles.get(style.get("Relative", ""))
    return own


def _around(part: Element, outer: Matrix) -> Box:
    left, top, width, height = boundary(part)
    (a, b), (c, d) = moved(outer, left, top), moved(outer, left + width, top + height)
    return min(a, c), min(b, d), max(a, c), max(b, d)
