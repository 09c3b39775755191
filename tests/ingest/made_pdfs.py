"""The PDFs that tests/fixtures/pdf/make.py makes, as they are read."""

from __future__ import annotations

from pathlib import Path

import make

from ingest.read.pdf.reader import read_pdf
from schema.source import Grid, Paragraph, Reading


def read(name: str, folder: Path) -> Reading:
    """The reading of the PDF of one feature."""
    return read_pdf(make.write(name, folder))


def texts(reading: Reading) -> list[str]:
    """The paragraphs."""
    return [block.text for block in reading.blocks if isinstance(block, Paragraph)]


def grids(reading: Reading) -> list[list[tuple[str, ...]]]:
    """The tables, merged cells filled."""
    return [list(block.values) for block in reading.blocks if isinstance(block, Grid)]
