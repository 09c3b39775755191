"""Cited documents: titles in 《》 with the number printed beside them, and numbers alone (guidelines, `citations`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from parsers.citation_relations import BLANK, Surroundings, relation_of
from parsers.context import Context
from parsers.doc_numbers import find_doc_numbers
from schema.facts import Citation, Relation

# （以下简称《办法》）  以下简称省《办法》  以下统称“《条例》”
_SHORT_NAMES = re.compile(
    rf"下(?:合|统|均|分别)?(?:简称|称)(?:为|作)?[^，,。；;、《》]{{0,4}}((?:《{BLANK}*》[、和及与\s”]*)+)"
)
# 》（国发〔2018〕39号  》(试行)（国发…  》（省政府第97号令  》GB50201-2014
_TITLE_TO_NUMBER = re.compile(
    r"\s*(?:[（(][^（）()《》]*[）)]\s*)?(?:[（(〔\[【][^（）()《》。；;、]{0,30})?"
)
# 国发〔2018〕39号《关于…的意见》  国发〔2018〕39号文件《…》  省政府令第97号公布的《…》
_NUMBER_TO_TITLE = re.compile(r"\s*(?:文件?|(?:公布|发布|印发)?的)?\s*")
# 》、《  》和《  》《
_TITLE_TO_TITLE = re.compile(r"[、和及与以\s]*")
# （国发〔2018〕39号、国办发〔2018〕40号）
_NUMBER_TO_NUMBER = re.compile(r"\s*(?:文件?)?\s*[、和及与,，]\s*")
# （2014年3月1日市政府令第9号公布，根据2020年5月6日市政府令第21号修改）: the history of a text
_HISTORY = re.compile(r"[（(]\s*\d{4}\s?年[^（）()]*(?:公布|发布|通过|修正|修改|修订)[^（）()]*[）)]")
_WIDTHS = str.maketrans("()[]【】（）", "〔〕〔〕〔〕〔〕")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A cited document at `[start:end)`: its title mark and number, whichever are printed."""

    start: int
    end: int
    title: str | None = None
    number: str | None = None


def find_citations(text: str, context: Context) -> list[Citation]:
    """The documents that a clause cites, in order: one row each, none for what the clause cited before."""
    if _HISTORY.fullmatch(text.strip()):
        return []
    masked = _masked(text)
    short = _short_names(text) | dict.fromkeys(_short_names(context.before), 0)
    mentions = [m for m in _mentions(text, masked) if m.start < short.get(m.title, len(text))]
    rows: list[Citation] = []
    known = [_names(mention) for mention in _mentions(context.before, _masked(context.before))]
    surroundings = Surroundings(masked)
    previous: tuple[int, Relation] | None = None
    for mention in mentions:
        relation = relation_of(surroundings, mention.start, mention.end, previous, context)
        if relation == "mentions" and _is_announced(mention, context):
            relation = "issues"
        previous = (mention.end, relation)
        names = _names(mention)
        if not any(_same(names, other) for other in known):
            rows.append(_row(mention, relation, text))
            known.append(names)
    return rows


def _is_announced(mention: _Mention, context: Context) -> bool:
    """Whether the title of a notice names the document: `关于印发某市养老服务行动计划的通知`."""
    title = _folded(mention.title)
    return context.role == "notice" and title != "" and title in _folded(context.title)


def _row(mention: _Mention, relation: Relation, text: str) -> Citation:
    return Citation(
        title=mention.title,
        doc_number=mention.number,
        relation=relation,
        cited_document=None,
        quote=text[mention.start : mention.end],
        char_start=mention.start,
        char_end=mention.end,
        page=None,
        clause=None,
        path="",
    )


def _names(mention: _Mention) -> tuple[str, str]:
    """A mention's title and number, folded; empty where not printed."""
    return _folded(mention.title), _folded(mention.number)


def _same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two mentions name one document: by title, or by number where a title is not printed."""
    if not one[0] or not other[0]:
        return one[1] == other[1] != ""
    return one[0] == other[0] and (one[1] == other[1] or not one[1] or not other[1])


def _folded(text: str | None) -> str:
    return "".join((text or "").split()).translate(_WIDTHS)


def _mentions(text: str, masked: str) -> list[_Mention]:
    """All mentions in order: each title with its number, then the numbers that belong to no title."""
    titles = [_Mention(start, end, text[start + 1 : end - 1].strip()) for start, end in _title_ranges(text)]
    loose: list[_Mention] = []
    for numbers in _number_lists(masked):
        owned = _owned(numbers, titles, masked)
        for owner, number in owned:
            titles[owner] = _with_number(titles[owner], number, masked)
        loose += [number for number in numbers if number not in [own for _, own in owned]]
    history = [match.span() for match in _HISTORY.finditer(masked)]
    loose = [n for n in loose if not any(start < n.start < end for start, end in history)]
    return sorted([*titles, *loose], key=lambda mention: mention.start)


def _owned(numbers: list[_Mention], titles: list[_Mention], masked: str) -> list[tuple[int, _Mention]]:
    """The numbers of a list that belong to titles, each with the index of its title.

    《甲》《乙》（一号、二号） are two pairs; 《甲》《乙》（一号） is one, 乙's; a number may also stand before its title.
    """
    run = _titles_before(numbers[0], titles, masked)
    if run:
        return list(zip(run if len(run) == len(numbers) else run[-1:], numbers, strict=False))
    follower = _title_after(numbers[-1], titles, masked)
    return [] if follower is None else [(follower, numbers[-1])]


def _number_lists(masked: str) -> list[list[_Mention]]:
    """The document numbers of a text, those of one list together."""
    lists: list[list[_Mention]] = []
    for start, end, number in find_doc_numbers(masked):
        mention = _Mention(start, end, None, number)
        if lists and _NUMBER_TO_NUMBER.fullmatch(masked[lists[-1][-1].end : start]):
            lists[-1].append(mention)
        else:
            lists.append([mention])
    return lists


def _titles_before(number: _Mention, titles: list[_Mention], masked: str) -> list[int]:
    """The list of titles without a number that ends right before a number, as indices."""
    run: list[int] = []
    for index in range(len(titles) - 1, -1, -1):
        title = titles[index]
        if title.end > number.start:
            continue
        link = _TITLE_TO_TITLE if run else _TITLE_TO_NUMBER
        follower = titles[run[0]].start if run else number.start
        if title.number is not None or not link.fullmatch(masked[title.end : follower]):
            break
        run.insert(0, index)
    return run


def _title_after(number: _Mention, titles: list[_Mention], masked: str) -> int | None:
    """The title that follows a number at once, as an index."""
    for index, title in enumerate(titles):
        if title.start >= number.end:
            return index if _NUMBER_TO_TITLE.fullmatch(masked[number.end : title.start]) else None
    return None


def _with_number(title: _Mention, number: _Mention, masked: str) -> _Mention:
    """The title with its number; the range takes in a bracket that closes right after the number."""
    end = number.end
    if number.start > title.start and masked[end : end + 1] in tuple("）)〕]】"):
        opened = masked[title.end : number.start]
        end += any(mark in opened for mark in "（(〔[【")
    return replace(title, start=min(title.start, number.start), end=max(title.end, end), number=number.number)


def _short_names(text: str) -> dict[str | None, int]:
    """The short names that a text declares (以下简称《办法》), and where."""
    masked = _masked(text)
    declared = [match.span(1) for match in _SHORT_NAMES.finditer(masked)]
    return {
        text[start + 1 : end - 1].strip(): start
        for start, end in _title_ranges(text)
        if any(low <= start and end <= high for low, high in declared)
    }


def _masked(text: str) -> str:
    """The text with the words of its titles blanked, marks left standing."""
    masked = list(text)
    for start, end in _title_ranges(text):
        masked[start + 1 : end - 1] = BLANK * (end - start - 2)
    return "".join(masked)


def _title_ranges(text: str) -> list[tuple[int, int]]:
    """The outermost 《…》 of a text; a 《 left open is passed over, with a title inside it kept."""
    ranges: list[tuple[int, int]] = []
    open_marks: list[int] = []
    for position, char in enumerate(text):
        if char == "《":
            open_marks.append(position)
        elif char == "》" and open_marks:
            start = open_marks.pop()
            while ranges and ranges[-1][0] > start:
                ranges.pop()
            ranges.append((start, position + 1))
    return [(start, end) for start, end in ranges if end - start > 2]
