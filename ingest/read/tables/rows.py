"""Pieces into rows: by their running numbers, or by what the columns hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ingest.read.tables.columns import Alignment, Kind, align
from ingest.read.tables.effort import Effort
from ingest.read.tables.grid import Piece
from parsers.language.labels import match_label
from parsers.language.patterns import lazy

Group = tuple[Piece, ...]
Row = tuple[Group, ...]

_SUBROW = lazy(r"[（(]?其中[:：]?|(?:全.)?(?:合计|总计|小计|共计)")  # 其中：中医类别执业（助理）医师数
_SECTION = lazy(r".{2,20}(?:[:：]|期间)")  # “十二五”期间：
_DROPPED_LINE = 0.5
_PROSE_LINE = 3.5
DROPPED_PLAIN_LINE = 1.5
_LONGEST = 10


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of cells, how many pieces they took, and how much speaks against them."""

    rows: tuple[Row, ...]
    used: int
    cost: float

    @property
    def mean_cost(self) -> float:
        """What speaks against a row on average."""
        return self.cost / max(1, len(self.rows))


def is_section(pieces: Sequence[Piece], index: int) -> bool:
    """The piece stands alone on its line and names the rows under it: `“十二五”期间：`, `（一）经济发展`."""
    piece = pieces[index]
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    if not piece.first or following is None or not following.first or _SUBROW.match(piece.text):
        return False
    label = match_label(piece.text)
    labelled = label is not None and label.style in ("cn", "cn_bracket") and following.text.isdigit()
    return labelled or _SECTION.fullmatch(piece.text) is not None


def serial_rows(pieces: Sequence[Piece], kinds: Sequence[Kind], effort: Effort) -> Rows | None:
    """Rows that begin at the running numbers 1, 2, 3…; the categories of a row stand before its number."""
    serial = kinds.index("serial")
    sections = {i for i in range(len(pieces)) if is_section(pieces, i)}
    spans = _Spans(pieces, kinds, serial, sections, effort)
    first = next((i for i, p in enumerate(pieces) if p.first and _number(p) == 1), None)
    if first is None or first > 8:
        return None
    chains: dict[int, tuple[float, tuple[int, ...]]] = {first: (spans.lead_cost(first), (first,))}
    complete = chains
    while chains:
        complete, chains = chains, _extended(pieces, spans, chains)
    options = [_closed(pieces, spans, cost, starts) for cost, starts in complete.values()]
    return min(options, key=lambda option: option.cost)


def _number(piece: Piece) -> int | None:
    bare = piece.text.lstrip("#*＊")
    return int(bare) if bare.isdigit() and len(bare) <= 3 else None


def _extended(
    pieces: Sequence[Piece], spans: _Spans, chains: dict[int, tuple[float, tuple[int, ...]]]
) -> dict[int, tuple[float, tuple[int, ...]]]:
    longer: dict[int, tuple[float, tuple[int, ...]]] = {}
    for start, (cost, starts) in chains.items():
        for end in range(start + 2, min(len(pieces), start + 3 * spans.width + _LONGEST)):
            if not pieces[end].first or _number(pieces[end]) != len(starts) + 1:
                continue
            total = cost + spans.cost(start, end)
            if end not in longer or total < longer[end][0]:
                longer[end] = (total, (*starts, end))
    return longer


def _closed(pieces: Sequence[Piece], spans: _Spans, cost: float, starts: tuple[int, ...]) -> Rows:
    """The chain with its last row, which ends where it is cheapest to end."""
    last = starts[-1]
    limit = min(len(pieces), last + 2 * spans.width + 8)
    ends = [i for i in range(last + 2, limit) if pieces[i].first] + [limit]
    dropped = {end: sum(pieces[i].first for i in range(end, limit)) for end in ends}
    prose = [i for i in range(last + 2, limit) if _is_prose(pieces, i) and not pieces[last + 1].first]
    end = min(
        ends,
        key=lambda e: (
            spans.last_cost(last, e) + _DROPPED_LINE * dropped[e] + _PROSE_LINE * sum(i < e for i in prose)
        ),
    )
    rows: list[Row] = []
    lead = spans.lead(starts[0])
    rows.extend(lead[1])
    categories = lead[0]
    for start, stop in zip(starts, (*starts[1:], end), strict=True):
        found, following = spans.rows(start, stop, categories, stop == end)
        rows.extend(found)
        categories = following
    return Rows(tuple(rows), end, cost + spans.last_cost(last, end))


def _is_prose(pieces: Sequence[Piece], index: int) -> bool:
    """The piece is a whole line of running text."""
    piece = pieces[index]
    alone = index + 1 == len(pieces) or pieces[index + 1].first
    return piece.first and alone and len(piece.text) >= 20 and re.search("[，；。]", piece.text) is not None


class _Spans:
    """The pieces from one running number to the next, as rows; what was reckoned once is kept."""

    def __init__(
        self, pieces: Sequence[Piece], kinds: Sequence[Kind], serial: int, sections: set[int], effort: Effort
    ) -> None:
        self.pieces, self.serial, self.width = pieces, serial, len(kinds)
        self.sections, self.effort = sections, effort
        self.before, self.after = list(kinds[:serial]), list(kinds[serial:])
        self.split = cache(self._split)

    def lead(self, first: int) -> tuple[tuple[Group, ...], list[Row]]:
        """The categories before the first number, and the section names among them."""
        own = [p for i, p in enumerate(self.pieces[:first]) if i not in self.sections]
        return self._aligned(own, self.before).groups, self._section_rows(0, first)

    def lead_cost(self, first: int) -> float:
        own = [p for i, p in enumerate(self.pieces[:first]) if i not in self.sections]
        return self._aligned(own, self.before).cost

    def cost(self, start: int, end: int) -> float:
        return self.split(start, end, False)[0]

    def last_cost(self, start: int, end: int) -> float:
        return self.split(start, end, True)[0]

    def rows(
        self, start: int, end: int, categories: tuple[Group, ...], last: bool
    ) -> tuple[list[Row], tuple[Group, ...]]:
        """The rows of the span, given the categories before it, and the categories of the row after it."""
        _, parts, following = self.split(start, end, last)
        rows = [(*categories, *parts[0])]
        rows += [(*((),) * self.serial, *part) for part in parts[1:]]
        return rows + self._section_rows(start, end), following

    def _aligned(self, own: Sequence[Piece], kinds: Sequence[Kind]) -> Alignment:
        return align(own, kinds, self.effort)

    def _section_rows(self, start: int, end: int) -> list[Row]:
        empty: Row = ((),) * (self.width - 1)
        return [((self.pieces[i],), *empty) for i in sorted(self.sections) if start <= i < end]

    def _split(self, start: int, end: int, last: bool) -> tuple[float, list[Row], tuple[Group, ...]]:
        own = [self.pieces[i] for i in range(start, end) if i not in self.sections]
        none: tuple[Group, ...] = ((),) * self.serial
        options = [(*self._parts(own), none)]
        if self.serial and not last:
            for cut in range(2, len(own)):
                if own[cut].first:
                    cost, parts = self._parts(own[:cut])
                    tail = self._aligned(own[cut:], self.before)
                    options.append((cost + tail.cost, parts, tail.groups))
        return min(options, key=lambda option: option[0])

    def _parts(self, own: Sequence[Piece]) -> tuple[float, list[Row]]:
        """The numbered row, and the rows without a number under it: 其中：…, 合计."""
        marks = [i for i in range(2, len(own)) if own[i].first and _SUBROW.match(own[i].text)]
        bounds = [0, *(i - 1 if not own[i - 1].text else i for i in marks), len(own)]
        cost, rows = 0.0, []
        for index, (low, high) in enumerate(pairwise(bounds)):
            part = own[low:high]
            unnumbered = index > 0 and bool(part) and bool(part[0].text)
            found = self._aligned(part, self.after[1:] if unnumbered else self.after)
            groups = ((), *found.groups) if unnumbered else found.groups
            cost += found.cost if index == 0 else min(found.cost, 6.0) / 2
            rows.append(groups)
        return cost, rows


def plain_rows(
    pieces: Sequence[Piece], kinds: Sequence[Kind], effort: Effort, limit: float = float("inf")
) -> Rows | None:
    """Rows without running numbers: each begins a line, and its pieces fit the columns.

    None if that costs `limit` or more.
    """
    width = len(kinds)
    best: dict[int, tuple[float, tuple[Row, ...]]] = {0: (0.0, ())}
    for end in range(1, len(pieces) + 1):
        if end < len(pieces) and not pieces[end].first:
            continue
        for start in range(max(0, end - width - 8), end):
            known = best[end][0] if end in best else limit
            if start not in best or best[start][0] >= known:
                continue
            found = align(pieces[start:end], kinds, effort)
            cost = best[start][0] + found.cost
            if cost < known:
                best[end] = (cost, (*best[start][1], found.groups))
    options = [
        (cost + DROPPED_PLAIN_LINE * sum(p.first for p in pieces[end:]), end)
        for end, (cost, rows) in best.items()
        if rows
    ]
    if not options:
        return None
    _, end = min(options)
    return Rows(best[end][1], end, best[end][0])
