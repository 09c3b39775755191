"""The seam for people who bring models: what gongbao reads as a spaCy pipeline. Parsing does not need it.

`nlp()` cuts a clause with our lexer, and has a component for every kind of fact. A component sets a span group named
after its kind (`doc.spans["deadlines"]`); `span._.row` is the row that a span stands for. `docs()` gives whole parsed
documents with all their facts as span groups, which displaCy draws and `DocBin` keeps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import spacy
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from parsers.facts.kinds import KINDS, Kind
from parsers.language.grammar.lexer import lex
from parsers.language.names.context import Context
from schema.base import Row
from schema.document import Gazette, ParsedDocument

TOKENIZER = "gongbao.lexer.v1"
FACTORY = "gongbao_{}"
"""What the component of a kind is called: `gongbao_deadlines`."""

_WORD = re.compile(r"[A-Za-z0-9.%]+|\s+|.", re.DOTALL)
_ROWS = "gongbao_rows"


def _row_of(span: Span) -> Row | None:
    rows: dict[tuple[str, int, int], Row] = span.doc.user_data.get(_ROWS, {})
    return rows.get((span.label_, span.start_char, span.end_char))


Doc.set_extension("context", default=Context(), force=True)
Span.set_extension("row", getter=_row_of, force=True)


class Lexer:
    """Our lexer as a tokenizer: dates, lengths and intervals are tokens, so are Latin words; else each character is."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The text cut into tokens; put together again they are the text."""
        words, at = [], 0
        for token in lex(text):
            words += _WORD.findall(text[at : token.start])
            words.append(text[token.start : token.end])
            at = token.end
        words += _WORD.findall(text[at:])
        return Doc(self.vocab, words=words, spaces=[False] * len(words))

    def to_disk(self, path: object, **_: object) -> None:
        """There is nothing to keep: the lexer comes with the program."""

    from_disk = to_disk

    def to_bytes(self, **_: object) -> bytes:
        """There is nothing to keep."""
        return b""

    def from_bytes(self, data: bytes, **_: object) -> Lexer:
        """The lexer as it is."""
        return self


@util.registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def make_lexer() -> Callable[[Language], Lexer]:
    """The tokenizer as a configuration names it."""
    return lambda nlp: Lexer(nlp.vocab)


class FactComponent:
    """Runs the finder of one kind on a doc and marks what it finds as spans."""

    def __init__(self, kind: Kind[Any]) -> None:
        self.kind = kind

    def __call__(self, doc: Doc) -> Doc:
        """The doc with the span group of this kind."""
        mark(doc, self.kind.name, self.kind.find(doc.text, doc._.context))
        return doc


def mark(doc: Doc, kind: str, rows: Iterable[Any]) -> None:
    """Set the span group of a kind: a span for each row that has a range of the text."""
    spans = []
    for row in rows:
        span = doc.char_span(row.char_start, row.char_end, label=kind, alignment_mode="expand")
        if span is not None:
            doc.user_data.setdefault(_ROWS, {})[kind, span.start_char, span.end_char] = row
            spans.append(span)
    doc.spans[kind] = spans


def _register(kind: Kind[Any]) -> None:
    """Make a kind's component known to spaCy. Its entry point `spacy_factories` imports this module for any pipeline."""
    Language.factory(FACTORY.format(kind.name), func=lambda nlp, name: FactComponent(kind))


for _kind in KINDS:
    _register(_kind)


@cache
def nlp() -> Language:
    """The pipeline, made once: our lexer, and a component for every kind of fact."""
    language = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    for kind in KINDS:
        language.add_pipe(FACTORY.format(kind.name), name=kind.name)
    return language


def docs(gazette: Gazette) -> Iterator[Doc]:
    """A doc for each document of a gazette: its text, a span group for its clauses and for each kind of fact."""
    for parsed in gazette.documents:
        yield doc_of(parsed)


def doc_of(parsed: ParsedDocument) -> Doc:
    """A parsed document as a doc."""
    doc = nlp().make_doc(parsed.document.text)
    mark(doc, "clauses", parsed.clauses)
    for name in (*(kind.name for kind in KINDS), "tables"):
        mark(doc, name, getattr(parsed, name))
    return doc
