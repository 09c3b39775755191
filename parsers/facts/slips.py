"""Slips of typesetting and extraction in a document's text: found and reported, never repaired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from parsers.language.brackets import find_brackets
from parsers.language.numerals import LONGEST_NUMBER
from parsers.language.patterns import lazy
from parsers.layout.line_shapes import ends_sentence, has_open_bracket
from parsers.layout.placing import Placed
from schema.document import Diagnostic

_PROSE = ("paragraph", "note")
_SHORTEST_REPEAT = 4
_LONGEST_REPEAT = 48
_ENDING = lazy(r".{1,11}[。；！？]")  # 态。 after …新业态。
_OPENING = lazy("[（(〔【《]")
_LONG_NUMBER = lazy(rf"[0-9０-９]{{{LONGEST_NUMBER + 1},}}")
# An English function word between Chinese characters: 康复治疗 and 体育健身; not 5G and not 建设App
_FOREIGN = lazy(
    r"(?<=[\u4e00-\u9fff，、；。）”])\s*(?P<word>and|or|of|the|for|with|in|to|by|on|at|from|is|are)\s*(?=[\u4e00-\u9fff，、；。（“])"
)


def find_slips(placed: Sequence[Placed], document: str) -> list[Diagnostic]:
    """What an editor should look at in the body of a document whose id is `document`, in order of position."""
    body = [p for p in placed if p.part.kind in _PROSE]
    found = [*_foreign_words(body, document), *_repeated_endings(body, document)]
    found += _open_brackets(body, document)
    found += _long_numbers(placed, document)
    found += _repeats_over_pages(body, document)
    return sorted(found, key=lambda d: d.char_start or 0)


def _foreign_words(body: Sequence[Placed], document: str) -> Iterator[Diagnostic]:
    for placed in body:
        for match in _FOREIGN.finditer(placed.text):
            message = f"中文句子中夹有外文词“{match['word']}”，疑为识别或翻译之误。"
            yield _doubt("foreign_word", message, placed, *match.span("word"), document)


def _open_brackets(body: Sequence[Placed], document: str) -> Iterator[Diagnostic]:
    """A bracket that opens in a sentence and closes nowhere; quotations may go on in the next paragraph."""
    for placed in body:
        if ends_sentence(placed.text) and has_open_bracket(placed.text):
            closed = {bracket.start for bracket in find_brackets(placed.text)}
            for match in _OPENING.finditer(placed.text):
                if match.start() not in closed:
                    message = f"“{match[0]}”没有对应的后半边，请核对原文。"
                    yield _doubt("unbalanced_bracket", message, placed, *match.span(), document)


def _long_numbers(placed: Sequence[Placed], document: str) -> Iterator[Diagnostic]:
    """A run of digits that is longer than any number; nothing is read from it."""
    for each in placed:
        for match in _LONG_NUMBER.finditer(each.text):
            message = f"连续{len(match[0])}位数字过长，未作为数值读取，请核对原文。"
            yield _doubt("number_too_long", message, each, *match.span(), document)


def _repeated_endings(body: Sequence[Placed], document: str) -> Iterator[Diagnostic]:
    """A short paragraph that only says again how the one before ends: `…新业态。`, `态。`."""
    for above, placed in pairwise(body):
        text = placed.text
        if _ENDING.fullmatch(text) and len(above.text) > len(text) and above.text.endswith(text):
            message = f"“{text}”重复上一段的末尾，疑为分页或识别所致。"
            yield _doubt("repeated_ending", message, placed, 0, len(text), document)


def _repeats_over_pages(body: Sequence[Placed], document: str) -> Iterator[Diagnostic]:
    """Words that end one page and begin the next: `…培育养老服务新业态` | `养老服务新业态。`."""
    for placed in body:
        breaks = getattr(placed.part.content, "page_breaks", ())
        for at, _ in breaks:
            repeated = _overlap(placed.text[:at], placed.text[at:])
            if repeated:
                message = f"“{repeated}”在换页处重复。"
                yield _doubt("repeated_over_page", message, placed, at, at + len(repeated), document)


def _overlap(before: str, after: str) -> str:
    longest = min(len(before), len(after), _LONGEST_REPEAT)
    lengths = range(longest, _SHORTEST_REPEAT - 1, -1)
    return next((after[:n] for n in lengths if before.endswith(after[:n])), "")


def _doubt(code: str, message: str, placed: Placed, start: int, end: int, document: str) -> Diagnostic:
    return Diagnostic(
        document=document,
        severity="warning",
        code=code,
        message=message,
        page=placed.page_at(placed.start + start),
        char_start=placed.start + start,
        char_end=placed.start + end,
    )
