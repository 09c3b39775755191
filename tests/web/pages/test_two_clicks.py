"""Every kind of page is two clicks from the first one."""

from __future__ import annotations

import asyncio
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from datasette.app import Datasette
from shipped import make_datasette

from web.plugins import api, journal, pages, work

FOR_PROGRAMS = re.compile(
    r"\\\.(json|atom|txt|xml|ics)\$$|\\\.\(\?P<format>[a-z|]+\)\$$|\^/-/|P<short>\[A-Za-z2-7\]\{10,52\}\)\$$"
)
"""The patterns of what is no page: files, and short addresses that lead on to one."""

KINDS = [
    *(route[0] for plugin in (api, journal, pages, work) for route in plugin.register_routes()),
    *(r"^/[\w-]+$", r"^/[\w-]+/clause_units$", r"^/[\w-]+/clause_units/\d+$", r"^/[\w-]+/by-unit$"),
]
"""The addresses of this site's pages, and of Datasette's: the database, a table, a row, a prepared question."""

PAGES = [kind for kind in KINDS if not FOR_PROGRAMS.search(kind)]


@pytest.fixture(scope="module")
def reached(knowledge_base: Path) -> set[str]:
    """The paths of the pages that two clicks lead to, from the first page of the demonstration."""
    datasette = make_datasette(knowledge_base)

    async def crawl() -> set[str]:
        first = await links(datasette, "/")
        second = [address for one in first for address in await links(datasette, one)]
        return {unquote(urlsplit(address).path) for address in ("/", *first, *second)}

    return asyncio.run(crawl())


async def links(datasette: Datasette, address: str) -> list[str]:
    """Where the links of a page lead, within the site; nowhere from a file."""
    answer = await datasette.client.get(address, follow_redirects=True)
    assert answer.status_code == 200, address
    if not answer.headers["content-type"].startswith("text/html"):
        return []
    found = map(unescape, re.findall(r'<a\b[^>]*?\shref="(/[^"]*)"', answer.text))
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("kind", PAGES)
def test_two_clicks_lead_to_every_kind_of_page(reached: set[str], kind: str) -> None:
    pattern = re.compile(kind)
    plain = [
        path for path in reached if (found := pattern.match(path)) and not found.groupdict().get("format")
    ]
    assert plain, f"no page at {kind} is two clicks away"


def test_every_page_is_looked_for() -> None:
    assert len(PAGES) > 25
    assert {r"^/api$", r"^/workdays(\.(?P<format>json))?$"} < set(PAGES)
