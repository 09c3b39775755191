"""Where the facts and the clauses of a document stand on one page of its PDF."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from web.reading.facts import KINDS, marks_of
from web.reading.rows import value

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom, in points from the top left of the page as it is shown."""

_LARGEST_GAP = 1.5
"""Lines of one column are parted by no more than this much of their height."""


def boxes_on(connection: sqlite3.Connection, document_id: str, page: int) -> dict[str, list[dict[str, Any]]]:
    """What to draw on a page (from 1): the facts, and the frames of clauses, events and tables.

    A fact has its kind, what to say of it, its characters in the document's text, the row and column (from 0) of
    the table's cell that it stands in, and its boxes; facts of one kind at the same place are one. A frame has the
    character that it begins with, all pages that its passage runs over, and its boxes on this one.
    """
    return {
        "facts": _facts(connection, document_id, page),
        "frames": [*_frames(connection, document_id, page), *_table_frames(connection, document_id, page)],
    }


def frames(lines: Iterable[Box]) -> list[Box]:
    """The lines of a passage as frames, one for each column that it runs through."""
    found: list[Box] = []
    for line in lines:
        if found and _goes_on(found[-1], line):
            found[-1] = _around([found[-1], line])
        else:
            found.append(line)
    return found


def _facts(connection: sqlite3.Connection, document_id: str, page: int) -> list[dict[str, Any]]:
    text = value(connection, "select coalesce(max(text), '') from documents where id = ?", [document_id])
    sql = "select char_start, char_end from tables where document_id = ?"
    tables = connection.execute(sql, [document_id]).fetchall()
    facts = []
    same_place = groupby(
        marks_of(connection, document_id), key=lambda mark: (mark.start, mark.end, mark.kind)
    )
    for (start, end, kind), marks in same_place:
        alike = list(marks)
        boxes = _on_page(alike[0].boxes, page)
        if boxes:
            notes = "；".join(dict.fromkeys(mark.note for mark in alike if mark.note))
            note = f"{KINDS[kind]}：{text[start:end]}{f'（{notes}）' if notes else ''}"
            cell = next((_cell(text[low:start]) for low, high in tables if low <= start < high), None)
            fact = {"kind": kind, "start": start, "end": end, "note": note, "cell": cell, "boxes": boxes}
            facts.append(fact)
    return facts


def _cell(before: str) -> tuple[int, int]:
    """The row and column of what a table's text goes on with: rows are lines, cells are parted by tabs."""
    return before.count("\n"), before.rpartition("\n")[2].count("\t")


def _frames(connection: sqlite3.Connection, document_id: str, page: int) -> list[dict[str, Any]]:
    sql = """
        select char_start, boxes from clauses where document_id = :id
        union all
        select char_start, boxes from events where document_id = :id
    """
    found = connection.execute(sql, {"id": document_id})
    return [
        {"start": start, "pages": _pages(boxes), "boxes": frames(here)}
        for start, boxes in found
        if (here := _on_page(boxes, page))
    ]


def _table_frames(connection: sqlite3.Connection, document_id: str, page: int) -> list[dict[str, Any]]:
    sql = "select char_start, boxes from tables where document_id = ?"
    return [
        {"start": start, "pages": _pages(boxes), "boxes": [_around(here)]}
        for start, boxes in connection.execute(sql, [document_id])
        if (here := _on_page(boxes, page))
    ]


def _pages(boxes: str) -> list[int]:
    """The pages that a passage runs over."""
    return sorted({box[0] for box in json.loads(boxes)})


def _on_page(boxes: str | None, page: int) -> list[Box]:
    return [(x0, top, x1, bottom) for at, x0, top, x1, bottom in json.loads(boxes or "[]") if at == page]


def _goes_on(frame: Box, line: Box) -> bool:
    """Whether a line stands below, in the same column and near."""
    near = -1 <= line[1] - frame[3] + (line[3] - line[1]) <= (1 + _LARGEST_GAP) * (line[3] - line[1])
    return near and line[0] < frame[2] and frame[0] < line[2]


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
