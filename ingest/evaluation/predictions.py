"""Predictions: what `gongbao parse` printed, or a source parsed here and now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.read.sources import read_declaration
from schema.errors import SourceError


class PredictionError(SourceError):
    """A JSON file is no prediction: print it with `gongbao parse`."""

    def __init__(self, path: Path, cause: str):
        super().__init__(path, cause, "give what “gongbao parse” prints, or a source")


@dataclass(frozen=True, slots=True)
class Prediction:
    """One parsed source and the name of its file."""

    file: str
    data: Mapping[str, Any]

    @property
    def documents(self) -> list[Mapping[str, Any]]:
        """The parsed documents."""
        return list(self.data["documents"])

    @property
    def issue(self) -> Mapping[str, Any]:
        """The parsed issue; empty for a document on its own."""
        return self.data.get("issue") or {}


def read_prediction(path: Path) -> Prediction:
    """Read a prediction file; any other file is a source, and is parsed."""
    if path.suffix.lower() != ".json":
        return Prediction(path.name, parse(path))
    try:
        data = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise PredictionError(path, f"not JSON ({error})") from error
    if not isinstance(data, dict) or "documents" not in data:
        raise PredictionError(path, "no “documents” in it")
    return Prediction(path.name, data)


def parse(path: Path) -> Mapping[str, Any]:
    """Parse a source file into plain values; the parsers are imported only now."""
    from ingest.job import parse_source

    return parse_source(path, read_declaration(path)).model_dump(mode="json")
