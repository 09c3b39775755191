"""Numbers that belong to people, not to the public: identity cards, mobile telephones, bank accounts.

They are told by their own checks (the check digit of GB 11643, Luhn's of ISO/IEC 7812), not by the words around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from schema.document import Diagnostic, Gazette, ParsedDocument
from schema.tokens import fold

MASK = "×"
_DIGITS = re.compile(r"(?<![0-9A-Za-z.])[0-9](?:[ \-－]?[0-9]){9,20}[Xx]?(?![0-9A-Za-z元万亿]|[.][0-9])")
_MOBILE = re.compile(r"(?:86)?1[3-9][0-9]{9}")
_CARD = re.compile(r"[1-9][0-9]{16}[0-9X]")
_ACCOUNT = re.compile(r"[3-6][0-9]{15,18}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_KINDS = {"card": "居民身份证号码", "mobile": "手机号码", "account": "银行账号"}


def personal_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Where such numbers stand in a text (start, end), and which kind each is: `card`, `mobile` or `account`."""
    plain = fold(text)
    if len(plain) != len(text):  # a sign that folds into several: the text is searched as it is
        plain = text
    for match in _DIGITS.finditer(plain):
        kind = kind_of(re.sub(r"[ \-－]", "", match[0]).upper())
        if kind:
            yield match.start(), match.end(), kind


def kind_of(number: str) -> str | None:
    """The kind of a number without spaces; None where its check says that it is none."""
    if _MOBILE.fullmatch(number):
        return "mobile"
    if _CARD.fullmatch(number) and _is_day(number[6:14]) and _has_check_digit(number):
        return "card"
    return "account" if _ACCOUNT.fullmatch(number) and _is_luhn(number) else None


def without_personal_numbers(gazette: Gazette) -> Gazette:
    """The gazette with such numbers masked everywhere, sign for sign, and a doubt with the place of each."""
    found = [(parsed, list(personal_numbers(parsed.document.text))) for parsed in gazette.documents]
    doubts = [_doubt(parsed, *place) for parsed, places in found for place in places]
    if not doubts:
        return gazette
    written = gazette.model_dump_json()
    numbers = {parsed.document.text[start:end] for parsed, places in found for start, end, _ in places}
    for number in sorted(numbers, key=len, reverse=True):
        written = written.replace(number, MASK * len(number))
    masked = Gazette.model_validate_json(written)
    return masked.model_copy(update={"diagnostics": (*masked.diagnostics, *doubts)})


def _doubt(parsed: ParsedDocument, start: int, end: int, kind: str) -> Diagnostic:
    holding = [c for c in parsed.clauses if c.char_start <= start < c.char_end]
    return Diagnostic(
        document=parsed.document.id,
        severity="warning",
        code="personal_data",
        message=f"文中有{_KINDS[kind]}，页面和导出中已隐去；请核对原文是否应当公开。",
        page=holding[-1].page if holding else parsed.document.page_start,
        char_start=start,
        char_end=end,
    )


def _is_day(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1880 <= born.year <= 2100


def _has_check_digit(number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return number[17] == _CHECKS[total % 11]


def _is_luhn(number: str) -> bool:
    doubled = [int(digit) * (2 if at % 2 else 1) for at, digit in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
