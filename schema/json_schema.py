"""The JSON Schema of what `gongbao parse` prints and pages answer, made from the row types; checked in beside this module."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from schema.answers.objects import ANSWERS
from schema.document import SCHEMA_VERSION, Gazette

PATH = Path(__file__).with_name("gazette.schema.json")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema (JSON Schema 2020-12) of a gazette; what pages answer besides stands in its `$defs`.

    Every field is always printed, null where unknown, so all are required.
    """
    schema = Gazette.model_json_schema(mode="serialization")
    _, answered = models_json_schema([(answer, "serialization") for answer in ANSWERS])
    schema["$defs"] = dict(sorted({**answered["$defs"], **schema["$defs"]}.items()))
    for definition in (schema, *schema["$defs"].values()):
        title, description = definition["title"], definition["description"]
        definition["description"] = description.removeprefix(f"{title}：")
        definition["required"] = list(definition["properties"])
        for field in definition["properties"].values():
            field.pop("default", None)
    schema["properties"]["schema_version"]["const"] = SCHEMA_VERSION
    return {"$schema": DIALECT, "$id": f"urn:gongbao:gazette:{SCHEMA_VERSION}", **schema}


def render() -> str:
    """The schema as the text of its file."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
