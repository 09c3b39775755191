"""The lines of a web page around a document, in whatever file they were saved: a page, or its text pasted into Word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ingest.read.card import card_of_cells
from ingest.read.lines import Line
from ingest.read.navigation import Aside, set_navigation_aside
from schema.source import Discard, Grid, Paragraph, Reading, Text

_HEAD_BLOCKS = 12
"""Among so many blocks at the beginning the index card of a page stands."""


def without_page_lines(reading: Reading) -> Reading:
    """The reading without index card, dates of posting and type size; what they say is added to its metadata."""
    reading = _without_card(reading)
    aside = set_navigation_aside([Line(b.content, 0) for b in reading.blocks if isinstance(b, Paragraph)])
    kept = {line.origin: line.content for line in aside.kept}
    return _without(reading, aside, _kept(reading, kept)) if aside.discards else reading


def _without_card(reading: Reading) -> Reading:
    """The reading without an index card that is a table near its beginning."""
    aside = Aside()
    for at, block in enumerate(reading.blocks[:_HEAD_BLOCKS]):
        said = card_of_cells(_printed(block)) if isinstance(block, Grid) else []
        if isinstance(block, Grid) and said:
            cells = [cell for row in block.cells for cell in row if cell]
            aside.discards += [part for cell in cells for part in Line(cell, 0).discarded("index_card")]
            aside.metadata += [pair for pair in said if pair[1]]
            return _without(reading, aside, (*reading.blocks[:at], *reading.blocks[at + 1 :]))
    return reading


def _printed(grid: Grid) -> list[list[str]]:
    """The texts of a table's cells, those of merged ones once."""
    return [[" ".join(cell.text.split()) for cell in row] for row in grid.cells]


def _without(reading: Reading, aside: Aside, blocks: Iterable[Paragraph | Grid]) -> Reading:
    return replace(
        reading,
        blocks=tuple(blocks),
        discards=tuple(sorted((*reading.discards, *aside.discards), key=_start)),
        metadata=(*reading.metadata, *aside.metadata),
    )


def _kept(reading: Reading, contents: Mapping[int, Text]) -> Iterator[Paragraph | Grid]:
    """The blocks, of paragraphs what is left of them, by where in the source it begins."""
    for block in reading.blocks:
        if isinstance(block, Grid):
            yield block
            continue
        origins = (
            at for part in block.content.segments for at in range(part.origin, part.origin + part.length)
        )
        for content in (contents[at] for at in origins if at in contents):
            whole = len(content) == len(block.content)
            yield block if whole else replace(block, content=content, page_breaks=())


def _start(discard: Discard) -> int:
    return discard.start
