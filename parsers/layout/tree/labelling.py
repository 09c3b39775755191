"""Labels as sequences: which lines of a document open with one, and which style stands above which.

A line on its own only says that it may be labelled. Whether it is follows from the whole document: `2.121梯队项目`
is item 2 where an item 1 went before, `1.1 公路` is numbering where more of it follows, `1.停航的；2.转让的。` is a
sentence. Every decision has its reason, in words that an editor would write.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parsers.language.labels import (
    RANK,
    Label,
    label_number,
    match_chapter,
    match_decimal,
    match_label,
    match_loosely,
)
from parsers.language.patterns import lazy

_FEWEST_DECIMALS = 3
_NESTED = 0.5  # a style that stands under a junior one comes right below it
_ENDS = "。；;"
# Styles of which one paragraph may hold a whole list.
_IN_SENTENCES = {
    "cn_bracket": lazy(r"[（(]([一二三四五六七八九十]+)[）)]"),
    "digit": lazy(r"(\d{1,2})[.．、]"),
    "digit_bracket": lazy(r"[（(](\d{1,2})[）)]"),
    "digit_half_bracket": lazy(r"(\d{1,2})[）)]"),
    "circle": lazy(r"([①-⑳])"),
}
_UNMOVED = ("book", "panel", "decimal")
_LEGISLATIVE = ("book", "chapter", "section", "article")  # 编、章、节、条 never change places


@dataclass(frozen=True, slots=True)
class Labelling:
    """The label of each line (None without one), how senior each style is here (the smaller the higher), and why."""

    labels: tuple[Label | None, ...]
    ranks: Mapping[str, float]
    reasons: Mapping[int, str]

    def rank(self, label: Label) -> float:
        """How high the label stands in this document."""
        return self.ranks.get(label.style, label.rank)


def label_lines(lines: Sequence[str]) -> Labelling:
    """Decide over all lines of a document; a line that cannot have a label is given as an empty string."""
    decimal = decimal_labels(lines)
    strict = [decimal.get(at) or match_label(line) for at, line in enumerate(lines)]
    reasons: dict[int, str] = {}
    kept = [
        None if label and _holds_a_list(line, label) else label
        for line, label in zip(lines, strict, strict=True)
    ]
    for at, (label, own) in enumerate(zip(strict, kept, strict=True)):
        if label and not own:
            reasons[at] = f"“{label.text}”与其后各项同在一段，不作条款"
    labels = list(_filled(lines, kept, reasons))
    return Labelling(tuple(labels), dict(_ranks(labels, reasons)), reasons)


def numbers_decimally(lines: Sequence[str]) -> bool:
    """The document numbers 1.1, 1.1.1: some paragraphs open with such numbers, and most of them are in order."""
    names = [label.name for line in lines if (label := match_decimal(line)) and "." in label.name]
    if len(names) < _FEWEST_DECIMALS:
        return False
    before, in_order = "", 0
    for name in names:
        if _may_follow(before, name):
            before, in_order = name, in_order + 1
    return names[0].endswith(".1") and in_order * 5 >= len(names) * 4


def decimal_labels(lines: Sequence[str]) -> dict[int, Label]:
    """The labels of a document that numbers 1, 1.1, 1.1.1, by line; none of any other document.

    A line under a bare number is a chapter, whatever marks it holds, where the next number below is its first, or
    the next chapter counts on.
    """
    if not numbers_decimally(lines):
        return {}
    found: dict[int, Label] = {}
    following, chapter = "", 0
    for at in range(len(lines) - 1, -1, -1):
        label = match_decimal(lines[at])
        loose = None if label else match_chapter(lines[at])
        if loose and (following == f"{loose.name}.1" or loose.number == chapter - 1):
            label = loose
        if label:
            found[at] = label
            following = label.name
            chapter = chapter if "." in following else label.number
    return dict(_in_order(dict(sorted(found.items()))))


def _in_order(found: Mapping[int, Label]) -> Iterator[tuple[int, Label]]:
    """The labels that follow the one before, or that the next one follows: 3.5亿元 or 30个 at a line's start is none.

    Bare numbers are chapters only of a document in which one of them stands above its first section.
    """
    labels = list(found.items())
    bare = any(
        "." not in label.name and other.name == f"{label.name}.1"
        for (_, label), (_, other) in pairwise(labels)
    )
    before, chapter = "", 0
    for i, (at, label) in enumerate(labels):
        after = labels[i + 1][1].name if i + 1 < len(labels) else ""
        if "." not in label.name:
            fits = bare and (label.number == chapter + 1 or after == f"{label.name}.1")
        else:
            fits = _may_follow(before, label.name) or _may_follow(label.name, after or "0")
        if fits:
            before, chapter = label.name, chapter if "." in label.name else label.number
            yield at, label


def _may_follow(one: str, other: str) -> bool:
    """The decimal number opens a level (its last part is 1) or counts one of those open before on by one."""
    *above, last = (int(part) for part in other.split("."))
    before = [int(part) for part in one.split(".")] if one else []
    return last == 1 or before[: len(above) + 1] == [*above, last - 1]


def _holds_a_list(line: str, label: Label) -> bool:
    """The paragraph holds the next sign of the same sequence too, behind the end of the item before."""
    pattern = _IN_SENTENCES.get(label.style)
    if pattern is None:
        return False
    expected = label.number + 1
    return any(
        label_number(match[1]) == expected and line[match.start() - 1] in _ENDS
        for match in pattern.finditer(line, label.length + 1)
    )


def _filled(
    lines: Sequence[str], labels: Sequence[Label | None], reasons: dict[int, str]
) -> Iterator[Label | None]:
    """The labels, with those that only their neighbours tell: the number before is there, or the next one follows."""
    last: dict[str, int] = {}
    ahead = _following(lines, labels)
    for at, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if label is None and line and at not in reasons:
            loose = match_loosely(line)
            if loose and _fits(loose, last, ahead[at]):
                label = loose
                reasons[at] = f"“{loose.text}”由前后编号推定"
        if label is not None:
            last[label.style] = label.number
        yield label


def _following(lines: Sequence[str], labels: Sequence[Label | None]) -> list[Mapping[str, int]]:
    """For each line the number that each style shows next below it, loose ones included."""
    ahead: list[Mapping[str, int]] = [{}] * len(lines)
    following: dict[str, int] = {}
    for at in range(len(lines) - 1, -1, -1):
        ahead[at] = following
        label = labels[at] or match_loosely(lines[at])
        if label is not None:
            following = {**following, label.style: label.number}
    return ahead


def _fits(loose: Label, last: Mapping[str, int], ahead: Mapping[str, int]) -> bool:
    """It goes on with a sequence, or opens one that goes on."""
    if last.get(loose.style) == loose.number - 1:
        return loose.number > 1
    return loose.number == 1 and ahead.get(loose.style) == 2


def _ranks(labels: Sequence[Label | None], reasons: dict[int, str]) -> Iterator[tuple[str, float]]:
    """The styles that this document uses in another order than the usual one: 第一条 under 一、 with 二、 after it."""
    ranks: dict[str, float] = dict(RANK)
    met: set[str] = set()
    open_styles: dict[str, int] = {}  # and the number each shows
    for at, label in enumerate(labels):
        if label is None or label.style in _UNMOVED:
            continue
        if label.style not in met:
            above = [
                style
                for style, number in open_styles.items()
                if ranks[style] > ranks[label.style] and _stands_above(labels, at, style, number)
            ]
            if above:
                ranks[label.style] = max(ranks[style] for style in above) + _NESTED
                reasons[at] = f"“{label.text}”首见于另一级编号之间，列其下"
                yield label.style, ranks[label.style]
        met.add(label.style)
        open_styles = {s: n for s, n in open_styles.items() if ranks[s] < ranks[label.style]}
        open_styles[label.style] = label.number


def _stands_above(labels: Sequence[Label | None], at: int, style: str, number: int) -> bool:
    """Whether the numbering of a style goes on behind the label at a place; articles may also stand under the only 一、."""
    label = labels[at]
    assert label is not None
    if style in _LEGISLATIVE and label.style in _LEGISLATIVE:
        return False
    following = next((other for other in labels[at:] if other and other.style == style), None)
    if following is None:
        return number == 1 and label.style == "article"
    return following.number == number + 1
