"""The table of signs: every sign has two examples that it alone decides, and a verdict says what it rests on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.layout.evidence import signs as table
from parsers.layout.evidence.signs import Sign, Verdict, signs, weigh
from parsers.layout.tree.headings import heading_verdict

JUDGES: dict[str, Callable[[str], Verdict]] = {"heading": heading_verdict}
EXAMPLES: dict[tuple[str, str], list[str]] = {
    ("heading", "phrase"): ["加强巡查", "绿道养护"],
    ("heading", "parallel"): [
        "加强管理，统筹推进，分步实施，注重实效",
        "政府主导，部门协作，社会参与",
    ],
    ("heading", "clauses"): [
        "沿岸各村，一律清淤，清出来的淤泥运到山前",
        "船户先登记，再停泊在指定位置，按期缴费",
    ],
    ("heading", "modal"): ["汛期还须增派人员值守", "泊位应当公示"],
    ("heading", "rule"): ["原第五条改为第六条", "绿道是指供人步行的道路"],
    ("heading", "opening"): ["对规上企业给予奖励", "自公布之日起施行"],
    ("heading", "dated"): ["2032年5月底前拟定绿道养护标准", "每月公示一次结果"],
    ("heading", "actor"): ["市财务部门每月上报资金使用情况", "用户已经缴费"],
    ("heading", "amount"): ["雨水利用率达到30%以上", "泊位间距在20米以内"],
    ("heading", "cites"): ["废止《临江市绿道办法》", "《临江市养犬规定》（2017年修订）"],
}


def without(decision: str, name: str) -> dict[str, dict[str, Sign]]:
    changed = {key: dict(group) for key, group in signs().items()}
    old = changed[decision][name]
    changed[decision][name] = Sign(old.decision, old.name, 0, old.says)
    return changed


@pytest.mark.parametrize(
    ("decision", "name"), [(d, name) for d, group in signs().items() for name in group if name != "need"]
)
def test_a_sign_decides_two_examples(decision: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = EXAMPLES[decision, name]
    before = [JUDGES[decision](example).holds for example in examples]
    changed = without(decision, name)
    monkeypatch.setattr(table, "signs", lambda: changed)
    after = [JUDGES[decision](example).holds for example in examples]
    assert [one != other for one, other in zip(before, after, strict=True)] == [True] * len(examples)
    assert len(examples) > 1


def test_a_verdict_names_the_strongest_sign_first() -> None:
    assert weigh("heading", {"phrase": True, "modal": True}).lines() == [
        "-2.0 有应当、不得、须等词",
        "+1.0 标点之前是一个短语",
    ]


def test_a_verdict_near_its_need_is_close() -> None:
    assert weigh("heading", {"phrase": True}).is_close
    assert not weigh("heading", {"phrase": True, "modal": True}).is_close
