"""How far the words of rows lie over each other: F1 by overlap of spans, as others publish it.

A gold row holds its words, not their place. They are looked for in the clause that the row names; a row whose words are
not there as they stand (a name with what a list elides put back) is left out on both sides. A row that is compared may
quote more than its words, a number behind a title: they are looked for in its range.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.evaluation.fold import fold, fold_path
from ingest.evaluation.keys import Json, rows_of
from ingest.evaluation.match import Pair
from ingest.evaluation.score import Figures
from schema.errors import GongbaoError

WORDS: Mapping[str, tuple[str, str]] = {
    "units": ("name", "role"),
    "deadlines": ("text", "kind"),
    "citations": ("title", "relation"),
}
"""Of each kind that can be compared so: the field that holds its words, and the field that must be equal."""

Span = tuple[int, int]


class NoPlaceError(GongbaoError):
    """A prediction without places cannot be compared by them: give them, or compare without --spans."""

    def __init__(self, kind: str):
        super().__init__(
            f"a row of {kind} has no place: --spans needs document.text, the clauses with their ranges, and char_start and "
            "char_end of each row; without --spans rows are compared by what they say"
        )


@dataclass(frozen=True, slots=True)
class _Row:
    path: str
    label: str
    words: str
    span: Span | None


def span_figures(pairs: Iterable[Pair], threshold: float) -> dict[str, Figures]:
    """The figures of each kind: rows are alike where path and label are equal and their spans overlap so far.

    `threshold` is the least intersection over union, 0 to 1.
    """
    total: dict[str, Figures] = {}
    for gold, parsed in pairs:
        for kind in WORDS:
            if gold.leaves_open(kind):
                continue
            found = _compared(gold.data, parsed, kind, threshold)
            total[kind] = total.get(kind, Figures()) + found
    return {kind: figures for kind, figures in total.items() if figures.gold or figures.predicted}


def _compared(gold: Json, parsed: Json | None, kind: str, threshold: float) -> Figures:
    wanted = [_row(row, kind, None) for row in rows_of(gold, kind)]
    if parsed is None:
        return Figures(len(wanted), 0, 0)
    places = _places(parsed)
    text: str = parsed["document"].get("text", "")
    have = [_placed(row, kind, text) for row in rows_of(parsed, kind)]
    located = [(row, spans) for row in wanted if (spans := [*_find(text, places[row.path], row.words)])]
    lost = {(row.path, row.label, row.words) for row in wanted} - {
        (row.path, row.label, row.words) for row, _ in located
    }
    have = [row for row in have if (row.path, row.label, row.words) not in lost]
    return Figures(len(located), len(have), _hits(located, have, threshold))


def _row(row: Json, kind: str, span: Span | None) -> _Row:
    words, label = WORDS[kind]
    return _Row(fold_path(row.get("path")), fold(row.get(label)), str(row.get(words) or ""), span)


def _placed(row: Json, kind: str, text: str) -> _Row:
    """A row with the place of its words in its range; with the range where they are not there as they stand."""
    if not text or "char_start" not in row or "char_end" not in row:
        raise NoPlaceError(kind)
    place = (row["char_start"], row["char_end"])
    words = str(row.get(WORDS[kind][0]) or "")
    return _row(row, kind, next(_find(text, [place], words), place))


def _places(parsed: Json) -> dict[str, list[Span]]:
    """The ranges of a document's text that belong to each path."""
    places: dict[str, list[Span]] = defaultdict(list)
    for clause in parsed.get("clauses", ()):
        places[fold_path(clause["path"])].append((clause["char_start"], clause["char_end"]))
    return places


def _find(text: str, places: Sequence[Span], words: str) -> Iterator[Span]:
    """Every place of the words in the ranges; a title with the marks around it, as a citation quotes it."""
    for start, end in places if words else ():
        at = text.find(words, start, end)
        while at >= 0:
            marked = text[at - 1 : at] == "《" and text[at + len(words) : at + len(words) + 1] == "》"
            yield at - marked, at + len(words) + marked
            at = text.find(words, at + 1, end)


def _hits(gold: Sequence[tuple[_Row, Sequence[Span]]], have: Sequence[_Row], threshold: float) -> int:
    """How many rows of gold have a row of their own that overlaps far enough; the best overlap is taken first."""
    free: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for row in have:
        if row.span:
            free[row.path, row.label].append(row.span)
    hits = 0
    for row, spans in gold:
        others = free[row.path, row.label]
        best = max(((overlap(a, b), b) for a in spans for b in others), default=None)
        if best and best[0] >= threshold:
            others.remove(best[1])
            hits += 1
    return hits


def overlap(one: Span, other: Span) -> float:
    """Intersection over union of two ranges."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]))
