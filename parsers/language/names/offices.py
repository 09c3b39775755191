"""Offices: a printed post split into organisation and position, the organisation in full."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.language.brackets import find_brackets, outside_brackets
from parsers.language.lexicon import words, words_in
from parsers.language.names.posts import ends_with_post
from parsers.language.patterns import lazy

# 副局长  常务副主任  党组副书记  一级调研员  代市长
_MODIFIER = (
    r"(?:副|常务|第[一二三]|专职|兼职|挂职|执行|名誉|首席|代理?|正|助理|[一二三四]级"
    r"|党组|党委|党工委|党总支|党支部|机关党委|机关纪委|直属机关)"
)
_POSITION = lazy(rf"{_MODIFIER}*{words_in('posts', kind='head').pattern}(?:助理)?$")  # 市财政局|副局长
_BETWEEN_OFFICES = lazy(r"、|(?<=[长记任席员师官])兼(?!职)")  # 局长兼党组书记
_LONGEST_HEAD = 20
"""Characters of a post's last word, and 助理 behind it, at most."""
# 市长  副县长: heads of a government, where no organisation is printed
_GOVERNMENT_HEAD = lazy(r".*(?:省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长|自治区主席)(?:助理)?")
_PLACE = lazy(r"[\u4e00-\u9fff]{1,12}[省市县区州盟旗镇乡]")
# 秘书长, where no organisation is printed; 办公室 after the organisation it is part of
_OF_GOVERNMENT = ("秘书长", "副秘书长")
_INSIDE = lazy(r"办公室|研究室|政治部|机关党委")
# 某某市中级人民法院|民事审判第一庭: a body inside a court, where the court is not printed again
_COURT = lazy(r".*?(?:法院|检察院)")
_COURT_INSIDE = lazy(r".*(?:[庭部局处科室队]|委员会)")
_OF_COURT = lazy(words("OFCOURT").pattern)
# 市人大常委会|法制工作委员会
_PARENT = lazy(r".*?(?:常委会|常务委员会)(?=.)")
_LEVEL = lazy(r"[省市县区州盟旗]")
# an organisation that names its place or is known without: 南通海关, 国家税务总局…, 中共南通市委
_NAMED = lazy(
    r"国家|国务院|中国|中共|中央|全国|共青团|中华|[\u4e00-\u9fff]{1,8}[省市县区州盟旗](?!直|管|级|属|域|场)"
)
# a body of its kind inside a government or an office: 公安局, 税收经济分析科, 第一稽查局
_PUBLIC_BODY = lazy(r".+(?:局|委|委员会|办公室|厅)(?:[（(].*[）)])?")
_INNER_BODY = lazy(r".+(?:局|办公室|处|科|股|室|组|队|所|庭|中心)(?:[（(].*[）)])?")
# 江北师范大学 | 文学院
_SCHOOL = lazy(r".+(?:大学|学院|学校|医院)")
_SCHOOL_BODY = lazy(r".+(?:学院|系|部|馆|中心|医院)")
_GENERAL_ORGAN = lazy(r".*(?:政府|政府办公室|委员会|人大常委会|委)")
_TRAILING = lazy(r"(?:的?请求|的(?:议案|报告|决定|建议|任命)|的|等?职务|一职|之职|等职|的?(?:候选)?人选)$")
# 副主任职务（保留正县级待遇）
_BEFORE_NOTE = lazy(r"(?:等?职务|一职)(?=[（(][^（）()]*[）)]$)")


@dataclass(frozen=True, slots=True)
class Office:
    """A position in an organisation, and what brackets after it say."""

    organisation: str | None
    position: str | None
    notes: tuple[str, ...] = ()


def split_offices(text: str, place: str | None, owner: str | None, before: str | None = None) -> list[Office]:
    """The offices a phrase lists: `市财政局党组书记、局长（正处级）职务`.

    `place` makes 市财政局 a full name, `owner` is the organ whose 办公室 is meant where none is named, and
    `before` the organisation a first post without one belongs to.
    """
    offices: list[Office] = []
    organisation = before
    for item in _items(_without_trailing(text)):
        post, notes = _without_notes(item)
        match = _POSITION.search(post)
        if not match:
            return []
        name, position = post[: match.start()].strip(), match[0]
        court = _COURT.match(organisation or "")
        if court and not name and _OF_COURT.fullmatch(position):
            organisation = court[0]
        elif (
            court
            and _COURT_INSIDE.fullmatch(name)
            and not (_COURT.match(name) or _NAMED.match(name) or _LEVEL.match(name))
        ):
            organisation = court[0] + name
        elif organisation and _INSIDE.fullmatch(name):
            organisation += name
        elif name and (parent := _parent_of(name, organisation)):
            organisation = parent + name
        elif name:
            organisation = full_name(name, place, owner)
        elif position in _OF_GOVERNMENT or _GOVERNMENT_HEAD.fullmatch(position):
            organisation = _government(organisation, place)
        if organisation and _GOVERNMENT_HEAD.fullmatch(position) and _PLACE.fullmatch(organisation):
            organisation += "人民政府"
        offices.append(Office(organisation, position, notes))
    return offices


def _parent_of(name: str, organisation: str | None) -> str | None:
    """The organ that a body without a place of its own belongs to: 代表工作委员会 after …常委会法制工作委员会."""
    parent = _PARENT.match(organisation or "")
    return parent[0] if parent and not _NAMED.match(name) and not _LEVEL.match(name) else None


def _government(organisation: str | None, place: str | None) -> str | None:
    """The government that a bare 副市长 belongs to: that of the last organisation, else of the place."""
    if organisation and organisation.endswith("人民政府"):
        return organisation
    return f"{place}人民政府" if place else organisation


def full_name(name: str, place: str | None, owner: str | None = None) -> str:
    """An organisation in full: 市应急管理局 in a list of 南通市 is 南通市应急管理局."""
    if place and name[0] == place[-1] and _LEVEL.match(name):
        rest = name[1:]
        return f"{place}人民政府{rest[2:]}" if rest.startswith("政府") else place + rest
    if place and name.startswith(f"团{place[-1]}委"):
        return f"共青团{place}{name[2:]}"
    if place and name.startswith(f"{place}政府"):
        return f"{place}人民政府{name[len(place) + 2 :]}"
    stem = place[:-1] if place and len(place) > 2 else place
    if _NAMED.match(name) or (stem and name.startswith(stem)):
        return name
    special = owner if owner and not _GENERAL_ORGAN.fullmatch(owner) else None
    if special and _SCHOOL.fullmatch(special) and _SCHOOL_BODY.fullmatch(name):
        return special + name
    if special:
        return special + name if _INNER_BODY.fullmatch(name) and "局" not in name[:-1] else name
    return place + name if place and _PUBLIC_BODY.fullmatch(name) else name


def is_office(text: str) -> bool:
    """Whether a phrase is a list of offices: `市人大常委会主任`, not `审计工作`."""
    text = _without_trailing(text)
    return ends_with_post(text, "head") and "的" not in text


def ends_with_office(text: str) -> bool:
    """Whether a stretch ends with an office, or with 职务 behind one: `任命王一山为市财政局局长`."""
    return ends_with_post(_without_trailing(text), "head")


def _without_trailing(text: str) -> str:
    text, before = text.strip(), ""
    while text != before:
        before = text
        text = _BEFORE_NOTE.sub("", _TRAILING.sub("", text).strip())
    return text


def _items(text: str) -> list[str]:
    """The posts of a list; what does not end with a post belongs to the next one."""
    free = outside_brackets(text)
    cuts = [m.span() for m in _BETWEEN_OFFICES.finditer(text) if free[m.start()]]
    items, start = [], 0
    for low, high in [*cuts, (len(text), len(text))]:
        item = _without_notes(text[start:low])[0]
        if _POSITION.search(item, max(0, len(item) - _LONGEST_HEAD)):
            items.append(text[start:low].strip())
            start = high
    rest = text[start:].strip()
    return [*items, rest] if rest else items


def _without_notes(item: str) -> tuple[str, tuple[str, ...]]:
    """The post without the brackets after it, and what they say: `副科长（正科长级）（主持工作）`."""
    notes: list[str] = []
    item = item.strip()
    while item.endswith(("）", ")")):
        last = [b for b in find_brackets(item) if b.end == len(item) and b.depth == 0]
        if not last:
            break
        notes.insert(0, last[0].inner.strip())
        item = item[: last[0].start].strip()
    return item, tuple(notes)
