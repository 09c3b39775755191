"""Real documents of other publishers. They are no part of the project: a variable names their folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.evaluation.floors import SAMPLES

UNREAD = ("23", "34", "38", "40", "41")
"""Texts that are only scored: nobody who works on the parsers has read them or what is wrong with them."""


def texts() -> list[object]:
    """The texts as parameters of a test; one that is skipped where their folder is not named."""
    if SAMPLES not in os.environ:
        why = f"{SAMPLES} names no folder of real documents of others"
        return [pytest.param("", id="samples", marks=pytest.mark.skip(reason=why))]
    paths = sorted(Path(os.environ[SAMPLES], "text").glob("*.txt"))
    return [pytest.param(str(path), id=path.name) for path in paths if not path.name.startswith(UNREAD)]
