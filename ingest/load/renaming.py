"""Telling issues and documents of different sources apart whose ids are alike: the later one's id gets `~2`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from ingest.load.spool import Outline
from schema.document import Gazette

_IDS = frozenset({"id", "parent", "clause", "document", "cited_document", "cited_clause"})


def distinct_ids(outlines: Sequence[Outline]) -> list[dict[str, str]]:
    """For each source, new ids in place of those that an earlier one has too: its issue's, else its documents'."""
    taken: set[str] = set()
    renamed: list[dict[str, str]] = []
    for outline in outlines:
        documents = [document.id for document in outline.documents]
        issue = [outline.issue_id] if outline.issue_id else []
        repeated = [name for name in issue if name in taken] or [name for name in documents if name in taken]
        taken.update(issue, documents)
        renamed.append({name: _free(name, taken) for name in repeated})
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


def _new_id(name: str, renamed: Mapping[str, str]) -> str:
    """The id, where it is what was renamed, or of what belongs to it.

    Those of documents and clauses go on with / and #, those of facts begin with their table.
    """
    for old, new in renamed.items():
        found = re.match(rf"([a-z_]+:)?{re.escape(old)}(?=[#/:]|$)", name)
        if found:
            return f"{found[1] or ''}{new}{name[found.end() :]}"
    return name
