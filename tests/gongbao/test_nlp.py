"""What gongbao reads, as a spaCy pipeline."""

from __future__ import annotations

import doctest
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.tokens import DocBin

from gongbao.nlp import FACTORY, docs, nlp
from parsers.facts.kinds import KINDS
from schema.document import Gazette
from schema.facts import Deadline

TEXT = "市水利局牵头，2025年底前改造水厂2座。"


def test_the_examples_of_the_page_run() -> None:
    page = Path(__file__).parents[2] / "docs/spacy.md"
    blocks = re.findall(r"```pycon\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    examples = doctest.DocTestParser().get_doctest("".join(blocks), {}, page.name, str(page), 0)
    failed, tried = doctest.DocTestRunner().run(examples)
    assert (failed, tried > 5) == (0, True)


def test_every_kind_is_a_component_that_marks_its_spans() -> None:
    assert nlp().pipe_names == [kind.name for kind in KINDS]
    doc = nlp()(TEXT)
    (span,) = doc.spans["deadlines"]
    assert span.text == "2025年底前"
    assert isinstance(span._.row, Deadline)
    assert span._.row.due == "2025-12-31"


def test_a_component_can_be_left_out_or_taken_alone() -> None:
    with nlp().select_pipes(disable=["deadlines"]):
        assert "deadlines" not in nlp()(TEXT).spans
    alone = spacy.blank("zh")
    alone.add_pipe(FACTORY.format("deadlines"))  # found by its entry point, whatever is imported
    doc = alone(TEXT)
    assert [span.text for span in doc.spans["deadlines"]] == ["2025年底前"]


@pytest.mark.parametrize(
    "text", [TEXT, "", " \n", "建成5G基站300个 ABC", "每年3月15日前，自发布之日起20个工作日内"]
)
def test_the_lexer_loses_nothing(text: str) -> None:
    assert nlp().make_doc(text).text == text


def test_dates_and_lengths_are_tokens() -> None:
    words = [token.text for token in nlp().make_doc("2025年6月底前，自发布之日起20个工作日内办结。")]
    assert {"2025年6月底", "20个工作日"} <= set(words)


def test_whole_documents_are_drawn_and_kept(parsed: Callable[[str], Gazette]) -> None:
    gazette = parsed("corpus/nantong/nantong-2022-06.txt")
    made = list(docs(gazette))
    assert [doc.text for doc in made] == [p.document.text for p in gazette.documents]
    for doc, of in zip(made, gazette.documents, strict=True):
        assert len(doc.spans["deadlines"]) == len(of.deadlines)
        for span in doc.spans["deadlines"]:
            assert span._.row.quote in span.text
    drawn = displacy.render(made[1], style="span", options={"spans_key": "deadlines"}, page=True)
    assert "deadlines" in drawn
    kept = DocBin(docs=[spacy.blank("zh").make_doc("")]).to_bytes()
    assert DocBin().from_bytes(kept)
