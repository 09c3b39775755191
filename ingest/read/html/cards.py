"""The index card of a page, in whatever elements it is marked up: a table, a list, rows of spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from lxml.html import HtmlElement

from ingest.read.card import fields_of, is_label, is_sure, said_by
from ingest.read.html.page import is_read, text_of
from ingest.read.html.weights import Weights
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed

_FEWEST_LABELS = 2
_LONGEST = 3000
_MOST_STOPS = 3
_OTHER_LABEL = lazy("[\u4e00-\u9fff \u3000]{2,12}[：:]")
"""What stands where labels stand on a card and ends as they do: 服务对象："""

_SHORT_LABEL = lazy("[\u4e00-\u9fff（）()]{2,12}[：:]?")

Pair = tuple[str, str]


def card_of_table(table: HtmlElement) -> list[Pair]:
    """The labels and values of a table that is an index card; empty for any other table."""
    if any(inner is not table for inner in table.iter("table")):
        return []
    rows = [[" ".join(text_of(cell).split()) for cell in row.iter("td", "th")] for row in table.iter("tr")]
    cells = [cell for row in rows for cell in row]
    return _pairs(cells, _FEWEST_LABELS if sum(map(bool, cells)) > 2 else 1, _labelled(rows))


def card_of(element: HtmlElement, weights: Weights) -> list[Pair]:
    """The labels and values of another element that is an index card and nothing else; empty for any other."""
    if not 0 < weights.length(element) < _LONGEST or weights.of(element).stops > _MOST_STOPS:
        return []
    pieces = list(pieces_of(element))
    return _pairs(pieces, _FEWEST_LABELS) if any(map(is_sure, pieces)) else []


def _labelled(rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """The places, counted through all rows, where labels stand: every second cell, where all known ones stand there."""
    places = [(c, cell) for row in rows for c, cell in enumerate(row)]
    known = [c % 2 for c, cell in places if is_label(cell)]
    if any(known):
        return frozenset()
    return frozenset(
        i for i, (c, cell) in enumerate(places) if not c % 2 and _SHORT_LABEL.fullmatch(squeezed(cell))
    )


def pieces_of(element: HtmlElement) -> Iterator[str]:
    """The texts of an element one by one, as its tags part them; what follows a value without a label belongs to it."""
    value = ""
    for text in _texts(element):
        if is_label(text) or fields_of(text):
            if value:
                yield value
            value = ""
            yield text
        else:
            value += text
    if value:
        yield value


def _texts(element: HtmlElement) -> Iterator[str]:
    if not is_read(element):
        return
    yield from _filled(element.text)
    for child in element:
        yield from _texts(child)
        yield from _filled(child.tail)


def _filled(text: str | None) -> Iterator[str]:
    words = " ".join((text or "").split())
    if words:
        yield words


def _pairs(cells: Sequence[str], fewest: int, places: Set[int] = frozenset()) -> list[Pair]:
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
            found.append((squeezed(cell).rstrip("：:"), cells[i + 1].lstrip("：: ")))
    count = sum(label or bool(fields_of(cell)) for cell, label in zip(cells, labels, strict=True))
    if count < fewest or 2 * count < len(filled):
        return []
    return found or [("", "")]
