"""Gazettes to load."""

from __future__ import annotations

import pytest
from handmade import make_decision, make_issue

from schema.document import Gazette


@pytest.fixture
def gazettes() -> list[Gazette]:
    """Two issues of a gazette and a document on its own."""
    return [make_issue(6, sha="a" * 64), make_issue(7, sha="b" * 64), make_decision()]
