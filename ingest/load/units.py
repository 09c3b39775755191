"""The organisations of a load: one row each, every form of their names, and which general name covers which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ingest.load.reforms import reforms_of
from ingest.load.source.outline import Listed
from parsers.language.names.organisations import Organisation, fold_name, registry, resolve

UnitRow = tuple[str, Mapping[str, Any]]

NATIONAL = "国家"
"""The place of what is of the whole country."""


def place_named(*texts: str | None) -> str | None:
    """The place that the first of the texts to name one begins with: 南通市 of 南通市人民政府办公室."""
    return next(filter(None, (registry().place_at_start(text) for text in texts if text)), None)


def place_of(
    document: Listed, above: Listed | None, beside: Iterable[str | None], declared: str | None
) -> str | None:
    """The place that a document is of: what issued it, its title, the notice above it, the gazette, or what is declared.

    What a national body issued is of the country (`国家`).
    """
    own = (document.issuer, document.title, *((above.issuer, above.title) if above else ()))
    found = next(filter(None, map(registry().place_of, own)), None)
    if found is None and any(_is_national(d.issuer) for d in (document, above) if d):
        return NATIONAL
    return found or declared or next(filter(None, map(registry().place_of, beside)), None)


def _is_national(issuer: str | None) -> bool:
    known = registry().resolve(issuer.split("、")[0], None) if issuer else None
    return known is not None and known.place is None


class Units:
    """Collects organisations while facts are loaded.

    One that the registry does not know is kept under its name as printed, after the place whose document
    names it: 市民政部门 of two cities are two. In which order organisations come makes no difference.
    """

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str | None, str | None], str] = {}
        self._printed: set[tuple[str, str]] = set()
        self._general: dict[tuple[str | None, str], str] = {}
        self._places: dict[str, str | None] = {}
        self._known: dict[str, Organisation] = {}

    def id_of(self, name: str, canonical: str | None, place: str | None) -> str:
        """The id of the organisation printed as `name` in a document of `place`."""
        asked = (name, canonical, place)
        if asked not in self._ids:
            self._ids[asked] = self._identify(name, canonical, place)
        return self._ids[asked]

    def rows(self) -> Iterator[UnitRow]:
        """The rows of `units` and of the tables that speak of them, each with the name of its table."""
        relations = sorted(self._relations())
        ids = sorted({*self._places, *(covered for _, covered in relations)})
        units = [self._unit(unit_id) for unit_id in ids]
        yield from (("units", unit) for unit in units)
        yield from (("unit_reforms", reform) for reform in reforms_of(units))
        yield from self._aliases(ids)
        for general, covered in relations:
            yield "unit_relations", {"unit_id": general, "covers_id": covered}

    def _identify(self, name: str, canonical: str | None, place: str | None) -> str:
        known = resolve(name, place) or (resolve(canonical, place) if canonical else None)
        unit_id = canonical or (known.name if known else f"{place}/{name}" if place else name)
        if known and known.name == unit_id:
            self._known[unit_id] = known
        self._printed.add((unit_id, name))
        general = (place, fold_name(name))
        self._general[general] = min(unit_id, self._general.get(general, unit_id))
        self._places[unit_id] = min(filter(None, (place, self._places.get(unit_id))), default=None)
        return unit_id

    def _unit(self, unit_id: str) -> dict[str, str | None]:
        known = self._known.get(unit_id)
        place = known.place if known else self._places[unit_id]
        return {
            "id": unit_id,
            "name": known.name if known else unit_id.removeprefix(f"{place}/"),
            "level": known.level if known else None,
            "kind": known.kind if known else None,
            "place": place,
        }

    def _relations(self) -> set[tuple[str, str]]:
        """For each general name that was printed, the organisations of the place that it covers."""
        covered = [
            (self._general[place, fold_name(relation.general)], relation.organisation)
            for place in {place for place, _ in self._general}
            for relation in registry().relations(place)
            if (place, fold_name(relation.general)) in self._general
        ]
        self._known.update((organisation.name, organisation) for _, organisation in covered)
        return {(general, organisation.name) for general, organisation in covered}

    def _aliases(self, ids: Iterable[str]) -> Iterator[UnitRow]:
        """Every printed form of the organisations, and every other form that the documents may print."""
        wanted = {unit_id: self._unit(unit_id) for unit_id in ids}
        forms = {(form, unit_id): True for unit_id, form in self._printed}
        for unit_id, unit in wanted.items():
            forms.setdefault((str(unit["name"]), unit_id), False)
        for place in {place for place, _ in self._general}:
            for form, organisation in registry().printed_forms(place).items():
                if organisation.name in wanted:
                    forms.setdefault((form, organisation.name), False)
        for (form, unit_id), printed in sorted(forms.items()):
            yield "unit_aliases", {"alias": form, "unit_id": unit_id, "printed": printed}
