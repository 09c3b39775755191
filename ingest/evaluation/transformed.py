"""Rows that do not move: what a text still gives after a change that says nothing else to a reader.

The rows of the text as it is are compared with those of the changed text; what is missing there is lost.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.evaluation.changes import CHANGES, Changed, Document, Known
from ingest.evaluation.floors import FloorSet
from ingest.evaluation.keys import KEYS, rows_of
from ingest.read.text_reader import decode, read_text
from parsers.facts.gazette import parse_reading
from parsers.language.names.organisations import place_of
from parsers.language.patterns import lazy
from schema.document import Source
from schema.source import Declaration

KINDS = (
    "clauses",
    "units",
    "deadlines",
    "targets",
    "citations",
    "appointments",
    "rosters",
    "events",
    "event_people",
    "amendments",
)
_FEWEST_OF_AN_ISSUE = 5  # documents
_PAGE_MARKS = ("page_number", "running_header")
_LOCAL = lazy(
    r"^[\u4e00-\u9fff]{0,4}?[省市县区州](?=.)"
)  # 云屏县公安局: what only the title told of its place
_DATED = ("appointments", "events", "event_people")

Key = tuple[str, ...]


@dataclass(slots=True)
class Loss:
    """What a change loses: its name, how many rows of each kind there are, and how many of them are lost."""

    change: str
    rows: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)

    def share(self, kind: str | None = None) -> float:
        """The share of rows that are lost, of one kind or of all."""
        rows, lost = (self.rows[kind], self.lost[kind]) if kind else (self.rows.total(), self.lost.total())
        return round(lost / rows, 4) if rows else 0.0

    def line(self) -> str:
        """The loss as a line for people, the kinds that lose named."""
        total = (
            f"{self.change:16} {self.lost.total():5} of {self.rows.total():5} rows lost  {self.share():.4f}"
        )
        kinds = [f"{kind} {n} of {self.rows[kind]}" for kind, n in sorted(self.lost.items()) if n]
        return f"{total}  {', '.join(kinds)}".rstrip()


def measure(paths: Sequence[Path], changes: Iterable[str] = CHANGES) -> list[Loss]:
    """What each change loses over some texts; of an issue each document is a text of its own."""
    texts = [known for path in paths for known in _texts(decode(path.read_bytes(), str(path)))]
    losses = []
    for name in changes:
        loss = Loss(name)
        for known, other in zip(texts, [*texts[1:], *texts[:1]], strict=True):
            changed = CHANGES[name](known, other)
            if changed is None:
                continue
            want = Counter(_rows([*known.documents, *changed.also], changed, known))
            have = Counter(_rows(_read(changed.text)[0], Changed("", forgotten=changed.forgotten), known))
            loss.rows.update(key[0] for key in want.elements())
            loss.lost.update(key[0] for key in (want - have).elements())
        losses.append(loss)
    return losses


def measure_set(floors: FloorSet, root: Path, changes: Iterable[str] = CHANGES) -> list[Loss]:
    """What each change loses over the texts of a set of gold."""
    return measure([path for path in floors.paths(root) if path.suffix in (".txt", ".md")], changes)


def read_limits(path: Path) -> Mapping[str, Mapping[str, float]]:
    """The most that a change may lose, as a share, for each set: a TOML file of a table for each."""
    return tomllib.loads(path.read_text("utf-8"))


def _texts(text: str) -> Iterator[Known]:
    """The text with its documents or, of an issue, what prints each of its documents and those under it."""
    documents, is_issue, marks = _read(text)
    if not is_issue:
        yield Known(text, documents, marks)
        return
    starts = [_start_of(document) for document in documents if not document["document"]["parent"]]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        part = text[start:end]
        documents, _, marks = _read(part)
        yield Known(part, documents, marks)


def _start_of(document: Document) -> int:
    return min(int(start) for block in document["blocks"] for start, _ in block["source"])


def _read(text: str) -> tuple[list[dict[str, Any]], bool, list[tuple[int, int]]]:
    """The documents of a text as plain values, whether it is an issue of a gazette, and the marks of its pages."""
    source = Source(id="0" * 64, path="x.txt", media_type="text/plain", bytes=0, parser_version="0")
    reading = read_text(text)
    gazette = parse_reading(reading, Declaration(), source)
    titled = sum(
        document.document.parent is None and bool(document.document.title) for document in gazette.documents
    )
    is_issue = gazette.issue is not None or titled >= _FEWEST_OF_AN_ISSUE
    marks = [(d.start, d.end) for d in reading.discards if d.name in _PAGE_MARKS]
    return [document.model_dump(mode="json") for document in gazette.documents], is_issue, marks


def _rows(documents: Iterable[Document], changed: Changed, known: Known) -> Iterator[Key]:
    """The keys of all rows, with the words and paths of the changed text."""
    place = (
        place_of(*(known.documents[0]["document"][name] for name in ("issuer", "title")))
        if known.documents
        else ""
    )
    for document in documents:
        paths = changed.paths.get(document["document"]["id"], {})
        for kind in KINDS:
            for row in rows_of(document, kind):
                if row.get("relation") in changed.forgotten:
                    continue
                path = str(row.get("path") or "")
                row = {**row, "path": paths.get(path, path)}
                row = {name: _said(value, changed.words) for name, value in row.items()}
                if "date" in changed.forgotten and kind in _DATED:
                    row |= {"date": None, "start": None, "end": None}
                if "place" in changed.forgotten and kind == "appointments":
                    own = (row["organisation"] or "").removeprefix(place or "")
                    row["organisation"] = _LOCAL.sub("", own)
                yield kind, *map(str, KEYS[kind](row))


def _said(value: Any, words: Mapping[str, str]) -> Any:
    """A value of a row in the words of the changed text: before a key cuts it, for a name may stand at the cut."""
    if isinstance(value, list):
        return [_said(each, words) for each in value]
    if isinstance(value, dict):
        return {name: _said(each, words) for name, each in value.items()}
    return _replaced(value, words) if isinstance(value, str) else value


def _replaced(text: str, replaced: Mapping[str, str]) -> str:
    for old, new in replaced.items():
        text = text.replace(old, new)
    return text
