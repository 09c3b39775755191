"""Sentences that give a duty to a named unit.

Guidelines, section "units", basis `inline`: 负责, 牵头, 会同, 承担, 主管, or `由X组织/实施/办理/查处/解释/审批…`.
应当, 要, 做好 alone, 配合 alone and a unit that is only mentioned give nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from parsers.brackets import outside_brackets
from parsers.unit_lists import UnitName, shared_tail, split_units
from parsers.unit_reading import read_units
from parsers.unit_words import is_place, is_unit, outer_brackets
from schema.facts import DutyRole

_MANNER = (
    "应当|应该|应|必须|须|需要|需|要|可以|可|将|依法|依规|具体|统一|统筹|主要|全面|共同|分别|各自|积极|切实|认真|直接|同时|也|均|都"
    "|联合|及时|定期|继续|全程|专门|一并|另行|会商后|原则上|和|并|或"
)
_ADVERBIALS = rf"(?:{_MANNER})*+"
_ADVERBIAL_PIECE = re.compile(
    rf"\s*{_ADVERBIALS}(?:(?:按照?|依照|依据|根据|遵照|结合|围绕|通过)[^，。；]{{1,60}}"
    rf"|[在于][^，。；]{{1,40}}?(?:内|下|中|上|期间|前|后|时){_ADVERBIALS}"
    rf"|受[^，。；]{{2,30}}委托{_ADVERBIALS})?"
)
"""应当 | 按照各自职责分工 | 在市政府领导下 | 依法"""

_TAKES = (
    r"负责(?![人制任]|同志|的(?:态度|精神)|到底)|牵头(?![单部人]|的)|会同(?![的意])|主管(?=全|本|辖|该|相关|行政|[^部单人机领的]{2,}工作)"
    r"|承担(?!的)(?!(?:相应|一定)?的?(?:相应|法律|民事|刑事|赔偿|违约|行政|连带|经济|举证)[^，。；]{0,6}责任)|担负"
)
_TRIGGER = re.compile(_TAKES)
"""负责资金拨付，not 负责人；承担救助工作，not 承担赔偿责任；主管全市供水工作，not 主管部门"""
_IS_AUTHORITY = re.compile(
    r"(?:是|为)(?:本|全|该|我|辖|同级|[^，。；]{0,3}[省市县区])[^，。；]{2,34}?(?:主管部门|主管机关|管理部门|责任单位|实施机构|牵头单位)"
)
"""是全市住房保障行政主管部门"""
_IS_LEADER = re.compile(r"(?:是|为|作为)[^，。；]{0,10}?(?:(?P<lead>牵头)|责任|实施)(?:单位|部门)(?![的和])")
"""为牵头单位"""
_ACCOUNTABLE = re.compile(
    r"对(?P<what>[^，。；]{1,40}?)(?:全面|直接|具体|共同|总体)*负(?:总责|(?:主体|监管|领导|属地|管理|直接|首要)+责任|责(?!人|同志|制|任|的))|对(?P<over>[^，。；]{1,60}?)承担(?:主体|监管|管理|领导|属地|直接)*责任"
)
"""对其承办的活动安全负责；对食品安全承担主体责任"""

_BY = re.compile(r"(?<![事缘])由(?![于此来衷])")
"""由 | 民政部门依法查处"""
_NO_DUTY_AFTER_BY = re.compile(
    rf"{_ADVERBIALS}(?:兼?任|担任|组成|共同组成|构成|扩展|扩大|分享|享有|所有|主持|为主|主导|的|双方|转变|转为|变更为|改为|[升降][为至到]"
    r"|[^，。；]{0,6}(?:颁发|核发|出具|制定|发布|印发|认定|批准|确定|提供|管理|主办|签发|盖章|组织|负责|承担)的(?!规定|有关))"
)
"""由 | 市财政局等部门 | 组成；由 | 公安机关 | 出具的证明"""
_PEOPLE_NEXT = re.compile(
    r"(?:及其|和)?(?:(?:相应|有关|相关|执法|值班|岗位|工作|内设)+人员|(?:有关|主要|分管)?负责(?:人|同志)|分管|主要领导|领导|党组"
    r"|(?:常务|分管|有关|党委|党组)*副?(?:秘书长|书记|[市省县区州局厅部司]长|主任|主席))"
)
"""市财政局 | 主要负责人"""
_OF_UNIT_NEXT = re.compile(r"的|内部|网站|公众号|名义|授权|备案|登记|认定|等级|名录|报告|意见|许可|资料|系统")
"""民政部门 | 的"""
_SLOGAN = re.compile(
    r"(?:坚持|遵循|贯彻|本着)[^。；]*?(?:原则|方针)|(?:负责|牵头|主管|承担)[^，。；]{0,20}原则|党委领导、|政府主导、|谁[^，。；]{1,6}[，、]?谁"
)
"""坚持承办者负责、政府监管的原则 | 谁引进、谁负责"""
_PLACE = (
    r"(?P<place>(?:各|属地)[^，。；、由的负]{0,8}?(?:[市县区镇乡州旗]|街道|镇街|街镇|[（(][省市县区州旗镇乡街道、]+[)）])"
    r"|乡?镇(?:[（(、]?街道[)）]?)|镇街|乡镇(?!人民|政府)|县[（(]市、区[)）])"
)
_PLACE_ACTS = re.compile(_PLACE + r"(?=牵头|负责|组织|承担|按|统筹|自行)")
"""由 | 各县（市、区）| 牵头"""
_PLACE_LEADS = re.compile(_PLACE + rf"(?={_ADVERBIALS}(?:负责(?![人制任])|牵头|承担))")
"""乡镇（街道）| 负责组织实施"""
_LEVEL = (
    "中央|国家|自治区|县市区|市县区|县区|市县|[省市县区州盟旗乡镇]本?级?|本级|同级|各级|本地区|地方|所在地"
)
_TREASURIES = rf"(?:各|本)?(?:{_LEVEL})(?:[、和与及](?:{_LEVEL}))*"
_TREASURY = re.compile(
    rf"{_TREASURIES}(?:财政(?:[和与及]{_TREASURIES}财政)*(?![部厅局所支预资补性专拨])"
    r"|(?=按|统筹|自行|分别|共同|负责|承担|负担|分担|解决|安排))"
)
"""由 | 市、区财政 | 按比例分担；由 | 地方 | 自行解决"""
_EXPLAINS = re.compile(r"负责解释|解释工作|解释权|解释(?=[，。；]|$)")
"""由市财政局负责解释"""
_OWNS_EXPLAINING = re.compile(r"(?:解释权|解释工作)(?:归|属于|属)")
_CHARGES = re.compile(r"(?:委托|授权|指定|责成)(?!的|书|代理|或)")
"""由区民政局 | 委托 | 镇人民政府审批"""
_THEN_TAKES = re.compile(
    rf"{_ADVERBIALS}(?:负责|牵头|承担|组织|实施|办理|审[批核查]|受理|管理|建设|恢复|维护|养护|开展|进行|提供|行使|查处|制定|编制)"
)
"""委托镇人民政府 | 审批"""
_JOINING = re.compile(
    r"[、，](?P<partner>[^，。；由]{2,40}?)(?:积极|共同|协同|协调|紧密|密切|联动)*(?:参与|配合|协作|协同|支持)"
)
"""由市发改委牵头 | 、有关部门共同参与 | 的工作机制"""
_AS = re.compile(r"\s*(?:并|同时)?作为")
"""作为 | 应急加工企业 | ，承担加工任务"""
_IT = re.compile(r"其(?=[一-鿿])(?!他|余|中|所在|所属|上级|主管|委托|授权|指定|派出)")
"""推送至民政部门，由 | 其 | 核对"""
_BOUND = re.compile(r"履行对[^，。；]{1,30}(?:负总责|负责)的[^，。；]{0,6}(?:职责|责任|义务)")
"""各级人民政府要切实 | 履行对本辖区环境质量负责的法定职责"""
_LED = re.compile("牵头(?!单位|部门)")
_LEADING_PART = re.compile(r"[^，。；]{0,30}牵头(?:部门|单位)(?:的)?(?:职能|职责|责任|作用|任务)")
"""市金融局承担 | 处置非法集资牵头部门职责"""
_LIABILITY = re.compile(r"(?:(?:法律|赔偿|民事|刑事|违约|保险|连带|经济)责任|后果)(?:均|全部|概|一律)*$")
"""赔偿责任 | 由保险公司承担"""
_JOINS = re.compile(rf"{_ADVERBIALS}(?:参与|配合|参加|协助)")
"""由省教育厅牵头，省财政厅等 | 配合"""
_BY_IN_BRACKET = re.compile(r"(?:^|[，；。])由")
"""（县级配套资金纳入预算， | 由县财政统一拨付）"""
_HEADED = re.compile(r"由[^，。；]{1,20}?任(?:组长|主任|总指挥|指挥长|召集人)的")
"""成立 | 由市长任组长的 | 领导小组"""
_OWN_OFFICE = re.compile(r"办公室|秘书处")
"""应急指挥部下设 | 办公室"""
_COOPERATES = re.compile(r"(?:配合|协助|协同)(?:相关|有关)?(?:工作)?$")
"""其他有关部门做好相关配合工作"""
_NO_DUTY_HOLDER = re.compile(
    r"(?:及其|的)?(?:主要|工作)?(?:职责|职能|组成)|\s*(?:$|\n\s*(?:总指挥|指挥长|组长|主任|召集人|成员))"
)
"""应急指挥部 | 职责"""
_OPENING = re.compile(
    r"(?:同时|其中|但是?|并且|此外|另外|必要时|原则上|推动|形成|建立|健全|完善|构建|实行|以及|并|经|\d+[.、）)]|[（(][^）)]{1,4}[）)]|\s|[①-⑳])+"
)
"""推动形成 | 民政部门牵头的格局"""
_DUTY_SECTION = re.compile(r"(?!明确|落实|强化|压实|加强|细化|履行|厘清|健全).*(?:职责|分工)(?:及?任务)?")
"""成员单位职责; not 明确职责分工"""
_LONGEST_LAST = 40
_MODAL = re.compile(r"要|应|需|须|必须")
_SETS_UP = re.compile(r"(?:下设|设立|成立|组建|(?<!建)设)(?!相应)")
"""指挥部下设 | 办公室，负责日常工作"""
_GRANTS = re.compile(r"(?:下设|设立|成立|组建|委托|授权|选定)(?!相应)")


@dataclass(frozen=True, slots=True)
class InlineDuty:
    """A unit and its role; the range is the unit's name, or the duty's verb where the name stands elsewhere."""

    name: str
    role: DutyRole
    start: int
    end: int


@dataclass
class _Reader:
    """Reads one clause text sentence by sentence; `topic` is the unit the sentences are about."""

    text: str
    places: tuple[str, ...]
    free: list[bool] = field(default_factory=list)
    topic: list[UnitName] = field(default_factory=list)
    topic_from: int = -1
    topic_part: int = 0
    full_names: dict[str, str] = field(default_factory=dict)

    def units(self, start: int, end: int) -> list[UnitName]:
        """The units listed at the range if the whole of it is a list of units."""
        names = split_units(self.text[start:end], start, self.places)
        fits = all(is_unit(unit.name) or is_place(unit.name) for unit in names)
        return self.named_in_full(names) if names and fits else []

    def named_in_full(self, units: list[UnitName]) -> list[UnitName]:
        """The units with the names that the text gave them before: 办公室 of 应急指挥部 is 应急指挥部办公室."""
        return [replace(unit, name=self.full_names.get(unit.name, unit.name)) for unit in units]

    def leading(self, start: int, end: int) -> tuple[list[UnitName], int]:
        """The units that a sentence part begins with, and where their list ends."""
        opening = _OPENING.match(self.text, start, end)
        start = opening.end() if opening else start
        if (place := _PLACE_LEADS.match(self.text, start, end)) is not None:
            return [UnitName(place["place"], start, place.end("place"))], place.end("place")
        stop = read_units(self.text, start)
        if (
            stop is None
            or stop > end
            or _PEOPLE_NEXT.match(self.text, stop)
            or _OF_UNIT_NEXT.match(self.text, stop)
        ):
            return [], start
        return self.units(start, stop), stop


def find_inline_duties(
    text: str, headings: tuple[str, ...], places: tuple[str, ...], duty_list: bool = False
) -> list[InlineDuty]:
    """The duties that the sentences of a clause give, in order of position.

    In a `duty_list` every paragraph that begins with a unit gives it a duty.
    """
    in_section = any(_DUTY_SECTION.fullmatch(heading) for heading in headings[-2:])
    reader = _Reader(text, places, outside_brackets(text))
    if headings and is_unit(headings[-1]):
        reader.topic = [UnitName(headings[-1], 0, 0)]
    found: list[InlineDuty] = []
    for start, end in _sentences(text, reader.free):
        duties = list(_sentence_duties(reader, start, end))
        if not duties and (duty_list or in_section):
            duties = list(_listed_duty(reader, start, end, duty_list))
        found += duties
    for bracket in outer_brackets(text):
        if bracket.opener in "（(" and _BY_IN_BRACKET.search(bracket.inner):
            at = bracket.start + 1
            aside = find_inline_duties(bracket.inner, (), places)
            found += [replace(duty, start=duty.start + at, end=duty.end + at) for duty in aside]
    names = {(duty.name, duty.role) for duty in found}
    return [
        duty for duty in found if not duty.name.startswith("其") or (duty.name[1:], duty.role) not in names
    ]


def _sentences(text: str, free: list[bool]) -> Iterator[tuple[int, int]]:
    start = 0
    for position in range(len(text) + 1):
        if position == len(text) or (text[position] in "。；;\n！？" and free[position]):
            if text[start:position].strip():
                yield start, position
            start = position + 1


def _parts(text: str, free: list[bool], start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sentence between its commas."""
    cuts = [p for p in range(start, end) if text[p] in "，,：:" and free[p]]
    edges = [start, *(cut + 1 for cut in cuts), end + 1]
    return [(low, high - 1) for low, high in pairwise(edges)]


def _sentence_duties(reader: _Reader, start: int, end: int) -> Iterator[InlineDuty]:
    text = reader.text
    explains = _EXPLAINS.search(text, start, end) is not None
    parts = _parts(text, reader.free, start, end)
    strong: set[str] = set()
    for index, (low, high) in enumerate(parts):
        subject, after = reader.leading(low, high)
        opens = index == 0 or text.startswith("设在", after)
        if subject and opens and not _SLOGAN.search(text, low, high):
            reader.topic, reader.topic_from, reader.topic_part = subject, start, low
        duties = [
            replace(duty, role="interpret") if explains else duty
            for duty in _part_duties(reader, parts, index, subject, after, end)
        ]
        strong |= {duty.name for duty in duties if duty.role in ("lead", "interpret")}
        yield from (duty for duty in duties if duty.role != "responsible" or duty.name not in strong)


def _listed_duty(reader: _Reader, start: int, end: int, whatever_follows: bool) -> Iterator[InlineDuty]:
    """The duty-holder that a paragraph in a list of duties begins with: 人力资源社会保障部门依照职责做好…."""
    if start and reader.text[start - 1] != "\n":
        return
    units, after = reader.leading(*_parts(reader.text, reader.free, start, end)[0])
    if whatever_follows or not (
        _MODAL.match(reader.text, after) or _NO_DUTY_HOLDER.match(reader.text, after)
    ):
        helps = _COOPERATES.search(reader.text, after, end) is not None
        yield from _as(units, "cooperate" if helps else "responsible")


def _part_duties(
    reader: _Reader, parts: list[tuple[int, int]], index: int, subject: list[UnitName], after: int, end: int
) -> Iterator[InlineDuty]:
    """The duties of one part of a sentence: first `由X…`, then the subject's own verbs."""
    text = reader.text
    low, high = parts[index]
    if _SLOGAN.search(text, low, high):
        return
    by = [m.end() for m in _BY.finditer(text, low, high) if reader.free[m.start()]]
    if by and _LIABILITY.search(text, low, by[0] - 1):
        return
    if by:
        duties = next((duties for at in by if (duties := list(_by_duties(reader, at, high)))), [])
        if not duties and index and _IT.match(text, by[0], high):
            duties = list(_as(_named_last(reader, *parts[index - 1]), "responsible"))
        yield from duties
        yield from _joining(reader, by[0], high)
        yield from _charged(reader, by[0], high)
        return
    if index and _BY.search(text, parts[0][0], low) and _CHARGES.match(text, _after_or(text, low)):
        yield from _charged(reader, low, high)
    if (owned := _OWNS_EXPLAINING.search(text, low, high)) is not None:
        stop = read_units(text, owned.end())
        yield from _as(reader.units(owned.end(), stop) if stop else [], "interpret")
        return
    if subject and _JOINS.match(text, after, high) and _LED.search(text, parts[0][0], low):
        yield from _as(subject, "cooperate")
        return
    if subject:
        yield from _subject_duties(reader, subject, after, high, end)
        return
    trigger = _first_trigger(reader, low, high)
    if trigger is None:
        return
    yield from _bare_duties(reader, parts, index, trigger)


def _first_trigger(reader: _Reader, low: int, high: int) -> re.Match[str] | None:
    return next((m for m in _TRIGGER.finditer(reader.text, low, high) if reader.free[m.start()]), None)


def _after_or(text: str, start: int) -> int:
    joined = re.compile(r"(?:或者?|并|也?可以?)*").match(text, start)
    return joined.end() if joined else start


def _named_last(reader: _Reader, low: int, high: int) -> list[UnitName]:
    """The unit that a part of a sentence ends with: 推送至 | 民政部门（核对机构）."""
    for to in re.compile("[至给到向交知送]").finditer(reader.text, max(low, high - _LONGEST_LAST), high):
        if read_units(reader.text, to.end()) == high and (units := reader.units(to.end(), high)):
            return units
    return []


def _joining(reader: _Reader, start: int, high: int) -> Iterator[InlineDuty]:
    """The units that join where another leads: 由市发改委牵头、有关部门参与的工作机制."""
    lead = _LED.search(reader.text, start, high)
    partner = _JOINING.match(reader.text, lead.end(), high) if lead else None
    if partner is not None:
        yield from _as(reader.units(*partner.span("partner")), "cooperate")


def _charged(reader: _Reader, start: int, high: int) -> Iterator[InlineDuty]:
    """The units that another charges with a duty: 由区民政局委托 | 镇人民政府 | 审批."""
    charge = _CHARGES.search(reader.text, start, high)
    stop = read_units(reader.text, charge.end()) if charge else None
    if charge and stop and stop <= high and _THEN_TAKES.match(reader.text, stop, high):
        yield from _as(reader.units(charge.end(), stop), "responsible")


def _by_duties(reader: _Reader, start: int, high: int) -> Iterator[InlineDuty]:
    """由 X 会同 Y …, 由 X 牵头 …, 由 X 组织 …"""
    text = reader.text
    treasury = _TREASURY.match(text, start, high)
    if treasury is not None:
        yield from _as(shared_tail(treasury.group(), "财政", start), "responsible")
        return
    place = _PLACE_ACTS.match(text, start, high)
    stop = place.end() if place else read_units(text, start)
    if stop is None or stop > high:
        return
    if (
        _PEOPLE_NEXT.match(text, stop)
        or _NO_DUTY_AFTER_BY.match(text, stop)
        or _LED.search(text, start, stop)
    ):
        return
    units = reader.units(start, stop)
    if not units:
        return
    yield from _as(units, "lead" if _leads(_verb_after(text, stop, high)) else "responsible")
    yield from _partners(reader, stop, high)


def _partners(reader: _Reader, start: int, high: int) -> Iterator[InlineDuty]:
    """The cooperating units of each 会同 between `start` and `high`."""
    for match in re.compile("会同(?!意)").finditer(reader.text, start, high):
        if reader.free[match.start()]:
            yield from _as(_read(reader, match.end(), high), "cooperate")


def _read(reader: _Reader, start: int, high: int) -> list[UnitName]:
    stop = read_units(reader.text, start)
    if stop is None or stop > high:
        return []
    return [unit for unit in split_units(reader.text[start:stop], start, reader.places) if is_unit(unit.name)]


def _subject_duties(
    reader: _Reader, subject: list[UnitName], after: int, high: int, end: int
) -> Iterator[InlineDuty]:
    """The duties of a part that begins with its subject: 民政部门要会同…, 市财政局负责…."""
    text = reader.text
    taken = _verb_after(text, after, end)
    if taken is not None and not _is_relative(text, taken.end(), high):
        leads = (
            _leads(taken)
            or (taken.group() == "负责" and _leads(_verb_after(text, taken.end(), end)))
            or _LEADING_PART.match(text, taken.end(), high) is not None
        )
        yield from _as(subject, "lead" if leads else "responsible")
        yield from _partners(reader, taken.start(), high)
        return
    if (post := _IS_LEADER.match(text, after, high)) is not None:
        yield from _as(subject, "lead" if post["lead"] else "responsible")
        return
    bound = _BOUND.search(text, after, high)
    if _IS_AUTHORITY.match(text, after, high) or (bound and _is_adverbial(text[after : bound.start()])):
        yield from _as(subject, "responsible")
        return
    answers = _ACCOUNTABLE.search(text, after, end)
    if answers is not None and _is_adverbial(text[after : answers.start()]):
        what = answers["what"] or answers["over"] or ""
        if not is_unit(what) and not re.search("本级|上级|同级|人大|党委$", what):
            yield from _as(subject, "responsible")
        return
    trigger = _first_trigger(reader, after, high)
    if trigger is not None and trigger.group() == "会同":
        yield from _as(subject, "lead")
        yield from _partners(reader, trigger.start(), high)


def _verb_after(text: str, start: int, end: int) -> re.Match[str] | None:
    """The duty's verb that follows a unit, with nothing but adverbials between: 市财政局 | 应当按职责 | 负责."""
    for match in _TRIGGER.finditer(text, start, min(end, start + 120)):
        if _is_adverbial(text[start : match.start()]):
            return match
    return None


def _is_adverbial(words: str) -> bool:
    return all(_ADVERBIAL_PIECE.fullmatch(piece) for piece in re.split("[，,]", words))


def _leads(verb: re.Match[str] | None) -> bool:
    return verb is not None and verb.group() in ("牵头", "会同")


def _is_relative(text: str, start: int, high: int) -> bool:
    """Whether 负责 opens a relative clause: 负责联合验收的部门."""
    return (
        re.compile(r"[^，。；]{1,20}的(?:部门|机构|单位|机关|工作人员|人员|同志)").match(text, start, high)
        is not None
    )


def _bare_duties(
    reader: _Reader, parts: list[tuple[int, int]], index: int, trigger: re.Match[str]
) -> Iterator[InlineDuty]:
    """The duties of a part whose verb has no subject of its own: the topic of the sentence takes them."""
    text = reader.text
    low, high = parts[index]
    verb = trigger.group()
    before = text[low : trigger.start()]
    bare = _is_adverbial(re.sub(r"^\s*(?:同时|其中|并且?|此外|还)*", "", before))
    named = reader.leading(low, high)[0]
    if bare and index and (body := _body_named(reader, parts, index)):
        yield from _as(body, "lead" if _leads(trigger) else "responsible")
        return
    if named or (not bare and verb != "会同"):
        return
    if (
        _topic_reaches(reader, parts[0][0], index, verb)
        and not before.endswith("或")
        and not _GRANTS.search(text, min(reader.topic_part, low), low)
        and not _is_relative(text, trigger.end(), high)
    ):
        at = trigger.start(), trigger.end()
        role: DutyRole = "lead" if _leads(trigger) else "responsible"
        for unit in reader.topic:
            yield InlineDuty(unit.name, role, *((unit.start, unit.end) if unit.end else at))
    if verb == "会同":
        yield from _partners(reader, trigger.start(), high)


def _topic_reaches(reader: _Reader, sentence: int, index: int, verb: str) -> bool:
    """Whether the topic is the subject of a bare verb: that of its own sentence, or of one that the verb begins."""
    fresh = reader.topic_from in (-1, sentence)
    return bool(reader.topic) and (fresh or index == 0 or verb == "会同")


def _body_named(reader: _Reader, parts: list[tuple[int, int]], index: int) -> list[UnitName]:
    """The body that the part before sets up, charges or names: 应急指挥部下设办公室；作为应急加工企业."""
    low, high = parts[index - 1]
    if (named := _AS.match(reader.text, low, high)) and (units := reader.units(named.end(), high)):
        return units
    for match in reversed(list(_SETS_UP.finditer(reader.text, low, high))):
        headed = _HEADED.match(reader.text, match.end(), high)
        units = reader.units(headed.end() if headed else match.end(), high)
        if len(units) == 1:
            return _own_office(reader, units[0])
    return _charged_before(reader, parts, index)


def _own_office(reader: _Reader, body: UnitName) -> list[UnitName]:
    """The body in full where it is an office of the unit that the sentence is about: 应急指挥部 | 办公室."""
    if _OWN_OFFICE.fullmatch(body.name) and len(reader.topic) == 1:
        reader.full_names[body.name] = reader.topic[0].name + body.name
    return reader.named_in_full([body])


def _charged_before(reader: _Reader, parts: list[tuple[int, int]], index: int) -> list[UnitName]:
    """The units that the parts before charge: 可以委托市属物业公司，或者通过招标选定的管理机构，负责…."""
    for first in range(index - 1, -1, -1):
        low, high = parts[first]
        charge = _CHARGES.search(reader.text, low, high)
        if charge is not None:
            edges = [(charge.end(), high), *parts[first + 1 : index]]
            listed = [reader.units(_after_or(reader.text, start), stop) for start, stop in edges]
            return [unit for units in listed for unit in units] if all(listed) else []
    return []


def _as(units: list[UnitName], role: DutyRole) -> Iterator[InlineDuty]:
    for unit in units:
        yield InlineDuty(unit.name, role, unit.start, unit.end)
