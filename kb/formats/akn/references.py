"""What a document refers to, once each: the top level classes of its `references`."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from urllib.parse import quote

from lxml import etree

from parsers.language.lexicon import table
from parsers.language.names.organisations import place_of


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


class Works:
    """The addresses of the documents and issues of a kb.db as works: `/akn/cn-320600/doc/…`.

    Behind the country stands the code of the place (GB/T 2260) whose body issued it, where it is known; a clause has its
    document's address with its own behind `#`.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, str] = {}

    def address(self, identifier: str) -> str:
        """The address of a document, an issue or a clause: its id, escaped but for the parts' `/`."""
        document, mark, clause = identifier.partition("#")
        if document not in self._known:
            self._known[document] = f"/akn/cn{self._locality(document)}/doc/{quote(document, safe='/')}"
        return self._known[document] + (f"#{quote(clause, safe='/')}" if mark else "")

    def _locality(self, identifier: str) -> str:
        sql = "select issuer, title from documents where id = ?1 union all select publisher, gazette from issues where id = ?1"
        row = self._connection.execute(sql, [identifier]).fetchone()
        place = place_of(row[0], row[1] or "") if row else None
        code = next((known["code"] for known in table("places") if known["place"] == place), None)
        return f"-{code}" if code else ""
