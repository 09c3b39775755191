"""Pictures in the text of a page: a table or a chart that was put there as an image, which no text layer holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ingest.read.pdf.characters.characters import Box, Glyphs, PageContent
from ingest.read.pdf.doubted import doubt_places
from schema.source import Doubt

_WIDTH, _HEIGHT = 0.3, 0.08
_EDGE = 0.1
_MOST_WORDS = 20
_TOUCH = 2.0
_LEAST_SURE = 0.8


def find_pictures(page: PageContent) -> list[Box]:
    """The pictures above some size that stand in the text: neither under it nor in the margins, as a head or seal does."""
    found = []
    for box in _joined(page.pictures):
        x0, top, x1, bottom = box
        large = x1 - x0 >= _WIDTH * page.width and bottom - top >= _HEIGHT * page.height
        within = bottom > _EDGE * page.height and top < (1 - _EDGE) * page.height
        if large and within and int(page.glyphs.inside(box).sum()) <= _MOST_WORDS:
            found.append(box)
    return found


def _joined(boxes: Sequence[Box]) -> list[Box]:
    """The boxes, those as one that lie one right below the other: programs part a large picture into strips."""
    joined: list[Box] = []
    for box in sorted(boxes, key=lambda b: (round(b[0]), b[1])):
        last = joined[-1] if joined else None
        if (
            last
            and abs(last[0] - box[0]) < _TOUCH
            and abs(last[2] - box[2]) < _TOUCH
            and box[1] - last[3] < _TOUCH
        ):
            joined[-1] = (last[0], last[1], last[2], max(last[3], box[3]))
        else:
            joined.append(box)
    return joined


def with_pictures(
    page: PageContent, pictures: Sequence[Box], seen: PageContent | None
) -> tuple[PageContent, int]:
    """The page with the characters and rules that were recognised within its pictures, and how many characters these are."""
    recognised = seen.recognised if seen else None
    if seen is None or recognised is None or recognised.mean < _LEAST_SURE:
        return page, 0
    inside = np.logical_or.reduce([seen.glyphs.inside(box) for box in pictures])
    own = seen.glyphs.at(inside & ~_taken(seen.glyphs, page.glyphs))
    rules = [rule for rule in seen.rules if any(_holds(box, rule) for box in pictures)]
    glyphs = Glyphs(
        np.concatenate([page.glyphs.codes, own.codes]), np.concatenate([page.glyphs.boxes, own.boxes])
    )
    return replace(page, glyphs=glyphs, rules=[*page.rules, *rules]), len(own)


def _taken(seen: Glyphs, printed: Glyphs) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which of the characters that were seen the page has as text already."""
    taken = np.zeros(len(seen), dtype=np.bool_)
    for i, box in enumerate(seen.boxes.tolist()):
        taken[i] = bool(printed.inside((box[0], box[1], box[2], box[3])).any())
    return taken


def _holds(box: Box, rule: Box) -> bool:
    x, y = (rule[0] + rule[2]) / 2, (rule[1] + rule[3]) / 2
    return box[0] - _TOUCH <= x <= box[2] + _TOUCH and box[1] - _TOUCH <= y <= box[3] + _TOUCH


def doubt_pictures(page: PageContent, pictures: Sequence[Box], read: int) -> Doubt:
    """What is said of the pictures of a page, of which so many characters were recognised."""
    count = "有图片" if len(pictures) == 1 else f"有{len(pictures)}幅图片"
    outcome = f"已识别其中的{read}字，请核对" if read else "其中的内容未读，请查看原件"
    places = np.array(pictures, dtype=np.float32)
    return doubt_places(page, places, "picture", f"{count}，{outcome}。")
