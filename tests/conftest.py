"""Sources read and parsed once in a test run."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from ingest.job import parse_source
from schema.document import Gazette
from schema.source import Declaration

ROOT = Path(__file__).parents[1]
NANTONG = Declaration(gazette="南通市人民政府公报", publisher="南通市人民政府", place="南通市")


@pytest.fixture(scope="session")
def parsed() -> Callable[[str], Gazette]:
    """What a source says, by its path in the repository: `parsed("corpus/nantong/nantong-2022-06.txt")`."""

    @cache
    def parse(path: str) -> Gazette:
        declaration = NANTONG if path.startswith("corpus/nantong/") else Declaration()
        return parse_source(ROOT / path, declaration)

    return parse
