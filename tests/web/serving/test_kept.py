"""Nothing is answered twice, and nothing that no longer holds is answered again."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import quote

import pytest
from handmade import make_issue
from shipped import make_datasette

from ingest.load.load import load
from web.site import reload
from web.site.kept import LARGEST, Answer, Kept, answering_from, passes, rests_on
from web.site.safety import App, Message, Receive, Scope, Send
from web.site.static import static_path

pytestmark = pytest.mark.asyncio


class Site:
    """An application that counts how often it is asked, with the answers that are kept of it."""

    def __init__(
        self, *bodies: bytes, status: int = 200, rests: Path | None = None, is_passing: bool = False
    ) -> None:
        self.asked = 0
        self._bodies = bodies
        self._status = status
        self._rests = rests
        self._is_passing = is_passing
        self._kept = Kept()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        if self._rests:
            rests_on(self._rests)
        if self._is_passing:
            passes()
        await send({"type": "http.response.start", "status": self._status, "headers": []})
        for number, body in enumerate(self._bodies, 1):
            more = number < len(self._bodies)
            await send({"type": "http.response.body", "body": body, "more_body": more})

    async def get(self, key: bytes = b"key") -> bytes:
        """The body under a key."""
        sent: list[Message] = []

        async def keep(message: Message) -> None:
            sent.append(message)

        async def nothing() -> Message:
            return {}

        app: App = answering_from(self._kept, key, self)
        await app({"type": "http"}, nothing, keep)
        return b"".join(message.get("body", b"") for message in sent)


async def test_what_was_answered_is_answered_again_without_work() -> None:
    site = Site(b"one ", b"and two")
    assert [await site.get(), await site.get()] == [b"one and two"] * 2
    assert site.asked == 1
    await site.get(b"another")
    assert site.asked == 2


@pytest.mark.parametrize(
    "site",
    [
        Site(b"wrong", status=404),
        Site(b"x" * (LARGEST // 2), b"x" * LARGEST),
        Site(b"without the picture that took too long", is_passing=True),
    ],
    ids=["an error", "a large answer", "what would be another the next time"],
)
async def test_not_everything_is_kept(site: Site) -> None:
    await site.get()
    await site.get()
    assert site.asked == 2


async def test_an_answer_holds_as_long_as_the_files_that_it_rests_on(tmp_path: Path) -> None:
    file = tmp_path / "original.pdf"
    site = Site(b"text", rests=file)
    for asked, change in (
        (1, lambda: file.write_text("a")),
        (2, lambda: file.write_text("ab")),
        (3, file.unlink),
    ):
        await site.get()
        await site.get()
        assert site.asked == asked
        change()
    await site.get()
    assert site.asked == 4


async def test_those_asked_for_longest_ago_go_first() -> None:
    kept = Kept(most=10)
    for name in (b"a", b"b"):
        kept.put(name, Answer([{"body": b"four"}], {}))
    assert kept.get(b"a") is not None
    kept.put(b"c", Answer([{"body": b"four"}], {}))
    assert [name for name in (b"a", b"b", b"c") if kept.get(name)] == [b"a", b"c"]


async def test_an_answer_is_that_of_the_database_which_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reload, "_SECONDS_BETWEEN_LOOKS", 0.0)
    path = tmp_path / "kb.db"
    load([make_issue(6)], path)
    client = make_datasette(path).client
    first = (await client.get("/")).text
    assert (await client.get("/")).text == first
    load([make_issue(6), make_issue(7, sha="b" * 64)], path)
    assert "第7期" not in first
    assert "第7期" in (await client.get("/")).text


async def test_who_reads_no_gzip_is_not_given_gzip(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    load([make_issue(6)], path)
    client = make_datasette(path).client
    for accepted in ("gzip", "identity", "gzip", "identity"):
        answer = await client.get("/", headers={"accept-encoding": accepted})
        assert answer.headers.get("content-encoding") == (accepted if accepted == "gzip" else None)
        assert "<html" in answer.text


async def test_styles_and_scripts_are_kept_for_good_under_their_hash(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    load([make_issue(6)], path)
    client = make_datasette(path).client
    page = (await client.get("/")).text
    for name in ("site.css", "site.js", "icon.svg"):
        address = f"/{static_path(name)}"
        assert f'"{address}"' in page
        answer = await client.get(address)
        assert (answer.status_code, answer.headers["cache-control"]) == (
            200,
            "public, max-age=31536000, immutable",
        )
    others = ("/static/site.css", "/static/site.css?v=0123456789ab", f"/{quote('首页')}?v=0123456789ab", "/")
    answers = await asyncio.gather(*(client.get(address) for address in others))
    assert not any("immutable" in answer.headers.get("cache-control", "") for answer in answers)
