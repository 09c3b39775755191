"""A run of pieces as header and rows: how many columns make the best of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.read.tables.columns import Alignment, Kind, header_alignment, header_kind, is_numeric
from ingest.read.tables.effort import Effort
from ingest.read.tables.grid import Piece, join_pieces, make_grid
from ingest.read.tables.rows import DROPPED_PLAIN_LINE, Group, Row, Rows, is_section, plain_rows, serial_rows
from schema.source import Grid

_WIDEST = 12
_MOST_HEADER_PIECES = 26
_SAMPLE = 48


@dataclass(frozen=True, slots=True)
class Fit:
    """Header rows and rows of a table, the number of pieces in each, and how much speaks against them."""

    header: tuple[Row, ...]
    header_used: int
    rows: Rows
    kinds: tuple[Kind, ...]
    cost: float

    @property
    def used(self) -> int:
        """How many of the pieces are the table's."""
        return self.header_used + self.rows.used

    def grid(self, page: int | None) -> Grid:
        """The table as a grid."""
        printed = [[join_pieces(group) for group in row] for row in (*self.header, *self.rows.rows)]
        serial = self.kinds.index("serial") if "serial" in self.kinds else None
        return make_grid(printed, len(self.header), serial, page)


def fit_serial(pieces: Sequence[Piece], effort: Effort) -> Fit | None:
    """The table whose header names a column of running numbers: `序号`."""
    first = next((i for i, p in enumerate(pieces) if p.first and p.text.lstrip("#*") == "1"), None)
    if first is None or first > _MOST_HEADER_PIECES:
        return None
    head = list(pieces[:first])
    while head and is_section(pieces, len(head) - 1):
        head.pop()
    numbered = next((i for i, p in enumerate(head) if header_kind(p.text) == "serial"), None)
    if numbered is None:
        return None
    fits = [_with_rows(pieces, header, len(head), effort) for header in _headers(head, numbered > 0)]
    return min((fit for fit in fits if fit), key=lambda fit: fit.cost, default=None)


def _headers(head: Sequence[Piece], tail: bool) -> Iterable[tuple[tuple[Row, ...], Alignment]]:
    """The header in all widths: its rows as they are printed, and one cell for each column."""
    solid = [piece for piece in head if piece.text]
    for width in range(2, min(_WIDEST, len(head)) + 1):
        upper = _two_rows(head, width)
        if upper:
            yield upper
        found = header_alignment(solid, width, tail) if width <= len(solid) else None
        if found:
            yield (tuple(found.groups[:width]),), found


def _two_rows(head: Sequence[Piece], width: int) -> tuple[tuple[Row, ...], Alignment] | None:
    """A header of two rows, where the lower leaves the cells empty that the upper's cover."""
    above, below = head[: len(head) - width], head[len(head) - width :]
    free = [i for i, piece in enumerate(below) if piece.text]
    spans = len(above) - (width - len(free))
    if not all(p.text for p in above) or len(free) in (0, width) or spans < 1 or len(free) % spans:
        return None
    if free != list(range(free[0], free[-1] + 1)):
        return None
    share, names = len(free) // spans, iter(above)
    upper = [
        (next(names),) if not piece.text or (i - free[0]) % share == 0 else ()
        for i, piece in enumerate(below)
    ]
    lower: Row = tuple((piece,) if piece.text else () for piece in below)
    merged = tuple(low or up for up, low in zip(upper, lower, strict=True))
    unknown = sum(header_kind(group[0].text) is None for group in merged)
    return (tuple(upper), lower), Alignment((*merged, ()), 0.5 * unknown)


def _with_rows(
    pieces: Sequence[Piece], header: tuple[tuple[Row, ...], Alignment], head: int, effort: Effort
) -> Fit | None:
    printed, found = header
    kinds = column_kinds(found.groups[:-1])
    if "serial" not in kinds:
        return None
    used = head - len(found.groups[-1])
    rows = serial_rows(pieces[used:], kinds, effort)
    if rows is None:
        return None
    return Fit(printed, used, rows, kinds, found.cost + rows.cost)


def column_kinds(groups: Sequence[Group]) -> tuple[Kind, ...]:
    """What the columns hold, by their header cells; whatever stands before the numbers is a category."""
    named: list[Kind] = [header_kind("".join(p.text for p in group)) or "unknown" for group in groups]
    if "serial" in named:
        serial = named.index("serial")
        before: list[Kind] = ["category"] * serial
        after: list[Kind] = ["unknown" if kind == "serial" else kind for kind in named[serial + 1 :]]
        named = [*before, "serial", *after]
    if "name" not in named and "unknown" in named:
        named[named.index("unknown")] = "name"
    return tuple(named)


def fit_plain(pieces: Sequence[Piece], effort: Effort) -> Fit | None:
    """The table without running numbers: a header, and rows of a name and quantities."""
    first = next((i for i, p in enumerate(pieces) if is_numeric(p.text) and not header_kind(p.text)), None)
    if first is None or first > _MOST_HEADER_PIECES:
        return None
    best: Fit | None = None
    sample = list(pieces[:_SAMPLE])
    for used in [i for i in range(max(2, first - 4), first + 1) if pieces[i].first]:
        for width in range(max(2, used - 6), min(_WIDEST, used) + 1):
            fit = _plain(sample, used, width, effort, best.cost if best else float("inf"))
            if fit and (best is None or fit.cost < best.cost):
                best = fit
    if best is None:
        return None
    full = plain_rows(pieces[best.header_used :], best.kinds, effort)
    return replace(best, rows=full) if full else None


def _plain(pieces: Sequence[Piece], used: int, width: int, effort: Effort, limit: float) -> Fit | None:
    head = [piece for piece in pieces[:used] if piece.text]
    found = header_alignment(head, width) if width <= len(head) else None
    if found is None or found.cost >= limit:
        return None
    kinds = column_kinds(found.groups[:width])
    if kinds[0] not in ("name", "category"):
        kinds = ("name", *kinds[1:])
    rows = plain_rows(pieces[used:], kinds, effort, limit - found.cost)
    if rows is None:
        return None
    left = sum(p.first for p in pieces[used + rows.used :])
    cost = found.cost + rows.cost + DROPPED_PLAIN_LINE * left
    cost += sum(_mixed(rows, column) for column, kind in enumerate(kinds) if kind == "unknown")
    return Fit((tuple(found.groups[:width]),), used, rows, kinds, cost)


def _mixed(rows: Rows, column: int) -> float:
    """A column holds quantities or words: how many cells are unlike the others."""
    filled = ["".join(p.text for p in row[column]) for row in rows.rows if row[column]]
    quantities = sum(is_numeric(text) for text in filled)
    return float(min(quantities, len(filled) - quantities))
