"""The rows that say what a gazette decides, one type per fact of the annotation guidelines.

Titles and descriptions are written once, here: JSON Schema, Datasette's column help and the data
dictionary all read them.
"""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from schema.base import Fact, IsoDate, IsoDuration, Known, Quoted

DutyRole = Literal["lead", "responsible", "cooperate", "interpret"]
DutyBasis = Literal["block", "inline", "inherited"]
DeadlineKind = Literal["by", "within", "before", "from", "period", "recurring", "effective", "validity"]
Comparator = Literal["=", ">=", "<=", ">", "<", "~", "range", "+", "-"]
TargetKind = Literal["target", "requirement", "incentive", "baseline"]
Relation = Literal["basis", "amends", "repeals", "issues", "mentions"]
AmendmentOp = Literal["replace_text", "replace_clause", "insert", "delete"]


class Duty(Fact):
    """责任分工：某单位在某条款中承担的职责。"""

    model_config = ConfigDict(title="责任分工")

    name: str = Field(title="单位", description="文中所写的单位名称，列举中省略的部分已补全。")
    canonical: str | None = Field(None, title="规范名称", description="该单位的全称；无法确定的为空。")
    role: DutyRole = Field(
        title="角色", description="lead 牵头，responsible 责任，cooperate 配合，interpret 负责解释。"
    )
    basis: DutyBasis = Field(
        title="依据", description="block 责任单位栏，inline 正文语句，inherited 由通则（如“以下均需…”）推及。"
    )


class Deadline(Fact):
    """时限：有约束力的时间。"""

    model_config = ConfigDict(title="时限")

    text: str = Field(title="时限表述", description="文中的时间表述。")
    kind: DeadlineKind = Field(
        title="类型",
        description="by 截止，within 期限内，before 事前，from 起始，period 时段，recurring 周期，"
        "effective 施行，validity 有效期。",
    )
    start: IsoDate | None = Field(None, title="开始日期", description="时段或施行的第一天。")
    due: IsoDate | None = Field(None, title="截止日期", description="时段的最后一天。")
    duration: IsoDuration | None = Field(None, title="时长", description="ISO 8601 时长，按文中单位。")
    working_days: bool = Field(False, title="工作日", description="时长是否按工作日计算。")
    anchor: str | None = Field(None, title="起算事件", description="时长起算的事件，按文中所写。")


class Target(Fact):
    """指标：有约束力或作出承诺的数字。"""

    model_config = ConfigDict(title="指标")

    table: str | None = Field(None, title="表名", description="数字所在表格的名称；不在表格中的为空。")
    row: str | None = Field(None, title="表行", description="表格中的序号，无序号的为该行第一格。")
    indicator: str | None = Field(
        None, title="指标名称", description="说明所计何物的最短原文；句中没有的为空。"
    )
    comparator: Comparator = Field(
        title="比较",
        description="= 达到，>= 以上，<= 以下，> 超过，< 不足，~ 左右，range 区间，+ 增加，- 下降。",
    )
    value: float | None = Field(None, title="数值", description="文中的数字；比例和仅有文字的为空。")
    ratio: str | None = Field(
        None, title="比例", description="文中的比例或分数，如 1:0.5、1/3；有比例时数值与单位为空。"
    )
    value_max: float | None = Field(None, title="上限", description="区间的上限。")
    unit: str | None = Field(None, title="单位", description="文中的计量单位，含万、亿；比例为空。")
    value_base: float | None = Field(None, title="基准数值", description="把万、亿乘出后的数值。")
    unit_base: str | None = Field(None, title="基准单位", description="去掉万、亿后的计量单位。")
    due: IsoDate | None = Field(None, title="完成日期", description="同句或同段引导语规定的完成日期。")
    kind: TargetKind = Field(
        title="性质", description="target 目标，requirement 要求，incentive 奖补收费，baseline 已达到的水平。"
    )
    nature: str | None = Field(None, title="指标属性", description="预期性或约束性，仅见于指标表。")


class Citation(Fact):
    """引用文件：条款中引用的文件。"""

    model_config = ConfigDict(title="引用文件")

    title: str | None = Field(None, title="文件名称", description="最外层书名号内的文字；只写文号的为空。")
    doc_number: str | None = Field(None, title="发文字号", description="文中所写的发文字号、令号或标准号。")
    relation: Relation = Field(
        title="关系", description="basis 依据，amends 修改，repeals 废止，issues 印发，mentions 提及。"
    )
    cited_document: str | None = Field(None, title="库内文件", description="知识库收有该文件时的文件标识。")


class ClauseCitation(Fact):
    """引用条款：条款中指明条、款、项的一处引用，所引为其他文件或本文件。"""

    model_config = ConfigDict(title="引用条款")

    title: str | None = Field(
        None, title="文件名称", description="所引文件的名称，简称已还原；引用本文件的为空。"
    )
    doc_number: str | None = Field(None, title="发文字号", description="所引文件的发文字号；未写明的为空。")
    cited_path: str = Field(
        title="所引之处",
        description="所引的编、章、条、款、项，如“第三十条/第二款/（三）”；“前款”“本条”已还原，“至”逐条列出。",
    )
    cited_document: str | None = Field(
        None, title="库内文件", description="知识库收有所引文件时的文件标识；引用本文件的为本文件。"
    )
    cited_clause: str | None = Field(
        None, title="所引条款", description="知识库收有所引文件时的条款标识；无法确定到款、项的为上一级。"
    )


class Amendment(Fact):
    """修改事项：修改决定中的一项操作。"""

    model_config = ConfigDict(title="修改事项")

    no: str = Field(title="项次", description="决定中的编号，如“一”。")
    op: AmendmentOp = Field(
        title="操作",
        description="replace_text 替换文字，replace_clause 替换条款，insert 增加，delete 删除。",
    )
    target: str | None = Field(None, title="修改处", description="修改的位置，按文中所写。")
    old: str | None = Field(None, title="原文字", description="被替换或删除的文字，不含外层引号。")
    new: str | None = Field(None, title="新文字", description="替换或增加的文字，不含外层引号。")


class Appointment(Fact):
    """任免：一人一职的任命或免去。"""

    model_config = ConfigDict(title="任免")

    date: IsoDate | None = Field(None, title="日期", description="任免日期。")
    person: str = Field(title="姓名", description="姓名，去掉字间空格。")
    action: Literal["appoint", "remove", "annul"] = Field(
        title="任免", description="appoint 任命，remove 免去，annul 撤销原任命。"
    )
    organisation: str | None = Field(None, title="单位", description="任职单位全称。")
    position: str | None = Field(None, title="职务", description="职务名称；只说免去职务的为空。")
    authority: str | None = Field(None, title="决定机关", description="作出任免决定的机关。")
    probation: IsoDuration | None = Field(None, title="试用期", description="ISO 8601 时长。")
    note: str | None = Field(None, title="备注", description="如“保留正处职”。")


class RosterMember(Quoted):
    """成员名单：领导小组、编委会等的一名成员。"""

    model_config = ConfigDict(title="成员名单")

    body: str | None = Field(None, title="机构", description="领导小组、委员会等的名称。")
    role: str = Field(title="组内职务", description="组长、副组长、成员、主任、委员等。")
    person: str = Field(title="姓名", description="姓名，去掉字间空格。")
    post: str | None = Field(None, title="现任职务", description="其现任职务，按文中所写。")


class EventPerson(Known):
    """大事记人物：一条大事记中出现的人。"""

    model_config = ConfigDict(title="大事记人物")

    name: str = Field(title="姓名", description="姓名。")
    post: str | None = Field(None, title="职务", description="文中所写的职务。")
    mentioned: bool = Field(False, title="仅提及", description="只被引述、并未参加的人。")
    char_start: int = Field(title="起始", ge=0, description="姓名首次出现的起始位置。")
    char_end: int = Field(title="结束", ge=0, description="姓名首次出现的结束位置（不含）。")


class Event(Quoted):
    """大事记：一条记事。"""

    model_config = ConfigDict(title="大事记")

    start: IsoDate | None = Field(None, title="开始日期", description="记事的第一天；来源未印年份的为空。")
    end: IsoDate | None = Field(None, title="结束日期", description="记事的最后一天，一天的与开始相同。")
    text: str = Field(title="记事", description="日期之后的文字。")
    people: tuple[EventPerson, ...] = Field((), title="人物", description="按首次出现的次序。")
