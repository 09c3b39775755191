"""The fields that web pages, collectors and heads print of a document: a label, a colon or brackets, the value.

What the labels mean is in `page_labels.csv` of the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from parsers.language.lexicon import table
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed

_SPACE = "[ \u3000\xa0]*"
_KEY = r"[a-z]+(?:_[a-z0-9]+)+|title|url|source|date|author|publisher"
"""A collector's own keys: `publish_date: 2031-03-05`."""
_KEYED = lazy(_KEY)
_KEYED_ROW = {"role": "other", "alone": "key"}
_OTHER = {"role": "other", "alone": "beside"}
_NAMELESS = {"number": "number", "posted": "date"}
"""What is said without a label, by the names that collectors give it."""
_OPEN = frozenset("【[")
_BEFORE = " \u3000\xa0\t\r\n•·|;；（("
_AFTER = " \u3000\xa0\t\r\n|;；】])）"
_LONGEST_VALUE = 40
_BARE = lazy(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s\d{1,2}:\d\d(?::\d\d)?)?|[^\s〔\[（(：:]{2,16}[〔\[（(]\d{4}[〕\]）)]\d{1,5}号)[\s\u3000|]+"
)
"""A moment or a number before the first label of a line."""


@dataclass(frozen=True, slots=True)
class Field:
    """A label as printed without spaces, its value, where that stands in its line, its role, and how sure the label is.

    `alone` is `yes` for a label of pages only, `beside` for one that must stand beside such, `line` for one that
    tells on a short line of its own, `key` for a collector's own.
    """

    label: str
    value: str
    start: int
    end: int
    role: str
    alone: str


def fields_of(text: str) -> list[Field]:
    """The fields of a line that holds nothing else: `索 引 号： 0100/2031 | 发文机关：临江市人民政府`.

    A number or a moment may stand before them without a label: `临政发〔2031〕6号　发布日期：2031-03-20`.
    """
    begin = len(text) - len(text.lstrip(_BEFORE))
    low = _first_label(text, begin)
    if low is None:
        return []
    high = len(text) - 1 if text[begin - 1 : begin] in ("（", "(") and text[-1:] in ("）", ")") else len(text)
    heads = [head for head in _head().finditer(text, low, high) if head.start() == low or _parts(head)]
    found = list(_without_label(text, begin, low))
    for head, end in zip(heads, [*(head.start() for head in heads[1:]), high], strict=True):
        label = squeezed(head["label"] or head["marked"] or head["other"])
        row = _labels().get(label, _OTHER if head["other"] else _KEYED_ROW)
        value = text[head.end() : end].strip(_AFTER)
        start = text.index(value, head.end())
        found.append(Field(label, value, start, start + len(value), row["role"], row["alone"]))
    return found


def said_by(fields: Iterable[Field]) -> list[tuple[str, str]]:
    """What fields say of their document: those that have a value and are not about the page alone."""
    names = ((field.label or _NAMELESS.get(field.role, ""), field) for field in fields)
    return [(name, field.value) for name, field in names if name and field.value and field.role != "none"]


def is_label(text: str) -> bool:
    """The text is a label alone, with its colon or without: `成文日期：`."""
    return squeezed(text).rstrip("：:").strip("【】[]") in _labels()


def _first_label(text: str, begin: int) -> int | None:
    """Where the first label of a line stands, if that is its beginning, or a number or a moment stands before it.

    The pattern of all labels need not be asked for other lines.
    """
    if text[begin : begin + 1] in _OPEN:
        head = _head().match(text, begin)
        return begin if head and not head["other"] else None
    label, colon, _ = text[begin:].replace("：", ":").partition(":")
    if not colon:
        bare = _BARE.match(text, begin) if _OPEN & set(text) else None
    elif squeezed(label) in _labels() or _KEYED.fullmatch(label):
        return begin
    else:
        bare = _BARE.match(text, begin)
    return bare.end() if bare and _head().match(text, bare.end()) else None


def _without_label(text: str, begin: int, end: int) -> Iterator[Field]:
    """The number or the moment before the first label of a line."""
    value = text[begin:end].strip(_AFTER)
    if value:
        role, alone = ("posted", "line") if value[0].isdecimal() else ("number", "beside")
        yield Field("", value, begin, begin + len(value), role, alone)


def _parts(head: re.Match[str]) -> bool:
    """A label stands apart from the value before it, or is one that is part of no value."""
    label = _labels().get(squeezed(head["label"] or ""), _OTHER)
    return head["label"] is None or head.string[head.start() - 1] in _AFTER or label["alone"] == "yes"


def is_sure(text: str) -> bool:
    """The text is a label, or begins with one and its value, that stands nowhere but on a page."""
    label = squeezed(text).rstrip("：:").strip("【】[]")
    row = _labels().get(label)
    return row["alone"] == "yes" if row else any(field.alone == "yes" for field in fields_of(text)[:1])


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    return {row["label"]: row for row in table("page_labels")}


@cache
def _head() -> re.Pattern[str]:
    """A label with what ends it: `文　号：`, `【文号】`, `[ 文号 ]`, a collector's `publish_date:`."""
    labels = "|".join(_SPACE.join(label) for label in sorted(_labels(), key=len, reverse=True))
    return re.compile(
        rf"[【\[]\s*(?P<marked>{labels})\s*(?:[】\]]\s*[：:]|[：:]\s*[】\]]|[】\]](?=\s*[^\s【\[]))"
        rf"|【(?P<other>[\u4e00-\u9fff]{{2,8}})】(?=\s*[^\s。；【\[]{{1,{_LONGEST_VALUE}}}\s*(?:[【\[]|$))"
        rf"|(?P<label>{labels}|{_KEY})\s*[：:]"
    )
