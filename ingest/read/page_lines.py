"""The lines of a web page around a document, in whatever file they were saved: a page, or its text pasted into Word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ingest.read.lines import Line
from ingest.read.navigation import set_navigation_aside
from schema.source import Discard, Grid, Paragraph, Reading, Text


def without_page_lines(reading: Reading) -> Reading:
    """The reading without index card, dates of posting and type size; what they say is added to its metadata."""
    aside = set_navigation_aside([Line(b.content, 0) for b in reading.blocks if isinstance(b, Paragraph)])
    if not aside.discards:
        return reading
    kept = {line.origin: line.content for line in aside.kept}
    return replace(
        reading,
        blocks=tuple(_kept(reading, kept)),
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
