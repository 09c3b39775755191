"""A document of kb.db as an Akoma Ntoso `act`, where it has articles, else `doc`; an issue as `officialGazette`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from kb.formats.akn import meta
from kb.formats.akn.body import Body
from kb.formats.akn.inline import clean, marks_of
from kb.formats.akn.references import References, Works

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

_PREFACE = {"title": "docTitle", "number": "docNumber", "date": "docDate"}
_CLOSING = frozenset({"signature", "date", "annexes", "remark"})
_FACTS = (
    "clause_units",
    "deadlines",
    "targets",
    "citations",
    "event_people",
    "appointments",
    "rosters",
    "amendments",
)


def documents(connection: sqlite3.Connection) -> Iterator[tuple[str, etree._Element]]:
    """Every document by its id, in the order of the database."""
    works = Works(connection)
    for row in connection.execute("select * from documents order by pk"):
        yield row["id"], document(connection, row, works)


def issues(connection: sqlite3.Connection) -> Iterator[tuple[str, etree._Element]]:
    """Every issue by its id, with a reference to each of its documents in order."""
    works = Works(connection)
    for row in connection.execute("select * from issues order by rowid"):
        held = connection.execute(
            "select id, title from documents where issue_id = ? order by seq", [row["id"]]
        )
        yield row["id"], issue(row, held.fetchall(), works)


def issue(row: Mapping[str, Any], held: list[Mapping[str, Any]], works: Works) -> etree._Element:
    """An issue of a gazette as `officialGazette`: its documents by reference."""
    root, gazette, head = _root("officialGazette", str(row["gazette"] or "gazette"))
    number = f"{row['year']}/{row['number']}" if row["number"] else None
    date = row["published_on"] or (str(row["year"]) if row["year"] else None)
    meta.identification(head, works.address(row["id"]), date, number)
    _speakers(head, References(works), row["publisher"])
    body = etree.SubElement(gazette, "collectionBody", eId="body")
    for number_, document_row in enumerate(held, start=1):
        component = etree.SubElement(body, "component", eId=f"cmp_{number_}")
        etree.SubElement(
            component,
            "documentRef",
            eId=f"ref_{number_}",
            href=works.address(document_row["id"]),
            showAs=clean(document_row["title"]),
        )
    return _named(root)


def document(connection: sqlite3.Connection, row: Mapping[str, Any], works: Works) -> etree._Element:
    """One document with its clauses, tables and lists, and the facts in its words."""

    def rows(table: str, order: str = "pk") -> list[Any]:
        sql = f"select * from [{table}] where document_id = ? order by {order}"
        return connection.execute(sql, [row["id"]]).fetchall()

    facts = {table: rows(table) for table in _FACTS}
    references = References(works)
    clauses, blocks = rows("clauses"), rows("blocks", "seq")
    kind = "act" if any(clause["kind"] == "article" for clause in clauses) else "doc"
    root, element, head = _root(kind, row["role"])
    body = Body(row["text"], clauses, rows("tables"), marks_of(facts, references))
    _preface(element, row["text"], blocks)
    _preamble(element, blocks, body)
    body.build(etree.SubElement(element, "body" if kind == "act" else "mainBody", eId="body"), blocks)
    _conclusions(element, blocks, body)
    meta.identification(head, works.address(row["id"]), row["issued_on"], row["doc_number"])
    meta.analysis(head, facts["amendments"], body.addresses, works)
    _speakers(head, references, row["issuer"])
    return _named(root)


def _root(kind: str, name: str) -> tuple[etree._Element, etree._Element, etree._Element]:
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN})
    element = etree.SubElement(root, kind, name=name)
    return root, element, etree.SubElement(element, "meta")


def _named(root: etree._Element) -> etree._Element:
    """The tree with the elements that are Akoma Ntoso's in its namespace."""
    for element in root.iter():
        if not element.tag.startswith("{"):
            element.tag = f"{{{AKN}}}{element.tag}"
    return root


def _speakers(head: etree._Element, references: References, author: str | None) -> None:
    """The references, with the issuer and the program that made the file."""
    references.fill(head)
    group = head.find("references")
    if group is None:
        group = etree.SubElement(head, "references", source="#gongbao")
    etree.SubElement(
        group, "TLCOrganization", eId="author", href="/akn/ontology/cn/author", showAs=clean(author or "未知")
    )
    etree.SubElement(group, "TLCOrganization", eId="gongbao", href="/akn/ontology/gongbao", showAs="gongbao")
    for role, shown in ("issuer", "发文机关"), ("editor", "编辑"):
        etree.SubElement(group, "TLCRole", eId=role, href=f"/akn/ontology/role/{role}", showAs=shown)


def _preface(element: etree._Element, text: str, blocks: list[Mapping[str, Any]]) -> None:
    """Title, number and what stands with them."""
    head = [block for block in blocks if block["kind"] in {"section", "title", "subtitle", "number"}]
    if head:
        preface = etree.SubElement(element, "preface")
        for block in head:
            words = clean(text[block["char_start"] : block["char_end"]])
            line = etree.SubElement(preface, "p", **{"class": block["kind"]})
            if block["kind"] in _PREFACE:
                line = etree.SubElement(line, _PREFACE[block["kind"]])
            line.text = words


def _preamble(element: etree._Element, blocks: list[Mapping[str, Any]], body: Body) -> None:
    """Addressees, and the paragraphs before the first numbered clause."""
    addressees = [block for block in blocks if block["kind"] == "addressee"]
    before = [clause for clause, first in body.outside() if first]
    if addressees or before:
        preamble = etree.SubElement(element, "preamble")
        for row in (*addressees, *before):
            body.paragraph(preamble, row)


def _conclusions(element: etree._Element, blocks: list[Mapping[str, Any]], body: Body) -> None:
    """The paragraphs after the last numbered clause, the list of annexes, signature and date."""
    closing = [clause for clause, first in body.outside() if not first]
    closing += [block for block in blocks if block["kind"] in _CLOSING]
    if closing:
        conclusions = etree.SubElement(element, "conclusions")
        for row in sorted(closing, key=lambda row: int(row["char_start"])):
            body.paragraph(conclusions, row)
