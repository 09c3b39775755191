"""Tables whose row numbers stand in the middle of their rows: what is wrapped lies on the lines above and below.

That is how text copied out of a PDF prints them: `万元/`, `2 劳动生产率 预期性 36左右`, `人`. As many lines of a row lie
above its number as below it, so that from the first number on each line has its row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.read.tables.columns import Kind, cell_cost, header_kind
from ingest.read.tables.effort import Effort
from ingest.read.tables.fit import Fit, column_kinds
from ingest.read.tables.grid import Piece
from ingest.read.tables.rows import Group, Row, Rows
from parsers.language.quantities import is_unit

_FEWEST_ROWS = 3
_MOST_WRAPPED = 3  # lines above a number
_SHARES = [
    (one, other) for one in range(4) for other in range(2)
]  # pieces of a cell, beside the number and wrapped
_BOTH = 0.3  # against each piece of a cell but one
_STRANGE = 0.5  # against a unit that is not known
_WIDEST = 12

Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A row as it is printed: the lines above its number, the number's line, as many lines below."""

    above: tuple[Line, ...]
    line: Line
    below: tuple[Line, ...]


def fit_centred(pieces: Sequence[Piece], effort: Effort) -> Fit | None:
    """The table of numbered rows of which some are wrapped about the line of their number; None if it is none."""
    lines = [tuple(group) for _, group in groupby(pieces, key=lambda piece: piece.line)]
    effort.read(len(lines))
    first = next((i for i, line in enumerate(lines) if _is_number(line, 1)), None)
    rows = _numbered(lines, first) if first else []
    plain = Counter(len(row.line) for row in rows if not row.above)
    if first is None or len(rows) < _FEWEST_ROWS or not plain or not any(row.above for row in rows):
        return None
    width, as_wide = plain.most_common(1)[0]
    header = _header(lines[:first], width)
    if header is None or not 2 < width <= _WIDEST or 2 * as_wide < plain.total():
        return None
    kinds = column_kinds([low or up for up, low in zip(header[0], header[-1], strict=True)])
    if kinds[0] != "serial":
        return None
    placed = [_cells(row, kinds, effort) for row in rows]
    used = sum(len(line) for row in rows for line in (*row.above, row.line, *row.below))
    body = Rows(tuple(row for row, _ in placed), used, sum(cost for _, cost in placed))
    return Fit(header, sum(map(len, lines[:first])), body, kinds, body.cost)


def _numbered(lines: Sequence[Line], first: int) -> list[_Numbered]:
    """The rows 1, 2, 3 …, as far as the lines between two numbers are those below the one and above the other."""
    rows: list[_Numbered] = []
    at, above = first, 0
    while True:
        reach = range(at + 1 + above, min(len(lines), at + 2 + above + _MOST_WRAPPED))
        after = next((i for i in reach if _is_number(lines[i], len(rows) + 2)), None)
        below = tuple(lines[at + 1 : at + 1 + above])
        if any(_is_number(line, len(rows) + 2) for line in below) or len(below) < above:
            return []
        rows.append(_Numbered(tuple(lines[at - above : at]), lines[at], below))
        if after is None:
            return rows
        at, above = after, after - at - 1 - above


def _is_number(line: Line, number: int) -> bool:
    """The line begins with the number, its digits perhaps apart."""
    return any("".join(piece.text for piece in line[:count]) == str(number) for count in (1, 2))


def _header(lines: Sequence[Line], width: int) -> tuple[Row, ...] | None:
    """The header in as many columns: one row, or two where a name stands over several columns."""
    groups = [group for line in lines for group in _words(line)]
    groups = _with_serial(groups)
    spans = len(groups) - width
    if spans == 0:
        return (tuple(groups),)
    lower = [group for group in groups if lines and group[0].line == lines[-1][0].line]
    upper = [group for group in groups if group not in lower]
    over = [group for group in upper if header_kind(_text(group)) == "value"][:spans]
    if spans != 1 or len(over) != spans or not 2 <= len(lower) < width:
        return None
    alone = [group for group in upper if group not in over]
    beside = len(lower) - spans
    return (*alone, *over, *[()] * beside), (*[()] * len(alone), *lower)


def _words(line: Line) -> list[Group]:
    """The names on a line; one printed with its characters apart is one: `指 标`, `2025 年`."""
    groups: list[Group] = []
    for piece in line:
        before = groups[-1] if groups else ()
        begun = all(len(part.text) == 1 for part in before) and header_kind(_text(before)) is None
        apart = len(piece.text) == 1 and before and (begun or before[-1].text.isdigit())
        groups = [*groups[:-1], (*groups[-1], piece)] if apart else [*groups, (piece,)]
    return groups


def _with_serial(groups: Sequence[Group]) -> list[Group]:
    """The names with that of the running numbers in one where it is wrapped: 序 above, 号 below."""
    if not groups or header_kind(_text(groups[0])) != "serial":
        return list(groups)
    rest = next((g for g in groups[1:] if header_kind(_text((*groups[0], *g))) == "serial"), ())
    return [(*groups[0], *rest), *(group for group in groups[1:] if group != rest)]


def _text(group: Group) -> str:
    return "".join(piece.text for piece in group)


def _cells(row: _Numbered, kinds: Sequence[Kind], effort: Effort) -> tuple[Row, float]:
    """The row's pieces in the columns, and how much speaks against them: pieces beside the number in order, wrapped
    ones in order, each wrapped one with the piece that its column has beside the number.
    """
    wrapped = _wrapped(row)
    beside = row.line
    effort.spend((len(beside) + 1) * (len(wrapped) + 1) * len(kinds))
    best: dict[tuple[int, int], tuple[float, tuple[Group, ...]]] = {(0, 0): (0.0, ())}
    for kind in kinds:
        found: dict[tuple[int, int], tuple[float, tuple[Group, ...]]] = {}
        for (b, w), (cost, cells) in best.items():
            for one, other in _SHARES:
                if b + one > len(beside) or w + other > len(wrapped):
                    continue
                group = _cell(beside[b : b + one], wrapped[w : w + other])
                total = cost + _cost(kind, _text(group)) + _BOTH * max(0, one + other - 1)
                if (b + one, w + other) not in found or total < found[b + one, w + other][0]:
                    found[b + one, w + other] = (total, (*cells, group))
        best = found
    done = best.get((len(beside), len(wrapped)))
    return (done[1], done[0]) if done else (_crowded(row, kinds), 2.0 * len(kinds))


def _cost(kind: Kind, text: str) -> float:
    """How badly a text fits a column; what is no known unit may be one."""
    strange = kind == "unit" and text and not (is_unit(text) or re.search(r"[/／%％—-]", text))
    return cell_cost(kind, text) + (_STRANGE if strange else 0)


def _wrapped(row: _Numbered) -> list[Group]:
    """The pieces above the number with those below it: of lines with as many pieces each with the one in its place."""
    lines = [*row.above, *row.below]
    if len({len(line) for line in lines}) == 1:
        return list(zip(*lines, strict=True))
    return [tuple(piece for line in lines for piece in line)]


def _cell(beside: Sequence[Piece], wrapped: Sequence[Group]) -> Group:
    """A cell's pieces in the order of their lines."""
    pieces = [*beside, *(piece for group in wrapped for piece in group)]
    return tuple(sorted(pieces, key=lambda piece: (piece.line, piece.start)))


def _crowded(row: _Numbered, kinds: Sequence[Kind]) -> Row:
    """The pieces of a row that has more of them than columns: what is over stands in the last."""
    own, wrapped = list(row.line), [p for line in (*row.above, *row.below) for p in line]
    groups: list[Group] = [(piece,) for piece in own[: len(kinds) - 1]]
    groups += [()] * (len(kinds) - 1 - len(groups))
    return (*groups, _cell(own[len(kinds) - 1 :], [tuple(wrapped)]))
