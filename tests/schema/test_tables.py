"""The tables are complete, described, and hold together."""

from __future__ import annotations

import re
from typing import get_args

import pytest
import sqlite_utils

from schema.facts import DutyRole
from schema.history import COMPARED
from schema.search_tables import FACTS as FACTS_ASKED
from schema.search_tables import ROLES
from schema.tables import SEARCH_INDEXES, TABLES, create_indexes, create_search_indexes, create_tables
from schema.version import DATABASE_VERSION

DESIGN = {
    "sources": "id path media_type bytes pages edition_of declared parser_version",
    "issues": "id source_id gazette publisher year number serial_number published_on address phone postcode "
    "website printer responsible_editor",
    "contents": "issue_id seq section title page document_id",
    "documents": "id issue_id source_id parent_id seq key role section title doc_number doc_type issuer "
    "issued_on addressees annexes effective_from effective_until page_start page_end metadata text",
    "blocks": "document_id seq kind char_start char_end page",
    "clauses": "id document_id parent_id seq depth kind label path heading text page char_start char_end",
    "units": "id name level kind",
    "unit_aliases": "alias unit_id",
    "unit_relations": "unit_id covers_id",
    "unit_reforms": "former_id former successor_id successor day basis",
    "clause_units": "clause_id unit_id name role basis",
    "deadlines": "clause_id kind start due duration working_days anchor",
    "targets": "clause_id table_id row indicator comparator value value_max unit value_base unit_base due "
    "kind nature",
    "people": "id name",
    "appointments": "date person_id action organisation unit_id position authority probation note",
    "rosters": "issue_id body role person_id post",
    "events": "start end text page",
    "event_people": "event_id person_id post mentioned",
    "citations": "clause_id title doc_number relation cited_document_id",
    "clause_citations": "clause_id title doc_number cited_path cited_document_id cited_clause_id",
    "amendments": "clause_id no op target old new",
    "tables": "clause_id caption cells page",
    "clause_facets": "clause_pk issued_on year doc_type gazette place document_pk",
    "clause_bound": "clause_pk unit_pk",
    "clause_due": "due clause_pk",
    "indicators": "id place name promises statements",
    "indicator_targets": "target_id indicator_id role measure unit year year_basis doubtful",
    "diagnostics": "source_id document_id severity code message page char_start char_end",
    "changes": "seq at kind table row_id document_id hash_before hash_after reason",
    "moved": "id short_id table row_id",
    "meta": "key value",
}
FACTS = "clause_units deadlines targets citations clause_citations amendments tables appointments"
QUOTING = f"{FACTS} rosters events event_people"


@pytest.fixture(scope="module")
def database() -> sqlite_utils.Database:
    created = sqlite_utils.Database(memory=True)
    create_tables(created.conn)
    create_search_indexes(created.conn)
    create_indexes(created.conn)
    return created


@pytest.mark.parametrize("name", DESIGN)
def test_every_table_has_its_columns(database: sqlite_utils.Database, name: str) -> None:
    assert set(DESIGN[name].split()) <= {column.name for column in database.table(name).columns}


@pytest.mark.parametrize("name", QUOTING.split())
def test_every_fact_has_its_place(name: str) -> None:
    place = {"document_id", "quote", "char_start", "char_end", "page", "boxes", "confidence"}
    assert place | {"id", "doubts", "origin", "first_seen"} <= set(TABLES[name].column_names)


def test_what_is_compared_has_a_name_and_a_first_day() -> None:
    for name in COMPARED:
        assert {"id", "first_seen"} <= set(TABLES[name].column_names), name
    assert set(QUOTING.split()) < set(COMPARED)


@pytest.mark.parametrize("name", FACTS.split())
def test_facts_hang_on_a_clause(name: str) -> None:
    assert {"clause_id", "path"} <= set(TABLES[name].column_names)


def test_the_database_is_what_is_described(database: sqlite_utils.Database) -> None:
    tables = {name for name in database.table_names() if "_fts" not in name}
    assert tables == set(TABLES)
    for name, table in TABLES.items():
        created = database.table(name)
        assert tuple(column.name for column in created.columns) == table.column_names
        assert tuple(created.pks) == table.primary_key
        keys = {(key.column, key.other_table, key.other_column) for key in created.foreign_keys}
        assert keys == set(table.foreign_keys)


def test_everything_is_described_in_chinese() -> None:
    for table in TABLES.values():
        for text in (table.title, table.description):
            assert re.search(r"[\u4e00-\u9fff]", text), table.name
        for column in table.columns:
            assert re.search(r"[\u4e00-\u9fff]", column.title), (table.name, column.name)
            assert column.description.endswith("。"), (table.name, column.name)


def test_titles_are_not_said_twice() -> None:
    for table in TABLES.values():
        assert not table.description.startswith(table.title + "：")


@pytest.mark.parametrize("name", TABLES)
def test_every_foreign_key_has_an_index(database: sqlite_utils.Database, name: str) -> None:
    created = database.table(name)
    first = {index.columns[0] for index in created.indexes} | {created.pks[0]}
    wanted = {column for column, other, _ in TABLES[name].foreign_keys if other != "sources"}
    assert wanted <= first | {"edition_of"}


def test_foreign_keys_refer_to_unique_columns(database: sqlite_utils.Database) -> None:
    assert database.execute("pragma foreign_key_check").fetchall() == []
    for table in TABLES.values():
        for _, other, column in table.foreign_keys:
            assert TABLES[other].primary_key == (column,) or (column,) in TABLES[other].unique


def test_search_indexes_read_tables_with_an_integer_key(database: sqlite_utils.Database) -> None:
    for index, name in SEARCH_INDEXES.items():
        assert index in database.table_names()
        assert "pk" in TABLES[name].column_names


def test_the_version_is_kept(database: sqlite_utils.Database) -> None:
    assert database.execute("pragma user_version").fetchone() == (DATABASE_VERSION,)


def test_a_ratio_is_text_beside_a_number_that_is_none(database: sqlite_utils.Database) -> None:
    types = {column.name: column.type for column in TABLES["targets"].columns}
    assert (types["value"], types["ratio"]) == ("REAL", "TEXT")


def test_the_search_can_ask_for_every_role() -> None:
    assert set(ROLES) == set(get_args(DutyRole))
    assert set(FACTS_ASKED) <= set(FACTS.split())
