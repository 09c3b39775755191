"""What a document refers to, once each: the top level classes of its `references`."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from lxml import etree


class References:
    """Collects organisations, people and concepts, and gives each an eId of the document's own."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], str] = {}

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
        return work_uri(str(held)) if held else f"/akn/cn/doc/{quote(str(number or title or ''), safe='')}"

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
        number = sum(1 for known, _ in self._found if known == kind) + 1
        return "#" + self._found.setdefault((kind, name), f"{prefix}_{number}")


def work_uri(document_id: str) -> str:
    """The address of a document of kb.db as a work: its id, escaped but for the parts' `/`."""
    return f"/akn/cn/doc/{quote(document_id, safe='/')}"
