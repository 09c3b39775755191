"""Evidence that lines are the title of a document, whatever word they end with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.language.labels import match_label
from parsers.language.lexicon import words
from parsers.language.names.doc_numbers import is_doc_number
from parsers.language.names.doc_types import doc_type_of
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed
from parsers.layout.evidence.chronicle import line_kind
from parsers.layout.evidence.signs import Verdict, weigh
from parsers.layout.line_shapes import (
    is_date_line,
    is_marking,
    is_prose,
    is_red_head,
    is_signature,
    is_unit_line,
)
from parsers.layout.titles import UNDER_ISSUER
from parsers.layout.tree.labelling import decimal_labels
from schema.source import Grid, Paragraph

Blocks = Sequence[Paragraph | Grid]

_AMONG = 12  # blocks from the top among which a title is looked for
_MOST_LINES = 3
_SHORTEST = 4
_LONGEST = 60
_MOST_ABOVE = 3  # prose blocks above a title: a caption, an editor's note
_SENTENCE = lazy(r"[。；;！!？?…]|[：:]|，.*，|^[（(\[【〔●▲△]")
_BLANK = lazy(r"\[[^\[\]]{2,30}\]|【[^【】]{2,30}】")
_ABOUT = lazy(r"关于.+的.{2,8}$")


Choice = tuple[int, int, Verdict]
"""A candidate for a title: its first block, how many blocks it takes, and the evidence."""


def display_title(blocks: Blocks) -> Choice | None:
    """The best title among the first blocks, if the evidence is enough for one."""
    return next((choice for choice in title_choices(blocks) if choice[2].holds), None)


def title_choices(blocks: Blocks) -> list[Choice]:
    """All candidates for the title, the best first; of equal ones the first printed."""
    choices = [(start, count, title_verdict(blocks, start, count)) for start, count in _candidates(blocks)]
    return sorted(choices, key=lambda choice: -choice[2].score)


def runner_up(choices: Sequence[Choice]) -> Choice | None:
    """The best of the candidates that stand elsewhere than the first of them."""
    apart = (c for c in choices[1:] if c[0] >= choices[0][0] + choices[0][1] or c[0] + c[1] <= choices[0][0])
    return next(apart, None)


def _candidates(blocks: Blocks) -> Iterator[tuple[int, int]]:
    """Runs of short lines without sentence marks; after three blocks of prose there is no title any more."""
    prose = 0
    chapters = decimal_labels([_text(blocks, at) for at in range(len(blocks))])
    for start in range(min(len(blocks), _AMONG)):
        text = _text(blocks, start)
        if is_prose(text):
            prose += 1
        labelled = start in chapters or (match_label(text) and not is_doc_number(text))
        if prose > _MOST_ABOVE or labelled:
            return
        for count in range(1, _MOST_LINES + 1):
            at = start + count - 1
            if start + count > len(blocks) or not (_fits(_text(blocks, at)) or _is_blank(blocks, at)):
                break
            if sum(len(_text(blocks, start + i)) for i in range(count)) <= _LONGEST:
                yield start, count


def _text(blocks: Blocks, at: int) -> str:
    block = blocks[at] if at < len(blocks) else None
    return squeezed(block.text) if isinstance(block, Paragraph) else ""


def _fits(text: str) -> bool:
    return (
        bool(text)
        and len(text) <= _LONGEST
        and not _SENTENCE.search(text)
        and text.count("《") == text.count("》")
        and not is_date_line(text)
        and not is_doc_number(text)
        and not is_red_head(text)
        and not is_marking(text)
        and line_kind(text) == ""
        and match_label(text) is None
    )


def _is_blank(blocks: Blocks, at: int) -> bool:
    """The line of a form where a title is to be written in: in square brackets, in the middle."""
    return getattr(blocks[at], "align", None) == "centre" and _BLANK.fullmatch(_text(blocks, at)) is not None


def title_verdict(blocks: Blocks, start: int, count: int) -> Verdict:
    """The evidence that `count` blocks from `start` are a title."""
    lines = [_text(blocks, start + i) for i in range(count)]
    title = "".join(lines)
    above = [_text(blocks, i) for i in range(start)]
    below = _text(blocks, start + count)
    level = any(getattr(blocks[start + i], "level", None) for i in range(count))
    under_issuer = count > 1 and UNDER_ISSUER.match(lines[1]) is not None
    alone = count == 1 or under_issuer or not (is_signature(lines[0]) or is_signature(title))
    return weigh(
        "title",
        {
            "term": doc_type_of(title) is not None,
            "about": _ABOUT.search(title) is not None,
            "level": level,
            "first": not any(map(_fits, above)),
            "below": _begins_body(below) or is_doc_number(below),
            "table": _is_table(blocks, start + count),
            "prose_above": min(1.0, sum(map(is_prose, above)) / _MOST_ABOVE),
            "name": len(title) < _SHORTEST or _is_body(title) or not alone,
            "more": count > 1 and _is_whole(lines),
            "cut": _fits(below) and not _begins_body(below) and not is_signature(below),
            "person": words("ROLE").ends(title) is not None or "姓名" in title,
        },
    )


def _is_table(blocks: Blocks, at: int) -> bool:
    """A table stands there, or the line above one that says its unit."""
    at += is_unit_line(_text(blocks, at))
    return at < len(blocks) and isinstance(blocks[at], Grid)


def _begins_body(text: str) -> bool:
    """A label, an addressee, a bracketed line or running text: what stands under a title."""
    return bool(
        match_label(text)
        or is_prose(text)
        or (line_kind(text) and not is_date_line(text))
        or text.endswith(("：", ":"))
        or re.match(r"[（(].*[）)]$", text)
    )


def _is_body(title: str) -> bool:
    """The name of a body and no more; a headline says what it did: `临江市人大常委会举行第三次会议`."""
    return is_signature(title) and words("DONE").inside(title) is None


def _is_whole(lines: Sequence[str]) -> bool:
    """The first of several lines ends as a title does, so that the others are none of it."""
    return doc_type_of(lines[0]) is not None
