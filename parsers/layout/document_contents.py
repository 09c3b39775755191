"""The list of contents that a long document prints before its text."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed
from parsers.layout.line_shapes import is_prose
from schema.source import Grid, Paragraph

_HEAD = lazy(r"[IVXⅠ-Ⅻ\d]*(?:目录|目次)")
_FEWEST_ENTRIES = 4
_WIDEST_GAP = 3
_DOTS = lazy(r"[.．·…]{4,}")
# 一、总则……1  1 总则 1; dots that no page follows are passed over in one go
_LEADER = lazy(r"(?:[.．·…•]\s*+){2,}+(?P<page>\d*[IVXⅠ-Ⅻ\s]*$)?|(?P<bare>\s\d{1,3}$)")


def contents_range(blocks: Sequence[Paragraph | Grid], start: int, end: int) -> range:
    """The blocks of the contents list within `[start:end)`: from 目录 to where its first entry stands again as text."""
    head = next((i for i in range(start, end) if _HEAD.fullmatch(_text(blocks[i]))), None)
    if head is None or head + 1 >= end:
        return _unheaded(blocks, start, end)
    first = _entry(blocks[head + 1])
    again = next((i for i in range(head + 2, end) if _entry(blocks[i]) == first), None)
    if again is not None and not any(is_prose(_text(b)) and not _has_page(b) for b in blocks[head:again]):
        return range(head, again)
    stop = head + 1
    while stop < end and _has_page(blocks[stop]):
        stop += 1
    return range(head, stop)


def is_contents_head(text: str) -> bool:
    """The line is nothing but 目录 or 目次, which heads a list of contents and is no title."""
    return _HEAD.fullmatch(squeezed(text)) is not None


def _unheaded(blocks: Sequence[Paragraph | Grid], start: int, end: int) -> range:
    """A list of contents without 目录: headings right under the title that stand again, from the first on, as text."""
    if dotted := _dotted(blocks, start, end):
        return dotted
    first = _entry(blocks[start]) if start < end else ""
    again = next((i for i in range(start + 1, end) if first and _entry(blocks[i]) == first), None)
    if again is None or again - start < _FEWEST_ENTRIES:
        return range(0)
    entries = [_entry(block) for block in blocks[start:again]]
    below = {_entry(block) for block in blocks[again:end]}
    return range(start, again) if all(entry and entry in below for entry in entries) else range(0)


def _text(block: Paragraph | Grid) -> str:
    return squeezed(block.text) if isinstance(block, Paragraph) else ""


def _has_page(block: Paragraph | Grid) -> bool:
    return isinstance(block, Paragraph) and any(
        _without_page(text) != text for text in (block.text.strip(), _text(block))
    )


def _entry(block: Paragraph | Grid) -> str:
    bare = _without_page(block.text.strip()) if isinstance(block, Paragraph) else ""
    return _without_page(squeezed(bare))


def _without_page(text: str) -> str:
    """An entry of a contents list without the page at its end, and the dots that lead there."""
    return _LEADER.sub(lambda found: "" if found.lastgroup else found[0], text)


def _dotted(blocks: Sequence[Paragraph | Grid], start: int, end: int) -> range:
    """Lines with leader dots among the first of a document, whatever heads them; a line cut in two may stand between."""
    lines = [i for i in range(start, end) if _DOTS.search(_text(blocks[i]))]
    run: list[int] = []
    for i in lines:
        if run and i - run[-1] > _WIDEST_GAP:
            break
        run.append(i)
    near = run and run[0] - start <= _FEWEST_ENTRIES
    return range(run[0], run[-1] + 1) if near and len(run) >= _FEWEST_ENTRIES else range(0)
