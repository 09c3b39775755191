"""Limits that name a date: 到2025年, 自2022年1月1日起, 2022—2024年, 有效期至2024年12月31日."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.facts.deadlines.text import AHEAD_OF, IN_FORCE, SELF, VALIDITY, WITHIN, LimitText
from parsers.language.dates import Date
from schema.facts import Deadline

_VALID_BEFORE_DATE = re.compile(
    rf"{VALIDITY}(?:暂定|暂|均|定)?(?:为|是)?[：:]?(?:[自从][^，。；]{{0,20}}?起?[，,]?)?(?:至|到|截至|截止)?$"
    r"|(?:施行|执行|有效|试行|实施)(?:期)?(?:至|到)$"  # 有效期至, 执行至
)
_MEASURE_IN_FORCE = re.compile(r"(?:施行|执行|实施)[至到]$")
_OF_THIS = re.compile(r"本[^，。；]{1,20}[，]?[^，。；]*$|起[^，。；]*$")  # 本办法实施至; not 降费政策实施至
_FORCE_AFTER_DATE = re.compile(rf"(?P<since>起[，,]?|开始)?{IN_FORCE}")
_OUT_OF_FORCE_AFTER = re.compile(r"(?:自行|自动|同时|后)?(?:废止|失效)(?!的)")  # 2025年12月31日废止
_OPEN_END = re.compile(
    r"起?(?:至|到)(?P<event>[^，。；、（）]{1,20}?(?:之日|之时|届满|期满|为止|时止|止|时|(?:施行|实施|发布|印发)前))"
)  # 至资金发放之日
_SINCE_EVENT = re.compile(
    rf"{SELF}[^，。；]{{1,25}}?(?:之日起?|起)(?:至|到)$"
)  # 自施行之日起至2025年12月31日
_WITHIN_AFTER = re.compile(WITHIN)
_FROM_BEFORE = re.compile(r"(?:自|从)$")
_FROM_AFTER = re.compile(  # 起, 开始, （含）后, 秋季学期起; not 后续
    r"(?:[（(]含[^）)]{0,4}[）)])?(?P<term>[春秋]季(?:新?学[期年]|入学|招生)(?:新生)?)?(?:(?:开始|始|起)(?![草步点诉义源])|[及之以]*后(?![续期备勤半置者方]))"
)
_BY_BEFORE = re.compile(
    r"(?:(?<![遇受达得收拿见感想提])到|(?<![以乃甚四冬夏])至|截至|截止到?|截止至|最迟|最晚|不晚于|不迟于|延至)\s*于?$"
)
_TIME_HEAD = re.compile(  # 完成时限：, 规划期限为
    r"(?:时限|期限|节点|进度|截止日期"
    r"|(?:完成|办结|整改|截止|报送|上报|提交|反馈|竣工|完工|落实|投用|交付)(?:时间|日期))(?:为|是)?[：:]?$"
)
_CLOCK = r"(?:\s*(?:上午|下午|晚上?|中午)?\s*[0-9]{1,2}(?:[:：][0-9]{2}|[时点](?:[0-9]{1,2}分|整|半)?))"
_BY_AFTER = re.compile(  # 前, （星期五）下午5时前
    rf"(?:[（(][^）)]{{0,12}}[）)]{_CLOCK}?)?(?:之前|以前|{AHEAD_OF}(?![半一二两三四五六七八九十\d])|为?止|内(?![部容外涵需地陆河]))"
)
_AHEAD_AFTER = re.compile(rf"(?:之|以)?{AHEAD_OF}|内")
_FESTIVAL_AFTER = re.compile(  # 2023年春节前: the day is not known
    rf"[“]?(?:元旦|春节|清明|五一|端午|中秋|国庆|主?汛期?|[春秋]季(?:学期)?开学|开学|高考|供暖|入冬)[”]?[^，。；]{{0,3}}{AHEAD_OF}"
)
_STATE_AFTER = re.compile(r"[^，。；]{0,4}?(?:已经?|尚未|仍)[^，。；]{0,20}的")  # 2022年底前已开工的项目
_PLAN_NAME_AFTER = re.compile(r"[^，。；、的]{1,8}(?:行动|实施|工作)(?:方案|计划)")  # 2030年前碳达峰行动方案
_ORDINAL_YEAR_BEFORE = re.compile(r"第[一二三四五]年$")  # 第二年6月底前
_THIS_YEAR_AFTER = re.compile(  # 今年要…, 明年，我们将…; not 今年是
    r"[，,]?(?:我们|我[市省县区]|全[市省县区])?(?:还|也)?(?:要|将|力争|确保|计划|重点|争取|拟)(?!点?工作)"
)
_IN_LIST = re.compile(r"\s*[、和及与]\s*")  # 到2025年、2030年
_NO_DATE_BEFORE = re.compile(
    r"(?:比|较|同|相比于|对比|以|按照?|占|由|超过?|高于|低于|优于|相当于)$|(?<![为加])“$|(?:基[准期]?|水平|目标|现状)年(?:份)?[：:]?(?:为|是)?$"
    r"|(?:会议|活动|举办|召开|开会|报到|考试|发布|成文|印发|签订|签署|出生)(?:时间|日期)[：:]?$"
)
_NO_DATE_AFTER = re.compile(
    r"(?:年?末?(?:相比|同期|水平|基础|为基[数期准]|价格|不变价|口径)|以来|的?基础上|远景|版|修[订正]|制定|起?(?:施行|实施|执行|生效)的|(?![之以]?前|底)[^，。；、]{0,10}(?:印发|发布|公布|颁布|出台|下发|批准)的|"
    r"[（(〔［\[]?第?[0-9一二三四五六七八九十]+号)"
)
_BRACKETS = " \n　（）()【】[]〔〕"
_BOUNDARY = re.compile(
    r"(?:^|[，。；：、（）(;:,)！？\s\n]|其中|力争|确保|争取|计划|预计|拟|在|于|对|并|将|分别|和|及|或|目标|阶段|前|展望)$"
)
_DOES = re.compile(
    r"\s*(?:前后)?(?:力争|完成|实现|建成|达|新增|新建|启动|基本|开工|投入|培育|累计|全部|全面|要|将|计划|争取|确保|组织|开展|率先|通车|开工|竣工|完工|投[产用运]|达产|上线|启用|开通|封顶|交付|试?运[行营]"
    r"|(?:安排|实施|推进|推动|改造|创建|引进|竣工|举办|下达|打造)(?![^，。；]{0,6}(?:计划|方案|情况|要点|项目)(?:的|[，。；]|$)))"
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
    r"[^，。；]{0,40}?(?:会议|通过|发布|公布|颁布|公告|批准|印发|修[订正改]|签[订署发]|成立|召开|举行|出生|任|决定[：，]|补选|选举|日）|节|纪念日|宣传日|主题日|之乡)"
)
_OCCASION_AFTER = re.compile(  # 3月5日，市委召开…会议；2020年8月，省政府印发《…》, 作出了部署
    r"[，,]?[^。；]{0,60}?(?:(?:会议|大会|全会|两会|仪式|论坛|展会|博览会|运动会)[^。；]{0,12}(?:开幕|闭幕|召开|举行|举办|召开)"
    r"|(?:国务院|中央|[省市县区部委厅局]|办公[厅室])[^。；，]{0,12}?(?:印发|出台|发布|下发|颁布|公布|批复|转发)了?《"
    r"|[作提发]出了|召开了|举[行办]了|出席了?)"
)
_PAST_AFTER = re.compile(
    r"[^。；]{0,30}?(?:已经?(?!$)|先后|实现了|完成了|取得了|达到了|同比|[比较]上年|[比较]去年)"
)
_PLAN_IS = re.compile(
    r"[^。；]{0,40}?(?:面临|处于|进入|步入)|[，,]?(?:[^，。；]{0,20}?)是[^。；]{0,150}?(?:时期|阶段|期|五年|一步)"
    r"|(?:经济|主要|重大|发展)"
)


def find_dated(clause: LimitText) -> Iterator[Deadline]:
    """Limits that name a date; a list under one 到 (到2025年、2030年) is a limit for each."""
    last_by = -1
    for date in clause.dates:
        if not clause.is_free(date.start, date.end) or _comes_round(clause, date):
            continue
        listed = last_by >= 0 and _IN_LIST.fullmatch(clause.text[last_by : date.start]) is not None
        row = _dated_row(clause, date, listed)
        if row is not None:
            last_by = date.end if row.kind == "by" and row.char_end == date.end else -1
            yield row


def _dated_row(clause: LimitText, date: Date, listed: bool) -> Deadline | None:
    before, after = clause.text[: date.start], clause.text[date.end :]
    if _NO_DATE_BEFORE.search(before) or _NO_DATE_AFTER.match(after):
        return None
    head = _VALID_BEFORE_DATE.search(before)
    if head and not (_MEASURE_IN_FORCE.match(before, head.start()) and not _OF_THIS.search(before)):
        first = date.first_day if date.is_range else None
        return clause.row(head.start(), date.end, "validity", first=first, due=date.last_day)
    if date.kind == "day" and not clause.is_past(date) and (end := _OUT_OF_FORCE_AFTER.match(after)):
        return clause.row(date.start, date.end + end.end(), "validity", due=date.last_day)
    force = _FORCE_AFTER_DATE.match(after)
    if force and date.first_day and (force["since"] or date.kind == "day"):
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


def _from_row(clause: LimitText, date: Date, start: int) -> Deadline | None:
    """自2022年1月1日起, 从2022年开始."""
    after = _FROM_AFTER.match(clause.text, date.end)
    if not after or _counts_from(clause, after.end()):
        return None
    if date.first_day is None and start == date.start and not _BOUNDARY.search(clause.text[:start]):
        return None  # the 次月 of 自公告次月起
    if (after.group().endswith("后") and clause.is_past(date)) or _PAST_AFTER.match(clause.text, after.end()):
        return None
    first = _term_begins(date.first_day, after["term"]) if after["term"] else date.first_day
    return clause.row(start, after.end(), "from", first=first)


def _term_begins(first_day: str | None, term: str) -> str | None:
    """The day a school term begins: the autumn's in September, the spring's on no fixed day."""
    return f"{first_day[:4]}-09-01" if first_day and term.startswith("秋") else None


def _counts_from(clause: LimitText, position: int) -> bool:
    """Whether a length counted from the date follows: 自2022年起3年内."""
    return any(n.start == position and _WITHIN_AFTER.match(clause.text, n.end) for n in clause.lengths)


def _by_row(clause: LimitText, date: Date, listed: bool) -> Deadline | None:
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
        has_quantity = date.at_end or date.kind not in ("year", "month") or _AHEAD_AFTER.match(text, date.end)
        return clause.row(date.start, after.end(), "by") if after and has_quantity else None
    if after and (_STATE_AFTER.match(text, after.end()) or _is_in_name(text, date, after.end())):
        return None
    due: str | None = date.last_day
    if _is_of_any_year(text, date):
        due = None
    elif clause.is_past(date) and not text.startswith(("今年", "本年"), date.start):
        if date.has_year or not after:
            return None
        due = f"{int(date.last_day[:4]) + 1}{date.last_day[4:]}"
    if before is None and after is None and not listed and head is None and not _says_when(text, date):
        return None
    if before and before.group().startswith("截") and _PAST_AFTER.match(text, date.end):
        return None
    start = before.start() if before else date.start
    return clause.row(start, after.end() if after else date.end, "by", due=due)


def _comes_round(clause: LimitText, date: Date) -> bool:
    """Whether the date goes on a list of days that come round: 10月 of 每年4月、10月."""
    text = clause.text
    return not date.has_year and any(
        text[low] == "每" and _IN_LIST.fullmatch(text, high, date.start) for low, high in clause.taken
    )


def _is_in_name(text: str, date: Date, end: int) -> bool:
    """Whether a year is part of what a plan is called: 2030年前碳达峰行动方案."""
    return date.kind == "year" and not date.at_end and bool(_PLAN_NAME_AFTER.match(text, end))


def _is_of_any_year(text: str, date: Date) -> bool:
    """Whether the year is counted from an event or comes round again: 第二年6月底前, 每年…次年3月底前."""
    before = text[: date.start]
    again = text.startswith(("次年", "翌年"), date.start) and "每年" in before
    return again or bool(_ORDINAL_YEAR_BEFORE.search(before))


def _period_row(clause: LimitText, date: Date, start: int) -> Deadline | None:
    """2022—2024年, “十四五”期间, 2023年 at the head of a sentence."""
    text = clause.text
    if date.first_day is None or clause.is_past(date) or _TITLE_BEFORE.search(text[: date.start]):
        return None
    if date.kind == "plan" and _PLAN_IS.match(text, date.end):
        return None
    if date.kind == "year" and not date.has_year and not _THIS_YEAR_AFTER.match(text, date.end):
        return None
    after = text[date.end :]
    if not date.is_range and _is_occasion(date, after):
        return None
    if not after.strip(_BRACKETS) and not text[: date.start].strip(_BRACKETS):
        return None
    if date.kind == "day" and not date.is_range and clause.today is None:
        return None
    if not date.is_range and (not _says_when(text, date) or _PAST_AFTER.match(after)):
        return None
    if date.is_range and _NO_SAYING_AFTER.match(after) and not _BOUNDARY.search(text[: date.start]):
        return None
    return clause.row(start, date.end, "period", first=date.first_day, due=date.last_day)


def _is_occasion(date: Date, after: str) -> bool:
    """Whether the date is when something was held, passed or issued, which binds nobody."""
    if date.kind not in ("day", "month", "ten_days"):
        return False
    return bool(_MEETING_AFTER.match(after) or _OCCASION_AFTER.match(after))


def _says_when(text: str, date: Date) -> bool:
    """Whether a bare date is an adverb of its sentence (2023年，累计…), not part of a name (2023年工作要点)."""
    if _NO_SAYING_AFTER.match(text, date.end):
        return False
    if date.kind == "plan" and text.startswith(("，", ","), date.end):
        return True
    if (
        text[date.end - 1] == "度"
        and not re.match(r"[，、：]", text[date.end :])
        and not _DOES.match(text, date.end)
    ):
        return False
    return bool(_BOUNDARY.search(text[: date.start]) or _DOES.match(text, date.end))
