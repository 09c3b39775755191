"""`gongbao correct`: write an entry of `corrections.toml`; `gongbao gold`: documents put right as gold files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from gongbao.cli import database_option, print_line
from schema.errors import NothingToReadError

_OPS = ("set", "drop", "add", "mask")


@click.command()
@click.argument("fact", required=False)
@click.option("--op", type=click.Choice(_OPS), default="set", show_default=True, help="What is done.")
@click.option("--document", help="The document, where no fact is named.")
@click.option("--table", help="The table of a fact that is added, or dropped by its words.")
@click.option("--quote", help="The words of a fact that is added or dropped, or the words to mask.")
@click.option("--path", help="The clause of a fact that is added, such as 三/（一）.")
@click.option(
    "--value", "values", multiple=True, metavar="NAME=VALUE", help="A value; may be given more than once."
)
@click.option("--by", prompt="Corrected by", help="Who corrects.")
@click.option("--why", prompt="Why", help="The reason.")
@click.option(
    "--to",
    "file",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The corrections.toml beside the source.",
)
def correct(
    fact: str | None,
    op: str,
    document: str | None,
    table: str | None,
    quote: str | None,
    path: str | None,
    values: tuple[str, ...],
    by: str,
    why: str,
    file: Path,
) -> None:
    """Add an entry to the corrections beside a source; it counts from the next build on.

    FACT is the id of a fact or clause, as tables and JSON give it.

    \b
    Examples:
      gongbao correct "targets:…#三/（一）:30公里" --value value=300 --to corpus/linjiang/corrections.toml
      gongbao correct "deadlines:…" --op drop --to corpus/linjiang/corrections.toml
      gongbao correct --op mask --quote 王一山 --to corpus/linjiang/corrections.toml
    """
    from pydantic import ValidationError

    from schema.history import Correction

    said = {"fact": fact, "document": document, "table": table, "quote": quote, "path": path}
    given = {name: value for name, value in said.items() if value is not None}
    entry = {
        "op": op,
        **given,
        "values": _values(values),
        "by": by,
        "why": why,
        "on": date.today().isoformat(),
    }
    try:
        Correction.model_validate(entry)
    except ValidationError as error:
        raise click.UsageError("; ".join(str(e["msg"]) for e in error.errors())) from error
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as out:
        out.write(as_toml(entry))
    print_line(f"{file}: 1 entry added")


def _values(given: tuple[str, ...]) -> dict[str, Any]:
    """Values by name: numbers and truth values as such, everything else as text."""
    values: dict[str, Any] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise click.UsageError(f"{pair}: give NAME=VALUE")
        try:
            number = json.loads(value)
        except json.JSONDecodeError:
            number = value
        values[name.strip()] = number if isinstance(number, int | float) else value
    return values


def as_toml(entry: dict[str, Any]) -> str:
    """An entry as it stands in the file. A JSON string is a TOML string."""
    lines = ["", "[[correction]]"]
    for name, value in entry.items():
        if name == "values":
            if value:
                inner = ", ".join(
                    f"{key} = {json.dumps(item, ensure_ascii=False)}" for key, item in value.items()
                )
                lines.append(f"values = {{ {inner} }}")
        else:
            lines.append(f"{name} = {json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


@click.command()
@click.argument("documents", nargs=-1)
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that the files are written to.",
)
@database_option
def gold(documents: tuple[str, ...], folder: Path, database: Path) -> None:
    """Write documents as gold files, by which the parser is measured (gongbao eval --gold).

    DOCUMENTS are ids (default: every document in which a correction was applied). Read them through before you
    measure with them: what nobody corrected is what the parser read.

    \b
    Examples:
      gongbao gold --to gold
    """
    from ingest.evaluation.gold import as_gold
    from kb.database import open_database
    from kb.export import read_gazettes

    connection = open_database(database)
    wanted = set(documents) or {
        row[0]
        for row in connection.execute(
            "select document_id from corrections where state = 'applied' and document_id is not null union "
            "select d.id from corrections c join documents d on instr(c.fact_id, d.id) where c.state = 'applied'"
        )
    }
    found = [p for gazette in read_gazettes(connection) for p in gazette.documents if p.document.id in wanted]
    if not found:
        raise NothingToReadError("no document was corrected; name the documents to write")
    folder.mkdir(parents=True, exist_ok=True)
    for number, parsed in enumerate(found, start=1):
        path = folder / f"{number:03}-{parsed.document.role}.json"
        path.write_text(json.dumps(as_gold(parsed), ensure_ascii=False, indent=1) + "\n", "utf-8")
        print_line(f"{path}  {parsed.document.title}")
