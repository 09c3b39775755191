"""A document's parts laid out as its text, one block a line, and where each part stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from parsers.layout.elements import Part
from schema.source import Grid, Paragraph


@dataclass(frozen=True, slots=True)
class Placed:
    """A part and its range `[start:end)` in the document's text."""

    part: Part
    start: int
    end: int

    @property
    def text(self) -> str:
        """The part's text."""
        return self.part.text

    def page_at(self, position: int) -> int | None:
        """The page of a position in the document's text."""
        content = self.part.content
        return content.page_at(position - self.start) if isinstance(content, Paragraph) else content.page

    @property
    def source(self) -> tuple[tuple[int, int], ...]:
        """The source ranges the part was read from."""
        content = self.part.content
        texts = (
            [cell for row in content.cells for cell in row]
            if isinstance(content, Grid)
            else [content.content]
        )
        return tuple((s.origin, s.origin + s.length) for text in texts for s in text.segments)


def place(parts: Iterable[Part]) -> tuple[str, list[Placed]]:
    """The document's text and its parts with their ranges."""
    lines: list[str] = []
    placed: list[Placed] = []
    position = 0
    for part in parts:
        text = part.text
        placed.append(Placed(part, position, position + len(text)))
        lines.append(text)
        position += len(text) + 1
    return "\n".join(lines), placed
