"""The kinds of facts as components of a spaCy pipeline, for people who bring models of their own.

Parsing does not need it. A component sets a span group named after its kind (`doc.spans["deadlines"]`) and keeps the
rows in `doc._.facts`; it can be disabled, replaced or added by name, and displaCy draws the groups.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from parsers.facts.kinds import KINDS, Kind
from parsers.language.names.context import Context

Doc.set_extension("context", default=Context(), force=True)
Doc.set_extension("facts", default=None, force=True)


class FactComponent:
    """Runs the finder of one kind on a doc and marks what it finds as spans."""

    def __init__(self, kind: Kind[Any]) -> None:
        self.kind = kind

    def __call__(self, doc: Doc) -> Doc:
        """The doc with the span group and the rows of this kind."""
        rows, name = self.kind.find(doc.text, doc._.context), self.kind.name
        spans = (
            doc.char_span(row.char_start, row.char_end, label=name, alignment_mode="expand") for row in rows
        )
        doc.spans[name] = [span for span in spans if span is not None]
        doc._.facts = {**(doc._.facts or {}), name: rows}
        return doc


def _register(kind: Kind[Any]) -> None:
    Language.factory(kind.name, func=lambda nlp, name: FactComponent(kind))


for _kind in KINDS:
    _register(_kind)


@cache
def nlp() -> Language:
    """The pipeline with a component for every kind of fact, made once; it cuts by character."""
    language = spacy.blank("zh")
    for kind in KINDS:
        language.add_pipe(kind.name)
    return language
