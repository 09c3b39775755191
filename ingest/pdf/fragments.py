"""Characters into fragments: runs of characters on one baseline without a wide gap between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.pdf.characters import Box, Glyph
from parsers.spacing import is_cjk

WIDE_GAP = 0.9
"""A gap of so many character widths parts two fragments."""

_OVERLAP = 0.75
_SAME_BASELINE = 0.45
_WORD_GAP = 0.18
_MARK_SIZE = 0.75
_MARK = re.compile(r"[\[(（〔]?\d{1,2}[\])）〕]?|[①-⑳*※†‡]")  # the 2 of 常住人口²为
_LIGATURE = 1.6
_WIDEST_SPACE = 4


@dataclass(slots=True)
class Fragment:
    """Characters on one baseline, from left to right. `em` is the width of a full-width character."""

    glyphs: list[Glyph]
    x0: float
    top: float
    x1: float
    bottom: float
    em: float

    @property
    def middle(self) -> float:
        """The height of the middle of the line."""
        return (self.top + self.bottom) / 2

    @property
    def text(self) -> str:
        """The characters without spaces."""
        return "".join(glyph[4] for glyph in self.glyphs)

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return self.x0, self.top, self.x1, self.bottom


def make_fragment(glyphs: list[Glyph]) -> Fragment:
    """A fragment of characters that are in order."""
    return Fragment(
        glyphs,
        min(g[0] for g in glyphs),
        min(g[1] for g in glyphs),
        max(g[2] for g in glyphs),
        max(g[3] for g in glyphs),
        em_of(glyphs),
    )


def em_of(glyphs: Sequence[Glyph]) -> float:
    """The width of a full-width character, or what it would be beside these Latin characters."""
    wide = [g[2] - g[0] for g in glyphs if "\u2e80" <= g[4] <= "\U0003ffff"]
    if wide:
        return float(median(wide))
    return float(median(g[3] - g[1] for g in glyphs)) / 0.95


def find_fragments(glyphs: Sequence[Glyph]) -> list[Fragment]:
    """The fragments of a page, from top to bottom and left to right. The order of the glyphs does not matter."""
    return part_marks(glyphs)[0]


def part_marks(glyphs: Sequence[Glyph]) -> tuple[list[Fragment], list[Fragment]]:
    """The fragments of a page, and the raised figures in them that lead to footnotes."""
    runs = _runs(glyphs)
    marks = [run for run in runs if _MARK.fullmatch(run.text) and _is_raised(run, runs)]
    aside = {id(mark) for mark in marks}
    fragments: list[Fragment] = []
    for row in _rows(run for run in runs if id(run) not in aside):
        fragments += _joined(row)
    return sorted(fragments, key=lambda f: (f.top, f.x0)), marks


def _is_raised(run: Fragment, runs: Sequence[Fragment]) -> bool:
    """The small figure stands high behind a character of the text: `常住人口²`, not `km²`."""
    for other in runs:
        if (
            other is run
            or not _is_small(run, other)
            or not other.top - 0.4 * other.em <= run.middle < other.middle
        ):
            continue
        before = [g for g in other.glyphs if g[2] <= run.x0 + 0.3 * other.em]
        if before and run.x0 - before[-1][2] <= 0.5 * other.em and not before[-1][4].isascii():
            return True
        if before and before[-1][4].isdecimal() and any(_is_note(run, note) for note in runs):
            return True
    return False


def _is_note(mark: Fragment, note: Fragment) -> bool:
    return note.top > mark.bottom and note.text.startswith(mark.text)


def _is_small(run: Fragment, other: Fragment) -> bool:
    return run.bottom - run.top < _MARK_SIZE * (other.bottom - other.top)


def _runs(glyphs: Sequence[Glyph]) -> list[Fragment]:
    """Neighbours in the content that also stand side by side on the page."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if last and _follows(last, glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return [make_fragment(run) for run in runs]


def _follows(last: Glyph, glyph: Glyph) -> bool:
    height = min(last[3] - last[1], glyph[3] - glyph[1])
    if height <= 0 or abs(last[1] + last[3] - glyph[1] - glyph[3]) > height * _SAME_BASELINE:
        return False
    if height < _MARK_SIZE * max(last[3] - last[1], glyph[3] - glyph[1]):
        return False
    size = max(last[2] - last[0], height)
    return last[2] - _OVERLAP * size <= glyph[0] <= last[2] + WIDE_GAP * size and glyph[0] >= last[0]


def _rows(runs: Iterable[Fragment]) -> list[list[Fragment]]:
    """Runs that stand at one height, whatever column they belong to; raised and lowered marks go with their line."""
    ordered = sorted(runs, key=lambda run: run.middle)
    rows: list[list[Fragment]] = []
    for run in ordered:
        row = next((row for row in reversed(rows[-4:]) if _same_height(row, run)), None)
        if row is None:
            rows.append([run])
        else:
            row.append(run)
    return rows


def _same_height(row: Sequence[Fragment], run: Fragment) -> bool:
    nearest = min(row, key=lambda other: max(other.x0 - run.x1, run.x0 - other.x1))
    if _is_small(run, nearest) or _is_small(nearest, run):
        close = max(nearest.x0 - run.x1, run.x0 - nearest.x1) < 0.5 * max(run.em, nearest.em)
        return (
            close
            and nearest.top - 1 <= run.middle <= nearest.bottom
            and run.top < nearest.middle < run.bottom + run.em
        )
    height = min(nearest.bottom - nearest.top, run.bottom - run.top)
    return abs(nearest.middle - run.middle) <= _SAME_BASELINE * height


def _joined(row: list[Fragment]) -> list[Fragment]:
    """The runs of a row as fragments, parted where the gap is wide."""
    row.sort(key=lambda run: run.x0)
    fragments: list[Fragment] = []
    for run in row:
        last = fragments[-1] if fragments else None
        if last and run.x0 - last.x1 <= WIDE_GAP * max(last.em, run.em) and not _leads(last, run):
            glyphs = _without_doubles(last.glyphs + run.glyphs)
            fragments[-1] = make_fragment(glyphs)
        else:
            fragments.append(make_fragment(_without_doubles(run.glyphs)))
    return fragments


def _leads(last: Fragment, run: Fragment) -> bool:
    """The runs are of such unlike size that they are no one line: a heading beside text."""
    return max(last.em, run.em) > 2.5 * min(last.em, run.em)


def _without_doubles(glyphs: list[Glyph]) -> list[Glyph]:
    """The characters from left to right, those once that were drawn twice to look bold."""
    ordered = sorted(glyphs, key=lambda g: g[0])
    kept: list[Glyph] = []
    for glyph in ordered:
        width = glyph[2] - glyph[0]
        shift = 0.3 * width
        joined = width > _LIGATURE * (glyph[3] - glyph[1])  # —— set as one sign
        if not joined and any(k[4] == glyph[4] and abs(k[0] - glyph[0]) < shift for k in kept[-2:]):
            continue
        kept.append(glyph)
    return kept


def gap_text(left: Glyph, right: Glyph, em: float) -> str:
    """What stands between two neighbours of a line: nothing, a space between words, or a wide space."""
    gap = right[0] - left[2]
    if gap >= WIDE_GAP * em:
        return "　" * min(round(gap / em), _WIDEST_SPACE)
    if gap >= _WORD_GAP * em and not is_cjk(left[4]) and not is_cjk(right[4]):
        return " "
    return ""
