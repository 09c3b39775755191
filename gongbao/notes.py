"""What a command says of sources that were read, but not wholly or not as they should be: a line for each finding."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from tqdm import tqdm

from ingest.load.source.ready import Ready
from ingest.load.source.rows import COLUMNS
from schema.document import Gazette
from schema.errors import SourceError
from schema.file_names import in_one_line

# what was found, and what is said of it and of the pages it was found on
_NOTES = {
    "damaged_file": "the file is damaged, what is left of it was read; fetch it again",
    "protected_file": "its owner forbids copying; it was read as a viewer shows it",
    "damaged_page": "damaged and not read{pages}; fetch the file again",
    "ocr_needed": "pages that are pictures were not read; install what recognises them"
    " with make ocr (pip install -e '.[ocr]'), and parse again",
    "garbled_line": "lines in a font with wrong names{pages}; gongbao check says which",
    "garbled_text_layer": "text layers that are not what is printed{pages}; gongbao check says what was read instead",
    "picture": "pictures in the text{pages}; look whether they hold tables or words",
    "attached_files": "files are attached to it and not read{pages}; take them out and parse them",
    "text_not_in_page": "the page holds no text; save it anew when it is shown in full",
    "text_on_other_pages": "it is one page of a text in several; fetch the others",
    "little_understood": "a large part is neither clauses nor sentences{pages}; gongbao check says where",
    "table_of_a_page": "a table that may be none, but text in a frame{pages}; look whether it is one",
    "unknown_place": "the place that sources.toml declares is not known, nor what its organisations are called;"
    " add it to places.csv beside it",
}
_UNKNOWN = "unknown_organisation"
_MOST_NAMES = 5

_PAGES = re.compile(r"第([\d—]+)页")


Made = TypeVar("Made")


class _Doubt(NamedTuple):
    """What is doubted: its code, the sentence that says so, the words that it is about, and their page."""

    code: str
    message: str
    words: str
    page: int | None


def with_notes(results: Iterable[Made | SourceError]) -> Iterator[Made | SourceError]:
    """The results as they come; what is to be said of a source goes to standard error."""
    unknown: Counter[str] = Counter()
    for result in results:
        if isinstance(result, Gazette | Ready):
            path, doubts = _read(result)
            for note in _notes(doubts):
                _tell(f"{in_one_line(path)}: {note}")
            unknown.update(doubt.words for doubt in doubts if doubt.code == _UNKNOWN and doubt.words)
        yield result
    if unknown:
        names = "".join(f"“{name}”" for name, _ in unknown.most_common(_MOST_NAMES))
        more = f" and {len(unknown) - _MOST_NAMES} others" if len(unknown) > _MOST_NAMES else ""
        _tell(
            f"no organisation is known by the names {names}{more}; diagnostics say where they stand ({_UNKNOWN}); "
            "declare the place in sources.toml, and what only it has in organisations.csv beside it"
        )


def _read(result: Gazette | Ready) -> tuple[str, list[_Doubt]]:
    """The path of a source, and what is doubted of it."""
    if isinstance(result, Gazette):
        texts = {parsed.document.id: parsed.document.text for parsed in result.documents}
        path, found = (
            result.source.path,
            [(d.code, d.message, d.document, d.char_start, d.char_end, d.page) for d in result.diagnostics],
        )
    else:
        rows = result.content.rows
        texts = {
            row[at]: row[text]
            for at, text in [_columns("documents", "id", "text")]
            for row in rows["documents"]
        }
        wanted = _columns("diagnostics", "code", "message", "document_id", "char_start", "char_end", "page")
        path, found = result.outline.path, [tuple(row[at] for at in wanted) for row in rows["diagnostics"]]
    return path, [
        _Doubt(code, message, texts[document][start:end] if document in texts else "", page)
        for code, message, document, start, end, page in found
    ]


def _columns(table: str, *names: str) -> list[int]:
    return [COLUMNS[table].index(name) for name in names]


def _tell(note: str) -> None:
    tqdm.write(f"gongbao: {note}", file=sys.stderr)


def _pages(doubt: _Doubt) -> str | None:
    """The pages that a doubt names, else its page."""
    named = _PAGES.match(doubt.message)
    return named[1] if named else str(doubt.page) if doubt.page else None


def _notes(doubts: Sequence[_Doubt]) -> Iterator[str]:
    for code, note in _NOTES.items():
        found = [doubt for doubt in doubts if doubt.code == code]
        if found:
            pages = ", ".join(dict.fromkeys(filter(None, map(_pages, found))))
            yield note.format(pages=f": page {pages}" if pages else "")
