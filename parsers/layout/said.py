"""What a web page says of its document beside the document's own head: title, number, issuer, date, end of validity.

The document's own words come first; where they are silent the page's are taken, where they differ it is doubted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsers.language.dates import parse_date
from parsers.language.lexicon import table
from parsers.language.names.doc_numbers import is_doc_number
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed
from parsers.layout.documents import Draft
from parsers.layout.line_shapes import NEWS_TITLE, is_signature
from schema.document import Diagnostic

_META = {"ArticleTitle": "title", "ContentSource": "publisher"}
"""The names that the national rule for government sites gives the meta tags that say something of a document."""

_DATE = lazy(r"\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}(?:\s*日)?")
_SEPARATORS = lazy(r"[./]")
_SHORTEST_BODY = 6
_JOINT = lazy(r"[\s,，、;；]+")


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says of its document, in the forms of a document's fields; None where it is silent."""

    title: str | None = None
    doc_number: str | None = None
    issuer: str | None = None
    publisher: str | None = None
    issued_on: str | None = None
    effective_until: str | None = None


def what_is_said(metadata: Sequence[tuple[str, str]], in_news: bool = False) -> Said:
    """The fields among a page's labels and values; `in_news` says that the page's title is a news agency's headline."""
    values: dict[str, str] = {}
    for role, value in _roles(metadata):
        values.setdefault(role, value)
    title = squeezed(values.get("title", ""))
    news = NEWS_TITLE.fullmatch(title) if in_news else None
    number, publisher = (squeezed(values.get(role, "")) for role in ("number", "publisher"))
    return Said(
        title=(news["title"] if news else title) or None,
        doc_number=number if is_doc_number(number) else None,
        issuer="、".join(filter(None, _JOINT.split(_issuer(values)))) or None,
        publisher=publisher if len(publisher) >= _SHORTEST_BODY and is_signature(publisher) else None,
        issued_on=_date(values.get("date", "")),
        effective_until=_date(values.get("expires", "")) or _date(values.get("validity", "")),
    )


def _issuer(values: Mapping[str, str]) -> str:
    """Who is said to issue the document: by a label, else by the red head of its paper, `临江市人民政府文件`."""
    return values.get("issuer", "").strip() or values.get("red_head", "").strip().removesuffix("文件").strip()


def add_what_is_said(drafts: Sequence[Draft], said: Said) -> list[Diagnostic]:
    """Fill in the heads where they are silent: the first document's by its page, each one's by the fields under its title;
    what differs is doubted.
    """
    doubts: list[Diagnostic] = []
    for i, draft in enumerate(drafts):
        for each in ([said] if i == 0 else []) + [what_is_said(draft.elements.said)]:
            doubts += _differences(draft, each)
            _fill(draft, each)
        parent = draft.parent
        draft.issuer = draft.issuer or (parent.issuer if parent else None)
        draft.issued_on = draft.issued_on or (parent.issued_on if parent else None)
    return doubts


def _fill(draft: Draft, said: Said) -> None:
    elements = draft.elements
    elements.title = elements.title or (said.title or "")
    elements.doc_number = elements.doc_number or said.doc_number
    draft.issuer = draft.issuer or said.issuer or said.publisher
    draft.issued_on = draft.issued_on or said.issued_on


def _roles(metadata: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    known = {row["label"]: row["role"] for row in table("page_labels")} | _META
    return ((known[label], value) for label, value in metadata if known.get(label, "other") != "other")


def _differences(draft: Draft, said: Said) -> Iterator[Diagnostic]:
    number = squeezed(draft.elements.doc_number or "")
    for name, own, other in (
        ("发文字号", number, said.doc_number),
        ("成文日期", draft.issued_on, said.issued_on),
    ):
        if own and other and own != other:
            yield Diagnostic(
                severity="warning",
                code="metadata_differs",
                message=f"说明栏或页眉所标{name}“{other}”与正文“{own}”不一致，以正文为准。",
            )


def _date(text: str) -> str | None:
    match = _DATE.search(text)
    return parse_date(_SEPARATORS.sub("-", squeezed(match[0]))) if match else None
