"""The page numbers of a text source: alone on a line, or glued to the words beside them by what copied the text.

A number alone says little; that it counts on, a page's lines after the one before, says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.read.lines import Line
from parsers.language.patterns import lazy
from parsers.layout.line_shapes import is_complete, is_prose

_DASHED = lazy(r"[-—–－―一·•]\s*(\d{1,4})\s*[-—–－―一·•]|第\s*(\d{1,4})\s*页(?:\s*共\s*\d+\s*页)?")
_ALONE = lazy(r"\d(?:[ \u3000]?\d){0,3}")
_ROMAN = lazy(r"[IVXⅠ-Ⅻ]{1,5}")
_BEFORE = lazy(r"^(?P<number>[1-9]\d{0,2})\s*(?=[\u4e00-\u9fff“《（])")  # 15三、强化…  17增值。
_BEHIND = lazy(r"(?<=[。；])\s*(?P<number>[1-9]\d{0,2})$")  # …形成新格局。7
_FEWEST_LINES_A_PAGE = 10
_MOST_LINES_A_PAGE = 120
_MOST_PAGES_A_STEP = 4  # a number may be lost in the text beside it
_FEWEST_ALONE = 3
_FEWEST_GLUED = 4
_FEWEST_MORE = 2  # of pages that are counted apart, such as those of the contents
_REGULAR = 2.5  # a page may be this many times longer or shorter than most
_LOOK_BACK = 80  # candidates
_ODD = 0.9  # of a step to a page of an odd length, what does not count
_LONGEST_CELL = 24  # columns; what is wider is a line of text, not a cell


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A page number: its line, its range in the line's text, and as it is printed."""

    line: int
    start: int
    end: int
    label: str

    @property
    def value(self) -> int:
        """The number; 0 for a Roman one."""
        return int(self.label) if self.label.isdecimal() else 0


def page_numbers(lines: Sequence[Line], wrapped: bool) -> list[PageNumber]:
    """The page numbers by line; of a text in `wrapped` lines Roman ones too."""
    dashed = [
        PageNumber(i, 0, len(line.text), match[1] or match[2])
        for i, line in enumerate(lines)
        if (match := _DASHED.fullmatch(line.text))
    ]
    if dashed:
        return dashed + _glued_beside(lines, {number.value for number in dashed})
    roman = _roman(lines) if wrapped else []
    alone = _alone(lines)
    printed = {number.value for number in alone}
    glued = [
        number
        for form in (_BEFORE, _BEHIND)
        for number in _glued(lines, form)
        if not printed or _lies_beside(number, printed)
    ]
    found = {number.line: number for number in [*glued, *roman, *alone]}
    return [found[line] for line in sorted(found)]


def _roman(lines: Sequence[Line]) -> list[PageNumber]:
    """The Roman numbers alone on their lines, a page's lines apart: those of a table's rows stand nearer."""
    found = [i for i, line in enumerate(lines) if _ROMAN.fullmatch(line.text)]
    near = {i for pair in pairwise(found) if pair[1] - pair[0] < _FEWEST_LINES_A_PAGE for i in pair}
    return [PageNumber(i, 0, len(lines[i].text), lines[i].text) for i in found if i not in near]


def _glued_beside(lines: Sequence[Line], printed: Set[int]) -> list[PageNumber]:
    """The numbers behind a full stop that lie beside those printed by themselves: `…质量水平。12` before `- 13 -`."""
    numbers = (
        PageNumber(i, match.start(), match.end(), match["number"])
        for i, line in enumerate(lines)
        if (match := _BEHIND.search(line.text))
    )
    return [number for number in numbers if _lies_beside(number, printed)]


def _lies_beside(number: PageNumber, printed: Set[int]) -> bool:
    """The number is none of those printed by themselves, and the one before or after it is."""
    return number.value not in printed and not printed.isdisjoint({number.value - 1, number.value + 1})


def numbers_alone(lines: Sequence[Line]) -> list[PageNumber]:
    """The lines that are a number and nothing else, `12` or `1 2`."""
    return [
        PageNumber(i, 0, len(line.text), re.sub(r"\s", "", line.text))
        for i, line in enumerate(lines)
        if _ALONE.fullmatch(line.text)
    ]


def _alone(lines: Sequence[Line]) -> list[PageNumber]:
    found = numbers_alone(lines)
    chain = _longest_chain(found, _MOST_PAGES_A_STEP, _FEWEST_MORE)
    whole = len(chain) == len(found)
    in_text = [_is_in_text(lines, number.line) for number in chain]
    if len(chain) >= _FEWEST_ALONE and (whole or 2 * sum(in_text) >= len(chain)):
        return chain
    return chain if len(chain) >= _FEWEST_MORE and whole and all(in_text) else []


def _is_in_text(lines: Sequence[Line], i: int) -> bool:
    """The line stands between running text and more of it, not among the cells of a table."""
    above, below = lines[max(0, i - 2) : i], lines[i + 1 : i + 3]
    return any(is_prose(line.text) or line.width > _LONGEST_CELL for line in above) and (
        not below or any(is_prose(line.text) or line.width > _LONGEST_CELL for line in below)
    )


def _glued(lines: Sequence[Line], form: re.Pattern[str]) -> list[PageNumber]:
    """The numbers glued to text on one side that count on over regular pages; of several series the longest first."""
    found = [
        PageNumber(i, match.start(), match.end(), match["number"])
        for i, line in enumerate(lines)
        if (match := form.search(line.text))
    ]
    series: list[PageNumber] = []
    fewest = _FEWEST_GLUED
    while len(chain := _longest_chain(found, 1, fewest)) >= fewest:
        if _is_regular(chain) and 2 * sum(_is_cut(lines, number) for number in chain) >= len(chain):
            series += chain
            fewest = _FEWEST_MORE
        first, last = chain[0].line, chain[-1].line
        found = [number for number in found if not first <= number.line <= last]
    return series


def _is_cut(lines: Sequence[Line], number: PageNumber) -> bool:
    """The number stands inside a sentence, or glued to its end, where no chapter begins."""
    above = lines[number.line - 1].text if number.line else ""
    return number.start > 0 or (is_prose(above) and not is_complete(above))


def _longest_chain(found: Sequence[PageNumber], most: int, fewest: int) -> list[PageNumber]:
    """The longest series of numbers that each count on by 1 to `most`, a page's lines for each step.

    Of a page number and a cell that counts on as well, the one that keeps the pages equally long. A series of less
    than `fewest` numbers is given as it is found.
    """
    chain = _chain(found, most, None)
    if len(chain) < fewest or len(chain) == len(found):
        return chain  # where no other number stands alone, pages may be as uneven as they like
    pages = [(b.line - a.line) / (b.value - a.value) for a, b in pairwise(chain)]
    return _chain(found, most, median(pages))


def _chain(found: Sequence[PageNumber], most: int, page: float | None) -> list[PageNumber]:
    """The series that is longest, steps between pages of about `page` lines counting most."""
    length, before = [1.0] * len(found), [-1] * len(found)
    places = [(number.value, number.line) for number in found]
    for i, (value, line) in enumerate(places):
        for j in range(max(0, i - _LOOK_BACK), i):
            step, lines = value - places[j][0], line - places[j][1]
            if not (0 < step <= most and _FEWEST_LINES_A_PAGE <= lines <= _MOST_LINES_A_PAGE * step):
                continue
            longer = length[j] + 1 - (min(_ODD, abs(lines / step - page) / page) if page else 0)
            if longer > length[i]:
                length[i], before[i] = longer, j
    at = max(range(len(found)), key=length.__getitem__, default=-1)
    return list(_back(found, before, at))[::-1]


def _back(found: Sequence[PageNumber], before: Sequence[int], at: int) -> Iterator[PageNumber]:
    while at >= 0:
        yield found[at]
        at = before[at]


def _is_regular(chain: Sequence[PageNumber]) -> bool:
    """The pages hold about as many lines each."""
    pages = [(b.line - a.line) / max(1, b.value - a.value) for a, b in pairwise(chain)]
    middle = median(pages)
    return all(middle / _REGULAR <= page <= middle * _REGULAR for page in pages)
