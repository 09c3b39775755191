"""Texts go out compressed to those who take it, pictures and small answers as they are."""

from __future__ import annotations

import gzip
import zlib

import pytest
from datasette.app import Datasette

from web.site.compression import compressing
from web.site.safety import Message, Receive, Scope, Send

pytestmark = pytest.mark.asyncio


async def answer(
    media_type: bytes, parts: list[bytes], accepted: bytes = b"br, gzip"
) -> tuple[dict[bytes, bytes], list[bytes]]:
    """The headers and body of an answer in these parts, as it leaves."""
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        length = str(sum(map(len, parts))).encode()
        headers = [(b"content-type", media_type), (b"content-length", length)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for number, part in enumerate(parts, 1):
            await send({"type": "http.response.body", "body": part, "more_body": number < len(parts)})

    async def keep(message: Message) -> None:
        sent.append(message)

    async def nothing() -> Message:
        return {}

    await compressing(app)({"type": "http", "headers": [(b"accept-encoding", accepted)]}, nothing, keep)
    return dict(sent[0]["headers"]), [message["body"] for message in sent[1:]]


async def test_a_text_is_compressed() -> None:
    headers, parts = await answer(b"text/html; charset=utf-8", [b"<p>" * 1000])
    assert headers[b"content-encoding"] == b"gzip"
    assert headers[b"vary"] == b"accept-encoding"
    assert b"content-length" not in headers
    assert gzip.decompress(b"".join(parts)) == b"<p>" * 1000


async def test_a_text_in_parts_arrives_part_by_part() -> None:
    _, parts = await answer(b"text/csv", [b"a,b\n" * 500, b"c,d\n", b""])
    reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
    assert [reader.decompress(part) for part in parts] == [b"a,b\n" * 500, b"c,d\n", b""]
    assert reader.eof


@pytest.mark.parametrize(
    ("media_type", "body", "accepted"),
    [
        (b"image/png", b"x" * 5000, b"gzip"),
        (b"text/html", b"x" * 10, b"gzip"),
        (b"text/html", b"x" * 5000, b""),
        (b"text/html", b"x" * 5000, b"br"),
    ],
)
async def test_others_are_left_alone(media_type: bytes, body: bytes, accepted: bytes) -> None:
    headers, parts = await answer(media_type, [body], accepted)
    assert b"content-encoding" not in headers
    assert headers[b"content-length"] == str(len(body)).encode()
    assert parts == [body]


@pytest.mark.parametrize(
    "path", ["/", "/search.json?q=养老", "/kb/clauses.csv?_stream=1", "/static/site.css"]
)
async def test_every_kind_of_answer_is_the_same_compressed(datasette: Datasette, path: str) -> None:
    plain = await datasette.client.get(path, headers={"accept-encoding": "identity"})
    packed = await datasette.client.get(path, headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text
