"""Who takes or leaves an office by which verb: the one answer for titles, for orders and for chronicles."""

from __future__ import annotations

import re
from typing import Literal, get_args

from parsers.language.lexicon import words_in
from parsers.language.patterns import lazy

Does = Literal["appoint", "remove", "accept"]
"""What a verb does; `appointment_verbs.csv` says what each is."""

ORDERS = "|".join(words_in("appointment_verbs", way="order", action=a).pattern for a in ("appoint", "remove"))
"""Source of a pattern without groups for the verbs of an order: 任命, 选举, 免去."""

TAKES = words_in("appointment_verbs", way="behind", action="appoint").pattern
"""Source of a pattern for the verbs behind whoever takes an office: 张三 | 任, 当选为."""
LEAVES = words_in("appointment_verbs", way="behind", action="remove").pattern
"""The same for whoever leaves one: 张三 | 不再担任, 辞去."""
MOVES = words_in("appointment_verbs", moves="yes").pattern
"""The verbs that give one office for another: 由副局长 | 改任."""
ACCEPTS = words_in("appointment_verbs", way="order", action="accept").pattern
"""The verbs by which a body lets somebody go: 接受, 同意."""
FRAMES = words_in("appointment_verbs", sign="yes").pattern
"""The verbs that are by themselves a sign of an appointment."""
TITLED = words_in("appointment_verbs", titles="yes")
"""What titles of lists and notices of appointments say."""


def _spaced(action: Does) -> str:
    own = words_in("appointment_verbs", way="order", action=action)
    return "|".join(r"[ \u3000]*".join(verb) for verb in own.words)


_VERBS = {action: lazy(f"(?:{_spaced(action)})了?") for action in get_args(Does)}


def verbs(action: Does) -> re.Pattern[str]:
    """The verbs of orders that do this; spaces may part their characters: `任　命`."""
    return _VERBS[action]


def in_title(title: str) -> bool:
    """Whether a title says that its document is about appointments: 任免, 任职, 任命."""
    return TITLED.inside(title) is not None
