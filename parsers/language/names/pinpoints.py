"""Places that a text cites in a document, as printed: 第三十条第二款, 第八条第（一）、（三）项, 第三部分（一）2, 前款.

A place is read as steps, each a sign and a number, and written as a path (`第三十条/第二款/（三）`): 条, 款 and
what stands above them as 第…, 项 in brackets, 目 as a figure. The forms are those of 立法技术规范（试行）(一), 第三节.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.language.labels import NUMBER, label_number
from parsers.language.patterns import lazy

Step = tuple[str, int]
Steps = tuple[Step, ...]

_LEVELS = {"附件": 0, "编": 1, "部分": 1, "章": 2, "节": 3, "条": 4, "款": 5, "项": 6, "目": 7}
_ONE = rf"(?:[（(]\s?{NUMBER}\s?[）)]|{NUMBER})"
_STEP = lazy(
    rf"(?:第(?P<numbers>{_ONE}(?:[条款项]?[至到]{_ONE}|[、和及与或至到]第?{_ONE})*)"  # 第（一）、（三）项  第三项至六项
    r"(?P<sign>部分|编(?![制辑号])|章(?!程)|节(?![点能约])|条(?![例件]|之[一二三四五六七八九十])"
    r"|款(?!项)|项(?!目)|目(?![标录前的])|点)"
    rf"|附件\s?(?P<annex>{_ONE}))"  # 附件1
)
_BARE = lazy(rf"(?:[（(]\s?(?P<item>{NUMBER})\s?[）)])|(?P<point>\d{{1,2}})(?![\d.．%％年月日万亿个])")
_RELATIVE = lazy(r"本(?P<own>条(?!例|前)|款|项)|(?:本条)?前(?P<many>[一二两三])?(?P<before>款|条|项)")
_STEP_SIGNS = lazy(r"[（）()第条款项\s]")
_PARTED = lazy(r"(?=[、和及与或至到])")  # 一|、三|至五
_LABEL = lazy(r"第(.+?)(编|部分|章|节|条|款)|(附件)(\d+)|（(.+)）|(\d+)")
_BETWEEN_STEPS = lazy(r"\s?(?:的|中的?)?\s?")
_SEPARATOR = lazy(r"\s?(?P<word>、|和|及|与|或者?|以及|至|到)\s?")
_FEW = {None: 1, "一": 1, "二": 2, "两": 2, "三": 3}
_LONGEST_RANGE = 60


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A cited place at `[start:end)` of a text."""

    start: int
    end: int
    steps: Steps

    @property
    def path(self) -> str:
        """The place as a path."""
        return "/".join(_label(*step) for step in self.steps)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a text stands in its regulation: the numbers of its 条, 款 and 项; what 本条, 前款 and 前项 start from."""

    article: int
    paragraph: int
    item: int | None = None


def read_pinpoints(text: str, start: int, own: Position | None = None) -> list[Pinpoint]:
    """The list of places that begins right at `start`; none where no place is printed there.

    What a list leaves out is taken from the place before: 第八条第一款、第三款. 至 stands for all between.
    Without `own`, places that count from the text's own (前款, 本条第一款, 第二款) are not read.
    """
    found: list[Pinpoint] = []
    position, word = start, ""
    while True:
        read = _place(text, position, found[-1].steps if found else None, own)
        if read is None:
            return found
        places, end = read
        if word in ("至", "到"):
            found += _between(found[-1], places[0], end)
        found += [Pinpoint(position, end, steps) for steps in places]
        separator = _SEPARATOR.match(text, end)
        if separator is None:
            return found
        position, word = separator.end(), separator["word"]


def _place(
    text: str, start: int, before: Steps | None, own: Position | None
) -> tuple[list[Steps], int] | None:
    """The place at `start`, as several where its last step has several numbers, and where it ends."""
    places: list[Steps] = [()]
    end, complete = start, False
    relative = _RELATIVE.match(text, start) if own and before is None else None
    if relative and own:
        places, end = _relative(relative, own), relative.end()
        complete = relative["own"] is None and bool(places)
    while len(places) == 1:
        step = _step(text, end, places[0])
        if step is None:
            break
        sign, numbers, stop = step
        above = places[0] or _above(sign, before, own)
        if above is None or (above and _LEVELS[above[-1][0]] >= _LEVELS[sign]):
            break
        places, end, complete = [(*above, (sign, number)) for number in numbers], stop, sign != "附件"
    return (places, end) if complete and places else None


def _step(text: str, at: int, steps: Steps) -> tuple[str, list[int], int] | None:
    """The step at `at`, with 的 before it if there is one: its sign, its numbers and its end."""
    begin = _BETWEEN_STEPS.match(text, at).end() if steps else at  # type: ignore[union-attr]
    match = _STEP.match(text, begin)
    if match:
        sign = "附件" if match["annex"] else match["sign"].replace("点", "目")
        numbers = _numbers(match["annex"] or match["numbers"])
        return (sign, numbers, match.end()) if numbers else None
    bare = _BARE.match(text, at) if steps and steps[0][0] == "部分" else None
    number = label_number(bare["item"] or bare["point"]) if bare else None
    return ("项" if bare["item"] else "目", [number], bare.end()) if bare and number else None


def _numbers(printed: str) -> list[int]:
    """The numbers of `（一）、（三）`, or of `一至三`; none where one of them is no number."""
    numbers: list[int] = []
    for part in _PARTED.split(_STEP_SIGNS.sub("", printed)):
        number = label_number(part.lstrip("、和及与或至到"))
        if number is None:
            return []
        if part[0] in "至到":
            numbers += range(numbers[-1] + 1, min(number, numbers[-1] + _LONGEST_RANGE))
        numbers.append(number)
    return numbers


def _above(sign: str, before: Steps | None, own: Position | None) -> Steps | None:
    """What stands above a step that is printed alone: the place before in a list, or the text's own; None if nothing."""
    level = _LEVELS[sign]
    if before is not None:
        if level > _LEVELS[before[-1][0]]:
            return () if sign == "条" else None  # 第二章和第一条, for articles are numbered throughout
        return tuple(step for step in before if _LEVELS[step[0]] < level)
    if level <= _LEVELS["条"]:
        return ()
    if sign == "目" or (own is None and sign == "款"):
        return None
    if own is None:
        return ()
    return _own_paragraph(own) if sign == "项" else (("条", own.article),)


def _own_paragraph(own: Position) -> Steps:
    article = ("条", own.article)
    return (article,) if own.paragraph == 1 else (article, ("款", own.paragraph))


def _relative(match: re.Match[str], own: Position) -> list[Steps]:
    """The places of 本条, 前款, 前两款, 前条, 前项; none where there is nothing before."""
    article = ("条", own.article)
    if match["own"]:
        item = (("项", own.item),) if own.item else None
        steps = {"条": (article,), "款": _own_paragraph(own), "项": item and (*_own_paragraph(own), *item)}
        return [found] if (found := steps[match["own"]]) else []
    sign, many = match["before"], _FEW[match["many"]]
    last = {"条": own.article, "款": own.paragraph, "项": own.item or 0}[sign]
    above: Steps = {"条": (), "款": (article,), "项": _own_paragraph(own)}[sign]
    return [(*above, (sign, number)) for number in range(last - many, last)] if last > many else []


def _between(first: Pinpoint, last: Steps, end: int) -> Iterator[Pinpoint]:
    """The places between the ends of a range."""
    (sign, low), (other, high) = first.steps[-1], last[-1]
    if first.steps[:-1] == last[:-1] and sign == other and high - low < _LONGEST_RANGE:
        for number in range(low + 1, high):
            yield Pinpoint(first.start, end, (*last[:-1], (sign, number)))


def _label(sign: str, number: int) -> str:
    if sign == "附件":
        return f"附件{number}"
    if sign == "目":
        return str(number)
    import cn2an

    chinese = cn2an.an2cn(number)
    return f"（{chinese}）" if sign == "项" else f"第{chinese}{sign}"


def steps_of(path: str) -> Steps:
    """The steps of a path as `Pinpoint.path` writes it."""
    return tuple(_parsed(label) for label in path.split("/"))


def _parsed(label: str) -> Step:
    match = _LABEL.fullmatch(label)
    if match is None:
        raise ValueError(f"no step: {label}")
    sign = match[2] or match[3] or ("项" if match[5] else "目")
    number = label_number(match[1] or match[4] or match[5] or match[6])
    if number is None:
        raise ValueError(f"no number: {label}")
    return sign, number
