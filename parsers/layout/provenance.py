"""Who issued a document and when, from its signature, its title or the words of its adoption."""

from __future__ import annotations

from parsers.language.dates import parse_date
from parsers.language.lexicon import words
from parsers.language.names.doc_numbers import find_doc_numbers
from parsers.language.patterns import lazy
from parsers.layout.elements import Elements

# 南通市人民政府办公室|关于印发…  北京市人民代表大会常务委员会|关于废止…
_TITLE_PREFIX = lazy(
    r"(.+?(?:人民政府办公[厅室]|人民政府|国务院办公厅|国务院|委员会|厅|局|部|院|会议|办公室|办公厅))"
    r"(?=关于|印发|转发|批转|公布|发布|任免|干部|令)"
)
# 临江市残联|关于…  not 《…》关于
_BEFORE_ABOUT = lazy(r"([^《》，。（）()\d：:]{3,60}?)(?:关于|印发《|印发(?=[^《]*的通知)|转发|批转)")
# 临江省公安厅 | 临江省交通运输厅 | 令
_BODY = lazy(r"\S{2,}(?:政府|院|委员会|厅|局|部|署|银行|法院|检察院|办公室)")
_DATE = lazy(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_ORDER = lazy(r"令(?:\d{4}年)?第.{1,6}号$")
_IN_FORCE = lazy(words("FORCESTATE").pattern)
_OFFICE = lazy(r"办公[室厅]")
_TITLE_DATE = lazy(r"[（(](\d{4}年\d{1,2}月(?:\d{1,2}日)?)[）)]$")  # …任免工作人员（2024年12月3日）
_REPORTS = lazy(r"日在(\S+?)第\S{1,5}届人民代表大会")  # 2031年1月9日在临江市第八届人民代表大会第一次会议上
# 2031年1月9日临江市第八届人民代表大会第一次会议|通过  2031年1月9日临江市人民政府令第3号公布
_ADOPTS = lazy(
    r"日([^，,；;。\d]*?(?:第[^，,；;。]{1,8}号)?)(?:第\S{1,6}次(?:全体|常务)?会议)?(?:通过|公布|发布)"
)
_ORDINAL = r"第[一二三四五六七八九十百\d]+"
_SESSION = lazy(rf"{_ORDINAL}届|{_ORDINAL}次(?:全体|常务)?会议$")


def issuer_of(elements: Elements) -> str | None:
    """The body that signs, else the one a title begins with, else the one that adopted or reported.

    Several bodies of an order are parted by 、. Where its office signs, the body of the red head issues.
    """
    if (
        elements.red_head
        and elements.signature
        and _OFFICE.fullmatch(elements.signature, len(elements.red_head))
    ):
        return elements.red_head if elements.signature.startswith(elements.red_head) else elements.signature
    return (
        elements.signature
        or bodies_of_order(elements.title_pieces)
        or title_issuer(elements.title, elements.title_pieces)
        or elements.named
        or reporting_government(elements.adoption)
        or adopting_body(elements.adoption)
        or elements.red_head
    )


def title_issuer(title: str, pieces: tuple[str, ...] = ()) -> str | None:
    """The words of a title before 关于 or 印发, whatever they end with; several bodies are parted by 、."""
    match = _BEFORE_ABOUT.match(title) or _TITLE_PREFIX.match(title)
    if match is None:
        return None
    before = [piece for piece in pieces if piece and title.find(piece) + len(piece) <= match.end(1)]
    if len(before) > 1 and "".join(before) == match[1]:
        return "、".join(map(_without_session, before))
    return _without_session(match[1])


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
    match = _TITLE_DATE.search(title)
    return parse_date(match[1]) if match else None


def adoption_date(adoption: str | None) -> str | None:
    """The day a law or resolution was adopted: `2012年6月28日…通过` before 批准; else the last date of a revision.

    The day from which it is in force (`2022年1月1日起施行`) is none.
    """
    dates = list(_DATE.finditer(adoption or ""))
    if not dates:
        return None
    ends = [match.start() for match in dates[1:]] + [len(adoption or "")]
    said = [(match, (adoption or "")[match.end() : end]) for match, end in zip(dates, ends, strict=True)]
    adopted = next((match for match, text in said if "通过" in text), None)
    decided = [match for match, text in said if not _IN_FORCE.match(text)]
    match = adopted or (decided or dates)[-1]
    return f"{int(match[1]):04d}-{int(match[2]):02d}-{int(match[3]):02d}"


def reporting_government(spoken: str | None) -> str | None:
    """The government that reports: `——2026年2月3日在X省第十三届人民代表大会…会议上` is X省人民政府's report."""
    match = _REPORTS.search(spoken or "")
    return f"{match[1]}人民政府" if match else None


def adopting_body(adoption: str | None) -> str | None:
    """The body that adopted: `…日洛阳市第十三届人民代表大会常务委员会第三十次会议通过` names 洛阳市人民代表大会常务委员会."""
    match = _ADOPTS.search(adoption or "")
    if not match:
        return None
    body = _without_session(match[1])
    numbers = find_doc_numbers(body)
    body = body[: numbers[0][0]] if numbers and numbers[0][0] else _ORDER.sub("", body)
    return body.strip("、") or None


def _without_session(body: str) -> str:
    """The body whose session it is: 临江省第十三届人民代表大会第五次会议 is 临江省人民代表大会."""
    return _SESSION.sub("", body)
