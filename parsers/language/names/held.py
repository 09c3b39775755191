"""The offices that a printed post names, as far as it says of which body."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from parsers.language.lexicon import words
from parsers.language.names.offices import split_offices
from parsers.language.names.organisations import Registry, registry, resolve
from parsers.language.names.posts import ends_with_post
from schema.tokens import fold

Office = tuple[str | None, str]
"""The organisation in full (None where none is named) and the position."""

_NATIONAL = "国家"
_LEVELS = "省市县区州盟旗镇乡"
_OF_ANY = ("秘书长", "副秘书长")
"""Positions that every sort of body has: those of the government are meant only where it is named."""


def offices_of(post: str, place: str | None) -> tuple[Office, ...]:
    """The offices that a post says somebody holds, as it is printed in a document of `place`: 市政府副市长、市公安局局长.

    Organisations are in full where they are known. What somebody held before (原局长) is left out. What belongs to
    a place of another level (省长 in a document of a city) has an organisation only where the post names it, and so
    has a 秘书长 of whom nothing says whose.
    """
    return _offices(registry(), post, None if place == _NATIONAL else place)


@lru_cache(20_000)
def _offices(_: Registry, post: str, known: str | None) -> tuple[Office, ...]:
    """The offices; what is known of names is part of what is asked, as sources may add to it."""
    found = []
    for office in split_offices(fold(post).replace(",", "、"), known, None):
        organisation = _own(office.organisation, office.position or "", known)
        if office.position in _OF_ANY and organisation and _printed(organisation, known) not in post:
            organisation = None
        name = _without_titles(organisation) if organisation else None
        if office.position and not (name and _former().search(name)):
            found.append((name and in_full(name, known), office.position))
    return tuple(found)


def in_full(name: str, place: str | None) -> str:
    """The full name of an organisation, as far as it is known: 国家安全部 of 国家 has 中华人民共和国 before it."""
    known = resolve(name, None if place == _NATIONAL else place)
    return known.name if known else name


@cache
def _role() -> re.Pattern[str]:
    return re.compile(words("ROLE").pattern + "$")


@cache
def _former() -> re.Pattern[str]:
    return re.compile(f"^{words('FORMER').pattern}|{words('FORMER').pattern}$")


def is_role(role: str | None) -> bool:
    """Whether a list gives somebody a role in a group (组长, 成员), and is no list of applicants or recipients."""
    return bool(_role().search(role or ""))


def _own(organisation: str | None, position: str, place: str | None) -> str | None:
    """The organisation, unless the place was put before what is of another level: 南通市省委, the 省长 of 南通市."""
    if organisation is None or place is None or not organisation.startswith(place):
        return organisation
    rest = organisation[len(place) :]
    if rest[:1] in _LEVELS and rest[:1] != place[-1]:
        return rest
    head = position.removesuffix("助理")
    other = head.endswith("长") and head[-2:-1] in _LEVELS and head[-2:-1] != place[-1]
    return None if other and rest == "人民政府" else organisation


def _printed(organisation: str, place: str | None) -> str:
    """The beginning of what is printed of an organisation of the place: 政府 of 南通市人民政府, else all of it."""
    return "政府" if place and organisation == f"{place}人民政府" else organisation.removeprefix(place or "")


def _without_titles(organisation: str) -> str:
    """The organisation without what is said of the person before it: 教授、北京师范大学."""
    *before, last = organisation.split("、")
    return last if all(ends_with_post(title, "title") for title in before) else organisation
