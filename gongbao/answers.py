"""`gongbao units`, `due`, `people` and their like: questions to the database, answered in the format that is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongbao.cli import database_option, day_type, iso_day, print_line
from kb.units import RINGS
from schema.search_tables import ROLES

if TYPE_CHECKING:
    import sqlite3

    from kb.answers.answer import Answer, Within
    from kb.answers.due import Due

    Sheet = tuple[Answer, Sequence[str]]
    """An answer, and the columns behind it that are filled in by hand."""

_SPANS = ("overdue", "month", "quarter", "next_quarter", "year")


@dataclass(frozen=True, slots=True)
class Out:
    """How an answer is handed out: printed as lines, JSON (`json`) or CSV (`csv`), or written to a file as Excel or a feed.

    `site` is the address of the site that links lead to, where one is said.
    """

    connection: sqlite3.Connection
    form: str | None = None
    xlsx: Path | None = None
    atom: Path | None = None
    site: str | None = None

    def hand(self, answer: Answer, asked: str, shown: Sequence[str], sheets: Sequence[Sheet] = ()) -> None:
        """Hand out an answer to what was `asked`: in a terminal the heads `shown`, as Excel other sheets where some are given."""
        if self.xlsx:
            _write_sheets(self, self.xlsx, sheets or [(answer, ())], asked)
        elif self.atom:
            _write_feed(self, self.atom, answer, asked)
        else:
            _print(linked(answer, self.site), self.form, shown)


def formats(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say in which format an answer is printed or written: the command is given an `Out`."""

    @wraps(command)
    def handing(
        *values: Any,
        form: str | None,
        xlsx: Path | None,
        atom: Path | None,
        site: str | None,
        database: Path,
        **others: Any,
    ) -> None:
        from kb.database import open_database

        command(*values, out=Out(open_database(database), form, xlsx, atom, site), **others)

    file = click.Path(dir_okay=False, path_type=Path)
    for option in (
        click.option("--json", "form", flag_value="json", help="Print JSON."),
        click.option("--csv", "form", flag_value="csv", help="Print CSV that spreadsheets open."),
        click.option("--site", help="The address of the site that links lead to (https://…)."),
        click.option("--atom", type=file, help="Write an Atom feed of the newest."),
        click.option("--xlsx", type=file, help="Write an Excel file."),
        database_option,
    ):
        handing = option(handing)
    return handing


def _of_documents(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say of which documents rows are asked for: the command is given a `Within`."""

    @wraps(command)
    def narrowed(
        *values: Any,
        since: datetime | None,
        in_force: datetime | None,
        place: str | None,
        doc_type: str | None,
        **others: Any,
    ) -> None:
        from kb.answers.answer import Within

        command(*values, within=Within(iso_day(since), iso_day(in_force), place, doc_type), **others)

    for option in (
        click.option("--doc-type", help="Only of documents of this kind (文种), such as 方案."),
        click.option("--place", help="Only of documents of this place."),
        click.option(
            "--in-force",
            type=day_type,
            help="Only of documents that are in force on this day, as far as the documents held say.",
        ),
        click.option("--since", type=day_type, help="Only what a build first saw on this day or later."),
    ):
        narrowed = option(narrowed)
    return narrowed


_ics_option = click.option(
    "--ics", type=click.Path(dir_okay=False, path_type=Path), help="Write a calendar that telephones take."
)
_unit_option = click.option("--unit", help="Only what binds this organisation, under any of its names.")
_role_option = click.option("--role", type=click.Choice(list(ROLES)), help="Only what it has this role in.")


@click.command()
@click.argument("unit", required=False)
@_role_option
@click.option(
    "--ring",
    type=click.Choice(list(RINGS)),
    multiple=True,
    help="Only what binds it in this way: by its name, by an earlier name, by a general name, or possibly.",
)
@_of_documents
@_ics_option
@formats
def units(
    unit: str | None,
    role: str | None,
    ring: tuple[str, ...],
    within: Within,
    ics: Path | None,
    out: Out,
) -> None:
    """The tasks of an organisation: each clause that binds it, with its numbers, units and time limits.

    UNIT is any of its names (default: all organisations); what binds it under a general name (民政部门) is given
    too, what only may concern it (有关部门) with --ring possible. The Excel file is the sheet of tasks (任务分解表) that
    offices keep, with columns to fill in.

    \b
    Examples:
      gongbao units 市民政局
      gongbao units 市民政局 --role lead --xlsx tasks.xlsx
      gongbao units 市民政局 --ics due.ics
    """
    from kb.answers import due as due_asking
    from kb.answers import tasks
    from kb.units import rings

    ids = _named(out.connection, unit)
    asked = tasks.Tasks(
        roles=[role] if role else None,
        within=within,
        rings=rings(out.connection, ids) if ids else None,
        through=ring or ("named", "former", "general"),
    )
    said = "、".join(filter(None, [unit or "全部单位", ROLES.get(role or "")]))
    if ics:
        roles = [role] if role else None
        _write_calendar(out, ics, due_asking.Due(asked.asked, roles, within=within), said)
        return
    sheets = [(tasks.tasks(out.connection, asked), tasks.OFFICE), (tasks.by_unit(out.connection, asked), ())]
    out.hand(tasks.tasks(out.connection, asked, for_programs=True), said, ("path", "task", "due"), sheets)


@click.command()
@_unit_option
@_role_option
@click.option("--from", "start", type=day_type, help="From this day on.")
@click.option("--to", "end", type=day_type, help="Up to this day.")
@click.option("--span", type=click.Choice(_SPANS), help="A span that has a name, seen from today.")
@click.option("--undated", is_flag=True, help="Only the limits that hang on an event, without a day.")
@_of_documents
@_ics_option
@formats
def due(
    unit: str | None,
    role: str | None,
    start: datetime | None,
    end: datetime | None,
    span: str | None,
    undated: bool,
    within: Within,
    ics: Path | None,
    out: Out,
) -> None:
    """What falls due and when: printed days, and the next occurrence of what recurs.

    \b
    Examples:
      gongbao due --unit 市民政局 --span next_quarter
      gongbao due --from 2025-01-01 --to 2025-12-31 --csv > due.csv
      gongbao due --unit 市民政局 --ics due.ics
    """
    from kb.answers import due as asking
    from kb.answers.calendar import span as days_of
    from kb.answers.calendar import today

    first, last = iso_day(start), iso_day(end)
    if span:
        first, last = days_of(span, today())
    asked = asking.Due(_named(out.connection, unit), [role] if role else None, first, last, within=within)
    if ics:
        _write_calendar(out, ics, asked, unit or "到期事项")
        return
    answer = asking.without_a_day(out.connection, asked) if undated else asking.due(out.connection, asked)
    out.hand(answer, unit or "全部单位", ("due", "state", "text", "heading", "document_title"))


@click.command()
@_unit_option
@click.option("--year", help="Only numbers that are due in this year.")
@click.option(
    "--kind", type=click.Choice(["target", "requirement", "incentive", "baseline"]), help="Only this kind."
)
@click.option("--indicator", help="Only indicators that hold these words.")
@_of_documents
@_ics_option
@formats
def targets(
    unit: str | None,
    year: str | None,
    kind: str | None,
    indicator: str | None,
    within: Within,
    ics: Path | None,
    out: Out,
) -> None:
    """Numbers that bind or are reported.

    \b
    Examples:
      gongbao targets --year 2025 --kind target
      gongbao targets --indicator 床位 --json
    """
    from kb.answers.targets import Targets
    from kb.answers.targets import targets as ask

    kinds = [kind] if kind else None
    answer = ask(out.connection, Targets(_named(out.connection, unit), year, kinds, indicator, within=within))
    if ics:
        _write_days(out, ics, answer)
        return
    out.hand(
        answer,
        indicator or unit or "全部指标",
        ("indicator", "comparator", "value", "unit", "due", "document_title"),
    )


@click.command()
@click.argument("name", required=False)
@click.option("--post", help="Only posts that hold these words.")
@click.option("--year", help="Only acts of this year.")
@click.option("--on", "day", type=day_type, help="Who held the post on this day, instead of the acts.")
@click.option(
    "--holders", "line", is_flag=True, help="The line of holders of each post, instead of the acts."
)
@click.option(
    "--members",
    is_flag=True,
    help="The members of leading groups, today or on the day of --on; --post says which.",
)
@_ics_option
@formats
def people(
    name: str | None,
    post: str | None,
    year: str | None,
    day: datetime | None,
    line: bool,
    members: bool,
    ics: Path | None,
    out: Out,
) -> None:
    """Appointments and removals, everything that is printed of a NAME, who holds a post, or who is in a leading group.

    \b
    Examples:
      gongbao people 王一山
      gongbao people --post 财政局 --holders
      gongbao people --post 市长 --on 2025-03-01
      gongbao people --members --post 领导小组 --on 2025-03-01
    """
    from kb.answers.people import acts as acting
    from kb.answers.people import groups
    from kb.answers.people.posts import holders
    from kb.answers.people.timeline import timeline

    if name and (line or day or members):
        raise click.UsageError("--holders, --members and --on take a post, not a name")
    if year and (line or day or members):
        raise click.UsageError("--year chooses acts; with --holders and --members say a day: --on 2025-03-01")
    if members:
        answer = groups.members(out.connection, post, iso_day(day))
    elif line or day:
        answer = holders(out.connection, post, iso_day(day))
    elif name and not (post or year):
        answer = timeline(out.connection, name)
    else:
        answer = acting.appointments(out.connection, acting.Appointments(name, post, None, year))
    if ics:
        _write_days(out, ics, answer)
        return
    out.hand(
        answer,
        name or post or "全部任免",
        (
            "date",
            "since",
            "until",
            "person",
            "action",
            "said",
            "organisation",
            "position",
            "body",
            "role",
            "post",
        ),
    )


@click.command()
@click.argument("words", required=False)
@click.option("--place", help="Only of this place.")
@click.option(
    "--state",
    type=click.Choice(["met", "missed", "early", "unreported", "revised", "pending", "open"]),
    help="Only indicators with a promise of which this is said.",
)
@formats
def indicators(
    words: str | None,
    place: str | None,
    state: str | None,
    out: Out,
) -> None:
    """Promises and outcomes: what plans promised of an indicator, and what was stated later.

    \b
    Examples:
      gongbao indicators 森林覆盖率
      gongbao indicators --place 澜江市 --state missed --csv
    """
    from kb.answers.promises.indicators import Asked, all_numbers

    answer = all_numbers(out.connection, Asked(words, place, state))
    out.hand(
        answer,
        words or place or "全部指标",
        ("place", "name", "year", "role", "quote", "outcome", "outcome_quote"),
    )


@click.command()
@click.argument("words", required=False)
@click.option("--code", help="Only doubts of this kind: not_appointed, unknown_organisation.")
@formats
def doubts(words: str | None, code: str | None, out: Out) -> None:
    """What is doubted and what to look at, the gravest first; then what does not fit together in lines of holders.

    WORDS are such that the document's title, the source's path or the message holds.

    \b
    Examples:
      gongbao doubts
      gongbao doubts --code not_appointed --csv > doubts.csv
    """
    from kb.answers.doubts import Asked
    from kb.answers.doubts import doubts as ask

    shown = ("severity", "title", "message", "look", "document_title", "page", "address")
    out.hand(ask(out.connection, Asked(code, words)), words or code or "全部存疑", shown)


@click.command()
@click.argument("document", required=False)
@click.option("--place", help="Only documents of this place.")
@click.option("--stage", type=click.Choice(["plan", "breakdown", "report"]), help="Only of this stage.")
@formats
def tasks(
    document: str | None,
    place: str | None,
    stage: str | None,
    out: Out,
) -> None:
    """The same task through plan, breakdown and report.

    DOCUMENT is an id, the name in a short address, a number or a title: what the other plans, breakdowns and reports of
    its place say of its tasks. Without one, the documents that set tasks, share them out or report on them.

    \b
    Examples:
      gongbao tasks --place 澜江市
      gongbao tasks 澜政办发〔2024〕3号
    """
    from kb.answers.promises.stages import answer as documents
    from kb.answers.promises.tasks import answer_of
    from schema.errors import NothingToReadError

    answer = answer_of(out.connection, document) if document else documents(out.connection, place, stage)
    if answer is None:
        raise NothingToReadError(
            f"no document is called {document}; `gongbao tasks` lists those that there are"
        )
    shown = ("task", "stage", "quote", "basis", "document_title", "issued_on", "title", "doc_number")
    out.hand(answer, document or place or "全部文件", shown)


def _named(connection: sqlite3.Connection, name: str | None) -> list[str] | None:
    """The ids of the organisations that a name means; None where none is asked for."""
    from kb.units import unit_ids

    return unit_ids(connection, name) if name else None


def linked(answer: Answer, site: str | None) -> Answer:
    """The answer with addresses on a site, where one is said."""
    from kb.answers.answer import addressed

    return addressed(answer, lambda address: f"{site.rstrip('/')}{address}") if site else answer


def _print(answer: Answer, form: str | None, shown: Sequence[str]) -> None:
    """Print an answer: JSON, CSV, or a line a row of what is worth reading in a terminal."""
    from kb.serial.tables import as_csv, as_json

    if form:
        for piece in as_json(answer) if form == "json" else as_csv(answer):
            sys.stdout.buffer.write(piece.encode())
        return
    heads = [head for name in shown for head in answer.heads if head.name == name]
    said = ([head.shown(row) for head in heads] for row in answer.rows)
    lines = ["  ".join(_short(value) for value in values if value) for values in said]
    for line in lines:
        print_line(line)
    print_line(f"{answer.title}：{len(lines)}项" if lines else "没有找到。")


def _short(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def _write_sheets(out: Out, path: Path, sheets: Sequence[Sheet], asked: str) -> None:
    from kb.serial.excel import write_sheet_file
    from kb.serial.notes import notes

    whole = [(linked(answer, out.site), more) for answer, more in sheets]
    write_sheet_file(path, whole, notes(out.connection, asked, out.site))


def _write_feed(out: Out, path: Path, answer: Answer, asked: str) -> None:
    from kb.serial import feed
    from kb.serial.notes import built

    day = built(out.connection)
    found = feed.entries(linked(answer, out.site), day)
    updated = found[0].updated if found else day.isoformat()
    title = " ".join(dict.fromkeys([answer.title, asked]))
    here = f"{(out.site or '').rstrip('/')}/{path.name}"
    path.write_bytes(feed.as_atom(title, f"tag:gongbao,2025:{answer.name}/{path.name}", here, updated, found))


def _write_calendar(out: Out, path: Path, asked: Due, title: str) -> None:
    """A calendar takes what recurs for two years, where no last day is said."""
    from kb.answers.calendar import add_months, today
    from kb.answers.due import due as falls_due

    asked = replace(asked, end=asked.end or add_months(today(), 24).isoformat())
    _write_days(out, path, replace(falls_due(out.connection, asked), title=title))


def _write_days(out: Out, path: Path, answer: Answer) -> None:
    """The days of an answer's rows as a calendar that bears the answer's title."""
    from kb.serial.calendar import as_calendar
    from kb.serial.notes import built

    path.write_bytes(as_calendar(linked(answer, out.site), built(out.connection), answer.title))
