"""Lines into paragraphs as their author wrote them, over line ends and page ends.

Two kinds of text come in. In text wrapped by a typesetter most lines are as wide as the column: a narrower
line ends a paragraph, and a paragraph's first line is narrower by its indent of two characters. In other text
a line is a paragraph, except that page and column ends may have cut it in mid-sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.read.lines import Line
from ingest.read.word_breaks import splits_word
from parsers.language.labels import NUMBER, match_label
from parsers.language.lexicon import words
from parsers.language.names.doc_types import ends_like_title
from parsers.language.patterns import lazy
from parsers.layout.evidence.chronicle import DAYS, year_heading
from parsers.layout.line_shapes import (
    ends_sentence,
    has_open_bracket,
    is_complete,
    is_display_line,
    is_entry_start,
    is_heading_alone,
    is_prose,
    opens_duty_block,
)
from parsers.layout.tree.labelling import decimal_labels
from schema.source import Paragraph

_NARROWEST = 24
_WIDEST = 110
_SLACK = 3
_INDENT = 4
_ANNEXES = lazy(r"附\s*[件表图]?\s*[：:]")
_LEADER = lazy(r"[.．·…]{4,}")
_NEVER_FIRST = ("的", "、", "，", "。", "；", "）", "〕", "》", "”", "为“")
_UNFINISHED = lazy(r"[，、]$|[\u4e00-\u9fff）)”》],$")  # 为节约用水，
# 依照本办法 | 第六条规定，…  and 违反前条 | 第二款的，…
_REFERENCE = lazy(rf"第{NUMBER}(?:[款项]|条(?:规定|的|所[称列]|第{NUMBER}[款项]|[、和及或至]第{NUMBER}条))")
_DATELINE = lazy(r"[^，。]{0,24}(?:\d日电|讯)[ \u3000（(]")  # 新华社临江4月5日电
_UNDER_TITLE = lazy(r"^[^，。]{2,40}[：:]$")  # 乙公司：
# 陈　平　　市民政局局长  成　员：郑　涛　　市财政局副局长
_CLOSES = lazy(r"本[\u4e00-\u9fff]{2,6}自")  # 本决定自2012年12月1日起施行。
_COLUMNS = lazy(r"(?:[^\s，。；：]{1,4}[\s　]*[：:])?[^\s，。；：]{1,12}(?:\u3000| {2,})[^，。；]{2,60}")
_DAY_ALONE = lazy(DAYS)  # 10月30日, above what happened then
_DEEP = 4  # columns of indent, more than a paragraph's first line has in characters
_BRACKET_ENDS = ("）", ")", "〕")


def column_widths(lines: Sequence[Line]) -> tuple[int, ...]:
    """The widths that full lines of a wrapped text have, narrowest first; empty if the text is not wrapped."""
    wide = [line for line in lines if line.width >= _NARROWEST and not _LEADER.search(line.text)]
    widths = Counter(line.width for line in wide)
    found: list[int] = []
    for _ in range(3):
        peak, count = _peak(widths, found)
        if count < max(4, len(wide) / 8):
            break
        found.append(peak)
    full = [line for line in wide if any(abs(line.width - c) <= 2 * _SLACK for c in found)]
    if not found or max(found) > _WIDEST or len(full) <= 0.4 * len(wide):
        return ()
    return tuple(sorted(found)) if _cut(lines, full) > 0.5 * len(full) else ()


def _cut(lines: Sequence[Line], full: Sequence[Line]) -> int:
    """How many of the full lines end inside a sentence: by their marks or, where those are too few, inside a word."""
    open_lines = [line for line in full if not is_complete(line.text)]
    marked = [line for line in open_lines if is_prose(line.text)]
    if 2 * len(marked) > len(full) or 2 * len(open_lines) <= len(full):
        return len(marked)
    below = {line.origin: other.text for line, other in pairwise(lines)}
    return sum(
        is_prose(line.text) or splits_word(line.text, below.get(line.origin, "")) for line in open_lines
    )


def _peak(widths: Counter[int], taken: Sequence[int]) -> tuple[int, int]:
    def near(width: int) -> int:
        return sum(widths[w] for w in range(width - 2 * _SLACK, width + _SLACK))

    free = [w for w in widths if all(abs(w - t) > 3 * _SLACK for t in taken)]
    best = max(free, key=lambda w: (near(w), w), default=0)
    return best, near(best) if free else 0


def with_openings(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that decimal numbers open marked; 3.5亿元 at the start of a wrapped line opens nothing."""
    opens = decimal_labels([line.text for line in lines])
    return [replace(line, opens=True) if at in opens else line for at, line in enumerate(lines)]


def join_lines(lines: Sequence[Line], columns: tuple[int, ...]) -> list[Paragraph]:
    """The paragraphs of a text. `columns` are its full line widths, empty where a line is a paragraph."""
    paragraphs: list[Paragraph] = []
    before: Line | None = None
    for line in lines:
        begun = Paragraph(line.content, page=line.page, level=line.level)
        if before is not None and _continues(paragraphs, before, line, columns):
            paragraphs[-1] = paragraphs[-1].joined(begun)
        else:
            paragraphs.append(begun)
        before = line
    return paragraphs


def _continues(paragraphs: Sequence[Paragraph], before: Line, line: Line, columns: tuple[int, ...]) -> bool:
    text, following = paragraphs[-1].text, line.text
    if line.level is not None or before.level is not None or before.bullet or line.bullet:
        return False
    if line.opens or is_entry_start(following) or match_label(following):
        return False
    if _is_label_alone(text):
        return True
    dated = _DAY_ALONE.fullmatch(following) or words("THEYEAR").opens(following)
    if dated and is_complete(text):
        return False
    if text.endswith(("。", "；")) and following.startswith(("“", "「")) and has_open_bracket(text[-400:]):
        return False  # each paragraph of a long quotation opens with a mark, only the last closes
    if year_heading(text) or year_heading(following) or _is_row(before, line):
        return False
    if _DATELINE.match(following) and not has_open_bracket(text[-400:]):
        return False
    if ends_like_title(text) and "关于" in text and _UNDER_TITLE.search(following):
        return False
    if following.startswith(_NEVER_FIRST) or _UNFINISHED.search(text):
        return True
    if has_open_bracket(text[-400:]) and not (ends_sentence(text) and is_display_line(following)):
        return True
    if _REFERENCE.match(following) and not is_complete(text) and not is_heading_alone(text):
        return True
    if opens_duty_block(following) and is_prose(text):
        return True
    if _lists_annexes(paragraphs):
        return not (is_complete(text) or text.endswith(_BRACKET_ENDS)) and _is_full(text, before, columns)
    if columns:
        return _continues_wrapped(text, before, line, columns)
    if is_complete(text) or is_display_line(text) or is_display_line(following):
        return False
    if is_prose(text):
        return _has_comma(text) or _has_comma(following)
    return _has_comma(following) and splits_word(text, following)


def _is_row(before: Line, line: Line) -> bool:
    """The line is a row of columns, below another row or indented like one: `陈　平　　市民政局局长`."""
    return bool(_COLUMNS.fullmatch(line.text) and (line.indent >= _DEEP or _COLUMNS.fullmatch(before.text)))


def _is_label_alone(text: str) -> bool:
    """A label on a line of its own, as a page prints it that marks it up apart: `第一条`."""
    label = match_label(text)
    return label is not None and label.length == len(text)


def _has_comma(text: str) -> bool:
    return re.search(r"[，,。；;]", text) is not None


def _continues_wrapped(text: str, before: Line, line: Line, columns: tuple[int, ...]) -> bool:
    column = _column(text, before, columns)
    if column is None:
        wide = before.width > max(columns) + _SLACK and not ends_like_title(text)
        return (wide or is_prose(text)) and not is_complete(text) and not is_display_line(line.text)
    indented = column - _INDENT - _SLACK <= line.width <= column - _SLACK
    if is_complete(text):
        return (
            not _CLOSES.match(line.text)
            and not indented
            and line.width <= column + _SLACK
            and not is_display_line(line.text)
        )
    if is_prose(text):
        return True
    if is_heading_alone(text):
        first_of_paragraph = column - _INDENT - _SLACK <= line.width < column - 1
        return not first_of_paragraph or splits_word(text, line.text)
    return not ends_like_title(text) and not is_display_line(line.text)


def _column(text: str, before: Line, columns: tuple[int, ...]) -> int | None:
    """The column whose full width the line before has; a paragraph's first line is indented, or ends in mid-sentence."""
    first = len(text) == len(before.text)
    widths = [before.width + _INDENT * first]
    widths += [before.width] if first and not is_complete(text) else []
    return next((c for width in widths for c in columns if abs(c - width) <= _SLACK), None)


def _is_full(text: str, before: Line, columns: tuple[int, ...]) -> bool:
    return (
        any(abs(before.width - c) <= _INDENT + _SLACK for c in columns)
        or _column(text, before, columns) is not None
    )


def _lists_annexes(paragraphs: Sequence[Paragraph]) -> bool:
    """The last paragraph stands in a list of annexes: `附件：1．…`, `2．…`."""
    for paragraph in reversed(paragraphs[-20:]):
        if _ANNEXES.match(paragraph.text):
            return True
        label = match_label(paragraph.text)
        if label is None or label.style != "digit" or is_prose(paragraph.text):
            return False
    return False
