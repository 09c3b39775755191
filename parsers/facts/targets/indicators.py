"""The indicator of a number: the shortest phrase of the source that says what is counted."""

from __future__ import annotations

import re

from parsers.facts.targets.mentions import Mention
from parsers.language.dates import Date

_MAKE = (  # verbs whose object is counted: 建成健身步道869公里, 创建16个示范社区
    r"新建成?|新改扩建|新增(?!就业)|净增|改建|扩建|迁建|续建|建成|建有|建设|建立|打造|创建|培育|培养|培训|引进培养|引进|引育|引培|开展|举办|承办|"
    r"完成|实现|实施|推出|推动|形成|设立|配备|布局|遴选|评定|认定|争创|获得|获评|荣获|安排|投入|发放|改造|更新|整治|治理|开通|"
    r"设置|发展|办好|开发|盘活|筹集|覆盖|含|给予|奖励|补助|补贴|资助|掌握|拥有|推举|提供|转化|支持|扶持|出台|制定|查明|造成|导致|解决|招收|招聘"
)
_MAKE_WORD = re.compile(rf"(?:{_MAKE})(?!率|性|面积|数|量|总|额|值|比|用地|资金|标准|系统|工程|水平|者|成果)")
_MAKES = re.compile(rf"(?:{_MAKE}|至少|力争|推动|共有?|有|以及|和|及|与|、|，)(?:了|约|近)?\s*\Z")
_LEAD = re.compile(  # words before the phrase that only introduce it
    r"^(?:力争|争取|确保|计划|预计|预期|其中|另|对(?![外口])|按照?|以|使(?!用)|"
    r"在(?![职建园校读册编岗库研])|由|从(?![业事])|将|要(?!素)|应(?![用届急收征])当?|须|可(?!支配|再生|降解)|再(?!生)|且|或者?|"
    r"并且?|同时|阶段性|全年|均(?!价)|各|分别|逐步|累计|共(?!享)计?|"
    r"总计|合计|全面|基本|依法对?|每年按|者|的|了|、|和|及|与|，|：|（|以上|以下|以内|左右)+"
)
_TAIL = re.compile(  # words after it that only compare
    r"(?:力争|争取|均|各|分别|累计|合计|共|阶段性|要|应当?|须|将|可|已|不(?:得|应|能)?|再|给予|为|达到?|到|至|约|近|超过?|突破|跨越|高于|低于|大于|小于|多于|"
    r"少于|不足|不满|以|按|占|其|每年|年均|平均|双双|逐步|提高|提升|增长|增加|新增|净增|增|减少|下降|降低|降|压减|实现|完成|保持|稳定|维持|控制|在|最高|最低|至少|"
    r"放宽|标准|拟|首次|翻了?|由|从|原则上|[比较][^，、]{1,10}(?:年末?|期间|末|时)|的|[（(“ ：]|是|有)+$"
)
_OF_WHAT = re.compile(  # 最高不超过首轮实际投资额的20%, 最高奖励金额1000万元
    r"(?:超过|超出|高于|低于|少于|多于|大于|小于|突破|不足|最高|最低)其?(?!当地|[本我全][市县区省])(?P<noun>[^，其为至给不（(]{2,18}?)(?:的|为)?\s*$"
)
_PER_HEAD = re.compile(r"(?:每.{1,2}){1,3}")  # 每人最高100万元, 每生每年500元
_NOUN_END = re.compile(
    r"[，。；：！？,;!?、）)]|以上|以下|以内|左右|[或和及、](?=[0-9一二两三])|(?:达到|建成|达(?!标)|能够|完成|实现|超过)"
)
_AFTER_DATE = re.compile("(?:度|之?前|以前|内)?")  # 2023年底 | 前
_COMPARED_TO = re.compile(r"[比较]\s*(?:上|[“\"])?\Z")  # 事故起数比2020年下降15%
_GIVES = re.compile(r"分别(?:再|一次性)?(?:给予|奖励|补助|补贴|资助|发放)")  # 分别给予30万元、15万元奖励
_FINED = re.compile(r"处以?$")  # 由公安机关处二十元以上五十元以下罚款
_BY_RATE = re.compile(r"(?:的?标准)?(?:给予|予以)(?=.{2})")  # 按每人500元标准给予一次性补贴
_ITEM_MARK = re.compile(r"[、和及与且或]")
_SHARED = re.compile(r"[、和与]")


def indicator_of(mentions: list[Mention], index: int, dates: list[Date], last: str) -> str:
    """What the quantity `mentions[index]` counts, of those of its segment; else `last`, the one before it."""
    mention = mentions[index]
    start = _item_start(mentions, index, dates)
    before = _clean(mention.text, start, mention.comparison.start)
    after = _noun_after(mentions, index) or (
        _given_noun(mentions, index) if _GIVES.search(mention.own) else ""
    )
    if index and _bounds_again(mentions[index - 1], mention):
        return last
    if "分别" in mention.own and not _GIVES.search(mention.own) and (subject := _subject(mentions, index)):
        return subject
    of_what = _OF_WHAT.search(mention.text[mention.comparison.start : mention.quantity.start])
    if of_what and not _PER_HEAD.fullmatch(of_what["noun"]):
        return of_what["noun"]
    if _PER_HEAD.fullmatch(before):
        before = ""
    if _FINED.search(before) and after:
        return after
    makes = any(_MAKES.search(mention.text, start, end) for end in _ends(mention))
    if len(after) >= 2 and (len(before) < 2 or makes):
        return after
    if len(before) >= 2 and not (before.endswith("等") and len(after) >= 2):
        return before
    if not after and not before and index:
        return indicator_of(mentions, index - 1, dates, last)
    return after or before or last or _previous(mention)


def _ends(mention: Mention) -> tuple[int, int]:
    return mention.comparison.start, mention.quantity.start


def _item_start(mentions: list[Mention], index: int, dates: list[Date]) -> int:
    """Where the words about a quantity begin: after the number before it and its noun, and after a date."""
    mention = mentions[index]
    start, end = mention.segment[0], mention.comparison.start
    if index:
        start = min(max(start, mentions[index - 1].comparison.end, mentions[index - 1].quantity.end), end)
        if mark := _ITEM_MARK.search(mention.text, start, end):
            start = mark.end()
    for date in dates:
        if (
            start <= date.start
            and date.end <= end
            and not _COMPARED_TO.search(mention.text, start, date.start)
        ):
            after = _AFTER_DATE.match(mention.text, date.end)
            start = min(after.end() if after else date.end, end)
    opened = max(mention.text.rfind(mark, start, end) for mark in "（(〔")
    if opened >= 0 and not re.search("[）)〕]", mention.text[opened:end]):
        start = opened + 1
    return start


def _clean(text: str, start: int, end: int) -> str:
    """The phrase without the words that introduce or compare; an object of a verb without the verb."""
    while start < end and (lead := _LEAD.match(text[start:end])):
        start += lead.end()
    while start < end and (tail := _TAIL.search(text[start:end])):
        end = start + tail.start()
    for verb in reversed(list(_MAKE_WORD.finditer(text, start, end))):
        if end - verb.end() >= 2 and "每" not in text[start : verb.start()]:
            start = verb.end()
            break
    phrase = text[start:end].strip(" “”‘’（）()、的了")
    return phrase + "）" if phrase.count("（") > phrase.count("）") and f"{phrase}）" in text else phrase


def _noun_after(mentions: list[Mention], index: int) -> str:
    while index + 1 < len(mentions) and mentions[index].comparison.end == mentions[index + 1].quantity.start:
        index += 1
    mention = mentions[index]
    start = max(mention.comparison.end, mention.quantity.end)
    start += len(mention.text[start:]) - len(mention.text[start:].lstrip(" 的"))
    if rate := _BY_RATE.match(mention.text, start, mention.segment[1]):
        start = rate.end()
    stop = _NOUN_END.search(mention.text, start, mention.segment[1])
    return mention.text[start : stop.start() if stop else mention.segment[1]].strip(" “”‘’（的")


def _given_noun(mentions: list[Mention], index: int) -> str:
    """The noun behind a list of amounts: 分别给予300万元、150万元、50万元奖励."""
    while index + 1 < len(mentions) and _adjoin(mentions[index], mentions[index + 1]):
        index += 1
    return _noun_after(mentions, index)


def _bounds_again(left: Mention, right: Mention) -> bool:
    """Whether two numbers bound the same quantity from below and above: 500万元以上、5000万元以下."""
    return (
        left.text[left.comparison.end : right.quantity.start].strip() in ("、", "，")
        and left.comparison.comparator in (">", ">=")
        and right.comparison.comparator in ("<", "<=")
        and left.quantity.unit == right.quantity.unit
    )


def _subject(mentions: list[Mention], index: int) -> str:
    """Its subject in a list of numbers behind a list of subjects: A、B、C分别达到500家、100家、20家."""
    first, end = index, index + 1
    while first > 0 and _adjoin(mentions[first - 1], mentions[first]):
        first -= 1
    while end < len(mentions) and _adjoin(mentions[end - 1], mentions[end]):
        end += 1
    head = mentions[first]
    if end - first < 2:
        return ""
    phrase = _clean(head.text, head.segment[0], head.comparison.start)
    subjects = [part for part in _SHARED.split(phrase) if part]
    apart = "分别" in head.own and len(subjects) == end - first
    return subjects[index - first] if apart else phrase if index > first else ""


def _adjoin(left: Mention, right: Mention) -> bool:
    """Whether nothing but a mark stands between two numbers: 500家、100家; 10人以上30人以下."""
    return len(left.text[left.comparison.end : right.comparison.start].strip("、和及， ")) == 0


def _previous(mention: Mention) -> str:
    """The last words before this segment: 每支队伍，不少于5人."""
    end = mention.segment[0]
    while end and mention.text[end - 1] in "，。；：、,;: ":
        end -= 1
    start = max((mention.text.rfind(mark, 0, end) for mark in "，。；：！？,;!?"), default=-1) + 1
    return _clean(mention.text, start, end) or mention.text[mention.quantity.start : mention.quantity.end]
