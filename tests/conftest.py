"""Sources read and parsed once in a test run."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from ingest.job import parse_source
from ingest.sources import read_declaration
from schema.document import Gazette

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def parsed() -> Callable[[str], Gazette]:
    """What a source says, by its path in the repository: `parsed("corpus/nantong/nantong-2022-06.txt")`."""

    @cache
    def parse(path: str) -> Gazette:
        return parse_source(ROOT / path, read_declaration(ROOT / path))

    return parse
