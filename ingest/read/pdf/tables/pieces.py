"""Fragments parted into what may be cells: those of a table without rules may stand closer than columns of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.read.pdf.characters.fragments import BLANK_AFTER, BLANK_BEFORE, Fragment, blank_of, part_of
from ingest.read.pdf.tables.strips import Row, by_height

_NARROWEST = 0.2
_GAP = 0.4
_LEAST = 0.1
_AT = 0.3


@dataclass(slots=True)
class Pieces:
    """The pieces of the fragments of a page, row by row, and the fragment that each of them is of."""

    rows: list[Row]
    _whole: dict[int, Fragment] = field(default_factory=dict)

    def wholes(self, pieces: Iterable[Fragment]) -> list[Fragment]:
        """The fragments that pieces are of."""
        return list({id(whole): whole for piece in pieces for whole in [self._whole[id(piece)]]}.values())

    def leave_out(self, fragments: Iterable[Fragment]) -> None:
        """Take the pieces of some fragments out of the rows."""
        taken = {id(fragment) for fragment in fragments}
        rows = ([piece for piece in row if id(self._whole[id(piece)]) not in taken] for row in self.rows)
        self.rows = [row for row in rows if row]

    def fitted(self, row: Row, lefts: Sequence[float]) -> Row:
        """A row whose pieces are parted where a column begins within them, however narrow the gap; `lefts` are their edges."""
        parted: Row = []
        for piece in row:
            cuts = _column_starts(piece, lefts)
            for part in _parts(piece, cuts):
                self._whole[id(part)] = self._whole[id(piece)]
                parted.append(part)
        return parted


def pieces_of(fragments: Iterable[Fragment]) -> Pieces:
    """Fragments parted at the gaps that are wide enough with the blank half of a mark beside them."""
    pieces = Pieces([])
    found: list[Fragment] = []
    for fragment in fragments:
        for piece in _parts(fragment, _cuts(fragment)):
            pieces._whole[id(piece)] = fragment
            found.append(piece)
    pieces.rows = by_height(found)
    return pieces


def _parts(fragment: Fragment, cuts: Sequence[int]) -> Iterator[Fragment]:
    if not cuts:
        yield fragment
    for start, end in zip([0, *cuts], [*cuts, len(fragment.text)], strict=True) if cuts else ():
        yield part_of(fragment, start, end)


def _cuts(fragment: Fragment) -> list[int]:
    if fragment.gap < _NARROWEST * fragment.em:
        return []
    boxes = fragment.glyphs.boxes
    gaps = boxes[1:, 0] - boxes[:-1, 2]
    starts = [i + 1 for i in (gaps >= _NARROWEST * fragment.em).nonzero()[0].tolist()]
    return [i for i in starts if _room(fragment, i, float(gaps[i - 1])) >= _GAP * fragment.em]


def _room(fragment: Fragment, index: int, gap: float) -> float:
    """The gap before a character, with what of the marks beside it is blank."""
    return gap + blank_of(fragment, index - 1, BLANK_AFTER) + blank_of(fragment, index, BLANK_BEFORE)


def _column_starts(piece: Fragment, lefts: Sequence[float]) -> list[int]:
    """The indexes of the characters that begin a column within the piece."""
    boxes, em = piece.glyphs.boxes, piece.em
    inner = [left for left in lefts if piece.x0 + em < left < piece.x1]
    if not inner:
        return []
    gaps = boxes[1:, 0] - boxes[:-1, 2]
    return [
        i + 1
        for i in (gaps >= _LEAST * em).nonzero()[0].tolist()
        if any(abs(float(boxes[i + 1, 0]) - left) <= _AT * em for left in inner)
    ]
