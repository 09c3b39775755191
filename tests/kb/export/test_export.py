"""What went into the database comes out of it."""

from __future__ import annotations

from pathlib import Path

from handmade import make_decision, make_issue

from ingest.load.load import load
from kb.database import open_database
from kb.export import read_gazettes
from parsers.facts.identity import with_all_ids
from schema.document import Gazette


def exported(gazettes: list[Gazette], path: Path) -> list[Gazette]:
    load(gazettes, path)
    connection = open_database(path)
    read = list(read_gazettes(connection))
    connection.close()
    return read


def without_links(gazette: Gazette) -> dict[str, object]:
    """The gazette without what loading adds: contents line → document, citation → document and clause."""
    values = gazette.model_dump()
    for line in values["issue"]["contents"] if values["issue"] else ():
        line["document"] = None
    for document in values["documents"]:
        for citation in document["citations"]:
            citation["cited_document"] = None
        for cited in document["clause_citations"]:
            cited["cited_document"] = cited["cited_clause"] = None
    return values


def test_a_gazette_comes_back_as_it_was(gazettes: list[Gazette], tmp_path: Path) -> None:
    read = exported(gazettes, tmp_path / "kb.db")
    assert [without_links(gazette) for gazette in read] == [
        without_links(with_all_ids(gazette)) for gazette in gazettes
    ]


def test_links_are_added(gazettes: list[Gazette], tmp_path: Path) -> None:
    first, _, decision = exported(gazettes, tmp_path / "kb.db")
    assert first.issue
    assert first.issue.contents[0].document == first.documents[0].document.id
    assert decision.documents[0].citations[0].cited_document
    assert decision.documents[0].clause_citations[0].cited_clause


def test_what_is_exported_loads_to_the_same(gazettes: list[Gazette], tmp_path: Path) -> None:
    once = exported(gazettes, tmp_path / "one.db")
    assert exported(once, tmp_path / "two.db") == once


def test_another_edition_is_named_without_documents(tmp_path: Path) -> None:
    text, pdf = make_issue(6, sha="a" * 64), make_issue(6, sha="e" * 64, pages=56)
    first, second = exported([text, pdf, make_decision()], tmp_path / "kb.db")[::2]
    assert (first.source.id, first.source.edition_of) == ("e" * 64, None)
    assert (second.source.edition_of, second.documents) == ("e" * 64, ())


def test_another_edition_is_still_one_after_loading_again(tmp_path: Path) -> None:
    once = exported([make_issue(6, sha="a" * 64), make_issue(6, sha="e" * 64, pages=56)], tmp_path / "one.db")
    assert exported(once, tmp_path / "two.db") == once
