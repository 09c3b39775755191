"""Cited clauses: places named in a cited document or in the text's own (《…条例》第三十条第二款, 本办法第十条, 前款)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parsers.facts.hanging import Passage
from parsers.language.labels import NUMBER
from parsers.language.mentions import Mention, find_mentions, full_names, masked_titles
from parsers.language.names.context import Context
from parsers.language.names.doc_types import doc_type_of, doc_types
from parsers.language.names.pinpoints import Pinpoint, Position, read_pinpoints
from parsers.language.patterns import SENTENCE_END, lazy
from parsers.layout.outline import Outline
from schema.document import Clause, Diagnostic
from schema.facts import ClauseCitation

_TYPES = "|".join(sorted(doc_types(), key=len, reverse=True))
_PLACE = lazy(r"第[^，。；\s]{1,9}?(?:[条款项章]|部分)|前[一二两三]?[条款项]")
# 》第八条  》（以下简称《办法》）第八条  号文件第三部分  》中的第二条
_AFTER_MENTION = lazy(r"\s?(?:文件?)?(?:[（(][^（）()]*[）)])?\s?(?:中的?|的)?\s?")
# 本办法第十条  本实施细则第五条
_OWN = lazy(
    rf"本(?:暂行|试行|实施|管理|工作|行动|应急|若干|补充)*(?P<type>{_TYPES})\s?(?:中的?|的)?\s?(?=第|附件)"
)
# 该办法第八条  前述文件附件1第四条
_THAT = lazy(rf"(?:该|前述|上述)(?P<type>文件|{_TYPES})\s?(?:中的?|的)?\s?(?=第|附件)")
# 前款规定  本条第一款  not 目前款项, 之前条件
_RELATIVE = lazy(
    r"(?:本条|(?<![之以目此提年月日先]))前[一二两三]?(?:款|条|项)(?=规定|所[列称述]|第|中|的|之|情形|行为|[、和及或])|本[条款项](?=第)"
)
# 违反第十条规定  有第五条第（三）项情形的  ，第一款规定的, not 有第三项行为的: of the article cited before, or of its own
_BARE = lazy(
    rf"(?:^|[，,。；;：:\n]|违反|违背|按照?|依照|依据|根据|参照|符合|适用|执行|除|[具]?有|属于|具备|遵守|超出|达到|对|在)"
    rf"(?P<place>第{NUMBER}(?P<sign>[条款]))"
)
# 第十条规定  第十条第一款所列情形  依照第十条处理, not 有第三条高速公路
_LEGAL = lazy(
    r"[，,。；;：:]|$|规定|所[列称述指]|[的之中]|情形|要求|条件|行为|办理|执行|处理|处罚|追究|作出|予以|给予"
)
_ARTICLE = lazy(rf"第{NUMBER}条")


@dataclass(frozen=True, slots=True)
class _Found:
    """A place cited in a clause's text; `document` is None for the text's own, `doubtful` if it must be there to count."""

    pinpoint: Pinpoint
    start: int
    document: Mention | None = None
    doubtful: bool = False


class CitedClauses:
    """Finds the places that a document's clauses cite, read in order: one row per place and clause.

    A place of its own is linked to the clause; one in another document when that is at hand. What an amending decision
    quotes speaks of another document: there, only documents named are taken.
    """

    def __init__(self, clauses: Sequence[Clause] = (), document: str | None = None) -> None:
        """`document` is the id of the document that the clauses are of."""
        self._outline = Outline(clauses)
        positions = zip(clauses, self._outline.positions(), strict=True)
        self._positions = {clause.id: position for clause, position in positions}
        self._document = document
        self._names: dict[str, Mention] = {}

    def cited_in(self, passage: Passage) -> Iterator[ClauseCitation]:
        """The places that one clause's text cites, each once; the short names that it declares hold from there on."""
        clause = passage.clause.id if passage.clause else ""
        self._names |= full_names(passage.text)
        if not _PLACE.search(passage.text):
            return
        seen: set[tuple[str | None, str | None, str]] = set()
        reader = _Reader(passage.text, passage.context, self._names, self._positions.get(clause))
        for found in reader.read():
            row = _row(found, passage.text, self._outline, self._document)
            if row and row.cited_clause != (clause or None) and (name := _name(row)) not in seen:
                seen.add(name)
                yield row


def find_clause_citations(text: str, context: Context) -> list[ClauseCitation]:
    """The places that a text cites in the documents that it names."""
    return list(CitedClauses().cited_in(Passage(text, 0, context)))


def _name(row: ClauseCitation) -> tuple[str | None, str | None, str]:
    return row.title, row.doc_number, row.cited_path


def missing_clauses(rows: Sequence[ClauseCitation], document: str) -> list[Diagnostic]:
    """One doubt for each place that a document cites in itself and that is not there."""
    return [
        Diagnostic(
            document=document,
            severity="warning",
            code="missing_clause",
            message=f"本文件中没有所引的“{row.quote}”，请核对原文。",
            page=row.page,
            char_start=row.char_start,
            char_end=row.char_end,
        )
        for row in rows
        if row.cited_document == document
        and row.cited_clause is None
        and not row.cited_path.startswith("附件")
    ]


class _Reader:
    """Reads the places that one clause's text cites."""

    def __init__(
        self, text: str, context: Context, names: dict[str, Mention], position: Position | None
    ) -> None:
        self.text = text
        self.masked = masked_titles(text)
        self.own_type = doc_type_of(context.title) or ""
        self.amends = self.own_type == "决定" and ("修改" in context.title or "修正" in context.title)
        self.position = position
        self.mentions = [_in_full(mention, names) for mention in find_mentions(text, self.masked)]
        self._done = 0

    def read(self) -> list[_Found]:
        """All places in order; none is read twice."""
        starts = sorted({*self._named(), *self._that(), *(() if self.amends else self._own())}, key=_order)
        return [found for start in starts for found in self._at(start)]

    def _named(self) -> Iterator[tuple[int, int, Mention | None, bool]]:
        """Where places may begin after a document that is named, as `(start, place, document, doubtful)`."""
        for mention in self.mentions:
            after = _AFTER_MENTION.match(self.text, mention.end)
            if after:
                yield after.end(), after.end(), mention, False

    def _that(self) -> Iterator[tuple[int, int, Mention | None, bool]]:
        """该办法: the document named last, where it is one; 前述文件: the only one that the clause names."""
        for match in _THAT.finditer(self.masked):
            before = [mention for mention in self.mentions if mention.end <= match.start()]
            one = len({(m.title, m.number) for m in before}) == 1
            kind = doc_type_of(before[-1].title or "") if before else None
            if before and (one if match["type"] == "文件" else (kind or "").endswith(match["type"])):
                yield match.start(), match.end(), before[-1], False

    def _own(self) -> Iterator[tuple[int, int, Mention | None, bool]]:
        """Where places of the text's own document may begin."""
        for match in _OWN.finditer(self.masked):
            if self.own_type.endswith(match["type"]):
                yield match.start(), match.end(), None, False
        if self.position is None:
            return
        for match in _RELATIVE.finditer(self.masked):
            yield match.start(), match.start(), None, True
        for match in _BARE.finditer(self.masked):
            if not self._names_another(match.start()) and not self._is_anothers(match):
                yield match.start("place"), match.start("place"), None, True

    def _names_another(self, position: int) -> bool:
        """Whether the sentence has named a document before: 依照《甲法》办理，不适用第三条 may speak of either."""
        ends = [match.end() for match in SENTENCE_END.finditer(self.masked, 0, position)]
        return any((ends[-1] if ends else 0) <= mention.start < position for mention in self.mentions)

    def _is_anothers(self, match: re.Match[str]) -> bool:
        """Whether a 款 may be one of an article cited before: 违反第八条规定，有第一款所列行为的."""
        item = self.position is not None and self.position.item is not None
        return match["sign"] == "款" and (
            item or _ARTICLE.search(self.masked, 0, match.start("place")) is not None
        )

    def _at(self, begin: tuple[int, int, Mention | None, bool]) -> Iterator[_Found]:
        start, place, document, doubtful = begin
        if start < self._done:
            return
        own = self.position if doubtful else None
        places = read_pinpoints(self.text, place, own)
        if doubtful and places and not _LEGAL.match(self.text, places[-1].end):
            return
        for number, pinpoint in enumerate(places):
            self._done = pinpoint.end
            yield _Found(pinpoint, pinpoint.start if number else start, document, doubtful)


def _order(begin: tuple[int, int, Mention | None, bool]) -> tuple[int, bool]:
    """By place; what is certain before what must be there to count."""
    return begin[0], begin[3]


def _in_full(mention: Mention, names: dict[str, Mention]) -> Mention:
    """The mention of a short name with the title and number of the document that it stands for."""
    full = names.get(mention.title or "")
    return mention if full is None else replace(mention, title=full.title, number=full.number)


def _row(found: _Found, text: str, outline: Outline, document: str | None) -> ClauseCitation | None:
    pinpoint, named = found.pinpoint, found.document
    clause = outline.find(pinpoint.steps) if named is None else None
    if found.doubtful and not (clause and clause[1]):
        return None
    return ClauseCitation(
        title=named.title if named else None,
        doc_number=named.number if named else None,
        cited_path=pinpoint.path,
        cited_document=None if named else document,
        cited_clause=clause[0].id if clause else None,
        quote=text[found.start : pinpoint.end],
        char_start=found.start,
        char_end=pinpoint.end,
    )
