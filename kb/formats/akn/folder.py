"""The files of an Akoma Ntoso export."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from lxml import etree

from kb.formats.akn.document import documents, issues


def write(connection: sqlite3.Connection, target: Path) -> None:
    """Write a file for each document (`documents/000001.xml` …) and issue (`issues/000001.xml` …) into `target`.

    `index.tsv` leads from each id to its file: ids hold characters that file names cannot.
    """
    target.mkdir(parents=True, exist_ok=True)
    with (target / "index.tsv").open("w", encoding="utf-8") as index:
        for folder, found in ("documents", documents(connection)), ("issues", issues(connection)):
            (target / folder).mkdir()
            for number, (identifier, root) in enumerate(found, start=1):
                name = f"{folder}/{number:06}.xml"
                etree.ElementTree(root).write(target / name, encoding="utf-8", xml_declaration=True)
                index.write(f"{identifier}\t{name}\n")
