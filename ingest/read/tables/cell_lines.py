"""Tables printed one cell a line, as they come out of word processors and web pages.

A cell may take several lines. Where more blank lines than usual stand between two cells, the cells between
them are empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.read.lines import Line
from ingest.read.tables.columns import header_kind
from ingest.read.tables.effort import Effort
from ingest.read.tables.fit import Fit, fit_plain, fit_serial
from ingest.read.tables.flat_tables import found_table, header_line_count, is_sound
from ingest.read.tables.grid import EMPTY, FoundTable, Piece, make_piece
from ingest.read.tables.regions import Run, header_words, take_run, without_repeats

_MOST_EMPTY_CELLS = 10
_WORST_ROW = 4.0
_WORST_PLAIN_ROW = 1.6


def find_cell_lines(lines: Sequence[Line], start: int, effort: Effort) -> FoundTable | None:
    """The table whose first cell is line `start`, one cell a line; None if there is none."""
    run = take_run(lines, start)
    if len(run.indices) < 4 or header_words(lines[start]) > 1:
        return None  # several heads on one line: so are the cells of a row
    pieces = cell_pieces(lines, run.indices)
    fit = fit_serial(pieces, effort)
    if fit:
        run = without_repeats(lines, run, header_line_count(pieces, fit))
        pieces = cell_pieces(lines, run.indices)
        fit = fit_serial(pieces, effort)
        accepted = fit is not None and len(fit.rows.rows) >= 2 and fit.rows.mean_cost <= _WORST_ROW
    else:
        fit = fit_plain(pieces, effort)
        accepted = fit is not None and _is_plain_table(fit, run)
    return found_table(lines, run, pieces, fit) if fit and accepted else None


def _is_plain_table(fit: Fit, run: Run) -> bool:
    named = sum(bool(header_kind("".join(p.text for p in group))) for group in fit.header[0])
    if not run.captioned and named < max(3, len(fit.kinds) - 1):
        return False
    return is_sound(fit, _WORST_PLAIN_ROW) or (run.captioned and len(fit.kinds) >= 3 and fit.cost < 6)


def cell_pieces(lines: Sequence[Line], indices: Sequence[int]) -> list[Piece]:
    """The lines as cells, and the empty cells that wide gaps between them tell of."""
    gaps = [_gap(lines, index) for index in indices[1:]]
    usual = Counter(gaps).most_common(1)[0][0] if gaps else 0
    pieces: list[Piece] = []
    for position, index in enumerate(indices):
        line = lines[index]
        if position and usual >= 2:
            pieces += _empty(pieces[-1].line, gaps[position - 1], usual)
        pieces.append(make_piece(line.content, 0, len(line.content), index, line.blank_before > 0))
    if usual >= 2 and indices and indices[-1] + 1 < len(lines):
        pieces += _empty(indices[-1], _gap(lines, indices[-1] + 1), usual)
    return pieces


def _gap(lines: Sequence[Line], index: int) -> int:
    """How many line ends stand between the line before and the line; none where a page ends between them."""
    return 0 if lines[index - 1].page != lines[index].page else lines[index].blank_before + 1


def _empty(line: int, gap: int, usual: int) -> list[Piece]:
    count = gap // usual - 1
    return [make_piece(EMPTY, 0, 0, line, True)] * (count if 0 < count <= _MOST_EMPTY_CELLS else 0)
