"""Models ask the server what they ask the command."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from shipped import make_datasette

from kb.tools.server import TOOLS

pytestmark = pytest.mark.asyncio
HEADERS = {"Accept": "application/json, text/event-stream", "Cookie": "ds_actor=nobody"}


@asynccontextmanager
async def served(app: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application that is started before, and stopped when it is done."""
    said: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    told: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    running = asyncio.create_task(app({"type": "lifespan"}, said.get, told.put))
    await said.put({"type": "lifespan.startup"})
    assert (await told.get())["type"] == "lifespan.startup.complete"
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://site") as client:
        yield client
    await said.put({"type": "lifespan.shutdown"})
    await running


async def asked(client: httpx.AsyncClient, path: str, method: str, **arguments: Any) -> Any:
    """What the server answers to a method of the protocol, in a session of its own."""
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}

    async def post(session: dict[str, str], **message: Any) -> httpx.Response:
        return await client.post(path, json={"jsonrpc": "2.0", **message}, headers={**HEADERS, **session})

    begun = await post({}, id=1, method="initialize", params=hello)
    session = {"Mcp-Session-Id": begun.headers["mcp-session-id"], "MCP-Protocol-Version": "2025-06-18"}
    await post(session, method="notifications/initialized")
    return (await post(session, id=2, method=method, params=arguments)).json()["result"]


@pytest.mark.parametrize("below", ["/", "/gazette/"])
async def test_a_model_asks_the_site_and_gets_addresses_on_it(below: str, knowledge_base: Path) -> None:
    datasette = make_datasette(knowledge_base, base_url=below)
    await datasette.invoke_startup()
    async with served(datasette.app()) as client:
        listed = await asked(client, f"{below}-/mcp", "tools/list")
        assert {tool["name"] for tool in listed["tools"]} >= TOOLS.keys()
        said = {"name": "duties_of_unit", "arguments": {"unit": "市民政局", "limit": 2}}
        rows = (await asked(client, f"{below}-/mcp", "tools/call", **said))["structuredContent"]["rows"]
        assert len(rows) == 2
        for row in rows:
            assert row["address"].startswith(f"http://site{below}c/")
            page = await client.get(row["address"])
            assert page.status_code == 302
        sql = {"name": "execute_sql", "arguments": {"database": knowledge_base.stem, "sql": "select 1"}}
        assert (await asked(client, f"{below}-/mcp", "tools/call", **sql))["isError"]
