"""The answers to a browser: what journalists and editors look at."""

from __future__ import annotations

from itertools import islice
from typing import Any
from urllib.parse import unquote, urlencode

from datasette.utils.asgi import Response
from datasette.views.base import DatasetteError

from kb.answers import amended, operations, report
from kb.answers import doubts as doubting
from kb.answers.people import acts, groups
from kb.answers.people.posts import holders
from kb.answers.promises import indicators as asking
from kb.answers.promises import stages
from kb.answers.promises.tasks import answer_of as tasks_answer
from web.browse.pages import page, read
from web.journal import doubts, indicators, posts, tasks
from web.journal.beside import beside
from web.originals.original_pages import pictures_of
from web.search.asking import page_number
from web.search.words import table_title
from web.work.formats import FORMS, Handed, hand_out

_TABLES = {form: FORMS[form] for form in ("xlsx", "csv", "json", "atom")}
_CHANGES = 500
"""Changes that the page lists: the files have all."""
_POSTS = {"post_path": posts.post_path, "forms": _TABLES}
_NOT_THERE = "知识库中没有这项内容，可能已经更名，请从列表中重新选择。"


async def show_indicators(request: Any, datasette: Any) -> Any:
    """`/indicators`: which indicators have promises and outcomes; also as tables, JSON and a feed."""
    asked, form = indicators.asked_from(*said(request)), request.url_vars.get("format")
    if form:
        title = f"目标与兑现{asked.words}{asked.place}"
        return await hand_out(
            request,
            datasette,
            form,
            lambda c: Handed("目标与兑现", asking.all_numbers(c, asked.question), title),
        )
    values = await read(datasette, lambda connection: indicators.list_page(connection, asked))
    links = {"indicator_path": indicators.indicator_path, "forms": _TABLES}
    return await page(request, datasette, "indicators.html", {**values, **links})


async def show_indicator(request: Any, datasette: Any) -> Any:
    """`/indicators/…`: what was promised of an indicator in a place, and what came of it."""
    indicator_id, form = unquote(request.url_vars["id"]), request.url_vars.get("format")
    if form:

        def handed(connection: Any) -> Handed | None:
            answer = asking.answer_of(connection, indicator_id)
            return Handed(answer.title, answer, indicator_id) if answer else None

        return present(await hand_out(request, datasette, form, handed))
    values = present(
        await read(datasette, lambda connection: indicators.indicator_page(connection, indicator_id))
    )
    links = {"indicator_path": indicators.indicator_path, "forms": _TABLES}
    return await page(request, datasette, "indicator.html", {**values, **links})


async def show_people(request: Any, datasette: Any) -> Any:
    """`/people`: appointments and removals; also as tables, JSON and a feed."""
    asked, form = posts.acts_from(*said(request)), request.url_vars.get("format")
    if form:
        return await hand_out(
            request, datasette, form, lambda c: Handed("任免", acts.appointments(c, asked.question), "任免")
        )
    values = await read(datasette, lambda connection: posts.people_page(connection, asked))
    return await page(request, datasette, "people.html", {**values, **_POSTS})


async def show_posts(request: Any, datasette: Any) -> Any:
    """`/posts`: who holds which post on a day; also as tables, JSON and a feed."""
    asked, form = posts.posts_from(said(request)[0]), request.url_vars.get("format")
    if form:

        def handed(connection: Any) -> Handed:
            answer = holders(connection, asked.words or None, asked.day)
            members = groups.members(connection, asked.words or None, asked.day)
            return Handed("任职情况", answer, asked.day, [(answer, ()), (members, ())])

        return await hand_out(request, datasette, form, handed)
    values = await read(datasette, lambda connection: posts.posts_page(connection, asked))
    return await page(request, datasette, "posts.html", {**values, **_POSTS})


async def show_post(request: Any, datasette: Any) -> Any:
    """`/posts/…/…`: the line of holders of a post."""
    body, position = (unquote(request.url_vars[name]) for name in ("body", "position"))
    form = request.url_vars.get("format")
    if form:
        return await hand_out(
            request,
            datasette,
            form,
            lambda c: Handed(f"{body}{position}", posts.line_of(c, body, position), ""),
        )
    values = present(await read(datasette, lambda connection: posts.post_page(connection, body, position)))
    return await page(request, datasette, "post.html", {**values, **_POSTS})


async def show_amended(request: Any, datasette: Any) -> Any:
    """`/amended`: which document amends or repeals which; also as tables, JSON and a feed."""
    form = request.url_vars.get("format")
    if form:
        return await hand_out(
            request, datasette, form, lambda c: Handed("修改与废止", amended.amended(c), "修改与废止")
        )
    rows = await read(datasette, lambda connection: list(islice(amended.amended(connection).rows, _CHANGES)))
    return await page(
        request, datasette, "amended.html", {"rows": rows, "relations": amended.RELATIONS, "forms": _TABLES}
    )


async def show_amendment(request: Any, datasette: Any) -> Any:
    """`/amended/…`: what a decision changes, side by side; also as tables, JSON and a feed."""
    short, form = request.url_vars["short"].lower(), request.url_vars.get("format")

    def decision_of(connection: Any) -> str | None:
        row = connection.execute("select id from documents where short_id = ?", [short]).fetchone()
        return row and str(row[0])

    def handed(connection: Any) -> Handed | None:
        decision = decision_of(connection)
        answer = operations.of_decision(connection, decision) if decision else None
        return Handed(f"修改对照 {answer.title}", answer, "修改对照") if answer else None

    def look(connection: Any) -> dict[str, Any] | None:
        decision = decision_of(connection)
        rows = operations.operations(connection, decision) if decision else []
        shown = [{**row, "beside": beside(row["before"], row["after"])} for row in rows]
        return {"title": rows[0]["document_title"], "short": short, "rows": shown} if rows else None

    if form:
        return present(await hand_out(request, datasette, form, handed))
    values = present(await read(datasette, look))
    return await page(
        request, datasette, "amendment.html", {**values, "notes": operations.NOTES, "forms": _TABLES}
    )


async def show_tasks(request: Any, datasette: Any) -> Any:
    """`/tasks`: which documents set tasks, share them out or report on them; also as tables, JSON and a feed."""
    asked, form = tasks.asked_from(*said(request)), request.url_vars.get("format")
    if form:
        return await hand_out(
            request,
            datasette,
            form,
            lambda c: Handed(
                "任务对照", stages.answer(c, asked.place or None, asked.stage or None), "任务对照"
            ),
        )
    values = await read(datasette, lambda connection: tasks.list_page(connection, asked))
    return await page(request, datasette, "tasks.html", {**values, "forms": _TABLES})


async def show_task(request: Any, datasette: Any) -> Any:
    """`/tasks/…`: the tasks of a document through plan, breakdown and report; also as tables, JSON and a feed."""
    short, form = request.url_vars["short"].lower(), request.url_vars.get("format")
    if form:

        def handed(connection: Any) -> Handed | None:
            answer = tasks_answer(connection, short)
            return Handed(answer.title, answer, "任务对照") if answer else None

        return present(await hand_out(request, datasette, form, handed))
    values = present(await read(datasette, lambda connection: tasks.tasks_page(connection, short)))
    links = {"indicator_path": indicators.indicator_path, "forms": _TABLES}
    return await page(request, datasette, "task.html", {**values, **links})


async def show_doubts(request: Any, datasette: Any) -> Any:
    """`/doubts`: what is doubted, and what to look at; also as tables, JSON and a feed."""
    asked, form = doubts.asked_from(*said(request)), request.url_vars.get("format")
    if form:
        return await hand_out(
            request, datasette, form, lambda c: Handed("存疑", doubting.doubts(c, asked.question), "存疑")
        )
    values = await read(datasette, lambda connection: doubts.doubts_page(connection, asked))
    pictures = await pictures_of(datasette, values["rows"])
    return await page(request, datasette, "doubts.html", {**values, "pictures": pictures, "forms": _TABLES})


async def show_report(request: Any, datasette: Any) -> Any:
    """`/report?fact=…`, `/report/c/…`, `/report/d/…`: ready entries of corrections for facts; `.toml` as a file."""
    kind, short = request.url_vars.get("kind"), (request.url_vars.get("short") or "").lower()
    fact = request.args.get("fact") or ""

    def look(connection: Any) -> list[report.Entry] | None:
        if kind:
            return report.entries_of(connection, kind, short)
        entry = report.entry_of(connection, fact)
        return [entry] if entry else None

    entries = present(await read(datasette, look))
    if request.url_vars.get("format"):
        headers = {"Content-Disposition": "attachment; filename=corrections.toml"}
        text = "\n".join(entry.toml for entry in entries)
        return Response(text, content_type="application/toml; charset=utf-8", headers=headers)
    download = f"/report/{kind}/{short}.toml" if kind else f"/report.toml?{urlencode({'fact': fact})}"
    values = {"entries": entries, "download": download, "table_title": table_title}
    return await page(request, datasette, "report.html", values)


def present(found: Any) -> Any:
    """What was found; where there is nothing, the page that says so."""
    if found is None:
        raise DatasetteError(_NOT_THERE, status=404)
    return found


def said(request: Any) -> tuple[dict[str, str], int]:
    """The arguments of an address, and the number of the page that it asks for."""
    arguments = {name: request.args.get(name) for name in request.args}
    return arguments, page_number(arguments.get("page", ""))
