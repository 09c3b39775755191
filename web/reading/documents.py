"""A document as it is read: its text in blocks with their marks, its clause tree, and what it is linked with."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from web.browse.issues import issue_title
from web.reading.changes import Changes, changes_of
from web.reading.citing import citing_clauses
from web.reading.corrections import corrections_of
from web.reading.doubted import doubts_of
from web.reading.facts import marks_of
from web.reading.marking import Mark, marked, table_html
from web.reading.rows import Row, first, rows
from web.search.words import kind_of_document, word_for
from web.site.site import Link, anchor, clause_path, pinpoint, short_path


@dataclass(frozen=True, slots=True)
class Duty:
    """The organisations that one clause names in one role."""

    role: str
    names: tuple[str, ...]


@dataclass(slots=True)
class Block:
    """A block of the text: its HTML, and the clause that begins with it."""

    kind: str
    html: Markup
    start: int
    anchor: str = ""
    short: str = ""
    report: str = ""
    cite: str = ""
    depth: int = 0
    is_heading: bool = False
    page: int | None = None
    duties: list[Duty] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    changes: list[Row] = field(default_factory=list)
    cited_by: list[Row] = field(default_factory=list)
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A line of the clause tree."""

    anchor: str
    depth: int
    label: str
    heading: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a document's page shows."""

    document: Row
    number: str | None
    source: Row | None
    issue: Row | None
    blocks: list[Block]
    tree: list[Node]
    links: dict[str, list[Row]]
    changes: Changes
    corrections: list[Row]
    doubts: list[Row]
    counts: dict[str, int]
    page_labels: dict[int, str]


def document_page(connection: sqlite3.Connection, document_id: str, link: Link) -> Page | None:
    """The page of a document, its links made by `link`; None where there is none of this id."""
    document = first(connection, "select * from documents where id = ?", [document_id])
    if document is None:
        return None
    marks = [replace(mark, href=link(mark.href)) for mark in marks_of(connection, document_id)]
    clauses = rows(connection, "select * from clauses where document_id = ? order by seq", [document_id])
    changes = changes_of(connection, document)
    counts: dict[str, int] = {}
    for mark in marks:
        counts[mark.kind] = counts.get(mark.kind, 0) + 1
    return Page(
        document=document,
        number=document["doc_number"] or _number_of_notice(connection, document["parent_id"]),
        source=first(connection, "select * from sources where id = ?", [document["source_id"]]),
        issue=first(connection, "select * from issues where id = ?", [document["issue_id"]]),
        blocks=_blocks(connection, document, clauses, marks, changes),
        tree=[_node(clause) for clause in clauses if clause["label"]],
        links=_links(connection, document),
        changes=changes,
        corrections=corrections_of(connection, document_id),
        doubts=doubts_of(connection, document, clauses),
        counts=counts,
        page_labels=_page_labels(connection, document["source_id"]),
    )


def _page_labels(connection: sqlite3.Connection, source_id: str) -> dict[int, str]:
    """The printed numbers of a source's pages, by page."""
    printed = "select page, page_label from pages where source_id = ? and page_label is not null"
    return {row["page"]: row["page_label"] for row in rows(connection, printed, [source_id])}


def json_ld(page: Page, url: str) -> Markup:
    """The document as schema.org Legislation, safe within a script element."""
    document = page.document
    described = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": url,
        "url": url,
        "name": document["title"],
        "legislationIdentifier": page.number,
        "legislationType": document["doc_type"],
        "legislationDate": document["issued_on"],
        "datePublished": page.issue and page.issue["published_on"],
        "legislationPassedBy": document["issuer"] and {"@type": "Organization", "name": document["issuer"]},
        "legislationDateOfApplicability": document["effective_from"],
        "expires": document["effective_until"],
        "isPartOf": page.issue and _issue_ld(page.issue),
        "inLanguage": "zh-CN",
    }
    text = json.dumps(_said(described), ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _issue_ld(issue: Row) -> Row:
    """The issue in which a document was printed, as schema.org PublicationIssue."""
    gazette = issue["gazette"] and {"@type": "Periodical", "name": issue["gazette"]}
    return _said(
        {
            "@type": "PublicationIssue",
            "name": issue_title(issue),
            "issueNumber": issue["number"],
            "datePublished": issue["published_on"],
            "isPartOf": gazette,
        }
    )


def _said(described: Row) -> Row:
    """What is known of it."""
    return {key: value for key, value in described.items() if value}


def _blocks(
    connection: sqlite3.Connection,
    document: Row,
    clauses: list[Row],
    marks: list[Mark],
    changes: Changes,
) -> list[Block]:
    """The blocks of the text; each that begins a clause bears its anchor, its duties, its changes and who cites it."""
    starts = {clause["char_start"]: clause for clause in clauses}
    others = _anchors(connection, document["id"])
    citing = citing_clauses(connection, document["id"])
    duties = _duties(connection, document["id"])
    tables = _tables(connection, document["id"])
    begin = sorted(mark.start for mark in marks)
    blocks: list[Block] = []
    for row in rows(connection, "select * from blocks where document_id = ? order by seq", [document["id"]]):
        start, end = row["char_start"], row["char_end"]
        table = tables.get(start) if row["kind"] == "table" else None
        html = table or marked(document["text"], start, end, marks)
        block = Block(row["kind"], html, start, page=row["page"])
        block.anchor = next((name for at, name in others.items() if start <= at < end), "")
        clause = starts.get(start)
        if clause:
            block.anchor = anchor(document["id"], clause["id"])
            block.short = short_path("c", clause["short_id"])
            is_marked = bisect_left(begin, start) < bisect_left(begin, end)
            block.report = f"/report{block.short}" if is_marked or clause["id"] in duties else ""
            block.cite, block.depth = pinpoint(clause["path"]), clause["depth"]
            block.is_heading = _is_heading(clause, document["text"][start:end])
            block.duties = duties.get(clause["id"], [])
            block.changed = changes.to_clause(clause["id"])
            block.changes = changes.made.get(clause["id"], [])
            block.cited_by = citing.get(clause["id"], [])
            block.confidence = clause["confidence"]
        blocks.append(block)
    return blocks


def _is_heading(clause: Row, line: str) -> bool:
    """Whether a line is a clause's heading and nothing more: 一、总体要求, not 一、加强领导。由市民政局牵头……"""
    return bool(clause["heading"]) and line.rstrip("。").endswith(clause["heading"])


def _anchors(connection: sqlite3.Connection, document_id: str) -> dict[int, str]:
    """What the events and tables of a document are called on its page, by where they begin."""
    sql = """
        select id, char_start from events where document_id = :id
        union all
        select id, char_start from tables where document_id = :id
    """
    return {
        row["char_start"]: anchor(document_id, row["id"])
        for row in rows(connection, sql, {"id": document_id})
    }


def _tables(connection: sqlite3.Connection, document_id: str) -> dict[int, Markup]:
    """The printed tables as HTML, by where they begin; cells that hold the number of a target are marked."""
    found = rows(connection, "select * from tables where document_id = ?", [document_id])
    targets: dict[str, set[tuple[str, str]]] = defaultdict(set)
    sql = "select table_id, row, quote from targets where document_id = ? and table_id is not null"
    for table_id, row, quote in connection.execute(sql, [document_id]):
        targets[table_id].add((row or "", quote))
    return {row["char_start"]: table_html(json.loads(row["cells"]), targets[row["id"]]) for row in found}


def _duties(connection: sqlite3.Connection, document_id: str) -> dict[str, list[Duty]]:
    """The duties of each clause, by role."""
    names: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    sql = "select clause_id, role, name from clause_units where document_id = ? order by pk"
    for clause_id, role, name in connection.execute(sql, [document_id]):
        names[clause_id][role][name] = None
    return {
        clause: [
            Duty(word_for("role", role, "clause_units") or role, tuple(found))
            for role, found in roles.items()
        ]
        for clause, roles in names.items()
    }


def _node(clause: Row) -> Node:
    heading = clause["heading"] or clause["text"][:24]
    return Node(anchor(clause["document_id"], clause["id"]), clause["depth"], clause["label"], heading)


def _links(connection: sqlite3.Connection, document: Row) -> dict[str, list[Row]]:
    """Notice, instrument and annexes; the documents it cites, and those that cite it with the clause that does."""
    names = "id, title, doc_number, doc_type, role, issued_on"
    here = {"id": document["id"], "parent": document["parent_id"]}
    family = f"""
        select {names} from documents where id = :parent
        union all
        select {names} from (select * from documents where parent_id = :id order by seq)
    """
    cites = """
        select distinct d.id, d.title, d.doc_number, c.relation from citations c
        join documents d on d.id = c.cited_document_id where c.document_id = :id and d.id <> :id
    """
    cited = """
        select d.id, d.title, d.doc_number, c.relation, c.clause_id, c.path, c.quote from citations c
        join documents d on d.id = c.document_id where c.cited_document_id = :id and d.id <> :id order by d.issued_on
    """
    queries = {"family": family, "cites": cites, "cited_by": cited}
    links = {name: [_linked(row) for row in rows(connection, sql, here)] for name, sql in queries.items()}
    near = {row["id"] for row in links["family"]}
    for name in ("cites", "cited_by"):
        links[name] = [row for row in links[name] if row["id"] not in near]
    return links


def _linked(row: Row) -> Row:
    relation = word_for("relation", row.get("relation"), "citations")
    href = clause_path(row["id"], row.get("clause_id"))
    return {**row, "href": href, "word": relation or kind_of_document(row)}


def _number_of_notice(connection: sqlite3.Connection, notice_id: str | None) -> str | None:
    """The number of the notice that issues a document: it is cited under that number."""
    notice = first(connection, "select doc_number from documents where id = ?", [notice_id])
    return notice["doc_number"] if notice else None
