"""Pictures of PDF pages with boxes drawn on them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pdfplumber
from pdfplumber.display import PageImage

from ingest.read.pdf.characters.own_font import machine_fonts
from schema.source import Box, PageBox

_DOTS_PER_INCH = 110


def page_picture(path: Path, page: int, password: str | None = None) -> Any:
    """The picture of a page (from 1) as it is shown, to draw on."""
    with machine_fonts(), pdfplumber.open(path, password=password or "", pages=[page]) as document:
        return document.pages[0].to_image(resolution=_DOTS_PER_INCH)


def draw(picture: PageImage, boxes: Iterable[Box], stroke: str, fill: tuple[int, int, int, int]) -> None:
    """Draw boxes, in points from the top left of the page."""
    width, height = picture.page.width, picture.page.height
    for x0, top, x1, bottom in boxes:
        box = max(x0, 0), max(top, 0), min(x1, width), min(bottom, height)
        if box[0] < box[2] and box[1] < box[3]:
            picture.draw_rect(box, fill=fill, stroke=stroke)


def on_page(boxes: Iterable[PageBox], page: int) -> list[Box]:
    """The boxes on that page."""
    return [(x0, top, x1, bottom) for number, x0, top, x1, bottom in boxes if number == page]
