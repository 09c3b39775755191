"""An issue's documents: the role each plays, the notice that issues it, its issuer and date (guidelines, `document`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.language.answers.gazette_columns import column_holds
from parsers.language.lexicon import words
from parsers.language.names.doc_types import doc_type_of, doc_types
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed
from parsers.layout.document_spans import split_documents
from parsers.layout.elements import Elements, read_elements
from parsers.layout.evidence.kind import Kind, weigh_parts
from parsers.layout.glued import without_glue
from parsers.layout.provenance import date_of, issuer_of
from parsers.layout.statements import with_statements
from parsers.layout.titles import is_appointments_title
from schema.document import DocumentRole
from schema.source import Grid, Paragraph

_ISSUING = lazy(rf"{words('ISSUES').pattern}|{words('APPROVES').pattern}")
_LONGEST_KEY = 60


@dataclass(slots=True)
class Draft:
    """A document on its way: its elements, its role, the draft it belongs to."""

    elements: Elements
    role: DocumentRole = "instrument"
    section: str | None = None
    parent: Draft | None = None
    issuer: str | None = None
    issued_on: str | None = None
    _words: str | None = None

    @property
    def title(self) -> str:
        """The title, squeezed."""
        return self.elements.title

    @property
    def words(self) -> str:
        """All that it says, title first, squeezed."""
        if self._words is None:
            self._words = squeezed(self.title + "".join(part.text for part in self.elements.parts))
        return self._words

    @property
    def key(self) -> str:
        """The document number, or the title where there is none."""
        return self.elements.doc_number or self.title or self.first_words

    @property
    def first_words(self) -> str:
        """What a text without a title begins with, up to its first 。."""
        text = squeezed(self.elements.parts[0].text) if self.elements.parts else ""
        return text.partition("。")[0][:_LONGEST_KEY]


def draft_documents(blocks: Sequence[Paragraph | Grid], contents: Sequence[str]) -> list[Draft]:
    """The documents in reading order with role, parent, issuer and date. `contents` are the announced titles."""
    blocks = list(without_glue(blocks))
    drafts: list[Draft] = []
    section = None
    spans = with_statements(blocks, split_documents(blocks, contents))
    for span in spans:
        elements = read_elements(blocks[span.start : span.end], span.title - span.start, span.title_count)
        section = span.section or (None if _is_list(elements.title) else section)
        drafts.append(Draft(elements, section=section))
    earlier = _Earlier()
    for draft, following, span in zip(drafts, [*drafts[1:], None], spans, strict=False):
        _place(draft, earlier, following, span.marked_annex)
        earlier.add(draft)
    return drafts


@dataclass(slots=True)
class _Earlier:
    """What a draft asks of those before it: the last of them, the last that issues others, who lists which annex."""

    last: Draft | None = None
    notice: Draft | None = None
    listing: dict[str, Draft] = field(default_factory=dict)

    def add(self, draft: Draft) -> None:
        """A draft has its place."""
        self.last = draft
        if draft.role == "notice" or _amends(draft):
            self.notice = draft
        self.listing |= dict.fromkeys(draft.elements.annexes, draft)


def _is_list(title: str) -> bool:
    """A list of appointments or a chronicle, which stands in a column of its own."""
    return is_appointments_title(title) or column_holds(title) == "chronicle"


def _place(draft: Draft, earlier: _Earlier, following: Draft | None, marked_annex: bool) -> None:
    """Give the draft its role, its parent among the earlier ones, its issuer and its date."""
    elements = draft.elements
    listing, notice = earlier.listing.get(draft.title), earlier.notice
    kind = _kind_of(draft)
    if kind in ("chronicle", "appointments"):
        draft.role = kind
    elif listing is not None or marked_annex:
        draft.parent = listing or earlier.last
        draft.role = "instrument" if _carries_content(draft) else "annex"
    elif elements.doc_number is None and notice is not None and _names(notice, draft):
        draft.parent = notice
    elif following is not None and _issues(draft, following):
        draft.role = "notice"
    draft.issued_on = date_of(elements) or (draft.parent.issued_on if draft.parent else None)
    draft.issuer = issuer_of(elements) or (draft.parent.issuer if draft.parent else None)


def _kind_of(draft: Draft) -> Kind:
    """What its body is read as, by the evidence of its lines, tables and title."""
    return weigh_parts(draft.title, ((part.kind, part.text) for part in draft.elements.parts)).best


def _carries_content(draft: Draft) -> bool:
    term = doc_type_of(draft.title)
    return term is not None and doc_types()[term].carries


def _issues(draft: Draft, following: Draft) -> bool:
    """The draft issues the one printed after it: it is of a kind that can, and speaks of it."""
    term = doc_type_of(draft.title)
    return (
        term is not None
        and doc_types()[term].issues
        and following.elements.doc_number is None
        and not _amends(draft)
        and (_names(draft, following) or _ISSUING.search(draft.title) is not None)
        and not _is_list(following.title)
        and following.title not in draft.elements.annexes
    )


def _amends(draft: Draft) -> bool:
    """An amending decision, which republishes what it amends."""
    return doc_type_of(draft.title) == "决定" and "修改" in draft.title


def _names(notice: Draft, draft: Draft) -> bool:
    return squeezed(draft.title) in notice.words
