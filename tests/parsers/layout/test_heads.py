"""Heads and signatures in their many forms: each text of the fixture and the fields that it must give."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.read.text_reader import read_text
from parsers.facts.gazette import parse_reading
from schema.document import Source
from schema.source import Declaration

CASES = json.loads((Path(__file__).parents[2] / "fixtures/heads/heads.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_the_fields_of_a_head(case: dict[str, Any]) -> None:
    source = Source(id="0" * 64, path="x.txt", media_type="text/plain", bytes=0, parser_version="0")
    (parsed,) = parse_reading(read_text(case["text"]), Declaration(), source).documents
    fields = parsed.document.model_dump(mode="json")
    assert {name: fields[name] for name in case if name != "text"} == {
        name: value for name, value in case.items() if name != "text"
    }
