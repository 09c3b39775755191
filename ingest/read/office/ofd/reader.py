"""An OFD file into a `Reading`, by way of the pages that PDFs are read from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.limits import begin_page, end_pages
from ingest.read.office.ofd.document import Document, Page, pages_of
from ingest.read.office.ofd.drawing import Drawing
from ingest.read.office.ofd.marks import find_marks, find_overprinted
from ingest.read.office.package import Package, opened
from ingest.read.page_lines import without_page_lines
from ingest.read.pdf.characters.characters import Box, Floats, Glyphs, PageContent, Turn
from ingest.read.pdf.characters.replaced import name_radicals
from ingest.read.pdf.doubted import doubt_places
from ingest.read.pdf.pictures import doubt_pictures, find_pictures
from ingest.read.pdf.reader import read_pages
from ingest.read.pdf.trust import SCANNED, doubt_page, find_fault
from schema.errors import SourceError
from schema.source import DiscardName, Doubt, Reading

MEDIA_TYPE = "application/ofd"
_POINTS = 72 / 25.4
_A4_IN_POINTS = (595.0, 842.0)
_THICKEST_RULE = 4.0
_MOST_FILLS = 4000
_FEWEST_OUTLINES = 20
_FEW_SIGNS = 20
_FEW_OVER, _SHARE_OVER = 4, 0.02
"""So many characters, and such a share of a page's, may stand over others without a word: a mark set into a word."""


def read_ofd(path: Path, left_out: Collection[int] = ()) -> Reading:
    """The reading of an OFD file, without the pages `left_out`.

    Raises SourceError for one that cannot be opened or holds no text."""
    doubts: list[Doubt] = []
    try:
        with opened(path) as package:
            reading = read_pages(_contents(package, path, left_out, doubts))
    finally:
        end_pages()
    if not reading.blocks and not doubts:
        raise SourceError(path, "there is no text on its pages", "look at it in a viewer, fetch another")
    reading = without_page_lines(reading)
    return replace(reading, doubts=(*reading.doubts, *doubts), media_type=MEDIA_TYPE)


def _contents(
    package: Package, path: Path, left_out: Collection[int], doubts: list[Doubt]
) -> Iterator[PageContent]:
    """The content of each page; what of it cannot be read is doubted."""
    attached: list[str] = []
    for document, page in pages_of(package, path):
        begin_page(page.number)
        attached += [name for name in document.attachments if name not in attached]
        if page.number in left_out:
            message = f"第{page.number}页：读取时超出时间或内存的限度，未读出；请用阅读器查看。"
            doubts.append(Doubt("page_left_out", message, page=page.number))
            continue
        if page.damaged:
            doubts.append(Doubt("damaged_page", f"第{page.number}页：已损坏，未能读出。", page=page.number))
            continue
        yield _content(document, page, doubts)
    if attached:
        names = "、".join(name or "未命名" for name in attached)
        doubts.append(Doubt("attached_files", f"文件中另附有{names}，未读；请取出后另行解析。"))


def _content(document: Document, page: Page, doubts: list[Doubt]) -> PageContent:
    drawing = Drawing()
    for layer in page.layers:
        drawing.add(layer, document)
    content = _PageMaker(page, drawing, doubts).content()
    fault = find_fault(content)
    if fault is None:
        if pictures := find_pictures(content):
            doubts.append(doubt_pictures(content, pictures, 0))
        return content
    doubts.append(doubt_page(content, fault, None))
    return replace(content, glyphs=content.glyphs.at(slice(0)), aside=None)


class _PageMaker:
    """Makes the content of a page of what is drawn on it, in points."""

    def __init__(self, page: Page, drawing: Drawing, doubts: list[Doubt]) -> None:
        left, top, width, height = page.box
        unit = 1.0 if _is_in_points(width, height) else _POINTS
        self._page, self._drawing, self._doubts = page, drawing, doubts
        self._unit, self._origin = unit, np.array([left, top, left, top], dtype=np.float32)
        self._size = width * unit, height * unit

    def content(self) -> PageContent:
        """The page: its text the way most of it runs, what runs another way aside."""
        drawing = self._drawing
        codes = np.array([sign.code for sign in drawing.signs], dtype=np.uint32)
        name_radicals(codes)
        boxes = self._boxes([sign.box for sign in drawing.signs])
        seen = self._seen(boxes)
        turns = np.array([-1 if sign.turns is None else sign.turns for sign in drawing.signs], dtype=np.int8)
        marks = seen & find_marks(codes, boxes, turns < 0, np.array(drawing.pale, dtype=np.bool_))
        text = seen & ~marks
        ways = [turn for turn, _ in Counter(turns[text].tolist()).most_common()]
        main, beside = [*ways, *(0, 0)[len(ways) :]][:2]
        content = self._turned(codes, boxes, text & (turns == main), main)
        if len(ways) > 1:
            content = replace(content, aside=self._turned(codes, boxes, text & (turns == beside), beside))
        others = text & (turns != main) & (turns != beside)
        named: tuple[tuple[DiscardName, NDArray[np.bool_]], ...] = (
            ("watermark", marks),
            ("running_header", others),
        )
        set_aside = [
            (name, self._glyphs(codes, boxes, chosen, content.upright))
            for name, chosen in named
            if chosen.any()
        ]
        rules, frames = self._rules_and_frames(content.upright)
        self._tell_what_is_not_read(content, boxes, seen)
        pictures = content.upright.boxes(self._from_bottom(self._boxes(drawing.pictures)))
        return replace(
            content,
            rules=rules,
            frames=frames,
            set_aside=set_aside,
            images=self._covered_by_pictures(),
            pictures=[(x0, top, x1, low) for x0, top, x1, low in pictures.tolist()],
        )

    def _boxes(self, boxes: list[Box]) -> Floats:
        """Boxes in points from the top left of the page."""
        return (np.array(boxes, dtype=np.float32).reshape(-1, 4) - self._origin) * np.float32(self._unit)

    def _turned(
        self, codes: NDArray[np.uint32], boxes: Floats, chosen: NDArray[np.bool_], turns: int
    ) -> PageContent:
        """Some characters of the page as a page on which they are upright."""
        shown, upright = Turn(0, *self._size), Turn(turns, *self._size)
        glyphs = self._glyphs(codes, boxes, chosen, upright)
        return PageContent(self._page.number, *upright.size, glyphs, [], [], 0.0, 0, upright, shown)

    def _glyphs(
        self, codes: NDArray[np.uint32], boxes: Floats, chosen: NDArray[np.bool_], upright: Turn
    ) -> Glyphs:
        return Glyphs(codes[chosen], upright.boxes(self._from_bottom(boxes[chosen])))

    def _from_bottom(self, boxes: Floats) -> Floats:
        height = np.float32(self._size[1])
        turned = boxes.copy()
        turned[:, 1::2] = height - boxes[:, 1::2]
        return turned

    def _seen(self, boxes: Floats) -> NDArray[np.bool_]:
        """Which characters are seen: not white on white, not painted over. Those of a scan are its text, without ink."""
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        pale = np.ones(len(boxes), dtype=np.bool_)
        covered = np.zeros(len(boxes), dtype=np.bool_)
        order = np.arange(len(boxes))
        fills = self._drawing.fills[:_MOST_FILLS]
        for fill, box in zip(fills, self._boxes([fill.box for fill in fills]), strict=True):
            inside = (x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3])
            pale[inside & (order >= fill.before)] = fill.white
            covered |= inside & (order < fill.before)
        white = np.array(self._drawing.white, dtype=np.bool_)
        scanned = self._covered_by_pictures() >= SCANNED
        seen: NDArray[np.bool_] = ~covered & ~(white & pale & (not scanned))
        return seen

    def _rules_and_frames(self, upright: Turn) -> tuple[list[Box], list[Box]]:
        drawn = self._from_bottom(self._boxes(self._drawing.lines))
        rules: list[Box] = []
        frames: list[Box] = []
        for x0, top, x1, low in upright.boxes(drawn).tolist():
            (rules if min(x1 - x0, low - top) <= _THICKEST_RULE else frames).append((x0, top, x1, low))
        return rules, frames

    def _covered_by_pictures(self) -> float:
        boxes = self._boxes(self._drawing.pictures)
        area = ((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])).sum()
        return float(area) / (self._size[0] * self._size[1])

    def _tell_what_is_not_read(self, content: PageContent, boxes: Floats, seen: NDArray[np.bool_]) -> None:
        whole = np.array([(0.0, 0.0, content.width, content.height)], dtype=np.float32)

        def doubt(places: Floats, code: str, message: str) -> None:
            self._doubts.append(doubt_places(content, places, code, message))

        unseen = int(np.count_nonzero(~seen))
        if unseen:
            hidden = content.upright.boxes(self._from_bottom(boxes[~seen]))
            doubt(hidden, "hidden_text", f"有{unseen}个字为白色或被遮盖，读者看不见，未读。")
        over = find_overprinted(content.glyphs.codes, content.glyphs.boxes)
        if int(over.sum()) > max(_FEW_OVER, _SHARE_OVER * len(over)):
            message = f"有{int(over.sum())}个字与别的字重叠，文字的次序可能有误，请对照原件。"
            doubt(content.glyphs.boxes[over], "overprinted", message)
        if self._page.notes:
            doubt(whole, "annotation", f"有{self._page.notes}处批注（含印章、水印），其中的内容未读。")
        if self._drawing.left_out:
            message = f"有{self._drawing.left_out}个对象超出限度，未读；请用阅读器查看。"
            doubt(whole, "page_left_out", message)
        if self._drawing.outlines >= _FEWEST_OUTLINES and len(seen) < _FEW_SIGNS:
            doubt(whole, "no_text_layer", "文字是图形，不是字符，未从中提取任何内容。")


def _is_in_points(width: float, height: float) -> bool:
    """The page's box is that of A4 in points, where it should be in millimetres."""
    return all(abs(a - b) <= 1 for a, b in zip(sorted((width, height)), _A4_IN_POINTS, strict=True))
