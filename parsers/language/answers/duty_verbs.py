"""Which part in a duty a verb gives: the one answer for blocks, sentences and the heads of tables."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import cast

from parsers.language.lexicon import table, words_in
from parsers.language.patterns import lazy
from schema.facts import DutyRole

_BODIES = "(?:单位|部门|处室|科室|机构|主体)"
_BARE, _YES = (words_in("duty_verbs", label=label).pattern for label in ("bare", "yes"))
_WITH_BODY = rf"(?:{_BARE}|{_YES}){_BODIES}"
LABEL = rf"(?:{_WITH_BODY}|{_BARE})"
"""Source of a pattern without groups for what stands before a list of units: 牵头, 牵头单位, 责任部门."""
CLOSING = words_in("duty_verbs", closes="yes")
"""The verbs that close a list of units: 按职责分工 | 负责, 参与 | 落实."""
HELPING = words_in("duty_verbs", role="cooperate", sentence="yes")
"""The verbs by which a sentence says that a unit helps another: 省财政厅等 | 配合."""

TAKING = "|".join(
    words_in("duty_verbs", role=role, sentence="yes").pattern for role in ("lead", "responsible")
)
"""Source of a pattern for the verbs by which a sentence says that a unit has a duty itself: 牵头, 负责."""
_ASKED = words_in("duty_verbs", asked="yes")

_LABELLED, _LABELLED_AT_END = lazy(LABEL), lazy(rf"{LABEL}\Z")
_LABELLED_WITH_BODY = lazy(_WITH_BODY)
_VERB = lazy(rf"(?:共同)?(?P<verb>{words_in('duty_verbs').pattern})")


@lru_cache(maxsize=1024)
def role_of(words: str) -> DutyRole | None:
    """The part that words give which begin with a verb of duty: 牵头负责 lead, 共同参与 cooperate; None where none does."""
    verb = _VERB.match(words)
    return _roles()[verb["verb"]] if verb else None


@lru_cache(maxsize=1024)
def role_in_head(head: str) -> DutyRole | None:
    """The part of the units below the head of a column: 牵头单位, 市级责任部门; None for a head that names no part.

    What only does something (responsible) must end the head: 责任单位意见 is no list of units.
    """
    begins, ends = _LABELLED.match(head), _LABELLED_AT_END.search(head)
    role = role_of(begins[0]) if begins else None
    return role if role in ("lead", "cooperate") else role_of(ends[0]) if ends else None


@lru_cache(maxsize=1024)
def role_asked(word: str) -> DutyRole | None:
    """The part that a word of a question asks for: 牵头, 责任单位; None for a verb that says other things as often (支持)."""
    return role_of(word) if word in _ASKED or _LABELLED_WITH_BODY.fullmatch(word) else None


@cache
def _roles() -> dict[str, DutyRole]:
    return {row["word"]: cast(DutyRole, row["role"]) for row in table("duty_verbs")}
