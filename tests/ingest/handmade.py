"""Small gazettes made by hand, as the parsers would give them."""

from __future__ import annotations

from collections.abc import Sequence

from schema.document import (
    Block,
    Clause,
    ContentsLine,
    Diagnostic,
    Discarded,
    Document,
    FrontBlock,
    Gazette,
    Issue,
    Page,
    ParsedDocument,
    Source,
    Table,
)
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

ON_PAGE = {"boxes": ((2, 56.7, 100.0, 289.1, 112.5), (2, 56.7, 118.0, 90.0, 130.5)), "confidence": 0.93}
NUMBER = "通政办发〔2022〕81号"
PLAN = "南通市养老服务实施方案"


def make_source(name: str, sha: str, pages: int | None = None) -> Source:
    return Source(id=sha, path=name, media_type="text/plain", bytes=100, pages=pages, parser_version="0.1.0")


def make_document(
    lines: Sequence[tuple[str, str]], **fields: object
) -> tuple[Document, tuple[Block, ...], dict[str, tuple[int, int]]]:
    """A document of `(kind, line)` blocks; the blocks; and where each line stands."""
    text, blocks, places = "", [], {}
    for kind, line in lines:
        start = len(text)
        text += line
        blocks.append(
            Block.model_validate({"kind": kind, "char_start": start, "char_end": len(text), "page": 2})
        )
        places[line] = (start, len(text))
        text += "\n"
    return Document.model_validate({**fields, "text": text.rstrip("\n")}), tuple(blocks), places


def place(document: Document, quote: str) -> dict[str, object]:
    """The place of a quotation in a document."""
    start = document.text.index(quote)
    return {"quote": quote, "char_start": start, "char_end": start + len(quote), "page": 2, **ON_PAGE}


def make_clause(document: Document, seq: int, path: str, line: str, **fields: object) -> Clause:
    start = document.text.index(line)
    values = {"depth": 1, "kind": "item", "text": line, "parent": None, **fields}
    return Clause.model_validate(
        {
            "id": f"{document.id}/{path}",
            "seq": seq,
            "path": path,
            "page": 2,
            "char_start": start,
            "char_end": start + len(line),
            **ON_PAGE,
            **values,
        }
    )


def make_duty(document: Document, clause: Clause, name: str, role: str, canonical: str | None = None) -> Duty:
    hangs = {"clause": clause.id, "path": clause.path, **place(document, name)}
    return Duty.model_validate(
        {"name": name, "canonical": canonical, "role": role, "basis": "inline", **hangs}
    )


def make_notice(issue_id: str) -> ParsedDocument:
    document, blocks, _ = make_document(
        [
            ("title", f"南通市人民政府办公室关于印发{PLAN}的通知"),
            ("number", NUMBER),
            ("addressee", "各县（市、区）人民政府："),
            ("paragraph", f"现将《{PLAN}》印发给你们。"),
            ("signature", "南通市人民政府办公室"),
        ],
        id=f"{issue_id}/{NUMBER}/notice",
        key=NUMBER,
        role="notice",
        title=f"南通市人民政府办公室关于印发{PLAN}的通知",
        doc_number=NUMBER,
        doc_type="通知",
        issued_on="2022-09-30",
    )
    clause = make_clause(document, 1, "", f"现将《{PLAN}》印发给你们。", kind="paragraph", depth=0)
    hangs = {"clause": clause.id, "path": ""}
    citation = Citation.model_validate(
        {"title": PLAN, "relation": "issues", **hangs, **place(document, PLAN)}
    )
    return ParsedDocument(document=document, blocks=blocks, clauses=(clause,), citations=(citation,))


def make_plan(issue_id: str, year: int) -> ParsedDocument:
    first = "（一）加强领导。由市民政局牵头，财政部门、养老服务协会配合，2025年底前建成4.5个VOCs治理站。"
    second = "（二）资金保障。自备案之日起20个工作日内拨付，对5G项目奖励50万元。"
    document, blocks, _ = make_document(
        [
            ("title", PLAN),
            ("clause", first),
            ("clause", second),
            ("caption", "主要指标"),
            ("table", "养老床位 1000 张"),
        ],
        id=f"{issue_id}/{PLAN}/instrument",
        key=PLAN,
        role="instrument",
        title=PLAN,
        doc_type="方案",
        issuer="南通市人民政府办公室",
        issued_on=f"{year}-09-30",
        parent=NUMBER,
        addressees=("各县（市、区）人民政府",),
    )
    one = make_clause(
        document,
        1,
        "（一）",
        first,
        label="（一）",
        heading="加强领导",
        text=first.removeprefix("（一）加强领导。"),
    )
    two = make_clause(
        document,
        2,
        "（二）",
        second,
        label="（二）",
        heading="资金保障",
        text=second.removeprefix("（二）资金保障。"),
    )
    in_one, in_two = ({"clause": c.id, "path": c.path} for c in (one, two))
    return ParsedDocument(
        document=document,
        blocks=blocks,
        clauses=(one, two),
        units=(
            make_duty(document, one, "市民政局", "lead", canonical="南通市民政局"),
            make_duty(document, one, "财政部门", "cooperate"),
            make_duty(document, one, "养老服务协会", "cooperate"),
        ),
        deadlines=(
            Deadline.model_validate(
                {
                    "text": "2025年底前",
                    "kind": "by",
                    "due": "2025-12-31",
                    **in_one,
                    **place(document, "2025年底前"),
                }
            ),
            Deadline.model_validate(
                {
                    "text": "自备案之日起20个工作日内",
                    "kind": "within",
                    "duration": "P20D",
                    "working_days": True,
                    "anchor": "备案",
                    **in_two,
                    **place(document, "自备案之日起20个工作日内"),
                }
            ),
        ),
        targets=(
            Target.model_validate(
                {
                    "indicator": "养老床位",
                    "comparator": "=",
                    "value": 1000,
                    "unit": "张",
                    "kind": "target",
                    "table": "主要指标",
                    "row": "养老床位",
                    **place(document, "1000"),
                }
            ),
        ),
        tables=(
            Table.model_validate(
                {
                    "caption": "主要指标",
                    "cells": (("养老床位", "1000", "张"),),
                    **place(document, "养老床位 1000 张"),
                }
            ),
        ),
    )


def make_people(issue_id: str) -> list[ParsedDocument]:
    listed, blocks, _ = make_document(
        [("title", "干部任免名单"), ("appointment", "王五任市民政局局长；免去王五的市财政局副局长职务。")],
        id=f"{issue_id}/干部任免名单/appointments",
        key="干部任免名单",
        role="appointments",
        title="干部任免名单",
    )
    appointments = tuple(
        Appointment.model_validate(
            {
                "date": "2022-10-08",
                "person": "王五",
                "action": action,
                "organisation": organisation,
                "position": position,
                **place(listed, quote),
            }
        )
        for action, organisation, position, quote in [
            ("appoint", "南通市民政局", "局长", "王五任市民政局局长"),
            ("remove", "南通市财政局", "副局长", "免去王五的市财政局副局长职务"),
        ]
    )
    told, lines, _ = make_document(
        [
            ("title", "大事记"),
            ("event", "1日 市长张三调研养老服务，副市长王五参加。"),
            ("event", "3日 李四来访。"),
        ],
        id=f"{issue_id}/大事记/chronicle",
        key="大事记",
        role="chronicle",
        title="大事记",
    )
    events = tuple(
        Event.model_validate(
            {
                "start": day,
                "end": day,
                "text": text,
                "people": tuple(_named(told, name, post) for name, post in people),
                **place(told, text),
            }
        )
        for day, text, people in [
            ("2022-10-01", "市长张三调研养老服务，副市长王五参加。", [("张三", "市长"), ("王五", "副市长")]),
            ("2022-10-03", "李四来访。", [("李四", None)]),
        ]
    )
    return [
        ParsedDocument(document=listed, blocks=blocks, appointments=appointments),
        ParsedDocument(document=told, blocks=lines, events=events),
    ]


def _named(document: Document, name: str, post: str | None) -> EventPerson:
    start = document.text.index(name)
    return EventPerson(name=name, post=post, char_start=start, char_end=start + len(name))


def make_issue(number: int = 6, year: int = 2022, sha: str = "a" * 64, pages: int | None = None) -> Gazette:
    issue_id = f"南通市人民政府公报/{year}/{number}"
    documents = (make_notice(issue_id), make_plan(issue_id, year), *make_people(issue_id))
    issue = Issue(
        id=issue_id,
        gazette="南通市人民政府公报",
        year=year,
        number=number,
        published_on=f"{year}-{number + 4:02d}-15",
        contents=(
            ContentsLine(seq=1, section="市政府文件", title=documents[0].document.title, page=3),
            ContentsLine(seq=2, title="没有的文件", page=9),
        ),
        rosters=(
            RosterMember(
                body="编辑委员会", role="主任", person="张三", quote="张三", char_start=0, char_end=2
            ),
        ),
    )
    doubt = Diagnostic(
        document=documents[1].document.id,
        severity="warning",
        code="gap",
        message="第2页：编号不连续。",
        page=2,
        boxes=((2, 72.0, 144.0, 288.0, 158.0),),
    )
    return Gazette(
        source=make_source(f"nantong-{year}-{number:02d}-{sha[:4]}.txt", sha, pages),
        pages=(Page(page=1), Page(page=2, page_label="12", section="市政府文件")),
        issue=issue,
        documents=documents,
        diagnostics=(doubt,),
        front=(FrontBlock(kind="masthead", text="南通市人民政府公报", page=1, source=((0, 9),)),),
        discards=(
            Discarded(name="line_break", source=(9, 10)),
            Discarded(name="page_number", source=(10, 12)),
            Discarded(name="line_break", source=(12, 13)),
        ),
    )


def make_decision(sha: str = "d" * 64) -> Gazette:
    """A document on its own that amends another."""
    line = f"一、将《{PLAN}》（{NUMBER}）第一项中的“领导”修改为“组织领导”。"
    document, blocks, _ = make_document(
        [("title", "关于修改养老服务实施方案的决定"), ("clause", line)],
        id="关于修改养老服务实施方案的决定/instrument",
        key="关于修改养老服务实施方案的决定",
        role="instrument",
        title="关于修改养老服务实施方案的决定",
        issued_on="2023-01-05",
    )
    clause = make_clause(document, 1, "一", line, label="一、", text=line.removeprefix("一、"))
    hangs = {"clause": clause.id, "path": "一"}
    return Gazette(
        source=make_source("decision.html", sha),
        documents=(
            ParsedDocument(
                document=document,
                blocks=blocks,
                clauses=(clause,),
                citations=(
                    Citation.model_validate(
                        {
                            "title": PLAN,
                            "doc_number": NUMBER,
                            "relation": "amends",
                            **hangs,
                            **place(document, f"《{PLAN}》（{NUMBER}）"),
                        }
                    ),
                ),
                clause_citations=(
                    ClauseCitation.model_validate(
                        {
                            "title": PLAN,
                            "doc_number": NUMBER,
                            "cited_path": "（一）",
                            **hangs,
                            **place(document, "第一项"),
                        }
                    ),
                ),
                amendments=(
                    Amendment.model_validate(
                        {
                            "no": "一",
                            "op": "replace_text",
                            "target": "第一项",
                            "old": "领导",
                            "new": "组织领导",
                            **hangs,
                            **place(document, line.removeprefix("一、")),
                        }
                    ),
                ),
            ),
        ),
    )


FILLED = frozenset(
    [
        "sources",
        "issues",
        "documents",
        "contents",
        "blocks",
        "pages",
        "front",
        "discards",
        "clauses",
        "units",
        "unit_aliases",
        "unit_relations",
        "clause_units",
        "deadlines",
        "tables",
        "targets",
        "people",
        "appointments",
        "rosters",
        "events",
        "event_people",
        "citations",
        "amendments",
        "indicators",
        "indicator_targets",
        "post_acts",
        "diagnostics",
        "clause_facets",
        "clause_bound",
        "clause_due",
        "meta",
    ]
)
"""The tables that both the corpus and these documents fill; one of a new kind of fact may stay empty."""
