"""What the baselines share: gongbao's clauses, other people's facts, our JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ingest.job import parse_source
from ingest.read.sources import read_declaration

Facts = Iterator[tuple[str, dict[str, Any]]]
"""The list that a fact belongs to, and its values, with `start` and `end` in the text of the clause."""

EMPTY = ("units", "deadlines", "targets", "citations")


def run(find: Callable[[str], Facts]) -> None:
    """Read the files of the command line, and write what `find` reads in each clause beside our clauses."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.to.mkdir(parents=True, exist_ok=True)
    for path in arguments.files:
        gazette = parse_source(path, read_declaration(path)).model_dump(mode="json")
        for parsed in gazette["documents"]:
            parsed.update({name: [] for name in EMPTY})
            for clause in parsed["clauses"]:
                for name, values in find(clause["text"]):
                    parsed[name].append(_placed(values, clause))
        (arguments.to / f"{path.stem}.json").write_text(json.dumps(gazette, ensure_ascii=False), "utf-8")


def _placed(values: dict[str, Any], clause: dict[str, Any]) -> dict[str, Any]:
    shift = clause["char_end"] - len(clause["text"])
    start, end = values.pop("start"), values.pop("end")
    place = {"char_start": shift + start, "char_end": shift + end, "quote": clause["text"][start:end]}
    return {**values, **place, "clause": clause["id"], "path": clause["path"]}
