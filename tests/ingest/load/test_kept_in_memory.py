"""What a load keeps of each source until its end is what others may ask of it: not its rows, not its text."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

from handmade import make_issue

from ingest.load.load import load
from ingest.load.source.outline import outline_of
from ingest.load.source.ready import Ready, ready
from ingest.load.source.sketch import sketch_of
from schema.document import Gazette


def issue(number: int) -> Gazette:
    """One issue of many: each has its own year and bytes."""
    return make_issue(1 + number % 6, 1950 + number // 6, f"{number:064}")


def kept(count: int, folder: Path) -> tuple[int, int]:
    """How many objects there are when the rows of so many sources are written, and how many rows those are."""
    found: list[int] = []

    def sources() -> Iterator[Ready]:
        """Each of them, and the last once more under another name: the load tells that when it has written them."""
        for number in range(count):
            yield ready(issue(number))
        again = issue(count - 1)
        yield ready(again.model_copy(update={"source": again.source.model_copy(update={"path": "~"})}))

    def tell(line: str) -> None:
        gc.collect()
        found.append(len(gc.get_objects()))

    (folder / "kb.db").unlink(missing_ok=True)
    rows = sum(load(sources(), folder / "kb.db", tell).values())
    return found[0], rows


def test_a_load_keeps_no_rows(tmp_path: Path) -> None:
    kept(4, tmp_path)  # what is made once is there now
    (few, rows_of_few), (many, rows_of_many) = (kept(count, tmp_path) for count in (4, 44))
    assert many - few < (rows_of_many - rows_of_few) / 4


def test_an_outline_holds_no_text() -> None:
    gazette = make_issue()
    outline = outline_of(gazette)
    for parsed, listed in zip(gazette.documents, outline.documents, strict=True):
        assert parsed.document.text
        assert max(map(len, filter(None, listed))) <= max(
            len(said) for said in (parsed.document.id, parsed.document.title)
        )


def test_a_sketch_grows_no_further_than_a_long_issue() -> None:
    sentences = [f"第{number}项工作由市政府办公室负责落实。" for number in range(4000)]
    one, other = (sketch_of(["".join(sentences[:count])]) for count in (2000, 4000))
    assert len(one) == len(other)
    assert one.itemsize * len(one) < 2000
