"""Which sources give rows: of two editions of one issue or document the better one. What is left out is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from ingest.load.links import plain
from ingest.load.source.outline import Outline
from ingest.load.source.sketch import share
from schema.document import Diagnostic
from schema.errors import SourceError
from schema.file_names import in_one_line

_AGREE = 0.5
"""Of two editions at least so many sentences are alike: a recognised page has slips, and tables are cut otherwise."""
_THE_SAME = 0.95
"""So many where number, publisher or date is not known: revised texts share four sentences of five, forms even more."""

MADE_HERE = frozenset({"other_edition", "same_id"})
"""The codes of findings that every load makes anew."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is to be told of a source: a line for who builds, and a row of `diagnostics` where there is none yet."""

    source_id: str | None
    line: str
    diagnostic: Diagnostic | None = None


def best_editions(outlines: Iterable[Outline]) -> tuple[list[Outline], dict[str, str]]:
    """The outlines to load, in order, and for each source that is another edition of one, that one's id."""
    ranked = sorted(outlines, key=lambda o: o.worth, reverse=True)
    there = {outline.source_id for outline in ranked}
    others = {o.source_id: o.edition_of for o in ranked if o.edition_of in there}
    chosen: dict[tuple[str, ...], list[Outline]] = defaultdict(list)
    for outline in ranked:
        if outline.source_id in others:
            continue
        alike = chosen[_group(outline)]
        better = next((other for other in alike if _are_editions(other, outline)), None)
        if better is None:
            alike.append(outline)
        else:
            others[outline.source_id] = better.source_id
    return sorted((o for alike in chosen.values() for o in alike), key=lambda o: o.order), others


def _group(outline: Outline) -> tuple[str, ...]:
    """What is alike for all editions of an issue, or of a document on its own."""
    if outline.issue_id:
        return ("issue", outline.issue_id)
    first = next(iter(outline.documents), None)
    return ("document", plain(first.key), first.role) if first else ("source", outline.source_id)


def _are_editions(one: Outline, other: Outline) -> bool:
    """Publisher and text agree. An issue that was read without a document is one where another has them."""
    alike = share(one.sketch, other.sketch)
    if one.issue_id:
        return alike >= _AGREE or not other.documents
    signs = list(zip(_signs(one), _signs(other), strict=True))
    if any(a and b and a != b for a, b in signs):
        return False
    known = all(a and b for a, b in signs)
    return alike >= (_AGREE if known else _THE_SAME)


def _signs(outline: Outline) -> tuple[str | None, ...]:
    """What tells documents on their own apart, each None where it is not known: publisher, number, title, date."""
    first = outline.documents[0]
    date = first.issued_on or PurePosixPath(outline.path).stem
    publisher = first.id.rpartition(f"{date}/{first.key}/")[0].rstrip("/")
    number = plain(first.doc_number) if first.doc_number else None
    return publisher or None, number, plain(first.title) or None, first.issued_on


def findings(
    loaded: Sequence[Outline],
    others: Mapping[str, str],
    renamed: Sequence[Mapping[str, str]],
    outlines: Mapping[str, Outline],
) -> list[Finding]:
    """What is to be told of the sources: editions, those without rows, those called like another, in the order of their names."""
    found = [_other_edition(outlines[source_id], outlines[better]) for source_id, better in others.items()]
    named = {name: o for o in reversed(loaded) for name in (o.issue_id, *(d.id for d in o.documents)) if name}
    for outline, ids in zip(loaded, renamed, strict=True):
        found += [_same_id(outline, named[old], new) for old, new in ids.items()]
    found += [_without_rows(outline) for outline in loaded if not outline.documents]
    found += [_same_file(outline) for outline in outlines.values() if outline.copies]
    return sorted(found, key=lambda finding: (finding.line, finding.source_id or ""))


def failed(errors: Iterable[SourceError]) -> list[Finding]:
    """What is to be told of sources that could not be read at all; they were told when they failed."""
    return [
        Finding(None, "", _told("error", "not_read", f"未能读入“{name}”：{error.cause}（{error.remedy}）。"))
        for error in errors
        for name in [in_one_line(PurePosixPath(error.source).name)]
    ]


def _other_edition(outline: Outline, better: Outline) -> Finding:
    message = f"与“{better.path}”为同一文件的两个版本，入库内容取自后者。"
    line = f"{outline.path}: another edition of {better.path}; the rows come from there"
    return Finding(outline.source_id, line, _told("info", "other_edition", message))


def _same_id(outline: Outline, other: Outline, new: str) -> Finding:
    message = (
        f"与“{other.path}”的发布者、编号、标题、日期相同而文字不同，另作一件收录，标识为“{new}”。"
        "如非同一文件，请在 sources.toml 中声明发布者或地方。"
    )
    line = f"{outline.path}: published, numbered, named and dated like {other.path}, with another text; kept as {new}"
    return Finding(outline.source_id, line, _told("warning", "same_id", message))


def _without_rows(outline: Outline) -> Finding:
    """Parsing has told the reason in `diagnostics`."""
    return Finding(outline.source_id, f"{outline.path}: no document was found in it; it gave no rows")


def _same_file(outline: Outline) -> Finding:
    copies = "、".join(f"“{path}”" for path in outline.copies)
    message = f"{copies}与本来源逐字节相同，只收录一次。"
    line = f"{', '.join(outline.copies)}: the same file as {outline.path}; read once"
    return Finding(outline.source_id, line, _told("info", "same_file", message))


def _told(severity: str, code: str, message: str) -> Diagnostic:
    return Diagnostic.model_validate({"severity": severity, "code": code, "message": message})
