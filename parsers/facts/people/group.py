"""The group that a roster belongs to: set up in a sentence, named by a heading, or by the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.language.lexicon import words
from parsers.language.patterns import lazy

_LABEL = r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|附件\d*[：:]?|\d+[.、])?\s*"
_ANNEX = lazy(r"^附件?\s*\d*\s*[：:．.]?\s*")
_TITLE_END = lazy(r"(?:的(?:通知|决定|公告|批复|函))$")
_LIST_END = lazy(
    r"(?:(?:主要)?职责(?:分工)?[和及])?(?:领导[和及])?(?:各?组成|领导)?(?:人员|成员|委员)?(?:及(?:职责|分工).*)?(?:名单|名册)?(?:如下)?(?:[（(].*[）)])?[：:]?$"
)
_RULES = lazy(r"(?:工作)?(?:制度|规则|章程)$")
_NOT_BODY = lazy(r"任免|^关于|召开|工作人员$|^附件")
_BEFORE_BODY = lazy(r"^(?:关于)?(?:调整后的?|成立|新一届|新的|现将|公布)?(?:由.{0,30}的)?")
_VERB = words("SETUP").pattern
_SET_UP = lazy(  # 成立 | 临江市森林防火工作领导小组
    rf"{_VERB}(?:和完善)?(?:了|后的?)?(?:由.{{0,30}}的)?(?P<body>(?:(?!{_VERB})[^，。；：《》“”（）()]){{1,40}}?{words('BODYWORD').pattern})"
    r"(?=$|[，。：（）()的]|各?组成|成员|人员|领导|名单)"
)
_ABOUT = lazy(rf"^.*关于(?:{_VERB}|印发|明确)*")
_NO_HALF = lazy(r"[。：:；]|[）)\d]$|附件|年")  # a line that is no first half of a heading
_NEAR = 8  # lines above a roster that may name its body
_FAR = 60
_LONGEST_HEADING = 40


def body_near(lines: Sequence[str], at: int, title: str) -> str | None:
    """The body of a roster that begins at a line: what stands above it, then the title, then what stands far above."""
    for i in range(at - 1, max(-1, at - 1 - _NEAR), -1):
        if body := _body_of_line(lines, i):
            return body
    if body := body_of_title(title):
        return body
    for i in [*range(at, min(len(lines), at + 3)), *range(at - 1 - _NEAR, max(-1, at - _FAR), -1)]:
        if i >= 0 and (match := _SET_UP.search(_bare(lines[i]))):
            return match["body"]
    return None


def _body_of_line(lines: Sequence[str], at: int) -> str | None:
    line = _bare(lines[at])
    if match := _SET_UP.search(line):
        return match["body"]
    if not line or len(line) > _LONGEST_HEADING or re.search("[，。；]", line):
        return None
    if at and len(line) < 24 and words("LISTEND").ends(line.rstrip("：:")) and _carries_on(lines[at - 1]):
        line = _bare(lines[at - 1]) + line
    return group_heading(line)


def _carries_on(line: str) -> bool:
    """The line above is the first half of the heading: 国务院第二次 | 全国污染源普查领导小组组成人员名单."""
    bare = _bare(line)
    return 0 < len(bare) < 30 and not _NO_HALF.search(bare)


def group_heading(line: str) -> str | None:
    """The body that a line names as a heading: `（一）防汛指挥部组成人员`, `第一工作组`, `市安委会组成人员名单如下：`."""
    bare = _bare(line)
    if len(bare) > _LONGEST_HEADING or re.search("[，。；]", bare):
        return None
    bare = re.sub(rf"^{_LABEL}", "", bare)
    bare = re.sub(r"[（(][^（）()]*[）)](?=[：:]?$)", "", bare).rstrip("：:")
    stem = _LIST_END.sub("", bare, count=1)
    listed = stem != bare
    if not stem or _NOT_BODY.search(stem) or (not listed and not words("BODYWORD").ends(stem)):
        return None
    stem = _BEFORE_BODY.sub("", _ABOUT.sub("", stem))
    return stem if len(stem) >= 3 and re.fullmatch(r"[^：:]+", stem) else None


def body_of_title(title: str) -> str | None:
    """The group a title names: `关于调整某市残疾人工作委员会组成人员的通知` gives 某市残疾人工作委员会."""
    title = _ANNEX.sub("", _bare(title))
    if match := _SET_UP.search(title):
        return match["body"]
    title = _ABOUT.sub("", title)
    bare = _RULES.sub("", _TITLE_END.sub("", title))
    stem = _LIST_END.sub("", bare, count=1)
    fits = stem != bare or words("BODYWORD").ends(stem)
    return stem if fits and len(stem) > 2 and not _NOT_BODY.search(stem) else None


def _bare(line: str) -> str:
    return re.sub(r"\s", "", line)


def in_full(body: str | None, place: str | None) -> str | None:
    """The body with its place: 市双拥工作领导小组 of a document of 临江市."""
    own = body and place and body[0] == place[-1] and words("LEVELWORD").opens(body)
    return f"{place}{body[1:]}" if own and body else body
