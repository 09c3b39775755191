"""The rows a gazette is made of: issue, contents, documents, blocks, clauses, tables, diagnostics."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import ConfigDict, Field

from schema.base import Boxed, Fact, IsoDate, Placed, Quoted, Row
from schema.facts import (
    Amendment,
    Appointment,
    Citation,
    ClauseCitation,
    Deadline,
    Duty,
    Event,
    RosterMember,
    Target,
)

SCHEMA_VERSION = "1.3"

DocumentRole = Literal["notice", "instrument", "annex", "appointments", "chronicle"]
ClauseKind = Literal[
    "part",
    "chapter",
    "section",
    "subpart",
    "article",
    "item",
    "subitem",
    "panel",
    "paragraph",
    "note",
]
BlockKind = Literal[
    "title",
    "number",
    "subtitle",
    "addressee",
    "clause",
    "paragraph",
    "table",
    "caption",
    "note",
    "signature",
    "date",
    "annexes",
    "remark",
    "roster",
    "event",
    "appointment",
    "contents",
    "masthead",
    "section",
    "editor",
]


class ContentsLine(Row):
    """目录：公报目录中的一行。"""

    model_config = ConfigDict(title="目录")

    seq: int = Field(title="序", description="在目录中的次序，从1起。")
    section: str | None = Field(None, title="栏目", description="目录中的栏目名称。")
    title: str = Field(title="标题", description="目录中所印的标题。")
    page: int | None = Field(None, title="页码", description="目录中所印的页码。")
    document: str | None = Field(None, title="文件", description="该行所指文件的标识。")


class Issue(Row):
    """公报期次：一期政府公报。"""

    model_config = ConfigDict(title="公报期次")

    id: str = Field(
        title="标识", description="由公报名称、年、期组成；未印亦未声明年、期的为公报名称和文件名。"
    )
    gazette: str | None = Field(None, title="公报名称", description="公报的名称。")
    publisher: str | None = Field(None, title="编辑出版", description="编辑出版单位。")
    year: int | None = Field(None, title="年", description="出版年份。")
    number: int | None = Field(None, title="期", description="当年期号。")
    serial_number: int | None = Field(None, title="总期号", description="总第几期。")
    published_on: IsoDate | None = Field(None, title="出版日期", description="出版日期。")
    address: str | None = Field(None, title="地址", description="编辑部地址。")
    phone: str | None = Field(None, title="电话", description="编辑部电话。")
    postcode: str | None = Field(None, title="邮编", description="编辑部邮政编码。")
    website: str | None = Field(None, title="网址", description="网址。")
    printer: str | None = Field(None, title="承印", description="承印单位。")
    responsible_editor: str | None = Field(None, title="责任编辑", description="本期责任编辑。")
    contents: tuple[ContentsLine, ...] = Field((), title="目录", description="本期目录。")
    rosters: tuple[RosterMember, ...] = Field((), title="编委会", description="编辑委员会成员。")


class Document(Row):
    """文件：通知、方案、意见、附件、任免名单或大事记。"""

    model_config = ConfigDict(title="文件")

    id: str = Field(
        title="标识",
        description="由期次（单独的文件为发布者和日期）、发文字号或标题、角色组成。",
    )
    key: str = Field(title="文件键", description="发文字号；没有的为标题。")
    role: DocumentRole = Field(
        title="角色",
        description="notice 印发通知，instrument 文件本体，annex 附件，appointments 任免，chronicle 大事记。",
    )
    title: str = Field(title="标题", description="文件标题。")
    doc_number: str | None = Field(None, title="发文字号", description="如“通政办发〔2022〕81号”。")
    doc_type: str | None = Field(None, title="文种", description="标题末尾的文种，如通知、意见、方案。")
    issuer: str | None = Field(
        None, title="发文机关", description="发文机关全称；联合发布令的几个机关以顿号隔开。"
    )
    issued_on: IsoDate | None = Field(None, title="成文日期", description="成文日期；法规、决议为通过日期。")
    addressees: tuple[str, ...] = Field((), title="主送机关", description="主送机关，按文中所写。")
    effective_from: IsoDate | None = Field(None, title="施行日期", description="施行日期。")
    effective_until: IsoDate | None = Field(None, title="有效期至", description="有效期截止日期。")
    parent: str | None = Field(None, title="上级文件键", description="印发本文件的通知或所附属文件的键。")
    section: str | None = Field(None, title="栏目", description="所在的公报栏目。")
    annexes: tuple[str, ...] = Field((), title="附件", description="附件说明中列出的标题。")
    page_start: int | None = Field(None, title="起始页", description="文件首页（实体页）。")
    page_end: int | None = Field(None, title="结束页", description="文件末页（实体页）。")
    understood: float | None = Field(
        None,
        title="读懂的比例",
        ge=0,
        le=1,
        description="正文中在条款、表格、标题、落款等处或成句的文字所占的比例；其余是既无编号、又不成句的段落。",
    )
    shares: dict[str, float] | None = Field(
        None,
        title="文字构成",
        description="文字的去向，各占多少，合计为1：clauses 条款，tables 表格和注，lists 名单、大事记和任免，head 标题等，"
        "closing 落款、附件说明等，prose 成句而无编号的段落，unplaced 既无编号又不成句的段落，"
        "aside 页眉、页码、导航等舍弃的文字。",
    )
    metadata: dict[str, str] | None = Field(
        None, title="著录", description="网页索引卡或抓取时所加的著录项，按所印的名称；没有的为空。"
    )
    text: str = Field("", title="正文", description="清理后的正文，一块一行；各事实的区间以此为准。")


class Block(Row):
    """文块：正文中的一块。"""

    model_config = ConfigDict(title="文块")

    kind: BlockKind = Field(title="类型", description="标题、文号、条款、段落、表格、落款等。")
    char_start: int = Field(title="起始", ge=0, description="在正文中的起始位置。")
    char_end: int = Field(title="结束", ge=0, description="在正文中的结束位置（不含）。")
    page: int | None = Field(None, title="页", description="起始的实体页。")
    source: tuple[tuple[int, int], ...] = Field((), title="来源区间", description="在来源文本中的字符区间。")


class Clause(Placed):
    """条款：文件条款树的一个节点，按阅读次序。"""

    model_config = ConfigDict(title="条款")

    id: str = Field(title="标识", description="文件标识加条款路径；段落另加“¶”和次序。")
    parent: str | None = Field(None, title="上级", description="上级条款的标识。")
    seq: int = Field(title="序", ge=1, description="在文件中的次序，从1起。")
    depth: int = Field(title="层级", ge=0, description="层级，无编号的开头结尾段落为0。")
    kind: ClauseKind = Field(title="类型", description="编、章、节、条、款、项、目、专栏、段落、注。")
    label: str | None = Field(None, title="编号", description="文中所印的编号，如“（一）”“1.”。")
    path: str = Field(title="路径", description="从文件起的编号路径，如“三/（一）/2”。")
    heading: str | None = Field(None, title="标题", description="条款标题；无标题的为空。")
    text: str = Field(title="文字", description="条款自身的文字，不含编号与标题。")
    page: int | None = Field(None, title="页", description="所在的实体页。")
    char_start: int = Field(title="起始", ge=0, description="条款（含编号与标题）在正文中的起始位置。")
    char_end: int = Field(title="结束", ge=0, description="条款在正文中的结束位置（不含）。")


class Table(Quoted):
    """表格：文件中的一张表。"""

    model_config = ConfigDict(title="表格")

    clause: str | None = Field(None, title="条款", description="表格所在条款的标识。")
    path: str = Field("", title="条款路径", description="表格所在条款的路径。")
    caption: str | None = Field(None, title="表名", description="表格的名称。")
    cells: tuple[tuple[str, ...], ...] = Field(title="单元格", description="逐行的单元格，合并格已填。")


class Diagnostic(Boxed):
    """存疑：解析器有疑问、请编辑核对之处。"""

    model_config = ConfigDict(title="存疑")

    document: str | None = Field(None, title="文件", description="所在文件的标识。")
    severity: Literal["info", "warning", "error"] = Field(title="程度", description="info、warning、error。")
    code: str = Field(title="代码", description="存疑的种类。")
    message: str = Field(title="说明", description="疑问所在与建议。")
    page: int | None = Field(None, title="页", description="所在的实体页。")
    char_start: int | None = Field(None, title="起始", description="在正文中的起始位置。")
    char_end: int | None = Field(None, title="结束", description="在正文中的结束位置（不含）。")


class ParsedDocument(Row):
    """文件及其各类事实。"""

    document: Document
    blocks: tuple[Block, ...] = ()
    clauses: tuple[Clause, ...] = ()
    units: tuple[Duty, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    citations: tuple[Citation, ...] = ()
    clause_citations: tuple[ClauseCitation, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    rosters: tuple[RosterMember, ...] = ()
    events: tuple[Event, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    tables: tuple[Table, ...] = ()


def fact_lists() -> dict[str, type[Fact]]:
    """The lists of facts that a document has, each with the type of its rows."""
    items = ((name, get_args(field.annotation)) for name, field in ParsedDocument.model_fields.items())
    return {name: item[0] for name, item in items if item and issubclass(item[0], Fact)}


class FrontBlock(Row):
    """刊前刊后：不属于任何文件的文块，如刊头、目录、责任编辑。"""

    model_config = ConfigDict(title="刊前刊后")

    kind: BlockKind = Field(title="类型", description="刊头、目录、责任编辑等。")
    text: str = Field(title="文字", description="清理后的文字。")
    page: int | None = Field(None, title="页", description="所在的实体页。")
    source: tuple[tuple[int, int], ...] = Field((), title="来源区间", description="在来源文本中的字符区间。")


class Discarded(Row):
    """舍弃：不属于正文的来源字符，如页眉、页码、目录的点线。"""

    model_config = ConfigDict(title="舍弃")

    name: str = Field(title="名目", description="running_header 页眉，page_number 页码，leader_dots 点线等。")
    source: tuple[int, int] = Field(title="来源区间", description="在来源文本中的字符区间。")


class Source(Row):
    """来源：读入的一个文件。"""

    model_config = ConfigDict(title="来源")

    id: str = Field(title="标识", description="文件内容的 sha256。")
    path: str = Field(title="路径", description="读入时的相对路径。")
    media_type: str = Field(title="媒体类型", description="按内容识别的媒体类型。")
    bytes: int = Field(title="字节数", ge=0, description="文件大小。")
    pages: int | None = Field(None, title="页数", description="实体页数；来源未标页的为空。")
    edition_of: str | None = Field(None, title="同期版本", description="与之为同一期、内容取自彼处的来源。")
    declared: dict[str, str] | None = Field(
        None, title="声明", description="sources.toml 对该来源的声明，JSON；没有声明的为空。"
    )
    parser_version: str = Field(title="程序版本", description="解析时的程序版本。")


class Page(Row):
    """页：来源的一个实体页，及其所印的页码和栏目。"""

    model_config = ConfigDict(title="页")

    page: int = Field(title="页", ge=1, description="实体页，从1起。")
    page_label: str | None = Field(None, title="所印页码", description="页眉或页脚所印的页码；未印的为空。")
    section: str | None = Field(None, title="栏目", description="页眉所印的栏目名称；未印的为空。")


class Gazette(Row):
    """一个来源解析所得的全部内容：公报期次（单独的文件为空）、各文件、存疑之处。"""

    model_config = ConfigDict(title="gongbao")

    schema_version: str = Field(SCHEMA_VERSION, title="结构版本", description="本结构的版本。")
    source: Source
    pages: tuple[Page, ...] = ()
    issue: Issue | None = None
    documents: tuple[ParsedDocument, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    front: tuple[FrontBlock, ...] = ()
    discards: tuple[Discarded, ...] = ()
