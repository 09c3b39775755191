"""Nothing is answered twice: an ETag for every page, 304 where the browser has it, and what was answered is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any
from weakref import WeakKeyDictionary

from web.site.kept import Kept, answering_from
from web.site.reload import stamp_of
from web.site.safety import App, Message, Receive, Scope, Send
from web.site.site import follow_path, shown_databases

_CHINA = timezone(timedelta(hours=8))
_OPEN = (".json", ".atom", ".csv", ".ics", ".xlsx", ".xml", ".txt")
_STAMPS: WeakKeyDictionary[Any, object] = WeakKeyDictionary()
_SIGNED_IN = b"ds_actor"
_ANY_ORIGIN = (b"access-control-allow-origin", b"*")
_READABLE = (b"access-control-expose-headers", b"ETag, Link")
_ASKED_BEFORE = [
    _ANY_ORIGIN,
    (b"access-control-allow-methods", b"GET, HEAD, OPTIONS"),
    (b"access-control-allow-headers", b"If-None-Match, Accept, Content-Type, Authorization"),
    (b"access-control-max-age", b"86400"),
]
"""What a browser is told that asks beforehand whether a page of another origin may ask with a tag."""


def with_tags(app: App, datasette: Any) -> App:
    """The application, whose answers carry a tag made of the files that are read, the day and the address.

    What an answer says depends on nothing else: pages are read only, and what readers prefer is kept by their browser.
    So what was answered under a tag is answered again from memory. `app` compresses for those who read that; who
    is signed in to Datasette is always answered anew.
    """
    kept = Kept()

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await app(scope, receive, send)
            return
        tag = _tag(datasette, scope)
        headers = dict(scope["headers"])
        packed = b"gzip" if b"gzip" in headers.get(b"accept-encoding", b"") else b""
        is_asked = tag in [part.strip() for part in headers.get(b"if-none-match", b"").split(b",")]
        if is_asked and not kept.has_changed(tag + packed):
            await send({"type": "http.response.start", "status": 304, "headers": [(b"etag", tag)]})
            await send({"type": "http.response.body", "body": b""})
            return
        answers = app
        if scope["method"] == "GET" and _SIGNED_IN not in headers.get(b"cookie", b""):
            answers = answering_from(kept, tag + packed, app)
        await answers(scope, receive, _tagged(send, tag))

    return wrapped


def with_open_data(app: App) -> App:
    """The application, whose data (not its pages) programs of any origin may read."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith(_OPEN):
            await app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS":
            await send({"type": "http.response.start", "status": 204, "headers": _ASKED_BEFORE})
            await send({"type": "http.response.body", "body": b""})
            return

        async def send_open(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = {_ANY_ORIGIN[0], _READABLE[0]}
                others = [h for h in message.get("headers", ()) if h[0].lower() not in ours]
                message = {**message, "headers": [*others, _ANY_ORIGIN, _READABLE]}
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
    site = scope.get("scheme"), dict(scope["headers"]).get(b"host", b"")
    followed = stamp_of(follow_path(datasette))
    said = repr((stamps, followed, day, scope["path"], scope["query_string"], site)).encode()
    return b'W/"' + hashlib.sha256(said).hexdigest()[:24].encode() + b'"'
