"""Who issued a document and when, from its signature, its title or the words of its adoption."""

from __future__ import annotations

import re

from parsers.language.dates import parse_date
from parsers.language.names.doc_numbers import find_doc_numbers
from parsers.layout.elements import Elements

# 南通市人民政府办公室|关于印发…  北京市人民代表大会常务委员会|关于废止…
_TITLE_PREFIX = re.compile(
    r"(.+?(?:人民政府办公[厅室]|人民政府|国务院办公厅|国务院|委员会|厅|局|部|院|会议|办公室|办公厅))"
    r"(?=关于|印发|转发|批转|公布|发布|任免|干部|令)"
)
# 临江省公安厅 | 临江省交通运输厅 | 令
_BODY = re.compile(r"\S{2,}(?:政府|院|委员会|厅|局|部|署|银行|法院|检察院|办公室)")
_ORDINAL = r"第[一二三四五六七八九十百\d]+"


def issuer_of(elements: Elements) -> str | None:
    """The body that signs, else the one a title begins with, else the one that adopted or reported.

    Several bodies of an order are parted by 、.
    """
    prefix = _TITLE_PREFIX.match(elements.title)
    return (
        elements.signature
        or bodies_of_order(elements.title_pieces)
        or (_without_session(prefix[1]) if prefix else None)
        or reporting_government(elements.adoption)
        or adopting_body(elements.adoption)
    )


def bodies_of_order(pieces: tuple[str, ...]) -> str | None:
    """The bodies of an order that several issue, each on a line or behind a space: `公安部 应急管理部令`."""
    if not pieces or not pieces[-1].endswith("令"):
        return None
    bodies = [piece for piece in (*pieces[:-1], pieces[-1].removesuffix("令")) if piece]
    return "、".join(bodies) if len(bodies) > 1 and all(map(_BODY.fullmatch, bodies)) else None


def date_of(elements: Elements) -> str | None:
    """成文日期: the date under the signature, else the day of adoption, else the one in the title's brackets."""
    return elements.issued_on or adoption_date(elements.adoption) or title_date(elements.title)


def title_date(title: str) -> str | None:
    """The date in brackets at a title's end: `…任免工作人员（2024年12月3日）`."""
    match = re.search(r"[（(](\d{4}年\d{1,2}月(?:\d{1,2}日)?)[）)]$", title)
    return parse_date(match[1]) if match else None


def adoption_date(adoption: str | None) -> str | None:
    """The day a law or resolution was adopted: `2012年6月28日…通过` before 批准; else the last date of a revision."""
    dates = list(re.finditer(r"(\d{4})年(\d{1,2})月(\d{1,2})日([^，,；;0-9]*)", adoption or ""))
    if not dates:
        return None
    adopted = next((m for m in dates if "通过" in m[4]), dates[-1])
    return f"{int(adopted[1]):04d}-{int(adopted[2]):02d}-{int(adopted[3]):02d}"


def reporting_government(spoken: str | None) -> str | None:
    """The government that reports: `——2026年2月3日在X省第十三届人民代表大会…会议上` is X省人民政府's report."""
    match = re.search(r"日在(\S+?)第\S{1,5}届人民代表大会", spoken or "")
    return f"{match[1]}人民政府" if match else None


def adopting_body(adoption: str | None) -> str | None:
    """The body that adopted: `…日洛阳市第十三届人民代表大会常务委员会第三十次会议通过` names 洛阳市人民代表大会常务委员会."""
    match = re.search(r"日([^，,；;。]*?)(?:第\S{1,6}次会议)?(?:通过|公布|发布)", adoption or "")
    if not match:
        return None
    body = _without_session(match[1])
    numbers = find_doc_numbers(body)
    return (body[: numbers[0][0]] if numbers else body) or None


def _without_session(body: str) -> str:
    """The body whose session it is: 临江省第十三届人民代表大会第五次会议 is 临江省人民代表大会."""
    return re.sub(rf"{_ORDINAL}届|{_ORDINAL}次(?:全体)?会议$", "", body)
