"""The characters and rulings of a PDF page through PDFium, with their boxes, turned so that the text is upright.

Two coordinate systems are used, both in points from the top left. *Shown* is the page as a viewer shows it, with
its `/Rotate`. *Upright* is the page turned so that its text runs from left to right; layout works in it alone.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.read.pdf.characters.direct import direct
from ingest.read.pdf.characters.drawn import read_drawn
from ingest.read.pdf.characters.replaced import mend_boxes, name_radicals
from ingest.read.pdf.characters.sideways import find_upright
from ingest.read.pdf.characters.watermarks import find_watermarks
from ingest.read.pdf.recognition.recognised import Recognised
from schema.source import DiscardName

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

Floats = NDArray[np.float32]
Codes = NDArray[np.uint32]

_THICKEST_RULE = 4.0
_LARGEST_PAGE = 14_400.0
_MARGIN = 36.0
REPLACEMENT = "\ufffd"
_WAYS = ((1, -1, 1, -1), (-1, -1, -1, -1), (-1, 1, -1, 1), (1, 1, 1, 1))
"""For each quarter turn, whether left, top, right and bottom run with the axes of the page or against them."""

_HYPHENS = (0x02, 0xFFFE, 0xAD)
"""What PDFium reports for a hyphen at the end of a line."""

_BLANK = np.zeros(0x10000, dtype=np.bool_)
"""Which characters leave no ink."""
_BLANK[[*range(0x02), *range(0x03, 0x21), 0x7F, 0x85, 0xA0]] = True
_BLANK[[*range(0x2000, 0x2010), 0x202F, 0x205F, 0x3000, 0xFEFF]] = True


@dataclass(slots=True, eq=False)
class Glyphs:
    """Characters and their boxes: code points, and one row of left, top, right, bottom for each."""

    codes: Codes
    boxes: Floats

    @property
    def text(self) -> str:
        """The characters."""
        return self.codes.astype("<u4").tobytes().decode("utf-32-le", "replace")

    def __len__(self) -> int:
        return len(self.codes)

    def at(self, chosen: Any) -> Glyphs:
        """Those that a mask, a slice or a list of indexes chooses."""
        return Glyphs(self.codes[chosen], self.boxes[chosen])

    def inside(self, box: Box) -> NDArray[np.bool_]:
        """Which of them have their middle in the box."""
        x = (self.boxes[:, 0] + self.boxes[:, 2]) / 2
        y = (self.boxes[:, 1] + self.boxes[:, 3]) / 2
        return (x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3])


@dataclass(frozen=True, slots=True)
class Turn:
    """A rotation of a page by quarter turns (counter-clockwise), from boxes with the origin at the bottom left.

    `width` and `height` are those of the page before it is turned.
    """

    quarters: int
    width: float
    height: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height after the turn."""
        return (self.height, self.width) if self.quarters % 2 else (self.width, self.height)

    def boxes(self, boxes: Floats) -> Floats:
        """Boxes of the unturned page (left, top, right, bottom from the bottom left) as boxes of the turned page."""
        sign, origin = self._axes
        turned = np.roll(boxes, -self.quarters, axis=1) if self.quarters else boxes
        return turned * sign + origin

    def undo(self, boxes: Floats) -> Floats:
        """The other way."""
        sign, origin = self._axes
        return np.roll((boxes - origin) * sign, self.quarters, axis=1)

    @property
    def _axes(self) -> tuple[Floats, Floats]:
        """Which way each edge of a turned box is measured along the unturned page, and from where."""
        sign = np.array(_WAYS[self.quarters], dtype=np.float32)
        far = np.array([*self.size, *self.size], dtype=np.float32)
        return sign, np.where(sign < 0, far, np.float32(0))


@dataclass(frozen=True, slots=True)
class LoadedPage:
    """A page that PDFium has loaded: its number (from 1), and the handles of the page and of its text."""

    number: int
    page: Any
    text: Any


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page, upright: its characters in content order, its thin rules, its framed boxes.

    `tints` are areas of colour without a frame, `blanks` areas as white as the paper, `pictures` the boxes of pictures.
    `set_aside` are characters that are no text of a document, by what they are instead.
    `images` is the share of the page that pictures cover. `broken` counts characters that PDFium could not name.
    `recognised` is there where the characters were recognised from the picture of the page. `aside` is there where
    some characters stand upright on a page whose others do not: the page as it is shown, with these alone.
    """

    number: int
    width: float
    height: float
    glyphs: Glyphs
    rules: list[Box]
    frames: list[Box]
    images: float
    broken: int
    upright: Turn
    shown: Turn
    recognised: Recognised | None = None
    aside: PageContent | None = None
    tints: list[Box] = field(default_factory=list)
    blanks: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    set_aside: list[tuple[DiscardName, Glyphs]] = field(default_factory=list)

    def shown_boxes(self, boxes: Floats) -> Floats:
        """Upright boxes as boxes of the page as it is shown."""
        return boxes if self.upright == self.shown else self.shown.boxes(self.upright.undo(boxes))


@contextmanager
def loaded(document: Any, index: int) -> Iterator[LoadedPage]:
    """Page `index` (from 0) of a PDFium document handle, until the context ends. Raises ValueError for a damaged one."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise ValueError(f"page {index + 1} cannot be loaded")
    text = pdfium.FPDFText_LoadPage(page)
    try:
        yield LoadedPage(index + 1, page, text)
    finally:
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


def page_content(loaded: LoadedPage) -> PageContent:
    """The content of a loaded page."""
    page, text = loaded.page, loaded.text
    codes, boxes = _characters(text)
    inked = _inked(codes)
    left, bottom, width, height = _area(page, boxes[inked])
    shown = Turn(-pdfium.FPDFPage_GetRotation(page) % 4, width, height)
    boxes -= np.array([left, bottom, left, bottom], dtype=np.float32)
    upright = Turn(_direction(boxes[inked]), width, height)
    for hyphen in _HYPHENS:
        codes[codes == hyphen] = ord("-")
    kept = inked & (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 1] > boxes[:, 3])
    marks = _watermarks(loaded.text, codes, boxes, kept)
    set_aside: list[tuple[DiscardName, Glyphs]] = []
    if marks.any():
        set_aside.append(("watermark", Glyphs(codes[marks], upright.boxes(boxes[marks]))))
        kept &= ~marks
    aside = _aside(loaded, shown, codes, boxes, kept) if upright != shown else None
    glyphs = Glyphs(codes[kept], upright.boxes(boxes[kept]))
    drawn = read_drawn(page)
    thin, frames = _rules_and_frames(drawn.boxes, left, bottom, upright)
    thin_tints, tints = _rules_and_frames(drawn.tints, left, bottom, upright)
    broken = int(np.count_nonzero((codes == ord(REPLACEMENT)) | (codes == 0)))
    pictures = [box for kind in _rules_and_frames(drawn.pictures, left, bottom, upright) for box in kind]
    covered = sum((x1 - x0) * (low - top) for x0, top, x1, low in pictures)
    images = covered / (width * height) if width * height else 0.0
    return PageContent(
        loaded.number,
        *upright.size,
        glyphs,
        thin + thin_tints,
        frames,
        images,
        broken,
        upright,
        shown,
        aside=aside,
        tints=tints,
        blanks=_rules_and_frames(drawn.blanks, left, bottom, upright)[1],
        pictures=pictures,
        set_aside=set_aside,
    )


def _area(page: Any, boxes: Floats) -> tuple[float, float, float, float]:
    """Left, bottom, width and height of the page; of one larger than a page can be, of what is written on it."""
    area = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, area)
    width, height = area.right - area.left, area.top - area.bottom
    if max(width, height) <= _LARGEST_PAGE or not len(boxes):
        return area.left, area.bottom, width, height
    left, bottom = boxes[:, 0].min() - _MARGIN, boxes[:, 3].min() - _MARGIN
    right, top = boxes[:, 2].max() + _MARGIN, boxes[:, 1].max() + _MARGIN
    return float(left), float(bottom), float(right - left), float(top - bottom)


def _aside(
    loaded: LoadedPage, shown: Turn, codes: Codes, boxes: Floats, kept: NDArray[np.bool_]
) -> PageContent | None:
    """The characters that are upright on the page as it is shown, as a page of their own; they are kept no more."""
    indexes = np.flatnonzero(kept)
    own = indexes[find_upright(loaded.text, indexes.tolist(), shown.quarters)]
    if not len(own):
        return None
    kept[own] = False
    glyphs = Glyphs(codes[own], shown.boxes(boxes[own]))
    return PageContent(loaded.number, *shown.size, glyphs, [], [], 0.0, 0, shown, shown)


def _watermarks(text: Any, codes: Codes, boxes: Floats, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of the characters belong to watermarks."""
    (indexes,) = kept.nonzero()
    marks = np.zeros_like(kept)
    marks[indexes] = find_watermarks(text, indexes, codes[indexes], boxes[indexes])
    return marks


def _rules_and_frames(
    drawn: list[tuple[float, float, float, float]], left: float, bottom: float, upright: Turn
) -> tuple[list[Box], list[Box]]:
    """What is drawn (left, bottom, right, top), upright: the thin boxes and the others."""
    if not drawn:
        return [], []
    boxes = np.array(drawn, dtype=np.float32)[:, [0, 3, 2, 1]]
    boxes -= np.array([left, bottom, left, bottom], dtype=np.float32)
    thin: list[Box] = []
    frames: list[Box] = []
    for x0, top, x1, low in upright.boxes(boxes).tolist():
        (thin if min(x1 - x0, low - top) <= _THICKEST_RULE else frames).append((x0, top, x1, low))
    return thin, frames


def _characters(text: Any) -> tuple[Codes, Floats]:
    """The characters of a text page and, for each, left, top, right, bottom from the bottom left of the page."""
    count = max(pdfium.FPDFText_CountChars(text), 0)
    units = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text, 0, count, units)
    codes = np.frombuffer(units, dtype=np.uint16)[:count].astype(np.uint32)
    if written != count + 1 or bool(np.any((codes >= 0xD800) & (codes < 0xE000))):
        codes = np.array([_code(text, i) for i in range(count)], dtype=np.uint32)
    boxes = np.zeros((count, 4), dtype=np.float32)
    inked = np.flatnonzero(_inked(codes))
    for start in range(0, len(inked), len(_SLOTS)):
        some = inked[start : start + len(_SLOTS)]
        boxes[some] = _loose_boxes(text, some.tolist())
    name_radicals(codes)
    mend_boxes(text, codes, boxes)
    return codes, boxes


def _loose_boxes(text: Any, indexes: list[int]) -> Floats:
    """The boxes of characters, from their origin to the next one's and from the font's descent to its ascent."""
    boxes = np.frombuffer(_ROOM, dtype=np.float32).reshape(-1, 4)[: len(indexes)]
    boxes[:] = 0
    for _ in map(_LOOSE_BOX, repeat(ctypes.byref(text.contents)), indexes, _SLOTS):
        pass
    return boxes


def _inked(codes: Codes) -> NDArray[np.bool_]:
    return ~_BLANK[np.minimum(codes, len(_BLANK) - 1)]


def _code(text: Any, index: int) -> int:
    code = int(pdfium.FPDFText_GetUnicode(text, index))
    return code if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ord(REPLACEMENT)


_LOOSE_BOX = direct(pdfium.FPDFText_GetLooseCharBox, None)

_ROOM = (pdfium.FS_RECTF * 4096)()
_SLOTS = [ctypes.byref(_ROOM, i * ctypes.sizeof(pdfium.FS_RECTF)) for i in range(len(_ROOM))]
"""Where the boxes are put, and references to each place, ready to be handed over."""


def _direction(boxes: Floats) -> int:
    """How many quarter turns make the text run from left to right: most steps from one character to the next tell."""
    left, top, right, bottom = boxes.T
    x, y = np.diff((left + right) / 2), np.diff((top + bottom) / 2)
    size = np.maximum(np.maximum(right - left, top - bottom)[:-1], 1)
    near = np.abs(x) + np.abs(y) <= 2 * size
    along, across = near & (np.abs(y) < np.abs(x) / 4), near & (np.abs(x) < np.abs(y) / 4)
    steps = [along & (x > 0), across & (y < 0), along & (x < 0), across & (y > 0)]
    return int(np.argmax([np.count_nonzero(step) for step in steps]))
