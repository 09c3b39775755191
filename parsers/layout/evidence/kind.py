"""What kind of document a body is: each kind gets a score from the body's lines, and one vote more from the title.

The best reading wins. Shares are of the characters of the body, so that a few long sentences outweigh many short lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal, get_args

from parsers.language.answers.appointment_verbs import LEAVES, ORDERS, TAKES, in_title
from parsers.language.answers.appointment_verbs import verbs as verbs_of
from parsers.language.answers.gazette_columns import column_holds
from parsers.language.labels import match_decimal, match_label
from parsers.language.lexicon import words
from parsers.language.names.doc_types import doc_type_of
from parsers.language.names.names import names_at
from parsers.language.names.placed import people_of
from parsers.language.patterns import lazy
from parsers.layout.evidence.chronicle import chronicle_regions
from parsers.layout.evidence.signs import Verdict, is_near, weigh
from parsers.layout.titles import is_appointments_title

Kind = Literal["text", "chronicle", "appointments", "roster", "table"]
"""The kinds that a body is weighed for; of equal scores the first wins."""

KINDS: tuple[Kind, ...] = get_args(Kind)

_LINES = ("paragraph", "clause", "event", "roster", "appointment")
_KEPT = 8192  # lines: a document is weighed where it is parted and once more where its doubts are told
_SHORT = 600  # characters of a text that may be a statement without a title
_SENTENCE = lazy(r"[^。；\n]+[。；]?")
_ORDER = lazy(ORDERS)
_FRAME = lazy(rf"(?:同志)?(?:{TAKES}|{LEAVES})")
_VERB = lazy(rf"任|{ORDERS}|{LEAVES}|辞")  # without one nobody takes or leaves a post
_POST = lazy(r"任\S{2,24}[长任员师记]$")  # 任财产和行为税处处长
_HEADS = lazy(rf"(?:{ORDERS})[^，。；]{{0,8}}[：:]$")  # 任命：, below which names stand
_MEMBER = lazy(r"\s*(?:(?P<role>[^，。；：:]{1,14})[：:]\s*)?(?P<rest>[^，。；：:]{2,40})$")
_APART = lazy(r"[ \u3000\t]+")


@dataclass(frozen=True, slots=True)
class Weighed:
    """The kinds with the evidence for each, the best first."""

    verdicts: tuple[tuple[Kind, Verdict], ...]

    @property
    def best(self) -> Kind:
        """The kind that wins."""
        return self.verdicts[0][0]

    @property
    def is_close(self) -> bool:
        """A little more or less evidence would have made another kind win."""
        (_, first), (_, second) = self.verdicts[:2]
        return is_near(first.score, second.score)


def weigh_kinds(title: str, lines: Sequence[str], cells: int = 0) -> Weighed:
    """The kinds of a document by its squeezed title, its lines (an empty one for a table) and the characters of its tables."""
    length = max(1, sum(map(len, lines)) + cells)
    shares = {name: count / length for name, count in _counts(lines, title).items()}
    shares["cells"] = cells / length
    appoints = is_appointments_title(title)
    found: dict[Kind, dict[str, float | bool]] = {
        "text": {"plain": True, "labelled": shares["labelled"]},
        "chronicle": {"dated": shares["dated"], "titled": column_holds(title) == "chronicle"},
        "appointments": {
            "appointed": shares["appointed"],
            "titled": appoints,
            "listed": appoints * (shares["members"] + shares["cells"]),
            "session": title.endswith("会议")
            or (_announces(title) and not any("《" in line for line in lines)),
            "untitled": not title and length < _SHORT,
        },
        "roster": {
            "members": shares["members"],
            "titled": not appoints and words("LISTEND").ends(title) is not None,
        },
        "table": {"cells": shares["cells"]},
    }
    verdicts = [(kind, weigh(f"as_{kind}", signs)) for kind, signs in found.items()]
    return Weighed(tuple(sorted(verdicts, key=lambda pair: (-pair[1].score, KINDS.index(pair[0])))))


def weigh_parts(title: str, parts: Iterable[tuple[str, str]]) -> Weighed:
    """The kinds of a document by its squeezed title and its parts: what each is and its text. Heads and tails say nothing."""
    body = [(kind, text) for kind, text in parts if kind in _LINES or kind in ("table", "note")]
    lines = [text if kind in _LINES else "" for kind, text in body]
    return weigh_kinds(title, lines, sum(len(text) for kind, text in body if kind == "table"))


def _announces(title: str) -> bool:
    """The title is that of an announcement or an order, which may only say whom a body has elected."""
    return doc_type_of(title) in ("公告", "令")


def _counts(lines: Sequence[str], title: str) -> dict[str, int]:
    """The characters of the lines that are entries of a chronicle, that appoint, that name members, that have a label."""
    regions = [region for region in chronicle_regions(lines, title) if region.verdict.holds]
    entries = {at for region in regions for at in range(region.start, region.end)}
    counts = {"dated": sum(len(lines[at]) for at in entries), "appointed": 0, "members": 0, "labelled": 0}
    listing = False
    for at, line in enumerate(lines):
        if at in entries or not line:
            continue
        listing = _HEADS.search(line) is not None or (listing and _is_member(line))
        if listing:
            counts["appointed"] += len(line)
        elif _is_member(line):
            counts["members"] += len(line)
        else:
            own = _appointing(line)
            counts["appointed"] += own
            counts["labelled"] += len(line) - own if match_label(line) or match_decimal(line) else 0
    return counts


@lru_cache(maxsize=_KEPT)
def _appointing(line: str) -> int:
    """The characters of the sentences of a line that say who takes or leaves a post."""
    return sum(map(len, filter(_appoints, _SENTENCE.findall(line)))) if _VERB.search(line) else 0


def _appoints(sentence: str) -> bool:
    """The sentence says who takes or leaves a post."""
    if in_title(sentence) or _POST.search(sentence.rstrip("。；")):
        return True
    names = names_at(sentence, 0, placed=True) if _FRAME.search(sentence) else []
    if names and _FRAME.match(sentence, names[-1].end):
        return True
    verbs = chain(_ORDER.finditer(sentence), verbs_of("accept").finditer(sentence))
    return any(names_at(sentence, verb.end(), placed=True) for verb in verbs)


@lru_cache(maxsize=_KEPT)
def _is_member(line: str) -> bool:
    """The line names members: a role and names, or a name apart from its post."""
    member = _MEMBER.match(line)
    if member is None:
        return False
    parts = _APART.split(member["rest"].strip())
    names = (
        people_of("".join(parts[:2])) if all(len(part) == 1 for part in parts[:2]) else people_of(parts[0])
    )
    return names is not None and (member["role"] is not None or len(parts) > 1 or len(names) > 1)
