"""Lines that a web page or its collector prints around a document: index card, dates of posting, type size, sharing.

They are no text of the document. What they say of it is kept as its metadata.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from ingest.read.lines import Line
from parsers.language.lexicon import words
from parsers.language.names.doc_numbers import is_doc_number
from parsers.language.names.doc_types import ends_like_title
from parsers.language.page_fields import Field, fields_of, said_by
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed
from parsers.layout.line_shapes import is_complete, is_date_line
from schema.source import Discard, DiscardName

_MOMENT = lazy(
    r"(?:19|20)\d\d-\d{1,2}-\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s+\d{1,2}:\d{2}(?::\d{2})?"
)
_ARROWS = frozenset(">＞»›→/-")
_TYPE_SIZE = lazy(r"【?字[体号][：:]?.*|[大中小】]")
_POINTS = lazy("[：:>＞»]|^扫")  # 当前位置：首页
_TRAIL = lazy(r"首页\s*[>＞»].*")
_LINK = lazy(r"[【\[(（-]*\s*!?\[[^\]]*\]\([^)]*\)[\s。；;]*")
_BETWEEN = lazy(r"[\s　|｜/]*[】\])）][\s　|｜/]*[【\[(（][\s　]*|[\s　|｜/]+")
_BRACKETED = "【】[]（）()：: 　"
_HEAD_LINES = 24
_TAIL_LINES = 12
_LONGEST = 40
_WIDEST_GAP = 3  # lines between two fields of one head
_LONGEST_CARD = 160
_FEWEST_KEYS = 3
_SHORTEST_TITLE = 6
_LONGEST_POSTER = 12


@dataclass(slots=True)
class Aside:
    """The lines that are left, what was set aside, and what it says: label and value, as printed."""

    kept: list[Line] = field(default_factory=list)
    discards: list[Discard] = field(default_factory=list)
    metadata: list[tuple[str, str]] = field(default_factory=list)


def set_navigation_aside(lines: Sequence[Line]) -> Aside:
    """The lines without a web page's own around the document.

    The document's number is kept where only the page's index card prints it.
    """
    cards = _card_lines(lines[: _head_end(lines)])
    cards |= {i: fields for i, fields in _tail_fields(lines) if i not in cards}
    wrapped = _wrapping(lines, cards) | _menu(lines)
    wrapped |= _said_twice(lines, cards, wrapped)
    aside = Aside(metadata=_heading(lines, cards))
    label: str | None = None
    for i, line in enumerate(lines):
        value_below = label is not None and not line.blank_before and _is_value(line.text)
        if i in cards:
            label = _take_card(aside, line, cards[i], lines)
        elif value_below and i < _HEAD_LINES:
            aside.metadata.append((str(label), line.text))
            aside.discards += line.discarded("index_card")
            label = None
        elif i in wrapped or (_is_edge(i, lines) and _is_round(line)):
            aside.discards += line.discarded("navigation")
        else:
            aside.kept.append(line)
            label = None
    return aside


def _head_end(lines: Sequence[Line]) -> int:
    """Where the head ends: at the date below a text, where another may begin, whose fields are its own."""
    text = next((i for i, line in enumerate(lines[:_HEAD_LINES]) if is_complete(line.text)), _HEAD_LINES)
    return next(
        (i for i in range(text, len(lines[:_HEAD_LINES])) if is_date_line(lines[i].text)), _HEAD_LINES
    )


def _is_value(text: str) -> bool:
    """The text may be the value of a label on the line above: no title, which follows a label without one."""
    return len(text) <= _LONGEST and not ends_like_title(squeezed(text))


def _take_card(aside: Aside, line: Line, fields: Sequence[Field], lines: Sequence[Line]) -> str | None:
    """Set a line of the card aside; the label whose value the next line prints, if there is one."""
    aside.metadata += said_by(fields)
    number = _number_of(fields, lines)
    aside.kept += [replace(line, content=line.content.slice(*number))] if number else []
    low, high = number or (len(line.text), len(line.text))
    name: DiscardName = "index_card" if any(field.role != "none" for field in fields) else "navigation"
    aside.discards += line.discarded(name, 0, low) + line.discarded(name, high)
    return None if fields[-1].value else fields[-1].label


def _card_lines(lines: Sequence[Line]) -> dict[int, list[Field]]:
    """The fields of each line of an index card; 名称： and 文号： only beside lines that stand nowhere else."""
    read = {i: fields for i, line in enumerate(lines) if (fields := fields_of(line.text))}
    cards = {i: fields for i, fields in read.items() if _is_card(lines[i], fields)}
    keys = [i for i, fields in read.items() if fields[0].alone == "key"]
    if len(keys) >= _FEWEST_KEYS:
        cards |= {i: read[i] for i in keys}
    for i in [*read, *reversed(read)]:
        if read[i][0].alone == "beside" and cards.keys() & {i - 1, i + 1}:
            cards[i] = read[i]
    return cards


def _is_card(line: Line, fields: Sequence[Field]) -> bool:
    """A line that only a page prints; a short one where its label may stand in a text too."""
    sure = any(field.alone == "yes" for field in fields)
    linked = "://" in line.text
    if not sure and fields[0].alone != "line":
        return False
    longest = _LONGEST + 20 * sure if len(fields) == 1 else _LONGEST_CARD if sure else 2 * _LONGEST
    return linked or len(line.text) <= longest


def _tail_fields(lines: Sequence[Line]) -> Iterator[tuple[int, list[Field]]]:
    """The lines below the text that say when the page was changed, or where it came from."""
    for i in range(max(_HEAD_LINES, len(lines) - _TAIL_LINES), len(lines)):
        fields = fields_of(lines[i].text)
        if fields and len(lines[i].text) <= _LONGEST and fields[0].role == "posted":
            yield i, fields


def _wrapping(lines: Sequence[Line], cards: dict[int, list[Field]]) -> set[int]:
    """The lines of a page's or a collector's head that are no fields: its own heading of what the text prints again."""
    if not cards:
        return set()
    first = last = min(cards)
    for i in sorted(cards):
        last = i if i < _HEAD_LINES and i - last <= _WIDEST_GAP else last
    found = {i for i in range(last + 1, min(last + 3, len(lines))) if _is_entrance(lines[i].text)}
    below = lines[max(found, default=last) + 1 :][:_TAIL_LINES]
    own = [squeezed(line.text) for line in below]
    titled = _has_title(below)
    for i in range(first):
        text = squeezed(lines[i].text)
        if (lines[i].level == 1 and titled) or (len(text) >= _SHORTEST_TITLE and text in own):
            found.add(i)
    return found


def _menu(lines: Sequence[Line]) -> set[int]:
    """The lines of a page's menu, which say where the page is, and the same words again below."""
    head = lines[:_HEAD_LINES]
    at = next(
        (i for i, line in enumerate(head) if words("ROUND").opens(line.text) and "位置" in line.text), None
    )
    if at is None or any(len(line.text) > 2 * _LONGEST for line in head[:at]):
        return set()
    above = {squeezed(line.text) for line in head[:at]}
    end = at + 1
    while end < len(head) and (_is_step(head[end].text) or squeezed(head[end].text) in above):
        end += 1
    return set(range(end))


def _said_twice(
    lines: Sequence[Line], cards: Mapping[int, Sequence[Field]], wrapped: AbstractSet[int]
) -> set[int]:
    """A page's heading above its date of posting, where the document's own title follows, and who posted it."""
    head = lines[:_HEAD_LINES]
    at = max((i for i, line in enumerate(head) if i in cards or i in wrapped or _is_round(line)), default=0)
    below = {squeezed(line.text) for line in lines[at + 1 : at + 1 + _HEAD_LINES]}
    found = {
        i
        for i in range(at)
        if len(squeezed(head[i].text)) >= _SHORTEST_TITLE and squeezed(head[i].text) in below
    }
    posters = {
        i
        for i in range(1, at)
        if i - 1 in found and _is_round(head[i + 1]) and len(head[i].text) < _LONGEST_POSTER
    }
    return found | posters


def _is_step(text: str) -> bool:
    """A step of the way that leads to the page: `首页`, `>`."""
    bare = squeezed(text).strip(_BRACKETED)
    return set(bare) <= _ARROWS or bare in words("BUTTON") or bare == "首页" or _is_entrance(text)


def _heading(lines: Sequence[Line], cards: dict[int, list[Field]]) -> list[tuple[str, str]]:
    """What a collector set above its fields as a heading of the first level, which is the title as it knows it."""
    above = [line.text for line in lines[: min(cards, default=0)] if line.level == 1]
    return [("title", text) for text in above if len(squeezed(text)) >= _SHORTEST_TITLE]


def _has_title(lines: Sequence[Line]) -> bool:
    """A title stands above the first sentence, addressee or number of these lines."""
    for line in lines:
        text = squeezed(line.text)
        if is_complete(text) or text.endswith(("：", ":")) or is_doc_number(text):
            return False
        if len(text) >= _SHORTEST_TITLE and ends_like_title(text):
            return True
    return False


def _is_entrance(text: str) -> bool:
    return squeezed(text).strip(_BRACKETED) in words("ENTRANCE")


def _is_edge(i: int, lines: Sequence[Line]) -> bool:
    return i < _HEAD_LINES or i >= len(lines) - _TAIL_LINES


def _is_round(line: Line) -> bool:
    """A button, a moment of posting, the trail of pages above this one, a link."""
    text = line.text
    if len(text) > _LONGEST and not _LINK.fullmatch(text):
        return False
    bare = squeezed(text).strip(_BRACKETED)
    parts = _BETWEEN.split(text.strip(_BRACKETED))
    pressed = bare in words("BUTTON") or all(part in words("BUTTON") for part in parts)
    alone = pressed or _MOMENT.fullmatch(text.strip()) or _TYPE_SIZE.fullmatch(text)
    leads = words("ROUND").opens(bare) and (bare[-1:] not in "。；" and _POINTS.search(bare))
    return bool(alone or leads or _TRAIL.match(text) or _LINK.fullmatch(text))


def _number_of(fields: Sequence[Field], lines: Sequence[Line]) -> tuple[int, int] | None:
    """Where a line of the card prints the document's number, unless a line of the document prints it again."""
    said = next((field for field in fields if is_doc_number(field.value)), None)
    if said is None:
        return None
    again = any(squeezed(line.text) == squeezed(said.value) for line in lines)
    return None if again else (said.start, said.start + len(said.value))
