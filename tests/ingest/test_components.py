"""Components of others: their spans become rows with their name, or doubts about ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from ingest.components import with_components
from ingest.job import parse_source
from ingest.read.sources import read_declaration
from schema.document import Gazette
from schema.errors import ComponentError, SourceError

TEXT = "临江市人民政府关于加强绿道管理的意见\n一、2032年6月底前建成绿道30公里，设驿站5座。\n二、加强养护。\n"


@Language.component("second_reader")
def second_reader(doc: Doc) -> Doc:
    """Says of every 公里 that it is a baseline, finds 养护 as a time limit, and fails where it reads 失败."""
    if "失败" in doc.text:
        raise RuntimeError("no")
    groups = {
        "targets": ("30公里", {"indicator": "绿道", "comparator": "=", "kind": "baseline"}),
        "deadlines": ("养护", {"text": "养护", "kind": "recurring"}),
    }
    for group, (words, values) in groups.items():
        at = doc.text.find(words)
        spans = [doc.char_span(at, at + len(words))] if at >= 0 else []
        for span in spans:
            span._.values = values
        doc.spans[group] = spans
    return doc


def gazette(tmp_path: Path, text: str = TEXT) -> Gazette:
    (tmp_path / "notice.txt").write_text(text, "utf-8")
    (tmp_path / "sources.toml").write_text('components = ["second_reader"]\n', "utf-8")
    return parse_source(tmp_path / "notice.txt", read_declaration(tmp_path / "notice.txt"))


def test_a_second_reader_doubts_what_it_reads_otherwise_and_adds_what_is_new(tmp_path: Path) -> None:
    (document,) = gazette(tmp_path).documents
    doubted = {target.quote: target.doubts for target in document.targets}
    assert doubted["30公里"] == ("second_reader_differs",)
    assert doubted["5座"] == ()
    added = [limit for limit in document.deadlines if limit.origin == "second_reader"]
    assert [(limit.quote, limit.kind, limit.path) for limit in added] == [("养护", "recurring", "二")]
    assert all(document.document.text[row.char_start : row.char_end] == row.quote for row in added)
    assert added[0].id.startswith("deadlines:")


def test_a_component_that_fails_costs_that_clause_its_rows(tmp_path: Path) -> None:
    found = gazette(tmp_path, TEXT + "三、失败的养护。\n")
    (doubt,) = (d for d in found.diagnostics if d.code == "component_failed")
    assert "second_reader" in doubt.message
    (document,) = found.documents
    assert [limit.path for limit in document.deadlines if limit.origin == "second_reader"] == ["二"]


def test_a_name_that_nothing_has_is_said(tmp_path: Path) -> None:
    read = gazette(tmp_path)
    with pytest.raises(ComponentError, match="nobody_has_this"):
        with_components(read, ["nobody_has_this"])
    (tmp_path / "sources.toml").write_text('components = ["nobody_has_this"]\n', "utf-8")
    with pytest.raises(SourceError, match=r"nobody_has_this is installed; .*sources\.toml"):
        parse_source(tmp_path / "notice.txt", read_declaration(tmp_path / "notice.txt"))


def test_values_that_cannot_be_are_a_doubt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @Language.component("careless")
    def careless(doc: Doc) -> Doc:
        span = doc[0:1]
        span._.values = {"kind": "viel"}
        doc.spans["deadlines"] = [span]
        return doc

    read = with_components(gazette(tmp_path), ["careless"])
    assert {d.code for d in read.diagnostics} >= {"component_failed"}
    assert all(limit.origin != "careless" for d in read.documents for limit in d.deadlines)
