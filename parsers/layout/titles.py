"""Where a document's title stands: lines without sentence marks that end with a 文种, over one line or several."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.language.answers.appointment_verbs import TITLED, in_title
from parsers.language.labels import match_label
from parsers.language.lexicon import words
from parsers.language.names.doc_numbers import is_doc_number
from parsers.language.names.doc_types import ends_like_title
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed
from parsers.layout.line_shapes import is_date_line, is_gazette_name, is_signature
from schema.source import Grid, Paragraph

_LONGEST = 120
_MOST_LINES = 5
_PRINTED = lazy(r"\d日印发$")  # 临江市人民政府办公室 2023年6月6日印发
_SENTENCE_MARK = lazy(r"[。；;！!？?]|[：:]$|，.*，")
_ISSUES = lazy(words("ISSUES").pattern)  # 关于印发…方案 is not whole without 的通知
_ISSUING_END = lazy(r"(?:通知|函|决定|命令|令|批复|公告|通告|意见|报告|请示)(?:[（(〔\[].*)?$")
# 南通市人民政府 | 关于…  中共某市委办公室 某市人民政府办公室 | 印发《关于…》的通知
UNDER_ISSUER = lazy("关于|印发|转发|批转")
_RULES = lazy("办法|规定|条例|细则|意见")  # 干部任免工作规定
_APART = lazy("^[^ \u3000，。]{1,4}(?:\u3000+| {2,})")
_HAN = lazy("[\u4e00-\u9fff]")
_PART = lazy("第[0-9一二三四五六七八九十]{1,3}部分[：:]?")  # 第7部分：经验反馈
# （2021年-2035年）  （草案）  （试行）
_EDITION = lazy(
    r"[（(](?:\d{4}年?[-—–~～至]+\d{4}年?|(?:征求意见稿|送审稿|草案|试行|暂行|修订稿?|\d{4}年修订|\d{4}年?版))[）)]"
)
# 任免工作人员（2024年12月3日）  人事任免  干部任免职名单  国务院任免国家工作人员
_APPOINTMENTS = lazy(
    TITLED.pattern + r"(?:职|(?:国家(?:机关)?)?工作)?(?:人员|名单|事项|干部)?(?:[（(].*[）)])?$"
)


def title_lines(blocks: Sequence[Paragraph | Grid], start: int) -> int:
    """How many paragraphs from `start` make up a title; 0 if none stands there."""
    text, whole = "", 0
    for count in range(1, _MOST_LINES + 1):
        block = blocks[start + count - 1] if start + count <= len(blocks) else None
        if not isinstance(block, Paragraph):
            break
        under_issuer = UNDER_ISSUER.match(squeezed(block.text)) and (
            is_signature(text) or text.endswith("会议")
        )
        if not _can_be_title_line(block.text, 1 if under_issuer else count):
            break
        text += squeezed(block.text)
        if len(text) > _LONGEST:
            break
        if is_title(text) or (whole and _is_tail(block.text)):
            whole = count
            if not _goes_on(text, blocks, start + count):
                break
    return whole


def _is_tail(line: str) -> bool:
    """A line below a title that is whole which belongs to it: the part of a standard, what the paper is to it."""
    bare = squeezed(line)
    return _PART.match(bare) is not None or bare in words("TITLETAIL")


def is_title(text: str) -> bool:
    """The squeezed text reads as a whole title: `南通市人民政府关于印发…的通知`, `人事任免`."""
    if _APPOINTMENTS.search(text):
        return True
    if is_gazette_name(text):
        return False
    return ends_like_title(text) and (not _ISSUES.search(text) or _ISSUING_END.search(text) is not None)


def is_appointments_title(text: str) -> bool:
    """The title of a list or notice of appointments: `南通市人民政府干部任免名单`."""
    return in_title(text) and not _RULES.search(text)


def _can_be_title_line(text: str, count: int) -> bool:
    bare = squeezed(text)
    if (
        not _HAN.search(bare)
        or _SENTENCE_MARK.search(bare)
        or match_label(text)
        or is_date_line(text)
        or is_doc_number(text)
        or _PRINTED.search(bare)
        or _is_member(text)
    ):
        return False
    return not (count == 1 and bare[0] in "（(〔【[●|") and not (
        count > 1 and is_title(bare) and "关于" in bare
    )


def _is_member(line: str) -> bool:
    """A name, or a role and a name, apart from a post: `徐山　　市国资委副主任`."""
    return _APART.search(line.strip()) is not None and words("ROLE").ends(line.strip()) is not None


def _goes_on(text: str, blocks: Sequence[Paragraph | Grid], following: int) -> bool:
    """The next line belongs to the title too: it begins with 的 or a bracket, or only with it the 文种 is whole."""
    block = blocks[following] if following < len(blocks) else None
    if not isinstance(block, Paragraph):
        return False
    line = squeezed(block.text)
    if not _can_be_title_line(block.text, 2) or is_signature(block.text):
        return False
    return (
        _is_tail(line)
        or _EDITION.fullmatch(line) is not None
        or (line.startswith(("的", "和", "及", "与", "暨")) and is_title(text + line))
    )
