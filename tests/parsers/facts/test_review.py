"""Whether a sentence looks back is weighed: each sign has two examples that it alone decides."""

import pytest

from parsers.facts.targets.review import in_review
from parsers.language.names.context import Context
from parsers.layout.evidence import signs as table
from parsers.layout.evidence.signs import Sign, signs

BACK, AHEAD = ("一、工作回顾",), ("二、重点任务",)

# sign: sentence, headings, kind of document, title, whether the sentence before looks back, whether its date is past
EXAMPLES = {
    "report": [
        ("确保供水稳定。", AHEAD, None, "2031年临江市统计公报", False, None),
        ("绿道长60公里。", (), None, "临江市水质监测报告", False, None),
    ],
    "norm": [
        ("截至2031年的泊位，按50个计。", (), "办法", "绿道办法", False, None),
        ("已建成的50个泊位免费开放。", BACK, "条例", "泊位条例", False, None),
    ],
    "coming": [
        ("2035年以来建成绿道60公里。", (), "规划", "绿道规划", False, False),
        ("2035年绿道60公里。", BACK, "规划", "绿道规划", False, False),
    ],
    "past": [
        ("2028年，绿道60公里。", (), "规划", "绿道规划", False, True),
        ("2028年，开通公交5条。", AHEAD, "规划", "绿道规划", False, True),
    ],
    "told": [
        ("截至目前，绿道60公里。", (), "规划", "绿道规划", False, None),
        ("累计建成绿道60公里。", (), "规划", "绿道规划", False, None),
    ],
    "aimed": [
        ("在已建成60公里的基础上，力争再建20公里。", (), "规划", "绿道规划", False, None),
        ("到2035年，在已建成60公里的基础上再建20公里。", AHEAD, "规划", "绿道规划", False, None),
    ],
    "headed_back": [
        ("新建绿道60公里。", BACK, "规划", "绿道规划", False, None),
        ("开通公交5条。", ("三、发展现状",), "报告", "工作报告", False, None),
    ],
    "headed_ahead": [
        ("新建绿道60公里。", AHEAD, "规划", "绿道规划", True, None),
        ("开通公交5条。", ("下一步目标",), "报告", "工作报告", True, None),
    ],
    "before": [
        ("新建绿道60公里。", (), "规划", "绿道规划", True, None),
        ("开通公交5条。", (), "报告", "工作报告", True, None),
    ],
    "turns": [
        ("今后新建绿道60公里。", (), "规划", "绿道规划", True, None),
        ("确保开通公交5条。", (), "报告", "工作报告", True, None),
    ],
}


def looks_back(example: tuple) -> bool:
    sentence, headings, doc_type, title, reviewing, past = example
    context = Context(title=title, doc_type=doc_type, issued_on="2030-01-01", headings=headings)
    return in_review(sentence, context, reviewing, past).holds


@pytest.mark.parametrize("name", [name for name in signs()["review"] if name != "need"])
def test_two_examples_turn_without_a_sign(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [looks_back(example) for example in EXAMPLES[name]]
    old = signs()["review"][name]
    changed = {**signs(), "review": {**signs()["review"], name: Sign(old.decision, old.name, 0, old.says)}}
    monkeypatch.setattr(table, "signs", lambda: changed)
    after = [looks_back(example) for example in EXAMPLES[name]]
    assert len(before) > 1
    assert [one != other for one, other in zip(before, after, strict=True)] == [True] * len(before)
    assert set(before) == {old.weight > 0}
