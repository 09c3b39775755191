"""What each part of a document's body is, by the evidence of its lines: entries, a roster, or text with clauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parsers.facts.readings import LinesRead
from parsers.facts.tables.tables import is_caption
from parsers.language.labels import match_label
from parsers.language.names.context import Context
from parsers.layout.elements import Part, prose
from schema.document import BlockKind
from schema.source import Paragraph

_BODY = ("paragraph", "table", "note", "caption", "event", "appointment", "roster")


def refined(parts: Sequence[Part], context: Context, read: Iterable[LinesRead]) -> list[Part]:
    """The parts with what they are, as their lines are read; entries and rosters keep the spaces between columns."""
    if context.role in ("chronicle", "appointments"):
        kind: BlockKind = "event" if context.role == "chronicle" else "appointment"
        return [Part(kind, p.content) if p.kind == "paragraph" else p for p in parts]
    known = _regions(parts, read)
    found: list[Part] = []
    for i, part in enumerate(parts):
        if i in known:
            found.append(Part(known[i], part.content))
        elif isinstance(part.content, Paragraph) and part.kind in _BODY:
            paragraph = prose(part.content)
            above_table = i + 1 < len(parts) and parts[i + 1].kind == "table"
            caption = above_table and is_caption(paragraph.text) and match_label(paragraph.text) is None
            found.append(Part("caption" if caption else part.kind, paragraph))
        else:
            found.append(part)
    return found


def _regions(parts: Sequence[Part], readings: Iterable[LinesRead]) -> dict[int, BlockKind]:
    """The paragraphs that list members or are entries of a chronicle, by their place."""
    known: dict[int, BlockKind] = {}
    for found in readings:
        if found.verdict.holds:
            kind: BlockKind = "roster" if found.kind == "roster" else "event"
            known |= dict.fromkeys(range(found.start, found.end), kind)
    return {i: kind for i, kind in known.items() if parts[i].kind == "paragraph"}


def lines_of(parts: Sequence[Part]) -> list[str]:
    """The lines that are weighed, one for each part; what is no running text is an empty one."""
    return [part.text if part.kind == "paragraph" else "" for part in parts]
