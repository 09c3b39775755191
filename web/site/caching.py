"""Answers that a browser or program has already: an ETag for every page, and 304 without work where it still holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any
from weakref import WeakKeyDictionary

from web.site.reload import stamp_of
from web.site.safety import App, Message, Receive, Scope, Send
from web.site.site import shown_databases

_CHINA = timezone(timedelta(hours=8))
_OPEN = (".json", ".atom", ".csv", ".ics", ".xlsx", ".xml", ".txt")
_STAMPS: WeakKeyDictionary[Any, object] = WeakKeyDictionary()
_ANY_ORIGIN = (b"access-control-allow-origin", b"*")


def with_tags(app: App, datasette: Any) -> App:
    """The application, whose answers carry a tag made of the database's file, the day and the address.

    What an answer says depends on nothing else: pages are read only, and what readers prefer is kept by their browser.
    """

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await app(scope, receive, send)
            return
        tag = _tag(datasette, scope)
        headers = dict(scope["headers"])
        if tag in [part.strip() for part in headers.get(b"if-none-match", b"").split(b",")]:
            await send({"type": "http.response.start", "status": 304, "headers": [(b"etag", tag)]})
            await send({"type": "http.response.body", "body": b""})
            return
        await app(scope, receive, _tagged(send, tag))

    return wrapped


def with_open_data(app: App) -> App:
    """The application, whose data (not its pages) programs of any origin may read."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith(_OPEN):
            await app(scope, receive, send)
            return

        async def send_open(message: Message) -> None:
            if message["type"] == "http.response.start":
                others = [h for h in message.get("headers", ()) if h[0].lower() != _ANY_ORIGIN[0]]
                message = {**message, "headers": [*others, _ANY_ORIGIN]}
            await send(message)

        await app(scope, receive, send_open)

    return wrapped


def _tagged(send: Send, tag: bytes) -> Callable[[Message], Any]:
    async def send_tagged(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            names = {name.lower() for name, _ in message.get("headers", ())}
            if b"etag" not in names and b"set-cookie" not in names:
                message = {**message, "headers": [*message.get("headers", ()), (b"etag", tag)]}
        await send(message)

    return send_tagged


def _stamp_of(database: Any) -> object:
    """The stamp of the file that a database is read from: a file that took its place counts when it is read."""
    if database not in _STAMPS:
        _STAMPS[database] = stamp_of(database.path)
    return _STAMPS[database]


def _tag(datasette: Any, scope: Scope) -> bytes:
    """A weak tag: what is compressed on the way says the same."""
    stamps = [_stamp_of(datasette.databases[name]) for name in shown_databases(datasette)]
    day = datetime.now(_CHINA).date()
    host = dict(scope["headers"]).get(b"host", b"")
    said = repr((stamps, day, scope["path"], scope["query_string"], host)).encode()
    return b'W/"' + hashlib.sha256(said).hexdigest()[:24].encode() + b'"'
