"""The addresses that programs may ask, described once: for OpenAPI, for the page `/api`, for models and crawlers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of an address: in its path or behind the question mark."""

    name: str
    chinese: str
    english: str
    kind: str = "string"
    in_path: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """An address that answers programs. `example` is one that any kb.db answers; `answer` names a schema or a type."""

    path: str
    chinese: str
    english: str
    answer: str
    arguments: tuple[Argument, ...] = ()
    example: str | None = None


_ID = Argument("id", "标识；其中的“/”照写", "id; / stands in it as it is", in_path=True)
_PAGE = Argument("page", "第几页，从1起", "page, from 1", "integer")
_FIELDS = Argument("fields", "只要这些字段，以逗号隔开", "only these fields, parted by commas")

ADDRESSES = (
    Address(
        "/search.json",
        "检索条款、文件、大事记",
        "Search clauses, documents and events",
        "object",
        (
            Argument("q", "所查文字", "words"),
            Argument("unit", "单位，任一写法", "an organisation, under any of its names"),
            Argument("role", "角色：lead、responsible、cooperate、interpret", "a role"),
            _PAGE,
        ),
        "/search.json?q=建设",
    ),
    Address(
        "/documents/{id}.json",
        "一个文件及其条款和各类事实",
        "A document with its clauses and facts",
        "#ParsedDocument",
        (_ID,),
    ),
    Address("/issues/{id}.json", "一期公报及其文件", "An issue and its documents", "object", (_ID,)),
    Address(
        "/people/{id}.json",
        "一个姓名下的任免、名单、大事",
        "What is printed of a name",
        "object",
        (_ID, _PAGE),
    ),
    Address("/units.json", "各单位", "The organisations", "object", (), "/units.json"),
    Address(
        "/units/{id}.json",
        "一个单位的职责任务、期限、指标",
        "What binds an organisation: tasks, time limits, numbers",
        "object",
        (_ID,),
    ),
    Address("/deadlines.json", "到期事项", "What falls due", "object", (), "/deadlines.json"),
    Address("/targets.json", "指标", "Numbers that bind or are reported", "object", (), "/targets.json"),
    Address("/indicators.json", "目标与兑现", "Promises and outcomes", "object", (), "/indicators.json"),
    Address("/people.json", "任免", "Appointments and removals", "object", (), "/people.json"),
    Address("/posts.json", "任职情况", "Holders of posts", "object", (), "/posts.json"),
    Address(
        "/amended.json", "修改与废止", "Which document amends or repeals which", "object", (), "/amended.json"
    ),
    Address(
        "/amended/{id}.json",
        "一份决定的修改前后对照，以短地址中的标识指明",
        "What a decision changes, before and after, by the name in its short address",
        "object",
        (_ID,),
    ),
    Address("/doubts.json", "存疑", "What is doubted", "object", (), "/doubts.json"),
    Address(
        "/changes.json",
        "历次建库的增、改、删",
        "What builds added, changed and removed",
        "object",
        (
            Argument("since", "此号之后的变动", "changes after this number", "integer"),
            Argument("limit", "最多几条，至多1000", "at most so many, up to 1000", "integer"),
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
        "object",
        (
            Argument("table", "表名", "a table", in_path=True),
            Argument("_shape", "objects、array", "objects or array"),
        ),
        "/kb/units.json?_shape=array",
    ),
    Address(
        "/schema.json",
        "文件的 JSON Schema",
        "The JSON Schema of what is exported",
        "object",
        (),
        "/schema.json",
    ),
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


def openapi(schema: dict[str, Any], version: str) -> dict[str, Any]:
    """The description of the addresses, with the row types of `schema` as components."""
    components = {name: _moved(definition) for name, definition in schema["$defs"].items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "政府公报知识库 gongbao",
            "version": version,
            "description": "Facts from government gazettes, each with its quotation and page. Reading is open to any origin.",
        },
        "paths": {address.path: {"get": _operation(address)} for address in ADDRESSES},
        "components": {"schemas": components},
    }


def _operation(address: Address) -> dict[str, Any]:
    content = "application/json"
    said: dict[str, Any] = {"type": "object"}
    if address.answer.startswith("#"):
        said = {"$ref": f"#/components/schemas/{address.answer[1:]}"}
    elif "/" in address.answer:
        content, said = address.answer, {"type": "string"}
    return {
        "summary": f"{address.chinese} / {address.english}",
        "parameters": [
            {
                "name": argument.name,
                "in": "path" if argument.in_path else "query",
                "required": argument.in_path,
                "description": f"{argument.chinese} / {argument.english}",
                "schema": {"type": argument.kind},
            }
            for argument in address.arguments
        ],
        "responses": {
            "200": {"description": "OK", "content": {content: {"schema": said}}},
            "400": {"description": "an argument that cannot be"},
            "404": {"description": "nothing has this id"},
        },
    }


def _moved(value: Any) -> Any:
    """A part of the JSON Schema, whose references lead to the components."""
    if isinstance(value, dict):
        return {
            key: item.replace("#/$defs/", "#/components/schemas/") if key == "$ref" else _moved(item)
            for key, item in value.items()
        }
    return [_moved(item) for item in value] if isinstance(value, list) else value
