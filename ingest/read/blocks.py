"""Blocks of a source that has no pages, written one after another into the text that their ranges index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from ingest.read.lines import SPACES
from ingest.read.radicals import named
from schema.source import Discard, DiscardName, Doubt, Grid, Paragraph, Reading, Segment, Text, join


@dataclass(slots=True)
class BlockWriter:
    """Collects the text of a source, its blocks, and what is no part of a document."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Paragraph | Grid] = field(default_factory=list)
    discards: list[Discard] = field(default_factory=list)

    def add(self, text: str) -> Text:
        """Append text to the source, and give it without the white space at its ends."""
        text = named(text)
        start = self.length + len(text) - len(text.lstrip())
        stripped = text.strip()
        self.pieces.append(text + "\n")
        self.length += len(text) + 1
        return Text(stripped, (Segment(0, start, len(stripped)),) if stripped else ())

    def paragraph(
        self, text: str, align: Literal["centre", "right"] | None = None, note: bool = False
    ) -> None:
        """Append a paragraph, unless it is blank."""
        if text.strip(SPACES):
            self.blocks.append(Paragraph(self.add(text), align=align, note=note))

    def discard(self, name: DiscardName, text: str) -> None:
        """Append text that is no part of a document, unless it is blank."""
        if text.strip(SPACES):
            start = self.add(text).segments[0].origin
            self.discards.append(Discard(name, start, start + len(text.strip())))

    def cell(self, lines: Iterable[str]) -> Text:
        """Append the lines of a cell."""
        return join([self.add(line) for line in lines if line.strip(SPACES)])

    def grid(self, grid: Grid) -> None:
        """Append a table whose cells were written."""
        self.blocks.append(grid)

    def reading(self, media_type: str, doubts: Iterable[Doubt] = ()) -> Reading:
        """What was written."""
        source = "".join(self.pieces)
        return Reading(source, tuple(self.blocks), tuple(self.discards), (), tuple(doubts), media_type)
