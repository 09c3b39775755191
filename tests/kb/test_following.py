"""What somebody follows: a file says it, a roster may be pasted, and what is new of it comes first."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner

from gongbao.cli import main
from kb.database import open_database
from kb.following import Follow, FollowError, following, read_follow, with_roster


@pytest.fixture(scope="module")
def connection(knowledge_base: Path) -> sqlite3.Connection:
    return open_database(knowledge_base)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "follow.toml"
    path.write_text(text, "utf-8")
    return path


def test_every_kind_is_followed(connection: sqlite3.Connection, tmp_path: Path) -> None:
    person = connection.execute("select person_id from appointments limit 1").fetchone()[0]
    number = connection.execute("select doc_number from documents where doc_number is not null").fetchone()[0]
    for line, word in (
        ('units = ["市民政局"]', "units:市民政局"),
        (f'people = ["{person}"]', f"people:{person}"),
        ('posts = ["局长"]', "posts:局长"),
        ('phrases = ["养老服务"]', "phrases:养老服务"),
        (f'documents = ["{number}"]', f"documents:{number}"),
        ('places = ["海安市"]', "places:海安市"),
    ):
        rows = list(following(connection, read_follow(written(tmp_path, line))).rows)
        assert rows, line
        assert all(word in row["followed"] and row["address"] for row in rows)
        days = [row["first_seen"] or row["issued_on"] or "" for row in rows]
        assert days == sorted(days, reverse=True)
        assert len({row["id"] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("line", "what", "holds"),
    [
        ('units = ["市民政局"]', {"clause", "appointment"}, "民政"),
        ('people = ["林照野"]', {"appointment"}, "林照野"),
        ('posts = ["澜江市湿地公园管理处主任"]', {"appointment"}, "湿地公园管理处"),
        ('phrases = ["养老服务体系"]', {"clause"}, "养老服务体系"),
        ('places = ["澜江市"]', {"clause", "document"}, "澜江"),
    ],
)
def test_nothing_else_is_followed(
    connection: sqlite3.Connection, tmp_path: Path, line: str, what: set[str], holds: str
) -> None:
    rows = list(following(connection, read_follow(written(tmp_path, line))).rows)
    assert {row["what"] for row in rows} <= what
    for row in rows:
        document = connection.execute(
            "select text, place from documents where id = ?", [row["document_id"]]
        ).fetchone()
        assert holds in "".join(filter(None, [*document, row["quote"]]))


@pytest.mark.parametrize("number", ["通政办发〔2022〕81号", "通政办发[2022]81号", "通政办发 （2022） 81号"])
def test_a_number_is_followed_in_whatever_brackets(connection: sqlite3.Connection, number: str) -> None:
    rows = list(following(connection, Follow(documents=(number,))).rows)
    assert "通政办发〔2022〕81号" in {row["doc_number"] for row in rows if row["what"] == "document"}


def test_a_post_is_followed_by_the_full_name_of_its_body(connection: sqlite3.Connection) -> None:
    sql = """
        select u.name || a.position from appointments a join units u on u.id = a.unit_id
        where instr(u.name, a.organisation) > 1 or a.organisation = u.name limit 1
    """
    post = connection.execute(sql).fetchone()[0]
    assert {row["what"] for row in following(connection, Follow(posts=(post,))).rows} == {"appointment"}
    role = connection.execute(
        "select body || role from rosters where body is not null and document_id is not null"
    ).fetchone()[0]
    assert "roster" in {row["what"] for row in following(connection, Follow(posts=(role,))).rows}


def test_only_what_is_new_is_shown(connection: sqlite3.Connection) -> None:
    assert not list(following(connection, Follow(units=("市民政局",), since="2099-01-01")).rows)


def test_everyone_in_a_roster_is_followed(connection: sqlite3.Connection) -> None:
    person = connection.execute("select name from people where length(name) = 2 limit 1").fetchone()[0]
    roster = f"市某某局　{person[0]} {person[1]}　局长\n市某某局　火星人　副局长\n"
    follow, unknown = with_roster(connection, Follow(roster=roster))
    assert follow.people == (person,)
    assert unknown == ["市某某局　火星人　副局长"]


@pytest.mark.parametrize(
    "text", ["units = 3", "unit = ['a']", "units = 'a'", "title = ['a']", "[", "units = [1]"]
)
def test_a_file_that_nobody_understands_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(FollowError):
        read_follow(written(tmp_path, text))


def test_the_command_prints_and_writes_what_is_new(knowledge_base: Path, tmp_path: Path) -> None:
    path, feed = written(tmp_path, 'units = ["市民政局"]'), tmp_path / "new.atom"
    arguments = ["follow", str(path), "--db", str(knowledge_base)]
    answer = CliRunner().invoke(main, [*arguments, "--json"])
    assert json.loads(answer.output)["rows"]
    assert (
        CliRunner().invoke(main, [*arguments, "--atom", str(feed), "--site", "https://example.org"]).exit_code
        == 0
    )
    read = feedparser.parse(feed.read_bytes())
    assert not read.bozo
    assert read.entries[0].link.startswith("https://example.org/")
    assert (
        CliRunner()
        .invoke(main, ["follow", str(tmp_path / "none.toml"), "--db", str(knowledge_base)])
        .exit_code
        == 1
    )
