"""What a command says of sources that were read, but not wholly: one line for each, with the remedy."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from tqdm import tqdm

from ingest.errors import SourceError
from schema.document import Gazette

_NO_TEXT = (
    "pages that are pictures were not read; install what recognises them"
    " with make ocr (pip install -e '.[ocr]'), and parse again"
)


def with_notes(results: Iterable[Gazette | SourceError]) -> Iterator[Gazette | SourceError]:
    """The results as they come; of each source with pages that need to be recognised, a line on standard error."""
    for result in results:
        if isinstance(result, Gazette) and any(d.code == "ocr_needed" for d in result.diagnostics):
            tqdm.write(f"gongbao: {result.source.path}: {_NO_TEXT}", file=sys.stderr)
        yield result
