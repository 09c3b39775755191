"""People and events wherever they stand: each invented text of the fixture and every row that it must give, no other.

A row is written `date|person|action|organisation|position`, `body|role|person|post` or `start|end|words|people`.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.read.text_reader import read_text
from parsers.facts.gazette import parse_reading
from schema.document import Source
from schema.source import Declaration

CASES = json.loads(
    (Path(__file__).parents[4] / "parsers/facts/people/fixtures/people/people.json").read_text("utf-8")
)


def rows_of(text: str) -> dict[str, list[str]]:
    source = Source(id="0" * 64, path="x.txt", media_type="text/plain", bytes=0, parser_version="0")
    documents = parse_reading(read_text(text), Declaration(), source).documents
    rows: dict[str, list[tuple[str | None, ...]]] = {
        "appointments": [
            (x.date, x.person, x.action, x.organisation, x.position)
            for d in documents
            for x in d.appointments
        ],
        "rosters": [(x.body, x.role, x.person, x.post) for d in documents for x in d.rosters],
        "events": [
            (x.start, x.end, x.text[:6], ",".join(p.name for p in x.people))
            for d in documents
            for x in d.events
        ],
    }
    return {kind: ["|".join(value or "" for value in row) for row in found] for kind, found in rows.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_the_rows_of_a_text(case: dict[str, Any]) -> None:
    found = rows_of(case["text"])
    assert {kind: rows for kind, rows in found.items() if rows} == {
        kind: rows for kind, rows in case.items() if kind != "text"
    }
