"""Appointments and removals: who takes or leaves which office, by whose decision (guidelines, `appointments`).

The list is read statement by statement: `A同志任B局局长`, `任命A为…`, `免去A同志B职务`, `接受A辞去…`.
A statement needs a person's name, so a regulation about appointments appoints nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Literal

from parsers.facts.people.authorities import find_authority
from parsers.language.brackets import outside_brackets
from parsers.language.dates import find_dates, parse_date
from parsers.language.durations import find_durations
from parsers.language.names.context import Context
from parsers.language.names.names import Name, names_at, possible_lengths
from parsers.language.names.offices import Office, is_office, split_offices
from schema.facts import Appointment

Action = Literal["appoint", "remove"]

# 任命张三…, 聘任张三…, 推荐张三…, 委派张三…
_APPOINT = re.compile(r"任\s*命|聘任|聘请|续聘|选举|补选|推荐|委派|选派|选任|任用")
# 免去张三…, 撤销张三…, 解聘张三…
_REMOVE = re.compile(r"免\s*去|免除|撤销|解聘|罢免")
# 接受张三同志辞去…
_RESIGN = re.compile(r"接受|同意|批准")
# 张三同志|任…, 被任命为, 兼任, 挂职担任
_TAKES = re.compile(
    r"(?:分别|挂职|兼职|正式)?(?:担任|兼任|出任|继续担任|继任|挂任|聘任为?|当选为?|任命为|聘为|任|为)(?!免|务|期|何|命|职(?!员))"
)
_TAKES_PASSIVE = re.compile(r"被?(?=(?:任命|聘任|聘|选举|推选)为)")
# 张三同志|不再担任…, 辞去…
_LEAVES = re.compile(r"(?:提出|请求|的?申请)?(?:不再(?:担任|兼任|任|挂任)|辞去)(?:其)?(?:的|所任)?")
# （女）  （女，回族）  （兼）
_TRAIT = r"(?:女|男|兼|[\u4e00-\u9fff]{1,4}族)"
_ASIDE = rf"[（(](?:{_TRAIT}(?:[，,、]{_TRAIT})*|[^（）()]{{0,3}}女[^（）()]{{0,6}})[）)]"
_AFTER_NAME = re.compile(_ASIDE)
_OF_PERSON = re.compile(rf"(?:等)?(?:[一二三四五六七八九十两\d]+[名位])?(?:同志)?(?:{_ASIDE})?")
_POSSESSIVE = re.compile(rf"(?:同志)?(?:{_ASIDE})?(?:的|所任的?|担任的|原任的?)?[ \u3000]*")
# where an organisation begins right after a name: 免去许某|国家税务总局…
_ORGANISATION_START = re.compile(
    r"[市省县区州]|国家|国务院|中国|中共|第[一二三四五六七八九十]|原|兼|[\u4e00-\u9fff]{2,5}[省市县区州盟旗]"
)
_THEIR = re.compile(r"(?:其|上述人员|以上人员)(?:原?(?:担任|兼任)?的?)?")
# 张三同志|另有任用，免去其…  因张三|工作调动，免去其…
_REASON = re.compile(r"鉴于|由于|因")
_ABOUT = re.compile(r"同志|另有任用|(?:已|因)|到龄|退休|年龄|工作(?:变动|调动|需要)")
_PROBATION = re.compile(r"试用期|试用")
# 以上人员试用期均为一年
_FOR_ALL = re.compile(r"以上|上述|均")
# 保留正处职  主持工作  挂职一年  级别不变
_NOTE = re.compile(
    r"保留|主持|挂职|级别|职级|任期|任职时间|兼职|时间[一二两三\d]|享受|按.{0,6}级|不定|正?副?[厅处科]级"
)
_PUBLICATION = re.compile(r"(?:发布|发文|成文|公开|公布|更新|印发)(?:日期|时间)")
# 江苏省|南通市|人民政府
_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区))?(?P<place>[\u4e00-\u9fff]{2,10}?(?:省|自治区|市|州|盟|地区|县|区|旗))"
    r"(?=人民政府|政府|人民代表大会|人大|监察委员会|中级人民法院|人民法院|人民检察院)"
)
_BRACKETED = re.compile(r"[（(]([^（）()]*\d年[^（）()]*)[）)]")
# 任命：  免去下列同志：
_BARE_OPENING = re.compile(r"(?:同志|下列人员|以下人员|下列同志|以下同志)?")


@dataclass(slots=True)
class _Row:
    """An appointment being read, and whether what follows may still add to it."""

    date: str | None
    person: str
    action: Action
    office: Office
    authority: str | None
    start: int
    end: int
    probation: str | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Statement:
    """What one phrase says: these people take or leave the offices that the rest of the phrase names."""

    action: Action
    people: list[str]
    offices: str
    note: str | None = None
    respectively: bool = False


@dataclass(slots=True)
class _State:
    """What a list has said so far."""

    date: str | None = None
    authority: str | None = None
    opened: Action | None = None
    named: list[str] = field(default_factory=list)
    last: list[_Row] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)


def find_appointments(text: str, context: Context | None = None) -> list[Appointment]:
    """The appointments and removals of a list or notice, one row per person and office; one paragraph a line.

    Dates stand on lines of their own, in the phrase, in brackets under the title, or after the list;
    failing that the document's date (`context.issued_on`) is taken.
    """
    context = _with_place(context or Context())
    state = _State(authority=_issuer(context), date=_title_date(context.title))
    final_date = None
    position = 0
    for line in text.split("\n"):
        before = len(state.rows)
        final_date = _read_line(line, position, state, context) or final_date
        if len(state.rows) > before:
            final_date = None
        position += len(line) + 1
    fallback = final_date or context.issued_on
    return [_appointment(row, text, fallback) for row in state.rows]


def _appointment(row: _Row, text: str, date: str | None) -> Appointment:
    return Appointment(
        date=row.date or date,
        person=row.person,
        action=row.action,
        organisation=row.office.organisation,
        position=row.office.position,
        authority=row.authority,
        probation=row.probation,
        note="；".join(row.notes) or None,
        quote=text[row.start : row.end],
        char_start=row.start,
        char_end=row.end,
        page=None,
        clause=None,
        path="",
    )


def _issuer(context: Context) -> str | None:
    """The organ that appoints where none is printed: the document's issuer, else the one its title begins with."""
    if context.issuer:
        return context.issuer
    match = re.match(r"(.+?(?:政府|局|委员会|厅|委|法院|检察院))(?:关于|干部|任免|人事)", context.title)
    return match[1] if match else None


def _with_place(context: Context) -> Context:
    """The context with the place its issuer or title names, where the publisher declares none."""
    match = _PLACE.match(context.issuer or context.title)
    return replace(context, place=match["place"]) if match and not context.place else context


def _title_date(title: str) -> str | None:
    """The day in brackets after a title: `…任免工作人员（2024年12月3日）`."""
    match = _BRACKETED.search(title)
    return parse_date(match[1]) if match else None


def _read_line(line: str, offset: int, state: _State, context: Context) -> str | None:
    """Read one paragraph into the state. Returns the date of a line that is nothing but a date."""
    if date := parse_date(line.strip().strip("（）()")):
        state.last, state.opened, state.date = [], None, date
        return date
    if _PUBLICATION.match(line.strip()):
        return None
    lead = 0
    same_sentence = False
    for start, end in _phrases(line):
        phrase = line[start:end]
        statement = _statement(phrase, state)
        if statement:
            _decide(line[lead : start + _verb_at(phrase)], state, context)
            _add(statement, phrase, offset + start, same_sentence, state, context)
            same_sentence = True
        if statement or _adds(phrase, offset + start, same_sentence, state, context):
            lead = end
        else:
            state.named = _subject(phrase) or state.named
        if end < len(line) and line[end] in "。；;":
            lead, same_sentence, state.named = end + 1, False, []
    _decide(line[lead:], state, context)
    return None


def _verb_at(phrase: str) -> int:
    match = re.search(f"{_APPOINT.pattern}|{_REMOVE.pattern}|{_RESIGN.pattern}", phrase)
    return match.start() if match else 0


def _phrases(line: str) -> Iterator[tuple[int, int]]:
    """The stretches between commas, colons, semicolons and full stops outside brackets, without white space."""
    free = outside_brackets(line)
    start = 0
    for at in range(len(line) + 1):
        if at == len(line) or (free[at] and line[at] in "，,：:；;。"):
            low, high = start, at
            while low < high and line[low].isspace():
                low += 1
            if low < high:
                yield low, high
            start = at + 1


def _decide(lead: str, state: _State, context: Context) -> None:
    """Take date and authority from the words before a statement: `根据市人大常委会第三次会议决定：`."""
    days = [d for d in find_dates(lead) if d.kind == "day" and d.first_day and not d.is_range]
    bracketed = _BRACKETED.search(lead)
    date = days[-1].first_day if days else parse_date(bracketed[1]) if bracketed else None
    state.date = date or state.date
    state.authority = find_authority(lead, context.place, _issuer(context)) or state.authority


def _statement(phrase: str, state: _State) -> _Statement | None:
    for match in _REMOVE.finditer(phrase):
        if found := _removal(phrase, match.end(), state):
            return found
    for match in _RESIGN.finditer(phrase):
        if found := _leaving(phrase, match.end(), state):
            return found
    for match in _APPOINT.finditer(phrase):
        if found := _appointing(phrase, match.end(), state):
            return found
    return _leaving(phrase, _after_lead(phrase), state) or _taking(phrase, _after_lead(phrase), state)


def _after_lead(phrase: str) -> int:
    """Where the words of a decision end: `经研究决定|张三同志任…`, `1.张三任…`."""
    match = re.match(
        r"[ \u3000\d.、．（）()一二三四五六七八九十]*(?:.*?(?:决定|同意|批准|提名|通过))?", phrase
    )
    return match.end() if match else 0


def _removal(phrase: str, at: int, state: _State) -> _Statement | None:
    """`免去A同志B职务`, `免去A的B职务`, `免去其B职务`, `免去：`."""
    if not phrase[at:].strip() or _BARE_OPENING.fullmatch(phrase[at:].strip()):
        state.opened = "remove"
        return None
    if their := _THEIR.match(phrase, at):
        return _for_last("remove", phrase[their.end() :], state)
    people, end = _people(phrase, at)
    possessive = _POSSESSIVE.match(phrase, end)
    rest = phrase[possessive.end() if possessive else end :]
    return _Statement("remove", people, rest) if people and is_office(rest) else None


def _appointing(phrase: str, at: int, state: _State) -> _Statement | None:
    """`任命A同志为B局局长`, `聘任A、B为…`, `推荐A任…`, `任命：`."""
    if not phrase[at:].strip() or _BARE_OPENING.fullmatch(phrase[at:].strip()):
        state.opened = "appoint"
        return None
    return _taking(phrase, at, state)


def _taking(phrase: str, at: int, state: _State) -> _Statement | None:
    """`A同志任B局局长`; after `任命：` also `A为…` and `A　B局局长`; after `免去：` `A的B局局长职务`."""
    if their := _THEIR.match(phrase, at):
        verb = _TAKES.match(phrase, their.end())
        return _for_last("appoint", phrase[verb.end() :], state) if verb else None
    people, end = _people(phrase, at)
    of_person = _OF_PERSON.match(phrase, end)
    after = of_person.end() if of_person else end
    passive = _TAKES_PASSIVE.match(phrase, after)
    verb = _TAKES.match(phrase, passive.end() if passive else after)
    if people and verb and is_office(phrase[verb.end() :]):
        note = "挂职" if verb[0].startswith("挂") else None
        return _Statement("appoint", people, phrase[verb.end() :], note, verb[0].startswith("分别"))
    if (verb := _TAKES.match(phrase, at)) and verb[0] != "为":
        return _for_last("appoint", phrase[verb.end() :], state)
    possessive = _POSSESSIVE.match(phrase, end)
    rest = phrase[possessive.end() if possessive else end :]
    return _Statement(state.opened, people, rest) if people and state.opened and is_office(rest) else None


def _leaving(phrase: str, at: int, state: _State) -> _Statement | None:
    """`A同志不再担任B职务`, `接受A辞去B职务的请求`, `不再兼任B职务`."""
    people, end = _people(phrase, at)
    of_person = _OF_PERSON.match(phrase, end)
    verb = _LEAVES.match(phrase, of_person.end() if of_person else end)
    if not verb or not is_office(phrase[verb.end() :]):
        return None
    if people:
        return _Statement("remove", people, phrase[verb.end() :])
    return _for_last("remove", phrase[verb.end() :], state)


def _for_last(action: Action, offices: str, state: _State) -> _Statement | None:
    """A statement about those just named, or else the people of the one before: `免去其…职务`."""
    people = state.named or list(dict.fromkeys(row.person for row in state.last))
    return _Statement(action, people, offices) if people and is_office(offices) else None


def _subject(phrase: str) -> list[str]:
    """Whom a phrase without a statement is about: `张三同志另有任用`, `因张三退休`."""
    at = _after_lead(phrase)
    reason = _REASON.match(phrase, at)
    people, end = _people(phrase, reason.end() if reason else at)
    return people if people and _ABOUT.match(phrase, end) else []


def _people(phrase: str, at: int) -> tuple[list[str], int]:
    """The people named from a position on, and where their names end; the last may run into an organisation."""
    while at < len(phrase) and phrase[at].isspace():
        at += 1
    names = names_at(phrase, at)
    end = names[-1].end if names else at
    if not names or phrase[end : end + 1] == "、":
        begin = end + 1 if names else at
        if last := _name_before_organisation(phrase, begin):
            names.append(last)
            end = last.end
    aside = _AFTER_NAME.match(phrase, end)
    return [name.value for name in names], aside.end() if aside else end


def _name_before_organisation(phrase: str, at: int) -> Name | None:
    lengths = possible_lengths(phrase, at)
    fits = [n for n in lengths if _ORGANISATION_START.match(phrase, at + n)]
    if not lengths or not is_office(phrase[at:]):
        return None
    length = 3 if 3 in fits or (not fits and 3 in lengths) else (fits or lengths)[0]
    return Name(phrase[at : at + length], at, at + length)


def _add(
    statement: _Statement, phrase: str, start: int, same_sentence: bool, state: _State, context: Context
) -> None:
    state.named = []
    people = {row.person for row in state.last}
    goes_on = state.last and (same_sentence or people == set(statement.people))
    previous = state.last[-1].office.organisation if goes_on else None
    offices = split_offices(statement.offices, context.place, _issuer(context), previous)
    pairs = list(product(statement.people, offices))
    if statement.respectively and len(offices) == len(statement.people):
        pairs = list(zip(statement.people, offices, strict=True))
    state.last = [
        _row(state, person, statement.action, office, start, start + len(phrase)) for person, office in pairs
    ]
    for row in state.last:
        if statement.note and not any(statement.note in note for note in row.notes):
            row.notes.append(statement.note)
    state.rows += state.last


def _row(state: _State, person: str, action: Action, office: Office, start: int, end: int) -> _Row:
    row = _Row(state.date, person, action, office, state.authority, start, end)
    for note in office.notes:
        _annotate(row, note)
    return row


def _annotate(row: _Row, note: str) -> None:
    lengths = find_durations(note) if _PROBATION.search(note) else []
    if lengths:
        row.probation = lengths[0].iso
    else:
        row.notes.append(note)


def _adds(phrase: str, start: int, same_sentence: bool, state: _State, context: Context) -> bool:
    """Whether a phrase without a statement of its own adds to the one before, as a remark or further offices."""
    if not state.last or not (same_sentence or _FOR_ALL.match(phrase)):
        return False
    return _add_remark(phrase, start + len(phrase), state) or _add_offices(phrase, start, state, context)


def _add_remark(phrase: str, end: int, state: _State) -> bool:
    """Add `试用期一年` or `保留正处职` to the statement before; `以上人员试用期一年` to all of its date."""
    if _PROBATION.search(phrase) and find_durations(phrase):
        rows = state.last
        if _FOR_ALL.match(phrase):
            rows = [row for row in state.rows if row.date == state.date]
        for row in rows:
            if row.action == "appoint":
                row.probation = find_durations(phrase)[0].iso
        return True
    if _NOTE.match(phrase) and not is_office(phrase):
        for row in state.last:
            row.notes = [*(note for note in row.notes if note not in phrase), phrase]
            row.end = max(row.end, end)
        return True
    return False


def _add_offices(phrase: str, start: int, state: _State, context: Context) -> bool:
    """Further offices of the same people after a comma: `任市委书记，市人大常委会主任`."""
    if not is_office(phrase) or possible_lengths(phrase, 0):
        return False
    people = list(dict.fromkeys(row.person for row in state.last))
    _add(_Statement(state.last[0].action, people, phrase), phrase, start, True, state, context)
    return True
