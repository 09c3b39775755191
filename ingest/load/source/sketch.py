"""How much of one text stands in another, told from a small sketch of each: the marks of some of its sentences."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from typing import TypeAlias
from zlib import crc32

from schema.tokens import fold

Sketch: TypeAlias = "array[int]"
"""The lowest marks of a text's sentences, in order: of two texts that share sentences, the same ones are kept."""

_MARKS = 400
_ENDS = re.compile(r"[。；！？;!?\n]")
_NO_WORDS = re.compile(r"[\W_]+")
_SHORTEST = 8


def sketch_of(texts: Iterable[str]) -> Sketch:
    """The sketch of some texts. Signs, spaces and width make no difference.

    Short sentences are left out where there are others.
    """
    sentences = [_NO_WORDS.sub("", part) for text in texts for part in _ENDS.split(_folded(text))]
    marked = [sentence for sentence in sentences if len(sentence) >= _SHORTEST] or ["".join(sentences)]
    marks = {crc32(sentence.encode("utf-8", "surrogatepass")) for sentence in marked if sentence}
    return array("I", sorted(marks)[:_MARKS])


def _folded(text: str) -> str:
    """The text folded in one go; its lines stay, and a line's end takes no part in folding."""
    return "\n".join(map(fold, text.split("\n")))


def share(one: Sketch, other: Sketch) -> float:
    """The part (0 to 1) of the shorter text's sentences that stand in the longer one too; 0 where one says nothing."""
    if not (one and other):
        return 0.0
    # the lowest marks of both: up to the lower of the two highest, each sketch is complete
    highest = min(sketch[-1] if len(sketch) >= _MARKS else 1 << 32 for sketch in (one, other))
    ours, theirs = ({mark for mark in sketch if mark <= highest} for sketch in (one, other))
    return len(ours & theirs) / min(len(ours), len(theirs)) if ours and theirs else 0.0
