"""Where things are on this site: its databases, and the addresses of its pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

_ARTICLE = re.compile("第.+条")
_CHINESE_NUMBER = re.compile("[一二三四五六七八九十百]+")
_OWN = frozenset({"_internal", "_memory"})


Link = Callable[[str], str]
"""Makes an address of this site, which begins with `/`, one that a browser can follow."""


def link_on(datasette: Any) -> Link:
    """Puts the path under which the site is reached (`base_url`) before an address; a place on the page stays."""

    def link(href: str) -> str:
        return href if not href or href.startswith("#") else str(datasette.urls.path(href))

    return link


def whole_link_on(request: Any, datasette: Any) -> Link:
    """The same, as addresses that can be followed from anywhere."""
    link = link_on(datasette)
    return lambda href: str(datasette.absolute_url(request, link(href)))


def shown_databases(datasette: Any) -> list[str]:
    """The names of the databases that are not Datasette's own."""
    return [name for name in datasette.databases if name not in _OWN]


def follow_path(datasette: Any) -> Path:
    """The file that says what `/following` shows: as the configuration has it, else `follow.toml` where the server runs."""
    return Path((datasette.plugin_config("gongbao") or {}).get("follow") or "follow.toml")


def titled(title: str | None) -> str:
    """What a document is called on a page: one that prints no title is said to have none, so that its links have a name."""
    return title or "（无标题）"


def document_path(document_id: str) -> str:
    """The address of a document's page."""
    return f"/documents/{quote(document_id)}"


def short_path(kind: Literal["d", "c"], short_id: str) -> str:
    """The short address of a document (`d`) or a clause (`c`), which stays and leads to the long one."""
    return f"/{kind}/{short_id}"


def clause_path(document_id: str, clause_id: str | None) -> str:
    """The address of a clause on its document's page; of the document where there is no clause.

    A clause that another document is about stands on that one's page.
    """
    if not clause_id:
        return document_path(document_id)
    if not belongs_to(document_id, clause_id):
        document_id = clause_id.rpartition("#")[0]
    return f"{document_path(document_id)}#{quote(anchor(document_id, clause_id))}"


def belongs_to(document_id: str, row_id: str) -> bool:
    """Whether a clause or a fact is one of this document's: its id goes on with # or /, a fact's begins with its table."""
    before, _, after = row_id.partition(document_id) if document_id else ("", "", "")
    return after.startswith(("#", "/", ":")) and (not before or before.endswith(":"))


def pinpoint(path: str) -> str:
    """How a citation names a place: `三/（一）/2` is 第三部分（一）2, `第二章/第八条/（三）` is 第八条第（三）项.

    Articles are numbered throughout a regulation: they are cited without what stands above them.
    """
    parts = path.split("/")
    article = next((at for at, part in enumerate(parts) if _ARTICLE.fullmatch(part)), None)
    if article is not None:
        return "".join(f"第{part}项" if part.startswith("（") else part for part in parts[article:])
    first, *rest = parts
    return "".join([f"第{first}部分" if _CHINESE_NUMBER.fullmatch(first) else first, *rest])


def anchor(document_id: str, row_id: str) -> str:
    """What a clause or a fact is called within its document: `三/（一）/2` of `…/instrument#三/（一）/2`."""
    name = row_id.partition(document_id)[2] if document_id else row_id
    return name.lstrip("#/:") or "text"


def person_path(person_id: str) -> str:
    """The address of a person's page."""
    return f"/people/{quote(person_id)}"


def unit_path(unit_id: str) -> str:
    """The address of an organisation's page."""
    return f"/units/{quote(unit_id)}"


def issue_path(issue_id: str) -> str:
    """The address of an issue's page."""
    return f"/issues/{quote(issue_id)}"
