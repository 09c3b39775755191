"""The running heads of a text source: a gazette's name with its page, or words that stand again where pages are cut.

A line that stands twice in a text is mostly text: the end of a paragraph, a cell. It is a running head where all its
places are the edges of pages: beside page numbers, at form feeds, or in the middle of a sentence at equal distances.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from ingest.read.lines import Line
from parsers.language.answers.gazette_columns import column_name
from parsers.language.labels import match_decimal, match_label
from parsers.language.patterns import HAN, lazy
from parsers.layout.line_shapes import is_complete, is_date_line, is_prose

_GAZETTE = lazy(r"(?P<before>\d{1,4})?\s*(?P<name>\S{2,20}公\s*报)\s*(?P<after>\d{1,4})?")
_MARKS = lazy(r"[，。；：！？,;:!?、|]")
_SHORTEST, _LONGEST = 4, 60
_FEWEST_LINES_A_PAGE = 10
_TOP = 20  # lines, at most, among which a document prints its title
_MOST_TITLE_LINES = 4
_FEWEST = 3  # places of a head that is no title
_FEWEST_UNMARKED = 4  # and that no number stands beside
_UNEVEN = 3  # lines that one page has more than another


def head_label(text: str) -> str | None:
    """The page label that a gazette's running head prints: `南通市人民政府公报24`; not a year: `2031年统计公报`."""
    head = _GAZETTE.fullmatch(text)
    if head is None or head["name"].startswith("年"):
        return None
    return head["before"] or head["after"]


def running_heads(lines: Sequence[Line], numbers: Set[int]) -> set[int]:
    """The lines that are running heads; `numbers` are the lines that are a number alone."""
    found = set(_gazette_heads(lines))
    places: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if i not in found and i not in numbers and _may_be_head(line):
            places.setdefault(_words(line.text), []).append(i)
    top = next((i for i, line in enumerate(lines) if is_prose(line.text)), len(lines))
    titles = set(_first_lines(lines[: min(top, _TOP)]))
    for words, same in places.items():
        again = same[1:] if words in titles and same[0] < top else same
        if again and _are_heads(lines, again, numbers, words in titles):
            found.update(again)
    return found


def _gazette_heads(lines: Sequence[Line]) -> Iterator[int]:
    for i, line in enumerate(lines):
        if head_label(line.text):
            yield i
            yield from (
                j for j in (i - 1, i + 1) if 0 <= j < len(lines) and column_name(lines[j].text, among=True)
            )


def _first_lines(lines: Sequence[Line]) -> Iterator[str]:
    """The words of lines above all running text, alone and joined: one of them is the title."""
    for start in range(len(lines)):
        for count in range(1, _MOST_TITLE_LINES + 1):
            yield _words("".join(line.text for line in lines[start : start + count]))


def _words(text: str) -> str:
    """A running head without the page number beside it."""
    return re.sub(r"\s", "", text).strip("0123456789-—－·")


def _may_be_head(line: Line) -> bool:
    words = _words(line.text)
    fits = _SHORTEST <= len(words) <= _LONGEST and HAN.search(words) and not _MARKS.search(words)
    return bool(fits) and not (
        line.level is not None
        or match_label(line.text)
        or match_decimal(line.text)
        or is_date_line(line.text)
    )


def _edges(lines: Sequence[Line], numbers: Set[int]) -> set[int]:
    """The lines beside a number alone, and those at a form feed."""
    fed = {j for i, line in enumerate(lines) if line.new_page for j in (i - 1, i)}
    return fed | {j for i in numbers for j in (i - 1, i + 1)}


def _are_heads(lines: Sequence[Line], places: Sequence[int], numbers: Set[int], is_title: bool) -> bool:
    """Every place is the edge of a page: a number or form feed beside it, or a sentence cut at equal distances."""
    apart = [b - a for a, b in pairwise(places)]
    if any(lines_a_page < _FEWEST_LINES_A_PAGE for lines_a_page in apart):
        return False
    edges = _edges(lines, numbers)
    marked = all(i in edges or lines[i].text.strip("0123456789") != lines[i].text for i in places)
    cut = [_cuts(lines, i) for i in places]
    even = len(places) >= _FEWEST_UNMARKED and max(apart) - min(apart) <= _UNEVEN
    return (marked and (is_title or len(places) >= _FEWEST)) or (
        any(cut) and (all(cut) if is_title else even and 2 * sum(cut) >= len(cut))
    )


def _cuts(lines: Sequence[Line], i: int) -> bool:
    """The line stands inside a sentence that goes on behind it."""
    above = lines[i - 1].text if i else ""
    return is_prose(above) and not is_complete(above) and i + 1 < len(lines)
