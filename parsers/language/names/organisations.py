"""Organisations: every printed name to the one organisation it means, and the general names that cover it.

The data files say what kinds of organisations there are and how gazettes print them, without places;
`places.csv` says what places there are. A second city is rows beside its sources. A name that could mean two
organisations, or none that is known, resolves to None.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from functools import cache, cached_property

from parsers.language.lexicon import table
from parsers.language.names.unit_words import drop_renaming
from parsers.language.patterns import lazy
from schema.source import NO_NAMES, LocalNames

_WIDTHS = str.maketrans("(),，", "（）、、")
_SHORTER = (
    ("和", ""),  # 住房和城乡建设局 住房城乡建设局
    ("委员会", "委"),  # 发展和改革委员会 发展和改革委
    ("监督管理", "监管"),  # 市场监督管理局 市场监管局
    ("办公室", "办"),  # 外事办公室 外办
    ("管理委员会", "管委会"),  # 各直属园区管理委员会 各直属园区管委会
)
_NATIONAL_AT_SIGHT = lazy(
    r"^(?:国家|国务院|中国|中央|全国|中共|中华|最高|共青团中央)|(?<![市省])(?:部|总局|总署|审计署)$|^(?:银保监会|证监会|国铁集团|全国人大)$"
)
"""Short forms that mean the national body in any document: 财政部, 国家发展改革委; not 发展改革委."""
_DEPARTMENT_WORDS = ("部门", "主管部门", "行政主管部门", "行政部门", "管理部门", "行政管理部门")
_EACH_BELOW = "各县（市、区）"
_NATION = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Place:
    """A place: 南通市, its stem 南通, its level, the word that stands for it in its own documents, its parent."""

    name: str
    stem: str
    level: str
    sign: str
    parent: str | None

    @property
    def full(self) -> str:
        """The name as an organisation's full name begins: a district takes its city's name."""
        return (
            f"{self.parent}{self.name}"
            if self.level == "县" and self.sign == "区" and self.parent
            else self.name
        )


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation: canonical full name, level (国家 省 市 县), kind (政府部门 垂管 群团 企业 集合 …), place."""

    name: str
    level: str
    kind: str
    key: str
    place: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """A general name as printed (民政部门, 各县（市、区）人民政府) and an organisation it covers."""

    general: str
    organisation: Organisation


def _several(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def fold_name(name: str) -> str:
    """The name in full-width marks, without white space and without a bracket that renames it."""
    return drop_renaming("".join(name.split()).translate(_WIDTHS))


def shorter_forms(name: str) -> set[str]:
    """The name and the short forms that rules give: 发展和改革委员会 also 发展改革委员会, 发展和改革委, 发展改革委."""
    forms = {name}
    for long, short in _SHORTER:
        forms |= {form.replace(long, short) for form in forms}
    return forms


class Registry:
    """The organisations of all places, loaded from the data files; `names` are those that sources add."""

    def __init__(self, names: LocalNames = NO_NAMES) -> None:
        self._kinds = table("organisations")
        self._local = (*table("organisations_local"), *map(asdict, names.organisations))
        self._own = {(row["place"], row["key"]): row for row in self._local if row["key"]}
        self._general = table("organisation_relations")
        self.reforms = (*table("organisation_reforms"), *map(asdict, names.reforms))
        self.places = {
            row["place"]: Place(row["place"], row["stem"], row["level"], row["sign"], row["parent"] or None)
            for row in (*table("places"), *map(asdict, names.places))
        }
        self._forms: dict[str | None, dict[str, Organisation]] = {}
        self._places_named: dict[str, str | None] = {}

    def resolve(self, name: str, place: str | None) -> Organisation | None:
        """The organisation that a name printed in a document of `place` means, or None.

        `place` is the publisher's place in full (南通市); None stands for the State Council's own documents.
        """
        folded = fold_name(name)
        for scope in self._scopes(place):
            found = self._forms_of(scope).get(folded)
            if found and (scope is not None or place not in self.places or _NATIONAL_AT_SIGHT.search(folded)):
                return found
        named = self._place_named_in(folded)
        return self._forms_of(named).get(folded) if named else None

    def printed_forms(self, place: str | None) -> dict[str, Organisation]:
        """Every printed form that resolves in documents of `place`: what a phrase matcher needs."""
        forms: dict[str, Organisation] = {}
        for scope in self._scopes(place):
            for form, organisation in self._forms_of(scope).items():
                if scope is not None or place not in self.places or _NATIONAL_AT_SIGHT.search(form):
                    forms.setdefault(form, organisation)
        for child in self._children(place):
            for form, organisation in self._forms_of(child).items():
                if form.startswith((child, self.places[child].full)):
                    forms.setdefault(form, organisation)
        return forms

    def relations(self, place: str | None) -> list[Relation]:
        """The general names in documents of `place` and the organisations of the place that each covers."""
        return list(dict.fromkeys([*self._departments(place), *self._collectives(place)]))

    def _scopes(self, place: str | None) -> list[str | None]:
        """The places whose short forms a document of `place` may print: its own, those above it, the nation."""
        scopes: list[str | None] = []
        while place in self.places:
            scopes.append(place)
            place = self.places[place].parent
        return [*scopes, None]

    def _children(self, place: str | None) -> list[str]:
        return [child.name for child in self.places.values() if place and child.parent == place]

    def place_of(self, issuer: str | None, title: str = "") -> str | None:
        """The place that an issuer's full name begins with, or else the title: 南通市 of 南通市人民政府办公室."""
        return self._place_named_in(fold_name(issuer or title).removeprefix("中共"))

    @cached_property
    def _places_by_name(self) -> dict[str, Place]:
        """Each place by its name, and by its name behind that of the place above it."""
        return {name: place for place in reversed(self.places.values()) for name in (place.name, place.full)}

    @cached_property
    def _longest_place(self) -> int:
        return max(map(len, self._places_by_name))

    def place_at_start(self, text: str) -> str | None:
        """The place with the longest name that the text begins with, spaces and all as printed."""
        beginnings = (text[:length] for length in range(self._longest_place, 0, -1))
        places = map(self._places_by_name.get, beginnings)
        return next((place.name for place in places if place), None)

    def _place_named_in(self, name: str) -> str | None:
        """The place that the name begins with: 苏州市 of 苏州市财政局, 崇川区 of 南通市崇川区财政局."""
        if name not in self._places_named:
            by_name = self._places_by_name
            named = [
                by_name[name[:end]]
                for end in range(2, min(len(name), self._longest_place) + 1)
                if name[:end] in by_name
            ]
            longest = max(named, key=lambda p: (p.level == "县", len(p.name)), default=None)
            self._places_named[name] = longest.name if longest else None
        return self._places_named[name]

    def _forms_of(self, place: str | None) -> dict[str, Organisation]:
        if place not in self._forms:
            meanings: dict[str, set[Organisation]] = defaultdict(set)
            for form, organisation in self._named(place):
                meanings[fold_name(form)].add(organisation)
            full_names = {fold_name(o.name): o for found in meanings.values() for o in found}
            single = {form: next(iter(found)) for form, found in meanings.items() if len(found) == 1}
            self._forms[place] = single | full_names
        return self._forms[place]

    def _named(self, place: str | None) -> Iterator[tuple[str, Organisation]]:
        if place is None:
            yield from self._national()
            return
        at = self.places[place]
        for row in self._kinds_at(at):
            organisation = self._organisation(row, at)
            if organisation:
                yield organisation.name, organisation
                yield from ((form, organisation) for form in self._forms_for(row, at))
                if row["key"] == "政府":
                    yield from ((form, organisation) for form in {at.name, at.full} if at.level == "县")
        for row in self._local:
            if row["place"] == place and not row["key"]:
                organisation = Organisation(row["name"], at.level, row["kind"], row["name"], place)
                yield from ((form, organisation) for form in (row["name"], *_several(row["aliases"])))

    def _national(self) -> Iterator[tuple[str, Organisation]]:
        for row in self._kinds:
            if row["national"]:
                organisation = Organisation(row["national"], "国家", row["kind"], row["key"], None)
                printed = [row["national"], *_several(row["national_aliases"])]
                bare = [name.removeprefix(_NATION) for name in printed]
                yield from ((form, organisation) for name in bare + printed for form in shorter_forms(name))

    def _kinds_at(self, at: Place) -> Iterator[Mapping[str, str]]:
        """The kinds of organisations with the names that the place gives its own: 北京市 has a 教育委员会."""
        for row in self._kinds:
            own = self._own.get((at.name, row["key"]))
            names = {"province": own["name"], "local": own["name"]} if own else {}
            aliases = {"province_aliases": own["aliases"], "local_aliases": own["aliases"]} if own else {}
            yield {**row, **names, **aliases}

    def _columns(self, row: Mapping[str, str], at: Place) -> tuple[str, str]:
        """The name and the aliases that a kind has at the level of the place; a 直辖市 names its bodies as cities do."""
        provincial = at.level == "省" and (at.sign != "市" or not row["local"] or "{" in row["local"])
        return (
            (row["province"], row["province_aliases"]) if provincial else (row["local"], row["local_aliases"])
        )

    def _organisation(self, row: Mapping[str, str], at: Place) -> Organisation | None:
        name, _ = self._columns(row, at)
        if not name:
            return None
        full = self._fill(name, at) if "{" in name else at.full + name
        return Organisation(full, at.level, row["kind"], row["key"], at.name)

    def _forms_for(self, row: Mapping[str, str], at: Place) -> Iterator[str]:
        """The forms that a kind's name and aliases take: 市发改委, 南通市发改委, 市发展改革委 …."""
        name, aliases = self._columns(row, at)
        for written in (name, *_several(aliases)):
            if "{" in written or (row["kind"] == "集合" and written != name):
                yield from shorter_forms(self._fill(written, at))
            else:
                for form in shorter_forms(written):
                    yield from (at.name + form, at.full + form, at.sign + form)

    def _fill(self, template: str, at: Place) -> str:
        return template.format(place=at.full, stem=at.stem, level=at.sign, province=self._province(at))

    def _province(self, at: Place) -> str:
        parent = self.places.get(at.parent or "")
        return parent.name if parent else at.name

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The names of all places without what they end with."""
        return tuple(sorted({place.stem for place in self.places.values()}))

    @cached_property
    def _irregular(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = defaultdict(list)
        for row in self._general:
            names[row["key"]].append(row["general"])
        return names

    def is_general(self, name: str, place: str | None) -> bool:
        """The name means departments of a kind, here or below: 民政部门, 市级民政部门, 各县（市、区）民政部门."""
        at, folded = self.places.get(place or ""), fold_name(name)
        ahead = (at.name, f"{at.sign}级", at.sign) if at else self.signs
        without = (folded.removeprefix(prefix) for prefix in ("", _EACH_BELOW, *ahead))
        return any(general in self._general_names for general in without)

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """The signs by which documents call their own place: 市, 县 …."""
        return tuple(sorted({place.sign for place in self.places.values()}))

    @cached_property
    def _general_names(self) -> frozenset[str]:
        return frozenset(fold_name(name) for row in self._kinds for name in self._generals_of(row))

    def _generals_of(self, row: Mapping[str, str]) -> list[str]:
        regular = [stem + word for stem in _several(row["general"]) for word in _DEPARTMENT_WORDS]
        return [*regular, *self._irregular.get(row["key"], [])]

    def _departments(self, place: str | None) -> Iterator[Relation]:
        at = self.places.get(place or "")
        for row in self._kinds_at(at) if at else self._kinds:
            generals = self._generals_of(row)
            if at is None:
                if row["national"]:
                    nation = Organisation(row["national"], "国家", row["kind"], row["key"], None)
                    yield from (Relation(general, nation) for general in generals)
                continue
            organisation = self._organisation(row, at)
            if organisation:
                for prefix in ("", at.sign, f"{at.sign}级", at.name):
                    yield from (Relation(prefix + general, organisation) for general in generals)
            for child in self._children(place):
                below = self._organisation(row, self.places[child])
                if below:
                    yield from (Relation(_EACH_BELOW + general, below) for general in generals)

    def _collectives(self, place: str | None) -> Iterator[Relation]:
        governments = [
            organisation
            for child in self._children(place)
            for row in self._kinds
            if row["key"] == "政府" and (organisation := self._organisation(row, self.places[child]))
        ]
        for form, collective in self._forms_of(place if place in self.places else None).items():
            if collective.key in ("各县市区政府", "各区政府", "各市政府"):
                yield from (Relation(form, government) for government in governments)


_current: ContextVar[Registry | None] = ContextVar("_current", default=None)


def registry() -> Registry:
    """The registry: of the lexicon, and of what the sources that are being read add to it."""
    return _current.get() or _registry_with(NO_NAMES)


@contextmanager
def knowing(names: LocalNames) -> Iterator[None]:
    """Within it, the registry knows these names too."""
    before = _current.set(_registry_with(names))
    try:
        yield
    finally:
        _current.reset(before)


@cache
def _registry_with(names: LocalNames) -> Registry:
    return Registry(names)


def kinds_of_organisations() -> dict[str, str]:
    """The key of each kind of organisation that every place may have, with what kind of body it is."""
    return {row["key"]: row["kind"] for row in table("organisations")}


def kinds_of_bodies() -> set[str]:
    """What an organisation may be: 政府部门, 事业单位, 企业 …."""
    return {row["kind"] for row in (*table("organisations"), *table("organisations_local"))}


def place_stems() -> tuple[str, ...]:
    """What the names of organisations that are named after a place begin with: 南通 of 南通海事局."""
    return registry().stems


def resolve(name: str, place: str | None) -> Organisation | None:
    """The organisation that a name printed in a document of `place` means, or None where that is not certain."""
    return registry().resolve(name, place)


def place_of(issuer: str | None, title: str) -> str | None:
    """The place of a document whose publisher declares none: its issuer's, or the one its title begins with."""
    return registry().place_of(issuer, title)
