"""Tables that repeat others in a narrow form: by which search filters and counts, and which bring an indicator together."""

from __future__ import annotations

from schema.columns import Column, Table, from_row
from schema.document import Document, Issue

FACTS = {
    "deadlines": "时限",
    "targets": "数字",
    "clause_units": "责任单位",
    "citations": "引用文件",
    "amendments": "修改",
    "tables": "表格",
}
"""The kinds of facts that a clause can be asked to hold, by table, and the words for them."""

ROLES = {"lead": "牵头", "responsible": "责任", "cooperate": "配合", "interpret": "解释"}
"""The roles in which a clause can name an organisation, and the words for them."""

DOCUMENT_PLACE = Column(
    "place", "TEXT", "地区", "文件所属的地方，由发文机关、标题、公报或来源声明得出；中央文件为“国家”。"
)

_CLAUSE = Column("clause_pk", "INTEGER", "条款行号", "条款在 clauses 中的行号。", not_null=True)


def _flag(name: str, title: str, description: str) -> Column:
    return Column(name, "INTEGER", title, description, not_null=True)


_BOUND_AS = tuple(_flag(role, word, f"是否以“{word}”角色列有机构，1或0。") for role, word in ROLES.items())

CLAUSE_FACETS = Table(
    "clause_facets",
    "条款筛选",
    "一行是一个条款可供筛选的各项，取自其他各表，供检索页筛选和计数。",
    (
        _CLAUSE,
        from_row(Document, "issued_on"),
        Column("year", "TEXT", "年", "成文年份。"),
        from_row(Document, "doc_type"),
        from_row(Issue, "gazette"),
        DOCUMENT_PLACE,
        Column("document_pk", "INTEGER", "文件行号", "文件在 documents 中的行号。", not_null=True),
        *(_flag(table, word, f"条款是否有{word}，1或0。") for table, word in FACTS.items()),
        *_BOUND_AS,
    ),
    primary_key=("clause_pk",),
)

CLAUSE_BOUND = Table(
    "clause_bound",
    "条款约束的机构",
    "一行是一个条款和它约束的一个机构，以统称（如“各县（市、区）人民政府”）约束的也在内；供检索页筛选和计数。",
    (
        _CLAUSE,
        Column("unit_pk", "INTEGER", "机构行号", "机构在 units 中的行号。", not_null=True),
        *_BOUND_AS,
    ),
    primary_key=("clause_pk", "unit_pk"),
    indexes=(("unit_pk", "clause_pk", *ROLES),),
)

CLAUSE_DUE = Table(
    "clause_due",
    "条款到期日",
    "一行是一个条款和其中一个到期日，取自时限，供检索页筛选。",
    (
        Column("due", "TEXT", "到期", "到期日。", not_null=True),
        _CLAUSE,
    ),
    primary_key=("due", "clause_pk"),
)

INDICATORS = Table(
    "indicators",
    "指标名录",
    "一行是一个地方的一个指标：名称不同而所指相同的已归为一个。",
    (
        Column("id", "TEXT", "标识", "地方加指标名称。", not_null=True),
        Column("place", "TEXT", "地方", "所属的地方；文件未载明的为空。"),
        Column("name", "TEXT", "名称", "归并后的指标名称。", not_null=True),
        Column("promises", "INTEGER", "目标数", "规划、计划等提出的目标有几处。", not_null=True),
        Column("statements", "INTEGER", "公布数", "报告、统计等公布的数有几处。", not_null=True),
    ),
    primary_key=("id",),
    indexes=(("name",), ("place", "name")),
)

INDICATOR_TARGETS = Table(
    "indicator_targets",
    "指标的数",
    "一行是一个指标的一个数，取自 targets：所属年份及其依据，计的是什么。",
    (
        Column("target_id", "TEXT", "数字", "targets 中的标识。", True, ("targets", "id")),
        Column("indicator_id", "TEXT", "指标", "所属指标的标识。", True, ("indicators", "id")),
        Column("role", "TEXT", "角色", "promise 目标，statement 公布的数。", not_null=True),
        Column(
            "measure",
            "TEXT",
            "所计",
            "level 水平，made 新增数，rise 增长，fall 下降，yearly_rise 年均增长，yearly_fall 年均下降。",
            not_null=True,
        ),
        Column("unit", "TEXT", "比较单位", "比较时用的单位，不含万、亿。"),
        Column("year", "TEXT", "所属年份", "所载明的年份；未载明的为空。"),
        Column(
            "year_basis",
            "TEXT",
            "年份依据",
            "due 完成日期，text 本条前文，head 表头，heading 上级标题，opening 上级首段，title 文件标题；未载明的为空。",
        ),
        Column(
            "doubtful", "INTEGER", "归并存疑", "名称相近而可能不是同一指标的为1，其余为0。", not_null=True
        ),
    ),
    primary_key=("target_id",),
    indexes=(("indicator_id",),),
)

POST_ACTS = Table(
    "post_acts",
    "任职记载",
    "一行是一个职务的一次任命、免职，或者一份名单对其任职者的记载，取自任免和名单；按职务和日期排列。",
    (
        Column("pk", "INTEGER", "行号", "按单位、职务、日期的次序。", not_null=True),
        Column("organisation", "TEXT", "单位", "单位全称；文中未写单位的为空文字。", not_null=True),
        Column("position", "TEXT", "职务", "职务名称。", not_null=True),
        Column("date", "TEXT", "日期", "任免日期，或者名单的成文日期；未载明的为空。"),
        Column("action", "TEXT", "记载", "appoint 任命，remove 免职，listed 名单所载。", not_null=True),
        Column("person_id", "TEXT", "姓名", "任免或者名单中的姓名。", True, ("people", "id")),
        Column(
            "appointment_id",
            "TEXT",
            "任免",
            "appointments 中的标识；名单所载的为空。",
            False,
            ("appointments", "id"),
        ),
        Column("roster_id", "TEXT", "名单", "rosters 中的标识；任免所载的为空。", False, ("rosters", "id")),
        Column("document_id", "TEXT", "文件", "所在的文件。", True, ("documents", "id")),
    ),
    primary_key=("pk",),
    indexes=(
        ("organisation", "position"),
        *(("person_id",), ("appointment_id",), ("roster_id",), ("document_id",)),
    ),
)
