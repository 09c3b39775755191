"""The `meta` of an Akoma Ntoso document: work, expression and manifestation, references, what it amends."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from kb.formats.akn.inline import clean
from kb.formats.akn.references import Works

OURS = "urn:gongbao"
_OPERATIONS = {
    "replace_text": "substitution",
    "replace_clause": "substitution",
    "insert": "insertion",
    "delete": "repeal",
}
_UNKNOWN_DAY = "0001-01-01"
"""FRBRdate must hold a whole day; its `name` says which part of it is printed: day, month, year or unknown."""


def whole_day(date: str | None) -> tuple[str, str]:
    """The first day of a partial date, and what of it is known: `2021-09` is `("2021-09-01", "month")`."""
    if not date or not re.fullmatch(r"\d{4}(-\d{2}){0,2}", date):
        return _UNKNOWN_DAY, "unknown"
    return date + "-01" * (2 - date.count("-")), ("year", "month", "day")[date.count("-")]


def identification(meta: etree._Element, uri: str, date: str | None, number: str | None) -> None:
    """Write the work, its Chinese expression and its XML manifestation."""
    element = etree.SubElement(meta, "identification", source="#gongbao")
    day, known = whole_day(date)
    for level, address in (
        ("Work", uri),
        ("Expression", f"{uri}/zho@"),
        ("Manifestation", f"{uri}/zho@/!main.xml"),
    ):
        part = etree.SubElement(element, f"FRBR{level}")
        component = "" if level == "Manifestation" else "/!main"
        etree.SubElement(part, "FRBRthis", value=f"{address}{component}")
        etree.SubElement(part, "FRBRuri", value=address)
        etree.SubElement(part, "FRBRdate", date=day, name=known)
        author = ("#gongbao", "#editor") if level == "Manifestation" else ("#author", "#issuer")
        etree.SubElement(part, "FRBRauthor", href=author[0], **{"as": author[1]})
        if level == "Work":
            etree.SubElement(part, "FRBRcountry", value="cn")
            if number:
                etree.SubElement(part, "FRBRnumber", value=clean(number))
        elif level == "Expression":
            etree.SubElement(part, "FRBRlanguage", language="zho")
        else:
            etree.SubElement(part, "FRBRformat", value="application/akn+xml")


def analysis(
    meta: etree._Element,
    amendments: Sequence[Mapping[str, object]],
    addresses: Mapping[str, str],
    works: Works,
) -> None:
    """Write one `textualMod` for each operation of an amending decision. `addresses` are eIds by clause."""
    if not amendments:
        return
    active = etree.SubElement(etree.SubElement(meta, "analysis", source="#gongbao"), "activeModifications")
    for number, row in enumerate(amendments, start=1):
        change = etree.SubElement(active, "textualMod", eId=f"mod_{number}", type=_OPERATIONS[str(row["op"])])
        source = addresses.get(str(row["clause_id"]), "body")
        etree.SubElement(change, "source", href=f"#{source}")
        where = row["target_clause_id"]
        etree.SubElement(change, "destination", href=works.address(str(where)) if where else f"#{source}")
        for side in "old", "new":
            if row[side]:
                words = etree.SubElement(
                    etree.SubElement(change, side), f"{{{OURS}}}text", nsmap={None: OURS}
                )
                words.text = clean(str(row[side]))
