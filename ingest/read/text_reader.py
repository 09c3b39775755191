"""Text files, wrapped by a typesetter or a paragraph a line, with or without Markdown marks."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from ingest.read.lines import Line, read_lines
from ingest.read.navigation import set_navigation_aside
from ingest.read.pages.marks import mark_pages
from ingest.read.radicals import named
from ingest.read.tables.text_tables import find_tables
from ingest.read.unwrap import column_widths, join_lines, with_openings
from schema.errors import SourceError
from schema.source import Discard, Doubt, Grid, Paragraph, Reading

_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, GB 18030, or UTF-16 with its mark, without radicals for characters.

    Raises SourceError if it is in none of them.
    """
    for encoding in ("utf-16",) if data.startswith(_UTF_16) else _ENCODINGS:
        try:
            return named(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise SourceError(name, "the text is neither UTF-8 nor GB 18030", "save the file as UTF-8")


def read_text(source: str) -> Reading:
    """The blocks of a text in reading order. Never refuses a text; what is not one gives no blocks."""
    lines, discards = read_lines(source)
    aside = set_navigation_aside(lines)
    lines = aside.kept
    discards += aside.discards
    columns = column_widths(lines)
    pages = mark_pages(lines, wrapped=bool(columns))
    discards += pages.discards
    blocks: list[Paragraph | Grid] = []
    position = 0
    kept = with_openings(pages.lines)
    search = find_tables(kept)
    for table in search.tables:
        blocks += join_lines(kept[position : table.start], columns)
        blocks.append(table.grid)
        discards += table.discards
        position = table.end
    blocks += join_lines(kept[position:], columns)
    doubts = tuple(_given_up(kept[start:end]) for start, end in search.given_up)
    return Reading(
        source,
        tuple(blocks),
        tuple(sorted(discards, key=_start)),
        tuple(pages.marks),
        doubts,
        metadata=tuple(aside.metadata),
    )


def _given_up(lines: Sequence[Line]) -> Doubt:
    message = f"“{lines[0].text[:20]}”起的{len(lines)}行像表格而排法不明，未再辨认表格，按正文读取。"
    return Doubt("table_unclear", message, lines[0].origin, lines[-1].end, lines[0].page)


def _start(discard: Discard) -> int:
    return discard.start
