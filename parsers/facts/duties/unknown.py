"""What could not be resolved: a declared place that nobody knows, and names that mean no organisation that is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.language.names.organisations import fold_name, place_of, registry
from schema.document import Diagnostic, ParsedDocument


def unknown_names(documents: Sequence[ParsedDocument], declared_place: str | None) -> list[Diagnostic]:
    """A doubt about the declared place, and one about each name of an organisation of a place, where it stands first.

    General names (民政部门, 建设单位) mean no single organisation, and are none of them.
    """
    return [*_unknown_place(declared_place), *_unknown_organisations(documents, declared_place)]


def _unknown_place(place: str | None) -> Iterator[Diagnostic]:
    if place and place not in registry().places:
        yield Diagnostic(
            severity="warning",
            code="unknown_place",
            message=f"未收录“{place}”，无法确定该地各机构的全称。请在 sources.toml 旁的 places.csv 中添加一行。",
        )


def _unknown_organisations(
    documents: Sequence[ParsedDocument], declared_place: str | None
) -> Iterator[Diagnostic]:
    told: set[str] = set()
    for parsed in documents:
        place = declared_place or place_of(parsed.document.issuer, parsed.document.title)
        unresolved = [duty for duty in parsed.units if duty.canonical is None]
        local = _local_words(place) if unresolved else ()
        for duty in unresolved:
            name = fold_name(duty.name)
            if name in local or not name.startswith(local) or duty.name in told:
                continue
            if registry().is_general(name, place):
                continue
            told.add(duty.name)
            yield Diagnostic(
                severity="info",
                code="unknown_organisation",
                message=f"“{duty.name}”未能对应到具体机构；如为本地机构，可在 sources.toml 旁的 organisations.csv 中添加。",
                document=parsed.document.id,
                page=duty.page,
                char_start=duty.char_start,
                char_end=duty.char_end,
            )


def _local_words(place: str | None) -> tuple[str, ...]:
    """What the names of a place's own organisations begin with: the place, its parts, 市 and the like."""
    places = registry().places.values()
    near = [p for p in places if place in (p.name, p.parent)]
    return (
        *registry().signs,
        *(word for p in near for word in (p.name, p.stem)),
        *([place] if place else []),
    )
