"""Tables that repeat others in a narrow form, by which the search page filters and counts a whole result at once."""

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
