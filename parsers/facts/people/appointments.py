"""Appointments and removals: who takes or leaves which office, by whose decision (guidelines, `appointments`).

Read statement by statement, in whatever document: `A同志任B局局长`, `任命A为…`, `免去A同志B职务`, `接受A辞去…`. Whether a
phrase is one is weighed (`signs.csv`, appointment): a regulation about appointments names nobody and appoints nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product

from parsers.facts.people.appointment_tables import statements_of_tables
from parsers.facts.people.authorities import find_authority
from parsers.facts.people.frames import Action, Before, Statement, opening, read_statement
from parsers.language.answers.appointment_verbs import (
    ACCEPTS,
    LEAVES,
    MOVES,
    ORDERS,
    TAKES,
    Does,
    in_title,
    verbs,
)
from parsers.language.brackets import outside_brackets
from parsers.language.dates import find_dates, parse_date
from parsers.language.durations import find_durations
from parsers.language.lexicon import words
from parsers.language.names.context import Context
from parsers.language.names.names import possible_lengths
from parsers.language.names.offices import Office, ends_with_office, full_name, is_office, split_offices
from parsers.language.names.placed import is_unlisted, likeness, people_of
from parsers.language.patterns import lazy
from parsers.layout.evidence.signs import Verdict, weigh
from schema.facts import Appointment

_PROBATION = lazy(r"试用期|试用")
# 以上人员试用期均为一年
_FOR_ALL = lazy(r"以上|上述|均")
# 保留正处职  主持工作  挂职一年  级别不变
_NOTE = lazy(
    r"保留|主持|挂职|级别|职级|任期|任职时间|兼职|时间[一二两三\d]|享受|按.{0,6}级|不定|正?副?[厅处科]级"
)
_PUBLICATION = lazy(r"(?:发布|发文|成文|公开|公布|更新|印发)(?:日期|时间)")
_STAMP = lazy(
    r"[（(]?((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})"
)  # 2031-05-11 09:30: of the page, not of the act
_MONTH_AND_DAY = lazy(r"(?<![\d年])(\d{1,2})月(\d{1,2})日")
_YEAR = lazy(r"((?:19|20)\d\d)[-./年]")
# 江苏省|南通市|人民政府  临江市|八届人大常委会
_PLACE = lazy(
    r"(?:中共|中国共产党)?(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区))?(?P<place>[\u4e00-\u9fff]{2,10}?(?:省|自治区|市|州|盟|地区|县|区|旗))"
    r"(?=(?:第?[一二三四五六七八九十\d]+届)?(?:人民政府|政府|人民代表大会|人大|委(?!员)|监察委员会|中级人民法院|人民法院|人民检察院))"
)
_PLACE_INSIDE = lazy(rf"(?<![\u4e00-\u9fff])(?:[在由经]|{words('CONVENED').pattern})?{_PLACE.pattern}")
_NO_PLACE = lazy("[的为任命免去职副长在由经据]")
_HEAD = 600  # characters in which a text says whose organs act
_BRACKETED = lazy(r"[（(]([^（）()]*\d年[^（）()]*)[）)]")
_PHRASE_END = "，,：:；;。"
_SENTENCE_END = "。；;"
# 任命了第三届绿道委员会各组成人员，名单是：主任王一山，副主任李二水
_COMMITTEE = lazy(r"(?:任命|产生|通过|选举产生)了?(?P<body>[^，。：]{3,30}?)(?:各|的)?组成人员(?:名单)?")
# 聘请下列同志为市政府法律顾问：
_LISTED_BELOW = lazy(r"(?:下列|以下|如下)(?:同志|人员|人士|人)?为(?P<office>[^，。：]+)")
_ABOUT = lazy(words("ABOUTHIM").pattern)
_TAKES_OFFICE = lazy(rf"{words('MAYAPPOINT').pattern}|{ORDERS}")
"""Without one of these no line says that somebody takes or leaves an office."""
_MAY_APPOINT = lazy(rf"{_TAKES_OFFICE.pattern}|^\s*以上")
_TITLE_ISSUER = lazy(r"(?!关于)(.+?(?:政府|局|委员会|厅|委|法院|检察院))(?:关于|干部|任免|人事)")
_BEFORE_SUBJECT = lazy(r"^[ \u3000\d.、．（）()一二三四五六七八九十]*(?:.*(?:决定|同意|批准|提名|通过))?")
_NEAR = 3  # lines


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
    verdict: Verdict | None = None


@dataclass(slots=True)
class _State:
    """What a list has said so far."""

    date: str | None = None
    authority: str | None = None
    year: int | None = None
    opened: Action | None = None
    body: str | None = None
    office: str | None = None
    named: list[str] = field(default_factory=list)
    last: list[_Row] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    line: int = 0
    last_line: int = -_NEAR - 1
    ordered: Action | None = None

    def before(self) -> Before:
        """What the frames need to know."""
        return Before(self.opened or self.ordered, self.named, [row.person for row in self.last])


@dataclass(frozen=True, slots=True)
class Appointed:
    """A row and the evidence for it."""

    row: Appointment
    verdict: Verdict

    @property
    def unlisted(self) -> bool:
        """The name's surname is in no list: it was taken on the frame's word."""
        return is_unlisted(self.row.person)


def find_appointments(text: str, context: Context | None = None) -> list[Appointment]:
    """The appointments and removals of a text, one row per person and office; one paragraph a line."""
    return [found.row for found in weigh_appointments(text, context)]


def weigh_appointments(text: str, context: Context | None = None) -> list[Appointed]:
    """The same with the evidence for each row.

    Dates stand on lines of their own, in the phrase, in brackets under the title, or after the list;
    failing that the document's date (`context.issued_on`) is taken.
    """
    context = context or Context()
    lines = text.split("\n")
    in_tables = statements_of_tables(lines, context.title)
    if not in_tables and not _TAKES_OFFICE.search(text):
        return []
    context = _with_place(context, text)
    state = _State(authority=_issuer(context), date=_title_date(context.title))
    printed = _YEAR.search(f"{context.above}\n{text[:2000]}")
    state.year = context.years.year or (int(printed[1]) if printed else None)
    final_date = None
    position = 0
    for line in lines:
        before = len(state.rows)
        if state.line in in_tables:
            _read_row(in_tables[state.line], line, position, state, context)
        else:
            final_date = _read_line(line, position, state, context) or final_date
        if len(state.rows) > before:
            final_date, state.last_line = None, state.line
        position += len(line) + 1
        state.line += 1
    fallback = final_date or context.issued_on
    return [
        Appointed(_appointment(row, text, fallback), row.verdict)
        for row in _without_echoes(state.rows)
        if row.verdict
    ]


def _without_echoes(rows: list[_Row]) -> list[_Row]:
    """The rows without those that a headline says again without the organisation, and without repeats."""
    named = {(row.person, row.action, row.office.position) for row in rows if row.office.organisation}
    kept: dict[tuple[str, str, str | None, str | None, str | None], _Row] = {}
    for row in rows:
        key = (row.person, row.action, row.office.position)
        if row.office.organisation is None and key in named:
            continue
        kept.setdefault((*key, row.office.organisation, row.date), row)
    return list(kept.values())


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
        doubts=("close_frame",) if row.verdict and row.verdict.is_close else (),
        quote=text[row.start : row.end],
        char_start=row.start,
        char_end=row.end,
    )


def _issuer(context: Context) -> str | None:
    """The organ that appoints where none is printed: the document's issuer, else the one its title begins with."""
    if context.issuer:
        return context.issuer
    match = _TITLE_ISSUER.match(context.title)
    return match[1] if match else None


def _with_place(context: Context, text: str) -> Context:
    """The context with the place its issuer, title or text names, where the publisher declares none."""
    if context.place:
        return context
    match = _PLACE.match(context.issuer or context.title)
    own = match and not _NO_PLACE.search(match["place"])
    place = match["place"] if match and own else _place_in(text[:_HEAD])
    return replace(context, place=place) if place else context


def _place_in(text: str) -> str | None:
    """The place whose organs a text speaks of first: `5月8日，临江市八届人大常委会举行…`."""
    for match in _PLACE_INSIDE.finditer(text):
        if not _NO_PLACE.search(match["place"]):
            return match["place"]
    return None


def _title_date(title: str) -> str | None:
    """The day in brackets after a title: `…任免工作人员（2024年12月3日）`."""
    match = _BRACKETED.search(title)
    return parse_date(match[1]) if match else None


def _read_line(line: str, offset: int, state: _State, context: Context) -> str | None:
    """Read one paragraph into the state. Returns the date of a line that is nothing but a date."""
    bare = line.strip().strip("（）()")
    if _STAMP.match(bare) or _PUBLICATION.match(bare):
        return None
    if date := parse_date(bare):
        state.last, state.opened, state.date = [], None, date
        return date
    if not _MAY_APPOINT.search(line) and state.opened is None and state.office is None:
        _decide(line, state, context)
        return None
    lead = 0
    same_sentence = False
    for start, end in _phrases(line):
        phrase = line[start:end]
        if _reads(phrase, line, (lead, offset + start, start), same_sentence, state, context):
            lead, same_sentence = end, True
        elif _adds(phrase, offset + start, same_sentence, state, context):
            lead = end
        else:
            state.named = _subject(phrase) or state.named
        if end < len(line) and line[end] in _SENTENCE_END:
            if not same_sentence:
                _decide(line[lead:end], state, context)
            lead, same_sentence, state.named, state.ordered = end + 1, False, [], None
    _decide(line[lead:], state, context)
    if line.rstrip()[-1:] not in ("：", ":"):
        state.body = state.office = None
    return None


def _read_row(statements: list[Statement], line: str, offset: int, state: _State, context: Context) -> None:
    """Add what the row of a table says; its words are the whole row."""
    for statement in statements:
        state.last = []
        _add(statement, line.rstrip(), offset, False, state, context)
        for row in state.last:
            row.verdict = _verdict(statement, line, state, context)


def _reads(
    phrase: str, line: str, at: tuple[int, int, int], same_sentence: bool, state: _State, context: Context
) -> bool:
    """Read the statement of a phrase, if it makes one. `at`: where its lead begins, its place in text and in line."""
    after = at[2] + len(phrase)
    if (opened := opening(phrase, line[after : after + 1].strip())) is not None:
        state.opened = opened
        return False
    statement = _of_list(phrase, state, context) or read_statement(phrase, state.before())
    if statement is None:
        if match := _COMMITTEE.search(phrase):
            state.body = full_name(match["body"], context.place)
        if (match := _LISTED_BELOW.search(phrase)) and is_office(match["office"]):
            state.office = match["office"]
        return False
    if state.ordered or state.opened:
        statement.signs |= {"order": True, "plain": False, "function": False}
    verdict = _verdict(statement, line, state, context)
    if not verdict.holds:
        return False
    _decide(line[at[0] : at[2] + _verb_at(phrase)], state, context)
    _add(statement, phrase, at[1], same_sentence, state, context)
    for row in state.last:
        row.verdict = verdict
    if statement.signs.get("order") and statement.action != "annul":
        state.ordered = statement.action
    return bool(state.last)


def _of_list(phrase: str, state: _State, context: Context) -> Statement | None:
    """The people of a list whose office or body was said above: `副主任李二水、赵三石`, `周明、吴亮、郑通`."""
    if state.office and (people := people_of(phrase)):
        return Statement("appoint", people, state.office, signs={"order": True})
    role = words("ROLE").opens(phrase.removeprefix("副")) if state.body else None
    if role:
        role = "副" + role if phrase.startswith("副") else role
        people = people_of(phrase.removeprefix(role)) or []
        return Statement("appoint", people, f"{state.body}{role}", signs={"order": True}) if people else None
    return None


def _verdict(statement: Statement, line: str, state: _State, context: Context) -> Verdict:
    titled = context.role == "appointments" or in_title(context.title)
    session = words("SESSION").inside(line) is not None
    near = state.line - state.last_line <= _NEAR
    return weigh("appointment", {**statement.signs, "titled": titled, "session": session, "near": near})


def _verb_at(phrase: str) -> int:
    actions: tuple[Does, ...] = ("appoint", "remove", "accept")
    return min((m.start() for does in actions if (m := verbs(does).search(phrase))), default=0)


def _subject(phrase: str) -> list[str]:
    """Whom a phrase without a statement is about: `张三同志另有任用`, `因张三退休`, `王一山见习期满`."""
    phrase = _BEFORE_SUBJECT.sub("", phrase)
    phrase = phrase[len(words("REASON").opens(phrase) or "") :]
    for match in _ABOUT.finditer(phrase, 2):
        if people := people_of(phrase[: match.start()]):
            return people
    return []


def _phrases(line: str) -> Iterator[tuple[int, int]]:
    """The stretches between commas, colons, semicolons and full stops outside brackets, without white space.

    A 、 parts them too where one statement ends and another begins: `…局局长、李二水为…`, `…职务、任命…`.
    """
    free = outside_brackets(line)
    start = 0
    for at in range(len(line) + 1):
        inner = at < len(line) and free[at] and line[at] == "、" and _parts_statements(line, start, at)
        if at == len(line) or (free[at] and line[at] in _PHRASE_END) or inner:
            low, high = start, at
            while low < high and line[low].isspace():
                low += 1
            if low < high:
                yield low, high
            start = at + 1


_NEXT_STATEMENT = lazy(
    rf"(?:{ORDERS}|{LEAVES}|{MOVES}|{ACCEPTS})|(?P<who>[\u4e00-\u9fff·]{{2,12}}?)(?:同志)?(?:{TAKES}|的?(?=[^，。；、]{{2,30}}职务))"
)


def _parts_statements(line: str, start: int, at: int) -> bool:
    """What stands before the mark ends with an office, and behind it somebody takes or leaves another."""
    match = _NEXT_STATEMENT.match(line, at + 1)
    if not match or not ends_with_office(line[start:at]):
        return False
    return match["who"] is None or likeness(match["who"]) > 0 or likeness(match["who"][:3]) > 1


def _decide(lead: str, state: _State, context: Context) -> None:
    """Take date and authority from the words before a statement: `根据市人大常委会第三次会议决定：`.

    A session of several days acts on its last: `6月29日至30日，…举行会议`.
    """
    days = [d for d in find_dates(lead) if d.kind == "day" and d.first_day]
    bracketed = _BRACKETED.search(lead)
    date = days[-1].last_day if days else parse_date(bracketed[1]) if bracketed else None
    if date is None and state.year and (match := _MONTH_AND_DAY.search(lead)):
        days = find_dates(f"{state.year}年{lead[match.start() :]}")
        date = days[0].last_day if days else None
    state.date = date or state.date
    state.authority = find_authority(lead, context.place, _issuer(context)) or state.authority


def _add(
    statement: Statement, phrase: str, start: int, same_sentence: bool, state: _State, context: Context
) -> None:
    state.named = []
    people = {row.person for row in state.last}
    goes_on = state.last and (same_sentence or people == set(statement.people))
    previous = state.last[-1].office.organisation if goes_on else None
    offices = split_offices(statement.offices, context.place, _issuer(context), previous)
    if not statement.offices:
        offices = [Office(None, None)]
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
    verdict = state.last[0].verdict
    _add(Statement(state.last[0].action, people, phrase), phrase, start, True, state, context)
    for row in state.last:
        row.verdict = verdict
    return True
