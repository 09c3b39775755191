"""The tables of kb.db, described as data: what a row and a column are is said once, here and in the row types.

Tables that the search index reads have two keys: `pk`, a running integer that the index uses and that may
change from build to build, and `id`, a text that is made of content and place and stays. Foreign keys name
the `id`. Titles and descriptions come from the row types; a column that exists only in the database has
them below.
"""

from __future__ import annotations

import sqlite3

from schema.base import Fact, Known, Placed, Quoted, Row
from schema.columns import Column, Table, from_row, from_rows, titled
from schema.document import (
    Block,
    Clause,
    ContentsLine,
    Diagnostic,
    Discarded,
    Document,
    FrontBlock,
    Issue,
    Page,
    Source,
    fact_lists,
)
from schema.document import Table as PrintedTable
from schema.facts import (
    Amendment,
    Appointment,
    Citation,
    ClauseCitation,
    Deadline,
    Duty,
    Event,
    EventPerson,
    RosterMember,
    Target,
)
from schema.history import CHANGES, CORRECTIONS, MOVED
from schema.search_tables import (
    CLAUSE_BOUND,
    CLAUSE_DUE,
    CLAUSE_FACETS,
    DOCUMENT_PLACE,
    INDICATOR_TARGETS,
    INDICATORS,
    POST_ACTS,
)
from schema.tokens import FTS_OPTIONS
from schema.version import DATABASE_VERSION

SEARCH_INDEXES = {"clauses_fts": "clauses", "events_fts": "events", "documents_fts": "documents"}
"""Each search index and the table whose `pk` is its rowid."""

_PK = Column("pk", "INTEGER", "行号", "检索用的行号，每次建库可能改变；引用请用标识。", not_null=True)
_DOCUMENT = Column("document_id", "TEXT", "文件", "所在文件的标识。", True, ("documents", "id"))
_ISSUE = Column("issue_id", "TEXT", "期次", "所在公报期次的标识；单独的文件为空。", False, ("issues", "id"))
_SOURCE = Column("source_id", "TEXT", "来源", "读自哪个来源。", True, ("sources", "id"))
_UNIT = Column("unit_id", "TEXT", "机构", "所指机构的标识。", True, ("units", "id"))
_PERSON = Column("person_id", "TEXT", "人物", "所指人物的标识。", True, ("people", "id"))
_CLAUSE = from_row(Fact, "clause", "clause_id", ("clauses", "id"))
_PATH = from_row(Fact, "path")
_ON_PAGE = from_rows(Placed, "boxes", "confidence")
_FIRST_SEEN = Column(
    "first_seen", "TEXT", "首次收录", "本行首次入库的时间；从无到有的建库为空，其后沿用前一个库所记。"
)
_SHORT_ID = Column(
    "short_id", "TEXT", "短标识", "固定短网址所用的10位字符，由标识算得；前面已有相同的则多取两位。", True
)
_FACT_ID = from_row(Known, "id")
_KNOWN = (*from_rows(Known, "doubts", "origin"), _FIRST_SEEN)
_PLACE = (*from_rows(Quoted, "quote", "char_start", "char_end", "page"), *_ON_PAGE, *_KNOWN)
_FACT_UNIQUE = (("id",),)
_FACT_INDEXES = (("document_id",), ("clause_id",))


def _id(what: str) -> Column:
    return Column("id", "TEXT", "标识", what, not_null=True)


def _of(
    name: str,
    row: type[Row],
    *columns: Column,
    indexes: tuple[tuple[str, ...], ...] = (),
    unique: tuple[tuple[str, ...], ...] = (),
) -> Table:
    """A table named `name` whose rows are those of `row`, with an integer primary key."""
    return Table(name, *titled(row), columns, indexes=indexes, unique=unique)


def _fact(name: str, row: type[Row], *columns: Column, indexes: tuple[tuple[str, ...], ...] = ()) -> Table:
    """A table of facts that hang on a clause: `columns` between where the fact stands and what it quotes."""
    about = (_PK, _FACT_ID, _DOCUMENT, _CLAUSE, _PATH)
    return _of(name, row, *about, *columns, *_PLACE, indexes=_FACT_INDEXES + indexes, unique=_FACT_UNIQUE)


def _plain(name: str, *indexes: tuple[str, ...]) -> Table:
    """The table of a kind of facts that needs no columns but what its rows say; what nobody describes has such a one."""
    row = fact_lists()[name]
    return _fact(name, row, *from_rows(row, *row.__annotations__), indexes=indexes)


_SOURCES = Table(
    "sources",
    *titled(Source),
    (
        *from_rows(Source, "id", "path", "media_type", "bytes", "pages"),
        from_row(Source, "edition_of", references=("sources", "id")),
        *from_rows(Source, "declared", "parser_version"),
    ),
    primary_key=("id",),
)

_ISSUES = Table(
    "issues",
    *titled(Issue),
    (
        from_row(Issue, "id"),
        _SOURCE,
        *from_rows(
            Issue, *(name for name in Issue.model_fields if name not in {"id", "contents", "rosters"})
        ),
        _FIRST_SEEN,
    ),
    primary_key=("id",),
    indexes=(("source_id",), ("year", "number")),
)

_DOCUMENTS = Table(
    "documents",
    *titled(Document),
    (
        from_row(Document, "id"),
        _PK,
        _SHORT_ID,
        *from_rows(Document, "title", "doc_number", "doc_type", "issuer", "issued_on", "role", "section"),
        _ISSUE,
        _SOURCE,
        Column(
            "parent_id", "TEXT", "上级文件", "印发本文件或本文件所附属的文件。", False, ("documents", "id")
        ),
        Column("seq", "INTEGER", "序", "在来源中的次序，从1起。", not_null=True),
        DOCUMENT_PLACE,
        *from_rows(Document, "key", "addressees", "annexes", "effective_from", "effective_until"),
        *from_rows(Document, "page_start", "page_end", "understood", "shares", "metadata"),
        _FIRST_SEEN,
        from_row(Document, "text"),
    ),
    primary_key=("id",),
    unique=(("pk",), ("short_id",)),
    indexes=(
        *(("issue_id",), ("source_id",), ("parent_id",), ("doc_number",), ("title",), ("issued_on",)),
        ("place",),
    ),
)

_CONTENTS = Table(
    "contents",
    *titled(ContentsLine),
    (
        Column("issue_id", "TEXT", "期次", "所在公报期次的标识。", True, ("issues", "id")),
        *from_rows(ContentsLine, "seq", "section", "title", "page"),
        from_row(ContentsLine, "document", "document_id", ("documents", "id")),
    ),
    primary_key=("issue_id", "seq"),
    indexes=(("document_id",),),
)

_BLOCKS = Table(
    "blocks",
    *titled(Block),
    (
        _DOCUMENT,
        Column("seq", "INTEGER", "序", "在文件中的次序，从1起。", not_null=True),
        *from_rows(Block, "kind", "char_start", "char_end", "page", "source"),
    ),
    primary_key=("document_id", "seq"),
)

_PAGES = Table(
    "pages",
    *titled(Page),
    (_SOURCE, *from_rows(Page, "page", "page_label", "section")),
    primary_key=("source_id", "page"),
)

_FRONT = Table(
    "front",
    *titled(FrontBlock),
    (
        _SOURCE,
        Column("seq", "INTEGER", "序", "在来源中的次序，从1起。", not_null=True),
        *from_rows(FrontBlock, "kind", "text", "page", "source"),
    ),
    primary_key=("source_id", "seq"),
)

_DISCARDS = Table(
    "discards",
    *titled(Discarded),
    (
        _SOURCE,
        from_row(Discarded, "name"),
        Column("count", "INTEGER", "处数", "来源中有多少处。", not_null=True),
        Column("ranges", "TEXT", "来源区间", "各处在来源文本中的字符区间，JSON。", not_null=True),
    ),
    primary_key=("source_id", "name"),
)

_CLAUSES = _of(
    "clauses",
    Clause,
    _PK,
    from_row(Clause, "id"),
    _SHORT_ID,
    _DOCUMENT,
    from_row(Clause, "parent", "parent_id", ("clauses", "id")),
    *from_rows(Clause, "seq", "depth", "kind", "label", "path", "heading", "text"),
    *from_rows(Clause, "page", "char_start", "char_end"),
    *_ON_PAGE,
    _FIRST_SEEN,
    unique=(("id",), ("short_id",)),
    indexes=(("document_id", "seq"), ("parent_id",), ("kind",)),
)

_UNITS = Table(
    "units",
    "机构",
    "承担职责或出现在任免中的单位；级别和类别未知的为空。",
    (
        _id("机构全称；无法确定全称的为地方加文中所写。"),
        _PK,
        Column("name", "TEXT", "名称", "规范的全称；无法确定全称的为文中所写。", not_null=True),
        Column("level", "TEXT", "级别", "国家、省、市、县等；未知的为空。"),
        Column("kind", "TEXT", "类别", "机构的种类；未能识别的机构为空。"),
        Column("place", "TEXT", "地方", "机构所属的地方；中央机构及未知的为空。"),
    ),
    primary_key=("id",),
    unique=(("pk",),),
)

_UNIT_ALIASES = Table(
    "unit_aliases",
    "机构别名",
    "机构名称的各种写法。",
    (
        Column("alias", "TEXT", "写法", "机构的一种写法。", not_null=True),
        _UNIT,
        Column("printed", "INTEGER", "见于文中", "所收公报中是否出现过这种写法。", not_null=True),
    ),
    primary_key=("alias", "unit_id"),
    indexes=(("unit_id",),),
)

_UNIT_REFORMS = Table(
    "unit_reforms",
    "机构沿革",
    "一行是一次机构改革：原机构、后继机构和日期；两者至少有一个在 units 中。",
    (
        _PK,
        Column(
            "former_id", "TEXT", "原机构", "原机构的标识；没有条款写到的为空。", references=("units", "id")
        ),
        Column("former", "TEXT", "原名称", "原机构的名称。", not_null=True),
        Column(
            "successor_id",
            "TEXT",
            "后继机构",
            "后继机构的标识；没有条款写到的为空。",
            references=("units", "id"),
        ),
        Column("successor", "TEXT", "后继名称", "后继机构的名称。", not_null=True),
        Column("day", "TEXT", "日期", "改革之日；只知年份的为年份。", not_null=True),
        Column("basis", "TEXT", "依据", "改革的依据。", not_null=True),
    ),
    indexes=(("former_id",), ("successor_id",)),
)

_UNIT_RELATIONS = Table(
    "unit_relations",
    "机构关系",
    "统称所涵盖的机构：如“民政部门”“各县（市、区）人民政府”各指哪些机构。",
    (
        _UNIT,
        Column("covers_id", "TEXT", "涵盖", "统称所涵盖的机构。", True, ("units", "id")),
    ),
    primary_key=("unit_id", "covers_id"),
    indexes=(("covers_id",),),
)

_CLAUSE_UNITS = _fact(
    "clause_units",
    Duty,
    _UNIT,
    *from_rows(Duty, "name", "role", "basis"),
    indexes=(("unit_id", "role"), ("role",)),
)

_DEADLINES = _plain("deadlines", ("due",))

_PRINTED_TABLES = _of(
    "tables",
    PrintedTable,
    _PK,
    _FACT_ID,
    _DOCUMENT,
    _CLAUSE,
    _PATH,
    *from_rows(PrintedTable, "caption", "cells"),
    *_PLACE,
    unique=_FACT_UNIQUE,
    indexes=_FACT_INDEXES,
)

_TARGETS = _fact(
    "targets",
    Target,
    Column("table_id", "TEXT", "表格", "数字所在的表格；不在表格中的为空。", False, ("tables", "id")),
    from_row(Target, "table", "table_caption"),
    *from_rows(Target, "row", "indicator", "comparator", "value", "value_max", "ratio", "unit"),
    *from_rows(Target, "value_base", "unit_base", "due", "kind", "nature"),
    indexes=(("due",), ("table_id",), ("kind",)),
)

_PEOPLE = Table(
    "people",
    "人物",
    "一行是一个姓名：公报不区分同名的人，此处也不区分；职务见任免、名单和大事记。",
    (_id("姓名。"), Column("name", "TEXT", "姓名", "姓名，去掉字间空格。", not_null=True)),
    primary_key=("id",),
)

_APPOINTMENTS = _of(
    "appointments",
    Appointment,
    _PK,
    _FACT_ID,
    _DOCUMENT,
    _CLAUSE,
    _PATH,
    from_row(Appointment, "date"),
    _PERSON,
    *from_rows(Appointment, "action", "organisation"),
    Column("unit_id", "TEXT", "机构", "任职单位的标识。", False, ("units", "id")),
    *from_rows(Appointment, "position", "authority", "probation", "note"),
    *_PLACE,
    unique=_FACT_UNIQUE,
    indexes=(*_FACT_INDEXES, ("person_id",), ("unit_id",), ("date",), ("organisation", "position")),
)

_ROSTERS = _of(
    "rosters",
    RosterMember,
    _PK,
    _FACT_ID,
    Column("document_id", "TEXT", "文件", "名单所在的文件；编委会为空。", False, ("documents", "id")),
    Column("issue_id", "TEXT", "期次", "编委会名单所在的公报期次；其余为空。", False, ("issues", "id")),
    *from_rows(RosterMember, "body", "role"),
    _PERSON,
    from_row(RosterMember, "post"),
    *_PLACE,
    indexes=(("document_id",), ("issue_id",), ("person_id",)),
    unique=_FACT_UNIQUE,
)

_EVENTS = _of(
    "events",
    Event,
    _PK,
    _FACT_ID,
    _DOCUMENT,
    *from_rows(Event, "start", "end", "text"),
    *_PLACE,
    unique=_FACT_UNIQUE,
    indexes=(("document_id",), ("start",)),
)

_EVENT_PEOPLE = _of(
    "event_people",
    EventPerson,
    _PK,
    _FACT_ID,
    Column("event_id", "TEXT", "记事", "所在的大事记。", True, ("events", "id")),
    _DOCUMENT,
    _PERSON,
    *from_rows(EventPerson, "post", "mentioned"),
    *_PLACE,
    indexes=(("event_id",), ("document_id",), ("person_id",)),
    unique=_FACT_UNIQUE,
)

_CITATIONS = _fact(
    "citations",
    Citation,
    *from_rows(Citation, "title", "doc_number", "relation"),
    from_row(Citation, "cited_document", "cited_document_id", ("documents", "id")),
    indexes=(("cited_document_id",), ("doc_number",), ("title",)),
)

_CLAUSE_CITATIONS = _fact(
    "clause_citations",
    ClauseCitation,
    *from_rows(ClauseCitation, "title", "doc_number", "cited_path"),
    from_row(ClauseCitation, "cited_document", "cited_document_id", ("documents", "id")),
    from_row(ClauseCitation, "cited_clause", "cited_clause_id", ("clauses", "id")),
    indexes=(("cited_document_id",), ("cited_clause_id",)),
)

_AMENDMENTS = _fact(
    "amendments",
    Amendment,
    *from_rows(Amendment, "no", "op", "target", "old", "new"),
    Column(
        "target_clause_id",
        "TEXT",
        "所改条款",
        "知识库收有被修改文件时，所改的条款。",
        False,
        ("clauses", "id"),
    ),
    indexes=(("target_clause_id",),),
)

_DIAGNOSTICS = _of(
    "diagnostics",
    Diagnostic,
    _PK,
    Column("source_id", "TEXT", "来源", "所在的来源；未能读入的来源为空。", False, ("sources", "id")),
    from_row(Diagnostic, "document", "document_id", ("documents", "id")),
    *from_rows(Diagnostic, "severity", "code", "message", "page", "char_start", "char_end", "boxes"),
    indexes=(("source_id",), ("document_id",), ("code",)),
)

_META = Table(
    "meta",
    "建库信息",
    "本次建库的版本、来源数、各表行数和日期。同样的来源两次建库，只有本表、changes、moved 和 first_seen 可以不同。",
    (
        Column("key", "TEXT", "项目", "项目名称。", not_null=True),
        Column("value", "TEXT", "值", "项目的值。"),
    ),
    primary_key=("key",),
)

_DESCRIBED = (Duty, Deadline, Target, Citation, ClauseCitation, Appointment, Amendment)
_OTHER_FACTS = tuple(_plain(name) for name, row in fact_lists().items() if row not in _DESCRIBED)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        *(_SOURCES, _ISSUES, _DOCUMENTS, _CONTENTS, _BLOCKS, _PAGES, _FRONT, _DISCARDS),
        *(_CLAUSES, _UNITS, _UNIT_ALIASES, _UNIT_RELATIONS, _UNIT_REFORMS, _CLAUSE_UNITS, _DEADLINES),
        *(_PRINTED_TABLES, _TARGETS, _PEOPLE, _APPOINTMENTS, _ROSTERS, _EVENTS, _EVENT_PEOPLE),
        *(_CITATIONS, _CLAUSE_CITATIONS, _AMENDMENTS, *_OTHER_FACTS),
        *(INDICATORS, INDICATOR_TARGETS, POST_ACTS),
        *(_DIAGNOSTICS, CLAUSE_FACETS, CLAUSE_BOUND, CLAUSE_DUE, CORRECTIONS, CHANGES, MOVED, _META),
    )
}
"""Every table by name; a table stands after those it refers to."""


def create_tables(connection: sqlite3.Connection) -> None:
    """Create every table, but for the search indexes, in an empty database."""
    for table in TABLES.values():
        connection.execute(table.created)
    connection.execute(f"pragma user_version = {DATABASE_VERSION}")


def create_search_indexes(connection: sqlite3.Connection) -> None:
    """Create the search indexes."""
    for index in SEARCH_INDEXES:
        connection.execute(f"create virtual table main.[{index}] using fts5 (tokens, {FTS_OPTIONS})")


def create_indexes(connection: sqlite3.Connection) -> None:
    """Create the indexes: after the rows, which is faster than before them."""
    for table in TABLES.values():
        for statement in table.indexed:
            connection.execute(statement)
