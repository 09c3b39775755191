"""Gold files: what a careful reader wrote down from the page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
