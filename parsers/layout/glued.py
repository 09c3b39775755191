"""Text that extraction glued together: a title and the text below it, several articles in one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from parsers.language.answers.appointment_verbs import TITLED
from parsers.language.labels import Label, match_label
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed
from parsers.layout.line_shapes import NEWS_LEAD, NEWS_TITLE
from schema.source import Grid, Paragraph

# 国家税务总局某省税务局任免工作人员（2025年3月）国家税务总局某省税务局决定，任命：…
_GLUED_APPOINTMENTS = lazy(
    rf"[^，。；：]{{4,40}}{TITLED.pattern}(?:工作)?人员[（(][^（）()]*\d[^（）()]*[）)](?=[^\s，。])"
)
# …第一章|总则第一条|为了…。|第二条…：|（一）…；
_LABEL_START = lazy(r"第[一二三四五六七八九十百零\d]+[章节条]|[（(][一二三四五六七八九十]+[）)]")
# 目录|一、发展基础……………1
_GLUED_CONTENTS = lazy(r"\s*目\s*[录次]\s*(?=\S[^。；]*[.．·…]{4,}\s*[（(]?\d)")
# 临政发〔2031〕5号|　　　　签发人：李大川
_NUMBER_BESIDE_SIGNER = lazy(r"\s*\S{2,20}[〔\[（(]\s*\d{4}\s*[〕\]）)]\s*第?\d+\s*号(?=\s*签发人[：:])")
_SENTENCE_END = "。；：!！？;:"
_FEWEST_ARTICLES = 3
_LONGEST_LABEL = 40
_MOST_LEAD = 8
"""Blocks, at most, between the headline of a news agency and the title that it printed again."""


def without_glue(blocks: Iterable[Paragraph | Grid]) -> Iterator[Paragraph | Grid]:
    """The blocks, with what was glued together as paragraphs of their own."""
    blocks = list(blocks)
    alone = {
        label.number
        for block in blocks
        if isinstance(block, Paragraph) and (label := match_label(block.text)) and label.style == "article"
    }
    for i, block in enumerate(blocks):
        if isinstance(block, Paragraph) and (news := NEWS_TITLE.fullmatch(block.text)):
            start, end = news.span("title")
            below = [squeezed(text) for text in lead_of(blocks[i + 1 : i + 1 + _MOST_LEAD])]
            again = squeezed(news["title"]) in below
            yield _part(block, 0, start)
            if again:
                yield _part(block, start, len(block.text))
            else:
                yield replace(_part(block, start, end), level=1)
                yield _part(block, end, len(block.text))
        elif isinstance(block, Paragraph):
            cuts = [0, *_cuts(block.text, alone), len(block.text)]
            yield from (_part(block, start, end) for start, end in pairwise(cuts))
        else:
            yield block


def lead_of(blocks: Sequence[Paragraph | Grid]) -> list[str]:
    """The first paragraphs, where one of them leads in a document as news agencies do; nothing where none does."""
    texts = [block.text for block in blocks[:_MOST_LEAD] if isinstance(block, Paragraph)]
    return texts if any(map(NEWS_LEAD.search, texts)) else []


def _part(block: Paragraph, start: int, end: int) -> Paragraph:
    if (start, end) == (0, len(block.text)):
        return block
    breaks = tuple((at - start, page) for at, page in block.page_breaks if start < at < end)
    return Paragraph(block.content.slice(start, end), block.page_at(start), page_breaks=breaks)


def _cuts(text: str, alone: Set[int]) -> list[int]:
    """Where the paragraph has to be cut, in order; none for a paragraph as it should be."""
    title = (
        _GLUED_APPOINTMENTS.match(text) or _GLUED_CONTENTS.match(text) or _NUMBER_BESIDE_SIGNER.match(text)
    )
    return [title.end()] if title else _article_cuts(text, alone)


def _article_cuts(text: str, alone: Set[int]) -> list[int]:
    """Before each chapter, article and item, where several articles run on in one paragraph, numbered in order.

    Fewer than three are glued where they fill a gap: no line begins with their numbers, but one with the next.
    `alone` are the numbers of the articles that begin a line.
    """
    cuts: list[int] = []
    last: dict[str, int] = {}
    after_heading = False
    for match in _LABEL_START.finditer(text):
        label = match_label(text[match.start() : match.start() + _LONGEST_LABEL])
        before = text[max(0, match.start() - 3) : match.start()].rstrip()
        opens = not before or before[-1] in _SENTENCE_END or after_heading
        starts_chapter = label is not None and label.style == "chapter"
        if label is None or not (opens or starts_chapter) or not _follows(label, last):
            continue
        if label.style == "article":
            last.pop("cn_bracket", None)
        last[label.style] = label.number
        after_heading = label.style in ("chapter", "section")
        cuts.append(match.start())
    first = _first_article(text, [cut for cut in cuts if cut])
    missing = set(range(first, last.get("article", 0) + 1)) if first else set()
    fills_gap = bool(missing) and not missing & alone and max(missing) + 1 in alone
    glued = last.get("article", 0) - _first_article(text, cuts) + 1 >= _FEWEST_ARTICLES or fills_gap
    return [cut for cut in cuts if cut] if glued else []


def _follows(label: Label, last: dict[str, int]) -> bool:
    """The number is the next of its style; articles and chapters may begin anywhere, items at one."""
    if label.style in last:
        return label.number == last[label.style] + 1 or (label.style == "section" and label.number == 1)
    return label.style != "cn_bracket" or (label.number == 1 and "article" in last)


def _first_article(text: str, cuts: list[int]) -> int:
    labels = (match_label(text[cut : cut + _LONGEST_LABEL]) for cut in cuts)
    return next((label.number for label in labels if label and label.style == "article"), 0)
