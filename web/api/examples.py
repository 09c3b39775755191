"""An example of each address, with ids of the kb.db at hand in the place of names."""

from __future__ import annotations

import sqlite3
from urllib.parse import quote

from web.api.addresses import ADDRESSES

_ANY = {
    "document": "select id from documents where id in (select document_id from deadlines) order by pk desc limit 1",
    "short": "select short_id from documents order by doc_type = '规划' desc, pk desc limit 1",
    "issue": "select id from issues order by rowid desc limit 1",
    "person": "select person_id from appointments order by pk desc limit 1",
    "unit": "select unit_id from clause_units group by 1 order by count(*) desc limit 1",
    "indicator": "select id from indicators order by promises + statements desc, id limit 1",
    "decision": "select d.short_id from amendments a join documents d on d.id = a.document_id order by a.pk desc limit 1",
    "body": "select organisation from appointments where organisation <> '' and position <> '' and action = 'appoint' limit 1",
    "position": "select position from appointments where organisation <> '' and position <> '' and action = 'appoint' limit 1",
}


def examples(connection: sqlite3.Connection) -> dict[str, str]:
    """The addresses, written so that any program takes them; none that needs an id which this kb.db lacks."""
    found = {name: connection.execute(sql).fetchone() for name, sql in _ANY.items()}
    ids = {name: quote(row[0], safe="/" if name != "body" else "") for name, row in found.items() if row}
    written = {}
    for address in ADDRESSES:
        if address.example:
            parts = address.example.replace("{", "\0{").replace("}", "}\0").split("\0")
            names = [part[1:-1] for part in parts if part.startswith("{")]
            if all(name in ids for name in names):
                path = "".join(ids[part[1:-1]] if part.startswith("{") else part for part in parts)
                written[address.path] = quote(path, safe="/?&=%,.-_~")
    return written
