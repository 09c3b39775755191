"""Doubts about what stands on a page, with its place there."""

from __future__ import annotations

from ingest.read.pdf.characters.characters import Floats, PageContent
from ingest.read.pdf.characters.watermarks import content_runs
from schema.source import Doubt, page_box

_MOST_PLACES = 40


def doubt_places(page: PageContent, boxes: Floats, code: str, message: str) -> Doubt:
    """A doubt about what stands in some boxes of an upright page: those that follow each other are one place."""
    shown = page.shown_boxes(boxes)
    runs = [shown[start:end] for start, end in content_runs(shown)][:_MOST_PLACES]
    places = ((*run[:, :2].min(axis=0).tolist(), *run[:, 2:].max(axis=0).tolist()) for run in runs)
    on_page = tuple(page_box(page.number, place) for place in places)
    return Doubt(code, f"第{page.number}页：{message}", page=page.number, boxes=on_page)
