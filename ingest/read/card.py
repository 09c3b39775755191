"""The index card of a web page as a table: cells that are labels, and cells that are their values."""

from __future__ import annotations

from collections.abc import Sequence, Set

from parsers.language.page_fields import fields_of, is_label, is_sure, said_by
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed

_FEWEST_LABELS = 2
_OTHER_LABEL = lazy("[\u4e00-\u9fff \u3000]{2,12}[：:]")
"""What stands where labels stand on a card and ends as they do: 服务对象："""

_SHORT_LABEL = lazy("[\u4e00-\u9fff（）()]{2,12}[：:]?")

Pair = tuple[str, str]


def card_of_cells(rows: Sequence[Sequence[str]]) -> list[Pair]:
    """The labels and values of a table that is an index card; empty for any other table."""
    cells = [cell for row in rows for cell in row]
    return pairs(cells, _FEWEST_LABELS if sum(map(bool, cells)) > 2 else 1, _labelled(rows))


def pairs(cells: Sequence[str], fewest: int = _FEWEST_LABELS, places: Set[int] = frozenset()) -> list[Pair]:
    """Each label with its value; a pair of nothing where a card says nothing; empty where the cells are no card.

    `places` are the cells that are labels by where they stand, if the others are a card."""
    filled = [cell for cell in cells if cell]
    is_card = sum(map(is_sure, filled)) >= _FEWEST_LABELS
    labels = [
        is_label(cell) or (is_card and (i in places or _OTHER_LABEL.fullmatch(cell) is not None))
        for i, cell in enumerate(cells)
    ]
    found: list[Pair] = []
    for i, cell in enumerate(cells):
        if not labels[i]:
            found += said_by(fields_of(cell))
        elif i + 1 < len(cells) and cells[i + 1] and not labels[i + 1]:
            found.append((squeezed(cell).rstrip("：:").strip("【】[]"), cells[i + 1].lstrip("：: ")))
    count = sum(label or bool(fields_of(cell)) for cell, label in zip(cells, labels, strict=True))
    if count < fewest or 2 * count < len(filled):
        return []
    return found or [("", "")]


def _labelled(rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """The places, counted through all rows, where labels stand: every second cell, where all known ones stand there."""
    places = [(c, cell) for row in rows for c, cell in enumerate(row)]
    known = [c % 2 for c, cell in places if is_label(cell)]
    if any(known):
        return frozenset()
    return frozenset(
        i for i, (c, cell) in enumerate(places) if not c % 2 and _SHORT_LABEL.fullmatch(squeezed(cell))
    )
