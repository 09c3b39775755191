"""The answers about one page of a source's PDF: its picture, and what of a document stands on it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from datasette.utils.asgi import Response

from web.browse.pages import read
from web.originals.drawing import Sheet
from web.originals.masked import is_masked
from web.originals.originals import BusyError, Original, originals_of
from web.reading.boxes import boxes_on
from web.reading.rows import Row, first

_FOREVER = "public, max-age=31536000, immutable"
_A_WHILE = "max-age=60"
_ABSENT = "这一页没有图像：没有这一页，或者原件不在手边。\n"
_MASKED = "这一页有已隐去的个人信息，不提供图像。\n"
_BUSY = "正在绘制的页太多，请稍后再试。\n"


class MaskedError(Exception):
    """What stands on the page is masked in its text."""


async def show_picture(request: Any, datasette: Any) -> Any:
    """`/sources/<sha256>/pages/12`: the page's picture. Its address holds the hash: only new fonts can change it."""
    try:
        sheet = await _sheet(request, datasette)
    except BusyError:
        return Response.text(_BUSY, status=503, headers={"Retry-After": "2"})
    except MaskedError:
        return Response.text(_MASKED, status=403)
    if sheet is None:
        return Response.text(_ABSENT, status=404)
    kept = _A_WHILE if sheet.lacks_signs else _FOREVER
    return Response(sheet.picture, content_type=sheet.media_type, headers={"Cache-Control": kept})


async def show_boxes(request: Any, datasette: Any) -> Any:
    """`/sources/<sha256>/pages/12.json?document=…`: the page's size, and the boxes of that document's facts."""
    try:
        sheet = await _sheet(request, datasette)
    except BusyError:
        return Response.json({"error": _BUSY}, status=503, headers={"Retry-After": "2"})
    except MaskedError:
        return Response.json({"error": _MASKED}, status=403)
    if sheet is None:
        return Response.json({"error": _ABSENT}, status=404)
    document, page = request.args.get("document") or "", int(request.url_vars["page"])
    boxes = await read(datasette, lambda connection: boxes_on(connection, document, page))
    size = {"width": sheet.width, "height": sheet.height, "media_type": sheet.media_type}
    size["lacks_signs"] = sheet.lacks_signs
    return Response(
        json.dumps({**size, **boxes}, ensure_ascii=False, separators=(",", ":")),
        content_type="application/json; charset=utf-8",
        headers={"Cache-Control": f"max-age={datasette.setting('default_cache_ttl')}"},
    )


async def original_of(datasette: Any, source_id: str) -> Original | None:
    """The PDF of a source, where it is at hand."""

    def source(connection: sqlite3.Connection) -> Row | None:
        return first(connection, "select * from sources where id = ?", [source_id])

    return await originals_of(datasette).find(await read(datasette, source))


async def pictures_of(datasette: Any, found: Iterable[Row]) -> dict[str, str]:
    """What the addresses of pages begin with, by the id of each source of some rows whose PDF is at hand."""
    sources = {row["source_id"]: row["media_type"] for row in found if row["source_id"]}
    originals = {
        source: await original_of(datasette, source)
        for source, kind in sources.items()
        if kind == "application/pdf"
    }
    return {source: original.href for source, original in originals.items() if original}


async def _sheet(request: Any, datasette: Any) -> Sheet | None:
    source, page = request.url_vars["sha256"], int(request.url_vars["page"])
    original = await original_of(datasette, source)
    if original is None:
        return None
    if await read(datasette, lambda connection: is_masked(connection, source, page)):
        raise MaskedError
    return await originals_of(datasette).sheet(original, page)
