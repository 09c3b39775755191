"""The clause tree as hierarchical elements, tables and lists where they stand, in reading order."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from kb.formats.akn.grids import rows_of_cells
from kb.formats.akn.inline import Mark, clean, fill
from parsers.language.numerals import parse_number

Row = Mapping[str, Any]

_ELEMENTS = {
    "part": ("part", "part"),
    "chapter": ("chapter", "chp"),
    "section": ("section", "sec"),
    "subpart": ("subpart", "subpart"),
    "article": ("article", "art"),
    "item": ("point", "point"),
    "subitem": ("indent", "indent"),
    "paragraph": ("paragraph", "para"),
}
"""The element of each kind of clause, and what its eId begins with; any other kind is an `hcontainer`."""

_LISTS = frozenset({"roster", "event", "appointment", "contents", "masthead", "editor"})
"""Blocks that are no clauses and stand in the body, each as an `hcontainer` named after its kind."""


class Body:
    """Builds the body of one document, and keeps the eId of each clause."""

    def __init__(
        self, text: str, clauses: Sequence[Row], tables: Sequence[Row], marks: Sequence[Mark]
    ) -> None:
        self.addresses: dict[str, str] = {}
        self._text = text
        self._clauses = clauses
        self._marks = marks
        self._starts = [mark.start for mark in marks]
        self._children: dict[str | None, list[Row]] = defaultdict(list)
        for clause in clauses:
            self._children[clause["parent_id"]].append(clause)
        self._tables: dict[str | None, list[Row]] = defaultdict(list)
        for table in tables:
            self._tables[table["clause_id"]].append(table)
        self._used: Counter[str] = Counter()

    def build(self, element: etree._Element, blocks: Sequence[Row]) -> None:
        """Put the numbered clauses, the tables that stand in none, and the lists into the body."""
        lists = [block for block in blocks if block["kind"] in _LISTS and not self._holds(block)]
        top = [clause for clause in self._children[None] if clause["path"]]
        placed = [*((row, self._clause) for row in top), *((row, self._list) for row in lists)]
        placed += [(row, self._table) for row in self._tables[None]]
        for row, build in sorted(placed, key=lambda item: int(item[0]["char_start"])):
            build(element, row, "")
        if not len(element):
            etree.SubElement(element, "hcontainer", name="empty", eId=self._address("", "hcontainer", "1"))

    def _holds(self, block: Row) -> bool:
        """Whether a clause has the words of a block already."""
        before = bisect_right(self._clauses, block["char_start"], key=lambda clause: clause["char_start"]) - 1
        return before >= 0 and bool(self._clauses[before]["char_end"] >= block["char_end"])

    def outside(self) -> Iterator[tuple[Row, bool]]:
        """The paragraphs that stand in no clause, and whether they stand before the numbered ones."""
        seen = False
        for clause in self._clauses:
            seen = seen or bool(clause["path"])
            if not clause["path"] and clause["parent_id"] is None:
                yield clause, not seen

    def paragraph(self, parent: etree._Element, row: Row, name: str = "p") -> etree._Element:
        """A paragraph with the words of a row and the marks in them."""
        element = etree.SubElement(parent, name)
        end = int(row["char_end"])
        words = str(row["text"]) if "text" in row.keys() else self._text[row["char_start"] : end]  # noqa: SIM118
        self._fill(element, words, end - len(words))
        return element

    def _fill(self, element: etree._Element, words: str, start: int) -> None:
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, start + len(words))
        fill(element, words, start, self._marks[first:last])

    def _clause(self, parent: etree._Element, row: Row, above: str) -> None:
        name, prefix = _ELEMENTS.get(row["kind"], ("hcontainer", "hcontainer"))
        address = self._address(above, prefix, _number(row["label"]))
        self.addresses[row["id"]] = address
        names = {"name": row["kind"]} if name == "hcontainer" else {}
        element = etree.SubElement(
            parent, name, eId=address, wId=_unspaced(row["path"] or row["id"]), **names
        )
        label, heading = self._head(row)
        if label:
            etree.SubElement(element, "num").text = clean(label)
        if heading:
            etree.SubElement(element, "heading").text = clean(heading)
        below = [*((child, self._clause) for child in self._children[row["id"]])]
        below += [(table, self._table) for table in self._tables[row["id"]]]
        if row["text"]:
            self.paragraph(etree.SubElement(element, "intro" if below else "content"), row)
        for child, build in sorted(below, key=lambda item: int(item[0]["char_start"])):
            build(element, child, address)

    def _head(self, row: Row) -> tuple[str, str]:
        """Label and heading as printed, each with the sign behind it: `（一）` and `加强领导。`, `专栏一：` and `重点工程`."""
        before = self._text[row["char_start"] : row["char_end"] - len(row["text"])]
        at = before.find(row["heading"]) if row["heading"] else len(before)
        if at < 0:
            return row["label"] or "", row["heading"]
        return before[:at].strip() if row["label"] else "", before[at:].strip()

    def _list(self, parent: etree._Element, row: Row, above: str) -> None:
        address = self._address(above, "hcontainer", None)
        element = etree.SubElement(parent, "hcontainer", name=row["kind"], eId=address)
        self.paragraph(etree.SubElement(element, "content"), row)

    def _table(self, parent: etree._Element, row: Row, above: str) -> None:
        address = self._address(above, "hcontainer", None)
        element = etree.SubElement(parent, "hcontainer", name="table", eId=address, wId=_unspaced(row["id"]))
        if row["caption"]:
            etree.SubElement(element, "heading").text = clean(row["caption"])
        table = etree.SubElement(etree.SubElement(element, "content"), "table", eId=f"{address}__table_1")
        grid = [cells or [""] for cells in json.loads(row["cells"])] or [[""]]
        for cells in rows_of_cells(self._text, row, grid):
            line = etree.SubElement(table, "tr")
            for cell in cells:
                spans = {"rowspan": cell.down, "colspan": cell.across}
                merged = {name: str(count) for name, count in spans.items() if count > 1}
                words = etree.SubElement(etree.SubElement(line, "td", merged), "p")
                if cell.start is None:
                    words.text = clean(cell.words)
                else:
                    self._fill(words, cell.words, cell.start)

    def _address(self, above: str, prefix: str, number: str | None) -> str:
        """`part_1__point_2`: the number as printed, else the next of its kind; a second one of a number gets `_2`."""
        start = f"{above}__{prefix}" if above else prefix
        self._used[start] += 1
        address = f"{start}_{number or self._used[start]}"
        self._used[address] += 1
        return address if self._used[address] == 1 else self._free(address)

    def _free(self, address: str) -> str:
        """The first of `address_2`, `address_3` … that is not taken."""
        number = self._used[address]
        while self._used[f"{address}_{number}"]:
            number += 1
        self._used[f"{address}_{number}"] += 1
        return f"{address}_{number}"


def _unspaced(identifier: str) -> str:
    """An id of ours as `wId` takes it: without white space."""
    return clean("_".join(identifier.split()))


def _number(label: str | None) -> str | None:
    """The number of a label in Arabic digits: 2 of （二）, 1.2 of 1.2; None where it has none."""
    inside = (label or "").strip("（()）、.．第章节条编款项 　")
    if not inside:
        return None
    if inside.replace(".", "").isascii() and inside.replace(".", "").isdigit():
        return inside.replace(".", "-")
    try:
        return f"{parse_number(inside):g}"
    except ValueError:
        return None
