"""Lists: items between enumeration marks, brackets left whole."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.language.brackets import outside_brackets


@dataclass(frozen=True, slots=True)
class Item:
    """A list item, stripped, and its range in the text it was cut from."""

    text: str
    start: int
    end: int


def split_list(text: str, marks: str = "、，,；;") -> list[Item]:
    """The items of a list; marks inside brackets do not separate: `县（市、区）政府、市民政局` is two items."""
    free = outside_brackets(text)
    items, start = [], 0
    for position in [*(i for i, char in enumerate(text) if char in marks and free[i]), len(text)]:
        item = trimmed(text, start, position)
        if item.text:
            items.append(item)
        start = position + 1
    return items


def trimmed(text: str, start: int, end: int) -> Item:
    """The range `[start:end)` of the text without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Item(text[start:end], start, end)
