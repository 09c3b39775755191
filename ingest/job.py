"""One source is one job: bytes and a declaration in, one `Gazette` out."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ingest.read.html.reader import read_html
from ingest.read.media import CONVERTED, DOCX, MHTML, OFD, PDF, file_type, mislabelled, why_refused
from ingest.read.text_reader import decode, read_text
from parsers.facts.gazette import parse_reading
from schema.document import Gazette, Source
from schema.errors import ComponentError, SourceError
from schema.file_names import recorded
from schema.source import Declaration, Reading


def parse_source(path: Path, declaration: Declaration, root: Path | None = None, **given: Any) -> Gazette:
    """Read and parse one file. Its path is recorded relative to `root`. Raises SourceError for what cannot be read.

    `given` is for its reader: of a PDF the `password`, of one with pages those to be `left_out`, of an older office
    format the `docx` that it was turned into.
    """
    reading = _read(path, given)
    if not (reading.source.strip() or reading.doubts):
        raise SourceError(path, "there is no text in it", "fetch it again")
    shown = path.relative_to(root) if root and path.is_relative_to(root) else Path(path.name)
    source = Source(
        id=_digest(path),
        path=recorded(shown),
        media_type=reading.media_type,
        bytes=path.stat().st_size,
        pages=reading.pages[-1].page if reading.pages else None,
        declared=declaration.said or None,
        parser_version=_version(),
    )
    gazette = parse_reading(reading, declaration, source)
    lie = mislabelled(path, reading.media_type)
    if lie and not gazette.documents and gazette.issue is None:
        raise SourceError(path, f"it is {lie}, and holds no document", "fetch it again")
    if declaration.components:
        from ingest.components import with_components

        try:
            gazette = with_components(gazette, declaration.components)
        except ComponentError as error:
            raise SourceError(path, str(error), "install it, or take it out of sources.toml") from error
    if reading.places:
        from ingest.read.pdf.boxes import with_boxes

        return with_boxes(gazette, reading.places)
    return gazette


@cache
def _version() -> str:
    """The version of the parser, which takes as long to look up as a short notice to parse."""
    return version("gongbao")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(path: Path, given: dict[str, Any]) -> Reading:
    """The reader for what the content is, whatever the name says. Raises SourceError for what is no gazette."""
    kind = file_type(path)
    if kind == PDF:
        from ingest.read.pdf.reader import read_pdf

        return read_pdf(path, given.get("password"), given.get("left_out", ()))
    if kind == OFD:
        from ingest.read.office.ofd.reader import read_ofd

        return read_ofd(path, given.get("left_out", ()))
    if kind == DOCX:
        from ingest.read.office.word.reader import read_word

        return read_word(path, kind)
    if kind in CONVERTED:
        return _read_converted(path, kind, given.get("docx"))
    if kind == "text/html":
        return read_html(path.read_bytes())
    if kind == MHTML:
        from ingest.read.html.archive import page_in

        page = page_in(path.read_bytes())
        if not page.strip():
            raise SourceError(path, "no page is in it", "open it in a browser and save it anew")
        return read_html(page)
    if kind.startswith("text/"):
        return replace(read_text(decode(path.read_bytes(), str(path))), media_type=kind)
    raise SourceError(path, *why_refused(kind))


def _read_converted(path: Path, kind: str, docx: Path | None) -> Reading:
    """The reading of a file that LibreOffice opens. `docx` is what it was turned into, where that was done before."""
    from ingest.read.office.conversion import converted, not_converted
    from ingest.read.office.word.reader import read_word

    if docx is not None:
        return read_word(docx, kind)
    with converted({path: CONVERTED[kind]}) as found:
        if path not in found:
            raise not_converted(path)
        return read_word(found[path], kind)
