"""`gongbao eval`: how good the parser is, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from ingest.evaluation.explained import explained
from ingest.evaluation.gold import read_gold
from ingest.evaluation.keys import KEYS
from ingest.evaluation.match import match_all, match_by_number
from ingest.evaluation.predictions import read_prediction
from ingest.evaluation.report import as_json, as_table
from ingest.evaluation.score import score
from ingest.evaluation.spans import span_figures


@click.command("eval")
@click.option(
    "--gold",
    "gold_folders",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of gold files; may be given more than once.",
)
@click.option(
    "--by-number",
    is_flag=True,
    help="Compare gold file NN-role.json only with files whose name begins with the same NN.",
)
@click.option(
    "--errors",
    type=click.Choice(["fields", *KEYS]),
    metavar="KIND",
    help="List the missing (-) and invented (+) rows of this kind, such as targets.",
)
@click.option(
    "--spans",
    type=click.FloatRange(0, 1, min_open=True),
    help="Compare the places of the words too: rows are alike from this overlap on (intersection over union).",
)
@click.option(
    "--transformed", is_flag=True, help="Print what the rows of FILES lose by changes that say nothing else."
)
@click.option("--json", "json_output", is_flag=True, help="Print the figures as JSON.")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def eval_command(
    gold_folders: tuple[Path, ...],
    by_number: bool,
    errors: str | None,
    spans: float | None,
    transformed: bool,
    json_output: bool,
    files: tuple[Path, ...],
) -> None:
    """Compare FILES with gold.

    Precision, recall and F1 of every kind of fact are printed, and how many of the numbers, times, duties, people
    and titles of FILES became a row or have a reason why they are none (“gongbao check --all” lists them).
    A FILE is what “gongbao parse” printed (.json), or a source, which is parsed first.
    With --transformed it may be a file of floors (.toml), whose sets are measured one by one.

    \b
    Examples:
      gongbao eval --gold tests/gold/dev corpus/nantong/nantong-2022-06.txt
      gongbao eval --transformed corpus/nantong/nantong-2022-06.txt
      gongbao eval --transformed tests/gold/floors.toml
      gongbao eval --gold tests/gold/samples --by-number "$GONGBAO_SAMPLES"/text/*.txt --errors targets
    """
    if transformed:
        for line in _losses(files):
            click.echo(line)
        return
    if not gold_folders:
        raise click.UsageError("--gold is needed, unless --transformed is given")
    gold = read_gold(gold_folders)
    predictions = [read_prediction(path) for path in files]
    report = score(gold, predictions, by_number=by_number, errors=errors)
    if spans is not None:
        pairs = (match_by_number if by_number else match_all)(gold.documents, predictions)
        report = replace(report, rows=span_figures(pairs, spans))
    for line in report.errors:
        click.echo(line)
    if json_output:
        click.echo(as_json(report))
        return
    click.echo(as_table(report))
    for kind, told, count in explained(predictions):
        if count:
            name = f"explained.{kind}" if kind else "explained"
            click.echo(f"{name:18} {told}/{count} candidates ({told / count:.4f})")


def _losses(files: Sequence[Path]) -> Iterator[str]:
    """A line for each change of the files, or of each set that a file of floors names."""
    from ingest.evaluation.floors import read_floors
    from ingest.evaluation.transformed import measure, measure_set  # the parser, which --help does not need

    for floors in (floors for file in files if file.suffix == ".toml" for floors in read_floors(file)):
        losses = measure_set(floors, Path.cwd()) if floors.is_here else []
        yield from (f"{floors.name:16} {loss.line()}" for loss in losses if loss.rows)
    yield from (
        loss.line() for loss in measure([file for file in files if file.suffix != ".toml"]) if loss.rows
    )
