"""Deadlines: time that binds (guidelines, section “deadlines”).

Four searches over a clause, each taking its words away from the next: coming into force (自发布之日起施行),
intervals (每半年至少1次), dates (2022年底前) and lengths of time (自备案之日起20个工作日内).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from parsers.brackets import Bracket, find_brackets
from parsers.context import Context
from parsers.dates import Date, find_dates
from parsers.durations import Duration, find_durations
from parsers.intervals import find_intervals
from schema.facts import Deadline, DeadlineKind

_ROLES_WITHOUT = ("appointments", "chronicle")
_REGULATIONS = ("条例", "办法", "规定", "细则", "规则", "法")

_REVIEW = re.compile(  # headings of what has been done: 2021年工作回顾, 发展基础
    r"(?:年.{0,4}工作总结|回顾|成就|(?:取得的?|主要|工作)(?:成效|成绩)|现状|(?:发展|工作|现实)基础|形势|背景|存在的?问题)$"
)
_REPLACED_AFTER = re.compile(r"(?:统一|分别|均)*(?:修改|改|调整|变更|替换)[为成]")
_DELETED_BEFORE = re.compile(r"(?:删[去除掉]|去掉)(?:其中的)?$")

_SELF = r"(?<![各亲独出来])(?:自|从)(?![治然行主己由动我身觉愿业事严重])"
_IN_FORCE = r"(?:正式|开始|全面|同步|统一)*(?:(?:施行|生效|试行)(?!的)|(?:实施|执行|实行)(?=[\s，,。；;、（(）)至到]|$))"
_VALIDITY = r"(?:有效期限?|(?:施行|试行|执行|政策)(?:期限?|时间))"
_AHEAD_OF = r"前(?![期述往后沿瞻言来]|提(?![交出供前请]))"  # not 前期, 前提

# Coming into force -------------------------------------------------------------------------------------
_EFFECTIVE = re.compile(  # 自公布之日起施行
    rf"(?:{_SELF}|于)(?P<event>(?:(?!{_SELF})[^，。；：《》]){{1,40}}?)(?:起|后|开始)(?:{_IN_FORCE}|[，,](?:施行|生效))"
)

# Dates -------------------------------------------------------------------------------------------------
_VALID_BEFORE_DATE = re.compile(
    rf"{_VALIDITY}(?:暂定|暂|均|定)?(?:为|是)?[：:]?(?:[自从][^，。；]{{0,20}}?起?[，,]?)?(?:至|到|截至|截止)?$"
    r"|(?:施行|执行|有效|试行|实施)(?:期)?(?:至|到)$"  # 有效期至, 执行至
)
_FORCE_AFTER_DATE = re.compile(rf"(?P<since>起[，,]?|开始)?{_IN_FORCE}")
_OPEN_END = re.compile(
    r"起?(?:至|到)(?P<event>[^，。；、（）]{1,20}?(?:之日|之时|届满|期满|为止|时止|止|时|(?:施行|实施|发布|印发)前))"
)  # 至资金发放之日
_SINCE_EVENT = re.compile(
    rf"{_SELF}[^，。；]{{1,25}}?(?:之日起?|起)(?:至|到)$"
)  # 自施行之日起至2025年12月31日
_FROM_BEFORE = re.compile(r"(?:自|从)$")
_FROM_AFTER = re.compile(r"(?:开始|始|起)(?![草步点诉义源])|(?:以后|之后|及以后)")  # 起, 开始
_BY_BEFORE = re.compile(
    r"(?:(?<![遇受达得收拿见感想提])到|(?<![以乃甚四冬夏])至|截至|截止到?|截止至|最迟|最晚|不晚于|不迟于|延至)\s*于?$"
)
_TIME_HEAD = re.compile(  # 完成时限：, 规划水平年为
    r"(?:时限|期限|节点|进度|水平年|目标年|截止日期"
    r"|(?:完成|办结|整改|截止|报送|上报|提交|反馈|竣工|完工|落实|投用|交付)(?:时间|日期))(?:为|是)?[：:]?$"
)
_BY_AFTER = re.compile(
    rf"(?:[（(][^）)]{{0,12}}[）)])?(?:之前|以前|{_AHEAD_OF}(?![半一二两三四五六七八九十\d])|为?止|内(?![部容外涵需地陆河]))"
)
_FESTIVAL_AFTER = re.compile(  # 2023年春节前: the day is not known
    rf"[“]?(?:元旦|春节|清明|五一|端午|中秋|国庆|主?汛期?|[春秋]季(?:学期)?开学|开学|高考|供暖|入冬)[”]?[^，。；]{{0,3}}{_AHEAD_OF}"
)
_IN_LIST = re.compile(r"\s*[、和及与]\s*")  # 到2025年、2030年
_NO_DATE_BEFORE = re.compile(
    r"(?:比|较|同|相比于|对比|以|按照?|占|由|超过?|高于|低于|优于|相当于)$|(?<![为加])“$|基[准期]年(?:份)?(?:为|是)?$"
    r"|(?:会议|活动|举办|召开|开会|报到|考试|发布|成文|印发|签订|签署|出生)(?:时间|日期)[：:]?$"
)
_NO_DATE_AFTER = re.compile(
    r"(?:年?末?(?:相比|同期|水平|基础|为基[数期准]|价格|不变价|口径)|以来|的?基础上|远景|版|修[订正]|制定|起?(?:施行|实施|执行|生效)的|"
    r"[（(〔［\[]?第?[0-9一二三四五六七八九十]+号)"
)
_BOUNDARY = re.compile(
    r"(?:^|[，。；：、（）(;:,)！？\s\n]|其中|力争|确保|争取|计划|预计|拟|在|于|对|并|将|分别|和|及|或|目标|阶段|前|展望)$"
)
_DOES = re.compile(
    r"\s*(?:前后)?(?:力争|完成|实现|建成|达|新增|新建|启动|基本|开工|投入|培育|累计|全部|全面|要|将|计划|争取|确保|组织|开展|率先)"
)
_NO_SAYING_AFTER = re.compile(
    r"[^，。；]{0,12}的(?:企业|单位|项目|机构|个人|人员|学校|[^，。；]{0,8}目标)|[^，。；]{0,16}目标(?:任务)?(?:是|为)|"
    r"(?:年?度)?\s*(?:的|是|为|[《〔”]|[^，。；]{0,25}(?:工作报告|公报|要点|白皮书|年鉴)(?:$|[，。])|工作(?:要点|计划|任务|重点|总结|情况|回顾|安排)|政府|重点|主要|目标|任务|计划|规划|方案|"
    r"预算|决算|指标|全国(?:两会|人大)|度|[）)]?[（(]?(?:修|已)|.{0,3}(?:要点|公报|报告|条例|版|届|名单|统计|年报|大会|赛季)|级|生|款)"
)
_TITLE_BEFORE = re.compile(
    r"(?:计划|规划|方案|行动|纲要|意见|办法|指南|目录|名录|清单|标准|规范|条例|规定|法|战略|措施|》|”)[（(]$"
)
_MEETING_AFTER = re.compile(
    r"[^，。；]{0,40}?(?:会议|通过|发布|公布|颁布|公告|批准|印发|修[订正改]|签[订署发]|成立|召开|举行|出生|任|日）|节|纪念日|宣传日|主题日|之乡)"
)
_PAST_AFTER = re.compile(
    r"[^。；]{0,30}?(?:已经?(?!$)|先后|实现了|完成了|取得了|达到了|同比|[比较]上年|[比较]去年)"
)
_PLAN_IS = re.compile(
    r"[^。；]{0,40}?(?:面临|处于|进入|步入)|[，,]?(?:[^，。；]{0,20}?)是[^。；]{0,150}?(?:时期|阶段|期|五年|一步)"
    r"|(?:经济|主要|重大|发展)"
)

# Lengths of time ---------------------------------------------------------------------------------------
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
    rf"{_VALIDITY}(?:限)?(?:暂定|暂|均|定|一般|原则上|最长)?(?:为|是)?[：:]?(?:[自从][^，。；]{{0,20}}?起[，,]?(?:计算)?)?"
    r"(?:不得?超过|最长(?:不超过)?|不少于|为)?$|(?:试行|暂行)$"
)
_AHEAD = re.compile(r"(?:至少|应当?|须)?提前(?:至少|不少于|不得少于|不低于)?$")  # 提前5个工作日
_EVENT_AHEAD = re.compile(
    r"(?P<event>[^，。；：、（）在于]{1,20}?)(?:之)?前(?:的|至少|不少于|不得少于)?$"
)  # 届满前
_ENDS = re.compile(r"(?:满|期|束|止|始|日|工|办|开|会|行|施|用|产|放|缴|考)$")  # 届满前三十日, 开工前15日
_WITHIN_AFTER = re.compile(r"\s*(?:左右|时间)?(?:的)?(?:以内|之内|内(?![部容外涵需地陆河涝置]))")
_WINDOW_AFTER = re.compile(r"[^，。；]{0,12}?(?:累计|两次|二次|三次|[23]次|未发生|无)")
_BEFORE_AFTER = re.compile(rf"\s*(?:以前|之前|{_AHEAD_OF})")
_ABOVE_AFTER = re.compile(r"\s*(?:（含）)?[及或]?以上")
_AT_MOST = re.compile(
    r"(?:不得?超过|不得超出|不多于|最长|至多|最多|最高|最迟|不迟于|不晚于|控制在|限定在|(?:办理|办结|审批|审查|审核|承诺|处理|响应|反馈|答复|评审|整改|补正)(?:时间|期限|时限|周期)|限于|(?:压缩|缩短|缩减|压减|精简|减少)(?:至|到|为)|"
    r"延长|延期|顺延|延续|展期|宽限)(?:可?[至达到为]|不超过)?[：:]?$"
)
_AT_LEAST = re.compile(r"(?:不得?少于|不得?低于|不得?短于|至少|最少|最短)(?:为|达到?)?$")
_KEPT = re.compile(  # 公示期为20日, 保存期限10年, 为期三个月
    r"(?:为期|期限|时间|时长|周期|保存|保留|公示|公告|留存|存放|备查|(?:使用|服务|最低)年限"
    r"|(?:公示|公告|异议|任|工|服务|保存|质保|保修|过渡|建设|合同|租赁|宽限|试用|见习|公开|征求意见|征集|整改|存续|投资|缓冲|观察|监测|管护)期)"
    r"(?:一般|原则上|均|各|定|暂定)?(?:为|是)?[：:]?$"
)
_AVERAGE = re.compile(r"(?:人均|平均|年均)[^，。；]{0,15}$")  # 人均受教育年限11.7年
_NOT_KEPT_BEFORE = re.compile(r"(?:[房树楼车工教党]龄|建成|投入使用|投用)$")  # 房龄30年以上
_NOT_KEPT_AFTER = re.compile(r"\s*以上的?[^，。；]{0,10}(?:经验|经历|资历|历史|学历)")  # 3年以上工作经历
_UNCHANGED_AFTER = re.compile(r"\s*(?:保持)?不变")
_TAKES_BEFORE = re.compile(r"(?:用|力争|争取|经过|通过|计划|分|再用|利用|花|约|大约)(?:大约|约)?$")
_TAKES_AFTER = re.compile(r"\s*(?:左右)?的?(?:时间|左右|努力|集中|完成|实现|建设|内|逐步|分期)")
_FULL = re.compile(r"满$")
_ANCHOR = re.compile(
    rf"(?:{_SELF}(?P<since>(?:(?!{_SELF})[^，。；：]){{1,40}}?)(?:起|以后|之后|后)"
    rf"|(?P<after>(?:(?!{_SELF})[^，。；：、（）()在]){{1,24}}?(?:之日起|之日后|之时起|(?<![今此其最前以])后|之后|之日)))"
    r"(?:的|计算|算起)?[，,]?(?:应当?|须|必须|需|可以?|要|原则上)?(?:在|于)?(?:最迟|至少|最长)?$"
)
_EVENT_HEAD = re.compile(r"^(?:并|且)?(?:应当?|须|要)?(?:在|于)")
_SINCE_END = re.compile(r"(?:起|开始|后|之后|以后)$")


@dataclass(slots=True)
class _Clause:
    """A clause's text with its dates, lengths and titles, and the spans that already belong to a row."""

    text: str
    dates: list[Date]
    lengths: list[Duration]
    titles: list[tuple[int, int]]
    today: str | None
    taken: list[tuple[int, int]] = field(default_factory=list)

    def is_free(self, start: int, end: int) -> bool:
        return all(end <= low or high <= start for low, high in self.titles + self.taken)

    def row(
        self,
        start: int,
        end: int,
        kind: DeadlineKind,
        *,
        first: str | None = None,
        due: str | None = None,
        length: str | None = None,
        working_days: bool = False,
        anchor: str | None = None,
    ) -> Deadline:
        """The row for `text[start:end]` without words of earlier rows; its words are taken from then on."""
        start = max([start, *(high for low, high in self.taken if low < end and start < high <= end)])
        end = min([end, *(low for low, high in self.taken if start < low < end)])
        self.taken.append((start, end))
        quote = self.text[start:end]
        return Deadline(
            quote=quote,
            char_start=start,
            char_end=end,
            page=None,
            clause=None,
            path="",
            text=quote,
            kind=kind,
            start=first,
            due=due,
            duration=length,
            working_days=working_days,
            anchor=anchor or None,
        )


def find_deadlines(text: str, context: Context) -> list[Deadline]:
    """The time limits in a clause's text, in order of position.

    `context` gives the day the document is dated, before which a date is a past fact, and the year that a
    date without one belongs to.
    """
    if context.role in _ROLES_WITHOUT or any(_REVIEW.search(heading) for heading in context.headings):
        return []
    titles = [(b.start, b.end) for b in find_brackets(text) if b.opener == "《" or _is_old_text(text, b)]
    dates, lengths = find_dates(text, _year(context)), find_durations(text)
    clause = _Clause(text, dates, lengths, titles, _today(context))
    searches: tuple[Callable[[_Clause], Iterator[Deadline]], ...] = (
        _effective,
        _recurring,
        _dated,
        _measured,
    )
    found = [row for search in searches for row in search(clause)]
    return sorted(found, key=lambda row: row.char_start)


def _is_old_text(text: str, bracket: Bracket) -> bool:
    """Whether an amendment takes the quoted text away: “两年内”修改为…, 删去“两年内”."""
    if bracket.opener not in "“‘":
        return False
    return bool(_REPLACED_AFTER.match(text, bracket.end) or _DELETED_BEFORE.search(text[: bracket.start]))


def _today(context: Context) -> str | None:
    """The first day that is not past for the document: its date, else the first year in its title."""
    if context.issued_on:
        return context.issued_on
    years = [date.first_day for date in find_dates(context.title) if date.first_day]
    return min(years) if years else None


def _year(context: Context) -> int | None:
    today = _today(context)
    if today is None or (context.doc_type or "").endswith(_REGULATIONS):
        return None
    return int(today[:4])


def _effective(clause: _Clause) -> Iterator[Deadline]:
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


def _recurring(clause: _Clause) -> Iterator[Deadline]:
    """每年9月, 每半年至少1次, 每两个月; no unit of a money rate (每人每月3000元)."""
    for interval in find_intervals(clause.text, clause.dates):
        if clause.is_free(interval.start, interval.end):
            yield clause.row(interval.start, interval.end, "recurring", length=interval.iso)


def _dated(clause: _Clause) -> Iterator[Deadline]:
    """Limits that name a date; a list under one 到 (到2025年、2030年) is a limit for each."""
    last_by = -1
    for date in clause.dates:
        if not clause.is_free(date.start, date.end):
            continue
        listed = last_by >= 0 and _IN_LIST.fullmatch(clause.text[last_by : date.start]) is not None
        row = _dated_row(clause, date, listed)
        if row is not None:
            last_by = date.end if row.kind == "by" and row.char_end == date.end else -1
            yield row


def _dated_row(clause: _Clause, date: Date, listed: bool) -> Deadline | None:
    before, after = clause.text[: date.start], clause.text[date.end :]
    if _NO_DATE_BEFORE.search(before) or _NO_DATE_AFTER.match(after):
        return None
    if head := _VALID_BEFORE_DATE.search(before):
        first = date.first_day if date.is_range else None
        return clause.row(head.start(), date.end, "validity", first=first, due=date.last_day)
    force = _FORCE_AFTER_DATE.match(after)
    if force and (force["since"] or date.kind == "day"):
        return clause.row(date.start, date.end + force.end(), "effective", first=date.first_day)
    if event := _SINCE_EVENT.search(before):
        return clause.row(event.start(), date.end, "period", due=date.last_day)
    since = _FROM_BEFORE.search(before)
    start = since.start() if since else date.start
    if not date.is_range and (until := _OPEN_END.match(after)):
        return clause.row(start, date.end + until.end(), "period", first=date.first_day)
    if not date.is_range and (row := _from_row(clause, date, start)):
        return row
    return _by_row(clause, date, listed) or _period_row(clause, date, start)


def _from_row(clause: _Clause, date: Date, start: int) -> Deadline | None:
    """自2022年1月1日起, 从2022年开始."""
    after = _FROM_AFTER.match(clause.text, date.end)
    if not after or date.first_day is None or _counts_from(clause, after.end()):
        return None
    is_open = after.group() in ("以后", "之后", "及以后")
    if (is_open and _is_past(clause, date)) or _PAST_AFTER.match(clause.text, after.end()):
        return None
    return clause.row(start, after.end(), "from", first=date.first_day)


def _counts_from(clause: _Clause, position: int) -> bool:
    """Whether a length counted from the date follows: 自2022年起3年内."""
    return any(n.start == position and _WITHIN_AFTER.match(clause.text, n.end) for n in clause.lengths)


def _by_row(clause: _Clause, date: Date, listed: bool) -> Deadline | None:
    """到2025年, 2022年底前, 2022年9月10日前, 到“十四五”末."""
    text = clause.text
    before, after = _BY_BEFORE.search(text[: date.start]), _BY_AFTER.match(text, date.end)
    head = _TIME_HEAD.search(text[: date.start])
    if date.is_range and not (after and "前" in after.group()):
        return None
    festival = _FESTIVAL_AFTER.match(text, date.end) if date.kind == "year" else None
    if not (before or after or listed or festival or date.at_end or (head and not date.is_range)):
        return None
    if festival:
        return clause.row(date.start, festival.end(), "by")
    if date.last_day is None:
        has_quantity = date.at_end or date.kind == "day"
        return clause.row(date.start, after.end(), "by") if after and has_quantity else None
    due: str | None = date.last_day
    if text.startswith(("次年", "翌年"), date.start) and "每年" in text[: date.start]:
        due = None
    elif _is_past(clause, date):
        if date.has_year or not after:
            return None
        due = f"{int(date.last_day[:4]) + 1}{date.last_day[4:]}"
    if before is None and after is None and not listed and head is None and not _says_when(text, date):
        return None
    if before and before.group().startswith("截") and _PAST_AFTER.match(text, date.end):
        return None
    start = before.start() if before else date.start
    return clause.row(start, after.end() if after else date.end, "by", due=due)


def _period_row(clause: _Clause, date: Date, start: int) -> Deadline | None:
    """2022—2024年, “十四五”期间, 2023年 at the head of a sentence."""
    text = clause.text
    if date.first_day is None or _is_past(clause, date) or _TITLE_BEFORE.search(text[: date.start]):
        return None
    if date.kind == "plan" and _PLAN_IS.match(text, date.end):
        return None
    if date.kind == "year" and not date.has_year:
        return None
    after = text[date.end :]
    if date.kind in ("day", "month", "ten_days") and not date.is_range and _MEETING_AFTER.match(after):
        return None
    if not after.strip() and not text[: date.start].strip():
        return None
    if date.kind == "day" and not date.is_range and clause.today is None:
        return None
    if not date.is_range and (not _says_when(text, date) or _PAST_AFTER.match(after)):
        return None
    if date.is_range and _NO_SAYING_AFTER.match(after) and not _BOUNDARY.search(text[: date.start]):
        return None
    return clause.row(start, date.end, "period", first=date.first_day, due=date.last_day)


def _is_past(clause: _Clause, date: Date) -> bool:
    return bool(clause.today and date.last_day and date.last_day < clause.today)


def _says_when(text: str, date: Date) -> bool:
    """Whether a bare date is an adverb of its sentence (2023年，累计…), not part of a name (2023年工作要点)."""
    if _NO_SAYING_AFTER.match(text, date.end):
        return False
    if (
        text[date.end - 1] == "度"
        and not re.match(r"[，、：]", text[date.end :])
        and not _DOES.match(text, date.end)
    ):
        return False
    return bool(_BOUNDARY.search(text[: date.start]) or _DOES.match(text, date.end))


def _measured(clause: _Clause) -> Iterator[Deadline]:
    """Limits that name a length of time."""
    for length in clause.lengths:
        if clause.is_free(length.start, length.end) and (row := _measured_row(clause, length)):
            yield row


def _measured_row(clause: _Clause, length: Duration) -> Deadline | None:
    text = clause.text
    before = text[: length.start].rstrip()
    if _NO_LENGTH_AFTER.match(text, length.end) or _AVERAGE.search(before):
        return None
    if head := _VALID_BEFORE_LENGTH.search(before):
        return _length_row(clause, length, "validity", head.start(), length.end)
    if row := _before_row(clause, length, before):
        return row
    if _NO_LENGTH_BEFORE.search(before):
        return None
    return _within_row(clause, length, before) or _kept_row(clause, length, before)


def _length_row(
    clause: _Clause, length: Duration, kind: DeadlineKind, start: int, end: int, anchor: str | None = None
) -> Deadline:
    return clause.row(start, end, kind, length=length.iso, working_days=length.working_days, anchor=anchor)


def _before_row(clause: _Clause, length: Duration, before: str) -> Deadline | None:
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
        return _length_row(
            clause, length, "before", start, suffix.end(), before[start:].removesuffix("的").strip()
        )
    event = _EVENT_AHEAD.search(before)
    if event is None or _LOOK_BACK.search(before) or not (within or _ENDS.search(event["event"])):
        return None
    end = within.end() if within else length.end
    return _length_row(clause, length, "before", event.start(), end, event["event"])


def _within_row(clause: _Clause, length: Duration, before: str) -> Deadline | None:
    """自备案之日起20个工作日内, 不超过4个小时, 力争用三年左右时间, 5个工作日反馈制度."""
    text = clause.text
    after = _WITHIN_AFTER.match(text, length.end)
    if after and _WINDOW_AFTER.match(text, after.end()):
        return None
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


def _kept_row(clause: _Clause, length: Duration, before: str) -> Deadline | None:
    """保存时间不少于30天, 投资期限一年以上, 公示期为20日."""
    text = clause.text
    least, above = _AT_LEAST.search(before), _ABOVE_AFTER.match(text, length.end)
    kept, unchanged = _KEPT.search(before), _UNCHANGED_AFTER.match(text, length.end)
    if not (least or above or kept or unchanged):
        return None
    if _NOT_KEPT_BEFORE.search(before) or _NOT_KEPT_AFTER.match(text, length.end):
        return None
    start = least.start() if least else length.start
    end = above.end() if above else unchanged.end() if unchanged else length.end
    return _length_row(clause, length, "period", start, end)
