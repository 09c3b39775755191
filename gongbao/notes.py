"""What a command says of sources that were read, but not wholly or not as they should be: a line for each finding."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from tqdm import tqdm

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
    "picture": "pictures in the text{pages}; look whether they hold tables or words",
    "attached_files": "files are attached to it and not read; take them out and parse them",
    "text_not_in_page": "the page holds no text; save it anew when it is shown in full",
    "text_on_other_pages": "it is one page of a text in several; fetch the others",
    "little_understood": "a large part is neither clauses nor sentences; gongbao check says where",
    "table_of_a_page": "a page was read as one table without a title; look whether it is one",
    "unknown_place": "the place that sources.toml declares is not known, nor what its organisations are called;"
    " add it to places.csv beside it",
}
_UNKNOWN = "unknown_organisation"
_MOST_NAMES = 5

_PAGES = re.compile(r"第([\d—]+)页")


def with_notes(results: Iterable[Gazette | SourceError]) -> Iterator[Gazette | SourceError]:
    """The results as they come; what is to be said of a source goes to standard error."""
    unknown: Counter[str] = Counter()
    for result in results:
        if isinstance(result, Gazette):
            for note in _notes(result):
                _tell(f"{in_one_line(result.source.path)}: {note}")
            unknown.update(_unknown_names(result))
        yield result
    if unknown:
        names = "".join(f"“{name}”" for name, _ in unknown.most_common(_MOST_NAMES))
        more = f" and {len(unknown) - _MOST_NAMES} others" if len(unknown) > _MOST_NAMES else ""
        _tell(
            f"no organisation is known by the names {names}{more}; diagnostics say where they stand ({_UNKNOWN}); "
            "declare the place in sources.toml, and what only it has in organisations.csv beside it"
        )


def _tell(note: str) -> None:
    tqdm.write(f"gongbao: {note}", file=sys.stderr)


def _unknown_names(gazette: Gazette) -> Iterator[str]:
    texts = {parsed.document.id: parsed.document.text for parsed in gazette.documents}
    for doubt in gazette.diagnostics:
        if doubt.code == _UNKNOWN and doubt.document:
            yield texts[doubt.document][doubt.char_start : doubt.char_end]


def _notes(gazette: Gazette) -> Iterator[str]:
    for code, note in _NOTES.items():
        found = [d for d in gazette.diagnostics if d.code == code]
        if found:
            pages = ", ".join(page[1] for d in found if (page := _PAGES.match(d.message)))
            yield note.format(pages=f": page {pages}" if pages else "")
