"""Tables ruled across only: above, below their header and at the end (三线表), or under each row.

Their columns are the strips that their texts stand in. A rule may be drawn in pieces, one for each column.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from ingest.read.pdf.characters.characters import Box, Glyphs, PageContent
from ingest.read.pdf.characters.fragments import Fragment, find_fragments
from ingest.read.pdf.tables.row_groups import cover, find_groups, gather
from ingest.read.pdf.tables.strips import (
    Row,
    Strip,
    by_height,
    find_strips,
    make_cells,
    make_table,
    nearest,
    part_rows,
    without_bridges,
)
from ingest.read.pdf.tables.tables import CellLines, RuledTable
from parsers.language.patterns import lazy

# 抄送：市委各部门，… / 2023年6月6日印发
_IMPRINT = lazy(r"(?:主送|抄送|抄报)[：:]|.*日印发$")
_SHORTEST_RULE = 0.3
_THICKEST_RULE = 3.0
_SAME_ENDS = 4.0
_SAME_HEIGHT = 1.5
_FEWEST_RULES = 2
_FEWEST_ROWS = 2
_TALLEST_HEADER = 8
_FEWEST_COLUMNS = 2
_LONGEST_CELL = 30
_MOST_RULES = 400
_LOWER = 1.2
_ROW_RULE = 0.5


def find_open_tables(page: PageContent, glyphs: Glyphs) -> list[RuledTable]:
    """The tables that long rules of one length frame from above and below. The page end may cut the last rule off."""
    found: list[RuledTable] = []
    across = _joined(page.rules)
    for rules in _groups(across, page.width):
        position = 0
        while position + 1 < len(rules):
            end, bottom = _extent(rules, position, glyphs, page.height)
            box = (rules[position][0] - 2, rules[position][1], rules[position][2] + 2, bottom)
            inside = glyphs.at(glyphs.inside(box))
            table = None
            if bottom and len(inside) and not any(_overlaps(box, other.box) for other in found):
                partial = [r for r in across if box[0] <= r[0] and r[2] <= box[2]]
                table = _table(rules[position + 1 : end], partial, box, inside, page.number)
            if table:
                found.append(table)
            position = end if table else position + 1
    return found


def _overlaps(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _joined(rules: Sequence[Box]) -> list[Box]:
    """The horizontal rules, those that touch end to end as one. A drawing of very many lines has none."""
    flat = [r for r in rules if r[3] - r[1] < _THICKEST_RULE and r[2] - r[0] > r[3] - r[1]]
    if len(flat) > _MOST_RULES * 10:
        return []
    joined: list[Box] = []
    for rule in sorted(flat, key=lambda r: (round(r[1]), r[0])):
        last = joined[-1] if joined else None
        if last and abs(last[1] - rule[1]) <= _SAME_HEIGHT and rule[0] <= last[2] + _SAME_HEIGHT:
            joined[-1] = (last[0], min(last[1], rule[1]), max(last[2], rule[2]), max(last[3], rule[3]))
        else:
            joined.append(rule)
    return joined[:_MOST_RULES]


def _extent(rules: Sequence[Box], start: int, glyphs: Glyphs, lowest: float) -> tuple[int, float]:
    """The rule after the table whose first is `start`, and how far down the table goes; 0 where there is none."""
    end = start + 2
    while end < len(rules) and _is_tabular(_between(rules[end - 1], rules[end][1], glyphs)):
        end += 1
    if end > start + 2:
        return end, rules[end - 1][3]
    floor = rules[end][1] if end < len(rules) else lowest
    below = by_height(_between(rules[start + 1], floor, glyphs))
    rows = list(takewhile(lambda row: len(row) >= _FEWEST_COLUMNS, below))
    return end, max(f.bottom for f in rows[-1]) if len(rows) >= _FEWEST_ROWS else 0


def _between(rule: Box, floor: float, glyphs: Glyphs) -> list[Fragment]:
    return find_fragments(glyphs.at(glyphs.inside((rule[0] - 2, rule[3], rule[2] + 2, floor))))


def _is_tabular(fragments: Sequence[Fragment]) -> bool:
    """Short texts, most of them beside others; not the ruled note at a letter's end of who gets it and who printed it."""
    if any(_IMPRINT.match(f.text) for f in fragments):
        return False
    rows = by_height(fragments)
    beside = sum(len(row) for row in rows if len(row) >= _FEWEST_COLUMNS)
    alone = sum(len(row) < _FEWEST_COLUMNS for row in rows)
    return beside > alone and all(len(f.text) <= _LONGEST_CELL for f in fragments)


def _groups(rules: Sequence[Box], width: float) -> list[list[Box]]:
    """Long rules with the same ends, from top to bottom; the longest first."""
    groups: list[list[Box]] = []
    for rule in (r for r in rules if r[2] - r[0] >= _SHORTEST_RULE * width):
        group = next((g for g in groups if _same_ends(g[0], rule)), None)
        if group is None:
            groups.append([rule])
        elif rule[1] - group[-1][3] > 2:
            group.append(rule)
    groups.sort(key=lambda group: group[0][0] - group[0][2])
    return [group for group in groups if len(group) >= _FEWEST_RULES]


def _same_ends(one: Box, other: Box) -> bool:
    return abs(one[0] - other[0]) <= _SAME_ENDS and abs(one[2] - other[2]) <= _SAME_ENDS


def _table(
    rules: Sequence[Box], partial: Sequence[Box], box: Box, glyphs: Glyphs, page: int
) -> RuledTable | None:
    """The table in the box, its header above the first of the rules."""
    rule = rules[0]
    above = glyphs.boxes[:, 3] <= rule[3] + 1
    header = find_fragments(glyphs.at(above))
    body = find_fragments(glyphs.at(~above))
    if not header or not body or rule[1] - box[1] > _TALLEST_HEADER * header[0].em:
        return None
    strips = _columns(header, body)
    if len(strips) < _FEWEST_COLUMNS:
        return None
    parted = _rows(body, _row_rules(partial, rules[0], box), len(strips))
    groups = find_groups(parted, strips)
    if groups:
        parted = gather(parted, groups, strips)
    rows = [make_cells(row, strips, page) for row in parted]
    upper = [r for r in partial if box[1] + 2 < r[1] < rule[1] - 2] or _named_groups(header, strips)
    if not upper:
        table = make_table([make_cells(header, strips, page), *rows], strips, box, page)
    else:
        table = make_table([*_header(header, upper, strips, page), *rows], strips, box, page)
        _span(table, upper)
    cover(table, groups, len(table.rows) - len(rows))
    return table


def _row_rules(across: Sequence[Box], below: Box, box: Box) -> list[Box]:
    """The rule below the header and those under rows, which may leave out the first column."""
    wide = [r for r in across if r[1] >= below[1] and r[2] - r[0] > _ROW_RULE * (box[2] - box[0])]
    return sorted(wide, key=lambda r: r[1])


def _columns(header: Sequence[Fragment], body: Sequence[Fragment]) -> list[Strip]:
    """The strips of the body. One that a single text stands in, with no name above it, is no column."""
    texts = without_bridges(body)
    return [
        strip
        for strip in find_strips(texts)
        if sum(_meets(f, strip) for f in texts) > 1 or any(_meets(f, strip) for f in header)
    ]


def _meets(fragment: Fragment, strip: Strip) -> bool:
    return fragment.x0 < strip[1] and strip[0] < fragment.x1


def _rows(body: Sequence[Fragment], rules: Sequence[Box], columns: int) -> list[Row]:
    """The rows: what stands between two rules where most rules part a single row, else a row at each height."""
    parts = [
        [f for f in body if above[1] <= f.middle < below[1]]
        for above, below in pairwise([*rules, (0.0, float("inf"), 0.0, 0.0)])
    ]
    parts = [part for part in parts if part]
    single = sum(len(part_rows(part, columns)) <= 1 for part in parts)
    return parts if len(parts) > 2 and 2 * single > len(parts) else part_rows(body, columns)


def _header(
    header: Sequence[Fragment], upper: Sequence[Box], strips: Sequence[Strip], page: int
) -> list[list[CellLines | None]]:
    """Two header rows: what stands under a rule that goes over some of the columns is in the second."""
    below = [f for f in header if any(_over(r, (f.x0, f.x1)) and f.middle > r[1] for r in upper)]
    names = [f for f in header if not any(f is other for other in below)]
    return [make_cells(names, strips, page), make_cells(below, strips, page)]


def _named_groups(header: Sequence[Fragment], strips: Sequence[Strip]) -> list[Box]:
    """Where a rule under a group's name would be: the name stands above names of columns, in the middle of them."""
    groups = []
    for name in header:
        lower = {nearest(f, strips) for f in header if f.middle > name.middle + _LOWER * name.em}
        columns = [
            c for c in lower if not any(_within(f, strips[c]) for f in header if f.top < name.bottom - 1)
        ]
        left = min((strips[c][0] for c in columns), default=0.0)
        right = max((strips[c][1] for c in columns), default=0.0)
        centred = abs(left + right - name.x0 - name.x1) < 2 * name.em
        if len(columns) > 1 and centred and max(columns) - min(columns) < len(columns):
            groups.append((left, name.bottom, right, name.bottom))
    return groups


def _within(fragment: Fragment, strip: Strip) -> bool:
    return strip[0] <= (fragment.x0 + fragment.x1) / 2 <= strip[1]


def _over(rule: Box, strip: Strip) -> bool:
    return rule[0] - _SAME_ENDS <= sum(strip) / 2 <= rule[2] + _SAME_ENDS


def _span(table: RuledTable, upper: Sequence[Box]) -> None:
    """A group's name covers the columns under its rule; the name of any other column both header rows."""
    table.header_rows = 2
    group = {c: rule for c, strip in enumerate(table.strips) for rule in upper if _over(rule, strip)}
    for rule in upper:
        columns = [c for c, other in group.items() if other is rule]
        names = [line for c in columns for line in table.rows[0][c] or []]
        for c in columns:
            table.rows[0][c] = names if c == columns[0] else None
            table.covers[0][c] = (0, columns[0])
    for c in range(len(table.strips)):
        if c not in group:
            table.rows[1][c] = None
            table.covers[1][c] = (0, c)
