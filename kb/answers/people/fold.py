"""The line of holders of one post, folded from what is printed of it: who was appointed, removed, or listed with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from parsers.language.answers.doubts import said_of

Row = dict[str, Any]


def line_of(organisation: str | None, position: str, acts: Iterable[Mapping[str, Any]]) -> list[Row]:
    """A post's holders in order, each with `since`, `until`, the last day on which a list names it (`listed`), and a
    `doubt` where what is printed does not fit together.

    The acts stand in the order of their days; each has a `date`, a `person` and an `action`: appoint, remove or
    listed. Nothing is filled in: a removal without an
    appointment has no first day. Where no organisation is named, several bodies may have the post, and nothing is doubted
    of who follows whom.
    """
    line: list[Row] = []
    single = organisation is not None and _is_single(position)
    for act in acts:
        held = next((row for row in line if row["person"] == act["person"] and row["until"] is None), None)
        if held:
            _go_on(held, act)
            continue
        row = _new(act, organisation, position)
        if act["action"] == "listed" and any(row["person"] == act["person"] for row in line):
            row |= _doubt("listed_after")
        elif act["action"] != "remove" and single:
            row |= _follows(line, act)
        line.append(row)
    return line


def held(row: Mapping[str, Any], day: str) -> bool:
    """Whether the words say that somebody held the post on the day: appointed by then or on a list, and not removed."""
    start = row["since"] or row["first_listed"]
    return bool(start) and start <= day and (row["until"] is None or row["until"] > day)


def _go_on(held: Row, act: Mapping[str, Any]) -> None:
    """What is printed of somebody who holds the post."""
    if act["action"] == "remove":
        held["until"], held["until_source"] = act["date"], act["document_title"]
    elif act["action"] == "listed":
        held["listed"] = act["date"]
        held["first_listed"] = held["first_listed"] or act["date"]
    elif held["since"] is None and held["first_listed"]:
        held["since"] = act["date"]
        held |= _doubt("listed_before")
    else:
        held |= _doubt("appointed_twice")


def _new(act: Mapping[str, Any], organisation: str | None, position: str) -> Row:
    action, day = act["action"], act["date"]
    return {
        **act,
        "organisation": organisation,
        "position": position,
        "since": day if action == "appoint" else None,
        "until": day if action == "remove" else None,
        "listed": day if action == "listed" else None,
        "first_listed": day if action == "listed" else None,
        "until_source": None,
        **_doubt("not_appointed" if action == "remove" else None),
    }


def _follows(line: list[Row], act: Mapping[str, Any]) -> Mapping[str, str | None]:
    """What is doubted of somebody who comes to a post that one holds at a time."""
    others = [row for row in line if row["until"] is None]
    if any(row["listed"] == act["date"] for row in others) and act["action"] == "listed":
        return _doubt("two_holders")
    if others:
        return _doubt("not_removed")
    last, since = max((row["until"] or "" for row in line), default=""), act["date"]
    return _doubt("gap", f"{last}至{since}") if last and since and last < since else {}


def _doubt(code: str | None, before: str = "") -> dict[str, str | None]:
    """The code of a doubt, and the words for it."""
    return {"doubt": code, "doubt_text": before + said_of(code)[0] if code else None}


def _is_single(position: str) -> bool:
    """Whether a post has one holder at a time: a head's, not a deputy's or a member's."""
    return not position.startswith("副") and position.endswith(("长", "主任", "书记", "主席"))


def doubted(lines: Iterable[list[Row]]) -> Iterator[Row]:
    """The rows of lines of holders that are doubted: a gap, two at a time, a list that does not fit, no appointment."""
    return (row for line in lines for row in line if row["doubt"])


def contradicted(lines: Iterable[list[Row]]) -> Iterator[Row]:
    """Those of the doubted rows that do not fit what else is printed.

    That nobody printed the appointment of whom somebody removes is no contradiction.
    """
    return (row for row in doubted(lines) if row["doubt"] != "not_appointed")
