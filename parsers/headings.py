"""A clause's heading: the words after its label up to the first 。 when they read as a title (guidelines, `heading`)."""

from __future__ import annotations

import re

from parsers.brackets import outside_brackets
from parsers.labels import Label

_LONGEST = 40
_CLAUSE_MARK = "，,；;：:！!？?。"
# Words that make a sentence of it: 应当 不得 负责 …的，
_SENTENCE = re.compile(r"应当|不得|必须|可以|负责|为准|按照|根据|^由|^对|^本(?:办法|规定|条例|意见)|^自|是指|^指(?![导标])")
_PANEL_MARK = re.compile(r"[：:\s　]*")


def split_heading(text: str, label: Label, leads: bool) -> tuple[str | None, int]:
    """The heading and where the clause's own text begins. `leads`: something stands under the line.

    `（一）指导思想。坚持…` gives 指导思想 and what follows; `4. 本意见自…实施` gives None and what follows the label.
    """
    start = label.length
    if label.style == "panel":
        start += len(_PANEL_MARK.match(text, start)[0])  # type: ignore[index]
    start += len(text[start:]) - len(text[start:].lstrip())
    rest = text[start:]
    end = _first_stop(rest)
    if end is None:
        alone = rest and not _has_clause_mark(rest) and not rest.endswith(("；", ";"))
        return (rest, len(text)) if alone else (None, start)
    candidate = rest[:end]
    if not _reads_as_title(candidate, label):
        return None, start
    if end + 1 >= len(rest):
        return (candidate, len(text)) if leads else (None, start)
    return candidate, start + end + 1


def _first_stop(rest: str) -> int | None:
    free = outside_brackets(rest)
    return next((i for i, char in enumerate(rest) if char == "。" and free[i]), None)


def _has_clause_mark(rest: str) -> bool:
    free = outside_brackets(rest)
    return any(char in _CLAUSE_MARK and free[i] for i, char in enumerate(rest))


def _reads_as_title(candidate: str, label: Label) -> bool:
    return (
        0 < len(candidate) <= _LONGEST
        and not _has_clause_mark(candidate)
        and label.style != "article"
        and not _SENTENCE.search(candidate)
    )
