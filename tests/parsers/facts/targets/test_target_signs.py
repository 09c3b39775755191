"""Each sign that weighs in a number's kind decides two examples: without it they are of another kind."""

import json
from pathlib import Path

import pytest

from parsers.facts.targets import kinds
from parsers.facts.targets.targets import find_targets
from parsers.language.names.context import Context

EXAMPLES = json.loads(
    (Path(__file__).parents[4] / "parsers/facts/targets/fixtures/signs.json").read_text("utf-8")
)


def kind(example):
    given = {name: example[name] for name in ("lead_in",) if name in example}
    context = Context(
        title="某市文化工作文件",
        doc_type=example.get("doc_type", "意见"),
        issued_on="2021-03-05",
        headings=tuple(example.get("headings", ())),
        **given,
    )
    return next(row.kind for row in find_targets(example["text"], context) if row.quote == example["quote"])


@pytest.mark.parametrize("sign", kinds.SIGNS, ids=lambda sign: sign.name)
def test_two_examples_flip_without_a_sign(sign, monkeypatch):
    examples = EXAMPLES[sign.name]
    assert len(examples) >= 2
    assert [kind(example) for example in examples] == [example["kind"] for example in examples]
    monkeypatch.setattr(kinds, "SIGNS", [other for other in kinds.SIGNS if other is not sign])
    for example in examples:
        assert kind(example) != sign.kind, example["text"]


def test_no_examples_of_a_sign_that_is_none():
    assert set(EXAMPLES) == {sign.name for sign in kinds.SIGNS}
