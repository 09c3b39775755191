"""The indicator of a number: the phrase of the source that says what is counted (guidelines, targets).

Whole, and without verb, amount or date. A share or rate that is granted is named by its base (票价 of 票价的25%),
money by its own noun (补助), a number of 分别 by its member, any other by the noun behind it or before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.facts.targets.mentions import Mention
from parsers.facts.targets.shared import member_of, named_in_turn
from parsers.language.brackets import without_note_mark
from parsers.language.dates import Date
from parsers.language.intervals import find_every
from parsers.language.lexicon import words
from parsers.language.patterns import lazy
from parsers.language.quantities import base
from schema.facts import TargetKind

_MAKE = lazy(rf"{words('MAKES').pattern}(?!{words('OFVERB').pattern})")  # 建成 | 步道; not 建设用地
_MAKES = lazy(rf"(?:{words('MAKES').pattern}|至少|[有以和及与、，])(?:了|约|近)?\s*\Z")
_LEAD = lazy(rf"(?:{words('LEADS').pattern}|[、，：（\s])+")
_TAIL = lazy(rf"(?:{words('COMPARES').source(backwards=True)}|[（(“ ：、〈])+")
_WHERE = lazy(rf"(?:{words('WHERE').pattern}|{words('PERIODS').pattern}|各?县（市、区）|各类?)+(?=.)")
_PERIOD = lazy(rf"(?:{words('PERIODS').pattern})+")
_GRANT = lazy(words("GRANTED").pattern)
_GRANT_BEHIND = lazy(  # 万元的停泊补助, 万元、三年期的泊位贷款, 万元奖励
    rf"(?:[、，]?[^，。；：、\d]{{1,6}}期)?(?:的?比例|的?标准)?(?:给予|予以)?的?(?P<noun>[^，。；：、\d的（）]{{0,8}}?{_GRANT.pattern}(?:{_GRANT.pattern})?)"
)
_GRANT_BEFORE = lazy(  # 给予安家补助 | 3万元
    rf"(?:^|[，。；：、的]|给予|予以|发放|享受|提供|一次性|再|可)(?P<noun>[^，。；：、\d的给予]{{0,4}}?{_GRANT.pattern}(?:{_GRANT.pattern})?)"
    r"(?:标准)?\s*$"
)
_GIVEN_TO = lazy("给予|予以|分别|再")
_LEAD_OF_GRANT = lazy(rf"^(?:{words('LEADSGRANT').pattern})+")
_BASE = lazy(  # 按票价的 | 25%, 处工程造价 | 百分之五, 最高可将基金收益的 | 30%
    r".*(?:按照?|以|处以?|超过|不低于|提取|将|最高可?|补助|奖励|征收|给予|高于|的|^|[，。；：])(?P<base>[^，。；：\d]{2,30}?)的?\s*$"
)
_BRACKETED = lazy(r"[（(〔][^（()）〔〕]*[)）〕]|“[^“”]*”")
_BRACKET = lazy(r"[（(〔](?:不?含|不?包括|以上|按|即|其中)[^（()）〔〕]*[)）〕]\s*$")
_MEASURED = words("MEASURED")
_STOP = lazy(r"[，。；：！？,;!?）)”’〔]|[或和及、](?=\s*[0-9一二两三])|以[上下内]|$")
_HARD = lazy(r"[，。；：！？,;!?）)”’〔]|[0-9](?![0-9]*强)|[或和及、](?=\s*[0-9一二两三])|$")
_AFTERNOUN = lazy(words("AFTERNOUN").pattern)
_MODIFIES = words("MODIFIES")
_AFTER_DATE = lazy("(?:度|之?前|以前|内)?")  # 2023年底 | 前
_COMPARED_TO = lazy(r"[比较]\s*(?:上|[“\"])?\Z")  # 事故起数比2020年下降15%
_ITEM_MARK = lazy(r"[、和及与且或]")
_PER = lazy(r"(?:按?照?|以)每[^，。；的]{1,8}$")  # 砂石资源费按每立方米 | 2元
_PER_HEAD = lazy(r"(?:每[^，。；的]{1,2}){1,3}$")  # 小型渔船每艘 | 3万元
_SHORTEST = 2
_OF_WHAT = lazy(r"(?:超过|高于|低于|少于|大于|小于)(?P<noun>[^，。；的\d]{2,12})的?$")  # 不低于净利润 | 30%
_WITHIN = lazy(rf"(?:年度?|月|日|期间|期)(?:{words('IN').pattern})")  # 在1个自然年度内 | 救助金额
_SHORT_MEASURE = 4
_LONG_MEASURED = 9
_PAIRS = {"“": "”", "（": "）", "《": "》", "‘": "’", "(": ")"}
_AGED = words("AGED")
_HOLDS = ("）", ")", "县", "市", "区", "镇")  # 抽查各县（市、区）40%的 | 机构
_MOST_ADJOINING = 8
"""So many numbers may stand one behind the other before the noun that they count."""

_DIGIT = lazy("[0-9一二两三四五六七八九十百千]")
_ETC = lazy(rf"[”、][^，。；]*?(?:{words('ETC').pattern})(?=.)")  # “云上人家”“溪畔小筑”等 | 集聚区
_SIZE = lazy(rf"(?:{words('MAKES').pattern})?总?(?:规模|额|面积|投资|长度|容量)")  # 设立总规模5亿元的 | 基金
_GROUND = lazy(  # 近视率在2018年的基础上 | 降低, 收入比2015年 | 翻, 水资源量仅为全省平均水平 | 1/3
    r"(?:在|比|较)[^，。；]{0,10}(?:基础上?|年末?|”?末|期|时|水平)$|仅[为占有达][^，。；]*$"
)
_ONLY_DONE = lazy(  # 市区改造提升 | 3家; 开工或在建 | 2个
    rf"(?:{words('HOLDERS').pattern}|其中|(?:[0-9]{{1,2}}[.．、])?每个?[^，。；]{{1,3}}(?:[（(][^（()）]*[)）])?)*(?:{words('MAKES').pattern}|[或和及])*"
)
_RATES = ("percent", "time")
_MONEYS = ("money", "ratio")
_STANDARD_OF = lazy(  # 的标准，在老城区建设 | 照护设施
    rf"(?:、[^，。；]{{1,12}})?的?(?:标准|要求)[^。；\d]{{0,20}}?(?:{words('MAKES').pattern}|补足|调剂|预留)(?P<noun>[^，。；、\d]{{2,}})"
)


def indicator_of(
    mentions: list[Mention], index: int, dates: list[Date], told: Sequence[str], kind: TargetKind
) -> str | None:
    """What the quantity `mentions[index]` counts, of those of its segment; None where the sentence does not say it.

    `told` is what the numbers before it in the sentence count, in order.
    """
    mention, last = mentions[index], told[-1] if told else ""
    if index and _bounds_again(mentions[index - 1], mention):
        return last
    granted = kind == "incentive"
    if granted and mention.quantity.dimension in _RATES and (base := _base(mention)):
        return base
    if granted and mention.quantity.dimension in _RATES and last and _GIVEN_TO.match(mention.after):
        return last
    if member := member_of(mentions, index, granted):
        return member
    changed = mention.quantity.dimension == "percent" and mention.comparison.comparator in ("+", "-")
    if changed and (one := named_in_turn(mentions, index, told)):
        return one
    if granted and mention.quantity.dimension in _MONEYS and (noun := _granted(mentions, index)):
        return noun
    return (
        _provided(mention)
        or _counted(mentions, index, dates, last)
        or _of_unit(mention)
        or _before_dates(mention, dates)
        or _said_before(mentions, index)
        or last
        or _previous(mention)
        or None
    )


def _provided(mention: Mention) -> str:
    """What a standard per head provides: 按每百户30平方米的标准配建 | 养老用房."""
    if not _PER.search(mention.text, mention.segment[0], mention.start):
        return ""
    found = _STANDARD_OF.match(mention.text, mention.end, mention.sentence[1])
    return _clean(mention.text, *found.span("noun")) if found else ""


def _said_before(mentions: list[Mention], index: int) -> str:
    """The words of the part before, where it has no number of its own: 开展管家培训，累计培训2600人次."""
    mention = mentions[index]
    head = mention.text[mention.sentence[0] : mention.segment[0]].rstrip("，,")
    part = re.split("[，；：。,;:]", head)[-1]
    joined = mention.text[mention.segment[0] - 1 : mention.segment[0]] in ("，", ",")
    return "" if index or _DIGIT.search(part) or not joined else _previous(mention)


def _before_dates(mention: Mention, dates: list[Date]) -> str:
    """What stands before the dates of a segment: 污水处理率到 | 2025年、2030年分别达到85%、95%."""
    first = next((date.start for date in dates if mention.segment[0] <= date.start < mention.start), None)
    phrase = _clean(mention.text, mention.segment[0], first) if first is not None else ""
    return phrase if len(phrase) > 1 else ""  # 比 | 上年增长12.3%


def _of_unit(mention: Mention) -> str:
    """The unit where it is a noun itself: 服务30万 | 用户."""
    unit = base(0, mention.quantity.unit)[1]
    return unit if mention.quantity.dimension == "person" and len(unit) > 1 and unit[0] != "人" else ""


def _counted(mentions: list[Mention], index: int, dates: list[Date], last: str) -> str:
    """The noun behind the number (建成30个码头) or before it (泊位30个), whichever the words beside it speak for."""
    mention = mentions[index]
    start = _item_start(mentions, index, dates)
    end = mention.comparison.start - mention.is_negative  # 增长 | -3.2%
    before, after = _clean(mention.text, start, end), _noun_after(mentions, index)
    stands = before in words("STAGES") or mention.quantity.unit.endswith("时")  # 开工12台, 培训40学时
    if _PERIOD.fullmatch(before) or (_ONLY_DONE.fullmatch(before) and not stands):
        before = ""
    if mention.quantity.dimension == "age" and (aged := _AGED.opens(_WHERE.sub("", after, count=1))):
        return aged
    makes = (
        not mention.comparison.explicit
        and mention.after.startswith("的")
        and _SIZE.fullmatch(before) is not None
    )
    makes = makes or any(_MAKES.search(mention.text, start, at) for at in (end, mention.quantity.start))
    if mention.in_bracket and mention.quantity.dimension == "percent" and last and not _MEASURED.ends(before):
        return last
    of_what = _OF_WHAT.search(mention.text, mention.comparison.start, mention.quantity.start)
    by = mention.text[end - 1 : end] in ("以", "按", "将")  # 以不低于净利润30%的比例
    if of_what and mention.quantity.dimension == "percent" and by:
        return of_what["noun"]
    if mention.quantity.dimension == "ratio" and not mention.in_bracket:
        before = before.partition("由")[0]
    if len(after) >= 2 and (len(before) < 2 or makes or _names_more(mention, before)):
        return after
    if len(before) >= 2:
        return before
    return after or before


def _names_more(mention: Mention, before: str) -> bool:
    """Whether the noun behind a counted number outweighs what stands before it: 各镇 | 2家以上养老院."""
    if _MEASURED.ends(before):
        return False
    if mention.quantity.dimension == "percent":
        return mention.after.startswith("的") and before.endswith(_HOLDS)
    parts = mention.quantity.dimension == "ratio" and "/" in (mention.quantity.ratio or "")  # 三分之一的
    counts = parts or mention.quantity.dimension in ("count", "person", "kind", "time")
    return counts and mention.after[:1] not in ("的", "")


def _base(mention: Mention) -> str:
    """What a rate is a rate of: 按票价的25%."""
    head = mention.text[mention.segment[0] : mention.quantity.start]
    found = _BASE.search(head)
    if not found:
        return ""
    phrase = _clean(head, found.start("base"), found.end("base")).partition("由")[0]
    return phrase if len(phrase) >= 2 and not _PER.fullmatch(phrase) else ""


def _granted(mentions: list[Mention], index: int) -> str:
    """The noun of money that is granted or charged: behind it, before it, else the last one of the sentence."""
    mention, last = mentions[index], index
    while last + 1 < len(mentions) and _adjoin(mentions[last], mentions[last + 1]):
        last += 1
    behind = _GRANT_BEHIND.match(mention.text, mentions[last].end, mention.sentence[1])
    if behind and (noun := _own_noun(behind["noun"])):
        return noun
    head = mention.text[mention.segment[0] : mention.comparison.start]
    per = _PER.search(head)
    head = head[: per.start()] if per and not _GRANT.search(per.group()) else head
    own = _clean(head, 0, len(head))
    if _MEASURED.ends(own) and not own.startswith("每"):
        return _GIVEN_TO.split(own)[-1] or own
    if before := _GRANT_BEFORE.search(head):
        return _own_noun(before["noun"])
    if words_of_head := _GRANT.findall(head):
        return str(words_of_head[-1])
    earlier = list(_GRANT.finditer(mention.text, mention.sentence[0], mention.segment[0]))
    labelled = earlier and own and mention.text.find("：", earlier[-1].end(), mention.segment[0]) >= 0
    return earlier[-1].group() if earlier and not labelled and not _MEASURED.ends(own) else ""


def _own_noun(phrase: str) -> str:
    """The noun of what is granted without who gets it and the verb: 向调解员发放 | 补贴, 单户企业 | 贴息."""
    phrase = _LEAD_OF_GRANT.sub("", phrase)
    while (paid := words("PAIDOUT").inside(phrase)) and phrase.partition(paid)[2]:
        phrase = phrase.partition(paid)[2]
    return _WHERE.sub("", phrase, count=1) if phrase.startswith("单") else phrase


def _item_start(mentions: list[Mention], index: int, dates: list[Date]) -> int:
    """Where the words about a quantity begin: after the number before it and its noun, and after a date."""
    mention = mentions[index]
    start, end = mention.segment[0], mention.comparison.start
    if index:
        start = min(max(start, mentions[index - 1].end), end)
        start += mention.text.startswith("级", start, end)  # 百亿元级 | 企业30家
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
    """The noun phrase at the end of a range: without what introduces or compares, the verb, and who or where."""
    start, end = _stripped(text, start, end)
    if ground := _GROUND.search(text, start, end):
        start, end = _stripped(text, start, ground.start())
    if (bracket := _BRACKET.search(text, start, end)) and bracket.start() - start >= 2:
        start, end = _stripped(text, start, bracket.start())
    if (per := _PER_HEAD.search(text, start, end)) and per.start() - start >= _SHORTEST:
        start, end = _stripped(text, start, per.start())
    for cut in _cuts(text, start, end):
        if len(text[cut:end].strip()) >= 2:
            start = cut
            break
    start, end = _stripped(text, start, end)
    if (where := _WHERE.match(text, start, end)) and end - where.end() >= 2:
        start = where.end()
    return _closed(text, *_stripped(text, start, end))


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Where the phrase may begin, the last place first: after 的, after a verb whose object is counted."""
    marks = [at + 1 for at, char in enumerate(text[start:end]) if char == "的"]
    marks = [mark for mark in marks if not _names_measure(text[start:end], mark)]
    marks += [match.end() for match in _ETC.finditer(text[start:end])]
    marks += [match.end() for match in _WITHIN.finditer(text[start:end])]
    marks += [every.end for every in find_every(text[start:end]) if every.iso.endswith("Y")]  # 每五年 | 培训
    marks += [at + 1 for at, char in enumerate(text[start:end]) if char == "且"]
    places = [start + mark for mark in marks] + [verb.end() for verb in _MAKE.finditer(text, start, end)]
    yield from sorted(places, reverse=True)


def _names_measure(phrase: str, after: int) -> bool:
    """Whether a 的 stands before a mere measure that needs what is measured: 供水管道的 | 压力."""
    tail = phrase[after:]
    short = len(tail) <= _SHORT_MEASURE and len(phrase) - len(tail) <= _LONG_MEASURED
    return short and bool(_MEASURED.ends(tail)) and not _WHERE.match(phrase)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the words that introduce it and those that compare."""
    while start < end and (lead := _LEAD.match(text, start, end)):
        start = lead.end()
    while start < end and (tail := _TAIL.match(text[start:end][::-1])):
        end -= tail.end()
    return start, end


def _closed(text: str, start: int, end: int) -> str:
    """The phrase with its brackets and quotation marks closed."""
    for opener, closer in _PAIRS.items():
        inside = text[start:end]
        if inside.count(opener) > inside.count(closer) and text.startswith(closer, end):
            end += 1
        elif inside.count(closer) > inside.count(opener) and (at := text.rfind(opener, 0, start)) >= 0:
            start = at
    return without_note_mark(text[start:end]).strip(" 、的了")


def _noun_after(mentions: list[Mention], index: int) -> str:
    """The noun phrase behind a number, what qualifies it left out: 30个以上、设施齐全的 | 标杆码头."""
    for following in mentions[index + 1 : index + _MOST_ADJOINING]:
        if mentions[index].end != following.start:
            break
        index += 1
    mention = mentions[index]
    printed, start = mention.text, mention.end
    text = printed[:start] + _BRACKETED.sub(
        lambda bracket: "□" * len(bracket[0]), printed[start : mention.sentence[1]]
    )
    start += printed.startswith("级", start, mention.sentence[1])
    while start < len(text) and text[start] == "□" and printed[start] != "“":
        start += 1
    if words("DEALSWITH").opens(text, start):
        return ""
    hard = _HARD.search(text, start, mention.sentence[1])
    limit = hard.start() if hard else mention.sentence[1]
    of = text.rfind("的", start, limit)
    verb = _AFTERNOUN.search(text, start + 2, limit)
    if of >= 0 and _AFTERNOUN.match(text, of + 1):
        limit, of = of, -1
    if of >= 0 and not (verb and verb.start() < of and not _MODIFIES.opens(text, start)):
        stop = _AFTERNOUN.search(text, of + 3, limit)
        noun = printed[of + 1 : stop.start() if stop else limit]
        if len(noun.strip()) >= 2 or of == start:
            return _BRACKET.sub("", noun).strip(" （的、")
        limit = of
    stop = _STOP.search(text, start, limit)
    limit = stop.start() if stop else limit
    limit = min([limit, *(at for at in [text.find("、", start, limit)] if at >= 0)])
    verb = _AFTERNOUN.search(text, start + 2, limit)
    return _BRACKET.sub("", printed[start : verb.start() if verb else limit]).strip(" （的、")


def _bounds_again(left: Mention, right: Mention) -> bool:
    """Whether two numbers bound the same quantity from below and above: 500万元以上、5000万元以下."""
    return (
        left.text[left.comparison.end : right.quantity.start].strip() in ("、", "，", "")
        and left.comparison.comparator in (">", ">=")
        and right.comparison.comparator in ("<", "<=")
        and left.quantity.unit == right.quantity.unit
    )


def _adjoin(left: Mention, right: Mention) -> bool:
    """Whether nothing but a mark stands between two numbers: 500家、100家; 10人以上30人以下."""
    return not left.text[left.comparison.end : right.comparison.start].strip("、和及， ")


def _previous(mention: Mention) -> str:
    """The last words before this segment: 每支队伍，不少于5人."""
    end = mention.segment[0]
    while end and mention.text[end - 1] in "，。；：、,;: ":
        end -= 1
    start = max((mention.text.rfind(mark, 0, end) for mark in "，。；：！？,;!?\n"), default=-1) + 1
    return _clean(mention.text, start, end) if start >= mention.sentence[0] else ""
