"""The cells of Word's tables: spans, merged cells, rows that are taken out, and tables that only place text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from ingest.read.office.package import local_name
from ingest.read.office.word.names import child, children, is_on, value, whole
from ingest.read.tables.merged_cells import MOST_PLACES

_WIDEST = 200
_WRAPPED = frozenset(["sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"])


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, where it begins, how many columns it takes, whether it goes on with the one above it."""

    element: Element
    row: int
    column: int
    span: int
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A table's cells in reading order, its size, and how many rows at its top are repeated on each page."""

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    header_rows: int

    @property
    def is_data(self) -> bool:
        """It has several rows and columns, and no table in a cell: one that has not only places text.

        One with more places than any document's table has is none either.
        """
        if self.rows * self.columns > MOST_PLACES:
            return False
        nested = any(local_name(part) == "tbl" for cell in self.cells for part in cell.element.iter())
        widest = max(Counter(cell.row for cell in self.cells).values(), default=0)
        return self.rows > 1 and widest > 1 and not nested


def layout_of(table: Element) -> Layout:
    """The cells of a table."""
    cells: list[Cell] = []
    headers, row = 0, 0
    for line in unwrapped(table, "tr"):
        properties = child(line, "trPr")
        if child(properties, "del") is not None:
            continue
        headers += headers == row and is_on(child(properties, "tblHeader"))
        column = min(whole(child(properties, "gridBefore")), _WIDEST)
        for element in unwrapped(line, "tc"):
            own = child(element, "tcPr")
            span = min(max(whole(child(own, "gridSpan"), default=1), 1), _WIDEST)
            if cells and column and _goes_on(child(own, "hMerge")):
                cells[-1] = replace(cells[-1], span=cells[-1].span + span)
            else:
                cells.append(Cell(element, row, column, span, row > 0 and _goes_on(child(own, "vMerge"))))
            column += span
        row += 1
    columns = max((cell.column + cell.span for cell in cells), default=0)
    return Layout(tuple(cells), row, columns, headers)


def _goes_on(merge: Element | None) -> bool:
    return merge is not None and (value(merge) or "continue") == "continue"


def unwrapped(element: Element, name: str) -> Iterator[Element]:
    """The children of that name, those in controls and insertions too."""
    for part in element:
        if local_name(part) == name:
            yield part
        elif local_name(part) in _WRAPPED:
            yield from unwrapped(part, name)


def alignment_of(properties: Element | None) -> str | None:
    """What a paragraph's own properties say of its alignment."""
    return value(next(children(properties, "jc"), None))
