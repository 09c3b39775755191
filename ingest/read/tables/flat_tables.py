"""Tables whose rows are printed as lines: `1 城乡基本养老保险参保缴费率（%） 90 预期性`.

Header cells and categories may be spread over several lines; running numbers, the words of the header and
what a column holds tell the cells apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.read.lines import Line
from ingest.read.tables.centred_rows import fit_centred
from ingest.read.tables.columns import is_nature, is_numeric
from ingest.read.tables.effort import Effort
from ingest.read.tables.fit import Fit, fit_plain, fit_serial
from ingest.read.tables.grid import FoundTable, Piece, make_piece
from ingest.read.tables.regions import Run, header_words, take_run, tokens, without_repeats

_WORST_ROW = 4.0
_WORST_PLAIN_ROW = 1.6


def find_flat_table(lines: Sequence[Line], start: int, effort: Effort) -> FoundTable | None:
    """The table whose header begins at line `start` and whose rows are lines; None if there is none."""
    run = take_run(lines, start)
    pieces = line_pieces(lines, run.indices)
    effort.read(len(run.indices))
    fit = fit_numbered(pieces, effort)
    if fit and _has_lone_numbers(fit):
        return None
    if fit:
        run = without_repeats(lines, run, header_line_count(pieces, fit))
        fit = fit_numbered(line_pieces(lines, run.indices), effort)
        accepted = fit is not None and len(fit.rows.rows) >= 2 and fit.rows.mean_cost <= _WORST_ROW
    elif header_words(lines[start]) >= 3:
        fit = fit_plain(pieces, effort)
        accepted = fit is not None and is_sound(fit, _WORST_PLAIN_ROW)
    else:
        return None
    if fit is None or not accepted:
        return None
    return found_table(lines, run, line_pieces(lines, run.indices), fit)


def fit_numbered(pieces: Sequence[Piece], effort: Effort) -> Fit | None:
    """The table of numbered rows, each on its line or wrapped about it."""
    return fit_centred(pieces, effort) or fit_serial(pieces, effort)


def _has_lone_numbers(fit: Fit) -> bool:
    """The running numbers stand alone on their lines: the table is printed one cell a line."""
    column = fit.kinds.index("serial")
    numbered = [row for row in fit.rows.rows if row[column]]
    lone = sum(all(p.first for p in group[:1]) for row in numbered for group in row[column + 1 : column + 2])
    return 2 * lone > len(numbered)


def line_pieces(lines: Sequence[Line], indices: Sequence[int]) -> list[Piece]:
    """The parts of the lines between white space."""
    return [
        make_piece(lines[index].content, a, b, index, lines[index].blank_before > 0)
        for index in indices
        for a, b in tokens(lines[index].text)
    ]


def header_line_count(pieces: Sequence[Piece], fit: Fit) -> int:
    """How many lines the header takes."""
    return pieces[fit.header_used - 1].line - pieces[0].line + 1


def is_sound(fit: Fit, worst_row: float) -> bool:
    """A table without running numbers is one only if its rows fit well and hold quantities."""
    if len(fit.rows.rows) < 2 or fit.rows.mean_cost > worst_row:
        return False
    return any(_is_quantity_column(fit, column) for column in range(1, len(fit.kinds)))


def _is_quantity_column(fit: Fit, column: int) -> bool:
    filled = ["".join(p.text for p in row[column]) for row in fit.rows.rows if row[column]]
    fitting = sum(is_numeric(text) or is_nature(text) for text in filled)
    return len(filled) >= 1 and fitting >= 0.6 * len(filled)


def found_table(lines: Sequence[Line], run: Run, pieces: Sequence[Piece], fit: Fit) -> FoundTable:
    """The table as lines and grid."""
    last = pieces[fit.used - 1].line
    end = last + 1
    limit = lines[last].end
    discards = tuple(discard for discard in run.discards if discard.start < limit)
    return FoundTable(run.indices[0], end, fit.grid(lines[run.indices[0]].page), discards)
