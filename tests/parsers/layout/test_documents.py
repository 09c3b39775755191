"""Documents, their roles and their heads and tails: fixture pairs.

A fixture is `<case>.txt`, a whole source, and `<case>.json`: its documents in order with any fields of
`Document`, the paths of its clauses (paragraphs of a path once), names in its lists, counts of its blocks; and
the codes of all diagnostics.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.read.text_reader import read_text
from parsers.facts.accounting import unaccounted
from parsers.facts.gazette import parse_reading
from schema.document import Gazette, ParsedDocument, Source
from schema.source import Declaration

FIXTURES = Path(__file__).parents[2] / "fixtures" / "documents"
CASES = sorted(path.stem for path in FIXTURES.glob("*.txt"))


def parse(text: str, declaration: Declaration | None = None) -> Gazette:
    source = Source(id="0" * 64, path="x.txt", media_type="text/plain", bytes=0, parser_version="0")
    return parse_reading(read_text(text), declaration or Declaration(), source)


def shown(parsed: ParsedDocument, fields: list[str]) -> dict[str, Any]:
    """The fields of a document that a fixture asks for."""
    values = json.loads(parsed.document.model_dump_json())
    values["clauses"] = list(dict.fromkeys(clause.path for clause in parsed.clauses))
    values["rosters"] = [row.person for row in parsed.rosters]
    values["units"] = [row.name for row in parsed.units]
    values["targets"] = [[row.value, row.kind] for row in parsed.targets]
    values["rows"] = [[row.row, row.value, row.due] for row in parsed.targets]
    values["deadlines"] = [row.due for row in parsed.deadlines]
    values["appointments"] = [row.person for row in parsed.appointments]
    values["citations"] = [[row.title, row.doc_number] for row in parsed.citations]
    kinds = [block.kind for block in parsed.blocks]
    values["blocks"] = {"contents": kinds.count("contents")}
    return {field: values[field] for field in fields}


@pytest.mark.parametrize("case", CASES)
def test_fixture(case: str) -> None:
    text = (FIXTURES / f"{case}.txt").read_text("utf-8")
    expected = json.loads((FIXTURES / f"{case}.json").read_text("utf-8"))
    gazette = parse(text)
    assert [d.document.title for d in gazette.documents] == [d["title"] for d in expected["documents"]]
    found = [
        shown(parsed, list(wanted))
        for parsed, wanted in zip(gazette.documents, expected["documents"], strict=True)
    ]
    assert found == expected["documents"]
    doubts = [
        d.code for d in gazette.diagnostics if not d.code.startswith("unknown_")
    ]  # the places are made up
    assert doubts == expected["diagnostics"]
    assert unaccounted(gazette, text) == []


def test_a_text_that_is_no_document_is_kept_but_says_nothing() -> None:
    gazette = parse("河边有人吹笛\n风停了\n")
    assert gazette.documents == ()
    assert gazette.issue is None
    assert [block.text for block in gazette.front] == ["河边有人吹笛", "风停了"]


def test_a_document_without_a_gazette_has_no_issue() -> None:
    text = (FIXTURES / "reply.txt").read_text("utf-8")
    assert parse(text, Declaration(gazette="临江市人民政府公报")).issue is None
    assert parse(text).documents[0].document.id == "临江市人民政府/2022-11-03/临政复〔2022〕30号/instrument"


def test_the_declaration_names_the_gazette_that_the_source_does_not_print() -> None:
    texts = [(FIXTURES / f"{case}.txt").read_text("utf-8") for case in ("reply", "opinion")]
    gazette = parse("".join(texts), Declaration(gazette="某市人民政府公报"))
    assert gazette.issue is not None
    assert gazette.issue.gazette == "某市人民政府公报"


def test_two_documents_alike_get_different_ids() -> None:
    text = (FIXTURES / "reply.txt").read_text("utf-8")
    ids = [d.document.id for d in parse(text + text).documents]
    assert ids == [
        "临江市人民政府/2022-11-03/临政复〔2022〕30号/instrument",
        "临江市人民政府/2022-11-03/临政复〔2022〕30号/instrument~2",
    ]
