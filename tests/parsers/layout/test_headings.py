"""A clause's heading: the words up to the first 。 when they read as a title."""

from __future__ import annotations

import pytest

from parsers.language.labels import match_label
from parsers.layout.tree.headings import split_heading, split_item_heading


def heading(text: str, leads: bool = False) -> tuple[str | None, str]:
    label = match_label(text)
    assert label is not None
    found, start = split_heading(text, label, leads)
    return found, text[start:]


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("（一）指导思想。坚持节水优先。", "指导思想", "坚持节水优先。"),
        (
            "一、实行首长负责制，全面推进水污染防治。各级政府要加强领导。",
            "实行首长负责制，全面推进水污染防治",
            "各级政府要加强领导。",
        ),
        ("1.支持落户（含增资）。给予奖励。", "支持落户（含增资）", "给予奖励。"),
        ("2.本意见自印发之日起施行。有效期5年。", None, "本意见自印发之日起施行。有效期5年。"),
        ("3.各区应当设立仓库。仓库由镇管理。", None, "各区应当设立仓库。仓库由镇管理。"),
        (
            "4.到2025年，建成泵站3座，改造管网20公里。资金由市级承担。",
            None,
            "到2025年，建成泵站3座，改造管网20公里。资金由市级承担。",
        ),
        ("5.根据条例制定细则。报市政府备案。", None, "根据条例制定细则。报市政府备案。"),
        ("6.各区要切实加强领导。市水务局督查。", None, "各区要切实加强领导。市水务局督查。"),
        ("7.强化要素保障。优先供地。", "强化要素保障", "优先供地。"),
        ("8.请贵厅予以支持。联系人另告。", None, "请贵厅予以支持。联系人另告。"),
        ("第五条 建设。应当符合规划。", None, "建设。应当符合规划。"),
        ("专栏一：重点工程", "重点工程", ""),
        ("一、废止《城市供水条例》（1992年公布）", None, "废止《城市供水条例》（1992年公布）"),
    ],
)
def test_run_in_headings(text: str, found: str | None, rest: str) -> None:
    assert heading(text) == (found, rest)


def test_a_heading_alone_has_something_under_it_or_is_one_phrase() -> None:
    assert heading("一、总体要求") == ("总体要求", "")
    assert heading("一、加强管理，落实责任", leads=True) == ("加强管理，落实责任", "")
    assert heading("一、加强管理，落实责任") == (None, "加强管理，落实责任")
    assert heading("一、备齐下列材料：", leads=True) == (None, "备齐下列材料：")


@pytest.mark.parametrize(
    ("text", "leads", "found"),
    [
        ("（一）初审。镇街收到申请后初审。", False, "初审"),
        ("（二）申请人提交身份证明和户口簿。逾期不候。", False, None),
        ("（三）公示。", False, None),
        ("（三）公示。", True, None),
        ("（四）公共服务设施", True, "公共服务设施"),
        ("（四）公共服务设施", False, None),
    ],
)
def test_items_under_an_article(text: str, leads: bool, found: str | None) -> None:
    label = match_label(text)
    assert label is not None
    assert split_item_heading(text, label, leads)[0] == found
