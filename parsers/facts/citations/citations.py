"""Cited documents: titles in 《》 with the number printed beside them, and numbers alone (guidelines, `citations`)."""

from __future__ import annotations

from parsers.facts.citations.citation_relations import Surroundings, relation_of
from parsers.language.lexicon import words
from parsers.language.mentions import HISTORY, Mention, find_mentions, masked_titles, short_names
from parsers.language.names.context import Context
from parsers.language.patterns import lazy
from schema.facts import Citation, Relation

_PAPERS, _WORKS = words("PAPERS"), words("WORKS")
_PRINTED = lazy(rf"(?:[^，。；《》]{{0,8}}?){words('PRINTED').pattern}")  # 《临江晚报》3月5日 | 创刊
_WIDTHS = str.maketrans("()[]【】（）", "〔〕〔〕〔〕〔〕")


def find_citations(text: str, context: Context) -> list[Citation]:
    """The documents that a clause cites, in order: one row each, none for what the clause cited before."""
    if HISTORY.fullmatch(text.strip()):
        return []
    masked = masked_titles(text)
    earlier, count = context.before.read_by(_Earlier), context.before.count
    short = short_names(text)
    mentions = [
        m
        for m in find_mentions(text, masked)
        if not _is_no_document(m, text)
        and m.start < short.get(m.title, len(text))
        and earlier.short.get(m.title, count) >= count
    ]
    rows: list[Citation] = []
    known = _Named()
    surroundings = Surroundings(masked)
    previous: tuple[int, Relation | None] | None = None
    for mention in mentions:
        told = relation_of(surroundings, mention.start, mention.end, previous, context)
        if told in (None, "mentions") and _is_announced(mention, context):
            told = "issues"
        previous = (mention.end, told)
        names, relation = _names(mention), told or "mentions"
        if not (known.holds(names, relation) or earlier.named.holds(names, relation, count)):
            rows.append(_row(mention, relation, text, () if told else ("relation_untold",)))
            known.add(names, relation)
    return rows


def _is_no_document(mention: Mention, text: str) -> bool:
    """Whether 《》 stands around a paper, a programme or a work: 《临江晚报》创刊, 话剧《…》."""
    if mention.title is None or mention.number:
        return False
    return bool(
        _PAPERS.ends(mention.title)
        or _PRINTED.match(text, mention.end)
        or _WORKS.ends(text[max(0, mention.start - 4) : mention.start])
    )


class _Named:
    """The documents named so far. Two mentions name one by its title, or by its number where a title is not printed."""

    def __init__(self) -> None:
        self._first: dict[tuple[str | None, str | None], dict[Relation | None, int]] = {}

    def add(self, names: tuple[str, str], relation: Relation | None, at: int = 0) -> None:
        """A title and a number were named, in the paragraph `at`."""
        title, number = names
        keys = [(title, number), (title, None)] if title else [("", number)]
        for key in [*keys, (None, number)]:
            self._first.setdefault(key, {}).setdefault(relation, at)

    def holds(self, names: tuple[str, str], relation: Relation, until: int = 1) -> bool:
        """Whether the document was named before the paragraph `until`, and not as what `relation` replaces."""
        title, number = names
        keys: list[tuple[str | None, str | None]] = []
        if title:
            keys = [(title, number), (title, ""), ("", number)] if number else [(title, None)]
        elif number:
            keys = [(None, number)]
        return any(
            at < until and not _replaces(relation, said)
            for key in keys
            for said, at in self._first.get(key, {}).items()
        )


class _Earlier:
    """What the paragraphs of a clause name, and the short names that they declare, with the paragraph of each."""

    def __init__(self) -> None:
        self.named = _Named()
        self.short: dict[str | None, int] = {}

    def read(self, number: int, paragraph: str) -> None:
        """Remember what a paragraph names."""
        for name in short_names(paragraph):
            self.short.setdefault(name, number)
        for mention in find_mentions(paragraph, masked_titles(paragraph)):
            self.named.add(_names(mention), None, number)


def _is_announced(mention: Mention, context: Context) -> bool:
    """Whether the title of a notice names the document: `关于印发某市养老服务行动计划的通知`."""
    title = _folded(mention.title)
    return context.role == "notice" and title != "" and title in _folded(context.title)


def _row(mention: Mention, relation: Relation, text: str, doubts: tuple[str, ...]) -> Citation:
    return Citation(
        doubts=doubts,
        title=mention.title,
        doc_number=mention.number,
        relation=relation,
        cited_document=None,
        quote=text[mention.start : mention.end],
        char_start=mention.start,
        char_end=mention.end,
    )


def _names(mention: Mention) -> tuple[str, str]:
    """A mention's title and number, folded; empty where not printed."""
    return _folded(mention.title), _folded(mention.number)


def _replaces(one: Relation, other: Relation | None) -> bool:
    """Whether one of two documents of a title takes the place of the other: it is issued, the old one repealed."""
    return {one, other} == {"issues", "repeals"}


def _folded(text: str | None) -> str:
    return "".join((text or "").split()).translate(_WIDTHS)
