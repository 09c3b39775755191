"""Questions in words: who, in which role, by when, about what; everything else is text."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from kb.asking import Understood, understand
from kb.database import open_database

DAY = date(2022, 11, 15)


@pytest.fixture(scope="module")
def connection(knowledge_base: Path) -> sqlite3.Connection:
    return open_database(knowledge_base)


@pytest.mark.parametrize(
    ("asked", "understood"),
    [
        ("市民政局 牵头 2025年底前 养老", Understood("市民政局", "lead", "", "2025-12-31", "养老")),
        ("养老 市财政局", Understood("市财政局", words="养老")),
        ("市民政局牵头2025年底前养老", Understood("市民政局", "lead", "", "2025-12-31", "养老")),
        ("市民政局牵头", Understood("市民政局", "lead")),
        ("配合单位 6月30日前", Understood("", "cooperate", "", "2022-06-30")),
        ("市教育局 下季度", Understood("市教育局", "", "2023-01-01", "2023-03-31")),
        ("各有关部门 养老", Understood("各有关部门", words="养老")),
        ("市民政局 逾期", Understood("市民政局", "", "", "2022-11-14")),
        ("民政局 逾期", Understood("民政局", "", "", "2022-11-14")),
        ("教育局牵头", Understood("教育局", "lead")),
        ("市民政局 市财政局 养老", Understood("市民政局", words="市财政局 养老")),
    ],
)
def test_parts_are_understood(connection: sqlite3.Connection, asked: str, understood: Understood) -> None:
    assert understand(connection, asked, DAY) == understood


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "养老",
        "市民政局",
        "牵头",
        "2025年底前",
        "2025年 养老",
        "火星局 养老",
        "政局 养老",
        "通政办发〔2022〕81号",
        "'\" or 1=1 --",
    ],
)
def test_the_rest_is_text(connection: sqlite3.Connection, asked: str) -> None:
    assert understand(connection, asked, DAY) is None
