"""Fragments into flows: full-width blocks split a region into bands, gutters split a band into columns.

A gutter is believed where lines end flush on its left and others begin flush on its right, as set text does;
the gaps within a name list or a table are no gutters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from operator import attrgetter
from statistics import median

import numpy as np

from ingest.read.pdf.characters.fragments import Fragment

_NARROWEST_GUTTER = 0.8
_NARROWEST_COLUMN = 9
_SET_LINE = 0.75
_FEWEST_SET = 3
_FLUSH = 0.35
_FULL = 1.3
_INDENT = 2.7
_FEWEST_ROWS = 2
_BESIDE = 0.8
_CENTRED = 2.0
_TITLE_SIZE = 1.1
_SAME_SIZE = 0.05
_PITCH = 2.2

BY_ROW = attrgetter("middle", "x0")
"""The order from top to bottom, and from left to right."""

_MIDDLE, _END = attrgetter("middle"), attrgetter("x1")


@dataclass(slots=True, eq=False)
class Block:
    """A table or a panel to be put in reading order, with its box."""

    x0: float
    top: float
    x1: float
    bottom: float
    content: object
    em: float = 10.0
    middle: float = field(init=False)

    def __post_init__(self) -> None:
        self.middle = (self.top + self.bottom) / 2


Item = Fragment | Block
"""A thing to be put in reading order."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A column or a full-width block: its items from top to bottom, and its edges."""

    items: tuple[Item, ...]
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Gutter:
    """The empty strip between two columns, and how many rows of the page stand on both sides of it."""

    left: float
    right: float
    rows: int

    @property
    def middle(self) -> float:
        """Where the strip is widest from either side."""
        return (self.left + self.right) / 2


def find_flows(items: Sequence[Item], left: float, right: float, known: Sequence[Gutter] = ()) -> list[Flow]:
    """The flows of a region in reading order. `left` and `right` are the region's edges.

    `known` are the gutters of another page, for a region that bears out none of its own.
    """
    gutters = find_gutters(items) or known
    for gutter in sorted(gutters, key=lambda g: -g.rows):
        flows = _split(items, gutter, left, right)
        if flows:
            return flows
    return [Flow(tuple(sorted(items, key=BY_ROW)), left, right)] if items else []


def gutters_between(flows: Sequence[Flow]) -> list[Gutter]:
    """The gutters between flows that stand side by side, each once."""
    sides = dict.fromkeys((a.right, b.left) for a, b in pairwise(flows) if a.right < b.left)
    return [Gutter(left, right, 0) for left, right in sides]


def _split(items: Sequence[Item], gutter: Gutter, left: float, right: float) -> list[Flow]:
    """The flows of bands and columns at the gutter; none if no band bears it out."""
    across = _centred_alone(items)
    crossing = sorted((i for i in items if id(i) in across or _crosses(i, gutter)), key=lambda i: i.middle)
    parting = {id(i) for i in crossing}
    heights = [item.middle for item in crossing]
    bands: list[list[Item]] = [[] for _ in range(len(crossing) + 1)]
    for item in items:
        if id(item) not in parting:
            bands[bisect_left(heights, item.middle)].append(item)
    flows: list[Flow] = []
    whole: list[Item] = []
    found = False
    for i, band in enumerate(bands):
        if i:
            above, band = _with_above(crossing[i - 1], band, gutter)
            whole += above
        if _is_columns(band, gutter):
            found = True
            if whole:
                flows += find_flows(whole, left, right)
                whole = []
            flows += find_flows([b for b in band if b.x0 < gutter.middle], left, gutter.left)
            flows += find_flows([b for b in band if b.x0 >= gutter.middle], gutter.right, right)
        else:
            whole += band
    if not found:
        return []
    return flows + (find_flows(whole, left, right) if whole else [])


def _with_above(above: Item, band: list[Item], gutter: Gutter) -> tuple[list[Item], list[Item]]:
    """The full-width item with what goes with it of the band below, and the rest of the band."""
    tail = _tail(above, band, gutter)
    rest = _without(band, tail)
    head = _head(rest, gutter)
    return [above, *tail, *head], _without(rest, head)


def _without(items: Sequence[Item], some: Sequence[Item]) -> list[Item]:
    apart = {id(item) for item in some}
    return [item for item in items if id(item) not in apart]


def _tail(above: Item, band: Sequence[Item], gutter: Gutter) -> list[Item]:
    """The short last line of a paragraph that is as wide as the line `above`: the columns begin below it."""
    line = min(band, key=lambda item: item.middle, default=above)
    beside = [item.middle for item in band if item.x0 >= gutter.middle]
    if not beside or not (isinstance(line, Fragment) and isinstance(above, Fragment)):
        return []
    carried = line.x0 - above.x0 < _FLUSH * line.em and abs(line.em - above.em) < _SAME_SIZE * above.em
    near = line.middle - above.middle < _PITCH * line.em and line.middle + line.em < min(beside)
    return [line] if carried and near else []


def _head(band: Sequence[Item], gutter: Gutter) -> list[Item]:
    """What stands above the first line on the left and not at the gutter, as a number at the right edge does."""
    top = min((item.top for item in band if item.x0 < gutter.middle), default=0.0)
    above = [item for item in band if item.bottom < top]
    return above if all(item.x0 > gutter.right + _INDENT * item.em for item in above) else []


def _crosses(item: Item, gutter: Gutter) -> bool:
    slack = 0.3 * item.em
    return item.x0 < gutter.middle - slack and item.x1 > gutter.middle + slack


def _centred_alone(items: Sequence[Item]) -> set[int]:
    """Titles over an odd number of columns: larger than the text, centred, with nothing beside them; what is centred
    right below one, such as a number, goes with it.
    """
    left, right = min(i.x0 for i in items), max(i.x1 for i in items)
    usual = median(i.em for i in items)
    found = set()
    under_title = False
    for item in sorted(items, key=BY_ROW):
        centred = abs(item.x0 + item.x1 - left - right) <= _CENTRED * item.em
        large = item.em >= _TITLE_SIZE * usual
        under_title = (
            isinstance(item, Fragment) and centred and (large or under_title) and _is_alone(item, items)
        )
        if under_title:
            found.add(id(item))
    return found


def _is_alone(item: Item, items: Sequence[Item]) -> bool:
    return sum(other.top < item.bottom and other.bottom > item.top for other in items) == 1


def _is_columns(band: Sequence[Item], gutter: Gutter) -> bool:
    """Text stands flush on both sides of the gutter in this band, or on the left where the page bears the gutter out."""
    before = [i for i in band if i.x0 < gutter.middle]
    after = [i for i in band if i.x0 >= gutter.middle]
    if not before or not after:
        return False
    full = sum(i.x1 >= gutter.left - _FULL * i.em for i in before)
    begun = sum(gutter.right - _FLUSH * i.em <= i.x0 <= gutter.right + _INDENT * i.em for i in after)
    return full >= 1 and (begun >= 1 or (full > 1 and gutter.rows > 0))


def find_gutters(items: Sequence[Item]) -> list[Gutter]:
    """The gutters that rows of text bear out, from left to right."""
    pairs = _neighbours(items)
    if len(pairs) < _FEWEST_ROWS:
        return []
    ends = np.array([a.x1 for a, _ in pairs])
    begins, sizes = (np.array(values) for values in zip(*((b.x0, b.em) for _, b in pairs), strict=True))
    starts = np.array(sorted({round(b.x0, 1) for _, b in pairs}))
    from_start = begins - starts[:, None]
    ems = np.where(np.abs(from_start) < 0.1, sizes, 0.0).max(axis=1)
    flush = (np.abs(from_start) <= _FLUSH * ems[:, None]).any(axis=1)
    near = (ends <= (starts - _NARROWEST_GUTTER * ems)[:, None]) & (from_start >= -_FLUSH * ems[:, None])
    near &= from_start <= _INDENT * ems[:, None]
    gutters: list[Gutter] = []
    for k in np.flatnonzero(flush & (near.sum(axis=1) >= _FEWEST_ROWS)).tolist():
        start, em = float(starts[k]), float(ems[k])
        gutter = _gutter([pairs[n] for n in np.flatnonzero(near[k]).tolist()], start, em, items)
        if gutter and not any(abs(gutter.middle - g.middle) < 2 * em for g in gutters):
            gutters.append(gutter)
    return gutters


def _gutter(
    pairs: Sequence[tuple[Item, Item]], start: float, em: float, items: Sequence[Item]
) -> Gutter | None:
    before = [a for a, _ in pairs]
    end = _shared_end(before, em) or _shared_end([i for i in items if i.x1 < start], em)
    if end is None:
        return None
    full = [a for a in before if _ends_at(a, end, em)]
    left = min((a.x0 for a in full), default=end)
    right = max(item.x1 for item in items)
    if min(end - left, right - start) < _NARROWEST_COLUMN * em:
        return None
    within = sum(end < item.x0 and item.x1 < start for item in items)
    flush = [i for i in items if _ends_at(i, end, em) and end - i.x0 >= _SET_LINE * (end - left)]
    set_lines = sum(1 if isinstance(item, Fragment) else _FEWEST_SET for item in flush)
    fewest = _FEWEST_ROWS if len(full) >= 0.3 * len(before) else _FEWEST_SET
    if within >= _FEWEST_ROWS or set_lines < fewest:
        return None
    return Gutter(end, start, len(pairs))


def _shared_end(items: Sequence[Item], em: float) -> float | None:
    """The farthest end that several of the items have."""
    ends = sorted((item.x1 for item in items), reverse=True)
    return next((e for e in ends if sum(abs(e - other) <= em for other in ends) >= _FEWEST_ROWS), None)


def _ends_at(item: Item, end: float, em: float) -> bool:
    return end - _FULL * em <= item.x1 <= end + em


def _neighbours(items: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Pairs side by side, text or text and a block, with nothing between them and a gap that a gutter could have."""
    texts = sorted((i for i in items if isinstance(i, Fragment)), key=_MIDDLE)
    blocks = [i for i in items if isinstance(i, Block)]
    if not blocks and _are_single(texts):
        return []
    pairs: list[tuple[Item, Item]] = []
    for item, before in zip(texts, _nearest(texts), strict=True):
        room = _NARROWEST_GUTTER * item.em
        level = [block for block in blocks if block.top < item.middle < block.bottom]
        beside = [before, *(block for block in level if block.x1 < item.x0)]
        nearest = max((other for other in beside if other), key=_END, default=None) if level else before
        if nearest and item.x0 - nearest.x1 >= room:
            pairs.append((nearest, item))
        pairs += [(item, block) for block in level if block.x0 - item.x1 >= room]
    return pairs


def _are_single(texts: Sequence[Fragment]) -> bool:
    """Of the texts, ordered by height, each is further from the next than any reaches: nothing stands beside another."""
    farthest = _BESIDE * max((item.em for item in texts), default=0.0)
    return all(lower.middle - upper.middle > farthest for upper, lower in pairwise(texts))


def _nearest(texts: Sequence[Fragment]) -> Iterator[Fragment | None]:
    """For each text, ordered by height, the one at its height that ends nearest before it, if there is one."""
    heights = [item.middle for item in texts]
    for item in texts:
        reach = _BESIDE * item.em
        low, high = bisect_left(heights, item.middle - reach), bisect_right(heights, item.middle + reach)
        nearest, end = None, -inf
        for other in texts[low:high]:
            if end < other.x1 < item.x0:
                nearest, end = other, other.x1
        yield nearest
