"""A text with its facts marked in place, as HTML.

Marks may overlap: the text is cut at every end of a mark, and each piece carries all the marks over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Mark:
    """The characters `[start:end)` of a document's text, the kind of fact, what to say of it, and where it leads."""

    start: int
    end: int
    kind: str
    note: str = ""
    href: str = ""


def marked(text: str, start: int, end: int, marks: Iterable[Mark]) -> Markup:
    """`text[start:end]` as HTML, with the marks that touch it; everything is escaped."""
    touching = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = sorted({start, end, *_ends(touching, start, end)})
    return Markup("").join(
        _piece(text[low:high], [m for m in touching if m.start <= low and m.end >= high])
        for low, high in pairwise(cuts)
    )


def _ends(marks: Iterable[Mark], start: int, end: int) -> set[int]:
    return {at for mark in marks for at in (mark.start, mark.end) if start < at < end}


def _piece(words: str, marks: Sequence[Mark]) -> Markup:
    if not marks:
        return escape(words)
    kinds = " ".join(dict.fromkeys(mark.kind for mark in marks))
    note = "\n".join(dict.fromkeys(mark.note for mark in marks if mark.note))
    href = next((mark.href for mark in marks if mark.href), "")
    inner = Markup('<a href="{}">{}</a>').format(href, words) if href else escape(words)
    title = Markup(' title="{}"').format(note) if note else ""
    return Markup('<b class="{}"{}>{}</b>').format(kinds, title, inner)
