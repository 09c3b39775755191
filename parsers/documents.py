"""An issue's blocks into documents: where each begins, what role it plays, which notice issues it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.dates import parse_date
from parsers.doc_numbers import find_doc_numbers, is_doc_number
from parsers.doc_types import doc_type_of
from parsers.elements import Elements, is_section_line, read_elements
from parsers.glued import without_glue
from parsers.line_shapes import is_date_line, is_signature
from parsers.spacing import squeezed
from parsers.titles import is_appointments_title, title_lines
from schema.document import DocumentRole
from schema.source import Grid, Paragraph

_ANNEX_MARK = re.compile(r"附\s*件?\s*[一二三四五六七八九十\d]*\s*[：:]?")
_QUOTED = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_ISSUING = re.compile(r"印发|转发|批转|下达|公布|发布|通过|批准|同意|重新公布")
_ISSUER_TYPES = ("通知", "函", "令", "命令", "批复", "公告", "通告", "决定")
_CONTENT_TYPES = frozenset(
    [
        "方案",
        "意见",
        "实施意见",
        "指导意见",
        "规划",
        "办法",
        "条例",
        "计划",
        "细则",
        "规定",
        "措施",
        "预案",
        "规则",
        "纲要",
        "标准",
        "制度",
        "决定",
        "章程",
        "准则",
        "导则",
    ]
)
_TITLE_PREFIX = re.compile(
    r"(.+?(?:人民政府办公[厅室]|人民政府|国务院办公厅|国务院|委员会|厅|局|部|院|会议|办公室|办公厅))"
    r"(?=关于|印发|转发|批转|公布|发布|任免|干部|大事记|令)"
)
_APPOINTS = re.compile(r"任命|免去|聘任|任\S{2,24}[长任员师][，。；（]")
_LONGEST_STATEMENT = 600


@dataclass(slots=True)
class Draft:
    """A document on its way: its elements, its role, the draft it belongs to."""

    elements: Elements
    role: DocumentRole = "instrument"
    section: str | None = None
    parent: Draft | None = None
    issuer: str | None = None
    issued_on: str | None = None
    marked_annex: bool = False

    @property
    def title(self) -> str:
        """The title, squeezed."""
        return self.elements.title

    @property
    def key(self) -> str:
        """The document number, or the title where there is none."""
        return self.elements.doc_number or self.title or self.first_words

    @property
    def first_words(self) -> str:
        """What a text without a title begins with, up to its first 。."""
        text = squeezed(self.elements.parts[0].text) if self.elements.parts else ""
        return text.partition("。")[0][:60]


@dataclass(slots=True)
class Span:
    """The blocks `[start:end)` of one document; its title's place is counted from `start`."""

    start: int
    end: int
    title_start: int
    title_count: int
    section: Paragraph | None = None
    annex_mark: bool = False


def split_documents(blocks: Sequence[Paragraph | Grid], contents: Sequence[str]) -> list[Span]:
    """Where each document begins and ends. `contents` are the titles an issue's contents announce."""
    expected = {squeezed(title) for title in contents}
    spans: list[Span] = []
    i = 0
    while i < len(blocks):
        span = _document_at(blocks, i, spans, expected)
        if span is None:
            i += 1
            continue
        if spans:
            spans[-1].end = i
        spans.append(span)
        i = span.title_start + span.start + max(span.title_count, 1)
        expected |= {q for block in blocks[i : i + 12] for q in _announced_by(block)}
    if not spans and blocks:
        return [Span(0, len(blocks), 0, 0)]
    if spans:
        spans[0].start, spans[0].title_start = 0, spans[0].title_start + spans[0].start
        spans[-1].end = len(blocks)
    return spans


def _announced_by(block: Paragraph | Grid) -> set[str]:
    return {squeezed(m) for m in _QUOTED.findall(block.text)} if isinstance(block, Paragraph) else set()


def _document_at(
    blocks: Sequence[Paragraph | Grid], i: int, spans: Sequence[Span], expected: set[str]
) -> Span | None:
    """The document that begins at block `i`, after its section line, annex mark or number."""
    section, mark, position = None, False, i
    block = blocks[i]
    if not isinstance(block, Paragraph):
        return None
    if is_section_line(block.text) and title_lines(blocks, i + 1):
        section, position = block, i + 1
    if (
        isinstance(b := blocks[position], Paragraph)
        and _ANNEX_MARK.fullmatch(b.text)
        and title_lines(blocks, position + 1)
    ):
        mark, position = True, position + 1
    if (
        isinstance(b := blocks[position], Paragraph)
        and is_doc_number(b.text)
        and title_lines(blocks, position + 1)
    ):
        position += 1
    count = title_lines(blocks, position)
    if not count:
        return None
    title = "".join(squeezed(b.text) for b in blocks[position : position + count] if isinstance(b, Paragraph))
    if (
        i > 0
        and not (section or mark or position > i)
        and not _is_boundary(blocks, i, position + count, title, expected)
    ):
        return None
    position, count = _own_title(blocks, position, count, title)
    return Span(i, i, position - i, count, section, mark)


def _own_title(blocks: Sequence[Paragraph | Grid], position: int, count: int, title: str) -> tuple[int, int]:
    """Where a page's title stands above the document's own (`2026年…政府工作报告`, `政府工作报告`): the latter."""
    below = title_lines(blocks, position + count)
    own = "".join(
        squeezed(b.text)
        for b in blocks[position + count : position + count + below]
        if isinstance(b, Paragraph)
    )
    return (position + count, below) if below and title.endswith(own) else (position, count)


def _is_boundary(
    blocks: Sequence[Paragraph | Grid], before: int, after: int, title: str, expected: set[str]
) -> bool:
    """Evidence that a title begins a document: the one before has ended, or its own head follows, or it was announced."""
    last = blocks[before - 1]
    following = blocks[after] if after < len(blocks) else None
    if isinstance(following, Paragraph) and is_doc_number(following.text):
        return True
    if isinstance(last, Paragraph) and (is_date_line(last.text) or is_signature(last.text)):
        return True
    return title in expected or is_appointments_title(title) or title.endswith("大事记")


def draft_documents(blocks: Sequence[Paragraph | Grid], contents: Sequence[str]) -> list[Draft]:
    """The documents in reading order with role, parent, issuer and date."""
    blocks = list(without_glue(blocks))
    drafts = []
    section = None
    for span in split_documents(blocks, contents):
        own = blocks[span.start : span.end]
        elements = read_elements(own, span.title_start, span.title_count)
        section = squeezed(span.section.text).strip("【】[]〖〗") if span.section else section
        drafts.append(Draft(elements, section=section, marked_annex=span.annex_mark))
    for i, draft in enumerate(drafts):
        _place(draft, drafts[:i], drafts[i + 1 :])
    return drafts


def _place(draft: Draft, earlier: Sequence[Draft], later: Sequence[Draft]) -> None:
    """Give the draft its role, its parent among the earlier ones, its issuer and its date."""
    elements = draft.elements
    listing = next((d for d in reversed(earlier) if draft.title in d.elements.annexes), None)
    notice = next((d for d in reversed(earlier) if d.role == "notice" or _republishes(d, draft)), None)
    if draft.title.endswith("大事记"):
        draft.role = "chronicle"
    elif is_appointments_title(draft.title) or (not draft.title and _appoints(elements)):
        draft.role = "appointments"
    elif listing is not None or draft.marked_annex:
        draft.parent = listing or (earlier[-1] if earlier else None)
        draft.role = "instrument" if doc_type_of(draft.title) in _CONTENT_TYPES else "annex"
    elif elements.doc_number is None and notice is not None and _names(notice, draft):
        draft.parent = notice
    elif later and _issues_next(draft, later[0]):
        draft.role = "notice"
    _date_and_sign(draft)


def _appoints(elements: Elements) -> bool:
    """A text without a title that only says who takes up or leaves a post."""
    text = squeezed("".join(part.text for part in elements.parts))
    return len(text) < _LONGEST_STATEMENT and _APPOINTS.search(text) is not None


def _issues_next(draft: Draft, following: Draft) -> bool:
    return (
        (doc_type_of(draft.title) in _ISSUER_TYPES or draft.title.endswith("令"))
        and following.elements.doc_number is None
        and not _amends(draft)
        and (_names(draft, following) or bool(_ISSUING.search(draft.title)))
        and not is_appointments_title(following.title)
        and not following.title.endswith("大事记")
        and following.title not in draft.elements.annexes
    )


def _amends(draft: Draft) -> bool:
    return doc_type_of(draft.title) == "决定" and "修改" in draft.title


def _republishes(earlier: Draft, draft: Draft) -> bool:
    return _amends(earlier) and _names(earlier, draft)


def _names(notice: Draft, draft: Draft) -> bool:
    text = notice.title + "".join(part.text for part in notice.elements.parts)
    return draft.title in squeezed(text)


def _date_and_sign(draft: Draft) -> None:
    elements, parent = draft.elements, draft.parent
    draft.issued_on = (
        elements.issued_on
        or adoption_date(elements.adoption)
        or title_date(draft.title)
        or (parent.issued_on if parent else None)
    )
    prefix = _TITLE_PREFIX.match(draft.title)
    draft.issuer = (
        elements.signature
        or (prefix[1] if prefix and draft.role not in ("chronicle",) else None)
        or reporting_government(elements.adoption)
        or adopting_body(elements.adoption)
        or (parent.issuer if parent else None)
    )
    if draft.role == "chronicle":
        draft.issuer = elements.signature


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
    body = re.sub(r"第[一二三四五六七八九十百\d]+届", "", match[1])
    body = re.sub(r"第[一二三四五六七八九十百\d]+次(?:全体)?会议$", "", body)
    numbers = find_doc_numbers(body)
    return (body[: numbers[0][0]] if numbers else body) or None
