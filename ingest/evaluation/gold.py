"""Gold files: what a careful reader wrote down from the page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schema.document import ParsedDocument
from schema.errors import NothingToReadError


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One document's gold and the name of the file it was read from."""

    file: str
    data: Mapping[str, Any]

    @property
    def document(self) -> Mapping[str, Any]:
        """The document's own fields."""
        fields: Mapping[str, Any] = self.data["document"]
        return fields

    def leaves_open(self, name: str) -> bool:
        """Whether the annotator left the list of this name open."""
        return name in self.data.get("skip", [])


@dataclass(frozen=True, slots=True)
class Gold:
    """The documents and the issues that gold files describe."""

    documents: tuple[GoldDocument, ...]
    issues: tuple[Mapping[str, Any], ...]


def read_gold(paths: Iterable[Path]) -> Gold:
    """Read the gold files given and every JSON file under the folders given, by name.

    JSON that is no gold is passed over. Raises NothingToReadError where there is no gold at all.
    """
    given = list(paths)
    documents, issues = [], []
    for top in given:
        for path in sorted(top.rglob("*.json")) if top.is_dir() else [top]:
            data = json.loads(path.read_text("utf-8"))
            if not isinstance(data, dict):
                continue
            if "document" in data:
                documents.append(GoldDocument(path.name, data))
            elif "toc" in data:
                issues.append(data)
    if not documents and not issues:
        raise NothingToReadError(f"{', '.join(map(str, given))}: no gold files in it; give a folder of them")
    return Gold(tuple(documents), tuple(issues))


_FIELDS = (
    *(
        "key",
        "role",
        "title",
        "doc_number",
        "doc_type",
        "issuer",
        "issued_on",
        "addressees",
        "effective_from",
    ),
    *("effective_until", "parent", "section", "annexes"),
)
_WRITTEN: Mapping[str, tuple[str, ...]] = {
    "units": ("path", "name", "role", "basis"),
    "deadlines": ("path", "text", "kind", "start", "due", "duration", "working_days", "anchor"),
    "citations": ("path", "title", "doc_number", "relation"),
    "appointments": (
        "date",
        "person",
        "action",
        "organisation",
        "position",
        "authority",
        "probation",
        "note",
    ),
    "rosters": ("body", "role", "person", "post"),
    "amendments": ("no", "op", "target", "old", "new"),
}
_OF_TARGET = ("indicator", "comparator", "value", "value_max", "ratio", "unit", "due", "kind", "nature")
_SHOWN = 12
"""How many of a text's first and last characters gold holds."""


def as_gold(parsed: ParsedDocument) -> dict[str, Any]:
    """A document as a gold file: what a reader would write down, without ranges."""
    document = parsed.document.model_dump(mode="json")
    written: dict[str, Any] = {"document": {name: document[name] for name in _FIELDS}}
    written["clauses"] = [
        {"path": c.path, "heading": c.heading, "starts": c.text[:_SHOWN], "ends": c.text[-_SHOWN:]}
        for c in parsed.clauses
        if c.path and c.kind != "paragraph"
    ]
    for name, columns in _WRITTEN.items():
        rows = [row.model_dump(mode="json") for row in getattr(parsed, name)]
        written[name] = [{column: row[column] for column in columns} for row in rows]
    written["targets"] = [
        {
            **({"table": t.table, "row": t.row} if t.table else {"path": t.path}),
            **{n: getattr(t, n) for n in _OF_TARGET},
        }
        for t in parsed.targets
    ]
    written["events"] = [
        {
            "start": event.start,
            "end": event.end,
            "starts": event.text[:_SHOWN],
            "people": [person.name for person in event.people],
            "mentioned": [person.name for person in event.people if person.mentioned],
        }
        for event in parsed.events
    ]
    return {name: rows for name, rows in written.items() if rows}
