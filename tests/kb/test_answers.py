"""What people ask: tasks, what falls due, numbers, posts; in every format by a reader of its own kind."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

import feedparser
import icalendar
import openpyxl
import pytest
from click.testing import CliRunner

from gongbao.cli import main
from kb.answers import due, targets, tasks
from kb.answers.answer import Answer, Head, addressed
from kb.answers.calendar import occurrences, span
from kb.answers.doubts import Asked, doubts
from kb.database import open_database
from kb.serial.calendar import as_calendar
from kb.serial.excel import write_sheet_file
from kb.serial.tables import as_csv, as_json
from kb.units import rings, unit_ids

DAY = date(2022, 11, 15)


@pytest.fixture(scope="module")
def connection(knowledge_base: Path) -> sqlite3.Connection:
    return open_database(knowledge_base)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("overdue", None, "2022-11-14"),
        ("month", "2022-11-01", "2022-11-30"),
        ("quarter", "2022-10-01", "2022-12-31"),
        ("next_quarter", "2023-01-01", "2023-03-31"),
        ("year", "2022-01-01", "2022-12-31"),
    ],
)
def test_spans(name: str, first: str | None, last: str) -> None:
    assert span(name, DAY) == (first, last)


@pytest.mark.parametrize(
    ("text", "duration", "days"),
    [
        ("每年9月", "P1Y", ["2023-09-30", "2024-09-30"]),
        ("每年12月底前", "P1Y", ["2022-12-31", "2023-12-31", "2024-12-31"]),
        ("每年3月15日前", "P1Y", ["2023-03-15", "2024-03-15"]),
        ("每年", "P1Y", ["2022-12-31", "2023-12-31", "2024-12-31"]),
        ("每半年至少开展1次", "P6M", ["2022-12-31", "2023-06-30", "2023-12-31", "2024-06-30", "2024-12-31"]),
        ("每周", "P1W", []),
        ("每日", "P1D", []),
    ],
)
def test_what_recurs_falls_due_at_the_end_of_what_is_named(text: str, duration: str, days: list[str]) -> None:
    found = occurrences(text, duration, DAY, date(2024, 12, 31))
    assert [day.isoformat() for day in found] == days


def test_every_month_falls_due_on_its_day_or_its_last() -> None:
    found = [day.isoformat() for day in occurrences("每月10日前", "P1M", DAY, date(2023, 2, 28))]
    assert found == ["2022-12-10", "2023-01-10", "2023-02-10"]
    assert [day.day for day in occurrences("每月", "P1M", DAY, date(2023, 2, 28))] == [30, 31, 31, 28]


def test_rings_are_told_apart(connection: sqlite3.Connection) -> None:
    around = rings(connection, unit_ids(connection, "市民政局"))
    assert around.named == ("南通市民政局",)
    assert any("有关部门" in unit for unit in around.possible)
    assert not {*around.named, *around.general} & {*around.possible}


def test_a_task_holds_what_the_office_needs(connection: sqlite3.Connection) -> None:
    ids = unit_ids(connection, "市民政局")
    rows = list(tasks.tasks(connection, tasks.Tasks(ids)).rows)
    bound = "select count(distinct clause_id) from clause_units where unit_id = ? and clause_id is not null"
    assert len(rows) == connection.execute(bound, ids).fetchone()[0]
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        assert row["source"]
        assert row["task"]
        assert any("民政局" in row[role] for role in ("lead", "responsible", "cooperate"))
    lead = list(tasks.tasks(connection, tasks.Tasks(ids, ["lead"])).rows)
    assert 0 < len(lead) < len(rows)


def test_what_falls_due_is_in_order_and_within_the_days(connection: sqlite3.Connection) -> None:
    rows = list(due.due(connection, due.Due(start="2022-11-01", end="2025-12-31"), DAY).rows)
    days = [row["due"] for row in rows]
    assert days == sorted(days)
    assert {row["state"] for row in rows} == {"pending", "recurring"}
    printed = connection.execute(
        "select count(*) from deadlines where due between '2022-11-01' and '2025-12-31' and kind not in ('validity', 'effective')"
    ).fetchone()[0]
    assert sum(row["state"] != "recurring" for row in rows) == printed
    undated = list(due.without_a_day(connection).rows)
    assert undated
    assert all(row["due"] is None and row["kind"] in {"within", "before"} for row in undated)


def test_what_recurs_has_its_next_occurrence_where_no_days_are_asked_for(
    connection: sqlite3.Connection,
) -> None:
    rows = list(due.due(connection, due.Due(kinds=["recurring"]), DAY).rows)
    assert rows
    assert all(DAY.isoformat() <= row["due"] <= "2023-12-31" for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)


def test_numbers_are_filtered(connection: sqlite3.Connection) -> None:
    rows = list(targets.targets(connection, targets.Targets(year="2025", kinds=["target"])).rows)
    assert rows
    assert all(row["due"].startswith("2025") and row["kind"] == "target" for row in rows)
    named = list(targets.targets(connection, targets.Targets(indicator="床位")).rows)
    assert named
    assert all("床位" in row["indicator"] for row in named)


HOSTILE = Answer(
    "hostile",
    "敌意",
    (Head("text", "文字"), Head("due", "到期日", "date"), Head("value", "数值", "number")),
    [
        {"text": "=cmd|' /C calc'!A0", "due": "2025-12-31", "value": -3.5},
        {"text": "@SUM(1)", "due": "2025-12", "value": None},
        {"text": "https://example.org", "due": None, "value": 2},
    ],
)


def test_no_cell_of_a_csv_is_a_formula() -> None:
    text = "".join(as_csv(HOSTILE))
    assert text.startswith("\ufeff文字,到期日,数值")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row[0] for row in rows[1:]] == ["'=cmd|' /C calc'!A0", "'@SUM(1)", "https://example.org"]
    assert rows[1][2] == "-3.5"


def test_json_has_a_row_for_each(connection: sqlite3.Connection) -> None:
    answer = json.loads("".join(as_json(targets.targets(connection))))
    count = connection.execute("select count(*) from targets").fetchone()[0]
    assert len(answer["rows"]) == count
    assert {"id", "quote", "page", "document_id"} <= answer["rows"][0].keys()


def test_an_excel_file_holds_dates_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    write_sheet_file(path, [(HOSTILE, ["进展情况"])], {"查询": "=1+1"})
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["敌意", "说明"]
    sheet = book["敌意"]
    assert [cell.value for cell in sheet[1]] == ["文字", "到期日", "数值", "进展情况"]
    assert sheet["A2"].value == "=cmd|' /C calc'!A0"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert sheet["B2"].value == datetime(2025, 12, 31)
    assert sheet["B2"].is_date
    assert sheet["B3"].value == "2025-12"
    assert sheet["C2"].value == -3.5
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D4"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert book["说明"]["B1"].data_type == "s"


def test_behind_the_most_links_of_a_sheet_their_words_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.serial.excel._MOST_LINKS", 2)
    rows = [{"link": f"第{page}页", "address": f"https://example.org/c/{page}"} for page in (1, 2, 3)]
    write_sheet_file(
        tmp_path / "sheet.xlsx", [(Answer("links", "链接", (Head("link", "页"),), rows), [])], {}
    )
    cells = [row[0] for row in openpyxl.load_workbook(tmp_path / "sheet.xlsx")["链接"].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == ["第1页", "第2页", "第3页"]
    assert [cell.hyperlink is not None for cell in cells] == [True, True, False]


def test_a_calendar_has_an_event_for_each_whole_day(connection: sqlite3.Connection) -> None:
    answer = due.due(connection, due.Due(start="2022-11-01", end="2024-12-31"), DAY)
    rows = list(answer.rows)
    answer = Answer(answer.name, answer.title, answer.heads, rows)
    built = datetime(2022, 11, 15, 8, 0, tzinfo=UTC)
    linked = addressed(answer, lambda address: f"https://example.org{address}")
    read = icalendar.Calendar.from_ical(as_calendar(linked, built))
    events = list(read.walk("VEVENT"))
    assert len(events) == sum(len(row["due"]) == 10 for row in rows)
    assert len({str(event["UID"]) for event in events}) == len(events)
    for event in events:
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert str(event["URL"]).startswith("https://example.org/c/")
        assert event["SEQUENCE"] == 0


def test_the_commands_answer(knowledge_base: Path, tmp_path: Path) -> None:
    database = ["--db", str(knowledge_base)]
    for arguments in (
        ["units", "市民政局", "--role", "lead"],
        ["due", "--unit", "市民政局", "--from", "2022-11-01", "--to", "2025-12-31", "--json"],
        ["due", "--undated", "--csv"],
        ["targets", "--year", "2025"],
        ["people", "--post", "局长", "--holders"],
        ["doubts", "--code", "not_appointed"],
    ):
        result = CliRunner().invoke(main, [*arguments, *database])
        assert result.exit_code == 0, (arguments, result.output)
        assert result.output.strip()
    sheet, days = tmp_path / "tasks.xlsx", tmp_path / "due.ics"
    assert CliRunner().invoke(main, ["units", "市民政局", "--xlsx", str(sheet), *database]).exit_code == 0
    assert openpyxl.load_workbook(sheet).sheetnames == ["任务分解表", "按单位和角色", "说明"]
    assert CliRunner().invoke(main, ["due", "--ics", str(days), *database]).exit_code == 0
    for command in ("targets", "people"):
        written = tmp_path / f"{command}.ics"
        assert CliRunner().invoke(main, [command, "--ics", str(written), *database]).exit_code == 0
        assert icalendar.Calendar.from_ical(written.read_bytes())["X-WR-CALNAME"]
    assert icalendar.Calendar.from_ical(days.read_bytes()).walk("VEVENT")
    unknown = CliRunner().invoke(main, ["units", "火星局", *database])
    assert unknown.exit_code == 1


@pytest.mark.parametrize(
    "asked",
    [
        ["units", "市民政局"],
        ["due", "--from", "2020-01-01"],
        ["targets", "--year", "2025"],
        ["people"],
        ["people", "--holders"],
        ["indicators", "--place", "澜江市"],
        ["tasks", "--place", "澜江市"],
        ["tasks", "澜政办发〔2024〕3号"],
        ["doubts", "--code", "not_appointed"],
        ["doubts", "--code", "unknown_organisation"],
    ],
)
def test_every_answer_is_written_in_every_format(
    knowledge_base: Path, tmp_path: Path, asked: list[str]
) -> None:
    feed, sheet = tmp_path / "new.atom", tmp_path / "sheet.xlsx"
    told = ["--db", str(knowledge_base), "--site", "https://example.org"]
    for more in (["--json"], ["--csv"], ["--atom", str(feed)], ["--xlsx", str(sheet)]):
        answer = CliRunner().invoke(main, [*asked, *more, *told])
        assert answer.exit_code == 0, (more, answer.output)
    read = feedparser.parse(feed.read_bytes())
    assert not read.bozo
    assert read.entries
    assert len({entry.id for entry in read.entries}) == len(read.entries)
    assert all(entry.title for entry in read.entries)
    assert all(entry.link.startswith("https://example.org/") for entry in read.entries)
    assert openpyxl.load_workbook(sheet).sheetnames[-1] == "说明"


@pytest.mark.parametrize("answer", ["--holders", "--members"])
def test_what_holds_on_a_day_is_not_asked_for_by_year(knowledge_base: Path, answer: str) -> None:
    told = CliRunner().invoke(main, ["people", answer, "--year", "2022", "--db", str(knowledge_base)])
    assert told.exit_code == 2
    assert "--on" in told.output


def test_what_is_doubted_of_a_whole_source_leads_to_its_issue_or_document(
    knowledge_base: Path, tmp_path: Path
) -> None:
    path = tmp_path / "kb.db"
    shutil.copy(knowledge_base, path)
    with closing(sqlite3.connect(path)) as connection:
        of_issue = connection.execute("select source_id, id from issues limit 1").fetchone()
        alone = (
            "select source_id, '/d/' || short_id from documents where issue_id is null and seq = 1 limit 1"
        )
        of_document = connection.execute(alone).fetchone()
        connection.execute("delete from diagnostics")
        for source, _ in (of_issue, of_document):
            sql = "insert into diagnostics (source_id, severity, code, message, boxes) values (?, 'info', 'x', '甲', '[]')"
            connection.execute(sql, [source])
        connection.commit()
        addresses = [row["address"] for row in doubts(connection, Asked(code="x")).rows]
    assert addresses == [f"/issues/{quote(of_issue[1])}", of_document[1]]


def test_a_department_has_its_calendar_on_the_command_line(knowledge_base: Path, tmp_path: Path) -> None:
    own, every = tmp_path / "own.ics", tmp_path / "every.ics"
    told = ["--db", str(knowledge_base), "--site", "https://example.org"]
    assert CliRunner().invoke(main, ["units", "市卫健委", "--ics", str(own), *told]).exit_code == 0
    assert CliRunner().invoke(main, ["units", "--ics", str(every), *told]).exit_code == 0
    few, many = (icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT") for path in (own, every))
    assert 0 < len(few) < len(many)
    assert all(str(event["URL"]).startswith("https://example.org/c/") for event in few)


@pytest.mark.parametrize("title", ["一/二[三]:*?\\", "'引号'", "长" * 60, "''"])
def test_a_sheet_bears_any_title(title: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    write_sheet_file(path, [(Answer("any", title, HOSTILE.heads, []), [])], {})
    assert len(openpyxl.load_workbook(path).sheetnames) == 2


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_the_sheet_of_tasks(connection: sqlite3.Connection, tmp_path: Path) -> None:
    asked = tasks.Tasks(rings=rings(connection, unit_ids(connection, "市民政局")))
    sheets = [(tasks.tasks(connection, asked), tasks.OFFICE)]
    write_sheet_file(tmp_path / "tasks.xlsx", sheets, {"查询": "=1+1"})
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
        "tasks.xlsx",
    ]
    subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, timeout=180)
    if not (tmp_path / "tasks.csv").exists():
        pytest.skip("LibreOffice has no Calc (Debian: apt-get install libreoffice-calc)")
    lines = list(csv.reader(io.StringIO((tmp_path / "tasks.csv").read_text("utf-8-sig"))))
    rows = list(tasks.tasks(connection, asked).rows)
    assert lines[0][:3] == ["序号", "任务来源", "条款位置"]
    assert len(lines) == len(rows) + 1
    assert [line[9] for line in lines[1:]] == [row["due"] or "" for row in rows]
    assert lines[1][3].split() == rows[0]["task"].split()
