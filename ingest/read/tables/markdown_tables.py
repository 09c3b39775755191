"""Markdown tables: `| a | b |`, a line of dashes under the header, one row a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.read.lines import Line
from ingest.read.tables.columns import header_kind
from ingest.read.tables.grid import FoundTable, compact, make_grid
from ingest.read.tables.regions import is_repeated_caption
from parsers.language.patterns import lazy
from schema.source import Discard, Text, join

_RULE = lazy(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?")  # |-----|:---:|
_BORDER = lazy(r"(?<!\\)\||<br\s*/?>", re.IGNORECASE)  # | a<br>b |
_NUMBER = lazy(r"[#*]?\d{1,4}")


@dataclass(slots=True)
class _Rows:
    """The rows read so far, and the characters that are in no cell."""

    cells: list[list[Text]] = field(default_factory=list)
    discards: list[Discard] = field(default_factory=list)


def find_markdown_table(lines: Sequence[Line], start: int) -> FoundTable | None:
    """The Markdown table whose header is line `start`, over its repeated headers; None if no table begins there."""
    if not _opens(lines, start):
        return None
    rows, end = _Rows(), start
    header = _keys(lines[start])
    caption = lines[start - 1].text if start else ""
    while end < len(lines):
        line = lines[end]
        if not _is_row(line):
            if not _is_title_again(lines, end, caption, header):
                break
            rows.discards.extend(line.discarded("repeated_header"))
            end += 1
            continue
        following = lines[end + 1] if end + 1 < len(lines) else None
        if _is_rule(line):
            rows.discards.extend(line.discarded("markup"))
        elif end > start and _keys(line) == header:
            rows.discards.extend(_repeated(line))
        elif end > start and following is not None and _is_rule(following) and not _continues(rows, line):
            break
        else:
            cells, discards = _split(line)
            rows.cells.append(cells)
            rows.discards.extend(discards)
        end += 1
    grid = make_grid(rows.cells, 1, _serial_column(rows.cells), lines[start].page)
    return FoundTable(start, end, grid, tuple(rows.discards))


def _opens(lines: Sequence[Line], start: int) -> bool:
    if start + 1 >= len(lines) or not _is_row(lines[start]) or _is_rule(lines[start]):
        return False
    if _is_rule(lines[start + 1]):
        return True
    return all(_is_framed(line) and len(_keys(line)) > 1 for line in lines[start : start + 2])


def _is_title_again(lines: Sequence[Line], index: int, caption: str, header: list[str]) -> bool:
    following = lines[index + 1] if index + 1 < len(lines) else None
    if following is None or not _is_row(following) or _keys(following) != header:
        return False
    return is_repeated_caption(lines[index].text, caption)


def _is_row(line: Line) -> bool:
    return "|" in line.text


def _is_framed(line: Line) -> bool:
    return line.text.startswith("|") and line.text.endswith("|")


def _is_rule(line: Line) -> bool:
    return "|" in line.text and _RULE.fullmatch(line.text) is not None


def _keys(line: Line) -> list[str]:
    return [compact(cell.text) for cell in _split(line)[0]]


def _continues(rows: _Rows, line: Line) -> bool:
    """The row over a second rule is no header of its own: its number follows the last one's."""
    serial = _serial_column(rows.cells)
    cells = _keys(line)
    if serial is None or serial >= len(cells) or not _NUMBER.fullmatch(cells[serial]):
        return False
    return int(cells[serial].lstrip("#*")) > 1


def _serial_column(rows: Sequence[Sequence[Text]]) -> int | None:
    for column, cell in enumerate(rows[0]):
        if header_kind(compact(cell.text)) == "serial":
            return column
    return None


def _split(line: Line) -> tuple[list[Text], list[Discard]]:
    """The cells of a row, and its borders; a line break inside a cell is markup too."""
    text, borders = line.text, list(_BORDER.finditer(line.text))
    discards = [discard for border in borders for discard in line.discarded("markup", *border.span())]
    cells: list[list[Text]] = [[]]
    position = 0
    for border in borders:
        cells[-1].append(_trimmed(line, position, border.start()))
        if border[0] == "|":
            cells.append([])
        position = border.end()
    cells[-1].append(_trimmed(line, position, len(text)))
    joined = [join(parts) for parts in cells]
    if text.startswith("|"):
        joined = joined[1:]
    if text.endswith("|"):
        joined = joined[:-1]
    return joined, discards


def _trimmed(line: Line, start: int, end: int) -> Text:
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    return line.content.slice(start, max(start, start + len(text.strip())))


def _repeated(line: Line) -> list[Discard]:
    cells, discards = _split(line)
    found = [
        Discard("repeated_header", segment.origin, segment.origin + segment.length)
        for cell in cells
        for segment in cell.segments
    ]
    return sorted(found + discards, key=lambda discard: discard.start)
