"""Which document a printed title, document number or key means, among those that are being loaded."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ingest.load.source.outline import Listed
from schema.document import ContentsLine, Document
from schema.tokens import fold

# 南通市人民政府办公室关于…的意见 is cited as 关于…的意见
_ISSUER_BEFORE_TITLE = re.compile(r"^[^关]{2,30}(?=关于)")
_SPACE_OR_SIGN = re.compile(r"[\W_]+")
_ORDER_OF_PARENTS = {
    "instrument": ("notice", "instrument", "annex"),
    "annex": ("instrument", "notice", "annex"),
}


class DocumentLinks:
    """The documents of a load, by number and by title."""

    def __init__(self, documents: Iterable[Listed]) -> None:
        self._by_number: dict[str, list[Listed]] = defaultdict(list)
        self._by_title: dict[str, list[Listed]] = defaultdict(list)
        self._by_short_title: dict[str, list[Listed]] = defaultdict(list)
        self.ids: set[str] = set()
        for document in documents:
            self.ids.add(document.id)
            self._by_title[plain(document.title)].append(document)
            self._by_short_title[plain(_without_issuer(document.title))].append(document)
            if document.doc_number:
                self._by_number[plain(document.doc_number)].append(document)

    def cited(self, found: str | None, title: str | None, doc_number: str | None, by: Listed) -> str | None:
        """The id of the document that a citation in the document `by` means.

        It is that which the parser found, else that of its number, else that of its title.
        """
        if found in self.ids:
            return found
        title = plain(title or "")
        numbered = self._by_number.get(plain(doc_number or ""), [])
        if numbered:
            issued = [d for d in self._by_title.get(title, []) if d.parent in {n.key for n in numbered}]
            return _newest(issued or numbered, by)
        if doc_number or not title:
            return None
        short = self._by_short_title.get(title, [])
        return _newest(self._by_title.get(title) or (short if len(short) == 1 else []), by)


def parent_of(document: Document, issue: Sequence[Document]) -> str | None:
    """The id of the document of the same source whose key `document` names as its parent."""
    named = [other for other in issue if other.key == document.parent and other.id != document.id]
    listing = [other for other in named if document.title in other.annexes]
    order = _ORDER_OF_PARENTS.get(document.role, ())
    ranked = sorted(listing or named, key=lambda d: order.index(d.role) if d.role in order else len(order))
    return ranked[0].id if ranked else None


def document_of(line: ContentsLine, issue: Sequence[Document]) -> str | None:
    """The id of the document of the same source that a line of the printed contents names."""
    ids = {document.id for document in issue}
    if line.document in ids:
        return line.document
    title = plain(line.title)
    same = [d for d in issue if plain(d.title) == title]
    numbered = [d for d in issue if d.doc_number and plain(d.doc_number) in title]
    return next((document.id for document in [*same, *numbered]), None)


def called(title: str, doc_number: str | None) -> set[str]:
    """What a document may be cited as, made alike: its title, with and without who issued it, and its number."""
    return {plain(title), plain(_without_issuer(title)), plain(doc_number or "")} - {""}


def _newest(documents: Sequence[Listed], by: Listed) -> str | None:
    """The newest of the documents that is not newer than `by`, and not `by` itself."""
    others = [d for d in documents if d.id != by.id]
    earlier = [d for d in others if not by.issued_on or (d.issued_on or "") <= by.issued_on]
    return max(earlier or others, key=lambda d: (d.issued_on or "", d.id)).id if others else None


def plain(text: str) -> str:
    """The text without signs, spaces and differences of width: how a title is compared."""
    return _SPACE_OR_SIGN.sub("", fold(text))


def _without_issuer(title: str) -> str:
    return _ISSUER_BEFORE_TITLE.sub("", title)
