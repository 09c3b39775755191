"""A reading into the rows of a gazette: front matter, documents, clauses, facts, doubts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from parsers.facts.bodies import read_body
from parsers.facts.citations.republished import find_mismatches
from parsers.facts.contents import same_title, with_documents
from parsers.facts.duties.unknown import unknown_names
from parsers.facts.guard import Guard, Place
from parsers.facts.hanging import Body
from parsers.facts.identity import document_ids, with_board_ids, with_fact_ids
from parsers.facts.people.board import read_board
from parsers.facts.people.namesakes import doubtful_names
from parsers.facts.slips import find_slips
from parsers.facts.told import in_heads, told
from parsers.facts.understanding import doubt_heads, doubt_understanding, understood, with_shares
from parsers.language.names.context import Context
from parsers.language.names.doc_types import doc_type_of
from parsers.language.names.organisations import knowing, place_of
from parsers.language.spacing import squeezed
from parsers.layout.documents import Draft, draft_documents
from parsers.layout.elements import Part
from parsers.layout.glued import lead_of
from parsers.layout.issue import Front, editor_name, make_issue, number_doubts, split_front
from parsers.layout.placing import place
from parsers.layout.said import Said, add_what_is_said, what_is_said
from parsers.layout.titles import is_title
from schema.document import (
    Block,
    Diagnostic,
    Discarded,
    Document,
    FrontBlock,
    Gazette,
    Page,
    ParsedDocument,
    Source,
    fact_lists,
)
from schema.facts import Appointment, Deadline, Event, RosterMember
from schema.source import Declaration, Grid, Paragraph, Reading

_SHORT_TEXT = 40  # characters; a line above less than this is no title of a document
_FACTS = (*fact_lists(), "rosters", "events", "tables")
_NO_DOCUMENT = Diagnostic(
    severity="warning",
    code="no_document",
    message="来源中没有标题、编号，也没有任何可提取的事实，似乎不是公文。",
)


def parse_reading(reading: Reading, declaration: Declaration, source: Source) -> Gazette:
    """Everything a source says. `declaration` fills in what its publisher leaves unprinted."""
    with knowing(declaration.names):
        return _parse_reading(reading, declaration, source)


def _parse_reading(reading: Reading, declaration: Declaration, source: Source) -> Gazette:
    front = split_front(reading.blocks)
    blocks, editor = _without_editor(reading.blocks[front.end :])
    guard = Guard()
    said = what_is_said(reading.metadata, in_news=bool(lead_of(reading.blocks)))
    titles = [line.title for line in front.lines] + ([said.title] if said.title else [])
    drafts = guard.run("documents", Place(), lambda: draft_documents(blocks, titles))
    differences = guard.run("metadata", Place(), lambda: add_what_is_said(drafts, said))
    front_blocks = [*_front_blocks(front, editor)]
    if not drafts:
        front_blocks += _leftovers(Part("table" if isinstance(b, Grid) else "paragraph", b) for b in blocks)
    diagnostics = [*differences]
    issue = None
    if declaration.is_issue or front.masthead or (declaration.gazette and _tops(drafts) > 1):
        editors_name = editor_name(editor.text) if editor else None
        board = tuple(guard.run("board", Place(), lambda: read_board(front)))
        issue = with_board_ids(make_issue(front, board, declaration, editors_name, source.path))
        diagnostics += number_doubts(front, declaration, source.path, reading.places)
    identifiers = document_ids(drafts, issue, declaration, source.path)
    stamps = [reading.source[d.start : d.end] for d in reading.discards if d.name == "navigation"]
    page_says = "\n".join([*(value for _, value in reading.metadata), *stamps])
    parsed: list[tuple[ParsedDocument, Body]] = []
    for draft in drafts:
        place = Place(identifiers[id(draft)])
        made = guard.value(
            "documents", place, partial(_parse, draft, identifiers, declaration, front, page_says)
        )
        parsed += [made] if made else []
        front_blocks += [] if made else _leftovers(draft.elements.parts)
    if not any(_says_something(document) for document, _ in parsed):
        diagnostics += [] if guard.doubts else [_NO_DOCUMENT]
        front_blocks += [block for _, body in parsed for block in _leftovers(p.part for p in body.placed)]
        parsed = []
    for document, body in parsed:
        identifier = document.document.id
        slips = guard.run("slips", Place(identifier), partial(find_slips, body.placed, identifier))
        diagnostics += [*_unsaid(body, said), *slips, *doubt_understanding(document), *doubt_heads(document)]
    documents = tuple(with_fact_ids(document) for document, _ in _with_metadata(parsed, reading, said))
    discards = tuple(_discards(reading, front))
    documents = tuple(with_shares(documents, discards))
    diagnostics = [*told(reading.doubts, documents), *in_heads(diagnostics, documents)]
    diagnostics += guard.run("mismatches", Place(), lambda: find_mismatches(documents))
    diagnostics += guard.run("namesakes", Place(), lambda: doubtful_names(documents))
    if issue is not None and documents:
        linked = partial(with_documents, issue, documents, front, reading.places)
        issue, missing = guard.value("contents", Place(), linked) or (issue, [])
        diagnostics += missing
    diagnostics += guard.run("names", Place(), lambda: unknown_names(documents, declaration.place))
    diagnostics += guard.doubts
    return Gazette(
        source=source,
        pages=tuple(_pages(reading)),
        issue=issue,
        documents=documents,
        diagnostics=tuple(diagnostics),
        front=tuple(front_blocks),
        discards=discards,
    )


def _unsaid(body: Body, said: Said) -> list[Diagnostic]:
    """The doubts of a body without that of its title, where the page says the same title."""
    return [
        doubt
        for doubt in body.diagnostics
        if doubt.code != "close_reading"
        or squeezed(body.text[doubt.char_start : doubt.char_end]) != said.title
    ]


def _with_metadata(
    parsed: Sequence[tuple[ParsedDocument, Body]], reading: Reading, said: Said
) -> Iterator[tuple[ParsedDocument, Body]]:
    """The documents, the first with what its page says of it."""
    for i, (document, body) in enumerate(parsed):
        if i or not reading.metadata:
            yield document, body
            continue
        row = document.document
        metadata = dict(row.metadata or {})
        for label, value in reading.metadata:
            metadata.setdefault(label, value)
        until = row.effective_until or said.effective_until
        row = row.model_copy(update={"metadata": metadata, "effective_until": until})
        yield document.model_copy(update={"document": row}), body


def _without_editor(blocks: Sequence[Paragraph | Grid]) -> tuple[list[Paragraph | Grid], Paragraph | None]:
    """The blocks without the line that names the responsible editor, and that line."""
    editor = next((b for b in blocks if isinstance(b, Paragraph) and editor_name(b.text)), None)
    return [block for block in blocks if block is not editor], editor


def _front_blocks(front: Front, editor: Paragraph | None) -> Iterator[FrontBlock]:
    lines = [("masthead", p) for p in front.masthead] + [("contents", p) for p in front.contents]
    for kind, paragraph in [*lines, *([("editor", editor)] if editor else [])]:
        ranges = paragraph.content.source_ranges(0, len(paragraph.content))
        yield FrontBlock.model_validate(
            {"kind": kind, "text": paragraph.text, "page": paragraph.page, "source": tuple(ranges)}
        )


def _pages(reading: Reading) -> Iterator[Page]:
    for mark in reading.pages:
        yield Page(page=mark.page, page_label=mark.label, section=mark.section)


def _discards(reading: Reading, front: Front) -> Iterator[Discarded]:
    for discard in reading.discards:
        yield Discarded(name=discard.name, source=(discard.start, discard.end))
    for leader in front.leaders:
        for source in leader.source_ranges(0, len(leader)):
            yield Discarded(name="leader_dots", source=source)


def _tops(drafts: Sequence[Draft]) -> int:
    """How many documents stand on their own feet."""
    return sum(draft.parent is None for draft in drafts)


def _parse(
    draft: Draft,
    identifiers: dict[int, str],
    declaration: Declaration,
    front: Front,
    page_says: str = "",
) -> tuple[ParsedDocument, Body]:
    context = Context(
        place=declaration.place or place_of(draft.issuer, draft.title),
        title=draft.title,
        doc_type=doc_type_of(draft.title),
        role=draft.role,
        issuer=draft.issuer,
        issued_on=draft.issued_on,
        above=page_says,
    )
    body = read_body(draft.elements.parts, context, identifiers[id(draft)])
    document = _document_row(draft, body, identifiers[id(draft)], _section(draft, front))
    parsed = ParsedDocument(
        document=document, blocks=tuple(_blocks(body)), clauses=tuple(body.clauses), tables=tuple(body.tables)
    )
    return parsed.model_copy(update={name: tuple(rows) for name, rows in body.rows.items()}), body


def _document_row(draft: Draft, body: Body, identifier: str, section: str | None) -> Document:
    deadlines = body.of(Deadline)
    pages = [
        page for placed in body.placed for page in (placed.page_at(placed.start), placed.page_at(placed.end))
    ]
    known = [page for page in pages if page is not None]
    entries = [row.char_start for kind in (RosterMember, Appointment, Event) for row in body.of(kind)]
    return Document(
        id=identifier,
        key=draft.key,
        role=draft.role,
        title=draft.title,
        doc_number=squeezed(draft.elements.doc_number) if draft.elements.doc_number else None,
        doc_type=doc_type_of(draft.title),
        issuer=draft.issuer,
        issued_on=draft.issued_on,
        addressees=draft.elements.addressees,
        effective_from=next((d.start for d in deadlines if d.kind == "effective" and d.start), None),
        effective_until=next((d.due for d in deadlines if d.kind == "validity" and d.due), None),
        parent=draft.parent.key if draft.parent else None,
        section=section,
        annexes=draft.elements.annexes,
        page_start=min(known, default=None),
        page_end=max(known, default=None),
        metadata=dict(draft.elements.said) or None,
        understood=understood(body.text, tuple(_blocks(body)), body.clauses, entries),
        text=body.text,
    )


def _section(draft: Draft, front: Front) -> str | None:
    """The gazette's column: that of the contents line for the document or its notice, else the one printed above."""
    top = draft
    while top.parent is not None:
        top = top.parent
    announced = next((line.section for line in front.lines if same_title(line.title, top.title)), None)
    return announced or draft.section


def _says_something(parsed: ParsedDocument) -> bool:
    """There is a head, a label or a fact: anything by which a text is known as an official document."""
    document = parsed.document
    told = is_title(document.title) or sum(len(clause.text) for clause in parsed.clauses) > _SHORT_TEXT
    head = (told and document.title, document.doc_number, document.issuer, document.issued_on)
    return (
        any(head)
        or any(clause.label for clause in parsed.clauses)
        or any(getattr(parsed, name) for name in _FACTS)
    )


def _leftovers(parts: Iterable[Part]) -> Iterator[FrontBlock]:
    for placed in place(parts)[1]:
        page = placed.page_at(placed.start)
        yield FrontBlock(kind=placed.part.kind, text=placed.text, page=page, source=placed.source)


def _blocks(body: Body) -> Iterator[Block]:
    numbered = {clause.char_start for clause in body.clauses if clause.label}
    for placed in body.placed:
        yield Block(
            kind="clause" if placed.start in numbered else placed.part.kind,
            char_start=placed.start,
            char_end=placed.end,
            page=placed.page_at(placed.start),
            source=placed.source,
        )
