"""`gongbao follow`: what is new of what a file names."""

from __future__ import annotations

from pathlib import Path

import click

from gongbao.answers import linked, show
from gongbao.cli import database_option


@click.command()
@click.argument("file", type=click.Path(path_type=Path), default=Path("follow.toml"))
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV that spreadsheets open.")
@click.option("--atom", type=click.Path(dir_okay=False, path_type=Path), help="Write an Atom feed.")
@click.option("--site", help="The address of the site that links lead to (https://…).")
@database_option
def follow(file: Path, form: str | None, atom: Path | None, site: str | None, database: Path) -> None:
    """What is new of the units, people, posts, phrases, document numbers and places that FILE names.

    \b
    Examples:
      gongbao follow
      gongbao follow follow.toml --atom new.atom --site https://gazette.example
    """
    from kb.database import open_database
    from kb.following import following, read_follow
    from kb.serial import feed
    from kb.serial.notes import built

    connection = open_database(database)
    answer = following(connection, read_follow(file))
    if not atom:
        show(answer, form, ("followed", "what", "quote", "document_title"), site)
        return
    found = feed.entries(linked(answer, site), built(connection))
    updated = found[0].updated if found else built(connection).isoformat()
    here = f"{site.rstrip('/') if site else ''}/following.atom"
    atom.write_bytes(
        feed.as_atom(answer.title, f"tag:gongbao,2025:following/{file.name}", here, updated, found)
    )
