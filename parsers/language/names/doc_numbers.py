"""Document numbers (发文字号), orders (令), announcements (公告) and standards, as official texts print them."""

from __future__ import annotations

import re

from parsers.language.patterns import lazy

_HAN = "一-鿿㐀-䶿"
_YEAR = r"(?:\d{4}|[〇○零一二三四五六七八九]{4})"
_SERIAL = r"(?:\d{1,5}(?:-\d{1,3})?|[〇○零一二三四五六七八九十百]{1,6})"
_CODE = rf"(?:[{_HAN}]{{0,16}}(?:[A-Z]{{1,4}})?\s?)"
_BODY = rf"(?:[{_HAN}]{{0,24}})"

_WITH_YEAR = (
    # 〔2022〕81号, [2018]39号, （2005）57号, (2014)15号, 〔2020〕第4号, 〔2022] 4 号
    rf"[〔\[［（(【]\s?{_YEAR}\s?年?\s?[〕\]］）)】]\s?(?:字\s?)?第?\s?{_SERIAL}\s?号(?!令)"
)
_OPEN = "[XxＸｘ×]"
_TO_BE_GIVEN = (
    # XX发〔20XX〕XX号, ×政办发〔2024〕×号: a draft or a form, whose number is not given yet
    rf"(?:[{_HAN}]|{_OPEN}){{1,16}}\s?[〔\[［（(【]\s?\d{{0,4}}{_OPEN}{{0,4}}\s?[〕\]］）)】]\s?第?\s?{_OPEN}{{1,4}}\s?号"
)
_ORDER = (
    # 令第588号, 令第七十一号, 令2005年第3号, 令（第12号）, 令〔2020〕第3号
    rf"令\s?(?:[（(]第\s?{_SERIAL}\s?号[）)]|(?:[〔\[]?{_YEAR}[〕\]]?\s?年?\s?)?第\s?{_SERIAL}\s?号)"
)
_NOTICE = (
    # 公告2021年第7号, 公告第12号, 公告〔2020〕1号 is a number with a year in brackets
    rf"(?:公告|通告)\s?(?:{_YEAR}\s?年\s?)?第\s?{_SERIAL}\s?号"
)
_OLD = (
    # 通政发2022年29号, 一九八〇年223号文件
    rf"(?<!\d){_YEAR}\s?年\s?第?{_SERIAL}\s?号(?=文)|(?<=[发办函规字]){_YEAR}\s?年\s?{_SERIAL}\s?号"
)
_NUMBERED = (
    # 第179号令, 2021年第7号公告
    rf"(?:(?<!\d){_YEAR}\s?年\s?)?第\s?{_SERIAL}\s?号(?:令|公告|通告)"
)
_YEAR_FIRST = (
    # (85)农水字第7号, (1988)临水字第26号
    rf"[〔\[（(【]\s?(?:\d{{4}}|\d{{2}})\s?[〕\]）)】]\s?[{_HAN}]{{1,8}}字\s?第?\s?{_SERIAL}\s?号"
)
_STANDARDS = (
    # GB/T 38597—2020, GB50201-2014, GB/T 1.1—2020, GB50014
    r"GB(?:/[TZ])?\s?\d+(?:\.\d+)*(?:\s?[—–－-]{1,2}\s?\d{4})?",
    # DB32/T 1234-2019, DB11/ 1983—2022
    r"DB\s?\d{2,6}(?:\s?/\s?T)?[/\s]{0,2}\d+(?:\.\d+)*(?:\s?[—–－-]{1,2}\s?\d{4})?",
    # JGJ/T 450-2018, HJ 2.2—2018, T/CECS 10-2020
    r"(?:T/)?[A-Z]{2,6}(?:/T)?\s?\d+(?:\.\d+)*\s?[—–－-]{1,2}\s?(?:19|20)\d{2}(?!\d)",
)
_STANDARD = "|".join(_STANDARDS)

_OF_STANDARD = lazy("[A-Z]")
"""Only the number of a standard has no 号, and it has one of these."""
_CORE = lazy(
    rf"(?P<code>{_WITH_YEAR})|(?P<old>{_OLD})|(?P<body>{_ORDER}|{_NOTICE})|(?P<bare>{_YEAR_FIRST}|{_NUMBERED}|{_STANDARD})"
)
_LINES = (
    rf"{_CODE}(?:{_WITH_YEAR}|{_OLD})",
    rf"{_BODY}(?:{_ORDER}|{_NOTICE})",
    _YEAR_FIRST,
    _NUMBERED,
    _TO_BE_GIVEN,
    # （七届）第十九号, 〔十三届〕第4号: under the name of a standing committee
    rf"[〔\[［（(【][{_HAN}\d]{{1,8}}届[〕\]］）)】]\s?第\s?{_SERIAL}\s?号",
    # 第588号, 2021年第7号: under 中华人民共和国国务院令, under 海关总署公告
    rf"(?:{_YEAR}\s?年\s?)?第\s?{_SERIAL}\s?号",
)
_LINE = lazy(r"\s*(?:" + "|".join(_LINES) + r")\s*")
_HAN_RUN = {
    "code": lazy(rf"[{_HAN}]{{0,24}}(?:[A-Z]{{1,4}})?\s?$"),
    "old": lazy(rf"[{_HAN}]{{0,24}}\s?$"),
    # （财政部 税务总局公告2021年第12号）, 省政府令第97号
    "body": lazy(rf"(?<=[（(])[{_HAN}、\s]{{1,40}}$|[{_HAN}]{{0,24}}\s?$"),
}

_BEFORE = (
    "根据|依据|依照|按照|参照|遵照|执行|落实|贯彻|转发|印发|下发|发布|公布|颁布|关于|修改|修订|废止|实施|结合|符合|违反|适用"
    "|对(?!外)|[按依将把在于为因由以见即其的了或]|以及|及其|或者|^[和与及]|要求|文件|通知|精神|规定"  # 按照国发〔2018〕39号
    "|^[年月日原]|(?<=[照据行及和与])原"  # 1996年市政府令第55号, 原建设部令第5号
)
_BODIES = (
    "(?:政府|国务院|法院|检察院|常委会|办公[厅室]|委员会|(?<=..)[局厅]"  # 省政府苏政发〔2021〕78号, 市教育局通教〔2021〕3号
    "|(?:建设|财政|教育|民政|公安|司法|科技|保障|水利|商务|旅游|农村|资源|环境|运输|信息化)部)"  # 财政部财税〔2016〕36号
)
_WHOLE = "(?!令|公告|通告|[发字函规]?$)"  # 证监会公告〔2020〕1号, 人社部发〔2020〕1号
_WORDS_BEFORE = lazy(_BEFORE)
_NOT_PART = {
    "code": lazy(f"{_BEFORE}|[和与及]|{_BODIES}{_WHOLE}"),
    "old": lazy(rf"{_BEFORE}|[和与及]|{_BODIES}(?!\s?$)"),  # 国务院一九八〇年223号 has no 机关代字
    "body": _WORDS_BEFORE,
}


def find_doc_numbers(text: str) -> list[tuple[int, int, str]]:
    """All document numbers as `(start, end, number)`, in order: `根据国发〔2018〕39号` gives `国发〔2018〕39号`."""
    if "号" not in text and not _OF_STANDARD.search(text):
        return []
    found, floor = [], 0
    for match in _CORE.finditer(text):
        start = _start_of_name(text, floor, match)
        found.append((start, match.end(), text[start : match.end()]))
        floor = match.end()
    return found


def is_doc_number(line: str) -> bool:
    """Whether a line is nothing but a document number, such as the 发文字号 under a title."""
    return _LINE.fullmatch(line) is not None and not _WORDS_BEFORE.match(line.lstrip())


def _start_of_name(text: str, floor: int, match: re.Match[str]) -> int:
    """Where the number begins: its 机关代字 or the body that gave the order, without the words before it."""
    kind = match.lastgroup or ""
    if kind not in _HAN_RUN:
        return match.start()
    run = _HAN_RUN[kind].search(text[max(floor, match.start() - 44) : match.start()])
    words = run.group() if run else ""
    cut = max((m.end() for m in _NOT_PART[kind].finditer(words)), default=0)
    return match.start() - len(words[cut:].lstrip())
