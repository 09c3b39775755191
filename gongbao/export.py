"""`gongbao export`: the database as JSON lines, or in a format of others' tools."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongbao.cli import (
    database_option,
    exit_after,
    jobs_option,
    paths_argument,
    print_line,
    progress,
    report,
    unmasked_option,
)
from kb.formats.registry import FORMATS
from schema.errors import SourceError

if TYPE_CHECKING:
    from schema.document import Gazette

_WRITTEN = "".join(f"\n  {name:<12}{format_.writes}" for name, format_ in FORMATS.items())


@click.command(
    help=f"""Print one JSON object per source, a line each, or write another format.

They come from the database, or are parsed anew where PATHS are given: then numbers of identity cards, mobile telephones
and bank accounts are masked unless --unmasked is said, as they are when a database is built.

\b
Formats written to a path of their own (--to):{_WRITTEN}

\b
Examples:
  gongbao export > gazettes.jsonl
  gongbao export corpus/nantong > nantong.jsonl
  gongbao export --format parquet --to exported
  gongbao export --since 1200 > changed.jsonl
"""
)
@paths_argument
@database_option
@jobs_option
@click.option(
    "--format",
    "name",
    type=click.Choice(["jsonl", *FORMATS]),
    default="jsonl",
    show_default=True,
    help="The format.",
)
@click.option(
    "--to", "target", type=click.Path(path_type=Path), help="Where another format than jsonl is written."
)
@click.option("--since", type=click.IntRange(min=0), help="Only rows that builds changed after this number.")
@unmasked_option
def export(
    paths: tuple[Path, ...],
    database: Path,
    jobs: int | None,
    name: str,
    target: Path | None,
    since: int | None,
    unmasked: bool,
) -> None:
    """Export the database, or sources that are parsed anew."""
    if since is not None:
        if name != "jsonl" or paths or target:
            raise click.UsageError(
                "--since prints the database's rows as JSON lines: give no sources and no --format"
            )
        _print_changes(database, since)
        return
    if name != "jsonl":
        if paths or target is None:
            raise click.UsageError(
                f"--format {name} writes the database to a path: give --to, and no sources"
            )
        from kb.database import open_database
        from kb.formats.registry import export as write_format

        write_format(open_database(database), name, target)
        return
    if target is not None:
        raise click.UsageError("jsonl is printed: send it to a file with “>”, without --to")
    if unmasked and not paths:
        raise click.UsageError("the database is as it was built: give --unmasked to “gongbao build”")
    failures: list[SourceError] = []
    for gazette in _exported(paths, database, jobs, failures, unmasked):
        print_line(gazette.model_dump_json())
    exit_after(failures)


def _print_changes(database: Path, since: int) -> None:
    """A line for each row that changed, with what it says today; `row` is null (a tombstone) where it is gone."""
    from kb.changes import rows_since
    from kb.database import open_database

    for row in rows_since(open_database(database), since):
        print_line(json.dumps(row, ensure_ascii=False))


def _exported(
    paths: tuple[Path, ...],
    database: Path,
    jobs: int | None,
    failures: list[SourceError],
    unmasked: bool,
) -> Iterable[Gazette]:
    if not paths:
        from kb.database import open_database
        from kb.export import read_gazettes

        return read_gazettes(open_database(database))
    from ingest.build import default_jobs, parse_all
    from ingest.personal import masked

    def tell(error: SourceError) -> None:
        failures.append(error)
        report(error)

    return masked(parse_all(paths, jobs or default_jobs(), tell, progress), unmasked)
