"""The front of a gazette issue: masthead and contents, and the line that names the responsible editor."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from parsers.language.answers.gazette_columns import column_name
from parsers.language.dates import parse_date
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed, without_spaces
from parsers.layout.line_shapes import is_date_line
from schema.document import ContentsLine, Diagnostic, Issue
from schema.facts import RosterMember
from schema.source import Declaration, Grid, Paragraph, Places, Text, join

Printed = Mapping[str, str | int | None]

_FRONT = 60  # a masthead and its contents stand among the first blocks
_NUMBER = lazy(r"(?:(\d{4})年)?第(\d+)期(?:[（(]总第(\d+)期[）)])?")  # 第6期(总第368期)
_YEAR = lazy(r"(\d{4})年?")
_CONTENTS = lazy(r"目录|目次|CONTENTS", re.IGNORECASE)
_LEADER = lazy(r"[….．·•_\s　]{2,}(?=\d{1,4}\s*$)|[….．·•]+\s*$")
_PAGE = lazy(r"(?:[….．·•_]{1,}[\s　]*|[\s　]{2,})(\d{1,4})\s*$")
_IN_FILE_NAME = lazy(r"((?:19|20)\d\d)(?:年第?|\D)(\d{1,2})(?!\d)")  # 南通-2022-11.txt  2022年第6期.txt
_EDITOR = lazy(r"[（(]?本期责任编辑[：:]\s*(\S+?)[）)]?")
# The masthead's lines `key：value`; the key's alternatives first.
_DETAILS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("publisher", lazy(r"编辑出版(?:单位)?[：:](.+)")),  # 编辑出版：《南通市人民政府公报》编辑部
    ("address", lazy(r"(?:编辑部)?(?:地址|社址)[：:](.+)")),  # 地址：南通市世纪大道6号
    ("website", lazy(r"(?:网址|网站)[：:]<?([^>]+)>?")),  # 网址：http://www.nantong.gov.cn
    ("phone", lazy(r"(?:联系)?电话[：:]([\d\-—()（）、 ]+)")),  # 电话：0513-85099138
    ("postcode", lazy(r"(?:邮编|邮政编码)[：:](\d{6})")),  # 邮编：226018
    ("printer", lazy(r"(?:印刷|承印)(?:单位|厂)?[：:](.+)|(.+)承印")),  # 南通超力彩色印刷有限公司承印
)


@dataclass(slots=True)
class Front:
    """What stands before the documents: the masthead's and the contents' paragraphs, and where they end."""

    masthead: list[Paragraph] = field(default_factory=list)
    contents: list[Paragraph] = field(default_factory=list)
    lines: list[ContentsLine] = field(default_factory=list)
    leaders: list[Text] = field(default_factory=list)
    end: int = 0


def split_front(blocks: Sequence[Paragraph | Grid]) -> Front:
    """The front matter of an issue. Empty where the source begins with a document."""
    start = _contents_start(blocks)
    if start is None:
        return Front()
    front = Front(masthead=[b for b in blocks[: start + 1] if isinstance(b, Paragraph)], end=start + 1)
    _read_contents(blocks, front)
    return front


def _contents_start(blocks: Sequence[Paragraph | Grid]) -> int | None:
    texts = [squeezed(b.text) if isinstance(b, Paragraph) else "" for b in blocks[:_FRONT]]
    if not any(_NUMBER.fullmatch(text) for text in texts):
        return None
    return next((i for i, text in enumerate(texts) if _CONTENTS.fullmatch(text)), None)


def _read_contents(blocks: Sequence[Paragraph | Grid], front: Front) -> None:
    """Read contents lines on from `front.end`; a title may run over several lines up to its page number."""
    last = _last_contents_line(blocks, front.end)
    section: str | None = None
    title: list[Text] = []
    for block in blocks[front.end : last + 1]:
        assert isinstance(block, Paragraph)
        heading = column_name(block.text, among=True)
        if heading and not title and not _PAGE.search(block.text):
            section = heading
            front.contents.append(block)
            continue
        page = _PAGE.search(block.text)
        cut = page.start() if page else len(block.text)
        title.append(without_spaces(block.content.slice(0, cut)))
        pieces = [title[-1]]
        if page:
            front.leaders.append(block.content.slice(cut, page.start(1)))
            pieces.append(block.content.slice(page.start(1), page.end(1)))
            text = join(title).text
            front.lines.append(
                ContentsLine(
                    seq=len(front.lines) + 1, section=section, title=text, page=int(page[1]), document=None
                )
            )
            title = []
        front.contents.append(Paragraph(join(pieces), page=block.page))
    front.end = last + 1


def _last_contents_line(blocks: Sequence[Paragraph | Grid], start: int) -> int:
    last = start - 1
    for i in range(start, min(len(blocks), start + 200)):
        block = blocks[i]
        if not isinstance(block, Paragraph) or re.search(r"[。；]", block.text):
            break
        if _PAGE.search(block.text):
            last = i
    return last


def read_masthead(front: Front) -> Printed:
    """The values a masthead prints, by the field names of `Issue`; what it does not print is left out."""
    found: dict[str, str | int | None] = {}
    texts = [squeezed(p.text) for p in front.masthead]
    for i, text in enumerate(texts):
        number = _NUMBER.fullmatch(text)
        if number:
            found["number"] = int(number[2])
            found |= {"year": int(number[1])} if number[1] else {}
            found |= {"serial_number": int(number[3])} if number[3] else {}
        elif text.endswith("公报") and "《" not in text:
            found.setdefault("gazette", text)
        elif _YEAR.fullmatch(text):
            found.setdefault("year", int(text[:4]))
        elif is_date_line(text):
            found["published_on"] = parse_date(text)
        else:
            _read_detail(texts, i, found)
    if "year" not in found and found.get("published_on"):
        found["year"] = int(str(found["published_on"])[:4])
    return found


def _read_detail(texts: Sequence[str], i: int, found: dict[str, str | int | None]) -> None:
    for name, pattern in _DETAILS:
        match = pattern.fullmatch(texts[i])
        if match:
            value = next(group for group in match.groups() if group)
            if name == "publisher" and i + 1 < len(texts) and texts[i + 1] in ("编辑部", "编辑室"):
                value += texts[i + 1]
            found.setdefault(name, value)


def editor_name(text: str) -> str | None:
    """The responsible editor's name from a line such as `（本期责任编辑：龚雨露）`."""
    match = _EDITOR.fullmatch(squeezed(text))
    return match[1] if match else None


def make_issue(
    front: Front,
    board: tuple[RosterMember, ...],
    declaration: Declaration,
    editor: str | None,
    path: str,
) -> Issue:
    """The issue row: what the masthead prints, else what the publisher declares, else null. `path` is the source's."""
    printed = read_masthead(front)
    declared = {name: getattr(declaration, name) for name in ("gazette", "publisher", "year", "number")}
    return Issue.model_validate(
        {
            **{name: value for name, value in declared.items() if value},
            **printed,
            "responsible_editor": editor,
            "id": _issue_id(printed, declaration, path),
            "rosters": board,
            "contents": tuple(front.lines),
        }
    )


def _issue_id(printed: Printed, declaration: Declaration, path: str) -> str:
    """What an issue is called: its gazette with the year and number declared for it, or printed; else its file's name.

    Where the number is not printed nothing that is read is part of the id.
    """
    if declaration.is_issue or not _prints_number(printed):
        gazette = declaration.gazette or declaration.publisher or printed.get("gazette")
    else:
        gazette = printed.get("gazette") or declaration.gazette
    if declaration.is_issue:
        number = f"{declaration.year}/{declaration.number}"
    elif _prints_number(printed):
        number = f"{printed['year']}/{printed['number']}"
    else:
        number = PurePosixPath(path).stem
    return f"{gazette or '公报'}/{number}"


def _prints_number(printed: Printed) -> bool:
    return {"year", "number"} <= printed.keys()


def number_doubts(
    front: Front, declaration: Declaration, path: str, places: Places | None = None
) -> list[Diagnostic]:
    """What is doubtful about the year and number of an issue: neither printed nor declared, or the two differ."""
    printed, name = read_masthead(front), PurePosixPath(path).name
    if not (declaration.is_issue or _prints_number(printed)):
        named = _IN_FILE_NAME.search(name)
        year, number = (str(int(part)) for part in named.groups()) if named else ("…", "…")
        lines = f"[files.{json.dumps(name, ensure_ascii=False)}]\nyear = {year}\nnumber = {number}"
        message = f"本期未印年、期，标识取自文件名。请核对后写入该目录的 sources.toml：\n{lines}"
        return [Diagnostic(severity="warning", code="undeclared_number", message=message)]
    read = tuple(printed.get(field) for field in ("year", "number"))
    declared = (declaration.year, declaration.number)
    if declaration.is_issue and any(a and a != b for a, b in zip(read, declared, strict=True)):
        message = f"刊头所印年、期{read}与 sources.toml 所声明的{declared}不一致，标识从声明。"
        line = next((p for p in front.masthead if _NUMBER.fullmatch(squeezed(p.text))), None)
        page, boxes = (
            line.page if line else None,
            places.boxes_of_text(line.content) if line and places else (),
        )
        doubt = {"severity": "warning", "code": "declared_number_differs", "message": message}
        return [Diagnostic.model_validate({**doubt, "page": page, "boxes": boxes})]
    return []
