"""Which sources' rows may stay as they are, because nothing that they were made from has changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from ingest.load.again.memory import Memory, Part
from ingest.load.links import called, plain
from ingest.load.source.outline import Outline
from ingest.load.source.spool import Spool
from schema.identity import SHORT, hash_of

_MOST_ANEW = 4
"""Where more than one source of so many was written anew since all were, all are: indexes are in better order then."""

_CITATIONS = """
select distinct f.title, f.doc_number, d.source_id from {table} f join documents d on d.id = f.document_id
"""
_LONG = f"select 1 from {{table}} where length(short_id) > {SHORT} limit 1"


@dataclass(frozen=True, slots=True)
class Plan:
    """The sources whose rows stay, those whose rows go, by id, and the number after which rows are of no source."""

    stay: Mapping[str, Part]
    go: Mapping[str, Part]
    after: int
    anew: int


def planned(
    memory: Memory, made_by: str, outlines: Sequence[Outline], spool: Spool, path: Path
) -> Plan | None:
    """How the database at `path` becomes one of these sources, which are in order; None where all has to be written."""
    if memory.made_by != made_by:
        return None
    same = {o.source_id for o in outlines if _is_same(memory.parts.get(o.source_id), o, spool)}
    with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
        if any(connection.execute(_LONG.format(table=t)).fetchone() for t in ("documents", "clauses")):
            return None
        names = set(_changed_names(connection, memory, outlines, same))
        if names:
            same -= spool.corrected
            same -= _citing(connection, names)
    stay = {o.source_id: memory.parts[o.source_id] for o in outlines if o.source_id in same}
    anew = memory.anew + len(outlines) - len(stay)
    firsts = [part.first for part in stay.values()]
    if anew * _MOST_ANEW > len(outlines) or firsts != sorted(firsts):
        return None
    go = {source: part for source, part in memory.parts.items() if source not in stay}
    return Plan(stay, go, memory.after, anew)


def documents_hash(outline: Outline) -> str:
    """The hash of what other sources may ask of the documents of a source."""
    return hash_of(map(repr, outline.documents))


def _is_same(part: Part | None, outline: Outline, spool: Spool) -> bool:
    return part is not None and part.made_from == spool.names[outline.source_id] != ""


def _changed_names(
    connection: sqlite3.Connection, memory: Memory, outlines: Sequence[Outline], same: set[str]
) -> Iterator[str]:
    """What documents were or are called that are called otherwise now, or came or went."""
    now = {o.source_id: o for o in outlines if o.source_id not in same}
    for source in memory.parts.keys() - same:
        if source in now and documents_hash(now[source]) == memory.parts[source].documents:
            del now[source]
            continue
        sql = "select title, doc_number from documents where source_id = ?"
        for title, number in connection.execute(sql, [source]):
            yield from called(title, number)
    for outline in now.values():
        for document in outline.documents:
            yield from called(document.title, document.doc_number)


def _citing(connection: sqlite3.Connection, names: set[str]) -> set[str]:
    """The sources that cite something that is called so."""
    return {
        source
        for table in ("citations", "clause_citations")
        for title, number, source in connection.execute(_CITATIONS.format(table=table))
        if plain(title or "") in names or plain(number or "") in names
    }
