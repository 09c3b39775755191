"""A clause's heading: the words after its label up to the first 。 when they read as a title (guidelines, `heading`)."""

from __future__ import annotations

import re

from parsers.language.brackets import outside_brackets
from parsers.language.labels import Label

_LONGEST = 45
_LONGEST_ITEM = 8
_STOPS = "；;：:！!？?。"
# Words that make a sentence of it: 应当 不得 …负责… 是指
_SENTENCE = re.compile(
    r"应当|不得|必须|可以|删去|删除|修改为|增加一|会同|^(?:原则)?同意|负责(?!$|制)|为准|按照|根据|^由|^对|^凡|^本(?:办法|规定|条例|意见|通告|公告|通知|决定|措施|细则|方案|预案|规则)|^自|^请|(?<![主重需只纲概摘首紧必])要(?![素求点闻件职务道害领义塞么])|不[低少高超大多][于过]|\d[^，。；]{0,4}以[上下内]|是指|^指(?![导标])|的，"
)
_PANEL_MARK = re.compile(r"[：:\s　]*")
# 废止《…条例》（1992年…公布）  《城市绿化条例》（2017年修订）
_CITES = re.compile(r"^《|》(?:[（(].*[）)])?$")


def split_heading(text: str, label: Label, leads: bool) -> tuple[str | None, int]:
    """The heading and where the clause's own text begins. `leads`: text or clauses of its own stand under the line.

    `（一）指导思想。坚持…` gives 指导思想 and what follows; `4. 本意见自…实施` gives None and what follows the label.
    """
    start = label.length
    if label.style == "panel":
        start += len(_PANEL_MARK.match(text, start)[0])  # type: ignore[index]
    start += len(text[start:]) - len(text[start:].lstrip())
    rest = text[start:]
    end = _first_stop(rest)
    if end is None:
        return (rest, len(text)) if _stands_alone(rest, leads) else (None, start)
    if not _reads_as_title(rest[:end], label):
        return None, start
    if end + 1 >= len(rest):
        return (rest[:end], len(text)) if leads else (None, start)
    return rest[:end], start + end + 1


def split_item_heading(text: str, label: Label) -> tuple[str | None, int]:
    """The heading of an item under an article: a word or two before a 。, as in `（一）初审。户籍所在地…`; else None."""
    heading, start = split_heading(text, label, leads=False)
    short = heading is not None and start < len(text) and len(heading) <= _LONGEST_ITEM
    return (heading, start) if short else (None, label.length)


def _stands_alone(rest: str, leads: bool) -> bool:
    """The line without 。 is a heading: a phrase, or several with something under them."""
    if not rest or any(mark in rest for mark in _STOPS) or rest[-1] in ".,，、" or _CITES.search(rest):
        return False
    return leads or not any(mark in rest for mark in "，,")


def _first_stop(rest: str) -> int | None:
    free = outside_brackets(rest)
    return next((i for i, char in enumerate(rest) if char == "。" and free[i]), None)


def _reads_as_title(candidate: str, label: Label) -> bool:
    """A noun or verb phrase, or two of them: `政策支撑有力，部门配合给力`."""
    free = outside_brackets(candidate)
    marks = [char for i, char in enumerate(candidate) if free[i] and char in _STOPS + "，,"]
    return (
        0 < len(candidate) <= _LONGEST
        and len(marks) <= 1
        and not any(char in _STOPS for char in marks)
        and label.style != "article"
        and not _SENTENCE.search(candidate)
        and not _CITES.search(candidate)
    )
