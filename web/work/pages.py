"""The answers to a browser: departments, and their rows in every format."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import Response
from datasette.views.base import DatasetteError

from kb.answers.calendar import span
from kb.following import ROWS, FollowError, followed, following, read_follow, with_roster
from kb.units import UnknownUnitError, unit_ids
from web.api.units import show_unit as show_unit_to_programs
from web.api.workdays import show_workdays as show_workdays_to_programs
from web.browse.dictionary import dictionary_is_read
from web.browse.pages import page, read
from web.search.asking import page_number
from web.site.site import follow_path, link_on, unit_path
from web.work import departments, listed, workdays
from web.work.formats import FORMS, Handed, hand_out


async def show_units(request: Any, datasette: Any) -> Any:
    """`/units`: the list of organisations; also as JSON, CSV and Excel."""
    words, form = (request.args.get("q") or "").strip()[:50], request.url_vars.get("format")
    if form:
        return await hand_out(
            request, datasette, form, lambda c: Handed("单位", departments.units(c), "单位")
        )
    values = await read(datasette, lambda connection: departments.units_page(connection, words))
    return await page(request, datasette, "units.html", values)


async def show_unit(request: Any, datasette: Any) -> Any:
    """`/units/…`: an organisation, and what binds it in every format."""
    await dictionary_is_read()
    unit_id, form = unquote(request.url_vars["id"]), request.url_vars.get("format")
    asked = departments.asked_from(*_said(request))
    if form == "json":
        return await show_unit_to_programs(request, datasette) or await _named_otherwise(datasette, unit_id)
    if form:
        answer = await hand_out(
            request, datasette, form, lambda c: departments.handed(c, unit_id, asked, form)
        )
        return answer or await _named_otherwise(datasette, unit_id)
    values = await read(datasette, lambda connection: departments.unit_page(connection, unit_id, asked))
    if values is None:
        return await _named_otherwise(datasette, unit_id)
    feed = asked.address(unit_id, ".atom")
    more = {"forms": FORMS, "alternate_url_atom": link_on(datasette)(feed)}
    return await page(request, datasette, "unit.html", {**values, **more})


async def show_deadlines(request: Any, datasette: Any) -> Any:
    """`/deadlines`: what falls due; also in every other format."""
    await dictionary_is_read()
    said, number = _said(request)
    asked, form = listed.deadlines_from(said, number), request.url_vars.get("format")
    if form:
        return await hand_out(request, datasette, form, lambda c: listed.handed_deadlines(c, asked, form))
    values = await read(datasette, lambda connection: listed.deadlines_page(connection, asked))
    more = {"forms": FORMS, "month_end": lambda month: span("month", date.fromisoformat(f"{month}-01"))[1]}
    return await page(request, datasette, "deadlines.html", {**values, **more})


async def show_targets(request: Any, datasette: Any) -> Any:
    """`/targets`: numbers that bind or are reported; also as tables, JSON, calendar and feed."""
    await dictionary_is_read()
    said, number = _said(request)
    asked, form = listed.numbers_from(said, number), request.url_vars.get("format")
    if form:
        return await hand_out(request, datasette, form, lambda c: listed.handed_targets(c, asked))
    values = await read(datasette, lambda connection: listed.targets_page(connection, asked))
    return await page(request, datasette, "targets.html", {**values, "forms": FORMS})


async def show_workdays(request: Any, datasette: Any) -> Any:
    """`/workdays`: the last day of a limit whose event's day the reader knows; also as JSON."""
    said, _ = _said(request)
    if request.url_vars.get("format"):
        return await show_workdays_to_programs(request, datasette)
    values = await read(datasette, lambda connection: workdays.workdays_page(connection, said))
    return await page(request, datasette, "workdays.html", values)


async def show_following(request: Any, datasette: Any) -> Any:
    """`/following`: what is new of what the file follow.toml names; also as tables and feed."""
    await dictionary_is_read()
    path = follow_path(datasette)
    form = request.url_vars.get("format")
    if not path.is_file():
        if form:
            raise DatasetteError("没有设置关注内容。", status=404)
        return await page(request, datasette, "following.html", {"follow": None})
    try:
        follow = read_follow(path)
    except FollowError as error:
        raise DatasetteError(f"关注文件有误：{error}", status=400) from error
    if form:
        return await hand_out(
            request, datasette, form, lambda c: Handed(follow.title, following(c, follow), follow.title)
        )

    def look(connection: sqlite3.Connection) -> dict[str, Any]:
        whole, unknown = with_roster(connection, follow)
        rows = list(following(connection, follow, 100).rows)
        return {"follow": follow, "kinds": followed(whole), "unknown": unknown, "rows": rows, "whats": ROWS}

    forms = {form: FORMS[form] for form in ("xlsx", "csv", "json", "atom")}
    values = await read(datasette, look)
    return await page(request, datasette, "following.html", {**values, "forms": forms})


def _said(request: Any) -> tuple[dict[str, str], int]:
    """The arguments of an address, and the number of the page that it asks for."""
    said = {name: request.args.get(name) for name in request.args}
    return said, page_number(said.get("page", ""))


async def _named_otherwise(datasette: Any, name: str) -> Any:
    """On to the organisation that bears the name; to the list where several do."""

    def look(connection: sqlite3.Connection) -> list[str]:
        try:
            return unit_ids(connection, name)
        except UnknownUnitError:
            return []

    ids = await read(datasette, look)
    if not ids:
        raise DatasetteError(f"知识库中没有名为“{name}”的单位，请从单位列表中选择。", status=404)
    link = link_on(datasette)
    return Response.redirect(link(unit_path(ids[0]) if len(ids) == 1 else f"/units?q={name}"))
