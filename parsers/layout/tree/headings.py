"""A clause's heading: the words after its label up to the first 。 when they read as a title (guidelines, `heading`)."""

from __future__ import annotations

import re

from parsers.language.brackets import find_brackets, outside_brackets
from parsers.language.labels import Label
from parsers.language.lexicon import words
from parsers.language.patterns import lazy
from parsers.layout.evidence.signs import Verdict, weigh

_LONGEST = 45
_LONGEST_ITEM = 8
_SHORT = 6
_LONGEST_CLAUSE = 12  # of several parts of a heading, each as long as the others
_STOPS = "；;：:！!？?。"
_PANEL_MARK = lazy(r"[：:\s　]*")

_ACTS = rf"[^，、。（]{{0,14}}?{words('ACTOR').pattern}(?:[（(][^（）()]*[）)])?{words('ACTING').pattern}"
_SENTENCE_SIGNS = {
    "modal": lazy(rf"{words('MODAL').pattern}|的，"),
    "rule": lazy(rf"{words('RULE').pattern}|{words('ACTOR').pattern}负责(?:[^、制]|$)"),
    "opening": lazy(rf"^(?:{words('OPENING').pattern})"),
    "actor": lazy(f"^(?:{_ACTS})"),
    "dated": lazy(r"^(?:(?:到|自|从|在)?\d{4}年|\d{1,2}月|每[年月季周日半]|[^，。]{0,12}\d{1,2}[日月]底?前)"),
    "amount": lazy(r"\d[^，。；]{0,4}以[上下内]"),
    "cites": lazy(r"^《|》(?:[（(].*[）)])?$"),  # 废止《…条例》（1992年…公布）
}
"""The signs of a sentence that words alone tell."""


def split_heading(text: str, label: Label, leads: bool) -> tuple[str | None, int]:
    """The heading and where the clause's own text begins. `leads`: text or clauses of its own stand under the line.

    `（一）指导思想。坚持…` gives 指导思想 and what follows; `4. 本意见自…实施` gives None and what follows the label.
    An article's candidate is decided among its siblings (`run_in_heading`), so it gives None here.
    """
    start = _content_start(text, label)
    rest = text[start:]
    end = _first_stop(rest)
    if end is None:
        return (rest.rstrip("：: "), len(text)) if _stands_alone(rest, leads) else (None, start)
    if label.style == "article":
        return None, start
    if end + 1 >= len(rest):
        title = leads and heading_verdict(rest[:end]).holds
        return (rest[:end], len(text)) if title else (None, start)
    return run_in_heading(text, start)


def run_in_heading(text: str, start: int = 0) -> tuple[str | None, int]:
    """The words up to the first 。 where they read as a title and more than a bracket follows, and where that begins."""
    rest = text[start:]
    end = _first_stop(rest)
    if end is None or end + 1 >= len(rest) or _is_bracket(rest[end + 1 :]):
        return None, start
    return (rest[:end], start + end + 1) if heading_verdict(rest[:end]).holds else (None, start)


def _content_start(text: str, label: Label) -> int:
    start = label.length
    if label.style == "panel":
        start += len(_PANEL_MARK.match(text, start)[0])  # type: ignore[index]
    return start + len(text[start:]) - len(text[start:].lstrip())


def split_item_heading(text: str, label: Label, leads: bool) -> tuple[str | None, int]:
    """The heading of an item under an article: alone above what it `leads`, or a word or two before a 。; else None.

    `（一）初审。户籍所在地…` gives 初审.
    """
    heading, start = split_heading(text, label, leads)
    if leads and start == len(text) and "。" not in text:
        return heading, start
    short = heading is not None and start < len(text) and len(heading) <= _LONGEST_ITEM
    return (heading, start) if short else (None, label.length)


def _stands_alone(rest: str, leads: bool) -> bool:
    """The line without 。 is a heading: a phrase, or several with something under them; a noun may end in a colon."""
    names_topic = words("TOPIC").ends(rest[:-1]) and not words("FOLLOWING").inside(rest)
    if leads and rest[-1:] in ("：", ":") and names_topic:
        rest = rest[:-1]
    if (
        not rest
        or any(mark in rest for mark in _STOPS)
        or rest[-1] in ".,，、"
        or _SENTENCE_SIGNS["cites"].search(rest)
    ):
        return False
    return leads or not any(mark in rest for mark in "，,")


def _first_stop(rest: str) -> int | None:
    free = outside_brackets(rest)
    return next((i for i, char in enumerate(rest) if char == "。" and free[i]), None)


def _is_bracket(rest: str) -> bool:
    """Nothing but one bracket: the responsibility bracket behind a clause of one sentence."""
    rest = rest.strip().rstrip("。")
    return any(b.start == 0 and b.end == len(rest) for b in find_brackets(rest))


def heading_verdict(candidate: str) -> Verdict:
    """The evidence that words before a 。 are a heading: a noun or verb-object phrase, or several that match."""
    free = outside_brackets(candidate)
    stopped = any(free[i] and char in _STOPS for i, char in enumerate(candidate))
    parts = re.split("[，,]", "".join(char for i, char in enumerate(candidate) if free[i]))
    lengths = [len(part) for part in parts]
    fits = 0 < len(candidate) <= _LONGEST and not stopped
    parallel = len(parts) > 1 and max(lengths) - min(lengths) <= 2 and max(lengths) <= _LONGEST_CLAUSE
    found = {name: bool(pattern.search(candidate)) for name, pattern in _SENTENCE_SIGNS.items()}
    found["opening"] = found["opening"] and len(candidate) > _SHORT
    more = max(0, len(parts) - 2)
    return weigh(
        "heading", {"phrase": fits, "clauses": more, "parallel": fits and more and parallel, **found}
    )
