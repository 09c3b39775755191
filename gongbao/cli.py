"""The command line: thin, and without spaCy or a PDF library until something is parsed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

import click

from schema.errors import DatabaseError, GongbaoError, PageError, SourceError
from schema.file_names import in_one_line

if TYPE_CHECKING:
    from ingest.build import Built
    from ingest.read.sources import SourceFile

Made = TypeVar("Made")

_STANDARD_INPUT = ("-", "/dev/stdin")
_MOST_NAMED = 8
_DEFAULT_PATHS = (Path("corpus"),)
_ROLES = ("lead", "responsible", "cooperate", "interpret")

_ELSEWHERE = {
    "check": ("gongbao.check", "check"),
    "debug-page": ("gongbao.debug_page", "debug_page"),
    "correct": ("gongbao.correct", "correct"),
    "doubts": ("gongbao.answers", "doubts"),
    "due": ("gongbao.answers", "due"),
    "export": ("gongbao.export", "export"),
    "gold": ("gongbao.correct", "gold"),
    "indicators": ("gongbao.answers", "indicators"),
    "mcp": ("gongbao.mcp", "mcp"),
    "follow": ("gongbao.follow", "follow"),
    "people": ("gongbao.answers", "people"),
    "targets": ("gongbao.answers", "targets"),
    "tasks": ("gongbao.answers", "tasks"),
    "units": ("gongbao.answers", "units"),
    "eval": ("ingest.evaluation.command", "eval_command"),
    "show": ("gongbao.show", "show"),
}

database_option = click.option(
    "--db",
    "database",
    type=click.Path(path_type=Path),
    default=Path("kb.db"),
    show_default=True,
    help="The database.",
)
paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


def path_or_url(value: str) -> Path | str:
    """A path that was given; what begins like a URL stays as it is."""
    return value if "://" in value else Path(value)


jobs_option = click.option(
    "--jobs", type=click.IntRange(min=1), help="Processes that parse at a time.  [default: one per processor]"
)
day_type = click.DateTime(["%Y-%m-%d"])
_password_option = click.option("--password", help="Opens encrypted PDFs.")
unmasked_option = click.option(
    "--unmasked", is_flag=True, help="Leave numbers of identity cards, telephones and accounts."
)


class Commands(click.Group):
    """The commands, with one line on standard error for what goes wrong."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands; some have modules of their own."""
        return sorted([*super().list_commands(ctx), *_ELSEWHERE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; one of another module is imported when it is asked for."""
        if cmd_name in _ELSEWHERE:
            module, name = _ELSEWHERE[cmd_name]
            command: click.Command = getattr(import_module(module), name)
            return command
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of ours, or in how it was called, ends it with a line and an exit status."""
        try:
            return super().invoke(ctx)
        except GongbaoError as error:
            _say(str(error))
            ctx.exit(error.exit_status)
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "gongbao"
            _say(f"{error.format_message()} (see “{command} --help”)")
            ctx.exit(error.exit_code)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gongbao")
def main() -> None:
    """Turn government gazettes (政府公报) into a database that answers who must do what by when."""


@main.command()
@click.argument("paths", nargs=-1, type=path_or_url)
@database_option
@jobs_option
@_password_option
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Parse on the workers of the Dask scheduler at this address (tcp://host:8786).",
)
@click.option("--no-cache", is_flag=True, help="Parse everything anew, and keep nothing of it.")
@unmasked_option
def build(
    paths: tuple[Path | str, ...],
    database: Path,
    jobs: int | None,
    password: str | None,
    scheduler: str | None,
    no_cache: bool,
    unmasked: bool,
) -> None:
    """Build the database from gazettes.

    PATHS are files and folders (default: corpus), or URLs of them that fsspec opens (s3://…). A file that cannot be
    read is reported and left out; the others are loaded, and the exit status is 1. The old database is replaced when
    the new one is whole.

    What was parsed before is kept in a cache, and only what is new is parsed; where nothing has changed, nothing is
    written. The last lines say what came in, what changed, what is gone, and what is doubted of it.

    Numbers of identity cards, mobile telephones and bank accounts are masked in the database, and doubted with their
    place, unless --unmasked is said.

    Read are PDF, OFD, Word (.docx; .doc, .wps, .rtf and .odt where LibreOffice is installed), web pages and text.

    \b
    Examples:
      gongbao build
      gongbao build corpus/nantong more/2023.pdf --db city.db
      gongbao build s3://gazettes/2024 --scheduler tcp://10.0.0.1:8786
    """
    from ingest.build import build as build_database
    from ingest.build import default_jobs
    from ingest.cache import usual_cache

    _check_writable(database)
    cache = None if no_cache else usual_cache()
    built = build_database(
        paths or _DEFAULT_PATHS,
        database,
        jobs or default_jobs(),
        report,
        progress,
        password,
        cache,
        unmasked,
        scheduler,
    )
    rows = built.rows
    if built.unchanged:
        _say(f"{database}: nothing has changed; it is as it was")
        return
    _say_news(built)
    for note in built.notes:
        _say(note)
    _say(
        f"{database}: {rows['sources']} sources, {rows['documents']} documents, {rows['clauses']} clauses, "
        f"{rows['clause_units']} duties, {rows['deadlines']} deadlines, {rows['targets']} targets"
    )
    exit_after(built.failures)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--compact", is_flag=True, help="Print everything on one line.")
@_password_option
@unmasked_option
def parse(file: Path, compact: bool, password: str | None, unmasked: bool) -> None:
    """Parse one gazette or document, and print it as JSON. FILE may be - for what comes on standard input.

    Numbers of identity cards, mobile telephones and bank accounts are masked, and doubted with their place, unless
    --unmasked is said.

    \b
    Examples:
      gongbao parse corpus/nantong/nantong-2022-06.txt > out.json
      gongbao parse 通知.docx > out.json
      gongbao parse notice.html | jq '.documents[].deadlines[].due'
      curl -s https://www.example.gov.cn/notice.html | gongbao parse -
    """
    if file.is_dir():
        raise click.UsageError(f"{file} is a folder; parse takes one file, and export a folder")
    from gongbao.notes import with_notes
    from ingest.build import parse_all
    from ingest.personal import masked

    failures: list[SourceError] = []
    with _as_a_file(file) as path:
        parsed = parse_all([path], 1, failures.append, lambda _, results: with_notes(results), password)
        for gazette in masked(parsed, unmasked):
            print_line(gazette.model_dump_json(indent=None if compact else 1))
    for failure in failures:
        failure.source = _STANDARD_INPUT[0] if path != file else failure.source
        _say(str(failure))
    if failures:
        sys.exit(1)


@main.command()
@click.argument("query", nargs=-1)
@click.option("--unit", help="Only clauses that bind this organisation, under any of its names.")
@click.option("--role", type=click.Choice(_ROLES), help="Only clauses in which it has this role.")
@click.option(
    "--due-before",
    type=day_type,
    help="Only clauses with something due on or before this day.",
)
@click.option(
    "--in-force",
    type=day_type,
    help="Only what is in force on this day, as far as the documents held say.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Results of each kind."
)
@click.option("--json", "json_output", is_flag=True, help="Print JSON.")
@database_option
def search(
    query: tuple[str, ...],
    unit: str | None,
    role: str | None,
    due_before: datetime | None,
    in_force: datetime | None,
    limit: int,
    json_output: bool,
    database: Path,
) -> None:
    """Find what holds the words of QUERY.

    Clauses, events and documents are searched for any substring, and hold all of the words.

    \b
    Examples:
      gongbao search 养老服务
      gongbao search 通政办发〔2022〕81号
      gongbao search 补贴 --unit 市民政局 --role lead --due-before 2025-12-31 --json
    """
    from kb.database import open_database
    from kb.present import as_json, as_text
    from kb.search import Question
    from kb.search import search as search_database

    question = Question(" ".join(query), unit, role, iso_day(due_before), iso_day(in_force))
    if not question.words.strip() and not question.is_about_duties:
        raise click.UsageError("nothing to search for; give words, or --unit, --role or --due-before")
    answer = search_database(open_database(database), question, limit)
    if json_output:
        print_line(as_json(answer))
    else:
        for line in as_text(answer, sys.stdout.isatty()):
            print_line(line)


@main.command()
@database_option
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Port to listen on."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--corpus",
    "sources",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    help="A folder that the database was built from; its PDFs are shown page by page beside the text. "
    "May be given more than once.  [default: the folder corpus beside the database]",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many processes answer: as many as cores, where many ask at once.",
)
@click.option("--reload", is_flag=True, help="Start again when the database or the configuration changes.")
def serve(
    database: Path, port: int, host: str, sources: tuple[Path, ...], workers: int, reload: bool
) -> None:
    """Show the database in the browser.

    \b
    Examples:
      gongbao serve
      gongbao serve --db city.db --port 8080
      gongbao serve --db /srv/data/city.db --corpus /srv/gazettes
      gongbao serve --db /srv/data/city.db --workers 4
    """
    if reload and workers > 1:
        raise click.UsageError("--reload is for one process; leave out --workers.")
    from gongbao.serve import check_free
    from gongbao.serve import serve as become_server
    from kb.database import open_database

    open_database(database).close()
    check_free(host, port)
    print_line(f"http://{host}:{port}/")
    become_server(database, host, port, reload, sources, workers)


@contextmanager
def _as_a_file(path: Path) -> Iterator[Path]:
    """The path; where it stands for standard input, that of a file that holds what comes there."""
    if str(path) not in _STANDARD_INPUT:
        yield path
        return
    with TemporaryDirectory(prefix="gongbao-") as folder:
        kept = Path(folder, "stdin")
        kept.write_bytes(sys.stdin.buffer.read())
        yield kept


def _say_news(built: Built) -> None:
    """What a build brought: sources that came in, changed and are gone, and what is doubted of them."""
    for what, paths in (("came in", built.came), ("changed", built.changed), ("gone", built.gone)):
        if paths:
            more = f" and {len(paths) - _MOST_NAMED} more" if len(paths) > _MOST_NAMED else ""
            _say(f"{what}: {', '.join(paths[:_MOST_NAMED])}{more}")
    if built.doubts:
        told = ", ".join(f"{code} {count}" for code, count in built.doubts.most_common())
        _say(f"doubted of them: {told}")


def _check_writable(database: Path) -> None:
    """Raise DatabaseError, before anything is parsed, where the database cannot be put."""
    if not database.parent.is_dir():
        raise DatabaseError(f"{database}: there is no folder {database.parent}; make it first")
    if database.is_dir():
        raise DatabaseError(f"{database}: is a folder; give the name of a file with --db")
    if database.exists() and database.stat().st_size:
        with database.open("rb") as file:
            if file.read(15) != b"SQLite format 3":
                raise DatabaseError(f"{database}: exists and is no database; give another name with --db")


def progress(
    sources: Sequence[SourceFile], results: Iterable[Made | SourceError]
) -> Iterable[Made | SourceError]:
    """The results, with a progress bar on a terminal."""
    from tqdm import tqdm

    from gongbao.notes import with_notes

    return tqdm(
        with_notes(results), total=len(sources), desc="parsing", unit="file", disable=None, leave=False
    )


def report(error: SourceError) -> None:
    """One line for a source that is left out, above a progress bar where there is one."""
    from tqdm import tqdm

    tqdm.write(f"gongbao: {error}", file=sys.stderr)


def _say(message: str) -> None:
    click.echo(f"gongbao: {in_one_line(message)}", err=True)


def iso_day(day: datetime | None) -> str | None:
    """A day that was given, as YYYY-MM-DD."""
    return day.date().isoformat() if day else None


def print_line(line: str) -> None:
    """A line on standard output, in UTF-8 whatever the terminal claims."""
    sys.stdout.buffer.write(f"{line}\n".encode())


def exit_after(failures: Sequence[SourceError]) -> None:
    """Say how much was left out, and end with a status that says so."""
    pages = sum(isinstance(failure, PageError) for failure in failures)
    for count, what in ((len(failures) - pages, "source"), (pages, "page")):
        if count:
            _say(f"{count} {what} was left out" if count == 1 else f"{count} {what}s were left out")
    if failures:
        sys.exit(1)
