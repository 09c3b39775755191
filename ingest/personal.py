"""Numbers that belong to people, not to the public: identity cards, mobile telephones, bank accounts.

They are told by their own checks (the check digit of GB 11643, Luhn's of ISO/IEC 7812), not by the words around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from schema.document import Clause, Diagnostic, Gazette, ParsedDocument, Table
from schema.tokens import fold

MASK = "×"
_DIGITS = re.compile(r"(?<![0-9A-Za-z.])[0-9](?:[ \-－]?[0-9]){9,20}[Xx]?(?![0-9A-Za-z元万亿]|[.][0-9])")
_MOBILE = re.compile(r"(?:(?:00)?86)?1[3-9][0-9]{9}")
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


def masked(gazettes: Iterable[Gazette], unmasked: bool = False) -> Iterable[Gazette]:
    """The gazettes without such numbers; as they are where they are to stay `unmasked`."""
    return gazettes if unmasked else map(without_personal_numbers, gazettes)


def without_personal_numbers(gazette: Gazette) -> Gazette:
    """The gazette with such numbers masked everywhere, sign for sign, and a doubt with the place of each."""
    found = [(parsed, list(personal_numbers(parsed.document.text))) for parsed in gazette.documents]
    beside = [(block, list(personal_numbers(block.text))) for block in gazette.front]
    doubts = [_doubt(parsed, *place) for parsed, places in found for place in places]
    doubts += [_said(kind, page=block.page) for block, places in beside for *_, kind in places]
    if not doubts:
        return gazette
    numbers = {parsed.document.text[start:end] for parsed, places in found for start, end, _ in places}
    numbers |= {block.text[start:end] for block, places in beside for start, end, _ in places}
    bare = [_without_targets(parsed, places) for parsed, places in found]
    said = gazette.model_copy(update={"documents": tuple(bare)}).model_dump()
    read = Gazette.model_validate(_replaced(said, sorted(numbers, key=len, reverse=True)))
    return read.model_copy(update={"diagnostics": (*read.diagnostics, *doubts)})


def _without_targets(parsed: ParsedDocument, places: Iterable[tuple[int, int, str]]) -> ParsedDocument:
    """The document without targets that such a number was taken for: their values would tell it."""
    spans = [(start, end) for start, end, _ in places]
    kept = (
        t
        for t in parsed.targets
        if not any(t.char_start < end and start < t.char_end for start, end in spans)
    )
    return parsed.model_copy(update={"targets": tuple(kept)})


def _replaced(value: Any, numbers: Sequence[str]) -> Any:
    """The same with signs for the numbers in every text of it."""
    if isinstance(value, str):
        for number in numbers:
            value = value.replace(number, MASK * len(number))
        return value
    if isinstance(value, dict):
        return {name: _replaced(item, numbers) for name, item in value.items()}
    return tuple(_replaced(item, numbers) for item in value) if isinstance(value, tuple | list) else value


def _doubt(parsed: ParsedDocument, start: int, end: int, kind: str) -> Diagnostic:
    holding: list[Clause | Table] = [c for c in parsed.clauses if c.char_start <= start < c.char_end]
    holding += [table for table in parsed.tables if table.char_start <= start < table.char_end]
    page = holding[-1].page if holding else parsed.document.page_start
    boxes = holding[-1].boxes if holding else ()
    place = {"page": page, "char_start": start, "char_end": end, "boxes": boxes}
    return _said(kind, document=parsed.document.id, **place)


def _said(kind: str, **place: Any) -> Diagnostic:
    message = f"文中有{_KINDS[kind]}，页面和导出中已隐去；请核对原文是否应当公开。"
    return Diagnostic(severity="warning", code="personal_data", message=message, **place)


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
