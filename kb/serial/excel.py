"""Answers as an Excel file that an office keeps: real dates, everything else text, ready to print on A4."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from kb.answers.answer import Answer, Head

_ROW_HEIGHT_MAX = 409.0
"""What Excel allows, in points."""
_MOST_LINKS = 65_530
"""What Excel allows on a sheet; behind it the words of a link stay."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_LINE = 15.0
"""The height of a line of 11 points, in points."""


def write_sheet_file(
    file: BinaryIO | Path, sheets: Sequence[tuple[Answer, Sequence[str]]], notes: Mapping[str, str]
) -> None:
    """Write a workbook: a sheet for each answer, with more columns to fill in by hand, and a last one of notes.

    Rows are written as they are read, so that memory stays flat however many there are.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "in_memory": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        formats = {
            "head": book.add_format(
                {
                    "bold": True,
                    "text_wrap": True,
                    "valign": "vcenter",
                    "align": "center",
                    "border": 1,
                    "bg_color": "#DDE6F0",
                }
            ),
            "office": book.add_format(
                {
                    "bold": True,
                    "text_wrap": True,
                    "valign": "vcenter",
                    "align": "center",
                    "border": 1,
                    "bg_color": "#E7E6E6",
                }
            ),
            "text": book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"}),
            "number": book.add_format({"valign": "top", "border": 1}),
            "date": book.add_format(
                {"valign": "top", "align": "left", "border": 1, "num_format": "yyyy-mm-dd"}
            ),
        }
        formats["doubts"] = formats["list"] = formats["text"]
        for answer, more in sheets:
            _sheet(book, answer, more, formats)
        _notes(book, notes, formats)


def _sheet(book: Any, answer: Answer, more: Sequence[str], formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(_sheet_name(answer.title))
    titles = [*(head.title for head in answer.heads), *more]
    for column, head in enumerate(answer.heads):
        sheet.set_column(column, column, min(head.width, 60))
    sheet.set_column(len(answer.heads), len(titles) - 1, 9) if more else None
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 2 * _LINE)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(
        left=0.4, right=0.4, top=0.5, bottom=0.6
    )  # inches: small ones, for the columns are many
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.write_row(0, 0, titles[: len(answer.heads)], formats["head"])
    sheet.write_row(0, len(answer.heads), more, formats["office"])
    last = 0
    for last, row in enumerate(answer.rows, start=1):
        sheet.set_row(last, _height(row, answer.heads))
        for column, head in enumerate(answer.heads):
            _cell(sheet, last, column, head, row, formats)
        for column in range(len(answer.heads), len(titles)):
            sheet.write_blank(last, column, None, formats["text"])
    sheet.autofilter(0, 0, last, len(titles) - 1)


def _sheet_name(title: str) -> str:
    """A title as Excel lets a sheet be called: 31 characters, none of those that mean something in a formula."""
    return _NOT_IN_NAMES.sub("＿", title)[:31].strip("'") or "表"


def _cell(
    sheet: Any, line: int, column: int, head: Head, row: Mapping[str, Any], formats: Mapping[str, Any]
) -> None:
    """A real date where the day is whole, a number where it is one, a link where one is given, else text."""
    value = head.shown(row)
    if value is None or value == "":
        sheet.write_blank(line, column, None, formats[head.kind])
    elif head.kind == "number" and isinstance(value, int | float):
        sheet.write_number(line, column, value, formats["number"])
    elif head.kind == "date" and len(str(value)) == 10:
        sheet.write_datetime(line, column, date.fromisoformat(str(value)), formats["date"])
    elif (
        head.name in ("link", "address")
        and str(row.get("address")).startswith("http")
        and line <= _MOST_LINKS
    ):
        sheet.write_url(line, column, row["address"], formats["text"], str(value))
    else:
        sheet.write_string(line, column, str(value)[:32767], formats["text"])


def _height(row: Mapping[str, Any], heads: Sequence[Head]) -> float:
    """A height that shows every line of the row; a Chinese character is two columns wide."""
    lines = max(
        sum(-(-2 * len(line) // head.width) or 1 for line in str(row.get(head.name) or "").split("\n"))
        for head in heads
    )
    return min(_LINE * lines, _ROW_HEIGHT_MAX)


def _notes(book: Any, notes: Mapping[str, str], formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 90)
    for line, (name, text) in enumerate(notes.items()):
        sheet.write_string(line, 0, name, formats["head"])
        sheet.write_string(line, 1, text, formats["text"])
