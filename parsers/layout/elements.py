"""The elements of one document by GB/T 9704-2012: number, title, addressee, body, signature, date, annex list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from parsers.language.answers.gazette_columns import column_name
from parsers.language.brackets import without_note_mark
from parsers.language.dates import parse_date
from parsers.language.labels import match_label
from parsers.language.lexicon import words
from parsers.language.lists import split_list
from parsers.language.names.doc_numbers import is_doc_number
from parsers.language.page_fields import Field, fields_of, said_by
from parsers.language.patterns import lazy
from parsers.language.spacing import cell_text, squeezed, without_spaces
from parsers.layout.document_contents import contents_range
from parsers.layout.evidence.chronicle import year_heading
from parsers.layout.line_shapes import (
    ANNEXES,
    NEWS_LEAD,
    is_complete,
    is_date_line,
    is_marking,
    is_red_head,
    is_signature,
)
from parsers.layout.tail import bodies_of, imprint_lines, signature_start, signed_lines
from parsers.layout.titles import is_appointments_title
from schema.document import BlockKind
from schema.source import Grid, Paragraph, join

_NOTE = lazy(r"(?:注|备注|说明|附注)\s*[：:]\s*")
_TABLE_NOTE = lazy(r"(?:资料|数据)来源\s*[：:]|[*＊※]")  # 资料来源：市统计局。
_ADDRESSEE = lazy(
    r"主送|政府|单位|部门|机构|委员会|委、|局|企业|院校|银行|学校|办事处|公司|[部厅署][，、：:]"
)
_ANNOUNCES = lazy(r"如下|以下|下列|提出|制定|现将|根据|决定[：:]$|会议(?!事)")  # 现将有关事项通知如下：
_ADOPTION = lazy(r"\d{4}年\d{1,2}月\d{1,2}日.*(?:通过|批准|公布|发布|修订|修正|施行|会议)")
_BRACKETED = lazy(r"[（(].*[）)]", re.DOTALL)
_ANNEX_REMARK = lazy(r"[（(][^（）()]*(?:略|详见|另发|附后|此处).*[）)]\s*$", re.DOTALL)
_REMARK = lazy(
    r"(?:公开方式|抄\s*送|主送|联系人|联系电话|信息公开选项)[：:]|[（(](?:此件|此文|本[文件]有|联系人|具体内容).*[）)]$|.*\d日印发$",
    re.DOTALL,
)
_COVER_DATE = lazy(r"(\d{4}年\d{1,2}月(?:\d{1,2}日)?)(?:前言|序言?|目录)?")
_SPOKEN = lazy(r"(\d{4}年\d{1,2}月\d{1,2}日)在.*会议上")
_OFFICIAL = lazy(  # 省长 王 建国; not 免去…局长职务
    r"[^，。；：\s]{0,20}?(?:代)?(?:总理|主席|省长|州长|市长|区长|县长|部长|厅长|主任|局长|行长|署长|院长|检察长)"
    r"[\s：]*(?!职务)[\u4e00-\u9fff·](?:\s*[\u4e00-\u9fff·]){1,3}"
)
# 中共某省委、某省人民政府印发《
_ISSUES_IN_NEWS = lazy(r"(?P<issuer>[^，。；：《》]{4,80}?)(?:联合)?(?:印发|发布|公布)了?《")
_LONGEST_LEAD, _MOST_LEAD_LINES = 600, 6
_LONGEST_ADDRESSEE = 30
_LONGEST_ADOPTION = 160
_LONGEST_HISTORY = 1500  # in brackets: 通过, first, second, third 修正
_MOST_HEAD_LINES = 6


@dataclass(frozen=True, slots=True)
class Part:
    """A block of a document and what it is."""

    kind: BlockKind
    content: Paragraph | Grid

    @property
    def text(self) -> str:
        """The clean text; a table's cells are separated by tabs and its rows by line ends."""
        return self.content.text if isinstance(self.content, Paragraph) else grid_text(self.content)


@dataclass(slots=True)
class Elements:
    """The parts of a document in reading order and the values its head and tail print."""

    parts: list[Part] = field(default_factory=list)
    title: str = ""
    title_pieces: tuple[str, ...] = ()
    doc_number: str | None = None
    addressees: tuple[str, ...] = ()
    adoption: str | None = None
    signature: str | None = None
    signers: tuple[str, ...] = ()
    red_head: str | None = None
    named: str | None = None
    issued_on: str | None = None
    annexes: tuple[str, ...] = ()
    said: tuple[tuple[str, str], ...] = ()  # label and value of the fields printed under the title


def grid_text(grid: Grid) -> str:
    """A table as one block of text."""
    return "\n".join("\t".join(cell.text for cell in row) for row in grid.cells)


def prose(paragraph: Paragraph) -> Paragraph:
    """The paragraph without typesetting spaces; page breaks move with the characters."""
    content = without_spaces(paragraph.content)
    breaks = []
    for at, page in paragraph.page_breaks:
        kept = without_spaces(paragraph.content.slice(0, at))
        breaks.append((min(len(kept), len(content)), page))
    return Paragraph(content, paragraph.page, paragraph.align, paragraph.level, tuple(breaks))


def read_elements(blocks: Sequence[Paragraph | Grid], title_start: int, title_count: int) -> Elements:
    """The elements of the document that `blocks` hold; its title is `title_count` lines from `title_start`."""
    elements = Elements()
    for block in blocks[:title_start]:
        if not _add_head(elements, block):
            elements.parts.append(_part_above_title(block))
    _add_title(elements, blocks[title_start : title_start + title_count])
    position = title_start + title_count
    position = _add_news_lead(elements, blocks, position)
    head_end = min(position + _MOST_HEAD_LINES, len(blocks))
    while position < head_end and _add_head(elements, blocks[position]):
        position += 1
    listed = _annex_list(blocks)
    imprint = imprint_lines(blocks)
    tail = _tail_start(blocks, position, listed, imprint)
    tail = _with_signature(blocks, position, tail)
    signed = set() if _has_date(blocks[tail:]) else signed_lines(blocks[:tail], position)
    contents = contents_range(blocks, position, tail)
    for i in range(position, tail):
        block = blocks[i]
        if i in contents and isinstance(block, Paragraph):
            elements.parts.append(Part("contents", block))
        elif listed[i] or i in signed:
            _add_tail(elements, [block])
        else:
            elements.parts.append(_body_part(block, elements.parts[-1] if elements.parts else None))
    _add_tail(elements, blocks[tail:], imprint[tail:])
    return elements


def _add_news_lead(elements: Elements, blocks: Sequence[Paragraph | Grid], position: int) -> int:
    """Where the text of a document begins that a news agency leads in: below the title, up to `全文如下。`."""
    lead = blocks[position : position + _MOST_LEAD_LINES] if elements.named else ()
    ends = [i for i, b in enumerate(lead) if isinstance(b, Paragraph) and NEWS_LEAD.search(b.text)]
    said = [block for block in lead[: ends[-1] + 1 if ends else 0] if isinstance(block, Paragraph)]
    elements.parts += [Part("masthead", block) for block in said]
    _name_in_news(elements, said)
    return position + len(said)


def _name_in_news(elements: Elements, lead: Sequence[Paragraph]) -> None:
    """Take the longest name under which a news agency says who issued the document."""
    inside = (_ISSUES_IN_NEWS.search(block.text) for block in lead)
    named = [bodies_of([found["issuer"]]) or "" for found in inside if found]
    elements.named = max([elements.named or "", *named], key=len) or None


def _with_signature(blocks: Sequence[Paragraph | Grid], position: int, tail: int) -> int:
    """Where the tail begins with all lines of the signature above its first date."""
    for at in range(tail, len(blocks)):
        block = blocks[at]
        if isinstance(block, Paragraph) and is_date_line(block.text):
            return min(tail, signature_start(blocks, at, position))
    return tail


def _has_date(blocks: Sequence[Paragraph | Grid]) -> bool:
    return any(isinstance(block, Paragraph) and is_date_line(block.text) for block in blocks)


def _add_title(elements: Elements, lines: Sequence[Paragraph | Grid]) -> None:
    paragraphs = [prose(line) for line in lines if isinstance(line, Paragraph)]
    if paragraphs:
        first = paragraphs[0]
        whole = Paragraph(join(p.content for p in paragraphs), first.page, first.align, first.level)
        elements.title = without_note_mark(prose(whole).text)
        elements.title_pieces = tuple(
            piece for line in lines if isinstance(line, Paragraph) for piece in line.text.split()
        )
        elements.parts.append(Part("title", whole))


def _add_head(elements: Elements, block: Paragraph | Grid) -> bool:
    """Take a block of the head; False if the body has begun."""
    if not isinstance(block, Paragraph):
        return False
    paragraph = prose(block)
    text = paragraph.text
    if is_doc_number(text) and elements.doc_number is None:
        elements.doc_number = re.sub(rf"^{words('MARKING').pattern}+", "", text)
        kind: BlockKind = "number"
    elif not elements.title and is_marking(text):
        kind = "masthead"
    elif is_red_head(text) and not elements.title:
        elements.red_head = text.removesuffix("文件")
        kind = "masthead"
    elif (named := _ISSUES_IN_NEWS.fullmatch(block.text.strip())) and not elements.title:
        elements.named = bodies_of([named["issuer"]]) or named["issuer"]
        kind = "masthead"
    elif NEWS_LEAD.search(text) and len(text) < _LONGEST_LEAD:
        _name_in_news(elements, [block])
        kind = "masthead"
    elif elements.title and (fields := _fields(elements, block.text)):
        elements.said += tuple(said_by(fields))
        numbers = [squeezed(each.value) for each in fields if is_doc_number(each.value)]
        elements.doc_number = elements.doc_number or (numbers[0] if numbers else None)
        kind = "masthead"
    elif match_label(text):
        return False
    elif _is_adoption(text):
        elements.adoption = (elements.adoption or "") + text
        kind = "subtitle"
    elif is_date_line(text) and is_appointments_title(elements.title):
        return False
    elif is_signature(text) and elements.title and _may_sign_here(elements):
        above = [part.text for part in elements.parts if part.kind == "signature"]
        elements.signature, kind = bodies_of([*above, block.text]) or text, "signature"
    elif date := _COVER_DATE.fullmatch(text):
        elements.issued_on, kind = elements.issued_on or parse_date(date[1]), "date"
    elif (
        is_date_line(text)
        or text.startswith(("——", "－－"))
        or (_BRACKETED.fullmatch(text) and len(text) < 60)
    ):
        elements.issued_on = elements.issued_on or parse_date(text.strip("（）()")) or _spoken_on(text)
        elements.adoption = elements.adoption or (text if _SPOKEN.search(text) else None)
        kind = "subtitle"
    elif _OFFICIAL.fullmatch(block.text) and elements.title and "：" not in block.text:
        kind = "subtitle"
    elif not elements.addressees and _is_addressee(text, bool(elements.title)):
        elements.addressees = tuple(item.text for item in split_list(text.rstrip("：:"), "，,"))
        kind = "addressee"
    else:
        return False
    elements.parts.append(Part(kind, paragraph))
    return True


def _fields(elements: Elements, text: str) -> list[Field]:
    """The fields of a line of the head: `文号：…　发布日期：…`; what may stand in a text too only below such a line."""
    fields = fields_of(text)
    sure = any(each.alone == "yes" or is_doc_number(each.value) for each in fields)
    return fields if sure or (elements.said and elements.parts[-1].kind == "masthead") else []


def _may_sign_here(elements: Elements) -> bool:
    """Below the title who issues the document may stand, several one below the other."""
    first = elements.signature is None or elements.parts[-1].kind == "signature"
    return first and not elements.addressees


def _spoken_on(text: str) -> str | None:
    """The day of a report: `——2026年2月3日在…第四次会议上`."""
    spoken = _SPOKEN.search(text)
    return parse_date(spoken[1]) if spoken else None


def _is_adoption(text: str) -> bool:
    """`2021年11月24日…会议通过`, `（2001年3月5日…通过　根据…第一次修正）`."""
    bracketed = _BRACKETED.fullmatch(text) is not None
    longest = _LONGEST_HISTORY if bracketed else _LONGEST_ADOPTION
    return _ADOPTION.search(text) is not None and len(text) < longest and (bracketed or not is_complete(text))


def _is_addressee(text: str, under_title: bool) -> bool:
    """A line that ends in a colon and names a body; under a title any short one, unless it greets or announces."""
    if not text.endswith(("：", ":")) or len(text) >= 400 or match_label(text) or "。" in text:
        return False
    if year_heading(text) or _ANNOUNCES.search(text):
        return False
    bare = text.rstrip("：:")
    person = bare.endswith("同志") and len(bare) > 2
    other = not person and _is_none(bare)
    short = under_title and 2 <= len(bare) <= _LONGEST_ADDRESSEE and not other
    return _ADDRESSEE.search(text) is not None or short


def _is_none(bare: str) -> bool:
    """A greeting, a role or a label rather than who is addressed."""
    other = words("SALUTE").opens(bare) or words("ROLE").ends(bare) or words("NOTROLE").inside(bare)
    return bool(other)


def _part_above_title(block: Paragraph | Grid) -> Part:
    if isinstance(block, Grid):
        return _table(block)
    return Part("section" if is_section_line(block.text) else "masthead", block)


def is_section_line(text: str) -> bool:
    """The line names a gazette's column: `市政府文件`, `【人事任免】`."""
    return column_name(text) is not None


def _body_part(block: Paragraph | Grid, above: Part | None) -> Part:
    if isinstance(block, Grid):
        return _table(block)
    is_note = block.note or _NOTE.match(block.text) or (above is not None and _is_below(above, block.text))
    return Part("note" if is_note else "paragraph", block)


def _table(grid: Grid) -> Part:
    return Part("table", replace(grid, cells=tuple(tuple(map(cell_text, row)) for row in grid.cells)))


def _is_below(above: Part, text: str) -> bool:
    """The line is a note for standing under a table or another note."""
    if above.kind == "note" and _goes_on(above.text, text):
        return True
    return above.kind in ("table", "note") and _TABLE_NOTE.match(text) is not None


def _goes_on(note: str, text: str) -> bool:
    """The line carries on the numbering of the note above it: `注：1. …`, `2. …`; or begins it below `注：` alone."""
    mark = _NOTE.match(note)
    said = note[mark.end() :] if mark else note
    last, label = match_label(said), match_label(text)
    if mark and not said.strip():
        return label is not None and label.style == "digit" and label.number == 1
    return bool(last and label and label.style == last.style and label.number == last.number + 1)


def _tail_start(
    blocks: Sequence[Paragraph | Grid], start: int, listed: Sequence[bool], imprint: Sequence[bool]
) -> int:
    """Where signature, date, annex list and afterword begin; what follows them again as text stays body."""
    position = len(blocks)
    while position > start and (
        listed[position - 1] or imprint[position - 1] or _is_tail(blocks, position - 1)
    ):
        position -= 1
    return position


def _is_tail(blocks: Sequence[Paragraph | Grid], i: int) -> bool:
    """The block belongs to the tail, as those after it do."""
    block = blocks[i]
    if not isinstance(block, Paragraph):
        return False
    text = squeezed(block.text)
    if is_date_line(text) or ANNEXES.fullmatch(text) or _REMARK.match(text):
        return True
    following = blocks[i + 1] if i + 1 < len(blocks) else None
    signed = is_signature(text) or _OFFICIAL.fullmatch(text) is not None
    return signed and isinstance(following, Paragraph) and not ANNEXES.match(following.text)


def _annex_list(blocks: Sequence[Paragraph | Grid]) -> list[bool]:
    """Of each block whether it is `附件：` or a numbered line under it."""
    listed: list[bool] = []
    for block in blocks:
        text = block.text if isinstance(block, Paragraph) else None
        goes_on = bool(listed and listed[-1]) and text is not None and _is_numbered(text)
        listed.append(goes_on or (text is not None and ANNEXES.fullmatch(squeezed(text)) is not None))
    return listed


def _is_numbered(text: str) -> bool:
    label = match_label(text)
    return label is not None and label.style == "digit" and "。" not in text


def _add_tail(elements: Elements, blocks: Sequence[Paragraph | Grid], imprint: Sequence[bool] = ()) -> None:
    for i, block in enumerate(blocks):
        assert isinstance(block, Paragraph)
        paragraph = prose(block)
        text = paragraph.text
        annexes = ANNEXES.fullmatch(text)
        kind: BlockKind
        if is_date_line(text):
            elements.issued_on, kind = parse_date(text.strip("（）()")), "date"
        elif (imprint and imprint[i]) or _REMARK.match(text):
            kind = "remark"
        elif annexes or (elements.parts and elements.parts[-1].kind == "annexes" and match_label(text)):
            title = _annex_title(annexes["first"] if annexes else text)
            elements.annexes += (title,) if title else ()
            kind = "annexes"
        else:
            elements.signers = (*elements.signers, block.text)
            elements.signature = bodies_of(elements.signers)
            kind = "signature"
        elements.parts.append(Part(kind, paragraph))


def _annex_title(text: str) -> str:
    label = match_label(text)
    bare = text[label.length :] if label else text
    return _ANNEX_REMARK.sub("", bare).strip().strip("。；;")
