"""Where a text names documents: titles in 《》 with the numbers printed beside them, and numbers alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from parsers.language.names.doc_numbers import find_doc_numbers
from parsers.language.patterns import lazy

BLANK = "□"
"""Stands for each character of a title, so that no word of a title is taken for a verb."""

# （以下简称《办法》）  以下简称省《办法》  以下统称“《条例》”
_SHORT_NAMES = lazy(
    rf"下(?:合|统|均|分别)?(?:简称|称)(?:为|作)?[^，,。；;、《》]{{0,4}}((?:《{BLANK}*》[、和及与\s”]*)+)"
)
# 》（国发〔2018〕39号  》(试行)（国发…  》（省政府第97号令  》GB50201-2014
_TITLE_TO_NUMBER = lazy(r"\s*(?:[（(][^（）()《》]*[）)]\s*)?(?:[（(〔\[【][^（）()《》。；;、]{0,30})?")
# 国发〔2018〕39号《关于…的意见》  国发〔2018〕39号文件《…》  省政府令第97号公布的《…》
_NUMBER_TO_TITLE = lazy(r"\s*(?:文件?|(?:公布|发布|印发)?的)?\s*")
# 》、《  》和《  》《
_TITLE_TO_TITLE = lazy(r"[、和及与以\s]*")
# （国发〔2018〕39号、国办发〔2018〕40号）
_NUMBER_TO_NUMBER = lazy(r"\s*+(?:文件?)?\s*+[、和及与,，]\s*+")
# （2014年3月1日市政府令第9号公布，根据2020年5月6日市政府令第21号修改）: the history of a text
HISTORY = lazy(r"[（(]\s*\d{4}\s?年[^（）()]*(?:公布|发布|通过|修正|修改|修订)[^（）()]*[）)]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A cited document at `[start:end)`: its title mark and number, whichever are printed."""

    start: int
    end: int
    title: str | None = None
    number: str | None = None


def find_mentions(text: str, masked: str) -> list[Mention]:
    """All mentions in order: each title with its number, then the numbers that belong to no title."""
    titles = [Mention(start, end, text[start + 1 : end - 1].strip()) for start, end in _title_ranges(text)]
    loose: list[Mention] = []
    for numbers in _number_lists(masked):
        owned = _owned(numbers, titles, masked)
        for owner, number in owned:
            titles[owner] = _with_number(titles[owner], number, masked)
        loose += [number for number in numbers if number not in [own for _, own in owned]]
    history = [match.span() for match in HISTORY.finditer(masked)]
    loose = [n for n in loose if not any(start < n.start < end for start, end in history)]
    return sorted([*titles, *loose], key=lambda mention: mention.start)


def _owned(numbers: list[Mention], titles: list[Mention], masked: str) -> list[tuple[int, Mention]]:
    """The numbers of a list that belong to titles, each with the index of its title.

    《甲》《乙》（一号、二号） are two pairs; 《甲》《乙》（一号） is one, 乙's; a number may also stand before its title.
    """
    run = _titles_before(numbers[0], titles, masked)
    if run:
        return list(zip(run if len(run) == len(numbers) else run[-1:], numbers, strict=False))
    follower = _title_after(numbers[-1], titles, masked)
    return [] if follower is None else [(follower, numbers[-1])]


def _number_lists(masked: str) -> list[list[Mention]]:
    """The document numbers of a text, those of one list together."""
    lists: list[list[Mention]] = []
    for start, end, number in find_doc_numbers(masked):
        mention = Mention(start, end, None, number)
        if lists and _NUMBER_TO_NUMBER.fullmatch(masked, lists[-1][-1].end, start):
            lists[-1].append(mention)
        else:
            lists.append([mention])
    return lists


def _titles_before(number: Mention, titles: list[Mention], masked: str) -> list[int]:
    """The list of titles without a number that ends right before a number, as indices."""
    run: list[int] = []
    for index in range(bisect_right(titles, number.start, key=_end_of) - 1, -1, -1):
        title = titles[index]
        link = _TITLE_TO_TITLE if run else _TITLE_TO_NUMBER
        follower = titles[run[0]].start if run else number.start
        if title.number is not None or not link.fullmatch(masked, title.end, follower):
            break
        run.insert(0, index)
    return run


def _title_after(number: Mention, titles: list[Mention], masked: str) -> int | None:
    """The title that follows a number at once, as an index."""
    index = bisect_left(titles, number.end, key=_start_of)
    follows = index < len(titles) and _NUMBER_TO_TITLE.fullmatch(masked, number.end, titles[index].start)
    return index if follows else None


def _start_of(mention: Mention) -> int:
    return mention.start


def _end_of(mention: Mention) -> int:
    return mention.end


def _with_number(title: Mention, number: Mention, masked: str) -> Mention:
    """The title with its number; the range takes in a bracket that closes right after the number."""
    end = number.end
    if number.start > title.start and masked[end : end + 1] in tuple("）)〕]】"):
        opened = masked[title.end : number.start]
        end += any(mark in opened for mark in "（(〔[【")
    return replace(title, start=min(title.start, number.start), end=max(title.end, end), number=number.number)


def short_names(text: str) -> dict[str | None, int]:
    """The short names that a text declares (以下简称《办法》), and where."""
    return {short.title: short.start for group in _declared(text) for short in group}


def full_names(text: str) -> dict[str, Mention]:
    """The short names that a text declares, each with the document that it stands for.

    《甲》（以下简称《办法》） is one; 《甲》和《乙》（以下分别简称《办法》《规定》） are two, in the order of the documents.
    """
    groups = _declared(text)
    short = {mention.start for group in groups for mention in group}
    mentions = [m for m in find_mentions(text, masked_titles(text)) if m.start not in short] if groups else []
    names: dict[str, Mention] = {}
    for group in groups:
        before = [mention for mention in mentions if mention.start < group[0].start][-len(group) :]
        if len(before) == len(group):
            names |= {name.title or "": full for name, full in zip(group, before, strict=True)}
    return names


def _declared(text: str) -> list[list[Mention]]:
    """The short names of each declaration."""
    if "称" not in text or "《" not in text:
        return []
    declarations = [match.span(1) for match in _SHORT_NAMES.finditer(masked_titles(text))]
    titles = [Mention(start, end, text[start + 1 : end - 1].strip()) for start, end in _title_ranges(text)]
    groups = ([t for t in titles if low <= t.start and t.end <= high] for low, high in declarations)
    return [group for group in groups if group]


def masked_titles(text: str) -> str:
    """The text with the words of its titles blanked, marks left standing."""
    ranges = _title_ranges(text)
    if not ranges:
        return text
    masked = list(text)
    for start, end in ranges:
        masked[start + 1 : end - 1] = BLANK * (end - start - 2)
    return "".join(masked)


def _title_ranges(text: str) -> list[tuple[int, int]]:
    """The outermost 《…》 of a text; a 《 left open is passed over, with a title inside it kept."""
    if "《" not in text:
        return []
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
