"""Members of leading groups, committees and editorial boards (guidelines, `rosters`).

A roster is read line by line: `组　长：高　山　副市长`, then members without a role of their own, who have
that of the line before. The spaces between name and post are needed to tell them apart with certainty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.facts.people.event_people import find_people
from parsers.language.lists import Item, split_list
from parsers.language.names.context import Context
from parsers.language.names.names import is_name, possible_lengths
from parsers.language.names.posts import ends_with_post
from schema.facts import RosterMember

# fmt: off
_ROLE_WORDS = [
    "组长", "组员", "主任委员", "主任", "委员", "成员", "主席", "会长", "理事长", "理事", "监事长", "监事",
    "秘书长", "秘书", "召集人", "总召集人", "负责人", "指挥长", "总指挥", "指挥", "队长", "队员", "团长",
    "政委", "政治委员", "主编", "总编", "总编辑", "编委", "编辑", "编审", "责任编辑", "审稿", "顾问",
    "总顾问", "专家", "联络员", "总干事", "干事", "班长", "站长", "专员", "工作人员", "牵头人", "领队",
    "总河长", "河长", "总林长", "林长", "田长", "链长",
]
# fmt: on
_RANKS = ["第一", "常务", "执行", "名誉", "专职", "轮值", "首席", "联合", "总", "副", "办公室"]
_S = "[ \u3000\xa0\t]"


def _any_of(words: list[str]) -> str:
    """The words as a pattern, spaces within them allowed, longer ones first."""
    return "|".join(f"{_S}*".join(word) for word in sorted(words, key=len, reverse=True))


_ROLE_PATTERN = rf"(?P<role>(?:(?:{_any_of(_RANKS)}){_S}*)*(?:{_any_of(_ROLE_WORDS)}))"
# 组　长：  副主任委员:  委员  第一召集人  成　员（按姓氏笔画排序）：
_ROLE = re.compile(rf"(?P<lead>{_ROLE_PATTERN}(?:[（(][^（）()]*[）)])?(?:{_S}*[：:]{_S}*|{_S}+|$))")
# 主编：张三　|副主编：李四
_NEXT_ROLE = re.compile(rf"{_S}{_ROLE_PATTERN}{_S}*[：:]")
# 主任凌屹: the space lost
_ROLE_AND_NAME = re.compile(rf"(?P<lead>{_ROLE_PATTERN})[\u4e00-\u9fff]{{2,4}}")
# - 组长  1.张三  （1）张三  一、组长：  （一）组长：
_MARK = re.compile(
    rf"(?:[-*•·●◆■]|\d{{1,2}}[.．、]|[（(](?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[）)]|[一二三四五六七八九十]{{1,3}}、){_S}*"
)
# （一）部门委员  （二）专家委员（按姓氏笔划为序）: a section within a role
_SECTION = re.compile(r"[（(][一二三四五六七八九十]+[）)][^：:，,。]{2,30}")
# 姓　名　　职　务: column names
# fmt: off
_COLUMN_WORDS = [
    "序号", "姓名", "名字", "性别", "职务", "单位", "职称", "现任职务", "工作单位", "组内职务", "小组职务",
    "工作单位及职务", "单位及职务", "单位职务", "备注",
]
# fmt: on
_COLUMNS = re.compile(rf"(?:(?:{_any_of(_COLUMN_WORDS)}){_S}*){{2,}}")
# 某市防汛抗旱指挥部: a heading that names the group
_GROUP = re.compile(
    r"[\u4e00-\u9fff“”、]{4,40}(?:领导小组|委员会|编委会|指挥部|工作专班|联席会议)(?:(?:组成)?(?:成员|人员)(?:名单)?)?"
)
# 由市公安局副局长程军同志兼任办公室主任  办公室主任由程军同志兼任
_GIVEN_ROLE = r"(?P<role>(?:常务)?副?(?:办公室)?(?:常务)?副?(?:主任|组长|秘书长|召集人|总指挥|指挥长))"
_GIVEN = (
    re.compile(
        rf"由(?P<who>[^，,。；由]{{2,60}}?)(?:同志)?(?:兼任|担任|任)(?:领导小组|委员会|指挥部|联席会议|专班|工作组)?{_GIVEN_ROLE}(?![\u4e00-\u9fff])"
    ),
    re.compile(
        rf"(?:^|[，,。；])(?P<who>[^，,。；由]{{2,40}}?)同志(?:兼任|担任|任)(?:领导小组|委员会|指挥部|联席会议|专班|工作组)?{_GIVEN_ROLE}(?![\u4e00-\u9fff])"
    ),
    re.compile(rf"{_GIVEN_ROLE}由(?P<who>[^，,。；由]{{2,60}}?)(?:同志)?(?:兼任|担任)(?![\u4e00-\u9fff])"),
)
_LIST_END = re.compile(
    r"(?:(?:主要)?职责(?:分工)?[和及])?(?:组成|领导)?(?:人员|成员)?(?:及(?:职责|分工).*)?(?:名单|名册)?(?:[（(].*[）)])?$"
)
_BODY = re.compile(
    r".*(?:小组|委员会|编委会|指挥部|专班|联席会议|工作组|理事会|专家组|协调机制|机构|中心|协会|编辑部)"
)
# 局, 委, 办: a second token that ends so is an office, not a name
_BODY_WORD_END = re.compile(r"[局委办部厅处科所站室司]$")
_SEXES = ("男", "女", "（男）", "（女）", "(男)", "(女)")
# 高　山（副市长）、
_WITH_POST = re.compile(
    r"(?P<whole>(?P<name>[\u4e00-\u9fff·]+(?:\s+[\u4e00-\u9fff])*)\s*"
    r"[（(](?P<post>[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)])\s*[、，,；;。]?"
)
# 高　|山  高　|山（副市长）  高　|山，副市长
_ENDS_NAME = re.compile(r"\S(?=\s|$|[（(，,])")
# where a post begins that stands right after the name: 高山|市政府副市长
_POST_START = re.compile(
    r"[市省县区州旗](?!长)|国家|国务院|中央|中国|中共|全国|院士|教授|研究员|副|[\u4e00-\u9fff]{2,6}[省市县区部局院校厅委]"
)


@dataclass(frozen=True, slots=True)
class _Person:
    """A person of a line, the post printed there, and the range of both."""

    name: str
    post: str | None
    start: int
    end: int


@dataclass(slots=True)
class _State:
    body: str | None
    role: str = ""


def is_role_line(text: str) -> bool:
    """Whether a line names a role and nobody: `主　任：` above the lines of its members."""
    return _ROLE.fullmatch(text.strip()) is not None


def find_roster(text: str, context: Context | None = None) -> list[RosterMember]:
    """The members that a roster's text lists, one paragraph a line, in order.

    `body` is the group that the title names (`…领导小组成员名单`); the masthead's caller names its own.
    """
    state = _State(_body_of((context or Context()).title))
    found: list[RosterMember] = []
    position = 0
    for line in text.split("\n"):
        found += _read_line(line, position, state)
        position += len(line) + 1
    return found


def _body_of(title: str) -> str | None:
    """The group a title names: `关于调整某市残疾人工作委员会组成人员的通知` gives 某市残疾人工作委员会."""
    title = re.sub(r"^附件?\s*\d*\s*[：:．.]?\s*", "", re.sub(r"[ \u3000\n]", "", title))
    title = re.sub(r"^.*关于(?:调整|公布|成立|设立|印发|建立|明确|组建|充实)+", "", title)
    title = re.sub(r"(?:的(?:通知|决定|公告))$", "", title)
    bare = _LIST_END.sub("", title, count=1)
    return bare if _BODY.fullmatch(bare) else None


def _read_line(line: str, offset: int, state: _State) -> list[RosterMember]:
    start = len(line) - len(line.lstrip())
    mark = _MARK.match(line, start)
    start = mark.end() if mark else start
    if _COLUMNS.fullmatch(line[start:].strip()):
        return []
    role = _ROLE.match(line, start) or _ROLE_AND_NAME.fullmatch(line.rstrip(), start)
    if not role and _GROUP.fullmatch(line[start:].strip()):
        state.body, state.role = _body_of(line[start:].strip()), ""
        return []
    if given := _given(line, state.body):
        return [_at(member, offset) for member in given]
    if "。" in line.rstrip().rstrip("。") or (_SECTION.fullmatch(line.strip()) and not role):
        return []
    return [_at(member, offset) for member in _roles_of_line(line, start, state)]


def _roles_of_line(line: str, start: int, state: _State) -> list[RosterMember]:
    """The members of each role a line names: `主编：张三　副主编：李四`."""
    found: list[RosterMember] = []
    line = line.rstrip()
    while start < len(line):
        if role := _ROLE.match(line, start) or _ROLE_AND_NAME.fullmatch(line, start):
            state.role = re.sub(r"\s", "", role["role"])
            start = role.end("lead")
        following = _NEXT_ROLE.search(line, start)
        end = following.start("role") if following else len(line)
        if state.role:
            people = (
                _bracketed(line[:end], start)
                or _name_first(line[:end], start)
                or _post_first(line[:end], start)
            )
            found += [_member(line, person, state.body, state.role) for person in people]
        start = end
    return found


def _bracketed(line: str, start: int) -> list[_Person]:
    """`高　山（副市长）、王五（市委书记）`: nothing but names, each with its post in brackets."""
    matches = list(_WITH_POST.finditer(line, start))
    ends = [start, *(match.end() for match in matches)]
    gaps = [line[end : match.start()] for end, match in zip(ends, matches, strict=False)]
    if not matches or line[ends[-1] :].strip() or any(gap.strip() for gap in gaps):
        return []
    names = [re.sub(r"\s", "", match["name"]) for match in matches]
    if not all(is_name(name) and ends_with_post(m["post"]) for name, m in zip(names, matches, strict=True)):
        return []
    return [
        _Person(name, match["post"], match.start(), match.start() + len(match["whole"]))
        for name, match in zip(names, matches, strict=True)
    ]


def _name_first(line: str, start: int) -> list[_Person]:
    """`高　山　市政府副市长`, `蔡祥　严尚军`, `张三、李四`, `王五（市委书记）`, `赵六，市财政局局长`."""
    people: list[_Person] = []
    for token in _tokens(line, start):
        name, post = _split_token(token.text)
        if name and not (people and post is None and _BODY_WORD_END.search(name)):
            people.append(_Person(re.sub(r"\s", "", name), post, token.start, token.end))
        elif not people:
            return []
        elif token.text not in _SEXES:
            last, words = people[-1], re.sub(r"^[（(][男女][）)]", "", token.text)
            people[-1] = _Person(
                last.name, f"{last.post} {words}" if last.post else words, last.start, token.end
            )
    return people


def _post_first(line: str, start: int) -> list[_Person]:
    """`市公安局副局长程军、市司法局副局长丁一`, `市委副书记、市长　张三`."""
    text = line[start:].rstrip(" 。")
    return [
        _Person(
            p.name,
            p.post,
            start + (text.find(p.post) if p.post and p.post in text else p.char_start),
            start + p.char_end,
        )
        for p in find_people(text)
        if p.post
    ]


def _tokens(line: str, start: int) -> list[Item]:
    """What spaces and enumeration commas separate; the two characters of `高　山` stay together."""
    items: list[Item] = []
    for match in re.finditer(r"[^\s]+", line[start:]):
        low, high = start + match.start(), start + match.end()
        last = items[-1] if items else None
        if (
            last
            and len(last.text) <= 2
            and _ENDS_NAME.match(line, low)
            and is_name(line[last.start : low + 1])
        ):
            items[-1] = Item(line[last.start : high], last.start, high)
        else:
            items += _names_of_list(line, low, high) or [Item(line[low:high], low, high)]
    return items


def _names_of_list(line: str, start: int, end: int) -> list[Item]:
    """The names of `张三、李四`, where all are names."""
    names = split_list(line[start:end].rstrip("。；;，,"), "、，,；;")
    if len(names) < 2 or not all(_split_token(item.text)[0] for item in names):
        return []
    return [Item(item.text, start + item.start, start + item.end) for item in names]


def _split_token(token: str) -> tuple[str | None, str | None]:
    """Name and post of one token: `高山`, `王五（市委书记）`, `赵六，市财政局局长`, `高山市政府副市长`."""
    token = token.rstrip("。；;，,")
    bracket = re.fullmatch(
        r"(?P<name>[^（(]+)[（(](?P<post>[^（）()]*(?:[（(][^（）()]*[）)])?[^（）()]*)[）)]", token
    )
    if bracket and is_name(bracket["name"]):
        return bracket["name"], bracket["post"] if ends_with_post(bracket["post"]) else None
    if is_name(token):
        return token, None
    parted = re.fullmatch(r"(?P<name>[^，,：:]{2,12})[，,：:](?P<post>.+)", token)
    if parted and is_name(parted["name"]):
        return parted["name"], parted["post"]
    if ends_with_post(token):
        fits = [
            n
            for n in possible_lengths(token, 0)
            if n < 4 and _POST_START.match(token, n) and token[n - 1] not in "市省县区州"
        ]
        if fits:
            return token[: fits[-1]], token[fits[-1] :]
    return None, None


def _given(line: str, body: str | None) -> list[RosterMember]:
    """`由市公安局副局长程军同志兼任办公室主任`: a role given in a sentence."""
    found = []
    for pattern in _GIVEN:
        for match in pattern.finditer(line):
            people = find_people(f"{match['who']}同志")
            if len(people) == 1:
                person = _Person(people[0].name, people[0].post, match.start("who"), match.end())
                found.append(_member(line, person, body, match["role"]))
    return found


def _member(line: str, person: _Person, body: str | None, role: str) -> RosterMember:
    return RosterMember(
        body=body,
        role=role,
        person=person.name,
        post=person.post,
        quote=line[person.start : person.end],
        char_start=person.start,
        char_end=person.end,
        page=None,
    )


def _at(member: RosterMember, offset: int) -> RosterMember:
    return member.model_copy(
        update={"char_start": member.char_start + offset, "char_end": member.char_end + offset}
    )
