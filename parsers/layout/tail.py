"""Signature, date and imprint of a document: what stands between the last full stop and the date signs it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.language.labels import match_label
from parsers.language.lexicon import words
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed
from parsers.layout.line_shapes import ANNEXES, is_date_line, is_signature
from schema.source import Grid, Paragraph

Blocks = Sequence[Paragraph | Grid]

_MARKS = lazy(r"[。；;：:，,！!？?]")
_IMPRINT = lazy(
    r"(?:主\s*题\s*词|抄\s*送|抄\s*报|印\s*发|校\s*对|共印)\s*[：:].*|.*\d日印发.*|.*共印\d+份.*", re.DOTALL
)
_PRINTED = lazy(r"\d{4}年\d{1,2}月\d{1,2}日印发")
"""The right end of an imprint's line, where its left end, the body that prints it, is read as a line of its own."""

_COPIES = lazy(r"抄\s*[送报]\s*[：:]")
_MOST_LINES = 6
_PLACE = 2
_LONGEST = 40


def imprint_lines(blocks: Blocks) -> list[bool]:
    """Of each block whether it belongs to the imprint (版记): 主题词, 抄送 over one line or several, 印发."""
    found: list[bool] = []
    open_list = False
    for block in blocks:
        text = squeezed(block.text) if isinstance(block, Paragraph) else ""
        own = (bool(text) and _IMPRINT.fullmatch(text) is not None) or _COPIES.match(text) is not None
        goes_on = open_list and 0 < len(text) <= 2 * _LONGEST and match_label(text) is None and not own
        found.append(own or goes_on)
        open_list = ((own and _COPIES.match(text) is not None) or goes_on) and not text.endswith(("。", "."))
    for at in range(1, len(blocks)):
        if _PRINTED.fullmatch(_line(blocks[at])) and is_signature(_line(blocks[at - 1])):
            found[at - 1] = True
    return found


def signed_lines(blocks: Blocks, start: int) -> set[int]:
    """The lines of a signature and the date under it, wherever in `[start:)` the last such pair stands."""
    for at in range(len(blocks) - 1, start, -1):
        block = blocks[at]
        if isinstance(block, Paragraph) and is_date_line(block.text):
            first = signature_start(blocks, at, start)
            if first < at:
                return set(range(first, at + 1))
    return set()


def signature_start(blocks: Blocks, date: int, start: int) -> int:
    """The first line of the signature above a date; the date's own place where none stands there."""
    first = date
    while first > start and date - first < _MOST_LINES:
        text = _line(blocks[first - 1])
        if not _may_sign(text) or (first == date and not is_signature(text)):
            break
        if first < date and not (is_signature(text) or text.endswith("、") or _ends(blocks, first - 2)):
            break
        first -= 1
    return first


def _line(block: Paragraph | Grid) -> str:
    return squeezed(block.text) if isinstance(block, Paragraph) else ""


def _ends(blocks: Blocks, at: int) -> bool:
    """The block before has ended as a sentence, so that a short line after it is no part of it."""
    return at >= 0 and _line(blocks[at]).endswith(("。", "）", ")", "；"))


def _may_sign(text: str) -> bool:
    return (
        2 <= len(text) <= _LONGEST
        and not _MARKS.search(text)
        and match_label(text) is None
        and not is_date_line(text)
        and not ANNEXES.match(text)
        and "《" not in text
    )


def bodies_of(lines: Sequence[str]) -> str | None:
    """The bodies that lines name, parted by 、: one on each line or behind a space, or one over two lines."""
    bodies: list[str] = []
    for piece in _pieces(lines):
        if bodies and words("SIGNS").ends(bodies[-1]) is None:
            bodies[-1] += piece
        else:
            bodies.append(piece)
    signed = [body for body in bodies if is_signature(body.rpartition("、")[2])]
    return "、".join(body.strip("、") for body in signed) or None


def _pieces(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        pieces = line.split()
        parted = all(words("SIGNS").ends(piece) and len(piece) > 2 for piece in pieces)
        for piece in pieces if parted else [squeezed(line)]:
            yield from _of_one_place(piece)


def _of_one_place(piece: str) -> Iterator[str]:
    """The bodies of a place that stand one after the other: `临江市科学技术局|临江市财政局`."""
    place = piece.removeprefix("中共")[:_PLACE]
    at = piece.find(place, 2 * _PLACE)
    if at > 0 and words("SIGNS").ends(piece[:at]) and words("SIGNS").ends(piece[at:]):
        yield piece[:at]
        yield from _of_one_place(piece[at:])
    else:
        yield piece
