"""Telling documents of different sources apart whose ids are alike: the later one's id gets `~2`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from schema.document import Document, Gazette

_IDS = frozenset({"id", "parent", "clause", "document", "cited_document", "cited_clause"})


def distinct_ids(sources: Sequence[Sequence[Document]]) -> list[dict[str, str]]:
    """For the documents of each source, the new ids of those whose id an earlier source has too."""
    taken: set[str] = set()
    renamed: list[dict[str, str]] = []
    for documents in sources:
        repeated = [document.id for document in documents if document.id in taken]
        taken.update(document.id for document in documents)
        renamed.append({identifier: _free(identifier, taken) for identifier in repeated})
    return renamed


def with_ids(gazette: Gazette, renamed: Mapping[str, str]) -> Gazette:
    """The gazette with the ids of its documents, and all that begin with them, changed."""
    return Gazette.model_validate(_changed(gazette.model_dump(), renamed)) if renamed else gazette


def _free(identifier: str, taken: set[str]) -> str:
    name = next(name for name in (f"{identifier}~{number}" for number in count(2)) if name not in taken)
    taken.add(name)
    return name


def _changed(value: Any, renamed: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {
            key: _new_id(item, renamed) if key in _IDS and isinstance(item, str) else _changed(item, renamed)
            for key, item in value.items()
        }
    return tuple(_changed(item, renamed) for item in value) if isinstance(value, tuple) else value


def _new_id(identifier: str, renamed: Mapping[str, str]) -> str:
    """The id, where it is a renamed document's or one of its clauses' (which goes on with # or /)."""
    for old, new in renamed.items():
        if identifier == old or identifier.startswith((f"{old}#", f"{old}/")):
            return new + identifier[len(old) :]
    return identifier
