"""Boxes that no page has cost no more work than lines of text do."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.read.pdf.characters import fragments
from ingest.read.pdf.characters.characters import Glyphs
from ingest.read.pdf.characters.fragments import Fragment, find_fragments


def _apart_at_one_height(count: int) -> Glyphs:
    left = 100.0 * np.arange(count, dtype=np.float32)
    boxes = np.stack([left, np.full(count, 10), left + 12, np.full(count, 22)], axis=1)
    return Glyphs(np.full(count, ord("字"), dtype=np.uint32), boxes.astype(np.float32))


def _comparisons(count: int, monkeypatch: pytest.MonkeyPatch) -> int:
    compared = 0
    usual = fragments._apart

    def counted(one: Fragment, other: Fragment) -> float:
        nonlocal compared
        compared += 1
        return usual(one, other)

    with monkeypatch.context() as patch:
        patch.setattr(fragments, "_apart", counted)
        assert len(find_fragments(_apart_at_one_height(count))) == count
    return compared


def test_twice_the_boxes_at_one_height_are_twice_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _comparisons(2000, monkeypatch) < 2.2 * _comparisons(1000, monkeypatch)


def test_a_line_of_usual_length_is_compared_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _comparisons(50, monkeypatch) == sum(range(2, 50))
