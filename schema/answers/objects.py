"""The objects behind `/search.json`, `/units/….json`, `/people/….json`, `/issues/….json` and their like."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from schema.base import IsoDate, IsoDuration, Row
from schema.document import DocumentRole, Issue
from schema.facts import Deadline, Duty, Target

Ring = Literal["named", "former", "general", "possible"]

_NEXT = Field(title="下一页", description="下一页的完整网址；没有下一页的为空。")
_ADDRESS = Field(title="网址", description="所在页面的完整网址。")


class InDocument(Row):
    """所在文件：一行在文件之外列出时，说明它出自哪一文件。"""

    model_config = ConfigDict(title="所在文件")

    document_id: str = Field(title="文件标识", description="所在文件的标识。")
    document_title: str = Field(title="文件", description="所在文件的标题。")
    doc_number: str | None = Field(title="发文字号", description="所在文件的发文字号；没有的为印发通知的。")
    issued_on: IsoDate | None = Field(title="成文日期", description="所在文件的成文日期。")
    address: str = _ADDRESS


class FoundDuty(Duty, InDocument):
    """职责任务：约束一个单位的一处文字，及其所在文件。"""

    model_config = ConfigDict(title="职责任务")

    unit_id: str = Field(title="单位标识", description="所约束单位的标识。")
    ring: Ring = Field(
        title="涉及方式", description="named 指名，former 曾用机构，general 统称涵盖，possible 可能涉及。"
    )


class Organisation(Row):
    """单位：一个机构或统称。"""

    model_config = ConfigDict(title="单位")

    id: str = Field(title="标识", description="单位的标识，即规范名称。")
    name: str = Field(title="名称", description="规范名称。")
    level: str | None = Field(title="层级", description="国家、省、市、县等；统称的为空。")
    kind: str | None = Field(title="性质", description="机构性质；不明的为空。")
    place: str | None = Field(title="地区", description="所属地区；国家机关及统称的为空。")


class UnitAnswer(Row):
    """单位及其职责：一个单位的名称、涵盖它的统称，及约束它的各处文字。"""

    model_config = ConfigDict(title="单位及其职责")

    unit: Organisation
    names: tuple[str, ...] = Field(title="名称", description="文中所印的各种写法。")
    rings: dict[Ring, tuple[str, ...]] = Field(
        title="涉及方式", description="各涉及方式之下的单位标识：指名、曾用、统称、可能涉及。"
    )
    total: int = Field(ge=0, title="总数", description="所问职责共有几处。")
    duties: tuple[FoundDuty, ...] = Field(title="职责", description="本页的职责，按文件次序。")
    deadlines: str = Field(title="期限", description="该单位到期事项的完整网址。")
    targets: str = Field(title="指标", description="该单位指标的完整网址。")
    next: str | None = _NEXT


class PostHeld(Row):
    """职务：一个姓名下所印的一项职务。"""

    model_config = ConfigDict(title="职务")

    post: str = Field(title="职务", description="文中所写的职务。")
    first: IsoDate | None = Field(title="最早", description="最早见于何日。")
    last: IsoDate | None = Field(title="最晚", description="最晚见于何日。")
    appointed: bool = Field(title="任命", description="是否见于任免。")
    place: str = Field(title="地区", description="所属地区；不明的为空文字。")


class OneOfName(Row):
    """同名者：一个姓名下，单位、职务或者地方说明为同一人的一处。"""

    model_config = ConfigDict(title="同名者")

    number: int = Field(ge=1, title="序号", description="在该姓名下的序号，从1起。")
    places: tuple[str, ...] = Field(title="地区", description="所在地区；不明的为空列表。")
    bodies: tuple[str, ...] = Field(title="单位", description="所在单位；未载明的为空列表。")
    doubtful: tuple[int, ...] = Field(
        title="存疑", description="与哪些序号是否为同一人存疑；没有的为空列表。"
    )
    posts: tuple[PostHeld, ...] = Field(title="职务", description="所印的各项职务，新的在前。")


class PersonEntry(Row):
    """经历：一个姓名下的一次任免、一份名单或一条大事记。"""

    model_config = ConfigDict(title="经历")

    id: str = Field(title="标识", description="事实的标识。")
    one: int = Field(ge=1, title="同名者", description="属于该姓名下的哪一人，为其序号。")
    what: Literal["appointment", "roster", "event"] = Field(
        title="类别", description="appointment 任免，roster 名单，event 大事记。"
    )
    day: IsoDate | None = Field(title="日期", description="任免、名单或记事的日期。")
    last_day: IsoDate | None = Field(title="最后一天", description="记事的最后一天；任免、名单的为空。")
    action: Literal["appoint", "remove", "annul"] | None = Field(
        title="任免", description="appoint 任，remove 免，annul 撤销；不是任免的为空。"
    )
    role: str | None = Field(title="组内职务", description="名单中的职务；不是名单的为空。")
    mentioned: bool = Field(title="仅提及", description="大事记只引述、并未参加。")
    post: str | None = Field(title="职务", description="所任或现任职务，按文中所写。")
    body: str | None = Field(title="机构", description="决定机关，或名单所属的机构。")
    probation: IsoDuration | None = Field(title="试用期", description="ISO 8601 时长。")
    note: str | None = Field(title="备注", description="如“保留正处职”。")
    quote: str = Field(title="原文", description="任免、名单的原文，或记事全文。")
    page: int | None = Field(title="页", description="所在的实体页。")
    others: tuple[str, ...] = Field(title="同记人员", description="同一条大事记所记的其他人。")
    document_id: str | None = Field(title="文件标识", description="所在文件；刊头名单的为空。")
    document_title: str = Field(title="文件", description="所在文件的标题；刊头名单的为期的标识。")
    doc_number: str | None = Field(title="发文字号", description="所在文件的发文字号。")
    issue_id: str | None = Field(title="期", description="刊头名单所在的期。")
    doubts: tuple[str, ...] = Field(title="存疑", description="有疑问之处的代码；没有的为空列表。")
    address: str = _ADDRESS


class PersonAnswer(Row):
    """姓名：一个姓名下所印的职务和经历；公报没有说明为同一人的，分列为同名者。"""

    model_config = ConfigDict(title="姓名")

    name: str = Field(title="姓名", description="姓名，去掉字间空格。")
    ones: tuple[OneOfName, ...] = Field(title="同名者", description="该姓名下的各人，记载多的在前。")
    counts: dict[str, int] = Field(title="条数", description="各类别的条数。")
    entries: tuple[PersonEntry, ...] = Field(title="经历", description="本页的经历，新的在前。")
    next: str | None = _NEXT


class ListedDocument(Row):
    """所载文件：一期公报中的一个文件。"""

    model_config = ConfigDict(title="所载文件")

    id: str = Field(title="标识", description="文件的标识。")
    role: DocumentRole = Field(title="角色", description="文件在公报中的角色。")
    title: str = Field(title="标题", description="文件标题。")
    doc_number: str | None = Field(title="发文字号", description="发文字号；没有的为空。")
    doc_type: str | None = Field(title="文种", description="文种；没有的为空。")
    issued_on: IsoDate | None = Field(title="成文日期", description="成文日期。")
    address: str = _ADDRESS


class IssueAnswer(Row):
    """一期公报及其文件：刊头、目录、编委会，及所载各文件。"""

    model_config = ConfigDict(title="一期公报及其文件")

    issue: Issue
    documents: tuple[ListedDocument, ...] = Field(title="文件", description="所载文件，按刊登次序。")


class SearchResult(InDocument):
    """检索结果：一个条款、文件或一条大事记，及其中的单位、时限和数字。"""

    model_config = ConfigDict(title="检索结果")

    id: str = Field(title="标识", description="条款、文件或记事的标识。")
    kind: Literal["clause", "document", "event"] = Field(
        title="类别", description="clause 条款，document 文件，event 大事记。"
    )
    path: str | None = Field(title="条款路径", description="条款的路径，如“三/（一）/2”；不是条款的为空。")
    heading: str | None = Field(title="标题", description="条款的标题；没有的为空。")
    place: tuple[str, ...] = Field(title="位置", description="条款之上各级的编号与标题，或记事的日期。")
    page: int | None = Field(title="页", description="所在的实体页。")
    char_start: int | None = Field(title="起始", description="在文件正文中的起始位置；文件的为空。")
    char_end: int | None = Field(title="结束", description="在文件正文中的结束位置（不含）；文件的为空。")
    snippet: str = Field(title="摘录", description="含有所查文字的一段原文。")
    marks: tuple[tuple[int, int], ...] = Field(title="所查文字", description="所查文字在摘录中的各区间。")
    units: tuple[Duty, ...] = Field(title="单位", description="条款所列的责任单位。")
    deadlines: tuple[Deadline, ...] = Field(title="时限", description="条款中的时限。")
    targets: tuple[Target, ...] = Field(title="数字", description="条款中的数字。")


class SearchAnswer(Row):
    """检索：一页结果，及各类别的条数。"""

    model_config = ConfigDict(title="检索")

    query: str = Field(title="所查文字", description="除去所理解的条件之后的文字。")
    filters: dict[str, str] = Field(title="条件", description="各项条件，含从文字中理解的。")
    kind: Literal["clauses", "documents", "events"] = Field(
        alias="in", title="范围", description="结果的类别。"
    )
    page: int = Field(ge=1, title="页", description="第几页，从1起。")
    pages: int = Field(ge=0, title="页数", description="共有几页。")
    totals: dict[str, int] = Field(title="条数", description="各类别的条数；超出上限的为上限。")
    capped: tuple[str, ...] = Field(title="超出上限", description="条数超出上限的类别。")
    fallback: tuple[str, ...] = Field(
        title="分词", description="没有结果含有原话时，分开查找的各词；否则为空列表。"
    )
    results: tuple[SearchResult, ...] = Field(title="结果", description="本页的结果。")
    next: str | None = _NEXT


class Change(Row):
    """变动：一次建库增加、改动或删去的一行。"""

    model_config = ConfigDict(title="变动")

    seq: int = Field(ge=1, title="变动号", description="从1起，逐次建库连续编号。")
    at: str = Field(title="时间", description="建库的时间。")
    kind: Literal["added", "changed", "removed"] = Field(
        title="变动", description="added 新增，changed 改动，removed 删去。"
    )
    table: str = Field(title="表", description="所在的表。")
    row_id: str = Field(title="行标识", description="该行的标识；删去的行已不在库中。")
    document_id: str | None = Field(title="文件", description="该行所在文件的标识；不在文件中的为空。")
    hash_before: str | None = Field(title="原摘要", description="改动前内容的摘要；新增的为空。")
    hash_after: str | None = Field(title="新摘要", description="改动后内容的摘要；删去的为空。")
    reason: Literal["source", "parser", "correction"] = Field(
        title="原因", description="source 来源不同，parser 程序不同，correction 人工更正。"
    )


class ChangesAnswer(Row):
    """历次变动：某一号之后的变动。"""

    model_config = ConfigDict(title="历次变动")

    since: int = Field(ge=0, title="起于", description="所问的变动号；结果都在其后。")
    last_seq: int = Field(ge=0, title="最后一号", description="库中最后一个变动号；没有变动的为0。")
    changes: tuple[Change, ...] = Field(title="变动", description="本页的变动，按变动号。")
    next: str | None = _NEXT


class WorkdaysAnswer(Row):
    """推算期限：自某一事件起算的期限在哪一日届满；推算所得，非公报所载。"""

    model_config = ConfigDict(title="推算期限")

    fact: str | None = Field(title="时限标识", description="所推算的时限；期限由提问者给出的为空。")
    quote: str | None = Field(title="原文", description="时限的原文；期限由提问者给出的为空。")
    anchor: str | None = Field(title="起算事件", description="起算的事件，按文中所写。")
    duration: IsoDuration | None = Field(title="时长", description="ISO 8601 时长；没有给出期限的为空。")
    working_days: bool = Field(title="工作日", description="时长是否按工作日计算。")
    before: bool = Field(title="事前", description="是否自事件往前推。")
    event: IsoDate | None = Field(title="事件日期", description="事件发生的日期；没有给出的为空。")
    last: IsoDate | None = Field(title="届满日", description="起算当日不计入；不能推算的为空。")
    unknown_year: int | None = Field(title="未知年份", description="没有节假日安排、因而不能推算的年份。")
    address: str | None = Field(title="网址", description="时限所在页面的完整网址；没有的为空。")


ANSWERS = (UnitAnswer, PersonAnswer, IssueAnswer, SearchAnswer, ChangesAnswer, WorkdaysAnswer)
"""What stands in the JSON Schema beside the gazette."""
