"""What is compared: for each kind of fact the rows that count and the key by which two rows are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ingest.evaluation.fold import fold, fold_duration, fold_path, fold_unit_name, quantity

Json = Mapping[str, Any]
Key = tuple[str, ...]

DOCUMENT_FIELDS = (
    "title",
    "doc_number",
    "doc_type",
    "issuer",
    "issued_on",
    "addressees",
    "effective_from",
    "effective_until",
    "annexes",
)
ISSUE_FIELDS = (
    "gazette",
    "publisher",
    "year",
    "number",
    "serial_number",
    "published_on",
    "address",
    "phone",
    "postcode",
    "website",
    "printer",
    "responsible_editor",
)
ENDS = 8
"""How many characters of a clause's first and last words are compared."""


def starts_of(row: Json) -> str:
    """The first characters of a clause's or event's own text: gold writes `starts`, a prediction the whole."""
    return fold(row["starts"] if "starts" in row else row.get("text"))[:ENDS]


def ends_of(row: Json) -> str:
    """The last characters of a clause's own text."""
    return fold(row["ends"] if "ends" in row else row.get("text"))[-ENDS:]


def clause_key(row: Json) -> Key:
    """A clause by its path alone."""
    return (fold_path(row.get("path")),)


def clause_exact_key(row: Json) -> Key:
    """A clause by path, heading, first and last words."""
    return (*clause_key(row), fold(row.get("heading")), starts_of(row), ends_of(row))


def unit_key(row: Json) -> Key:
    """A duty by clause, unit and role."""
    return (fold_path(row.get("path")), fold_unit_name(row.get("name")), fold(row.get("role")))


def deadline_key(row: Json) -> Key:
    """A time limit by clause, kind, dates and duration."""
    return (
        fold_path(row.get("path")),
        fold(row.get("kind")),
        fold(row.get("start")),
        fold(row.get("due")),
        fold_duration(row.get("duration")),
    )


def target_place(row: Json) -> str:
    """The clause a number stands in, or its row in a table."""
    return "T:" + fold(row.get("row")) if row.get("table") else fold_path(row.get("path"))


def target_key(row: Json) -> Key:
    """A number by place, comparator, value, upper value and unit."""
    number, unit = quantity(row.get("ratio") or row.get("value"), row.get("unit"))
    top = row.get("value_max")
    top_number = "" if top in (None, "") else quantity(top, row.get("unit"))[0]
    return (target_place(row), fold(row.get("comparator")), number, top_number, unit)


def target_loose_key(row: Json) -> Key:
    """A number by place and value alone."""
    return (target_place(row), quantity(row.get("ratio") or row.get("value"), row.get("unit"))[0])


def target_kind_key(row: Json) -> Key:
    """A number by place, value and what kind of number it is."""
    return (*target_loose_key(row), fold(row.get("kind")))


def citation_key(row: Json) -> Key:
    """A cited document by clause, title and number."""
    return (fold_path(row.get("path")), fold(row.get("title")), fold(row.get("doc_number")))


def event_key(row: Json) -> Key:
    """A chronicle entry by its dates and first words."""
    return (fold(row.get("start")), fold(row.get("end") or row.get("start")), event_starts(row))


def event_starts(row: Json) -> str:
    """The first words of a chronicle entry, empty `starts` passed over."""
    return fold(row.get("starts") or row.get("text"))[:ENDS]


def event_person_key(row: Json) -> Key:
    """A name by the chronicle entry it stands in."""
    return (fold(row.get("start")), event_starts(row), fold(row.get("name") or row.get("person")))


def fields_key(*fields: str) -> Callable[[Json], Key]:
    """A key made of these fields, folded."""
    return lambda row: tuple(fold(row.get(field)) for field in fields)


KEYS: dict[str, Callable[[Json], Key]] = {
    "clauses": clause_key,
    "clauses.exact": clause_exact_key,
    "units": unit_key,
    "units.block": unit_key,
    "units.inline": unit_key,
    "deadlines": deadline_key,
    "targets": target_key,
    "targets.loose": target_loose_key,
    "targets.kind": target_kind_key,
    "targets.indicator": target_loose_key,
    "citations": citation_key,
    "appointments": fields_key("date", "person", "action", "organisation", "position"),
    "rosters": fields_key("role", "person"),
    "rosters.post": fields_key("role", "person", "post"),
    "events": event_key,
    "event_people": event_person_key,
    "amendments": fields_key("no", "op", "old", "new"),
}
INDICATOR = "targets.indicator"
"""Of the numbers that gold and prediction share, those that count the same thing."""
BASES = {"units.block": ("block", "inherited"), "units.inline": ("inline",)}
ONCE_PER_CLAUSE = ("units", "citations")
"""Lists with one row per name and clause, in however many of its paragraphs the name stands."""


def list_of(kind: str) -> str:
    """The list of a document that a kind is read from: `units` for `units.block`."""
    return kind.partition(".")[0]


def rows_of(document: Json, kind: str, covers: Iterable[str] | None = None) -> list[Json]:
    """The rows of a document that count for a kind; `covers` limits them to the clauses under those paths."""
    if kind == "event_people":
        return [person for event in document.get("events", []) for person in people_of(event)]
    rows = list(document.get(list_of(kind), []))
    if covers and kind != "amendments":  # an operation's clause is the item of the decision
        prefixes = [fold_path(path) for path in covers]
        rows = [row for row in rows if row.get("table") or is_inside(fold_path(row.get("path")), prefixes)]
    if kind == "clauses":
        return first_of_each_path(rows)
    if kind == "clauses.exact":
        return whole_clauses(rows)
    if list_of(kind) == "units" and kind != "units.block":
        rows = [row for row in rows if row.get("role") != "mention"]
    if kind in BASES:
        rows = [row for row in rows if row.get("basis") in BASES[kind]]
    return rows


def people_of(event: Json) -> list[Json]:
    """The names of a chronicle entry, each with the entry's date and words; gold may write a name alone."""
    named = [{"name": p} if isinstance(p, str) else p for p in event.get("people", [])]
    return [{**event, "name": person.get("name") or person.get("person")} for person in named]


def is_inside(path: str, prefixes: Iterable[str]) -> bool:
    """Whether a folded path is one of the prefixes or below one."""
    return any(path == prefix or path.startswith(prefix + "/") for prefix in prefixes)


def first_of_each_path(rows: Iterable[Json]) -> list[Json]:
    """One row per numbered clause: paragraphs share the path of the clause they stand under."""
    first: dict[str, Json] = {}
    for row in rows:
        if row.get("path"):
            first.setdefault(fold_path(row["path"]), row)
    return list(first.values())


def whole_clauses(rows: Iterable[Json]) -> list[Json]:
    """Numbered clauses, each with the unnumbered paragraphs that follow it before its first child."""
    whole: dict[str, dict[str, Any]] = {}
    current: dict[str, Any] | None = None
    for row in rows:
        if not row.get("path"):
            continue
        path = fold_path(row["path"])
        if row.get("kind") != "paragraph":
            current = None if path in whole else whole.setdefault(path, dict(row))
        elif current and path == fold_path(current["path"]) and "starts" not in current:
            current["text"] = (current.get("text") or "") + (row.get("text") or "")
    return list(whole.values())


def field_value(document: Json, field: str) -> str:
    """A document's field as one folded string; lists of titles are joined."""
    value = document.get(field)
    if not isinstance(value, list):
        return fold(value)
    return "|".join(fold(v if isinstance(v, str) else v.get("title") or v.get("name")) for v in value)


def contents_key(line: Json) -> str:
    """A contents line as one string: section, title, page."""
    return "|".join(fold(line.get(field)) for field in ("section", "title", "page"))


def member_key(row: Json) -> Key:
    """A member of the editorial board by role and name."""
    return (fold(row.get("role")), fold(row.get("person")))
