"""The kinds of facts as spaCy components."""

from gongbao.nlp import nlp
from parsers.facts.kinds import KINDS

TEXT = "2025年底前，改造水厂2座。"


def test_every_kind_is_a_component_that_marks_its_spans() -> None:
    assert nlp().pipe_names == [kind.name for kind in KINDS]
    doc = nlp()(TEXT)
    assert [span.text for span in doc.spans["deadlines"]] == ["2025年底前"]


def test_a_component_can_be_left_out() -> None:
    with nlp().select_pipes(disable=["deadlines"]):
        assert "deadlines" not in nlp()(TEXT)._.facts
