"""Components of others: spaCy components that a declaration names, whose spans become rows, or doubts about rows.

A component sets span groups named after lists of a document (`doc.spans["targets"]`) on the text of a clause; the
values of a row stand in `span._.values`. Where a row of ours has the same range, the component is a second reader of
it: if a value differs, our row gets the doubt `<component>_differs`. Anything else is a row with the component's name
as its `origin`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from parsers.facts.identity import with_fact_ids
from schema.base import Fact
from schema.document import Clause, Diagnostic, Gazette, ParsedDocument
from schema.errors import ComponentError
from schema.facts import Citation, Deadline, Duty, Target

if TYPE_CHECKING:
    from spacy.language import Language

_ROWS: dict[str, type[Fact]] = {
    "units": Duty,
    "deadlines": Deadline,
    "targets": Target,
    "citations": Citation,
}
_PLACE = frozenset({"id", "quote", "char_start", "char_end", "clause", "path", "page", "origin", "doubts"})


def with_components(gazette: Gazette, names: Sequence[str]) -> Gazette:
    """The gazette with what the named components found. Raises ComponentError where there is none of a name."""
    for name in names:
        language = _pipeline(name)
        documents, doubts = [], [*gazette.diagnostics]
        for parsed in gazette.documents:
            read, failed = _read(parsed, name, language)
            documents.append(read)
            doubts += failed
        gazette = gazette.model_copy(update={"documents": tuple(documents), "diagnostics": tuple(doubts)})
    return gazette


@lru_cache(maxsize=8)
def _pipeline(name: str) -> Language:
    """A pipeline of the component alone: one that is installed as a package, or a factory by its entry point."""
    import spacy
    from spacy.tokens import Span

    Span.set_extension("values", default=None, force=True)
    try:
        if spacy.util.is_package(name):
            return spacy.load(name)
        language = spacy.blank("zh")
        language.add_pipe(name)
    except (OSError, ValueError) as error:
        raise ComponentError(f"no spaCy component {name} is installed") from error
    return language


def _read(parsed: ParsedDocument, name: str, language: Language) -> tuple[ParsedDocument, list[Diagnostic]]:
    """A document with one component's rows and doubts; a clause on which the component fails is a doubt itself."""
    lists: dict[str, list[Any]] = {kind: [*getattr(parsed, kind)] for kind in _ROWS}
    failed: list[Diagnostic] = []
    for clause in parsed.clauses:
        try:
            for kind, row in _rows(clause, name, language):
                _take(lists[kind], row, name)
        except Exception as error:
            failed.append(
                Diagnostic(
                    document=parsed.document.id,
                    severity="warning",
                    code="component_failed",
                    message=f"组件{name}未能读完此条款（{type(error).__name__}），其结果从缺。",
                    page=clause.page,
                    char_start=clause.char_start,
                    char_end=clause.char_end,
                )
            )
    changed = {kind: tuple(rows) for kind, rows in lists.items()}
    return with_fact_ids(parsed.model_copy(update=changed)), failed


def _rows(clause: Clause, name: str, language: Language) -> Iterator[tuple[str, Fact]]:
    """The rows that a component's spans in a clause stand for, at their places in the document."""
    if not clause.text:
        return
    shift = clause.char_end - len(clause.text)
    doc = language(clause.text)
    for kind in _ROWS.keys() & doc.spans.keys():
        for span in doc.spans[kind]:
            place = {
                "quote": clause.text[span.start_char : span.end_char],
                "char_start": shift + span.start_char,
                "char_end": shift + span.end_char,
                "clause": clause.id,
                "path": clause.path,
                "page": clause.page,
                "origin": name,
            }
            try:
                yield kind, _ROWS[kind].model_validate({**(span._.values or {}), **place})
            except ValidationError as error:
                raise ValueError(f"{kind}: {error.error_count()} values cannot be") from error


def _take(rows: list[Any], row: Fact, name: str) -> None:
    """Add a row, or doubt the one that stands at its place and says something else."""
    at = next(
        (i for i, r in enumerate(rows) if (r.char_start, r.char_end) == (row.char_start, row.char_end)), None
    )
    if at is None:
        rows.append(row)
        return
    said = row.model_fields_set - _PLACE
    if any(getattr(row, field) != getattr(rows[at], field) for field in said):
        rows[at] = rows[at].model_copy(update={"doubts": (*rows[at].doubts, f"{name}_differs")})
