"""The index card of a page, in whatever elements it is marked up: a table, a list, rows of spans."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from ingest.read.card import Pair, card_of_cells, pairs
from ingest.read.html.page import is_read, text_of
from ingest.read.html.weights import Weights
from parsers.language.names.doc_numbers import is_doc_number
from parsers.language.page_fields import fields_of, is_label, is_sure
from parsers.language.spacing import squeezed

_LONGEST = 3000
_MOST_STOPS = 3


def card_of_table(table: HtmlElement) -> list[Pair]:
    """The labels and values of a table that is an index card; empty for any other table."""
    if any(inner is not table for inner in table.iter("table")):
        return []
    rows = [[" ".join(text_of(cell).split()) for cell in row.iter("td", "th")] for row in table.iter("tr")]
    return card_of_cells(rows)


def card_of(element: HtmlElement, weights: Weights) -> list[Pair]:
    """The labels and values of another element that is an index card and nothing else; empty for any other."""
    if not 0 < weights.length(element) < _LONGEST or weights.of(element).stops > _MOST_STOPS:
        return []
    pieces = list(pieces_of(element))
    if len(pieces) == 2 and is_label(pieces[0]) and is_doc_number(squeezed(pieces[1])):
        return [(squeezed(pieces[0]).rstrip("：:"), pieces[1])]
    return pairs(pieces) if any(map(is_sure, pieces)) else []


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
