"""Which predicted document is the one that a gold file describes."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from ingest.evaluation.fold import fold
from ingest.evaluation.gold import GoldDocument
from ingest.evaluation.keys import KEYS, rows_of
from ingest.evaluation.predictions import Prediction

Parsed = Mapping[str, Any]
Pair = tuple[GoldDocument, Parsed | None]

SAME_NUMBER = 1.0
SAME_ROLE = 0.6
ENOUGH = 0.9
"""A similar title and the same role are a match; a similar title alone is none unless it is all but equal."""
ENOUGH_CONTENT = 0.4
"""A document that holds so much of the gold's rows is the one that gold describes, whatever its title."""
CONTENT = (
    "clauses.exact",
    "units",
    "targets.loose",
    "deadlines",
    "appointments",
    "rosters",
    "events",
    "citations",
)
"""The kinds whose rows say what a document holds."""


def match_all(gold: Sequence[GoldDocument], predictions: Sequence[Prediction]) -> list[Pair]:
    """Pair every gold document with the best free one among all predicted documents, or None."""
    return match_documents(gold, [d for prediction in predictions for d in prediction.documents])


def match_by_number(gold: Sequence[GoldDocument], predictions: Sequence[Prediction]) -> list[Pair]:
    """Pair gold `NN-role.json` only with documents of predictions whose file name begins with the same NN."""
    pairs: list[Pair] = []
    for number in sorted({g.file[:2] for g in gold}):
        ours = [g for g in gold if g.file[:2] == number]
        pairs += match_all(ours, [p for p in predictions if p.file[:2] == number])
    return pairs


def match_documents(gold: Sequence[GoldDocument], predicted: Sequence[Parsed]) -> list[Pair]:
    """Pair each gold document with the predicted one it describes; those with a number choose first.

    Where there is one of each, they are a pair if anything at all is alike.
    """
    free = list(predicted)
    alone = len(gold) == len(free) == 1
    pairs: list[Pair] = []
    for wanted in sorted(gold, key=lambda g: g.document.get("doc_number") is None):
        held = [content(wanted.data, parsed) for parsed in free]
        likeness = [
            similarity(wanted.document, p["document"]) + share for p, share in zip(free, held, strict=True)
        ]
        best = max(range(len(free)), key=likeness.__getitem__, default=-1)
        alike = bool(free) and likeness[best] > 0
        if alike and (alone or likeness[best] >= ENOUGH or held[best] >= ENOUGH_CONTENT):
            pairs.append((wanted, free.pop(best)))
        else:
            pairs.append((wanted, None))
    return pairs


def content(want: Parsed, have: Parsed) -> float:
    """How much of a gold document's rows, wherever they stand in it, a parsed one holds (0 to 1)."""
    same = whole = 0
    for kind in CONTENT:
        wanted, held = ({KEYS[kind](row)[1:] for row in rows_of(data, kind)} for data in (want, have))
        same, whole = same + len(wanted & held), whole + len(wanted)
    return same / whole if whole else 0.0


def similarity(want: Parsed, have: Parsed) -> float:
    """How alike two documents' titles are (0 to 1), with a bonus for the same number and the same role."""
    title, other = fold(want.get("title")), fold(have.get("title"))
    ratio = difflib.SequenceMatcher(None, title, other, autojunk=False).ratio()
    number = fold(want.get("doc_number"))
    if number and number == fold(have.get("doc_number")):
        ratio += SAME_NUMBER
    if fold(want.get("role")) == fold(have.get("role")):
        ratio += SAME_ROLE
    return ratio
