"""What of a text could be a fact: every number, expression of time, word of duty, frame of a person, 《…》."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from parsers.language.answers.appointment_verbs import FRAMES
from parsers.language.answers.duty_verbs import TAKING
from parsers.language.dates import find_dates
from parsers.language.durations import find_durations
from parsers.language.lexicon import words
from parsers.language.patterns import lazy
from parsers.language.quantities import MEASURES

CandidateKind = Literal["number", "time", "duty", "person", "title"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words at `text[start:end]` that could be a fact of some kind."""

    kind: CandidateKind
    start: int
    end: int


_UNIT = "|".join(
    re.escape(unit) + (f"(?!{measure.not_before})" if measure.not_before else "")
    for unit, measure in sorted(MEASURES.items(), key=lambda item: -len(item[0]))
)
_NUMBER = lazy(  # 1,200, 3.5, 三 | 座; not 一体, 统一
    rf"[0-9０-９]+(?:[,，][0-9]{{3}})*(?:[.．][0-9]+)?|[零一二两三四五六七八九十百千]+(?=\s*[百千]?[万亿]?\s*(?:{_UNIT}|分之))"
)
_EVERY = lazy(r"每(?:[一二两三四半\d]+个?)?(?:年度?|半年|季度?|月|周|旬|日|天|学期|学年)")  # 每季度
_DUTY = lazy(rf"{TAKING}|(?:责任|配合)(?:单位|部门)")
_PERSON = lazy(rf"{FRAMES}|{words('GROUPROLES').pattern}")
_TITLE = lazy("《[^《》]*(?:《[^《》]*》[^《》]*)*》")


def _times(text: str) -> Iterator[tuple[int, int]]:
    dates = find_dates(text)
    spans = [(date.start, date.end) for date in dates]
    spans += [(length.start, length.end) for length in find_durations(text)]
    spans += [match.span() for match in _EVERY.finditer(text)]
    end = 0
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= end:
            yield start, stop
            end = stop


def _matches(pattern: re.Pattern[str]) -> Callable[[str], Iterator[tuple[int, int]]]:
    return lambda text: (match.span() for match in pattern.finditer(text))


_FINDERS: dict[CandidateKind, Callable[[str], Iterator[tuple[int, int]]]] = {
    "time": _times,
    "title": _matches(_TITLE),
    "number": _matches(_NUMBER),
    "duty": _matches(_DUTY),
    "person": _matches(_PERSON),
}


def find_candidates(text: str) -> list[Candidate]:
    """All candidates of a text, in order of position."""
    found = [Candidate(kind, *span) for kind, find in _FINDERS.items() for span in find(text)]
    return sorted(found, key=lambda candidate: (candidate.start, candidate.end))
