"""Footnotes: small type at the foot of a page or column, under a short rule or begun by a circled figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.read.pdf.characters.characters import Box, PageContent
from ingest.read.pdf.characters.fragments import Fragment
from ingest.read.pdf.layout.lines import Line
from parsers.language.patterns import lazy

_CIRCLED = lazy(r"[①-⑳⑴-⒇❶-❿]")  # ① 不含流动人口。
_MARK = lazy(
    r"[①-⑳⑴-⒇❶-❿]|[\[［〔(（]\d{1,2}[\]］〕)）]|\d{1,2}(?![\d.．、年月日%％])|[*＊※†]"
)  # [1] 见…  1 不含…
_SMALL = 0.93
_SAME_SIZE = 0.06
_LONGEST_RULE = 0.5
_RULE_ABOVE = 2.5
_FOOT = 0.5


def find_footnotes(
    page: PageContent, body: Sequence[Fragment], cut: Line | None = None
) -> list[list[Fragment]]:
    """The fragments of each footnote among those of a page's body, in reading order.

    `cut` is the last line of the page before, where that ends in the middle of a footnote: its rest has no mark.
    """
    if cut is None and not any(is_marked(fragment.text) for fragment in body):
        return []
    usual = _usual_size(body)
    notes: list[list[Fragment]] = []
    taken: set[int] = set()
    for start in sorted(body, key=lambda f: (f.middle, f.x0)):
        if id(start) in taken or start.em >= _SMALL * usual or not _begins(start, page, cut):
            continue
        below = [f for f in body if f.middle > start.top and start.x0 - 3 * start.em < f.x0 < start.x1]
        if all(f.em < _SMALL * usual for f in below) and len(below) < len(body):
            notes += _parted(below)
            taken.update(id(f) for f in below)
    return notes


def _usual_size(body: Sequence[Fragment]) -> float:
    sizes: Counter[float] = Counter()
    for fragment in body:
        sizes[round(fragment.em, 1)] += len(fragment.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def is_marked(text: str) -> bool:
    """A footnote begins with its mark: `①不含流动人口。`; the rest of one that a page end cut has none."""
    return _MARK.match(text) is not None


def _begins(start: Fragment, page: PageContent, cut: Line | None) -> bool:
    """The first of the footnotes of a page or column."""
    at_foot = start.top > _FOOT * page.height
    goes_on = cut is not None and at_foot and abs(start.em - cut.em) < _SAME_SIZE * cut.em
    if not is_marked(start.text) and not goes_on:
        return False
    circled = _CIRCLED.match(start.text) is not None and at_foot
    return circled or any(_stands_over(rule, start, page) for rule in page.rules)


def _stands_over(rule: Box, start: Fragment, page: PageContent) -> bool:
    """A short rule just above the text, from the same edge."""
    near = 0 <= start.top - rule[3] <= _RULE_ABOVE * start.em
    begins = start.x0 - 3 * start.em <= rule[0] <= start.x0 + start.em
    length = rule[2] - rule[0]
    return near and begins and 3 * start.em < length < _LONGEST_RULE * page.width


def _parted(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Footnotes one by one, each from its mark to the next."""
    notes: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: (f.middle, f.x0)):
        beside = notes and abs(notes[-1][-1].middle - fragment.middle) < 0.5 * fragment.em
        if not notes or (is_marked(fragment.text) and not beside):
            notes.append([fragment])
        else:
            notes[-1].append(fragment)
    return notes
