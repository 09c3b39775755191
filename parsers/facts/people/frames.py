"""Frames of appointment: the wordings that say who takes or leaves which office.

A frame says where the people stand and where the offices: `任命X为Y`, `免去X的Y职务`, `X任Y`, `接受X辞去Y`,
`X由A调整为Y`. What stands in a person's place is a name, whatever its surname; how much it looks like one is part of
the evidence (`signs.csv`, appointment).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from parsers.language.answers.appointment_verbs import LEAVES, MOVES, TAKES, Does, verbs
from parsers.language.lexicon import words, words_in
from parsers.language.names.names import names_at, sounds_foreign
from parsers.language.names.offices import is_office
from parsers.language.names.placed import LISTED, likeness, people_of
from parsers.language.names.posts import post_ends
from parsers.language.patterns import lazy

Action = Literal["appoint", "remove", "annul"]

# 张三同志|任…, 被任命为, 兼任, 挂职担任; 顾承为|任…
_TAKES = lazy(rf"(?:正式|暂时?)?(?:分别|挂职|兼职)?{TAKES}(?!任)")
_PASSIVE = lazy(r"被?(?=(?:任命|聘任|聘|选举|推选)为)")
# 张三同志|不再担任…, 辞去…
_LEAVES = lazy(rf"(?:关于)?(?:提出的?|请求|的?申请)?{LEAVES}(?:其)?(?:的|所任|担任的)?")
_MOVES = lazy(rf"(?:同志)?由[^，。；]{{2,40}}?(?:调整|{MOVES})为?")
_TRAIT = r"(?:女|男|兼|[\u4e00-\u9fff]{1,4}族)"
_ASIDE = rf"[（(](?:{_TRAIT}(?:[，,、]{_TRAIT})*|[^（）()]{{0,3}}女[^（）()]{{0,6}})[）)]"
_OF_PERSON = lazy(rf"(?:等)?(?:[一二三四五六七八九十两\d]{{1,4}}[名位])?(?:同志)?(?:{_ASIDE})?$")
_POSSESSIVE = lazy(rf"(?:同志)?(?:{_ASIDE})?(?:的|所任的?|兼任的?|担任的|原任的?)|同志(?:{_ASIDE})?(?=\S)")
_AFTER_NAME = lazy(rf"(?:同志)?(?:{_ASIDE})?(?:的|所任的?|担任的|原任的?)?[ \u3000]*")
# where an organisation begins right after a name: 免去许某|国家税务总局…
_ORGANISATION_START = lazy(
    r"[市省县区州]|国家|国务院|中国|中共|第[一二三四五六七八九十]|原|兼|[\u4e00-\u9fff]{2,5}[省市县区州盟旗]"
)
_THEIR = lazy(r"(?:其|上述人员|以上人员)(?:[现所原]任的|原?(?:担任|兼任)?的?)")
_BARE = lazy(r"(?:同志|下列人员|以下人员|下列同志|以下同志)?")
_REASON_BEHIND = lazy(rf"(?:同志)?{words('REASON').pattern}[^，。；]{{2,20}}$")  # 王一山|因工作变动
_BARE_POST = lazy(r"(?P<who>[^，。；的]{2,12}?)(?:同志)?职务")  # 免去施敏职务
_LEAD = lazy(
    r"[ \u3000\d.、．（）()一二三四五六七八九十]*(?:.*?(?:决定|同意|批准|提名|通过))?[ \u3000]*(?:由(?=\S{2,4}同志))?"
)
_ANNULS = (
    lazy(
        r"撤销.*?[》）)](?:[（(〔][^（）()]*[）)])?中(?P<who>\S{2,12}?)(?:同志)?(?:任|为)(?P<office>.+?)的(?:任命|任职)"
    ),
    lazy(r"撤销(?P<who>[^《》]{2,8}?)(?:同志)?(?:任|为)(?P<office>.+?)的(?:任命|任职|任职决定|决定)$"),
    lazy(
        r"原?任命(?P<who>\S{2,12}?)(?:同志)?为(?P<office>.+?)的(?:决定|通知|任命).{0,6}(?:失效|无效|废止|撤销)"
    ),
)
_LONGEST_NAME = 5
_FUNCTION = "其在与及就率把是各于向从经为由对和以被将并也"


@dataclass(slots=True)
class Statement:
    """What one phrase says: these people take or leave the offices that the rest of the phrase names."""

    action: Action
    people: list[str]
    offices: str
    note: str | None = None
    respectively: bool = False
    signs: dict[str, float | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Before:
    """What the list has said before a phrase: what it opened (`任命：`), whom it named, whose act came last."""

    opened: Action | None
    named: Sequence[str]
    last: Sequence[str]


def read_statement(phrase: str, before: Before) -> Statement | None:
    """The statement that a phrase makes, or None."""
    for pattern in _ANNULS:
        if (match := pattern.search(phrase)) and (people := people_of(match["who"])):
            return _made("annul", people, match["office"], phrase, order=True)
    readers: tuple[tuple[Does, Callable[[str, int, Before], Statement | None]], ...] = (
        ("remove", _removal),
        ("accept", _leaving),
        ("appoint", _appointing),
    )
    for name, read in readers:
        for verb in verbs(name).finditer(phrase):
            if found := read(phrase, verb.end(), before):
                return _ordered(found)
    start = _LEAD.match(phrase)
    at = start.end() if start else 0
    return _leaving(phrase, at, before) or _taking(phrase, at, before)


def opening(phrase: str, mark: str) -> Action | None:
    """The act that a phrase opens for the lines below it: `任命：`, `免去下列同志：`. `mark` is the sign behind it."""
    actions: tuple[Literal["remove", "appoint"], ...] = ("remove", "appoint")
    for action in actions:
        for verb in verbs(action).finditer(phrase):
            opens = mark in "：:" or verb.start() == 0
            if opens and _BARE.fullmatch(phrase[verb.end() :].strip()):
                return action
    return None


def _made(action: Action, people: list[str], offices: str, phrase: str, order: bool = False) -> Statement:
    signs: dict[str, float | bool] = {
        "order": order,
        "plain": not order,
        "comrade": "同志" in phrase,
        "listed": all(likeness(name) == LISTED for name in people),
        "long": any(
            len(name) > 3 and likeness(name) < LISTED and not sounds_foreign(name) for name in people
        ),
        "function": any(set(_FUNCTION) & set(name) for name in people) and not order,
    }
    return Statement(action, people, offices, signs=signs)


def _ordered(statement: Statement) -> Statement:
    statement.signs |= {"order": True, "plain": False, "function": False}
    return statement


def _removal(phrase: str, at: int, before: Before) -> Statement | None:
    """`免去A同志B职务`, `免去A的B职务`, `免去A职务`, `免去其B职务`."""
    if (their := _THEIR.match(phrase, at)) and not _is_name(phrase, at):
        return for_last("remove", phrase[their.end() :], before)
    for possessive in _POSSESSIVE.finditer(phrase, at + 1):
        people = people_of(phrase[at : possessive.start()])
        if people and is_office(phrase[possessive.end() :]):
            return _made("remove", people, phrase[possessive.end() :], phrase, order=True)
        if not people:
            break
    if (bare := _BARE_POST.fullmatch(phrase, at)) and (people := people_of(bare["who"])):
        return _made("remove", people, "", phrase, order=True)
    people, end = running_people(phrase, at)
    after = _AFTER_NAME.match(phrase, end)
    rest = phrase[after.end() if after else end :]
    return _made("remove", people, rest, phrase, order=True) if people and is_office(rest) else None


def _is_name(phrase: str, at: int) -> bool:
    """A 其 opens a name and stands for nobody: `免去其其格的副局长职务`; not `免去其局长的职务`, `其现任的`."""
    possessive = _POSSESSIVE.search(phrase, at + 1)
    name = phrase[at : possessive.start()] if possessive else ""
    return (
        1 < len(name) <= _LONGEST_NAME
        and "任" not in name
        and not [*post_ends(name)]
        and bool(people_of(name))
    )


def _appointing(phrase: str, at: int, before: Before) -> Statement | None:
    """`任命A同志为B局局长`, `聘任A、B为…`, `推荐A任…`."""
    return _taking(phrase, at, before)


def _taking(phrase: str, at: int, before: Before) -> Statement | None:
    """`A同志任B局局长`; after `任命：` also `A为…` and `A　B局局长`; after `免去：` `A的B局局长职务`."""
    if their := _THEIR.match(phrase, at):
        verb = _TAKES.match(phrase, their.end())
        return for_last("appoint", phrase[verb.end() :], before) if verb else None
    if (moves := _MOVES.search(phrase, at + 2)) and (people := people_of(phrase[at : moves.start()])):
        return (
            _made("appoint", people, phrase[moves.end() :], phrase)
            if is_office(phrase[moves.end() :])
            else None
        )
    for verb in _TAKES.finditer(phrase, at + 2):
        people = _before_verb(phrase[at : verb.start()])
        if people and is_office(phrase[verb.end() :]):
            made = _made("appoint", people, phrase[verb.end() :], phrase)
            made.note = "挂职" if "挂" in verb[0] else None
            made.respectively = "分别" in verb[0]
            return made
    proposed = phrase[:at].endswith(("提名", "推荐"))
    if (verb := _TAKES.match(phrase, at)) and (verb[0] != "为" or proposed):
        return for_last("appoint", phrase[verb.end() :], before)
    return _opened(phrase, at, before)


def _before_verb(stretch: str) -> list[str] | None:
    """The people before a verb: `王一山、李二水同志`, `王一山被`, `王一山见习期满`."""
    stretch = stretch.removesuffix("被").rstrip("，, 　")
    return people_of(_OF_PERSON.sub("", stretch) or stretch)


def _behind_post(stretch: str) -> list[str] | None:
    """The comrades whose post is printed before their names: `县委常委、副县长王一山同志`."""
    if not stretch.endswith("同志"):
        return None
    names = (
        people_of(stretch[begin:]) for end, begin in reversed(post_ends(stretch)) if begin < len(stretch)
    )
    return next((people for people in names if people), None)


def _opened(phrase: str, at: int, before: Before) -> Statement | None:
    """A line of a list that an order opened above: `A的B局局长职务`, `A　B局局长`."""
    if before.opened is None:
        return None
    for space in (i for i in range(at + 2, len(phrase)) if phrase[i].isspace()):  # 才让东智　县公安局局长
        people = people_of(phrase[at:space])
        if people and is_office(phrase[space:]):
            return _made(before.opened, people, phrase[space:].strip(), phrase, order=True)
    removed = _removal(phrase, at, before)
    if removed and removed.people and removed.offices:
        removed.action = before.opened
        return removed
    return None


def _leaving(phrase: str, at: int, before: Before) -> Statement | None:
    """`A同志不再担任B职务`, `接受A辞去B职务的请求`, `不再兼任B职务`."""
    verb = _LEAVES.search(phrase, at)
    if not verb or not is_office(phrase[verb.end() :]):
        return None
    stretch = phrase[at : verb.start()]
    stretch = _REASON_BEHIND.sub("", stretch)
    people = _before_verb(stretch) or _behind_post(stretch)
    if people:
        return _made("remove", people, phrase[verb.end() :], phrase)
    return for_last("remove", phrase[verb.end() :], before) if not stretch.strip() else None


def for_last(action: Action, offices: str, before: Before) -> Statement | None:
    """A statement about those just named, or else the people of the one before: `免去其…职务`."""
    people = list(before.named) or list(dict.fromkeys(before.last))
    if not people or not is_office(offices):
        return None
    return _made(action, people, offices, "同志")


def running_people(phrase: str, at: int) -> tuple[list[str], int]:
    """The people named from a position on where nothing ends their names; the last may run into an organisation."""
    while at < len(phrase) and phrase[at].isspace():
        at += 1
    names = names_at(phrase, at)
    end = names[-1].end if names else at
    people = [name.value for name in names]
    if not names or phrase[end : end + 1] == "、":
        begin = end + 1 if names else at
        length = _length_before_organisation(phrase, begin)
        if length:
            people.append(phrase[begin : begin + length])
            end = begin + length
    return people, end


def _length_before_organisation(phrase: str, at: int) -> int:
    """How long the name is that runs into an organisation; where nothing tells, the longer name (and a doubt)."""
    if not is_office(phrase[at:]):
        return 0
    lengths = [n for n in (3, 2, 4) if likeness(phrase[at : at + n]) == LISTED]

    def weight(length: int) -> float:
        name = phrase[at : at + length]
        place = name[-1] in "市县区省州国" and length > 2
        post = words_in("posts", kind="head").opens(phrase, at + length)
        organisation = _ORGANISATION_START.match(phrase, at + length) is not None
        starts = len(post) / 3 if post else float(organisation)
        return likeness(name) + 1.5 * starts + 0.4 * (length == 3) - 2 * place

    return max(lengths, key=weight, default=0)
