"""What each part of a document's body is, by the evidence of its lines: entries, a roster, or text with clauses."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.facts.people.rosters import find_rosters
from parsers.facts.tables.tables import is_caption
from parsers.language.labels import match_label
from parsers.language.names.context import Context
from parsers.layout.elements import Part, prose
from parsers.layout.evidence.chronicle import chronicle_regions
from schema.document import BlockKind
from schema.source import Paragraph

_BODY = ("paragraph", "table", "note", "caption", "event", "appointment", "roster")


def refined(parts: Sequence[Part], context: Context) -> list[Part]:
    """The parts with what they are; entries and rosters keep the spaces that separate their columns."""
    if context.role in ("chronicle", "appointments"):
        kind: BlockKind = "event" if context.role == "chronicle" else "appointment"
        return [Part(kind, p.content) if p.kind == "paragraph" else p for p in parts]
    known = _regions(parts, context)
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


def _regions(parts: Sequence[Part], context: Context) -> dict[int, BlockKind]:
    """The paragraphs that list members or are entries of a chronicle, by their place."""
    lines = [part.text if part.kind == "paragraph" else "" for part in parts]
    known: dict[int, BlockKind] = {}
    for roster in find_rosters(lines, context.title):
        known |= dict.fromkeys(range(roster.start, roster.end), "roster")
    for region in chronicle_regions(
        ["" if i in known else line for i, line in enumerate(lines)], context.title
    ):
        if region.verdict.holds:
            known |= dict.fromkeys(range(region.start, region.end), "event")
    return {i: kind for i, kind in known.items() if parts[i].kind == "paragraph"}
