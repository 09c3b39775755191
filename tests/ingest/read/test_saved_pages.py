"""Whole pages of invented sites, each in a template of its own, beside what a reader of the page would write down."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ingest.job import parse_source
from ingest.read.html.reader import read_html
from parsers.facts.accounting import unaccounted
from schema.document import Gazette
from schema.source import Declaration

PAGES = Path(__file__).parents[2] / "fixtures" / "html" / "pages"
HEADS = ("title", "doc_number", "issuer", "issued_on", "effective_until", "addressees")


def expected_of(name: str) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    return expected


def read_page(name: str, expected: Mapping[str, Any], folder: Path) -> tuple[Gazette, bytes]:
    data = (PAGES / f"{name}.html").read_text("utf-8").encode(expected.get("encoding", "utf-8"))
    path = folder / f"{name}.html"
    path.write_bytes(data)
    return parse_source(path, Declaration()), data


def seen(gazette: Gazette, source: str, expected: Mapping[str, Any]) -> dict[str, Any]:
    """What was read, in the words of the file of expectations; of what is only listed in part, the part."""
    parsed = gazette.documents
    first = parsed[0].document if parsed else None
    found: dict[str, Any] = {name: getattr(first, name) for name in HEADS if name in expected}
    if "addressees" in found:
        found["addressees"] = [*found["addressees"]]
    text = "\n".join(p.document.text for p in parsed)
    tables = [table for p in parsed for table in p.tables]
    clauses = [clause for p in parsed for clause in p.clauses]
    in_clauses = "".join(clause.text for clause in clauses if clause.kind != "note")
    said = (first.metadata if first else None) or {}
    names = {
        name: "".join(source[slice(*d.source)] for d in gazette.discards if d.name == name)
        for name in expected.get("discards", ())
    }
    answers: dict[str, Any] = {
        "documents": [[p.document.role, p.document.title] for p in parsed] or None,
        "clauses": [c.path for c in clauses if c.label and c.kind not in ("paragraph", "note")],
        "tables": [[len(t.cells), max(map(len, t.cells))] for t in tables],
        "annexes": list(first.annexes or ()) if first else [],
        "target_kinds": sorted({t.kind for p in parsed for t in p.targets}),
        "appointments": [[a.person, a.action] for p in parsed for a in p.appointments],
        "doubts": sorted(d.code for d in gazette.diagnostics if d.severity != "info"),
        "units": [n for n in expected.get("units", ()) if n in {d.name for p in parsed for d in p.units}],
        "metadata": {label: said.get(label) for label in expected.get("metadata", ())},
        "discards": {name: [w for w in words if w in names[name]] for name, words in expected.get("discards", {}).items()},
        "present": [words for words in expected.get("present", ()) if words in text],
    }  # fmt: skip
    found |= {name: value for name, value in answers.items() if name in expected}
    return found | {name: [] for name in ("absent", "not_in_clauses") if name in expected} | {
        name: [words for words in expected[name] if words in where]
        for name, where in (("absent", text), ("not_in_clauses", in_clauses)) if name in expected
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.json")))
def test_a_page_of_a_site_is_read_as_a_reader_sees_it(name: str, tmp_path: Path) -> None:
    expected = expected_of(name)
    gazette, data = read_page(name, expected, tmp_path)
    source = read_html(data).source
    told = {diagnostic.code for diagnostic in gazette.diagnostics}
    assert set(expected.pop("doubts_include", ())) <= told
    expected.pop("encoding", None)
    wanted = expected | {key: [] for key in ("absent", "not_in_clauses") if key in expected}
    assert seen(gazette, source, expected) == wanted
    assert unaccounted(gazette, source) == []
