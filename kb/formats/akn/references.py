"""What a document refers to, once each: the top level classes of its `references`."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote

from lxml import etree

from parsers.language.lexicon import table
from parsers.language.names.organisations import place_of

_KEPT = 4096
"""Addresses that are kept: documents cite their neighbours, and each other."""


class References:
    """Collects organisations, people and concepts, and gives each an eId of the document's own.

    `works` gives the addresses of the documents that are cited.
    """

    def __init__(self, works: Works) -> None:
        self._works = works
        self._found: dict[tuple[str, str], str] = {}
        self._counts: Counter[str] = Counter()

    def organisation(self, name: str) -> str:
        """`#org_3` for an organisation."""
        return self._refer("TLCOrganization", "org", name)

    def person(self, name: str) -> str:
        """`#person_1` for a person."""
        return self._refer("TLCPerson", "person", name)

    def concept(self, name: str) -> str:
        """`#concept_1` for what is counted."""
        return self._refer("TLCConcept", "concept", name)

    def document(self, citation: Mapping[str, object]) -> str:
        """The address of a cited document: of its own where kb.db holds it, else its number or title as a name."""
        held, number, title = (citation[key] for key in ("cited_document_id", "doc_number", "title"))
        return (
            self._works.address(str(held))
            if held
            else f"/akn/cn/doc/{quote(str(number or title or ''), safe='')}"
        )

    def fill(self, meta: etree._Element) -> None:
        """Write what was collected into `meta`."""
        if not self._found:
            return
        references = etree.SubElement(meta, "references", source="#gongbao")
        for (kind, name), identifier in self._found.items():
            etree.SubElement(
                references, kind, eId=identifier, href=f"/akn/ontology/cn/{quote(name, safe='')}", showAs=name
            )

    def _refer(self, kind: str, prefix: str, name: str) -> str:
        if (kind, name) not in self._found:
            self._counts[kind] += 1
            self._found[kind, name] = f"{prefix}_{self._counts[kind]}"
        return f"#{self._found[kind, name]}"


_DOCUMENT = """
select d.issuer as body, d.title, coalesce(d.issued_on, i.year) as date, d.short_id as number,
  case when exists (select 1 from clauses c where c.document_id = d.id and c.kind = 'article')
    then 'act' else 'doc' end as kind
from documents d left join issues i on i.id = d.issue_id where d.id = ?
"""
_ISSUE = """
select publisher as body, gazette as title, coalesce(published_on, year) as date, null as number,
  'officialGazette' as kind from issues where id = ?
"""
_NO_DAY = "0001"
"""The year of a work whose day nobody has printed: its address must have one."""


class Works:
    """The addresses of the documents and issues of a kb.db as works: `/akn/cn-320600/act/2022-08-16/gs6o73vmmj`.

    They follow the naming convention of Akoma Ntoso: country, code (GB/T 2260) of the place whose body issued it, where
    that is known; act, doc or officialGazette; day, as far as it is printed; and the document's short id, or an issue's
    id. A clause has its document's address with its own behind `#`.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known = lru_cache(maxsize=_KEPT)(self._work)

    def address(self, identifier: str) -> str:
        """The address of a document, an issue or a clause."""
        document, mark, clause = identifier.partition("#")
        return self._known(document) + (f"#{quote(clause, safe='/')}" if mark else "")

    def _work(self, identifier: str) -> str:
        held = (self._connection.execute(sql, [identifier]).fetchone() for sql in (_DOCUMENT, _ISSUE))
        body, title, date, number, kind = next(filter(None, held), (None, "", None, None, "doc"))
        place = place_of(body, title or "")
        code = next((known["code"] for known in table("places") if known["place"] == place), None)
        name = number or quote(identifier, safe="")
        return f"/akn/cn{f'-{code}' if code else ''}/{kind}/{date or _NO_DAY}/{name}"
