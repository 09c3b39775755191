"""Where facts are looked for: the passages of a document's body that a kind of fact is read in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from parsers.facts.hanging import Body, Passage
from parsers.language.names.context import Before, Context
from parsers.language.patterns import lazy
from parsers.layout.placing import Placed
from schema.document import Clause
from schema.facts import Event, RosterMember

_IN_LINE = lazy(".")
_ABOVE = 4  # lines above a chronicle that may say its year
BLOCKS = ("paragraph", "table", "note", "caption", "event", "appointment", "roster")
"""What a document's body is made of."""


def clauses(body: Body, context: Context) -> Iterator[Passage]:
    """Each clause's text, without its label, in order."""
    return in_clauses(body.text, body.clauses, context)


def in_clauses(text: str, rows: Sequence[Clause], base: Context) -> Iterator[Passage]:
    """The text of each clause of a document, with what its surroundings tell a fact parser.

    That is the headings above it, the text that leads to it, and what its clause said before.
    """
    own: dict[str, Clause] = {}
    said: dict[str, Before] = {}
    for clause in rows:
        start = clause.char_start + len(clause.label or "")
        parent = own.get(clause.parent or "")
        before = said.get(clause.path, Before()) if clause.label is None else Before()
        context = replace(
            base,
            path=clause.path,
            headings=_headings(clause, own),
            lead_in=parent.text if parent else "",
            before=before,
        )
        yield Passage(text[start : clause.char_end], start, context, clause)
        own[clause.id] = clause
        said[clause.path] = before.and_then(clause.text)


def _headings(clause: Clause, known: Mapping[str, Clause]) -> tuple[str, ...]:
    above = known.get(clause.parent or "")
    outer = _headings(above, known) if above else ()
    return (*outer, clause.heading) if clause.heading else outer


def operations(body: Body, context: Context) -> Iterator[Passage]:
    """Each numbered clause of an amending decision, its further paragraphs included."""
    ends = {clause.path: clause.char_end for clause in body.clauses}
    for clause in body.clauses if body.amending else ():
        if clause.label:
            start = clause.char_start + len(clause.label)
            yield Passage(
                body.text[start : ends[clause.path]], start, replace(context, path=clause.path), clause
            )


def chronicles(body: Body, context: Context) -> Iterator[Passage]:
    """The entries of each chronicle: of the whole document, or of the lines that are one."""
    if context.role == "chronicle":
        regions = [_from_first_to_last(body.placed, "event", "subtitle")]
    else:
        groups = groupby(body.placed, key=lambda placed: placed.part.kind)
        regions = [[*blocks] for kind, blocks in groups if kind == "event"]
    for blocks in filter(None, regions):
        start, end = blocks[0].start, blocks[-1].end
        above = body.text[:start].rsplit("\n", _ABOVE + 1)[-_ABOVE - 1 :]
        own = replace(context, above="\n".join([*above, context.above]))
        yield Passage(body.text[start:end], start, own, blocks=blocks)


def entries(body: Body, context: Context) -> Iterator[Passage]:
    """Each entry of a chronicle, and a list of appointments as a whole: what cites documents without being a clause."""
    spans = [(event.char_start, event.char_end) for event in body.of(Event)]
    listed = _from_first_to_last(body.placed, "appointment")
    spans += [(listed[0].start, listed[-1].end)] if listed else []
    for start, end in spans:
        yield Passage(body.text[start:end], start, context)


def lists_of_members(body: Body, context: Context) -> Iterator[Passage]:
    """All that may list or name members."""
    if context.role != "chronicle":
        blocks = [placed for placed in body.placed if placed.part.kind in (*BLOCKS, "remark")]
        yield Passage(_only(body, blocks), 0, context, blocks=blocks)


def acts(body: Body, context: Context) -> Iterator[Passage]:
    """All that may say who is appointed; what was read as a roster is blank."""
    kinds = {*BLOCKS, "subtitle"} - {"event", "roster"}
    blocks = [placed for placed in body.placed if placed.part.kind in kinds]
    members = [(row.char_start, row.char_end) for row in body.of(RosterMember)]
    yield Passage(_blanked(_only(body, blocks), members), 0, context, blocks=blocks)


def _only(body: Body, blocks: Iterable[Placed]) -> str:
    """The text with spaces for all that is not in these blocks."""
    own = [(placed.start, placed.end) for placed in blocks]
    between = zip((0, *(end for _, end in own)), (*(start for start, _ in own), len(body.text)), strict=True)
    return _blanked(body.text, between)


def _blanked(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """The text with a space for each character of some ranges, but for the ends of lines."""
    pieces, position = [], 0
    for start, end in sorted(ranges):
        if end > position:
            pieces += [text[position:start], _IN_LINE.sub(" ", text[max(start, position) : end])]
            position = end
    return "".join([*pieces, text[position:]])


def _from_first_to_last(placed: Sequence[Placed], *kinds: str) -> Sequence[Placed]:
    """The blocks from the first to the last of some kinds."""
    own = [i for i, each in enumerate(placed) if each.part.kind in kinds]
    return placed[own[0] : own[-1] + 1] if own else ()
