"""Text answers are compressed for browsers that take it: a long document is a quarter of its size then."""

from __future__ import annotations

import zlib

from web.site.safety import App, Message, Receive, Scope, Send

_LEVEL = 5
_GZIP = 16 + zlib.MAX_WBITS
_SMALLEST = 1000
_TEXTS = (b"text/", b"application/json", b"application/javascript", b"image/svg+xml")


def compressing(app: App) -> App:
    """The application, whose texts go out as gzip where the browser says that it reads that."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and b"gzip" in dict(scope["headers"]).get(b"accept-encoding", b""):
            await app(scope, receive, _Answer(send).send)
        else:
            await app(scope, receive, send)

    return wrapped


class _Answer:
    """An answer on its way: its head waits for the first part of its body, which tells how long it is."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._head: Message | None = None
        self._packer: zlib._Compress | None = None

    async def send(self, message: Message) -> None:
        """Pass a message on, compressed where that is worth it."""
        if message["type"] == "http.response.start":
            self._head = message
            return
        if self._head is not None:
            await self._send(self._begin(self._head, message))
            self._head = None
        if self._packer is not None and message["type"] == "http.response.body":
            message = {**message, "body": self._packed(self._packer, message)}
        await self._send(message)

    def _begin(self, head: Message, first: Message) -> Message:
        headers = [(name.lower(), value) for name, value in head.get("headers", ())]
        said = dict(headers)
        is_text = said.get(b"content-type", b"").startswith(_TEXTS) and b"content-encoding" not in said
        if not is_text:
            return head
        headers.append((b"vary", b"accept-encoding"))
        if first.get("more_body") or len(first.get("body", b"")) >= _SMALLEST:
            self._packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
            headers = [(name, value) for name, value in headers if name != b"content-length"]
            headers.append((b"content-encoding", b"gzip"))
        return {**head, "headers": headers}

    @staticmethod
    def _packed(packer: zlib._Compress, message: Message) -> bytes:
        body = packer.compress(message.get("body", b""))
        more: bool = message.get("more_body", False)
        return body + packer.flush(zlib.Z_SYNC_FLUSH if more else zlib.Z_FINISH)
