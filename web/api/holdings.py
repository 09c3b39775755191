"""`/documents.json` and `/issues.json`: what the database holds, as lists."""

from __future__ import annotations

from typing import Any

from kb.answers import holdings
from kb.answers.answer import Within
from web.work.formats import Handed, hand_out


async def show_documents(request: Any, datasette: Any) -> Any:
    """`/documents.json`."""
    said = {name: request.args.get(name) or None for name in ("in_force", "place", "doc_type")}
    within, year = Within(**said), request.args.get("year") or None
    return await hand_out(
        request, datasette, "json", lambda c: Handed("文件", holdings.documents(c, within, year), "文件")
    )


async def show_issues(request: Any, datasette: Any) -> Any:
    """`/issues.json`."""
    return await hand_out(request, datasette, "json", lambda c: Handed("公报", holdings.issues(c), "公报"))
