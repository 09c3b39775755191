"""Where things are on this site: its databases, and the addresses of its pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

_OWN = frozenset({"_internal", "_memory"})


def shown_databases(datasette: Any) -> list[str]:
    """The names of the databases that are not Datasette's own."""
    return [name for name in datasette.databases if name not in _OWN]


def document_path(document_id: str) -> str:
    """The address of a document's page."""
    return f"/documents/{quote(document_id)}"


def clause_path(document_id: str, clause_id: str | None) -> str:
    """The address of a clause on its document's page; of the document where there is no clause.

    A clause that another document is about stands on that one's page.
    """
    if not clause_id:
        return document_path(document_id)
    if not clause_id.startswith(document_id):
        document_id = clause_id.rpartition("#")[0]
    return f"{document_path(document_id)}#{quote(anchor(document_id, clause_id))}"


def anchor(document_id: str, clause_id: str) -> str:
    """What a clause is called within its document: `三/（一）/2` of `…/instrument#三/（一）/2`."""
    return clause_id.removeprefix(document_id).lstrip("#/") or "text"


def person_path(person_id: str) -> str:
    """The address of a person's page."""
    return f"/people/{quote(person_id)}"


def issue_path(issue_id: str) -> str:
    """The address of an issue's page."""
    return f"/issues/{quote(issue_id)}"
