"""The table of signs: every sign has two examples that it alone decides, and a verdict says what it rests on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.layout.document_spans import split_documents
from parsers.layout.evidence import signs as table
from parsers.layout.evidence.chronicle import chronicle_regions
from parsers.layout.evidence.kind import KINDS, weigh_kinds
from parsers.layout.evidence.signs import Sign, signs, weigh
from parsers.layout.evidence.title import display_title
from parsers.layout.tree.headings import heading_verdict
from schema.source import Grid, Paragraph, Segment, Text


def is_chronicle(text: str) -> bool:
    return any(region.verdict.holds for region in chronicle_regions(text.split("\n")))


def title_of(text: str) -> str:
    """The title of some lines; # stands before a heading, | for a table."""
    lines = text.split("\n")
    blocks: list[Paragraph | Grid] = [
        Grid((), ())
        if line == "|"
        else Paragraph(Text(bare, (Segment(0, 0, len(bare)),)), level=1 if line.startswith("#") else None)
        for line in lines
        for bare in [line.lstrip("#")]
    ]
    found = display_title(blocks)
    return "".join(lines[found[0] : found[0] + found[1]]) if found else ""


def documents_of(text: str) -> str:
    """The first lines of the documents that the lines are."""
    lines = text.split("\n")
    blocks = [Paragraph(Text(line, (Segment(0, 0, len(line)),))) for line in lines]
    return " ".join(lines[span.start] for span in split_documents(blocks, []))


def kind_of(text: str) -> str:
    """What a text is read as; a first line behind # is its title, one between | a table."""
    lines = text.split("\n")
    title = lines.pop(0).lstrip("#") if text.startswith("#") else ""
    tables = [line for line in lines if line.startswith("|")]
    return weigh_kinds(title, ["" if line in tables else line for line in lines], sum(map(len, tables))).best


JUDGES: dict[str, Callable[[str], bool | str]] = {
    "heading": lambda text: heading_verdict(text).holds,
    "chronicle": is_chronicle,
    "title": title_of,
    "document": documents_of,
    **{f"as_{kind}": kind_of for kind in KINDS},
}
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
    ("chronicle", "dated"): [
        "3月5日 新桥通车。\n3月9日 水厂投产。",
        "2031年2月8日 绿道开工。\n2031年2月19日 会议召开。",
    ],
    ("chronicle", "many"): [
        "1月3日 甲桥通车。\n东岸参加。\n1月5日 乙桥通车。\n西岸参加。\n1月6日 丙桥通车。\n1月8日 竣工。\n1月9日 建站。",
        "5月3日 建县。\n县城设在河口。\n5月4日 大雨。\n5月6日 水库动工。\n5月8日 建站。\n5月9日 通电。\n全县通电三村。",
    ],
    ("chronicle", "named"): [
        "临江市大事记\n1月3日 甲桥通车。\n东岸各村参加。\n1月5日 乙桥通车。\n西岸各村参加。",
        "政务要事\n5月3日 建县。\n县城设在河口。\n5月4日 大雨。\n河水上涨。",
    ],
    ("chronicle", "year"): [
        "2012年\n1月3日 建桥。\n东岸参加。\n1月8日 通车。",
        "一九六一年\n1月3日 建桥。\n东岸参加。\n2月8日 通车。",
    ],
    ("chronicle", "statute"): [
        "2004年6月7日临江市人大常委会第二次会议修正\n2010年3月1日临江市人大常委会第九次会议通过",
        "1998年3月5日通过\n2006年9月1日修订",
    ],
    ("chronicle", "plan"): [
        "3月1日 制定方案。\n3月9日 公布结果。",
        "5月1日至9月30日 为禁渔期。\n10月1日 应当报备。",
    ],
    ("chronicle", "clock"): [
        "3月5日 上午9:00 语文\n3月6日 上午9:00 数学",
        "10月1日 周明 65552222\n10月2日 吴亮 65552223",
    ],
    ("chronicle", "steps"): [
        "工作步骤\n3月1日 县区动员会。\n3月9日 镇村动员会。",
        "会议议程\n3月5日 大会开幕式。\n3月6日 分组讨论会。",
    ],
    ("title", "term"): ["绿道管理方案\n2031年3月5日", "水库调度计划\n2031年3月5日"],
    ("title", "about"): ["关于金山桥的回信\n2031年3月5日", "关于绿道开放的消息\n2031年3月5日"],
    ("title", "level"): ["#绿道开放\n2031年3月5日", "#水库放水\n2031年3月5日"],
    ("title", "first"): ["绿道开放\n一、时间", "水库放水三条\n一、时间"],
    ("title", "below"): ["绿道开放\n一、时间", "水库放水三条\n各单位："],
    ("title", "table"): ["防汛值班联络表\n|", "各区主要指标\n单位：万元\n|"],
    ("title", "prose_above"): [
        "本报记者报道，春天到了，绿道开放了。\n绿道开放\n一、时间",
        "编者按：近日，市里决定水库放水，刊登如下。\n水库放水\n一、时间",
    ],
    ("title", "name"): ["临江市水利局\n一、时间", "临江市人民政府\n各单位："],
    ("title", "more"): ["绿道管理办法\n城东片区\n一、时间", "水库调度计划\n城西片区\n一、时间"],
    ("title", "cut"): ["绿道管理办法\n城东片区\n2031年3月5日", "水库调度计划\n城西片区\n2031年3月5日"],
    ("title", "person"): ["执行副组长\n一、时间", "主任委员\n一、时间"],
    ("document", "number"): [
        "绿道公告\n一、建设绿道。\n水库通知\n临政发〔2031〕3号\n加强水库管理。",
        "绿道公告\n修建步道，免费开放。\n养犬意见\n临政办发〔2031〕9号\n加强养犬管理。",
    ],
    ("document", "signed"): [
        "绿道公告\n修建步道，免费开放。\n临江市水利局\n水库通知\n加强水库管理，防止事故。",
        "绿道公告\n修建步道，免费开放。\n2031年3月5日\n养犬意见\n加强养犬管理，方便市民。",
    ],
    ("document", "announced"): [
        "绿道公告\n现将《水库方案》印发给你们\n水库方案\n加强水库管理，防止事故。",
        "养犬通知\n请执行《养犬规定》各条\n养犬规定\n加强养犬管理，方便市民。",
    ],
    ("document", "column"): [
        "绿道公告\n修建步道，免费开放给\n干部任免名单\n王一山任局长。",
        "绿道公告\n修建步道，免费开放给\n一月大事记\n3月5日 新桥通车。",
    ],
    ("document", "adopted"): [
        "绿道公告\n一、建设绿道。\n水库条例\n（2031年3月1日通过）\n水库应当畅通，不得占用。",
        "绿道公告\n修建步道，免费开放。\n工作报告\n——2031年1月9日在大会上\n各项工作，全面推进。",
    ],
    ("document", "addressed"): [
        "绿道公告\n一、建设绿道。\n水库通知\n各有关单位：\n加强水库管理，防止事故。",
        "绿道公告\n修建步道，免费开放。\n养犬请示\n市政府：\n加强养犬管理，方便市民。",
    ],
    ("document", "anew"): [
        "绿道公告\n一、建设绿道。\n水库方案\n一、管理水库。",
        "绿道公告\n第一条 建设绿道。\n第二条 管护绿道。\n养犬规定\n第一条 养犬应当登记。",
    ],
    ("document", "other"): [
        "绿道公告\n一、建设绿道。\n临江市水库条例\n第一条 管理水库。",
        "绿道公告\n第一条 建设绿道。\n关于养犬管理的意见\n一、登记。",
    ],
    ("document", "placed"): [
        "绿道公告\n一、建设绿道。\n临江市水库条例\n第一条 管理水库。",
        "绿道公告\n第一条 建设绿道。\n关于养犬管理的意见\n一、登记。",
    ],
    ("document", "ended"): [
        "绿道公告\n一、建设绿道。\n水库方案\n一、管理水库。",
        "绿道公告\n一、建设绿道。\n水库通知\n各有关单位：\n加强水库管理，防止事故。",
    ],
    ("as_text", "plain"): [
        "#绿道通知\n各区要加强巡查，落实责任，全年做好养护，不得懈怠。\n3月5日 新桥通车。\n3月6日 水站建成。",
        "#绿道分工\n各区要加强巡查，落实责任，全年做好养护，不得懈怠。\n组长：王一山\n副组长：李二水、赵三石",
    ],
    ("as_text", "labelled"): [
        "#绿道方案\n一、各区要加强巡查，落实责任。\n二、各镇配合。\n3月5日 新桥通车，各界参加。\n3月6日 水站建成。",
        "#绿道方案\n一、各区要加强巡查，落实责任。\n二、配合。\n组长：王一山\n副组长：李二水、赵三石、钱五岳",
    ],
    ("as_chronicle", "dated"): [
        "3月5日 新桥通车。\n3月9日 水厂投产。",
        "#本月要事\n1月3日 建桥。\n1月8日 通车。",
    ],
    ("as_chronicle", "titled"): ["#临江市大事记\n绿道开工。", "#一月大事记\n水库建成，全县通水。"],
    ("as_appointments", "appointed"): [
        "#市政府决定\n任命王一山为市水利局局长。",
        "#关于水利局的消息\n免去李二水的市水利局局长职务；赵三石任市水利局局长。",
    ],
    ("as_appointments", "titled"): [
        "#关于王一山任职的通知\n请知悉，做好工作衔接。",
        "#干部任免事项\n现予公布，请遵照执行。",
    ],
    ("as_appointments", "listed"): [
        "#县人大常委会任免名单\n王一山　　县水利局局长\n李二水　　县林业局局长",
        "#关于王一山等任职的通知\n|姓名|任职|王一山|县水利局局长|",
    ],
    ("as_appointments", "session"): [
        "#市八届人大常委会举行第三次会议\n会议听取了市政府的工作报告，审议了草案。\n任命王一山为市水利局局长。",
        "#临江市人大常委会公告\n常委会会议听取了报告，审议了草案，并进行了表决。\n补选李二水为市人大代表。",
    ],
    ("as_appointments", "untitled"): [
        "会议听取了市政府的工作报告，审议了几项草案。\n任命王一山为市水利局局长。",
        "经研究，决定自下月起实行，请各单位做好衔接。\n李二水任青山镇镇长。",
    ],
    ("as_roster", "members"): [
        "组长：王一山\n副组长：李二水",
        "#绿道学会\n会长：赵三石\n秘书长：钱五岳、孙六川",
    ],
    ("as_roster", "titled"): [
        "#绿道学会成员名单\n经全体会员投票，选举产生以下会员。\n会长：王一山\n理事：李二水",
        "#绿道小组人员\n各区要予以配合支持，不得推诿。\n组长：王一山\n组员：李二水",
    ],
    ("as_table", "cells"): ["#绿道指标\n|序号|名称|长度|", "|镇名|户数|青石|30|"],
    ("heading", "cites"): ["废止《临江市绿道办法》", "《临江市养犬规定》（2017年修订）"],
}


def without(decision: str, name: str) -> dict[str, dict[str, Sign]]:
    changed = {key: dict(group) for key, group in signs().items()}
    old = changed[decision][name]
    changed[decision][name] = Sign(old.decision, old.name, 0, old.says)
    return changed


@pytest.mark.parametrize(
    ("decision", "name"),
    [(d, name) for d, group in signs().items() for name in group if name != "need" and d in JUDGES],
)
def test_a_sign_decides_two_examples(decision: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = EXAMPLES[decision, name]
    before = [JUDGES[decision](example) for example in examples]
    changed = without(decision, name)
    monkeypatch.setattr(table, "signs", lambda: changed)
    after = [JUDGES[decision](example) for example in examples]
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
