"""The PDFs that tests/fixtures/pdf/make.py makes, as they are read."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from ingest.pdf.reader import read_pdf
from schema.source import Grid, Paragraph, Reading

_MAKE = Path(__file__).parents[1] / "fixtures" / "pdf" / "make.py"


def _made() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_pdfs", _MAKE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make = _made()


def read(name: str, folder: Path) -> Reading:
    """The reading of the PDF of one feature."""
    return read_pdf(make.write(name, folder))


def texts(reading: Reading) -> list[str]:
    """The paragraphs."""
    return [block.text for block in reading.blocks if isinstance(block, Paragraph)]


def grids(reading: Reading) -> list[list[tuple[str, ...]]]:
    """The tables, merged cells filled."""
    return [list(block.values) for block in reading.blocks if isinstance(block, Grid)]
