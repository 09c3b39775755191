"""Limits that name a length of time: 自备案之日起20个工作日内, 活动举办日20日前, 不少于30天, 有效期5年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from parsers.facts.deadlines.text import AHEAD_OF, SELF, VALIDITY, WITHIN, LimitText
from parsers.language.durations import Duration
from schema.facts import Deadline, DeadlineKind

_NO_LENGTH_BEFORE = re.compile(
    r"(?:近|最近|过去|以往|此前|连续|历时|持续了|(?<!则)上|往|前|同|以|每|隔|由|从|原来?|现行|法定|(?<![为加])“)(?:的|了)?$"
    r"|(?:步行|骑行|驾车|车程|距离|半径)(?:约|在)?$"  # 步行15分钟内
    r"|连续(?:居住|缴[纳费]|参保|工作|从业|经营|执业|任职|从事)[^，。；]{0,8}$"
)
_LOOK_BACK = re.compile(
    r"(?:申请|申报|报名|提出|提交|受理|参评|评选|发生|此|之)(?:之?[日月年])?的?前(?:一个)?$|近|过去$"
)
_NO_LENGTH_AFTER = re.compile(
    r"\s*(?:一遇|[^，。；]{0,8}(?:拘留|徒刑|拘役|监禁)|(?:不间断|不停|值班|值守|在线|监测|开放|服务|营业|轮班|待命|全天|畅通)|有期徒刑|规划|计划|行动|攻坚|生存|期[国债贷]|制|级|龄|(?:以?来|期间|多来)"
    r"|的?[^，。；、内]{0,12}?(?:最低生活保障|低保标准|最低工资|平均工资|保险费|保险金|基本工资|的?租金|岗位工资))"
)
_VALID_BEFORE_LENGTH = re.compile(
    rf"{VALIDITY}(?:限)?(?:暂定|暂|均|定|一般|原则上|最长)?(?:为|是)?[：:]?(?:[自从][^，。；]{{0,20}}?起[，,]?(?:计算)?)?"
    r"(?:不得?超过|最长(?:不超过)?|不少于|为)?$|(?:试行|暂行)$"
)
_SINCE_LIFE_EVENT = re.compile(  # 毕业2年内的高校毕业生: who is meant, not by when
    r"(?:毕业|离校|退役|退伍|释放|注册|登记|成立|创办|入职)$"
)
_WHO_AFTER = re.compile(r"[^，。；]{0,10}?(?:毕业生|学生|青年|军人|人员|人才|企业|组织|主体|工商户|机构|者)")
_AHEAD = re.compile(r"(?:至少|应当?|须)?提前(?:至少|不少于|不得少于|不低于)?$")  # 提前5个工作日
_EVENT_AHEAD = re.compile(
    r"(?P<event>[^，。；：、（）在于]{1,20}?)(?:之)?前(?:的|至少|不少于|不得少于)?$"
)  # 届满前
_ENDS = re.compile(r"(?:满|期|束|止|始|日|工|办|开|会|行|施|用|产|放|缴|考)$")  # 届满前三十日, 开工前15日
_WITHIN_AFTER = re.compile(rf"\s*(?:左右|时间)?(?:的)?{WITHIN}")
_WINDOW_AFTER = re.compile(  # 3年内无违法记录, 6小时内降雨量达50毫米
    r"[^，。；]{0,12}?(?:累计|两次|二次|三次|[23]次|未发生|无|降[雨水雪]|雨量|积雪|风力|气温|能见度|水位|造成|可能(?:受|出现|发生|达))"
)
_BEFORE_AFTER = re.compile(rf"\s*(?:以前|之前|{AHEAD_OF})")
_ABOVE_AFTER = re.compile(r"\s*(?:（含）)?[及或]?以上")
_AT_MOST = re.compile(
    r"(?:不得?超过|不得超出|不多于|最长|至多|最多|最高|最迟|不迟于|不晚于|控制在|限定在|(?:办理|办结|审批|审查|审核|承诺|处理|响应|反馈|答复|评审|整改|补正)(?:时间|期限|时限|周期)|限于|(?:压缩|缩短|缩减|压减|精简|减少)(?:至|到|为)|"
    r"延长|延期|顺延|延续|展期|宽限)(?:可?[至达到为]|不超过)?[：:]?$"
)
_AT_LEAST = re.compile(r"(?:不得?少于|不得?低于|不得?短于|至少|最少|最短)(?:为|达到?)?$")
_KEPT = re.compile(  # 公示期为20日, 保存期限10年, 为期三个月
    r"(?:连续(?:给予)?(?:安排|补贴|补助|奖励|支持|扶持|资助|享受|减免|帮扶|发放)|为期|期限|时间|时长|周期|保存|保留|公示|公告|留存|存放|备查|(?:使用|服务|最低)年限"
    r"|(?:公示|公告|异议|任|聘|示范|试点|规划|培育|运营|经营|承包|补贴|资助|扶持|帮扶|工|服务|保存|质保|保修|过渡|建设|合同|租赁|宽限|试用|见习|公开|征求意见|征集|整改|存续|投资|缓冲|观察|监测|管护)期)"
    r"(?:一般|原则上|均|各|定|暂定)?(?:为|是)?[：:]?$"
)
_AVERAGE = re.compile(r"(?:人均|平均|年均)[^，。；]{0,15}$")  # 人均受教育年限11.7年
_NOT_KEPT_BEFORE = re.compile(r"(?:[房树楼车工教党]龄|建成|投入使用|投用)$")  # 房龄30年以上
_SUFFERED_BEFORE = re.compile(  # 连续停电24小时以上: what happens, not what is kept
    r"(?:停[水电气热运]|断[水电网]|中断|高温|干旱|积水|降[雨雪]|无[雨雪])[^，。；]{0,4}$"
)
_EACH_DAY_BEFORE = re.compile(r"每[天日][^，。；、\d一二三四五六七八九十]{0,10}$")  # 每天锻炼1小时
_NOT_KEPT_AFTER = re.compile(r"\s*(?:以上)?的?[^，。；]{0,10}(?:经验|经历|资历|历史|学历)")  # 3年以上工作经历
_UNCHANGED_AFTER = re.compile(r"\s*(?:保持)?不变")
_ACTIVITY_AFTER = re.compile(  # 3—12个月的就业见习, 6个月过渡期; not 三年百万青年见习计划
    r"\s*的[^，。；、的]{0,4}?(?:见习|实习|实训|试用|试运行|公示|挂职|跟岗|锻炼|轮训)(?!计划|行动|规划)"
    r"|\s*的?[^，。；、的]{0,2}?(?:过渡|宽限|缓冲|整改|窗口|观察|考察|保护|禁[渔采牧捕]|公[示告]|试用|见习)期"
)
_GRANTED_AFTER = re.compile(  # 连续三年给予补助; not 连续三年获得奖励
    r"\s*[，,]?(?:每年|按|全额|均|再)*(?:给予|予以|享受|补[贴助]|减[半免]|免[收征]|发放)"
)
_REPLACED_AFTER = re.compile(  # 20个工作日压缩至5个工作日: the first binds no longer
    r"\s*(?:（含）)?(?:以[上内下]|内|左右)?[^，。；、]{0,4}?(?:放宽|调整|延长|缩[短减]|压[缩减]|精简|减少|提[高前]|降低?|改|变更|下调|上调|增加|扩大)(?:至|到|为|成)"
)
_COMING = re.compile(r"(?:未来|今后|接下来|往后|下一?个)的?(?:约)?$")  # 今后五年
_COMING_AFTER = re.compile(
    r"\s*(?:里|的?时间)?(?:[，,：:]|(?:我|本)?[市省县区州]|要|将|政府|力争|争取|着力|重点|每年)"
)
_WHOLE_YEARS = re.compile(r"P(\d+)Y")
_TAKES_BEFORE = re.compile(r"(?:用|力争|争取|经过|通过|计划|分|再用|利用|花|约|大约)(?:大约|约)?$")
_TAKES_AFTER = re.compile(r"\s*(?:左右)?的?(?:时间|左右|努力|集中|完成|实现|建设|内|逐步|分期)")
_FULL = re.compile(r"满$")
_ANCHOR = re.compile(
    rf"(?:{SELF}(?P<since>(?:(?!{SELF})[^，。；：]){{1,40}}?)(?:起|以后|之后|后)"
    rf"|(?P<after>(?:(?!{SELF})[^，。；：、（）()在]){{1,24}}?(?:之日起|之日后|之时起|(?<![今此其最前以])后|之后|之日)))"
    r"(?:的|计算|算起)?[，,]?(?:应当?|须|必须|需|可以?|要|原则上)?(?:在|于)?(?:最迟|至少|最长)?$"
)
_EVENT_HEAD = re.compile(r"^(?:并|且)?(?:应当?|须|要)?(?:在|于)")
_SINCE_END = re.compile(r"(?:起|开始|后|之后|以后)$")


def find_measured(clause: LimitText) -> Iterator[Deadline]:
    """Limits that name a length of time."""
    for length in clause.lengths:
        if clause.is_free(length.start, length.end) and (row := _measured_row(clause, length)):
            yield row


def _measured_row(clause: LimitText, length: Duration) -> Deadline | None:
    text = clause.text
    before = text[: length.start].rstrip()
    if _NO_LENGTH_AFTER.match(text, length.end) or _AVERAGE.search(before):
        return None
    if head := _VALID_BEFORE_LENGTH.search(before):
        return _length_row(clause, length, "validity", head.start(), length.end)
    if row := _before_row(clause, length, before):
        return row
    if before.endswith("连续") and _GRANTED_AFTER.match(text, length.end):
        return _length_row(clause, length, "period", length.start, length.end)
    if _NO_LENGTH_BEFORE.search(before) or _is_replaced(clause, length):
        return None
    after = _WITHIN_AFTER.match(text, length.end)
    if after and (_WINDOW_AFTER.match(text, after.end()) or _says_who(clause, length, after.end())):
        return None
    if coming := _COMING.search(before):
        return _coming_row(clause, length, coming.start())
    return _within_row(clause, length, before) or _kept_row(clause, length, before)


def _says_who(clause: LimitText, length: Duration, end: int) -> bool:
    """Whether the years since an event in someone's life say who is meant: 毕业2年内的高校毕业生."""
    event = _SINCE_LIFE_EVENT.search(clause.text[: length.start])
    return bool(length.iso.endswith("Y") and event and _WHO_AFTER.match(clause.text, end))


def _is_replaced(clause: LimitText, length: Duration) -> bool:
    """Whether the length is the old one of a change: 由3年以上放宽至1年以上."""
    change = _REPLACED_AFTER.match(clause.text, length.end)
    return change is not None and any(
        change.end() <= new.start and not re.search(r"[，。；、]", clause.text[change.end() : new.start])
        for new in clause.lengths
    )


def _coming_row(clause: LimitText, length: Duration, start: int) -> Deadline | None:
    """今后五年，…: of the plan that the chapter names, or from a year that has just begun; else a length."""
    end = length.end
    if within := _WITHIN_AFTER.match(clause.text, end):
        return _length_row(clause, length, "within", start, within.end())
    if not _COMING_AFTER.match(clause.text, end):
        return None
    if years := _coming_years(clause, length):
        return clause.row(start, end, "period", first=f"{years[0]}-01-01", due=f"{years[1]}-12-31")
    return _length_row(clause, length, "period", start, end)


def _coming_years(clause: LimitText, length: Duration) -> tuple[int, int] | None:
    if clause.plan and length.iso == "P5Y":
        return clause.plan
    count = _WHOLE_YEARS.fullmatch(length.iso)
    if not count or length.least or not clause.today or clause.today[5:7] > "03":
        return None
    first = int(clause.today[:4])
    return first, first + int(count[1]) - 1


def _length_row(
    clause: LimitText, length: Duration, kind: DeadlineKind, start: int, end: int, anchor: str | None = None
) -> Deadline:
    return clause.row(start, end, kind, length=length.iso, working_days=length.working_days, anchor=anchor)


def _before_row(clause: LimitText, length: Duration, before: str) -> Deadline | None:
    """活动举办日20日前, 有效期届满前一个月内, 提前3天; not 申请日前12个月内 (a look back)."""
    text = clause.text
    within = _WITHIN_AFTER.match(text, length.end)
    if (ahead := _AHEAD.search(before)) and not length.iso.endswith("Y"):
        return _length_row(clause, length, "before", ahead.start(), within.end() if within else length.end)
    if suffix := _BEFORE_AFTER.match(text, length.end):
        event = re.search(r"[^，。；：、（）在于]{0,20}$", before)
        start = event.start() if event else length.start
        if length.iso.endswith("Y") and "满" not in before[start:]:
            return None  # 3年前
        if start == length.start and length.iso.endswith("D"):
            return clause.row(start, suffix.end(), "by")  # 于10日前: of a month not printed
        return _length_row(
            clause, length, "before", start, suffix.end(), before[start:].removesuffix("的").strip()
        )
    event = _EVENT_AHEAD.search(before)
    if event is None or _LOOK_BACK.search(before) or not (within or _ENDS.search(event["event"])):
        return None
    end = within.end() if within else length.end
    return _length_row(clause, length, "before", event.start(), end, event["event"])


def _within_row(clause: LimitText, length: Duration, before: str) -> Deadline | None:
    """自备案之日起20个工作日内, 不超过4个小时, 力争用三年左右时间, 5个工作日反馈制度."""
    text = clause.text
    after = _WITHIN_AFTER.match(text, length.end)
    cap = _AT_MOST.search(before)
    takes = _TAKES_BEFORE.search(before)
    takes_after = _TAKES_AFTER.match(text, length.end) if takes else None
    in_stages = before.endswith("分") and length.iso.endswith("Y")
    full = _FULL.search(before)
    anchor = _ANCHOR.search(before[: full.start()] if full else before[: cap.start()] if cap else before)
    least = _AT_LEAST.search(before) or _ABOVE_AFTER.match(text, length.end) or _KEPT.search(before)
    is_working = length.working_days and not least
    counted = anchor is not None and not least and "起" in anchor.group()
    if not (after or cap or takes_after or is_working or counted or in_stages):
        return None
    end = max(m.end() for m in (after, takes_after) if m) if after or takes_after else length.end
    start = anchor.start() if anchor else cap.start() if cap else takes.start() if takes else length.start
    return _length_row(clause, length, "within", start, end, _anchor_text(anchor))


def _anchor_text(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    event = match["since"] or match["after"]
    return _EVENT_HEAD.sub("", _SINCE_END.sub("", event)).strip()


def _kept_row(clause: LimitText, length: Duration, before: str) -> Deadline | None:
    """保存时间不少于30天, 投资期限一年以上, 公示期为20日, 每天锻炼1小时."""
    text = clause.text
    least, above = _AT_LEAST.search(before), _ABOVE_AFTER.match(text, length.end)
    kept = _KEPT.search(before) or _ACTIVITY_AFTER.match(text, length.end)
    unchanged = _UNCHANGED_AFTER.match(text, length.end)
    if length.iso.startswith("PT"):
        kept = kept or _EACH_DAY_BEFORE.search(before)
    if not (least or above or kept or unchanged):
        return None
    if _NOT_KEPT_BEFORE.search(before) or _NOT_KEPT_AFTER.match(text, length.end):
        return None
    if above and _SUFFERED_BEFORE.search(before):
        return None
    start = least.start() if least else length.start
    end = above.end() if above else unchanged.end() if unchanged else length.end
    return _length_row(clause, replace(length, iso=length.least or length.iso), "period", start, end)
