"""The editorial board that a gazette's masthead lists."""

from __future__ import annotations

import re

from parsers.facts.people.rosters import find_roster
from parsers.language.names.context import Context
from parsers.language.patterns import lazy
from parsers.language.spacing import squeezed
from parsers.layout.issue import Front
from schema.facts import RosterMember

_BOARD = lazy(r"(.*编(?:辑委员会|委会)).*")


def read_board(front: Front) -> list[RosterMember]:
    """The editorial board a masthead lists, quoted from the masthead's text (one paragraph a line)."""
    lines = [p.text for p in front.masthead]
    start = next((i for i, line in enumerate(lines) if _BOARD.fullmatch(squeezed(line))), None)
    if start is None:
        return []
    end = next((i for i in range(start + 1, len(lines)) if re.search(r"[：:]", lines[i])), len(lines))
    body = squeezed(lines[start])
    shift = sum(len(line) + 1 for line in lines[: start + 1])
    members = find_roster("\n".join(lines[start + 1 : end]), Context(title=body))
    return [
        member.model_copy(
            update={
                "body": body,
                "char_start": member.char_start + shift,
                "char_end": member.char_end + shift,
            }
        )
        for member in members
    ]
