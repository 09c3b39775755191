"""Tables ruled above, below their header and at the end only (三线表): columns from the gaps between their texts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from ingest.pdf.characters import Box, Glyphs, PageContent
from ingest.pdf.fragments import Fragment, find_fragments
from ingest.pdf.lines import Line, make_line
from ingest.pdf.tables import CellLines, RuledTable

_SHORTEST_RULE = 0.3
_SAME_ENDS = 4.0
_FEWEST_RULES = 2
_FEWEST_ROWS = 2
_TALLEST_HEADER = 8
_FEWEST_COLUMNS = 2
_GAP = 0.4
_LONGEST_CELL = 30


def find_open_tables(page: PageContent, glyphs: Glyphs) -> list[RuledTable]:
    """The tables that long rules of one length frame from above and below. The page end may cut the last rule off."""
    found = []
    for rules in _groups(page):
        position = 0
        while position + 1 < len(rules):
            end, bottom = _extent(rules, position, glyphs, page.height)
            box = (rules[position][0] - 2, rules[position][1], rules[position][2] + 2, bottom)
            inside = glyphs.at(glyphs.inside(box))
            table = _table(rules[position + 1], box, inside, page.number) if bottom and len(inside) else None
            if table:
                found.append(table)
            position = end if table else position + 1
    return found


def _extent(rules: Sequence[Box], start: int, glyphs: Glyphs, lowest: float) -> tuple[int, float]:
    """The rule after the table whose first is `start`, and how far down the table goes; 0 where there is none."""
    end = start + 2
    while end < len(rules) and _is_tabular(_between(rules[end - 1], rules[end][1], glyphs)):
        end += 1
    if end > start + 2:
        return end, rules[end - 1][3]
    floor = rules[end][1] if end < len(rules) else lowest
    below = _heights(_between(rules[start + 1], floor, glyphs))
    rows = list(takewhile(lambda row: len(row) >= _FEWEST_COLUMNS, below))
    return end, max(f.bottom for f in rows[-1]) if len(rows) >= _FEWEST_ROWS else 0


def _between(rule: Box, floor: float, glyphs: Glyphs) -> list[Fragment]:
    return find_fragments(glyphs.at(glyphs.inside((rule[0] - 2, rule[3], rule[2] + 2, floor))))


def _is_tabular(fragments: Sequence[Fragment]) -> bool:
    """Short texts, most of them beside others."""
    rows = _heights(fragments)
    beside = sum(len(row) for row in rows if len(row) >= _FEWEST_COLUMNS)
    alone = sum(len(row) < _FEWEST_COLUMNS for row in rows)
    return beside > alone and all(len(f.text) <= _LONGEST_CELL for f in fragments)


def _groups(page: PageContent) -> list[list[Box]]:
    """Horizontal rules with the same ends, from top to bottom."""
    long = [r for r in page.rules if r[2] - r[0] >= _SHORTEST_RULE * page.width and r[3] - r[1] < 3]
    groups: list[list[Box]] = []
    for rule in sorted(long, key=lambda r: r[1]):
        group = next((g for g in groups if _same_ends(g[0], rule)), None)
        if group is None:
            groups.append([rule])
        elif rule[1] - group[-1][3] > 2:
            group.append(rule)
    return [group for group in groups if len(group) >= _FEWEST_RULES]


def _same_ends(one: Box, other: Box) -> bool:
    return abs(one[0] - other[0]) <= _SAME_ENDS and abs(one[2] - other[2]) <= _SAME_ENDS


def _table(rule: Box, box: Box, glyphs: Glyphs, page: int) -> RuledTable | None:
    """The table in the box, its header above the rule."""
    above = glyphs.boxes[:, 3] <= rule[3] + 1
    header = find_fragments(glyphs.at(above))
    body = find_fragments(glyphs.at(~above))
    if not header or not body or rule[1] - box[1] > _TALLEST_HEADER * header[0].em:
        return None
    columns = _columns(body)
    if len(columns) < _FEWEST_COLUMNS:
        return None
    rows = [_cells(header, columns, page), *(_cells(row, columns, page) for row in _rows(body, columns))]
    covers = [[(r, c) for c in range(len(columns))] for r in range(len(rows))]
    edges = tuple((left - box[0]) / (box[2] - box[0]) for left, _ in columns)
    return RuledTable(box, (*edges, 1.0), [list(row) for row in rows], covers, [page] * len(rows))


def _columns(fragments: Sequence[Fragment]) -> list[tuple[float, float]]:
    """The strips of the table that texts stand in."""
    columns: list[tuple[float, float]] = []
    for fragment in sorted(fragments, key=lambda f: f.x0):
        if columns and fragment.x0 < columns[-1][1] + _GAP * fragment.em:
            columns[-1] = columns[-1][0], max(columns[-1][1], fragment.x1)
        else:
            columns.append((fragment.x0, fragment.x1))
    return columns


def _heights(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    heights: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: f.middle):
        if heights and fragment.middle - heights[-1][0].middle < 0.5 * fragment.em:
            heights[-1].append(fragment)
        else:
            heights.append([fragment])
    return heights


def _rows(fragments: Sequence[Fragment], columns: Sequence[tuple[float, float]]) -> list[list[Fragment]]:
    """A row at each height where half of the columns have text; what stands between goes to the nearest."""
    heights = _heights(fragments)
    rows = [h for h in heights if len(h) >= max(2, len(columns) / 2)]
    for height in heights:
        if rows and not any(height is row for row in rows):
            min(rows, key=lambda row: abs(row[0].middle - height[0].middle)).extend(height)
    return rows


def _cells(
    fragments: Sequence[Fragment], columns: Sequence[tuple[float, float]], page: int
) -> list[CellLines | None]:
    cells: list[list[Line]] = [[] for _ in columns]
    for fragment in sorted(fragments, key=lambda f: (round(f.middle), f.x0)):
        middle = (fragment.x0 + fragment.x1) / 2
        nearest = min(range(len(columns)), key=lambda c: abs(sum(columns[c]) / 2 - middle))
        cells[nearest].append(make_line([fragment], page))
    return list(cells)
