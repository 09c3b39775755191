"""Errors as a reader sees them: a page in Chinese, or an object of JSON where JSON was asked for."""

from __future__ import annotations

import json
from typing import Any

from datasette.database import QueryInterrupted
from datasette.utils.asgi import NotFound, Request, Response
from datasette.views.base import DatasetteError

from web.search.words import in_chinese
from web.site.safety import App, Receive, Scope, Send, what_is_too_much

TOO_SLOW = "检索耗时过长，请缩小范围，或把所查文字写得更具体。"

CODES = {400: "bad_request", 403: "forbidden", 404: "not_found"}
"""What is wrong, in JSON, for programs that read no Chinese."""

_INTERRUPTED = "SQL Interrupted"
_STUMBLES = (json.JSONDecodeError, UnicodeDecodeError)
_THROUGH = "_through"
_FAULT_OF_THE_SERVER = 500
_BAD_REQUEST = 400


class BadArgument(ValueError):  # noqa: N818 (what was wrong is an argument, and its message says which)
    """An argument of an address for programs that cannot be: the answer is 400, with its words."""

    def __init__(self, argument: str, message: str) -> None:
        super().__init__(f"{argument}: {message}")
        self.argument = argument


async def error_answer(datasette: Any, request: Any, message: object, status: int) -> Any:
    """The answer that says what is wrong."""
    if request.path.endswith(".json"):
        told = {
            "ok": False,
            "error": str(message) or in_chinese(message, status),
            "status": status,
            "code": CODES.get(status),
        }
        return Response.json(told, status=status)
    values = {"status": status, "error": message}
    return Response.html(await datasette.render_template("error.html", values, request=request), status)


async def corrected(datasette: Any, request: Any, exception: Exception) -> Any:
    """An answer in place of Datasette's own, or None: what is wrong with an address is no fault of the server.

    It has a complaint of its own about `_sort=nonsense`, with the status of a fault, and stumbles over
    `_through={` and `title__in=[`, which ought to be JSON.
    """
    if isinstance(exception, BadArgument):
        told = {"ok": False, "error": str(exception), "status": _BAD_REQUEST, "code": "bad_argument"}
        return Response.json({**told, "argument": exception.argument}, status=_BAD_REQUEST)
    if isinstance(exception, DatasetteError):
        if exception.title == _INTERRUPTED:
            return await error_answer(datasette, request, TOO_SLOW, _BAD_REQUEST)
        if exception.status == _FAULT_OF_THE_SERVER:
            exception.status = _BAD_REQUEST
        if request.path.endswith(".json"):
            return await error_answer(datasette, request, exception, exception.status)
    elif isinstance(exception, NotFound) and request.path.endswith(".json"):
        return await error_answer(datasette, request, exception, 404)
    elif isinstance(exception, QueryInterrupted):
        return await error_answer(datasette, request, TOO_SLOW, _BAD_REQUEST)
    elif isinstance(exception, _STUMBLES) or (
        isinstance(exception, KeyError | TypeError) and _THROUGH in request.args
    ):
        return await error_answer(datasette, request, "", _BAD_REQUEST)
    return None


def asked_in_measure(app: App, datasette: Any) -> App:
    """The application, which is not even asked for what takes minutes to answer."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        too_much = what_is_too_much(scope["query_string"]) if scope["type"] == "http" else None
        if too_much is None:
            await app(scope, receive, send)
            return
        request = Request({**scope, "csrftoken": str}, receive)  # no form is shown that would send one
        answer = await error_answer(datasette, request, too_much, _BAD_REQUEST)
        await answer.asgi_send(send)

    return wrapped
