"""The index card of a web page, and the head that a collector prints: fields, each a label and its value.

What the labels mean is in `page_labels.csv` of the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from parsers.language.lexicon import table
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed

_SPACE = "[ \u3000\xa0]*"
_KEY = r"[a-z]+(?:_[a-z0-9]+)+|title|url|source|date|author|publisher"
"""A collector's own keys: `publish_date: 2031-03-05`."""

_FEWEST_LABELS = 2
_OTHER_LABEL = lazy("[\u4e00-\u9fff \u3000]{2,12}[：:]")
"""What stands where labels stand on a card and ends as they do: 服务对象："""

_SHORT_LABEL = lazy("[\u4e00-\u9fff（）()]{2,12}[：:]?")

Pair = tuple[str, str]

_KEYED = lazy(_KEY)
_GAP = r"[|\t;；]|[ \u3000\xa0]+"


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
    """The fields of a line that holds nothing else: `索 引 号： 0100/2031 | 发文机关：临江市人民政府`."""
    if not _begins_with_label(text):
        return []
    found: list[Field] = []
    position = 0
    while match := _field().match(text, position):
        label = squeezed(match["label"])
        row = _labels().get(label, {"role": "other", "alone": "key"})
        found.append(Field(label, match["value"].strip(), *match.span("value"), row["role"], row["alone"]))
        position = match.end()
    return found if not text[position:].strip(" |\u3000\xa0") else []


def said_by(fields: Iterable[Field]) -> list[tuple[str, str]]:
    """What fields say of their document: those that have a value and are not about the page alone."""
    return [(field.label, field.value) for field in fields if field.value and field.role != "none"]


def is_label(text: str) -> bool:
    """The text is a label alone, with its colon or without: `成文日期：`."""
    return squeezed(text).rstrip("：:").strip("【】[]") in _labels()


def card_of_cells(rows: Sequence[Sequence[str]]) -> list[Pair]:
    """The labels and values of a table that is an index card; empty for any other table."""
    cells = [cell for row in rows for cell in row]
    return pairs(cells, _FEWEST_LABELS if sum(map(bool, cells)) > 2 else 1, _labelled(rows))


def pairs(cells: Sequence[str], fewest: int = _FEWEST_LABELS, places: Set[int] = frozenset()) -> list[Pair]:
    """Each label with its value; a pair of nothing where a card says nothing; empty where the cells are no card.

    `places` are the cells that are labels by where they stand, if the others are a card."""
    filled = [cell for cell in cells if cell]
    is_card = sum(map(is_sure, filled)) >= _FEWEST_LABELS
    labels = [
        is_label(cell) or (is_card and (i in places or _OTHER_LABEL.fullmatch(cell) is not None))
        for i, cell in enumerate(cells)
    ]
    found: list[Pair] = []
    for i, cell in enumerate(cells):
        if not labels[i]:
            found += said_by(fields_of(cell))
        elif i + 1 < len(cells) and cells[i + 1] and not labels[i + 1]:
            found.append((squeezed(cell).rstrip("：:"), cells[i + 1].lstrip("：: ")))
    count = sum(label or bool(fields_of(cell)) for cell, label in zip(cells, labels, strict=True))
    if count < fewest or 2 * count < len(filled):
        return []
    return found or [("", "")]


def _labelled(rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """The places, counted through all rows, where labels stand: every second cell, where all known ones stand there."""
    places = [(c, cell) for row in rows for c, cell in enumerate(row)]
    known = [c % 2 for c, cell in places if is_label(cell)]
    if any(known):
        return frozenset()
    return frozenset(
        i for i, (c, cell) in enumerate(places) if not c % 2 and _SHORT_LABEL.fullmatch(squeezed(cell))
    )


def _begins_with_label(text: str) -> bool:
    """What stands before the first colon is a label or a key: the pattern of all fields need not be asked for other lines."""
    head, colon, _ = text.replace("：", ":").partition(":")
    label = squeezed(head).lstrip("•·|;；").strip("【】[]")
    return bool(colon) and (label in _labels() or _KEYED.fullmatch(label) is not None)


def is_sure(text: str) -> bool:
    """The text is a label, or begins with one and its value, that stands nowhere but on a page."""
    label = squeezed(text).rstrip("：:").strip("【】[]")
    row = _labels().get(label)
    return row["alone"] == "yes" if row else any(field.alone == "yes" for field in fields_of(text)[:1])


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    return {row["label"]: row for row in table("page_labels")}


@cache
def _field() -> re.Pattern[str]:
    spaced = (_SPACE.join(label) for label in sorted(_labels(), key=len, reverse=True))
    label = f"(?:{'|'.join(spaced)})"
    following = rf"(?:{_GAP})\s*(?:[【\[](?:{label})[】\]]|(?:{label})\s*[：:])"
    return re.compile(
        rf"[•·|;；\s]*(?P<open>[【\[])?(?P<label>{label}|{_KEY})(?:[】\]]?\s*[：:]|(?(open)[】\]](?=\s*\S)|[：:]))"
        rf"\s*(?P<value>(?:(?!{following}).)*)"
    )
