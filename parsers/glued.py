"""Titles that extraction glued to the text below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schema.source import Grid, Paragraph

# 国家税务总局某省税务局任免工作人员（2025年3月）国家税务总局某省税务局决定，任命：…
_GLUED_APPOINTMENTS = re.compile(
    r"[^，。；：]{4,40}(?:任免|任职|免职)(?:工作)?人员[（(][^（）()]*\d[^（）()]*[）)](?=[^\s，。])"
)


def without_glue(blocks: Iterable[Paragraph | Grid]) -> Iterator[Paragraph | Grid]:
    """The blocks, with a title and the text glued to it as paragraphs of their own."""
    for block in blocks:
        match = _GLUED_APPOINTMENTS.match(block.text) if isinstance(block, Paragraph) else None
        if match and isinstance(block, Paragraph):
            yield Paragraph(block.content.slice(0, match.end()), block.page)
            yield Paragraph(block.content.slice(match.end(), len(block.content)), block.page_at(match.end()))
        else:
            yield block
