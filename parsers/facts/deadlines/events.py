"""Limits that name an event and no date or length: 自发布之日起施行, 自公告次月起, 自受理之日起…至…为止."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.facts.deadlines.text import IN_FORCE, SELF, LimitText
from schema.facts import Deadline

_EFFECTIVE = re.compile(  # 自公布之日起施行
    rf"(?:{SELF}|于)(?P<event>(?:(?!{SELF})[^，。；：《》]){{1,40}}?)(?:起|后|开始)(?:{IN_FORCE}|[，,](?:施行|生效))"
)
_SINCE = re.compile(  # 自公告次月起, 从期限届满之日起, 即日起
    rf"(?:{SELF}(?P<event>(?:(?!{SELF})[^，。；：]){{0,40}}?(?:之日|之时|当[日月年季天]|[次翌][日月年季]|即日|第[二三]?[个]?[日天月年]))"
    r"|(?<![今])(?P<now>即日))起(?!始|点|草|诉)"
)
_COUNTED_AFTER = re.compile(  # 有效期自取得之日起计算, 自签订之日起满一年
    r"[，,]?(?:开始|重新|连续)?(?:计算?|算|起算|[已未不]?满|不足|至|到|(?:之后|后)?的?[第\d])"
)
_UNTIL = re.compile(  # 自公告次月起领取补贴，至入住的次月为止
    r"[^。；至]{0,30}?[，,]?至(?!今)[^。；，]{1,40}?(?:为止|之日止|时止|之日(?!起)|止(?=[，。；]|$))"
)


def find_effective(clause: LimitText) -> Iterator[Deadline]:
    """自2022年12月28日起施行, 自发布之日起实施."""
    for match in _EFFECTIVE.finditer(clause.text):
        if not clause.is_free(*match.span()):
            continue
        dates = [d for d in clause.dates if match.start("event") <= d.start and d.end <= match.end("event")]
        event = re.sub(r"(?<=之日)起.*", "", match["event"])
        if dates:
            yield clause.row(*match.span(), "effective", first=dates[0].first_day)
        elif event.endswith(("日", "后", "时")):
            yield clause.row(*match.span(), "effective", anchor=event)


def find_since(clause: LimitText) -> Iterator[Deadline]:
    """Starts that an event sets, with their end where the sentence gives one."""
    for match in _SINCE.finditer(clause.text):
        until = _UNTIL.match(clause.text, match.end())
        if until and clause.is_free(match.start(), until.end()):
            yield clause.row(match.start(), until.end(), "period", anchor=match["event"])
        elif clause.is_free(*match.span()) and not _COUNTED_AFTER.match(clause.text, match.end()):
            yield clause.row(*match.span(), "from", anchor=match["event"] or match["now"])
