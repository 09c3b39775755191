"""The lines of an issue's contents and the documents that they name; what fits neither is doubted at its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from parsers.language.spacing import squeezed
from parsers.layout.issue import Front
from schema.document import ContentsLine, Diagnostic, Issue, ParsedDocument
from schema.source import Places

_SAME_TITLE = 0.9


def same_title(one: str, other: str) -> bool:
    """Two printed titles are those of one document."""
    one, other = squeezed(one), squeezed(other)
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SAME_TITLE


def with_documents(
    issue: Issue, documents: Sequence[ParsedDocument], front: Front, places: Places | None
) -> tuple[Issue, list[Diagnostic]]:
    """The issue with each contents line leading to its document; a line that names none, or another title, is doubted."""
    tops = [parsed for parsed in documents if parsed.document.parent is None]
    lines: list[ContentsLine] = []
    doubts: list[Diagnostic] = []
    for line in issue.contents:
        named = next((d for d in tops if same_title(line.title, d.document.title)), None)
        lines.append(line.model_copy(update={"document": named.document.id if named else None}))
        doubts += [] if named else [_without_document(line, front, places)]
        doubts += _differs(line, named) if named else []
    return issue.model_copy(update={"contents": tuple(lines)}), doubts


def _without_document(line: ContentsLine, front: Front, places: Places | None) -> Diagnostic:
    message = f"目录所列“{line.title}”在正文中未找到。"
    place = _place_of(line, front, places)
    return Diagnostic(severity="warning", code="contents_without_document", message=message, **place)


def _differs(line: ContentsLine, named: ParsedDocument) -> Iterator[Diagnostic]:
    title = named.document.title
    if squeezed(line.title) == squeezed(title):
        return
    block = next((block for block in named.blocks if block.kind == "title"), None)
    yield Diagnostic(
        document=named.document.id,
        severity="warning",
        code="contents_title_differs",
        message=f"目录所印标题“{line.title}”与正文标题“{title}”不一致。",
        page=block.page if block else named.document.page_start,
        char_start=block.char_start if block else None,
        char_end=block.char_end if block else None,
    )


def _place_of(line: ContentsLine, front: Front, places: Places | None) -> dict[str, Any]:
    """The page of a contents line and the boxes of its first paragraph, where they are known."""
    title = squeezed(line.title)
    for paragraph in front.contents:
        printed = squeezed(paragraph.text).removesuffix(str(line.page))
        if printed and title.startswith(printed):
            return {
                "page": paragraph.page,
                "boxes": places.boxes_of_text(paragraph.content) if places else (),
            }
    return {}
