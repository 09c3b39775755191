"""Corrections that stay: what people wrote into `corrections.toml` beside a source is applied to what was parsed."""

from __future__ import annotations

import json
import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ingest.read.sources import SourceFile, correction_files
from schema.base import Known, Placed, Row
from schema.document import Block, Clause, Diagnostic, Gazette, ParsedDocument
from schema.errors import DeclarationError
from schema.facts import (
    Amendment,
    Appointment,
    Citation,
    ClauseCitation,
    Deadline,
    Duty,
    RosterMember,
    Target,
)
from schema.history import Correction
from schema.identity import Twins, hash_of

_LISTS: Mapping[str, tuple[str, type[Known]]] = {
    "clause_units": ("units", Duty),
    "deadlines": ("deadlines", Deadline),
    "targets": ("targets", Target),
    "citations": ("citations", Citation),
    "clause_citations": ("clause_citations", ClauseCitation),
    "appointments": ("appointments", Appointment),
    "rosters": ("rosters", RosterMember),
    "amendments": ("amendments", Amendment),
}
"""The list of a document, and the row type, of each table that can be added to."""

_FACTS = (
    *(name for name, _ in _LISTS.values()),
    "events",
    "tables",
)
_MASK = "×"


def read_corrections(sources: Iterable[SourceFile]) -> list[Correction]:
    """The entries of every `corrections.toml` that stands beside a source, or above it up to the folder given.

    Raises DeclarationError where a file says what is not understood.
    """
    return [entry for path in correction_files(sources) for entry in _entries(path)]


def _entries(path: Path) -> Iterator[Correction]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeclarationError(path, f"is no TOML ({error})", "correct the line") from error
    for number, entry in enumerate(data.get("correction", ()), start=1):
        try:
            yield Correction.model_validate(entry)
        except ValidationError as error:
            cause = "; ".join(f"{'.'.join(map(str, e['loc']))} {e['msg']}".strip() for e in error.errors())
            raise DeclarationError(
                path, f"[[correction]] {number}: {cause}", "see docs/corrections.md"
            ) from error


class Corrections:
    """Entries, and which of them found what they are about."""

    def __init__(self, entries: Sequence[Correction]) -> None:
        self.entries = tuple(entries)
        twins = Twins()
        self._names = [twins.take(hash_of([repr(entry)])) for entry in entries]
        self._applied: set[str] = set()
        self._everywhere = [n for n, entry in enumerate(entries) if entry.op == "mask" and not entry.document]
        self._of_document: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(entries):
            if entry.document and not entry.fact:
                self._of_document[entry.document].append(number)
        self._owners = sorted(
            (owner, number)
            for number, entry in enumerate(entries)
            if entry.fact
            for owner in {entry.fact, entry.fact.partition(":")[2] or entry.fact}
        )

    def apply(self, gazette: Gazette) -> Gazette:
        """The gazette with every entry applied that fits it; rows that a person wrote say so in `origin`.

        An entry that would make a row that cannot be is not applied.
        """
        from parsers.facts.identity import with_fact_ids

        if not self.entries:
            return gazette
        documents = []
        for parsed in gazette.documents:
            for number in sorted(self._about(parsed.document.id)):
                parsed = self._one(number, parsed)
            documents.append(with_fact_ids(parsed))
        gazette = gazette.model_copy(update={"documents": tuple(documents)})
        for number in self._everywhere:
            gazette = self._masked(number, gazette)
        return gazette

    def applying(self, gazette: Gazette) -> tuple[Gazette, tuple[str, ...]]:
        """As `apply`, with the names of the entries that fit this gazette; a name is made of what its entry says."""
        before, self._applied = self._applied, set()
        applied = self.apply(gazette), tuple(sorted(self._applied))
        self.note(before)
        return applied

    def note(self, applied: Iterable[str]) -> None:
        """Remember that the entries of these names found what they are about."""
        self._applied |= {*applied}

    def concerning(self, documents: Iterable[str], written: bytes) -> Corrections:
        """Those that may touch a source that has these documents and was `written` so, in UTF-8, without them."""
        found = {number for document in documents for number in self._about(document)}
        for number in self._everywhere:
            if found or str(self.entries[number].quote).encode("utf-8", "surrogatepass") in written:
                found.add(number)
        return Corrections([self.entries[number] for number in sorted(found)])

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of the table `corrections`."""
        for number, entry in enumerate(self.entries):
            said = entry.model_dump(exclude={"fact", "document", "values", "path"})
            yield {
                **said,
                "quote": _told(entry, entry.quote),
                "fact_id": entry.fact,
                "document_id": _told(entry, entry.document),
                "values": json.dumps(entry.values, ensure_ascii=False),
                "state": "applied" if self._names[number] in self._applied else "stale",
            }

    def masks(self) -> Iterator[tuple[str, str, str | None]]:
        """What is to be masked, what stands for it, and the document in which alone it is."""
        for entry in self.entries:
            if entry.op == "mask" and entry.quote:
                yield entry.quote, _MASK * len(entry.quote), entry.document

    def doubts(self) -> Iterator[Diagnostic]:
        """A doubt for each entry that no longer fits anything."""
        for number, entry in enumerate(self.entries):
            if self._names[number] not in self._applied:
                about = entry.fact or _told(entry, entry.document) or "所要隐去的文字"
                yield Diagnostic(
                    severity="info",
                    code="stale_correction",
                    message=f"更正（{entry.on}，{entry.by}）所指之处已不在库中：{about}；请核对后修改或删去该条更正。",
                )

    def _about(self, document: str) -> set[int]:
        """The numbers of the entries about a document, or about a fact or a clause of it."""
        found = {*self._of_document.get(document, ())}
        for owner, number in self._owners[bisect_left(self._owners, (document, 0)) :]:
            if not owner.startswith(document):
                break
            found.add(number)
        return found

    def _one(self, number: int, parsed: ParsedDocument) -> ParsedDocument:
        entry = self.entries[number]
        try:
            changed = _OPERATIONS[entry.op](parsed, entry)
        except ValidationError:
            return parsed
        if changed is not parsed:
            self._applied.add(self._names[number])
        return changed

    def _masked(self, number: int, gazette: Gazette) -> Gazette:
        words = str(self.entries[number].quote)
        written = gazette.model_dump_json()
        if words not in written:
            return gazette
        self._applied.add(self._names[number])
        return Gazette.model_validate_json(written.replace(words, _MASK * len(words)))


def _told(entry: Correction, text: str | None) -> str | None:
    """What may be said of an entry: never the words that it masks."""
    if entry.op != "mask" or not text or not entry.quote:
        return text
    return text.replace(entry.quote, _MASK * len(entry.quote))


def _set(parsed: ParsedDocument, entry: Correction) -> ParsedDocument:
    """Other values in a fact, a clause, or a field of the document."""
    if not entry.fact:
        return parsed.model_copy(update={"document": _with(parsed.document, entry.values)})
    found = _find(parsed, entry)
    if found is None:
        return parsed
    name, at = found
    rows = list(getattr(parsed, name))
    origin = {"origin": "correction"} if isinstance(rows[at], Known) else {}
    rows[at] = _with(rows[at], {**entry.values, **origin})
    return parsed.model_copy(update={name: tuple(rows)})


def _drop(parsed: ParsedDocument, entry: Correction) -> ParsedDocument:
    """Without a fact; without a clause, whose facts go to the clause above it."""
    found = _find(parsed, entry)
    if found is None:
        return parsed
    name, at = found
    rows = list(getattr(parsed, name))
    gone = rows.pop(at)
    parsed = parsed.model_copy(update={name: tuple(rows)})
    return _without_clause(parsed, gone) if isinstance(gone, Clause) else parsed


def _without_clause(parsed: ParsedDocument, gone: Clause) -> ParsedDocument:
    above = next((clause for clause in parsed.clauses if clause.id == gone.parent), None)
    place = {"clause": above.id if above else None, "path": above.path if above else ""}
    moved = {
        name: tuple(
            row.model_copy(update=place) if getattr(row, "clause", None) == gone.id else row
            for row in getattr(parsed, name)
        )
        for name in _FACTS
    }
    clauses = (
        clause.model_copy(update={"parent": gone.parent}) if clause.parent == gone.id else clause
        for clause in parsed.clauses
    )
    return parsed.model_copy(update={**moved, "clauses": tuple(clauses)})


def _add(parsed: ParsedDocument, entry: Correction) -> ParsedDocument:
    """With a fact at the first place of its words, in the clause that is named or in the whole document."""
    if entry.table == "clauses":
        return _add_clause(parsed, entry)
    if str(entry.table) not in _LISTS:
        return parsed
    name, row_type = _LISTS[str(entry.table)]
    clauses = [c for c in parsed.clauses if entry.path is None or c.path == entry.path]
    quote = str(entry.quote)
    for clause in clauses:
        start = parsed.document.text.find(quote, clause.char_start, clause.char_end)
        if start >= 0:
            break
    else:
        start = parsed.document.text.find(quote) if entry.path is None else -1
        clause = None
    if start < 0:
        return parsed
    place: dict[str, Any] = {"char_start": start, "char_end": start + len(quote), "quote": quote}
    if "clause" in row_type.model_fields and clause:
        place |= {"clause": clause.id, "path": clause.path, "page": clause.page}
    row = row_type.model_validate({**entry.values, **place, "origin": "correction"})
    return parsed.model_copy(update={name: (*getattr(parsed, name), row)})


def _add_clause(parsed: ParsedDocument, entry: Correction) -> ParsedDocument:
    """With a clause whose words, label included, stand outside of all others or close one, which ends before it.

    The facts in its words go to it.
    """
    quote, document, path = str(entry.quote), parsed.document, entry.path
    start = document.text.find(quote)
    end, name = start + len(quote), f"{document.id}#{path}"
    if start < 0 or not path or any(clause.id == name for clause in parsed.clauses):
        return parsed
    before = [clause for clause in parsed.clauses if clause.char_start < start]
    after = [clause for clause in parsed.clauses if clause.char_start >= start]
    if after and after[0].char_start < end:
        return parsed
    last = before[-1] if before else None
    if last and start < last.char_end:
        own = last.text.removesuffix(quote)
        if end != last.char_end or own == last.text:
            return parsed
        kept = document.text[:start].rstrip()
        before[-1] = last.model_copy(update={"text": own.rstrip(), "char_end": len(kept)})
    parents = {clause.path: clause.id for clause in parsed.clauses if clause.kind != "paragraph"}
    label, heading = (str(entry.values.get(part) or "") for part in ("label", "heading"))
    added = Clause.model_validate(
        {
            "kind": "item",
            "page": last.page if last else document.page_start,
            "text": quote.removeprefix(label).strip().removeprefix(heading).strip(),
            **entry.values,
            **{"id": name, "path": path, "parent": parents.get(path.rpartition("/")[0]), "seq": 1},
            **{"depth": path.count("/") + 1, "char_start": start, "char_end": end},
        }
    )
    clauses = [
        clause.model_copy(update={"seq": seq}) for seq, clause in enumerate([*before, added, *after], start=1)
    ]
    blocks = (part for block in parsed.blocks for part in _parted(block, start))
    return parsed.model_copy(
        update={"clauses": tuple(clauses), "blocks": tuple(blocks), **_moved(parsed, added)}
    )


def _parted(block: Block, at: int) -> Iterator[Block]:
    """The block, in two where a clause now begins within it."""
    if block.char_start < at < block.char_end:
        yield block.model_copy(update={"char_end": at})
        block = block.model_copy(update={"char_start": at})
    yield block


def _moved(parsed: ParsedDocument, clause: Clause) -> dict[str, Any]:
    """The facts of a document, those within a clause hanging on it."""
    place = {"clause": clause.id, "path": clause.path}
    return {
        name: tuple(
            row.model_copy(update=place)
            if hasattr(row, "clause") and clause.char_start <= row.char_start < clause.char_end
            else row
            for row in getattr(parsed, name)
        )
        for name in _FACTS
    }


def _mask(parsed: ParsedDocument, entry: Correction) -> ParsedDocument:
    """With other signs for some words, as many, so that every range stays."""
    words, written = str(entry.quote), parsed.model_dump_json()
    if words not in written:
        return parsed
    return ParsedDocument.model_validate_json(written.replace(words, _MASK * len(words)))


_OPERATIONS = {"set": _set, "drop": _drop, "add": _add, "mask": _mask}


def _find(parsed: ParsedDocument, entry: Correction) -> tuple[str, int] | None:
    """The list and the place in it of what an entry is about: by id, or by table and words."""
    names = (*_FACTS, "clauses") if entry.fact else (_LISTS.get(str(entry.table), (str(entry.table),))[0],)
    for name in names:
        for at, row in enumerate(getattr(parsed, name, ())):
            if row.id == entry.fact if entry.fact else getattr(row, "quote", None) == entry.quote:
                return name, at
    return None


def _with(row: Row, values: Mapping[str, Any]) -> Any:
    """The row with other values, checked; where it stands and what it is called stays."""
    kept = {"id", *Placed.model_fields, "char_start", "char_end", "quote", "clause", "text"}
    new = {
        name: value
        for name, value in values.items()
        if name not in kept or (name == "text" and "quote" in row.model_fields)
    }
    return type(row).model_validate({**row.model_dump(), **new})
