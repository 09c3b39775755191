"""Names of units read off running text: where a name, or a list of names, that begins at a place ends."""

from __future__ import annotations

from parsers.language.lexicon import words
from parsers.language.names.unit_words import HEAD, outer_brackets, without_brackets
from parsers.language.patterns import lazy

_VERBS = lazy(words("NOTVERB").pattern)
"""What cannot stand inside a name: what follows it is not part of the name."""
_EXTENDS = lazy(rf"{words('GROWS').pattern}$")
_AGENCY = rf"(?:有关|主管|行政)*(?:{words('AGENCY').pattern}|单位)"
_DEPARTMENT = lazy(
    rf"(?:{words('JOINED').pattern}|[^，。；：、的和及与或（(\n]){{0,8}}?{words('AGENCY').pattern}"
)
"""国务院 | 住房和城乡建设主管部门: one department, though it has 和"""
_SHARED = lazy(
    r"[^，。；：、的（(\n]{2,12}(?:、[^，。；：、的（(\n]{2,12}?)+(?:等(?:有关|相关)?)?(?:行政|主管|有关|相关)*部门"
)
"""县级以上人民政府 | 发展改革、财政等部门"""
_CLAUSED = lazy(rf"[^，。；：、\n]{{0,12}}的{_AGENCY}")
_CLAUSED_BY_VERB = lazy(
    rf"(?:[^，。；：、\n]{{0,8}}{words('CHARGED').pattern}的[^，。；：、的\n]{{0,8}}?"
    rf"|(?:负责|主管)[^，。；：、的\n]{{2,12}}的){_AGENCY}"
)
"""本级人民政府 | 授权的机构；县级以上人民政府 | 负责退役军人工作的主管部门；地方人民政府 | 指定的城市轨道交通有关部门"""

_NOT_INSIDE = lazy(r"[，。；：！？“”《》\n]")
_REST = lazy(r"(?:人民)?政府|部门|管委会|管理委员会|区(?:人民)?政府|区")  # 各县（市、区）|人民政府
_NO_GAP = lazy(r"[，。；：、的和及与（(\n0-9]")
_ETC = lazy(r"等(?:有关|相关)?(?:职能|主管|行政|成员)?(?:部门|单位|机构)?(?:和(?:有关)?单位)?")
_AND_UNITS = lazy(r"[和及、]单位")  # 有关部门|和单位
_JOINER = lazy(r"、|，(?=各|市)|以及|或者|[及和与或]")
_SENTENCE_END = lazy(r"[。；！？\n]")
_LONGEST_NAME, _LONGEST_LIST, _LONGEST_END = 40, 240, 8


def read_unit(text: str, start: int) -> int | None:
    """Where the name of a unit that begins at `start` ends, or None: the shortest name that is one."""
    stop = _SENTENCE_END.search(text, start, start + _LONGEST_LIST)
    limit = stop.start() if stop else min(len(text), start + _LONGEST_LIST)
    spans: list[tuple[int, int]] | None = None
    for head in HEAD.finditer(text, start, limit):
        end = head.end()
        if spans is None:
            spans = [(start + b.start, start + b.end) for b in outer_brackets(text[start:limit])]
        if any(low < end < high for low, high in spans):
            continue
        if _NOT_INSIDE.search(without_brackets(text[start:end])):
            return None
        if len(text[start:end].rsplit("、", 1)[-1]) > _LONGEST_NAME:
            return None
        end = _read_on(text, end, limit) if not head.group().endswith("部门") else end
        for low, high in spans:
            if low == end:
                end = high
                rest = _REST.match(text, end)
                end = rest.end() if rest else end
        return end
    return None


def _read_on(text: str, end: int, limit: int) -> int:
    """Where a name goes on after a head: 人民政府 | 公安机关 | 交通管理部门, 国务院 | 决定规定的部门, 教育部 | 教材局."""
    if by_verb := _CLAUSED_BY_VERB.match(text, end):
        return by_verb.end()
    clause = _CLAUSED.match(text, end)
    if clause and not _VERBS.search(clause.group()):
        return clause.end()
    shared = _SHARED.match(text, end) if _EXTENDS.search(text, max(0, end - _LONGEST_END), end) else None
    if shared and not _VERBS.search(shared.group()):
        return shared.end()
    department = _DEPARTMENT.match(text, end)
    if department and not _VERBS.search(department.group()):
        whole = department.group().endswith("部门")
        return department.end() if whole else _read_on(text, department.end(), limit)
    if not _EXTENDS.search(text, max(0, end - _LONGEST_END), end):
        return end
    further = HEAD.search(text, end, min(limit, end + 14))
    gap = text[end : further.end()] if further else "，"
    if further is None or _NO_GAP.search(gap) or _VERBS.search(gap):
        return end
    return _read_on(text, further.end(), limit)


def read_units(text: str, start: int) -> int | None:
    """Where a list of units that begins at `start` ends, or None: 住房城乡建设、公安等部门 | 抓好…."""
    end = read_unit(text, start)
    if end is None:
        return None
    while True:
        etc = _ETC.match(text, end)
        if etc:
            return etc.end()
        pair = _AND_UNITS.match(text, end)
        if pair:
            end = pair.end()
        joiner = _JOINER.match(text, end)
        further = read_unit(text, joiner.end()) if joiner else None
        if joiner is None or further is None or further - joiner.end() > _LONGEST_NAME:
            return end
        name = without_brackets(text[joiner.end() : further])
        if "的" not in name and _VERBS.search(name):
            return end
        end = further
