"""The export for OpenSearch, sent by OpenSearch's own client to what takes and refuses as the server does."""

from __future__ import annotations

import json
import sqlite3
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from opensearch import Server
from opensearchpy import OpenSearch, helpers
from opensearchpy.exceptions import RequestError

from kb.database import open_database
from kb.formats.registry import export


@pytest.fixture(scope="module")
def exported(knowledge_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("opensearch")
    export(open_database(knowledge_base), "opensearch", folder)
    return folder


@pytest.fixture
def client(exported: Path) -> OpenSearch:
    """A client of a server that has the index of the mapping."""
    client = OpenSearch(connection_class=Server)
    client.indices.create(index="clauses", body=json.loads((exported / "mapping.json").read_text("utf-8")))
    return client


def held(client: OpenSearch) -> dict[str, dict[str, Any]]:
    """The documents of the index, by id."""
    documents: dict[str, dict[str, Any]] = client.transport.get_connection().indexes["clauses"].documents
    return documents


def test_the_lines_are_taken_as_they_stand(exported: Path, client: OpenSearch, knowledge_base: Path) -> None:
    with (exported / "clauses.ndjson").open(encoding="utf-8") as lines:
        while part := "".join(islice(lines, 10_000)):
            answer = client.bulk(body=part)
            assert part.endswith("\n")  # the client would add one
            assert not answer["errors"], [one for one in answer["items"] if "error" in one["index"]][:3]
    connection = sqlite3.connect(knowledge_base)
    clauses = dict(connection.execute("select id, text from clauses").fetchall())
    assert {name: one.get("text") or "" for name, one in held(client).items()} == clauses
    [bound] = connection.execute("select count(*) from clause_units where clause_id is not null").fetchone()
    assert sum(len(one.get("units", [])) for one in held(client).values()) == bound


def test_the_client_s_helper_sends_them_too(exported: Path, client: OpenSearch) -> None:
    lines = (exported / "clauses.ndjson").read_text("utf-8").splitlines()[:400]
    pairs = zip(map(json.loads, lines[::2]), map(json.loads, lines[1::2]), strict=True)
    actions = ({"_op_type": "index", **action["index"], "_source": source} for action, source in pairs)
    assert helpers.bulk(client, actions, chunk_size=50) == (200, [])
    assert len(held(client)) == 200


ACTION = '{"index":{"_index":"clauses","_id":"1"}}\n'


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (ACTION, "without a source"),
        ('{"text":"甲"}\n' + ACTION, "Malformed"),
        (ACTION + "甲\n", "not JSON"),
    ],
)
def test_odd_lines_would_be_refused(lines: str, reason: str, client: OpenSearch) -> None:
    with pytest.raises(RequestError, match=reason):
        client.bulk(body=lines)


@pytest.mark.parametrize(
    "source",
    [
        {"chapter": "第一章"},
        {"page": "三"},
        {"due": "2022年8月"},
        {"issued_on": "2022-8-30"},
        {"units": ["民政局"]},
        {"units": [{"name": "民政局"}]},
        {"document": "长" * 11_000},
    ],
)
def test_what_the_mapping_does_not_know_would_be_refused(source: dict[str, Any], client: OpenSearch) -> None:
    answer = client.bulk(body=ACTION + json.dumps(source) + "\n")
    assert answer["errors"]
    assert not held(client)


def test_a_mapping_of_what_is_not_there_would_be_refused(exported: Path, client: OpenSearch) -> None:
    mapping = (exported / "mapping.json").read_text("utf-8")
    for known, other in (("bigrams", "trigrams"), ("cjk_width", "cjk_height"), ('"integer"', '"number"')):
        head, _, rest = mapping.rpartition(f'"{known}"' if known[0] != '"' else known)
        with pytest.raises(RequestError):
            client.indices.create(index="other", body=json.loads(f'{head}"{other.strip(chr(34))}"{rest}'))
