"""What a line looks like on its own: a date, a signature, an addressee, a heading, a chronicle entry.

GB/T 9704-2012 gives the elements their places; these tests only look at the words.
"""

from __future__ import annotations

import re

from parsers.language.answers.duty_verbs import CLOSING
from parsers.language.brackets import find_brackets
from parsers.language.labels import match_label
from parsers.language.lexicon import words
from parsers.language.names.doc_numbers import is_doc_number
from parsers.language.names.doc_types import ends_like_title
from parsers.language.patterns import lazy

_DIGIT = r"[0-9０-９〇○ＯO零一二三四五六七八九十]"
_DATE_LINE = lazy(
    rf"[（(]?\s*(?:{_DIGIT}\s*){{4}}年\s*(?:{_DIGIT}\s*){{1,3}}月\s*(?:(?:{_DIGIT}\s*){{0,3}}日)?\s*[）)]?"
)
_RED_HEAD = lazy(r"\S{4,30}文件")
_MARKING = lazy(rf"\d{{6}}|(?:{words('MARKING').pattern}|\d{{1,2}}年|长期)+")  # 000001  机密★10年  特急
_SIGNER = lazy(r"签发人[：:]\s*[\u4e00-\u9fff·\s　]{2,30}")
_ENTRY = lazy(
    r"[●•◆]|[○]\s*\d{1,2}日"
    r"|\d{1,2}\s*日(?:\s*[~～—–\-至到]+\s*(?:\d{1,2}\s*月\s*)?\d{1,2}\s*日)?\u3000+\S"
    r"|\d{1,2}\s*月\s*\d{1,2}\s*日(?:\s*[~～—–\-至]+\s*(?:\d{1,2}\s*月\s*)?\d{1,2}\s*日)?[\s　]+\S"
)
_SENTENCE_MARK = lazy(r"[，,。；;：:！!？?]")
_LONGEST_HEADING = 50
_TERMINAL = "。！？!?；;：:…"
_SENTENCE_ENDS = "。！？!?；;"
_HALF_WIDTH_STOP = lazy(r"[\u4e00-\u9fff）)”》]\.$")  # 制定本细则.
_UNIT_LINE = lazy(r"[（(]?(?:计量)?单位[：:].{1,20}")  # 单位：万元、%
ANNEXES = lazy(r"附\s*[件表图]?\s*[：:](?P<first>.*)", re.DOTALL)  # 附件：1.任务分工表
_OPENER = lazy(r"[（(〔【《“]")
_CLOSERS = "”’）)〕】」』］]》"
_DUTY_WORDS = lazy(rf"单位|部门|{CLOSING.pattern}|时限")


NEWS_TITLE = lazy(
    r"(?P<issuer>[^，。；：《》]{4,80}?)(?:联合)?(?:印发|发布|公布)了?《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》\s*"
)
"""The form in which news agencies publish a document: `中共某省委、某省人民政府印发《关于加强绿道管理的意见》`."""

NEWS_LEAD = lazy(r"全文(?:刊登|发布|公布)?如下[。：:]?$")  # 近日，…印发了《…》，…。全文如下。


def is_date_line(text: str) -> bool:
    """The whole line is a date: `2022年8月3日`, `二○一八年十二月六日`."""
    return "年" in text and _DATE_LINE.fullmatch(text.strip()) is not None


def is_signature(text: str) -> bool:
    """The whole line can be an organisation that signs: `南通市人民政府办公室`."""
    bare = re.sub(r"\s+", "", text)
    return 2 < len(bare) <= 40 and not _SENTENCE_MARK.search(bare) and words("SIGNS").ends(bare) is not None


def is_signer(text: str) -> bool:
    """The whole line names who signs a letter to a higher authority: `签发人：李大川`."""
    return _SIGNER.fullmatch(text.strip()) is not None


def is_entry_start(text: str) -> bool:
    """The line opens a chronicle entry: `7月16日 我市举行…`, `● 10日 …`."""
    return _ENTRY.match(text.strip()) is not None


def is_heading_alone(text: str) -> bool:
    """A label with a heading and nothing else: `（一）加快场地设施提档升级`."""
    label = match_label(text)
    return label is not None and _SENTENCE_MARK.search(text[label.length :].lstrip("：: 　")) is None


def is_heading_line(text: str) -> bool:
    """A label and a heading that may have several phrases: `二、实行环境质量行政首长负责制，全面推进水污染防治工作`."""
    label = match_label(text)
    return (
        label is not None
        and len(text) <= _LONGEST_HEADING
        and not re.search(r"[。；;：:！？]|[，,、]$", text)
    )


def is_display_line(text: str) -> bool:
    """A line that stands for itself: a title, a number, a date, a signature, a heading, a list of annexes."""
    return (
        is_date_line(text)
        or is_doc_number(text)
        or is_heading_line(text)
        or is_signature(text)
        or (ends_like_title(text) and not _SENTENCE_MARK.search(text))
        or NEWS_TITLE.fullmatch(text) is not None
    )


def is_prose(text: str) -> bool:
    """The line holds running text, not a title or a name: it has sentence marks and some length."""
    label = match_label(text)
    bare = text[label.length :] if label else text
    return bool(
        (len(bare) >= 12 and re.search(r"[，,。；;！？]", bare)) or (len(bare) >= 25 and "、" in bare)
    )


def opens_duty_block(text: str) -> bool:
    """The line is a bracket that names responsible units: `（责任单位：市财政局、科创集团）`."""
    return bool(re.match(r"[（(〔【\[]", text)) and _DUTY_WORDS.search(text[:40]) is not None


def is_complete(text: str) -> bool:
    """The text ends as a sentence or list item ends: no open bracket, a closing mark at the end."""
    text = text.rstrip()
    if not text or has_open_bracket(text):
        return False
    if text[-1] in _TERMINAL or _HALF_WIDTH_STOP.search(text):
        return True
    bare = text.rstrip(_CLOSERS)
    if bare == text:
        return False
    if bare and bare[-1] in _TERMINAL:
        return True
    last = find_brackets(text)
    closing = next((b for b in last if b.end == len(text) and b.depth == 0), None)
    if closing is None:
        return True
    if closing.start == 0:
        return closing.opener != "《"
    return bool(_DUTY_WORDS.search(closing.inner)) or text[: closing.start].rstrip().endswith(
        tuple(_TERMINAL)
    )


def ends_sentence(text: str) -> bool:
    """The text ends with the mark of a sentence, whatever brackets are open: `（试行。现印发给你们。`."""
    bare = text.rstrip().rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in _SENTENCE_ENDS


def has_open_bracket(text: str) -> bool:
    """A bracket or quotation opens in the text and does not close in it."""
    closed = {b.start for b in find_brackets(text)}
    straight = text.rfind('"')  # “乱停": the mark at the end may be a straight one
    return any(
        opener.start() not in closed and not (opener[0] == "“" and opener.start() < straight)
        for opener in _OPENER.finditer(text)
    )


def is_red_head(text: str) -> bool:
    """The red head of a document, which names who issues it: `临江市水利局文件`."""
    return _RED_HEAD.fullmatch(text) is not None


def is_marking(text: str) -> bool:
    """What stands above a red head or a title: the number of the copy, how secret it is and how long, how urgent; the
    name of the gazette that prints it.
    """
    return _MARKING.fullmatch(text) is not None or is_gazette_name(text)


def is_unit_line(text: str) -> bool:
    """The line says in what the numbers of the table below are: `（单位：万元）`."""
    return _UNIT_LINE.fullmatch(text) is not None


def is_gazette_name(text: str) -> bool:
    """The name of a gazette, which is a body's, not a 公报 about something: `临江市人民政府公报`."""
    body = re.sub(r"\s+", "", text).removesuffix("公报")
    return len(body) < len(text) and is_signature(body) and "次" not in body
