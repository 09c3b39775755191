"""Telling issues and documents of different sources apart whose ids are alike: the later one's id gets `~2`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import count

from ingest.load.source.outline import Listed, Outline
from ingest.load.source.ready import Content
from ingest.load.source.rows import COLUMNS
from schema.identity import short_name

_NO_IDS = frozenset({"source_id", "person_id", "unit_id", "short_id"})
_IDS = {
    table: [
        at
        for at, name in enumerate(columns)
        if name == "id" or (name.endswith("_id") and name not in _NO_IDS)
    ]
    for table, columns in COLUMNS.items()
    if table != "sources"
}
"""Where the rows of each table hold ids that begin with that of a document or an issue."""


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


def rename(content: Content, renamed: Mapping[str, str]) -> None:
    """Change the ids of the documents in the rows, and all that begin with them."""
    for table, columns in _IDS.items():
        for row in content.rows[table]:
            for at in columns:
                row[at] = row[at] and new_id(row[at], renamed)
    for table in ("documents", "clauses"):
        identifier, short = (COLUMNS[table].index(name) for name in ("id", "short_id"))
        for row in content.rows[table]:
            row[short] = short_name(row[identifier])


def renamed_documents(outline: Outline, renamed: Mapping[str, str]) -> list[Listed]:
    """The documents of an outline under their new ids."""
    if not renamed:
        return [*outline.documents]
    return [d._replace(id=new_id(d.id, renamed)) for d in outline.documents]


def _free(identifier: str, taken: set[str]) -> str:
    name = next(name for name in (f"{identifier}~{number}" for number in count(2)) if name not in taken)
    taken.add(name)
    return name


def new_id(name: str, renamed: Mapping[str, str]) -> str:
    """The id, where it is what was renamed, or of what belongs to it.

    Those of documents and clauses go on with / and #, those of facts begin with their table.
    """
    for old, new in renamed.items():
        found = re.match(rf"([a-z_]+:)?{re.escape(old)}(?=[#/:]|$)", name)
        if found:
            return f"{found[1] or ''}{new}{name[found.end() :]}"
    return name
