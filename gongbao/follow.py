"""`gongbao follow`: what is new of what a file names."""

from __future__ import annotations

from pathlib import Path

import click

from gongbao.answers import Out, formats


@click.command()
@click.argument("file", type=click.Path(path_type=Path), default=Path("follow.toml"))
@formats
def follow(file: Path, out: Out) -> None:
    """What is new of the units, people, posts, phrases, document numbers and places that FILE names.

    \b
    Examples:
      gongbao follow
      gongbao follow follow.toml --atom new.atom --site https://gazette.example
    """
    from kb.following import following, read_follow

    wanted = read_follow(file)
    shown = ("followed", "what", "quote", "document_title")
    out.hand(following(out.connection, wanted), wanted.title, shown)
