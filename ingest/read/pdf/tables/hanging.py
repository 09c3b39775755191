"""Marks that hang over the edge of a cell: the blank half of a full-width 、 or 。 stands in the margin or the next cell."""

from __future__ import annotations

import numpy as np

from ingest.read.pdf.characters.characters import Glyphs, PageContent

_MARKS = np.array([ord(mark) for mark in "，、。；：！？）》〉」』】〕”’"], dtype=np.uint32)
_INKED = 0.3
"""The share of such a mark's box, from its left, in which its ink stands."""

_MOST_RULES = 2000


def cut_at_rules(content: PageContent) -> Glyphs:
    """The page's characters, the boxes of hanging marks cut where an upright rule runs through their blank half."""
    glyphs = content.glyphs
    rules = [rule for rule in content.rules if rule[3] - rule[1] > rule[2] - rule[0]][:_MOST_RULES]
    marks = np.flatnonzero(np.isin(glyphs.codes, _MARKS)) if rules else ()
    if not len(marks):
        return glyphs
    boxes = glyphs.boxes.copy()
    x0, top, x1, bottom = boxes[marks].T
    middle, inked = (top + bottom) / 2, x0 + _INKED * (x1 - x0)
    for left, above, right, below in rules:
        edge = (left + right) / 2
        over = (inked <= edge) & (edge < x1) & (middle >= above) & (middle <= below)
        boxes[marks[over], 2] = edge
    return Glyphs(glyphs.codes, boxes)
