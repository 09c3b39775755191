"""The addresses that programs may ask, described once: for OpenAPI, for the page `/api`, for models and crawlers."""

from __future__ import annotations

from kb.answers.promises.outcomes import STATES
from kb.answers.promises.stages import STAGES
from kb.units import RINGS
from kb.words import words_of
from schema.search_tables import FACTS, ROLES
from web.api.described import Address, Argument

LIMIT = 100
MOST = 1000
"""Rows of one answer, unless others are asked for; and the most."""

_ID = Argument("id", "标识；其中的“/”照写", "id; / stands in it as it is", in_path=True)
_PAGE = Argument("page", "第几页，从1起", "page, from 1", "integer", least=1, most=500)
_LIMIT = Argument(
    "limit", f"每次几行，默认{LIMIT}", f"rows at a time, {LIMIT} by default", "integer", least=1, most=MOST
)
_AFTER = Argument("after", "从何处接续；取自 next", "where to go on; taken from next", "mark")
_FIELDS = Argument(
    "fields", "各行只要这些字段，以逗号隔开", "of each row only these fields, parted by commas", "fields"
)
_PARTS = Argument(
    "fields",
    "只要这些部分，如 clauses,targets.value",
    "only these parts, such as clauses,targets.value",
    "fields",
)
_OF_LIST = (_LIMIT, _AFTER, _FIELDS)
_UNIT = Argument("unit", "单位，任一写法", "an organisation, under any of its names", "unit")
_ROLE = Argument("role", "角色", "a role", choices=tuple(ROLES))
_OF_DOCUMENTS = (
    Argument("place", "地方", "place"),
    Argument("doc_type", "文种", "type of document"),
    Argument("in_force", "在此日有效", "in force on this day", "day"),
)


_SINCE = Argument("since", "此日及以后收录", "first seen on this day or later", "day")


def _day(name: str, chinese: str, english: str) -> Argument:
    return Argument(name, chinese, english, "day")


OF_PAGES = (
    Address(
        "/search.json",
        "检索条款、文件、大事记",
        "Search clauses, documents and events",
        "#SearchAnswer",
        (
            Argument("q", "所查文字，可以是一句话", "words, or a question in words"),
            Argument("plain", "1：文字照查，不作理解", "1: take the words as they are", choices=("1",)),
            Argument("in", "范围", "what to look for", choices=("clauses", "documents", "events")),
            _UNIT,
            _ROLE,
            Argument("fact", "条款所含", "facts that a clause must hold", choices=tuple(FACTS)),
            Argument("due_from", "到期从", "due from", "date"),
            Argument("due_until", "到期至", "due until", "date"),
            *_OF_DOCUMENTS,
            Argument("year", "成文年份", "year of issue", "year"),
            Argument("gazette", "公报名称", "name of the gazette"),
            Argument("sort", "date：按日期", "date: by date", choices=("date",)),
            _PAGE,
            _FIELDS,
        ),
        "/search.json?q=建设&fields=id,path,units,deadlines,targets",
    ),
    Address(
        "/documents/{id}.json",
        "一个文件及其条款和各类事实",
        "A document with its clauses and facts",
        "#ParsedDocument",
        (_ID, _PARTS),
        "/documents/{document}.json?fields=document.title,clauses.path,clauses.text,deadlines",
    ),
    Address(
        "/issues/{id}.json",
        "一期公报及其文件",
        "An issue and its documents",
        "#IssueAnswer",
        (_ID, _PARTS),
        "/issues/{issue}.json",
    ),
    Address(
        "/people/{id}.json",
        "一个姓名下的任免、名单、大事",
        "What is printed of a name",
        "#PersonAnswer",
        (_ID, _PAGE, _FIELDS),
        "/people/{person}.json",
    ),
    Address(
        "/units/{id}.json",
        "一个单位的名称及其职责",
        "An organisation, its names, and what binds it",
        "#UnitAnswer",
        (
            _ID,
            Argument("ring", "涉及方式", "through which ring it is bound", choices=tuple(RINGS)),
            _ROLE,
            _SINCE,
            *_OF_DOCUMENTS,
            *_OF_LIST,
        ),
        "/units/{unit}.json?limit=2",
    ),
)
"""The pages of one thing, and the search: objects of the schema."""

LISTS = (
    Address(
        "/documents.json",
        "各文件",
        "The documents",
        "@documents",
        (*_OF_DOCUMENTS, Argument("year", "成文年份", "year of issue", "year"), *_OF_LIST),
        "/documents.json?limit=2",
    ),
    Address("/issues.json", "各期公报", "The issues", "@issues", _OF_LIST, "/issues.json?limit=2"),
    Address("/units.json", "各单位", "The organisations", "@units", _OF_LIST, "/units.json?limit=2"),
    Address(
        "/deadlines.json",
        "到期事项",
        "What falls due",
        "@due",
        (
            _UNIT,
            _ROLE,
            Argument("kind", "类型", "kind", choices=("by", "period", "recurring", "undated")),
            Argument(
                "span",
                "时段；不写的为今日起",
                "a span of days; from today on where there is none",
                choices=("month", "quarter", "next_quarter", "year", "overdue", "all"),
            ),
            _day("start", "到期从", "due from"),
            _day("end", "到期至", "due until"),
            _SINCE,
            *_OF_DOCUMENTS,
            *_OF_LIST,
        ),
        "/deadlines.json?span=all&limit=2",
    ),
    Address(
        "/targets.json",
        "指标",
        "Numbers that bind or are reported",
        "@targets",
        (
            _UNIT,
            Argument("year", "完成年份", "year when due", "year"),
            Argument("kind", "性质", "kind", choices=tuple(words_of("targets", "kind"))),
            Argument("nature", "属性", "nature", choices=tuple(words_of("targets", "nature"))),
            Argument("indicator", "指标名称中的文字", "words of the indicator"),
            _SINCE,
            *_OF_DOCUMENTS,
            *_OF_LIST,
        ),
        "/targets.json?kind=target&fields=indicator,comparator,value,unit,due,doubts",
    ),
    Address(
        "/indicators.json",
        "目标与兑现",
        "Promises and outcomes",
        "@indicators",
        (
            Argument("q", "指标名称中的文字", "words of the indicator"),
            Argument("place", "地方", "place"),
            Argument("state", "兑现情况", "outcome", choices=tuple(STATES)),
            *_OF_LIST,
        ),
        "/indicators.json?limit=2",
    ),
    Address(
        "/indicators/{id}.json",
        "一个指标的目标与公布数",
        "The promises and statements of an indicator",
        "@indicators",
        (_ID, *_OF_LIST),
        "/indicators/{indicator}.json",
    ),
    Address(
        "/people.json",
        "任免",
        "Appointments and removals",
        "@appointments",
        (
            Argument("year", "年份", "year", "year"),
            Argument("authority", "决定机关", "authority"),
            Argument("post", "职务中的文字", "words of the post"),
            *_OF_LIST,
        ),
        "/people.json?limit=2",
    ),
    Address(
        "/posts.json",
        "任职情况",
        "Holders of posts",
        "@holders",
        (
            Argument("q", "职务中的文字", "words of the post"),
            _day("on", "在此日；不写的为今日", "on this day; today where there is none"),
            *_OF_LIST,
        ),
        "/posts.json?limit=2",
    ),
    Address(
        "/posts/{body}/{position}.json",
        "一个职务历任",
        "The line of holders of a post",
        "@holders",
        (
            Argument("body", "单位", "organisation", in_path=True),
            Argument("position", "职务", "position", in_path=True),
            *_OF_LIST,
        ),
        "/posts/{body}/{position}.json",
    ),
    Address(
        "/amended.json",
        "修改与废止",
        "Which document amends or repeals which",
        "@amended",
        _OF_LIST,
        "/amended.json?limit=2",
    ),
    Address(
        "/amended/{id}.json",
        "一份决定的修改前后对照，以短地址中的标识指明",
        "What a decision changes, before and after, by the name in its short address",
        "@operations",
        (_ID, *_OF_LIST),
        "/amended/{decision}.json",
    ),
    Address(
        "/tasks.json",
        "设定、分解任务或者报告的文件",
        "The documents that set tasks, share them out or report on them",
        "@staged",
        (
            Argument("place", "地方", "place"),
            Argument("stage", "阶段", "stage", choices=tuple(STAGES)),
            *_OF_LIST,
        ),
        "/tasks.json?limit=2",
    ),
    Address(
        "/tasks/{short}.json",
        "一份文件的任务在同一地方其他规划、分解方案和报告中的记载，以短地址中的标识指明",
        "The tasks of a document in the plans, breakdowns and reports of its place, by the name in its short address",
        "@counterparts",
        (Argument("short", "短地址中的标识", "the name in the short address", in_path=True), *_OF_LIST),
        "/tasks/{short}.json",
    ),
    Address(
        "/doubts.json",
        "存疑",
        "What is doubted",
        "@doubts",
        (
            Argument("code", "种类的代码", "code of the kind"),
            Argument("q", "文件名或说明中的文字", "words of the document or message"),
            *_OF_LIST,
        ),
        "/doubts.json?limit=2",
    ),
    Address(
        "/following.json", "关注内容的新增事项", "What is new of what is followed", "@following", _OF_LIST
    ),
)
"""Lists of rows; each answers `{name, title, rows, next}`."""

_WORKDAYS = Address(
    "/workdays.json",
    "推算期限：自事件起算的期限在哪一日届满",
    "The last day of a limit that hangs on an event whose day is known",
    "#WorkdaysAnswer",
    (
        Argument("fact", "一项时限的标识", "id of a deadline"),
        Argument("length", "期限，几日", "days of a limit", "integer", least=1, most=1000),
        Argument("unit", "工作日或者自然日", "working days or all", choices=("workdays", "days")),
        Argument("before", "1：自事件往前推", "1: before the event", choices=("1",)),
        _day("event", "事件日期", "day of the event"),
        _FIELDS,
    ),
    "/workdays.json?length=20&event=2022-09-26",
)

OTHERS = (
    _WORKDAYS,
    Address(
        "/changes.json",
        "历次建库的增、改、删",
        "What builds added, changed and removed",
        "#ChangesAnswer",
        (
            Argument("since", "此号之后的变动", "changes after this number", "integer"),
            _LIMIT,
            _FIELDS,
        ),
        "/changes.json?since=0",
    ),
    Address(
        "/changes.atom",
        "最近的变动（Atom）",
        "The newest changes (Atom)",
        "application/atom+xml",
        (),
        "/changes.atom",
    ),
    Address(
        "/kb/{table}.json",
        "一张数据表；_shape=array 只给各行",
        "A table; _shape=array gives the rows alone",
        "table",
        (
            Argument("table", "表名", "a table", in_path=True),
            Argument("_shape", "objects、array", "objects or array"),
        ),
        "/kb/units.json?_shape=array",
    ),
    Address("/schema.json", "JSON Schema", "The JSON Schema", "object", (), "/schema.json"),
    Address(
        "/openapi.json",
        "本接口的说明（OpenAPI 3.1）",
        "This description (OpenAPI 3.1)",
        "object",
        (),
        "/openapi.json",
    ),
    Address(
        "/-/health.json",
        "何时建库、最新一期",
        "When the base was built, and its newest issue",
        "object",
        (),
        "/-/health.json",
    ),
)

ADDRESSES = (*OF_PAGES, *LISTS, *OTHERS)
