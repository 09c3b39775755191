"""The checked-in JSON Schema is current, valid, and says what every field means."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.job import parse_source
from ingest.read.sources import read_declaration
from schema.document import Gazette, Source
from schema.json_schema import PATH, json_schema, render

SCHEMA = json_schema()
DEFINITIONS: dict[str, dict[str, Any]] = {"Gazette": SCHEMA, **SCHEMA["$defs"]}
EMPTY = Gazette(
    source=Source(id="0", path="x.txt", media_type="text/plain", bytes=0, parser_version="0")
).model_dump(mode="json")


def test_the_file_is_current() -> None:
    assert PATH.read_text("utf-8") == render(), "run: make docs"


@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_field_is_required_and_closed(name: str) -> None:
    definition = DEFINITIONS[name]
    assert definition["required"] == list(definition["properties"])
    assert definition["additionalProperties"] is False


def test_it_is_a_valid_schema_and_an_empty_source_satisfies_it() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(EMPTY)))


def test_what_is_parsed_satisfies_it() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    path = Path(__file__).parents[2] / "corpus/nantong/nantong-2022-06.txt"
    printed = parse_source(path, read_declaration(path)).model_dump_json()
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(printed))


def test_a_missing_and_an_unknown_field_are_refused() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert not validator.is_valid({key: value for key, value in EMPTY.items() if key != "issue"})
    assert not validator.is_valid({**EMPTY, "extra": 1})
