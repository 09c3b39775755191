"""One source is one job: bytes and a declaration in, one `Gazette` out."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

from ingest.text_reader import decode, read_text
from parsers.gazette import parse_reading
from schema.document import Gazette, Source
from schema.source import Declaration


def parse_source(path: Path, declaration: Declaration, root: Path | None = None) -> Gazette:
    """Read and parse one file. Its path is recorded relative to `root`. Raises SourceError for what cannot be read."""
    data = path.read_bytes()
    reading = read_text(decode(data, str(path)))
    shown = path.relative_to(root) if root and path.is_relative_to(root) else Path(path.name)
    source = Source(
        id=hashlib.sha256(data).hexdigest(),
        path=shown.as_posix(),
        media_type=reading.media_type,
        bytes=len(data),
        pages=reading.pages[-1].page if reading.pages else None,
        parser_version=version("gongbao"),
    )
    return parse_reading(reading, declaration, source)
