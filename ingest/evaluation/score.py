"""Precision, recall and F1 of predictions against gold, kind by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import starmap
from typing import Any

from ingest.evaluation.fold import fold
from ingest.evaluation.gold import Gold
from ingest.evaluation.keys import (
    DOCUMENT_FIELDS,
    INDICATOR,
    ISSUE_FIELDS,
    KEYS,
    ONCE_PER_CLAUSE,
    Json,
    Key,
    contents_key,
    field_value,
    list_of,
    member_key,
    rows_of,
)
from ingest.evaluation.match import Pair, match_all, match_by_number
from ingest.evaluation.predictions import Prediction

SHORTEST_PHRASE = 2
"""A phrase that another one holds says what is counted from so many characters."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How many rows gold has, how many were predicted, and how many are the same."""

    gold: int = 0
    predicted: int = 0
    hit: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(self.gold + other.gold, self.predicted + other.predicted, self.hit + other.hit)

    @property
    def precision(self) -> float:
        """The part of the predicted rows that gold has, 0 to 1."""
        return round(self.hit / self.predicted, 4) if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The part of gold's rows that were predicted, 0 to 1."""
        return round(self.hit / self.gold, 4) if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return round(2 * self.hit / (self.gold + self.predicted), 4) if self.hit else 0.0


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of a precision and a recall."""
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one comparison; `errors` are lines about the kind that was asked for."""

    documents: int
    matched: int
    fields_right: int
    fields_total: int
    rows: Mapping[str, Figures]
    errors: tuple[str, ...] = ()

    @property
    def fields_accuracy(self) -> float | None:
        """The part of the document and issue fields that are right; None where gold has none."""
        return round(self.fields_right / self.fields_total, 4) if self.fields_total else None


@dataclass(frozen=True, slots=True)
class Check:
    """One field of a document or issue: what gold says, and what the prediction says."""

    place: str
    field: str
    want: str
    have: str | None

    def __str__(self) -> str:
        return f"{self.place}: {self.field}: want {self.want!r} have {self.have!r}"


def score(
    gold: Gold, predictions: Sequence[Prediction], *, by_number: bool = False, errors: str | None = None
) -> Report:
    """Compare predictions with gold.

    `by_number` pairs gold files and predictions by the two digits their names begin with; `errors` names the
    kind (`fields` or one of `KEYS`) whose missing (-) and invented (+) rows the report lists.
    """
    pairs = (match_by_number if by_number else match_all)(gold.documents, predictions)
    checks = [*document_checks(pairs), *issue_checks(gold.issues, predictions)]
    rows: dict[str, Figures] = {}
    for kind in KEYS:
        figures = figures_of(pairs, kind)
        if figures.gold or figures.predicted:
            rows[kind] = figures
    if errors == "fields":
        lines = [str(check) for check in checks if check.want != check.have]
    else:
        lines = list(row_errors(pairs, errors)) if errors else []
    return Report(
        documents=len(gold.documents),
        matched=sum(parsed is not None for _, parsed in pairs),
        fields_right=sum(check.want == check.have for check in checks),
        fields_total=len(checks),
        rows=rows,
        errors=tuple(lines),
    )


def document_checks(pairs: Iterable[Pair]) -> Iterator[Check]:
    """The fields that each gold document fills in, against its prediction."""
    for gold, parsed in pairs:
        for field in DOCUMENT_FIELDS:
            if field in gold.document:
                have = field_value(parsed["document"], field) if parsed else None
                yield Check(gold.file, field, field_value(gold.document, field), have)


def issue_checks(issues: Iterable[Json], predictions: Iterable[Prediction]) -> Iterator[Check]:
    """The masthead, contents lines and editorial board of each gold issue, against the likest predicted one."""
    predicted = [prediction.issue for prediction in predictions]
    for want in issues:
        have = max(predicted, key=lambda issue: shared_fields(want, issue), default={})
        for field in ISSUE_FIELDS:
            if want.get(field):
                yield Check("issue", field, fold(want[field]), fold(have.get(field)))
        contents = {contents_key(line) for line in have.get("contents") or []}
        for line in want["toc"]:
            key = contents_key(line)
            yield Check("issue", "contents", key, key if key in contents else "")
        board = {member_key(row) for row in have.get("rosters") or []}
        for row in want.get("rosters") or []:
            person = fold(row["person"])
            yield Check("issue", "rosters", person, person if member_key(row) in board else "")


def shared_fields(want: Json, have: Json) -> int:
    """How many masthead fields two issues share."""
    return sum(fold(have.get(field)) == fold(want.get(field)) for field in ISSUE_FIELDS)


def figures_of(pairs: Sequence[Pair], kind: str) -> Figures:
    """The figures of one kind over all pairs."""
    if kind == INDICATOR:
        names = list(indicators_of(pairs))
        missed = sum(len(gold.data.get(list_of(kind), [])) for gold, parsed in pairs if parsed is None)
        return Figures(len(names) + missed, len(names), sum(starmap(same_indicator, names)))
    return sum((compare(*counts) for _, counts in counts_of(pairs, kind)), Figures())


def indicators_of(pairs: Iterable[Pair]) -> Iterator[tuple[str, str]]:
    """What gold and prediction say is counted, for each number that both have; of several the likest."""
    for gold, parsed in pairs:
        if parsed is None or gold.leaves_open(list_of(INDICATOR)):
            continue
        covers = gold.data.get("covers")
        free: dict[Key, list[str]] = {}
        for row in rows_of(parsed, INDICATOR, covers):
            free.setdefault(KEYS[INDICATOR](row), []).append(fold(row.get("indicator")))
        for row in rows_of(gold.data, INDICATOR, covers):
            want, names = fold(row.get("indicator")), free.get(KEYS[INDICATOR](row))
            if names:
                best = max(names, key=lambda name: SequenceMatcher(None, want, name, autojunk=False).ratio())
                names.remove(best)
                yield want, best


def same_indicator(want: str, have: str) -> bool:
    """Whether two phrases count the same thing: one holds the other and is not twice as long."""
    short, long = sorted((want, have), key=len)
    return want == have or (len(short) >= SHORTEST_PHRASE and short in long and len(long) <= 2 * len(short))


def counts_of(pairs: Iterable[Pair], kind: str) -> Iterator[tuple[str, tuple[Counter[Key], Counter[Key]]]]:
    """For each pair whose gold does not leave the kind open: the gold file, and gold's and predicted keys."""
    for gold, parsed in pairs:
        if gold.leaves_open(list_of(kind)):
            continue
        covers = gold.data.get("covers") if parsed and list_of(kind) != "clauses" else None
        have = keys_of(parsed, kind, covers) if parsed else Counter[Key]()
        yield gold.file, (keys_of(gold.data, kind, covers), have)


def keys_of(document: Mapping[str, Any], kind: str, covers: Iterable[str] | None) -> Counter[Key]:
    """The keys of a document's rows of a kind, as a multiset."""
    keys = [KEYS[kind](row) for row in rows_of(document, kind, covers)]
    return Counter(set(keys) if list_of(kind) in ONCE_PER_CLAUSE else keys)


def compare(want: Counter[Key], have: Counter[Key]) -> Figures:
    """The figures of two multisets of keys."""
    return Figures(want.total(), have.total(), (want & have).total())


def row_errors(pairs: Iterable[Pair], kind: str) -> Iterator[str]:
    """The rows of a kind that are missing (-) and invented (+), gold file by gold file."""
    if kind == INDICATOR:
        for pair in pairs:
            for name, other in indicators_of([pair]):
                if not same_indicator(name, other):
                    yield f"{pair[0].file}: want {name!r} have {other!r}"
        return
    for file, (want, have) in counts_of(pairs, kind):
        for sign, rows in (("-", want - have), ("+", have - want)):
            for row in sorted(rows.elements()):
                yield f"{file}: {sign} {' | '.join(row)}"
