"""The signs of rosters and appointments: each has two texts that it alone decides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.facts.people.appointments import find_appointments
from parsers.facts.people.rosters import find_roster
from parsers.language.names.context import Context
from parsers.layout.evidence import signs as table
from parsers.layout.evidence.kind import KINDS
from parsers.layout.evidence.signs import Sign, signs


def members(text: str) -> int:
    return len(find_roster(text))


def appointed(text: str) -> int:
    title, _, body = text.rpartition("|")
    return len(find_appointments(body, Context(title=title)))


JUDGES: dict[str, Callable[[str], int]] = {"roster": members, "appointment": appointed}
EXAMPLES: dict[tuple[str, str], list[str]] = {
    ("roster", "role"): ["组长：王一山\n副组长：李二水", "主任：周明\n委员：吴亮"],
    ("roster", "other"): [
        "绿道学会名单\n行政秘书长助手：郑江\n水质试验员：钱五岳",
        "人员如下：\n登记员：郑江\n记录员：钱五岳",
    ],
    ("roster", "member"): ["组长：王一山、李二水、赵三石", "顾问：周明、吴亮、郑通"],
    ("roster", "headed"): ["人员如下：\n组长：王一山", "绿道领导小组成员名单\n主任：周明"],
    ("roster", "unlisted"): ["组长：王一山、李二水、厷四川", "顾问：周明、吴亮、厷小川"],
    ("appointment", "order"): ["任命厷四川为市财政局局长。", "免去厷四川的市水利局局长职务。"],
    ("appointment", "plain"): ["王一山任市财政局局长。", "李二水兼任市水利局局长。"],
    ("appointment", "comrade"): ["厷四川同志任市财政局局长。", "厷小川同志任市水利局局长。"],
    ("appointment", "listed"): ["王一山任市财政局局长。", "李二水任市水利局局长。"],
    ("appointment", "long"): ["任命厷川协商为市财政局局长。", "任命厷水四方为市水利局局长。"],
    ("appointment", "titled"): [
        "关于厷四川任职的通知|厷四川任市财政局局长。",
        "临江市人民政府任免名单|厷小川任市水利局局长。",
    ],
    ("appointment", "session"): ["会议研究，厷四川任市财政局局长。", "经研究决定，厷小川任市水利局局长。"],
    ("appointment", "near"): [
        "王一山任市财政局局长。\n厷四川任市水利局局长。",
        "任命李二水为市财政局局长。\n厷小川任市水利局局长。",
    ],
    ("appointment", "function"): ["周在江任市财政局局长。", "马其昌任市水利局局长。"],
}


@pytest.mark.parametrize(
    ("decision", "name"),
    [(d, name) for d, group in signs().items() if d in JUDGES for name in group if name != "need"],
)
def test_a_sign_decides_two_texts(decision: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = EXAMPLES[decision, name]
    before = [JUDGES[decision](example) for example in examples]
    changed = {key: dict(group) for key, group in signs().items()}
    old = changed[decision][name]
    changed[decision][name] = Sign(old.decision, old.name, 0, old.says)
    monkeypatch.setattr(table, "signs", lambda: changed)
    after = [JUDGES[decision](example) for example in examples]
    assert [one != other for one, other in zip(before, after, strict=True)] == [True] * len(examples)
    assert len(examples) > 1


def test_every_decision_has_a_judge() -> None:
    kinds = {f"as_{kind}" for kind in KINDS}
    assert {"heading", "chronicle", "title", "document", "review", *kinds, *JUDGES} == set(signs())
