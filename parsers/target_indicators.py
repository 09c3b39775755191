"""The indicator of a number: the shortest phrase of the source that says what is counted."""

from __future__ import annotations

import re

from parsers.comparators import Comparison
from parsers.lists import trimmed
from parsers.quantities import Quantity

_VERBS = (  # 建成健身步道869公里, 新增就业5万人
    r"(?:力争|争取|确保|计划|预计|累计|共计|总计|合计|共|已|将|要|应当?|须|需|可|再|均|各|分别|全面|逐步|基本|至少|最高|不得|同时|并且?|且|其中|另|对|按照?|以|使|在|由|从|"
    r"新建成?|新增|净增|改建|扩建|续建|建成|建设|建立|打造|创建|培育|培养|引进|引育|引培|开展|举办|组织|完成|实现|实施|推进|推出|推动|形成|设立|配备|布局|遴选|评定|认定|支持|发展|争创|获得|获评|获|荣获|安排|投入|发放|改造|整治|治理|开通|设置|含|有|达到?|提高|提升|增长|增加|减少|下降|降低|压减|"
    r"保持|稳定|控制|给予|奖励|补助|补贴|资助|处以?|处|能够|掌握|拥有(?=.{0,2}$)|抽查|参与)"
)
_LEAD = re.compile(rf"^(?:{_VERBS}|[、和及与]|以及|(?:全市|全省|全区|全县|全国)?(?=累计|共)|了)+")
_TAIL = re.compile(
    r"(?:力争|争取|均|各|分别|累计|合计|共|要|应当?|须|将|可|已|不(?:得|应|能)?|再|给予|为|达到?|到|至|约|近|超过?|突破|高于|低于|大于|小于|多于|少于|不足|不满|以|按|占|其|"
    r"提高|提升|增长|增加|减少|下降|降低|压减|实现|完成|保持在?|稳定在?|维持在?|控制在?|最高|最低|至少|放宽|的|[（(、“ ]|是|有|在|：)+$"
)
_STOP = re.compile(r"[，。；：！？,;!?、]")
_AFTER_STOP = re.compile(
    r"[，。；：！？,;、）)]|以上|以下|以内|左右|或者?(?=[\d一二两三])|(?:达到|建成|达|能够|完成|实现)"
)


def indicator_of(
    text: str,
    quantity: Quantity,
    comparison: Comparison,
    segment: tuple[int, int],
    item_start: int,
) -> str:
    """What the quantity counts; `item_start` is where its item of a 、-list begins."""
    before = _clean(text, item_start, comparison.start)
    if len(before) < 2 and item_start > segment[0]:
        before = ""
    after = _after(text, quantity, comparison, segment[1])
    if len(before) >= 2:
        return before
    if len(after) >= 2:
        return after
    return (
        _clean(text, segment[0], comparison.start)
        or _previous(text, segment[0])
        or text[quantity.start : quantity.end]
    )


def _clean(text: str, start: int, end: int) -> str:
    phrase = text[start:end]
    if lead := _LEAD.match(phrase):
        start += lead.end()
    while tail := _TAIL.search(text[start:end]):
        end = start + tail.start()
        if start >= end:
            return ""
    item = trimmed(text, start, end)
    return item.text.strip("“”‘’（）()")


def _after(text: str, quantity: Quantity, comparison: Comparison, limit: int) -> str:
    start = max(comparison.end, quantity.end)
    match = re.match(r"\s*(?:以上|以下|及以上|左右)?(?:的)?", text[start:limit])
    start += match.end() if match else 0
    stop = _AFTER_STOP.search(text, start, limit)
    return trimmed(text, start, stop.start() if stop else limit).text


def _previous(text: str, segment_start: int) -> str:
    """The last segment before this one that has words: 每支队伍，不少于5人."""
    head = text[:segment_start].rstrip("，。；：、,;: ")
    parts = _STOP.split(head)
    return _clean(parts[-1], 0, len(parts[-1])) if parts else ""
