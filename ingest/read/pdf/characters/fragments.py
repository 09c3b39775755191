"""Characters into fragments: runs of characters on one baseline without a wide gap between them."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, inf
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from ingest.read.pdf.characters.characters import Box, Codes, Floats, Glyphs
from ingest.read.pdf.characters.watermarks import content_runs
from parsers.language.patterns import lazy
from parsers.language.spacing import is_cjk

WIDE_GAP = 0.9
"""A gap of so many character widths parts two fragments."""

_OVERLAP = 0.75
_SAME_BASELINE = 0.45
_WORD_GAP = 0.18
_MARK_SIZE = 0.7
_MARK = lazy(r"[\[(（〔]?\d{1,2}[\])）〕]?|[①-⑳*※†‡]")  # the 2 of 常住人口²为
BLANK_BEFORE = frozenset("（《〈「『【〔“‘")
BLANK_AFTER = frozenset("，、。；：！？）》〉」』】〕”’")
_LIGATURE = 1.6
_WIDEST_SPACE = 4
_HALF = 0.52
_LATIN_HEIGHT = 0.95
_FIRST_WIDE = 0x2E80
_ABOVE = 0.4
_MOST_BESIDE = 100
"""With so many runs of a row a run is compared: no line of a page has more, and absurd ones must not cost more."""

_MIDDLE = attrgetter("middle")
_FROM_TOP = attrgetter("top", "x0")


class Fragment:
    """Characters on one baseline, from left to right.

    `em` is the width of a full-width character, `height` how tall they are, `middle` the height of their middle, `gap`
    the widest gap between two of them, where it is known.
    """

    __slots__ = ("bottom", "em", "gap", "glyphs", "height", "middle", "text", "top", "x0", "x1")

    def __init__(
        self,
        glyphs: Glyphs,
        text: str,
        x0: float,
        top: float,
        x1: float,
        bottom: float,
        em: float,
        gap: float = inf,
    ) -> None:
        self.glyphs, self.text = glyphs, text
        self.x0, self.top, self.x1, self.bottom = x0, top, x1, bottom
        self.em, self.gap = em, gap
        self.middle = (top + bottom) / 2
        self.height = bottom - top

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return self.x0, self.top, self.x1, self.bottom


def part_marks(glyphs: Glyphs) -> tuple[list[Fragment], list[Fragment]]:
    """The fragments of a page from top to bottom, and the raised figures in them that lead to footnotes.

    The order of the glyphs does not matter.
    """
    return _put_together(_runs(glyphs))


def _put_together(runs: list[Fragment]) -> tuple[list[Fragment], list[Fragment]]:
    """Runs of one page, or of one part of it, as fragments from top to bottom, and the raised figures among them."""
    marks = _raised(runs)
    aside = {id(mark) for mark in marks}
    fragments: list[Fragment] = []
    for row in _rows([run for run in runs if id(run) not in aside] if aside else runs):
        fragments += row if len(row) == 1 else _joined(row)
    fragments.sort(key=_FROM_TOP)
    return fragments, marks


def find_fragments(glyphs: Glyphs) -> list[Fragment]:
    """The fragments of a page or a part of it, from top to bottom."""
    return part_marks(glyphs)[0]


def fragments_of_parts(glyphs: Glyphs, parts: NDArray[np.intp], count: int) -> list[list[Fragment]]:
    """The fragments of each of `count` parts of a page; `parts` says of each character which of them it stands in."""
    order = np.argsort(parts, kind="stable")
    part = parts[order]
    runs: list[list[Fragment]] = [[] for _ in range(count)]
    for run, own in zip(*_runs_in(glyphs.at(order), part), strict=True):
        runs[own].append(run)
    return [_put_together(own)[0] if len(own) > 1 else own for own in runs]


def in_content_order(glyphs: Glyphs) -> list[Fragment]:
    """The fragments of characters that run any way, as they follow each other in the content."""
    return [_whole(glyphs.at(slice(start, end))) for start, end in content_runs(glyphs.boxes)]


def _whole(glyphs: Glyphs) -> Fragment:
    left, top = glyphs.boxes[:, :2].min(axis=0).tolist()
    right, bottom = glyphs.boxes[:, 2:].max(axis=0).tolist()
    return Fragment(glyphs, glyphs.text, left, top, right, bottom, right - left)


def _runs(glyphs: Glyphs) -> list[Fragment]:
    """Neighbours in the content that also stand side by side on the page."""
    return _runs_in(glyphs, np.zeros(len(glyphs), dtype=np.intp))[0]


def _runs_in(glyphs: Glyphs, part: NDArray[np.intp]) -> tuple[list[Fragment], list[int]]:
    """The runs of a page's parts, one part behind the other, and the part of each."""
    if not len(glyphs):
        return [], []
    x0, top, x1, bottom = glyphs.boxes.T
    width, height = x1 - x0, bottom - top
    lower, taller = np.minimum(height[1:], height[:-1]), np.maximum(height[1:], height[:-1])
    size = np.maximum(width[:-1], lower)
    middle = top + bottom
    level = np.abs(middle[1:] - middle[:-1]) <= lower * _SAME_BASELINE
    alike = (lower > 0) & (lower >= _MARK_SIZE * taller)
    gap = x0[1:] - x1[:-1]
    close = (gap >= -_OVERLAP * size) & (gap <= WIDE_GAP * size) & (x0[1:] >= x0[:-1])
    together = level & alike & close & (part[1:] == part[:-1])
    starts = np.concatenate(([0], (~together).nonzero()[0] + 1))
    em = _ems(glyphs.codes, width, height, starts)
    within = np.append(gap, -inf)
    within[starts[1:] - 1] = -inf
    edges = zip(
        starts.tolist(),
        [*starts[1:].tolist(), len(glyphs)],
        np.minimum.reduceat(x0, starts).tolist(),
        np.minimum.reduceat(top, starts).tolist(),
        np.maximum.reduceat(x1, starts).tolist(),
        np.maximum.reduceat(bottom, starts).tolist(),
        em,
        np.maximum.reduceat(within, starts).tolist(),
        strict=True,
    )
    text = glyphs.text
    runs = [Fragment(glyphs.at(slice(a, b)), text[a:b], *box) for a, b, *box in edges]
    return runs, part[starts].tolist()


def _ems(codes: Codes, width: Floats, height: Floats, starts: NDArray[np.intp]) -> list[float]:
    """The width of a full-width character in each run, or what it would be beside its Latin characters."""
    wide = (codes >= _FIRST_WIDE) & (width <= _LIGATURE * height)
    count = np.add.reduceat(wide.astype(np.float32), starts)
    mean = np.add.reduceat(np.where(wide, width, 0), starts) / np.maximum(count, 1)
    tall = np.maximum.reduceat(height, starts) / _LATIN_HEIGHT
    em: list[float] = np.where(count > 0, mean, tall).tolist()
    return em


def _raised(runs: Sequence[Fragment]) -> list[Fragment]:
    """The small figures that are marks: each judged beside the runs that are so much larger and a little lower."""
    small = [run for run in runs if len(run.text) <= 4 and _MARK.fullmatch(run.text)]
    if not small:
        return []
    places = np.array([(run.top - _ABOVE * run.em, run.middle, _MARK_SIZE * run.height) for run in runs])
    top, middle, height = places.T
    marks = []
    for run in small:
        level = (top <= run.middle) & (run.middle < middle) & (run.height < height)
        if level.any() and _is_raised(run, [runs[i] for i in level.nonzero()[0].tolist()], runs):
            marks.append(run)
    return marks


def _is_raised(run: Fragment, larger: Sequence[Fragment], runs: Sequence[Fragment]) -> bool:
    """The small figure stands high behind a character of the text: `常住人口²`, not `km²`; or begins a line, and a note."""
    noted: bool | None = None
    for other in larger:
        before = np.flatnonzero(other.glyphs.boxes[:, 2] <= run.x0 + 0.3 * other.em)
        begins = not len(before) and 0 <= other.x0 - run.x1 < 0.5 * other.em
        if not begins and (
            not len(before) or run.x0 - float(other.glyphs.boxes[before[-1], 2]) > 0.5 * other.em
        ):
            continue
        char = "" if begins else other.text[int(before[-1])]
        if char and not char.isascii():
            return True
        if begins or char.isdecimal():
            noted = any(_is_note(run, note) for note in runs) if noted is None else noted
        if begins or (noted and char.isdecimal()):
            return bool(noted)
    return False


def _is_note(mark: Fragment, note: Fragment) -> bool:
    return note.top > mark.bottom and note.text.startswith(mark.text)


def _is_small(run: Fragment, other: Fragment) -> bool:
    return run.height < _MARK_SIZE * other.height


def _rows(runs: Sequence[Fragment]) -> list[list[Fragment]]:
    """Runs that stand at one height, whatever column they belong to; raised and lowered marks go with their line."""
    rows: list[list[Fragment]] = []
    for run in sorted(runs, key=_MIDDLE):
        for row in reversed(rows[-4:]):
            if _same_height(row, run):
                row.append(run)
                break
        else:
            rows.append([run])
    return rows


def _same_height(row: Sequence[Fragment], run: Fragment) -> bool:
    first = row[0]
    if abs(first.middle - run.middle) > first.height + run.height:
        return False
    nearest = first if len(row) == 1 else min(row[-_MOST_BESIDE:], key=lambda other: _apart(other, run))
    if _is_small(run, nearest) or _is_small(nearest, run):
        close = _apart(nearest, run) < 0.5 * max(run.em, nearest.em)
        beside = run.top < nearest.middle < run.bottom + run.em
        return close and beside and nearest.top - 1 <= run.middle <= nearest.bottom
    return abs(nearest.middle - run.middle) <= _SAME_BASELINE * min(nearest.height, run.height)


def _apart(one: Fragment, other: Fragment) -> float:
    """How wide the gap between them is; less than nothing where they overlap."""
    return max(one.x0 - other.x1, other.x0 - one.x1)


def _joined(row: list[Fragment]) -> list[Fragment]:
    """The runs of a row as fragments, parted where the gap is wide."""
    if len(row) == 1:
        return row
    row.sort(key=lambda run: run.x0)
    groups = [row[:1]]
    end = row[0].x1
    for run in row[1:]:
        last = groups[-1][-1]
        gap = run.x0 - end + blank_of(last, -1, BLANK_AFTER) + blank_of(run, 0, BLANK_BEFORE)
        if gap <= WIDE_GAP * max(last.em, run.em) and not _unlike(last, run):
            groups[-1].append(run)
            end = max(end, run.x1)
        else:
            groups.append([run])
            end = run.x1
    return [group[0] if len(group) == 1 else join_fragments(group) for group in groups]


def blank_of(run: Fragment, index: int, marks: frozenset[str]) -> float:
    """How much of a mark of the run is blank: it may reach into the gap between two columns."""
    if run.text[index] not in marks:
        return 0.0
    left, _, right, _ = run.glyphs.boxes[index].tolist()
    return max(0.0, float(right - left) - run.em / 2)


def join_fragments(fragments: Sequence[Fragment]) -> Fragment:
    """Fragments on one baseline as one, their characters from left to right."""
    codes = np.concatenate([f.glyphs.codes for f in fragments])
    boxes = np.concatenate([f.glyphs.boxes for f in fragments])
    if (boxes[1:, 0] < boxes[:-1, 0]).any():
        order = np.argsort(boxes[:, 0], kind="stable")
        codes, boxes = codes[order], boxes[order]
    glyphs = _without_doubles(Glyphs(codes, boxes))
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    em = _ems(codes, width, height, np.zeros(1, dtype=np.intp))[0]
    return Fragment(
        glyphs,
        glyphs.text,
        min(f.x0 for f in fragments),
        min(f.top for f in fragments),
        max(f.x1 for f in fragments),
        max(f.bottom for f in fragments),
        em,
    )


def part_of(fragment: Fragment, start: int, end: int) -> Fragment:
    """The characters `[start:end)` of a fragment as one of its own."""
    glyphs = fragment.glyphs.at(slice(start, end))
    left, top = glyphs.boxes[:, :2].min(axis=0).tolist()
    right, bottom = glyphs.boxes[:, 2:].max(axis=0).tolist()
    return Fragment(glyphs, fragment.text[start:end], left, top, right, bottom, fragment.em)


def _unlike(last: Fragment, run: Fragment) -> bool:
    """The runs are of such unlike size that they are no one line: a heading beside text."""
    return max(last.em, run.em) > 2.5 * min(last.em, run.em)


def _without_doubles(glyphs: Glyphs) -> Glyphs:
    """The characters once that were drawn twice to look bold. A long dash set as one sign (——) stays."""
    boxes = glyphs.boxes
    width, height = boxes[1:, 2] - boxes[1:, 0], boxes[1:, 3] - boxes[1:, 1]
    same = (glyphs.codes[1:] == glyphs.codes[:-1]) & (np.abs(boxes[1:, 0] - boxes[:-1, 0]) < 0.3 * width)
    doubled = same & (width <= _LIGATURE * height)
    return glyphs.at(np.concatenate(([True], ~doubled))) if doubled.any() else glyphs


def gap_text(left: str, right: str, gap: float, em: float) -> str:
    """What a gap between two neighbours of a line stands for: nothing, a space between words, or a wide space."""
    if gap >= WIDE_GAP * em:
        return "　" * min(ceil(gap / em - _HALF), _WIDEST_SPACE)
    if gap >= _WORD_GAP * em and not is_cjk(left) and not is_cjk(right):
        return " "
    return ""


def word_gaps(fragment: Fragment) -> list[tuple[int, float]]:
    """Where a gap may stand for a space: the index of the character after it, and its width."""
    if fragment.gap < _WORD_GAP * fragment.em:
        return []
    boxes = fragment.glyphs.boxes
    gaps = boxes[1:, 0] - boxes[:-1, 2]
    (found,) = (gaps >= _WORD_GAP * fragment.em).nonzero()
    return [(i + 1, float(gaps[i])) for i in found.tolist()]
