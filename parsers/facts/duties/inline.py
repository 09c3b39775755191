"""Sentences that give a duty to a named unit.

Guidelines, section "units", basis `inline`: 负责, 牵头, 会同, 承担, 主管, or `由X组织/实施/办理/查处/解释/审批…`.
应当, 要, 做好 alone, 配合 alone and a unit that is only mentioned give nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from parsers.language.boundaries import inside_a_word
from parsers.language.brackets import outside_brackets
from parsers.language.grammar.rules import Shapes
from parsers.language.lexicon import any_of, words, words_in
from parsers.language.names.unit_lists import UnitName, shared_tail, split_units
from parsers.language.names.unit_reading import read_units
from parsers.language.names.unit_words import HEAD, is_place, is_unit, outer_brackets
from parsers.language.patterns import lazy
from schema.facts import DutyRole

_REACH = 120
"""How far behind a unit the verb of its duty may stand."""


SHAPES = Shapes("parsers.facts.duties")
_PARTIES = words("PARTIES")
_SIGNS = lazy(words("DUTYSIGNS").pattern)
_QUOTED = lazy("“[^“”]*”")
_SENTENCE_END, _PART_END = lazy("[。；;\n！？]"), lazy("[，,：:]")
_TO = lazy("[至给到向交知送]")
_NO_ANSWER = lazy("本级|上级|同级|人大|党委$")  # 对上级负责: no duty
_JOINS = lazy(r"^\s*(?:同时|其中|并且?|此外|还)*")
_LONGEST_LAST = 40
_SHORT_ENDING = lazy(
    rf"(?:{any_of(e for e in words_in('organisation_endings').words if len(e) == 1)}|企业)\Z"
)
"""What words begin with as often as names end with it."""


@dataclass(frozen=True, slots=True)
class InlineDuty:
    """A unit and its role; the range is the unit's name, or the duty's verb where the name stands elsewhere."""

    name: str
    role: DutyRole
    start: int
    end: int


@dataclass
class _Reader:
    """Reads one clause text sentence by sentence; `topic` is the unit the sentences are about."""

    text: str
    places: tuple[str, ...]
    free: list[bool] = field(default_factory=list)
    topic: list[UnitName] = field(default_factory=list)
    topic_from: int = -1
    topic_part: int = 0
    full_names: dict[str, str] = field(default_factory=dict)

    def units(self, start: int, end: int) -> list[UnitName]:
        """The units listed at the range if the whole of it is a list of units."""
        names = split_units(self.text[start:end], start, self.places)
        fits = all(is_unit(unit.name) or is_place(unit.name) for unit in names)
        return self.named_in_full(names) if names and fits else []

    def named_in_full(self, units: list[UnitName]) -> list[UnitName]:
        """The units with the names that the text gave them before: 办公室 of 应急指挥部 is 应急指挥部办公室."""
        return [replace(unit, name=self.full_names.get(unit.name, unit.name)) for unit in units]

    def leading(self, start: int, end: int) -> tuple[list[UnitName], int]:
        """The units that a sentence part begins with, and where their list ends."""
        opening = SHAPES["opening"].match(self.text, start, end)
        start = opening.end() if opening else start
        if (place := SHAPES["place.leads"].match(self.text, start, end)) is not None:
            return split_units(place["place"], start, self.places), place.end("place")
        stop = read_units(self.text, start) if HEAD.search(self.text, start, end) else None
        if (
            stop is None
            or stop > end
            or SHAPES["people"].match(self.text, stop)
            or SHAPES["of.unit"].match(self.text, stop)
        ):
            return [], start
        return self.units(start, stop), stop


def find_inline_duties(
    text: str, headings: tuple[str, ...], places: tuple[str, ...], duty_list: bool = False
) -> list[InlineDuty]:
    """The duties that the sentences of a clause give, in order of position.

    In a `duty_list` every paragraph that begins with a unit gives it a duty.
    """
    in_section = any(SHAPES["section"].fullmatch(heading) for heading in headings[-2:])
    signs = [match.end() for match in _SIGNS.finditer(text)]
    if not (duty_list or in_section or signs):
        return []
    reader = _Reader(text, places, outside_brackets(text))
    if headings and is_unit(headings[-1]):
        reader.topic = [UnitName(headings[-1], 0, 0)]
    found: list[InlineDuty] = []
    for start, end in _sentences(text, reader.free):
        if not (duty_list or in_section) and start >= signs[-1]:
            break
        duties = list(_sentence_duties(reader, start, end))
        if not duties and (duty_list or in_section):
            duties = list(_listed_duty(reader, start, end, duty_list))
        found += duties
    for bracket in outer_brackets(text):
        if bracket.opener in "（(" and SHAPES["by.bracket"].search(bracket.inner):
            at = bracket.start + 1
            aside = find_inline_duties(bracket.inner, (), places)
            found += [replace(duty, start=duty.start + at, end=duty.end + at) for duty in aside]
    found = [duty for duty in found if not _only_described(duty) and not _is_cut(text, duty)]
    names = {(duty.name, duty.role) for duty in found}
    return [
        duty for duty in found if not duty.name.startswith("其") or (duty.name[1:], duty.role) not in names
    ]


@dataclass(frozen=True, slots=True)
class _Words:
    """Where the first 由 and the first 牵头 of a sentence end; behind its end where there is none."""

    by: int
    led: int


def _only_described(duty: InlineDuty) -> bool:
    """Whether a party is named by its part in the matter alone: 建设单位, 所在单位, 重组后的企业."""
    return duty.name in _PARTIES or SHAPES["described"].fullmatch(duty.name) is not None


def _is_cut(text: str, duty: InlineDuty) -> bool:
    """Whether the name is only the beginning of a longer word: 科研院 | 所, 西部 | 开发办, 监督企业 | 法人."""
    short = _SHORT_ENDING.search(text, duty.start, duty.end)
    return short is not None and inside_a_word(text, duty.end)


def _sentences(text: str, free: list[bool]) -> Iterator[tuple[int, int]]:
    ends = [m.start() for m in _SENTENCE_END.finditer(text) if free[m.start()]]
    for start, end in zip((0, *(end + 1 for end in ends)), (*ends, len(text)), strict=True):
        if text[start:end].strip():
            yield start, end


def _parts(text: str, free: list[bool], start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sentence between its commas."""
    cuts = [m.start() for m in _PART_END.finditer(text, start, end) if free[m.start()]]
    edges = [start, *(cut + 1 for cut in cuts), end + 1]
    return [(low, high - 1) for low, high in pairwise(edges)]


def _sentence_duties(reader: _Reader, start: int, end: int) -> Iterator[InlineDuty]:
    text = reader.text
    explains = SHAPES["explains"].search(text, start, end) is not None
    parts = _parts(text, reader.free, start, end)
    by, led = SHAPES["by"].search(text, start, end), SHAPES["led"].search(text, start, end)
    earlier = _Words(by.end() if by else end + 1, led.end() if led else end + 1)
    strong: set[str] = set()
    for index, (low, high) in enumerate(parts):
        subject, after = reader.leading(low, high)
        opens = index == 0 or text.startswith("设在", after) or text[low - 2 : low - 1] == "的"
        opens = opens or SHAPES["modal"].match(text, after) is not None
        if subject and opens and not SHAPES["slogan"].search(text, low, high):
            reader.topic, reader.topic_from, reader.topic_part = subject, start, low
        duties = [
            replace(duty, role="interpret") if explains else duty
            for duty in _part_duties(reader, parts, index, subject, after, end, earlier)
        ]
        strong |= {duty.name for duty in duties if duty.role in ("lead", "interpret")}
        yield from (duty for duty in duties if duty.role != "responsible" or duty.name not in strong)


def _listed_duty(reader: _Reader, start: int, end: int, whatever_follows: bool) -> Iterator[InlineDuty]:
    """The duty-holder that a paragraph in a list of duties begins with: 人力资源社会保障部门依照职责做好…."""
    if start and reader.text[start - 1] != "\n":
        return
    units, after = reader.leading(*_parts(reader.text, reader.free, start, end)[0])
    if reader.text.startswith("\n", after) and reader.leading(after + 1, len(reader.text))[0]:
        return  # a heading over text that names its own subject
    if whatever_follows or not (
        SHAPES["modal"].match(reader.text, after) or SHAPES["holder.no"].match(reader.text, after)
    ):
        helps = SHAPES["helps"].search(reader.text, after, end) is not None
        yield from _as(units, "cooperate" if helps else "responsible")


def _part_duties(
    reader: _Reader,
    parts: list[tuple[int, int]],
    index: int,
    subject: list[UnitName],
    after: int,
    end: int,
    earlier: _Words,
) -> Iterator[InlineDuty]:
    """The duties of one part of a sentence: first `由X…`, then the subject's own verbs."""
    text = reader.text
    low, high = parts[index]
    if SHAPES["slogan"].search(_QUOTED.sub(lambda quoted: "“" * len(quoted[0]), text[low:high])):
        return
    if mechanism := SHAPES["mechanism"].search(text, low, high):
        leads, partners = (reader.units(*mechanism.span(name)) for name in ("lead", "partner"))
        if leads:
            yield from _as(leads, "lead")
            yield from _as(partners, "cooperate")
            return
    by = [m.end() for m in SHAPES["by"].finditer(text, low, high) if reader.free[m.start()]]
    if by and SHAPES["liability"].search(text, low, by[0] - 1):
        return
    if by:
        duties = next((duties for at in by if (duties := list(_by_duties(reader, at, high)))), [])
        if not duties and index and SHAPES["it"].match(text, by[0], high):
            duties = list(_as(_named_last(reader, *parts[index - 1]), "responsible"))
        yield from duties
        yield from _joining(reader, by[0], high)
        yield from _charged(reader, by[0], high)
        return
    if index and earlier.by <= low and SHAPES["charges"].match(text, _after_or(text, low)):
        yield from _charged(reader, low, high)
    if (owned := SHAPES["explaining.of"].search(text, low, high)) is not None:
        stop = read_units(text, owned.end())
        yield from _as(reader.units(owned.end(), stop) if stop else [], "interpret")
        return
    if subject and SHAPES["joins"].match(text, after, high) and earlier.led <= low:
        yield from _as(subject, "cooperate")
        return
    if subject:
        yield from _subject_duties(reader, subject, after, high, end)
        return
    trigger = _first_trigger(reader, low, high)
    if trigger is None:
        return
    yield from _bare_duties(reader, parts, index, trigger)


def _first_trigger(reader: _Reader, low: int, high: int) -> re.Match[str] | None:
    return next((m for m in SHAPES["takes"].finditer(reader.text, low, high) if reader.free[m.start()]), None)


def _after_or(text: str, start: int) -> int:
    joined = SHAPES["or"].match(text, start)
    return joined.end() if joined else start


def _named_last(reader: _Reader, low: int, high: int) -> list[UnitName]:
    """The unit that a part of a sentence ends with: 推送至 | 民政部门（核对机构）."""
    for to in _TO.finditer(reader.text, max(low, high - _LONGEST_LAST), high):
        if read_units(reader.text, to.end()) == high and (units := reader.units(to.end(), high)):
            return units
    return []


def _joining(reader: _Reader, start: int, high: int) -> Iterator[InlineDuty]:
    """The units that join where another leads: 由市发改委牵头、有关部门参与的工作机制."""
    lead = SHAPES["led"].search(reader.text, start, high)
    partner = SHAPES["joining"].match(reader.text, lead.end(), high) if lead else None
    if partner is not None:
        yield from _as(reader.units(*partner.span("partner")), "cooperate")


def _charged(reader: _Reader, start: int, high: int) -> Iterator[InlineDuty]:
    """The units that another charges with a duty: 由区民政局委托 | 镇人民政府 | 审批."""
    charge = SHAPES["charges"].search(reader.text, start, high)
    stop = read_units(reader.text, charge.end()) if charge else None
    if charge and stop and stop <= high and SHAPES["then.takes"].match(reader.text, stop, high):
        yield from _as(reader.units(charge.end(), stop), "responsible")


def _by_duties(reader: _Reader, start: int, high: int) -> Iterator[InlineDuty]:
    """由 X 会同 Y …, 由 X 牵头 …, 由 X 组织 …"""
    text = reader.text
    treasury = SHAPES["treasury"].match(text, start, high)
    if treasury is not None:
        yield from _as(shared_tail(treasury.group(), "财政", start), "responsible")
        return
    place = SHAPES["place.acts"].match(text, start, high)
    stop = place.end() if place else read_units(text, start)
    if stop is None or stop > high:
        return
    if (
        SHAPES["people"].match(text, stop)
        or SHAPES["by.no"].match(text, stop)
        or SHAPES["led"].search(text, start, stop)
    ):
        return
    if SHAPES["picked"].match(text, stop, high) and not SHAPES["takes"].match(text, stop, high):
        return
    units = reader.units(start, stop)
    if not units:
        return
    post = SHAPES["post"].match(text, stop, high)
    leads = text.startswith("牵头", stop) or _leads(_verb_after(text, stop, high)) or (post and post["lead"])
    yield from _as(units, "lead" if leads else "responsible")
    yield from _partners(reader, stop, high)


def _partners(reader: _Reader, start: int, high: int) -> Iterator[InlineDuty]:
    """The cooperating units of each 会同 between `start` and `high`."""
    with_others = SHAPES["agrees"] if SHAPES["explains"].search(reader.text, start, high) else SHAPES["with"]
    for match in with_others.finditer(reader.text, start, high):
        if reader.free[match.start()]:
            yield from _as(_read(reader, match.end(), high), "cooperate")


def _read(reader: _Reader, start: int, high: int) -> list[UnitName]:
    stop = read_units(reader.text, start)
    if stop is None or stop > high:
        return []
    return [unit for unit in split_units(reader.text[start:stop], start, reader.places) if is_unit(unit.name)]


def _subject_duties(
    reader: _Reader, subject: list[UnitName], after: int, high: int, end: int
) -> Iterator[InlineDuty]:
    """The duties of a part that begins with its subject: 民政部门要会同…, 市财政局负责…."""
    text = reader.text
    taken = _verb_after(text, after, end)
    if taken is not None and SHAPES["main.liability"].match(text, taken.start(), high):
        return
    if taken is not None and not _is_relative(text, taken.end(), high):
        leads = (
            _leads(taken)
            or (taken.group() == "负责" and _leads(_verb_after(text, taken.end(), end)))
            or SHAPES["leading.part"].match(text, taken.end(), high) is not None
        )
        yield from _as(subject, "lead" if leads else "responsible")
        yield from _partners(reader, taken.start(), high)
        return
    if (post := SHAPES["post"].match(text, after, high)) is not None:
        yield from _as(subject, "lead" if post["lead"] else "responsible")
        return
    bound = SHAPES["bound"].search(text, after, high)
    if SHAPES["authority"].match(text, after, high) or (bound and _is_adverbial(text[after : bound.start()])):
        yield from _as(subject, "responsible")
        return
    answers = SHAPES["answers"].search(text, after, min(end, after + _REACH))
    if answers is not None and _is_adverbial(text[after : answers.start()]):
        what = answers["what"] or answers["over"] or ""
        if not is_unit(what) and not _NO_ANSWER.search(what):
            yield from _as(subject, "responsible")
        return
    trigger = _first_trigger(reader, after, high)
    if trigger is not None and trigger.group() == "会同":
        yield from _as(subject, "lead")
        yield from _partners(reader, trigger.start(), high)


def _verb_after(text: str, start: int, end: int) -> re.Match[str] | None:
    """The duty's verb that follows a unit, with nothing but adverbials between: 市财政局 | 应当按职责 | 负责."""
    for match in SHAPES["takes"].finditer(text, start, min(end, start + _REACH)):
        if _is_adverbial(text[start : match.start()]):
            return match
    return None


def _is_adverbial(words: str) -> bool:
    return all(SHAPES["adverbial"].fullmatch(piece) for piece in re.split("[，,]", words))


def _leads(verb: re.Match[str] | None) -> bool:
    return verb is not None and verb.group() in ("牵头", "会同")


def _is_relative(text: str, start: int, high: int) -> bool:
    """Whether 负责 opens a relative clause: 负责联合验收的部门."""
    return SHAPES["relative"].match(text, start, high) is not None


def _bare_duties(
    reader: _Reader, parts: list[tuple[int, int]], index: int, trigger: re.Match[str]
) -> Iterator[InlineDuty]:
    """The duties of a part whose verb has no subject of its own: the topic of the sentence takes them."""
    text = reader.text
    low, high = parts[index]
    verb = trigger.group()
    before = text[low : trigger.start()]
    bare = _is_adverbial(_JOINS.sub("", before))
    named = reader.leading(low, high)[0]
    if bare and index and (body := _body_named(reader, parts, index)):
        yield from _as(body, "lead" if _leads(trigger) else "responsible")
        return
    if named or (not bare and verb != "会同"):
        return
    if (
        _topic_reaches(reader, parts[0][0], index, verb)
        and not before.endswith("或")
        and not SHAPES["grants"].search(text, min(reader.topic_part, low), low)
        and not _is_relative(text, trigger.end(), high)
    ):
        at = trigger.start(), trigger.end()
        role: DutyRole = "lead" if _leads(trigger) else "responsible"
        for unit in reader.topic:
            yield InlineDuty(unit.name, role, *((unit.start, unit.end) if unit.end else at))
    if verb == "会同":
        yield from _partners(reader, trigger.start(), high)


def _topic_reaches(reader: _Reader, sentence: int, index: int, verb: str) -> bool:
    """Whether the topic is the subject of a bare verb: that of its own sentence, or of one that the verb begins."""
    fresh = reader.topic_from in (-1, sentence)
    return bool(reader.topic) and (fresh or index == 0 or verb == "会同")


def _body_named(reader: _Reader, parts: list[tuple[int, int]], index: int) -> list[UnitName]:
    """The body that the part before sets up, charges or names: 应急指挥部下设办公室；作为应急加工企业."""
    while index > 1 and SHAPES["seated"].match(reader.text, *parts[index - 1]):
        index -= 1
    low, high = parts[index - 1]
    if (named := SHAPES["as"].match(reader.text, low, high)) and (units := reader.units(named.end(), high)):
        return units
    for match in reversed(list(SHAPES["sets.up"].finditer(reader.text, low, high))):
        headed = SHAPES["headed"].match(reader.text, match.end(), high)
        units = reader.units(headed.end() if headed else match.end(), high)
        if len(units) == 1:
            return _own_office(reader, units[0])
    return _charged_before(reader, parts, index)


def _own_office(reader: _Reader, body: UnitName) -> list[UnitName]:
    """The body in full where it is an office of the unit that the sentence is about: 应急指挥部 | 办公室."""
    if SHAPES["office"].fullmatch(body.name) and len(reader.topic) == 1:
        reader.full_names[body.name] = reader.topic[0].name + body.name
    return reader.named_in_full([body])


def _charged_before(reader: _Reader, parts: list[tuple[int, int]], index: int) -> list[UnitName]:
    """The units that the parts before charge: 可以委托市属物业公司，或者通过招标选定的管理机构，负责…."""
    for first in range(index - 1, -1, -1):
        low, high = parts[first]
        charge = SHAPES["charges"].search(reader.text, low, high)
        if charge is not None:
            edges = [(charge.end(), high), *parts[first + 1 : index]]
            listed = [reader.units(_after_or(reader.text, start), stop) for start, stop in edges]
            return [unit for units in listed for unit in units] if all(listed) else []
    return []


def _as(units: list[UnitName], role: DutyRole) -> Iterator[InlineDuty]:
    for unit in units:
        yield InlineDuty(unit.name, role, unit.start, unit.end)
