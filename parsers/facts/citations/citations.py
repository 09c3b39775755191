"""Cited documents: titles in 《》 with the number printed beside them, and numbers alone (guidelines, `citations`)."""

from __future__ import annotations

from parsers.facts.citations.citation_relations import Surroundings, relation_of
from parsers.language.mentions import HISTORY, Mention, find_mentions, masked_titles, short_names
from parsers.language.names.context import Context
from schema.facts import Citation, Relation

_WIDTHS = str.maketrans("()[]【】（）", "〔〕〔〕〔〕〔〕")


def find_citations(text: str, context: Context) -> list[Citation]:
    """The documents that a clause cites, in order: one row each, none for what the clause cited before."""
    if HISTORY.fullmatch(text.strip()):
        return []
    masked = masked_titles(text)
    short = short_names(text) | dict.fromkeys(short_names(context.before), 0)
    mentions = [m for m in find_mentions(text, masked) if m.start < short.get(m.title, len(text))]
    rows: list[Citation] = []
    known: list[tuple[tuple[str, str], Relation | None]] = [
        (_names(mention), None) for mention in find_mentions(context.before, masked_titles(context.before))
    ]
    surroundings = Surroundings(masked)
    previous: tuple[int, Relation] | None = None
    for mention in mentions:
        relation = relation_of(surroundings, mention.start, mention.end, previous, context)
        if relation == "mentions" and _is_announced(mention, context):
            relation = "issues"
        previous = (mention.end, relation)
        names = _names(mention)
        if not any(_same(names, other) and not _replaces(relation, said) for other, said in known):
            rows.append(_row(mention, relation, text))
            known.append((names, relation))
    return rows


def _is_announced(mention: Mention, context: Context) -> bool:
    """Whether the title of a notice names the document: `关于印发某市养老服务行动计划的通知`."""
    title = _folded(mention.title)
    return context.role == "notice" and title != "" and title in _folded(context.title)


def _row(mention: Mention, relation: Relation, text: str) -> Citation:
    return Citation(
        title=mention.title,
        doc_number=mention.number,
        relation=relation,
        cited_document=None,
        quote=text[mention.start : mention.end],
        char_start=mention.start,
        char_end=mention.end,
        page=None,
        clause=None,
        path="",
    )


def _names(mention: Mention) -> tuple[str, str]:
    """A mention's title and number, folded; empty where not printed."""
    return _folded(mention.title), _folded(mention.number)


def _same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two mentions name one document: by title, or by number where a title is not printed."""
    if not one[0] or not other[0]:
        return one[1] == other[1] != ""
    return one[0] == other[0] and (one[1] == other[1] or not one[1] or not other[1])


def _replaces(one: Relation, other: Relation | None) -> bool:
    """Whether one of two documents of a title takes the place of the other: it is issued, the old one repealed."""
    return {one, other} == {"issues", "repeals"}


def _folded(text: str | None) -> str:
    return "".join((text or "").split()).translate(_WIDTHS)
