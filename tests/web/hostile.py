"""A gazette whose every text would do harm on a page that does not escape it."""

from __future__ import annotations

from handmade import make_clause, make_document, make_duty, make_source, place

from schema.document import Diagnostic, Gazette, Issue, ParsedDocument, Table
from schema.facts import Appointment, Citation, ClauseCitation, Deadline, RosterMember, Target

HARM = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>{{ 7*7 }}{% raw %}&amp;"
"""Must stand on a page as these signs, whoever put them into a file."""

ISSUE = "坏报<b>/2024/1"


def make_hostile() -> Gazette:
    """An issue with one document: title, unit, person, deadline, target, table and citations all carry `HARM`."""
    title, unit, person = f"关于{HARM}的通知", f"市{HARM}局", f"赵{HARM}"
    line = f"一、由{unit}负责，{HARM}在2030年底前建成77个，依据《{HARM}办法》，任命{person}。"
    document, blocks, _ = make_document(
        [("title", title), ("clause", line), ("caption", f"表{HARM}"), ("table", f"甲{HARM}\t乙")],
        id=f"{ISSUE}/{title}/instrument",
        key=title,
        role="instrument",
        title=title,
        doc_number=f"坏发{HARM}1号",
        doc_type="通知",
        issuer=f"坏{HARM}政府",
        issued_on="2024-01-02",
    )
    clause = make_clause(document, 1, "一", line, label="一、", text=line.removeprefix("一、"))
    hangs = {"clause": clause.id, "path": "一"}

    def at(quote: str) -> dict[str, object]:
        return {**hangs, **place(document, quote)}

    parsed = ParsedDocument(
        document=document,
        blocks=blocks,
        clauses=(clause,),
        units=(make_duty(document, clause, unit, "lead"),),
        deadlines=(
            Deadline.model_validate(
                {"text": "2030年底前", "kind": "by", "due": "2030-12-31", **at("2030年底前")}
            ),
        ),
        targets=(
            Target.model_validate(
                {"indicator": HARM, "comparator": "=", "value": 77, "unit": "个", "due": "2030-12-31"}
                | {"kind": "target", **at("77个")}
            ),
        ),
        citations=(
            Citation.model_validate({"title": f"{HARM}办法", "relation": "basis", **at(f"《{HARM}办法》")}),
        ),
        clause_citations=(
            ClauseCitation.model_validate(
                {"title": f"{HARM}办法", "cited_path": "第三条", **at(f"《{HARM}办法》")}
            ),
            ClauseCitation.model_validate(
                {"cited_path": "第一条", "cited_document": document.id, "cited_clause": clause.id, **at(HARM)}
            ),
        ),
        appointments=(
            Appointment.model_validate(
                {"person": person, "action": "appoint", "position": f"长{HARM}", "date": "2024-01-02"}
                | at(person)
            ),
        ),
        tables=(
            Table.model_validate(
                {"caption": f"表{HARM}", "cells": ((f"甲{HARM}", "乙"),), **at(f"甲{HARM}\t乙")}
            ),
        ),
    )
    board = RosterMember(body=HARM, role="主任", person=person, quote=person, char_start=0, char_end=1)
    return Gazette(
        source=make_source("hostile.txt", "e" * 64),
        issue=Issue(id=ISSUE, gazette=f"坏报{HARM}", year=2024, number=1, rosters=(board,)),
        documents=(parsed,),
        diagnostics=(Diagnostic(document=document.id, severity="warning", code="gap", message=HARM),),
    )
