"""Members of leading groups, committees and editorial boards (guidelines, `rosters`), in whatever document.

A roster is read line by line: `组　长：高　山　副市长`, then members without a role of their own, who have
that of the line before. Whatever stands before the colon is the role. Whether lines are a roster is weighed
(`signs.csv`, roster); the body is what the lines above, the heading or the title set up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from parsers.facts.people.event_people import find_people
from parsers.facts.people.group import body_near, group_heading, in_full
from parsers.facts.people.members import Member, read_members
from parsers.facts.people.people_tables import PeopleTable, people_tables
from parsers.language.lexicon import words
from parsers.language.names.context import Context
from parsers.language.names.placed import LISTED, likeness, people_of
from parsers.language.names.posts import ends_with_post
from parsers.language.patterns import lazy
from parsers.layout.evidence.signs import Verdict, weigh
from parsers.layout.line_shapes import is_signature
from parsers.layout.titles import is_title
from schema.facts import RosterMember

_S = "[ \u3000\xa0\t]"
_LONGEST_ROLE = 14
_MOST_MISSED = 2  # lines that are not understood between two that are
_ABOVE = 4  # lines above a roster that say what it is
# - 组长  1.张三  （1）张三  一、组长：  （一）组长：
_MARK = lazy(
    rf"{_S}*(?:[-*•·●◆■]|\d{{1,2}}[.．、]|[（(](?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[）)]|[一二三四五六七八九十]{{1,3}}、){_S}*"
)
_TITLE_MARK = lazy(r"\s*[一二三四五六七八九十]+、")
# 组　长：  行政秘书：  成　员（按姓氏笔画排序）：
_BEFORE_COLON = lazy(rf"(?P<role>[\u4e00-\u9fff（）()、 \u3000\xa0\t]{{2,30}}?){_S}*[：:]{_S}*")
# （一）部门委员  （二）专家委员（按姓氏笔划为序）  （下设办公室）: lines within a roster that name nobody
_ASIDE = lazy(
    r"[（(][一二三四五六七八九十]+[）)][^：:，,。]{2,24}|[（(]?(?:按|以下|排名).{0,24}|[（(][^（）()]{2,20}[）)]"
)
_POST_BELOW = lazy(rf"{_S}*[（(](?P<post>[^（）()]+)[）)]{_S}*")
# 姓　名　　职　务: column names
_COLUMNS = lazy(
    rf"{_S}*(?:(?:序{_S}*号|姓{_S}*名|性{_S}*别|职{_S}*[务称]|[^\s]{{0,4}}单{_S}*位[^\s]{{0,6}}|备{_S}*注|[^\s]{{2,4}}职务){_S}*){{2,}}"
)
# 由市公安局副局长程军同志兼任办公室主任  办公室主任由程军同志兼任
_GIVEN_ROLE = r"(?P<role>(?:常务)?副?(?:办公室)?(?:常务)?副?(?:主任|组长|秘书长|召集人|总指挥|指挥长))"
_OF_GROUP = r"(?:领导小组|委员会|指挥部|联席会议|专班|工作组|协调小组)?"
_GIVEN = (
    lazy(
        rf"由(?P<who>[^，,。；由]{{2,60}}?)(?:同志)?(?:兼任|担任|任){_OF_GROUP}{_GIVEN_ROLE}(?![\u4e00-\u9fff])"
    ),
    lazy(
        rf"(?:^|[，,。；])(?P<who>[^，,。；由]{{2,40}}?)(?P<comrade>同志)?(?:兼任|担任|任){_OF_GROUP}{_GIVEN_ROLE}(?![\u4e00-\u9fff])"
    ),
    lazy(rf"{_GIVEN_ROLE}由(?P<who>[^，,。；由]{{2,60}}?)(?:同志)?(?:兼任|担任)(?![\u4e00-\u9fff])"),
)
# 成立…领导小组，由副市长周明任组长，市政府副秘书长吴亮、市水务局局长郑通任副组长
_GIVEN_MEMBERS = lazy(
    rf"(?:由|[，,]由?)(?P<who>[^，。；：]{{2,60}}?)(?:同志)?(?:担?任|为){_OF_GROUP}(?P<role>副?(?:组长|主任|总指挥))(?=[，。；]|$)"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A member of a roster, the role of the line, and the range in the text."""

    role: str
    member: Member
    start: int
    end: int
    line: int


@dataclass(slots=True)
class Roster:
    """Lines `[start:end)` that list members, the body they belong to, and the evidence."""

    start: int
    end: int
    body: str | None
    members: list[Placed]
    verdict: Verdict
    missed: list[int] = field(default_factory=list)


def find_roster(text: str, context: Context | None = None) -> list[RosterMember]:
    """The members that a text lists, one paragraph a line, in order; those that a sentence names included."""
    context = context or Context()
    lines = text.split("\n")
    starts = _starts(lines)
    found: list[RosterMember] = []
    held: set[int] = set()
    for roster in [*find_rosters(lines, context.title), *find_tables(lines, context.title)]:
        held |= set(range(roster.start, roster.end))
        body = in_full(roster.body, context.place)
        found += [_row(text, body, m.role, m.member, m.start, m.end) for m in roster.members]
    body = found[0].body if found else None
    for at, line in enumerate(lines):
        if at not in held and words("GIVES").inside(line):
            own = body or in_full(body_near(lines, at + 1, context.title), context.place)
            found += _given(text, line, starts[at], own, found)
    return sorted(found, key=lambda row: row.char_start)


def _starts(lines: Sequence[str]) -> list[int]:
    starts, position = [], 0
    for line in lines:
        starts.append(position)
        position += len(line) + 1
    return starts


def find_rosters(lines: Sequence[str], title: str = "") -> list[Roster]:
    """The rosters among lines, each with its evidence; those whose evidence is not enough are left out."""
    return [roster for roster in weigh_rosters(lines, title) if roster.verdict.holds]


def weigh_rosters(lines: Sequence[str], title: str = "") -> Iterator[Roster]:
    """Every run of lines with a role and people, and how much speaks for a roster."""
    starts = _starts(lines)
    at = 0
    while at < len(lines):
        block = _Block(lines, starts, at)
        if _may_begin(lines[at]):
            block.read()
        if block.members:
            head = re.sub(r"\s", "", title + "".join(lines[max(0, at - _ABOVE) : at]))
            body = body_near(lines, at, title)
            yield Roster(at, block.end, body, block.members, block.verdict(head), block.missed)
        at = max(block.end, at + 1)


_ROLE_HEADS = ("组内职务", "领导小组职务", "小组职务", "角色", "职责", "类别", "备注", "职务")


def find_tables(lines: Sequence[str], title: str) -> Iterator[Roster]:
    """The tables that list members: `职务 | 姓名 | 单位及职务`."""
    starts = _starts(lines)
    for table in people_tables(lines):
        if any(words("ACTHEAD").inside(head) for head in table.heads):
            continue
        role_head = next((h for h in _ROLE_HEADS if h in table.heads and _gives_role(h, table)), None)
        posts = [h for h in table.heads if h not in (role_head, "姓名") and words("POSTHEAD").inside(h)]
        if role_head is None:
            continue
        members, role = [], ""
        for row in table.rows:
            role = re.sub(r"\s", "", row.cells.get(role_head, "")) or role
            post = "".join(row.cells.get(head, "") for head in posts) or None
            start, end = starts[row.line], starts[row.line] + row.end
            members.append(Placed(role, Member(row.name, post, 0, row.end), start, end, row.line))
        body = body_near(lines, table.start, title) or body_near(lines, min(table.end + 2, len(lines)), "")
        yield Roster(table.start, table.end, body, members, weigh("roster", {"role": len(members)}))


def _gives_role(head: str, table: PeopleTable) -> bool:
    """Most cells of the column are roles in a group."""
    cells = [re.sub(r"\s", "", row.cells.get(head, "")) for row in table.rows]
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(
        words("ROLE").ends(cell) is not None and len(cell) < 8 for cell in filled
    ) * 2 > len(filled)


def _may_begin(line: str) -> bool:
    """A line that can open a roster: it has a role before a colon or a space, or is a role alone."""
    return len(line) < 400 and (
        "：" in line or ":" in line or words("ROLE").inside(re.sub(r"\s", "", line)) is not None
    )


@cache
def _role_words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A role with spaces in it: followed by a space or the line's end; by a name; before a colon within a line."""

    def spaced(name: str) -> str:
        ordered = sorted(words(name).words, key=len, reverse=True)
        return "|".join(f"{_S}*".join(word) for word in ordered)

    role = rf"(?P<role>(?:(?:{spaced('RANK')}){_S}*)*(?:{spaced('ROLE')}))"
    return (
        re.compile(rf"{role}(?:[（(][^（）()]*[）)])?(?:{_S}+|$)"),
        re.compile(rf"{role}(?P<name>[\u4e00-\u9fff]{{2,4}})$"),
        re.compile(rf"(?:[。；;]{_S}*|{_S}+){role}{_S}*[：:]"),
    )


@dataclass(frozen=True, slots=True)
class _Role:
    """The role that a line opens with, whether the list of roles knows it, and where what follows begins."""

    name: str
    known: bool
    end: int


def _role_of(line: str, start: int, strict: bool = False) -> _Role | None:
    """The role before a colon, before a space, or alone on its line; `strict` takes only those of the list."""
    if match := _BEFORE_COLON.match(line, start):
        role = re.sub(r"[（(][^（）()]*[）)]|\s", "", match["role"])
        listed = _role_words()[0].match(role)
        known = listed is not None and listed.end() == len(role)
        other = 2 <= len(role) <= _LONGEST_ROLE and not words("NOTROLE").inside(role)
        if not known and (strict or not other):
            return None
        return _Role(role, known, match.end())
    before_space, before_name, _ = _role_words()
    if match := before_space.match(line, start):
        return _Role(re.sub(r"\s", "", match["role"]), True, match.end())
    match = before_name.match(line.rstrip(), start)
    if match and likeness(match["name"]) == LISTED:
        return _Role(re.sub(r"\s", "", match["role"]), True, match.start("name"))
    return None


class _Block:
    """Reads one run of lines from a role on, until a line that is no member's."""

    def __init__(self, lines: Sequence[str], starts: Sequence[int], start: int) -> None:
        self.lines = lines
        self.starts = starts
        self.start = self.end = start
        self.members: list[Placed] = []
        self.missed: list[int] = []
        self.signs: dict[str, float] = {"role": 0, "other": 0, "member": 0}
        self.role: str | None = None

    def read(self) -> None:
        """Take lines as long as they are understood."""
        while self.end < len(self.lines) and self._take(self.end):
            self.end += 1
        if self.members:
            self.end = max(self.members[-1].line + 1, self.start + 1)

    def verdict(self, head: str) -> Verdict:
        """The evidence of the lines and of what stands above them."""
        unlisted = sum(likeness(m.member.name) < LISTED for m in self.members)
        headed = words("HEADSROSTER").inside(head) is not None
        other = self.signs["other"] if headed or self.signs["role"] else 0
        return weigh("roster", {**self.signs, "other": other, "headed": headed, "unlisted": unlisted})

    def _take(self, at: int) -> bool:
        line = self.lines[at]
        if _COLUMNS.fullmatch(line) or (self.members and is_title(re.sub(r"\s", "", line))):
            return _COLUMNS.fullmatch(line) is not None and self.role is not None
        mark = _MARK.match(line)
        start = mark.end() if mark else len(line) - len(line.lstrip())
        role = _role_of(line, start)
        if role:
            return self._take_role(at, role)
        if self.role is None or not line.strip():
            return self.role is not None and not line.strip()
        return self._take_members(at, start)

    def _take_role(self, at: int, role: _Role) -> bool:
        """A line with a role of its own, or several: `组长：周明 副组长：吴亮`."""
        line = self.lines[at]
        pieces = list(self._pieces(line, role))
        found: list[Placed] = []
        for name, start, end in pieces:
            people = [] if _ASIDE.fullmatch(line[start:end].strip()) else read_members(line[start:end])
            empty = not line[start:end].strip() or _ASIDE.fullmatch(line[start:end].strip()) is not None
            if not people and not empty:
                self.role = None
                return role.known
            found += [self._placed(name, m, start, at) for m in people]
        if not role.known and (not found or any(likeness(p.member.name) < LISTED for p in found)):
            return False
        self.role = pieces[-1][0]
        self.signs["role" if role.known else "other"] += 1
        self.signs["member"] += len(found)
        self.members += found
        return True

    def _pieces(self, line: str, role: _Role) -> Iterator[tuple[str, int, int]]:
        """The roles of a line, each with the range of what it names."""
        name, start = role.name, role.end
        while following := _role_words()[2].search(line, start):
            yield name, start, following.start()
            name, start = re.sub(r"\s", "", following["role"]), following.end()
        yield name, start, len(line.rstrip())

    def _take_members(self, at: int, start: int) -> bool:
        """A line without a role: members of the last one, the post of the last member, or something in between."""
        line = self.lines[at]
        assert self.role is not None
        people = [] if _TITLE_MARK.match(line) else read_members(line[start:].rstrip())
        titled = _TITLE_MARK.match(line) or (not people and group_heading(line))
        if people:
            self.signs["member"] += sum(bool(m.post) or likeness(m.name) == LISTED for m in people)
            self.members += [self._placed(self.role, m, start, at) for m in people]
            return True
        if (below := _POST_BELOW.fullmatch(line)) and self._adds_post(at, below["post"]):
            return True
        if titled or not self._goes_on(at + 1):
            return False
        if not _ASIDE.fullmatch(line.strip()):
            self.missed.append(at)
        return len(self.missed) <= _MOST_MISSED and len(line.strip()) < 40 and "。" not in line

    def _adds_post(self, at: int, post: str) -> bool:
        """`主任：周明` and below it `（市委政法委书记）`."""
        last = self.members[-1] if self.members else None
        is_post = ends_with_post(post) or words("BODYEND").ends(post) is not None
        if last is None or last.line != at - 1 or last.member.post or not is_post:
            return False
        member = Member(last.member.name, post, last.member.start, last.member.end)
        end = self.starts[at] + len(self.lines[at].rstrip())
        self.members[-1] = Placed(last.role, member, last.start, end, at)
        return True

    def _goes_on(self, at: int) -> bool:
        """The next line is one of the roster again."""
        if at >= len(self.lines):
            return False
        line = self.lines[at]
        mark = _MARK.match(line)
        start = mark.end() if mark else len(line) - len(line.lstrip())
        role = _role_of(line, start, strict=True)
        return bool(read_members(line[role.end if role else start :].rstrip()))

    def _placed(self, role: str, member: Member, start: int, at: int) -> Placed:
        offset = self.starts[at] + start
        return Placed(role, member, offset + member.start, offset + member.end, at)


def _given(
    text: str, line: str, offset: int, body: str | None, known: Sequence[RosterMember]
) -> list[RosterMember]:
    """Roles given in a sentence: `由市公安局副局长程军同志兼任办公室主任`, `由副市长周明任组长`."""
    found: list[RosterMember] = []
    for match in _GIVEN_MEMBERS.finditer(line) if words("SETUP").inside(line) else ():
        for member in read_members(match["who"]):
            start = offset + match.start("who")
            found.append(_row(text, body, match["role"], member, start + member.start, offset + match.end()))
    for pattern in _GIVEN:
        for match in pattern.finditer(line):
            person = _person(match["who"])
            listed = person and any(row.person == person.name for row in known)
            if match.groupdict("").get("comrade") == "" and not listed:
                continue
            start, end = offset + match.start("who"), offset + match.end()
            if person and not any(row.char_start <= start < row.char_end for row in found):
                post = person.post or next((r.post for r in known if r.person == person.name), None)
                found.append(_row(text, body, match["role"], Member(person.name, post, 0, 0), start, end))
    return found


def _person(who: str) -> Member | None:
    """The one person that a stretch names, with or without the post before the name; none in `区住建局局长`."""
    if any(is_signature(who[:-n]) and ends_with_post(who[-n:]) for n in (2, 3, 4)):
        return None
    people = find_people(f"{who}同志")
    if len(people) == 1:
        return Member(people[0].name, people[0].post, 0, len(who))
    members = read_members(who)
    alone = people_of(who)
    return members[0] if len(members) == 1 and (members[0].post or alone) else None


def _row(text: str, body: str | None, role: str, member: Member, start: int, end: int) -> RosterMember:
    return RosterMember(
        body=body,
        role=role,
        person=member.name,
        post=member.post,
        quote=text[start:end],
        char_start=start,
        char_end=end,
    )
