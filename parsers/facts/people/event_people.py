"""Who is named in a chronicle entry, with the post that is printed (guidelines, `events`).

A name is expected after a post (`市委书记王晖`, `副市长A、B`, `市领导A、B`), before 同志 or 总书记, and where a
name that the chronicle introduces elsewhere opens a phrase (`王晖、吴新明共同为…揭牌`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from parsers.language.answers.appointment_verbs import ORDERS
from parsers.language.lexicon import words
from parsers.language.names.names import (
    MARK,
    NONE,
    VERB,
    Name,
    closes,
    is_name,
    name_before,
    names_at,
    possible_lengths,
    surname_at,
    surnames,
)
from parsers.language.names.placed import likeness, people_of
from parsers.language.names.posts import ends_with_post, post_ends
from parsers.language.patterns import lazy
from schema.facts import EventPerson

# 习近平总书记, 雷锋同志, 屠呦呦教授: a post behind the name
_POST_BEHIND = lazy(
    r"总书记|同志|一行|国家主席|主席(?=[在的对就向，、关重])|总理(?=[在的对就向，、关重])|院士(?!工作|之|大|团|路)|先生|女士(?!们)"
)
# 会见了丁某某一行
_MET = lazy(r"(?:会见|会晤|陪同|接待|拜会|欢迎|迎接|与|同)了?$")
# 以习近平同志为核心的党中央 is an institution
_CORE = lazy(r"同志为(?:核心|总书记|主要代表|代表)")
# 习近平强军思想, 邓小平理论, 张謇研究会, 习近平外交思想: the name within a name
_DOCTRINE = lazy(
    r"[\u4e00-\u9fff]{0,16}?(?:思想|理论|主义|精神|研究[会院所]|学院|纪念馆|故居|奖|基金会|中学|小学|大学|广场)"
)
# 贯彻…, 学习…, 落实…: what follows is cited
_CITING = lazy(words("CITING").pattern)
# …重要讲话精神, …重要指示批示, …贺信
_CITED = lazy(words("CITED").pattern)
# 致信祝贺, 作出重要指示: the person was not there
_MESSAGE = lazy(r"(?:总书记|同志)?(?:致信|致电|发来贺信|对.{1,20}作出.{0,4}[指批]示|作出.{0,4}[指批]示)")
# 任命张三为…, 选举李四为…, 授予王五“…”称号
_NAMING = lazy(f"{ORDERS}|授予|追授|表彰")
# 张三、李四|参加: what people do, and places do not
_ATTEND = lazy(
    r"等?(?:[\u4e00-\u9fff]{0,3}领导)?(?:[一二三四五六七八九十\d]+人)?(?:分别|共同|一同|一起|全程|应邀)?(?:参加|出席|陪同|列席|参会|主持|讲话|致辞|揭牌|见证|会见|率队|调研|汇报|发言)"
)
_PHRASE_START = lazy(r"(?:^|[，,。；;：])(?=[\u4e00-\u9fff])")
# where a name may stand before its post: 水电总局|黄宇齐局长, 以|李二水为团长, ，|王小明市长
_BEFORE_NAME = lazy(r"[，,。；;、：:（(“]$|[局会部厅院司委办府社团校行]$|[市县省区][长]$|[以由与和是为请]$")
_PHRASE_END = lazy(r"[。；;！？\n]")
# 选举|王一山、李二水|为主席; ends where the next post may begin
_FOR_POST = lazy(r"(?P<who>[^，,。；;：]{2,60}?)(?:同志)?[当]?为[^，,。；;]{2,40}(?:[，,；;]|$|(?=。))")
_REPORTS = lazy(r"作(?!为)[^，。；]{0,15}(?:报告|讲话)")
_SHORT_POST = lazy(  # right behind a name, an election, or 为 and a post behind 以
    rf"(?:{words('POSTBEHIND').pattern})(?![\u4e00-\u9fff]?[、])|当选|(?<=[\u4e00-\u9fff])为(?:团长|组长|领队|代表)"
)
_BETWEEN_NAMES = lazy(r"[\u4e00-\u9fff·]+(?:[ \u3000]+[\u4e00-\u9fff])?")
# words before a post that are no part of it: 会见了|华润集团董事长, 受|市委书记
_BEFORE_POST = lazy(
    rf"{words('BEFOREPOST').pattern}了?|{ORDERS}|当选为?|有(?=[市省县区州原国副])"
    r"|(?:随|同|与|和|及|受|由|经|为|对|向|在.{2,20}?与)(?=[市省县区州国原中全党])"
)


@dataclass(frozen=True, slots=True)
class _Mention:
    name: Name
    post: str | None
    mentioned: bool


def find_people(text: str, known: Set[str] = frozenset()) -> tuple[EventPerson, ...]:
    """The people of one entry's text in order of first appearance, each once; ranges index `text`."""
    mentions = _after_posts(text, known) + _before_posts(text, known) + _named(text, known)
    mentions += _name_then_post(text) + _acting(text, known)
    taken = {position for m in mentions for position in range(m.name.start, m.name.end)}
    mentions += _bare(text, known | {m.name.value for m in mentions}, taken)
    people: dict[str, EventPerson] = {}
    for mention in sorted(mentions, key=lambda m: m.name.start):
        old = people.get(mention.name.value)
        if old is None:
            people[mention.name.value] = _person(mention)
        elif not mention.mentioned or (old.post is None and mention.post):
            update = {"mentioned": old.mentioned and mention.mentioned, "post": old.post or mention.post}
            people[mention.name.value] = old.model_copy(update=update)
    return tuple(people.values())


def known_names(texts: Iterable[str]) -> frozenset[str]:
    """The names that stand in the texts beyond doubt: after a post or in a list, closed by a mark or met again."""
    found: Counter[str] = Counter()
    for text in texts:
        for mention in _after_posts(text, frozenset()):
            found[mention.name.value] += 2 if closes(text, mention.name.end) == MARK else 1
    return frozenset(name for name, count in found.items() if count > 1 and len(name) > 1)


def _person(mention: _Mention) -> EventPerson:
    name = mention.name
    return EventPerson(
        name=name.value,
        post=mention.post,
        mentioned=mention.mentioned,
        char_start=name.start,
        char_end=name.end,
    )


def _after_posts(text: str, known: Set[str]) -> list[_Mention]:
    """`市委副书记、市长吴新明`, `副主任葛玉琴、陈本高`, `市领导：高　山、童剑`."""
    found: list[_Mention] = []
    passed = 0
    for end, begin in post_ends(text):
        names = names_at(text, begin, known, placed=True) if end >= passed else []
        if not names or _is_doctrine(text, names[0]):
            continue
        post = _post_before(text, end, found[-1].name.end if found else 0)
        found += [
            _Mention(name, post, _is_cited(text, name)) for name in names if not _is_doctrine(text, name)
        ]
        passed = names[-1].end
    return found


def _before_posts(text: str, known: Set[str]) -> list[_Mention]:
    """`习近平总书记`, `张富清同志`."""
    found = []
    for match in _POST_BEHIND.finditer(text):
        name = name_before(text, match.start(), known)
        if not name or _CORE.match(text, match.start()):
            continue
        if _is_addressed(text, name, match[0], known):
            post = match[0] if match[0] not in ("同志", "先生", "女士", "一行") else None
            found.append(_Mention(name, post, _is_cited(text, name)))
    return found


def _is_addressed(text: str, name: Name, word: str, known: Set[str]) -> bool:
    """Whether a name-like stretch before 同志, 院士 or 一行 is a name there: not 工|程院|院士."""
    if word == "一行":
        return name.value in known or bool(_MET.search(text[: name.start]))
    if word in ("总书记", "同志") or name.value in known or _opens_phrase(text, name):
        return True
    return words("CITING").ends(text[: name.start]) is not None


def _name_then_post(text: str) -> list[_Mention]:
    """A name before its post: `水电总局黄宇齐局长`, `王小明市长`; and `以李二水为团长`, `王小明当选为主席`."""
    found = []
    for match in _SHORT_POST.finditer(text):
        acts = words("EVENTACT").opens(text, max(0, match.start() - 1))
        name = 0 if acts else _length_before(text, match.start())
        start = match.start() - name
        before = text[max(0, start - 2) : start]
        if name and (not before or _BEFORE_NAME.search(before)):
            found.append(_Mention(Name(text[start : match.start()], start, match.start()), None, False))
    return found


def _length_before(text: str, end: int) -> int:
    """How long the name is that ends at a position; 0 where none does."""
    return next((n for n in (3, 2) if end >= n and _is_common(text, end - n, n)), 0)


def _is_common(text: str, start: int, length: int) -> bool:
    """The stretch is a name whose surname is no everyday word."""
    surname = surname_at(text, start)
    common = surnames().get(surname) in ("common", "compound") and length in possible_lengths(text, start)
    return common and likeness(text[start : start + length]) > 0


def _acting(text: str, known: Set[str]) -> list[_Mention]:
    """Names that open a phrase and act: `周明到南山县调研`, `王小明、李二水赴京汇报`, `吴亮参加`."""
    found = []
    for match in _PHRASE_START.finditer(text):
        names: list[Name] = []
        at = match.end()
        while name := _acting_name(text, at):
            names.append(name)
            if text[name.end : name.end + 1] != "、":
                break
            at = name.end + 1
        counted = len(names) > 1 and text.startswith("等", names[-1].end)  # 张三、李四等6人
        acts = counted or (names and words("EVENTACT").opens(text, names[-1].end))
        if acts and not _is_doctrine(text, names[0]):
            found += [_Mention(name, None, _is_cited(text, name)) for name in names]
    return found


def _acting_name(text: str, at: int) -> Name | None:
    """The name at a position that a verb, a comma or 、 follows at once; of two lengths the longer."""
    for length in (3, 2):
        end = at + length
        follows = text[end : end + 1] in ("、", "等") or words("EVENTACT").opens(text, end)
        rare = length == 3 and _acts_surely(text, end) and is_name(text[at:end])
        fits = _is_common(text, at, length) or rare
        if fits and follows and not words("EVENTACT").opens(text, end - 1):
            return Name(text[at:end], at, end)
    return None


def _acts_surely(text: str, at: int) -> bool:
    """What stands here is done by people alone: `主持`, `作工作报告`; enough to take a surname that is seldom met."""
    return len(words("EVENTACT").opens(text, at) or "") > 1 or _REPORTS.match(text, at) is not None


def _named(text: str, known: Set[str]) -> list[_Mention]:
    """`选举陈彦夫为…`, and a list of names that opens a phrase: `，柯吉欣、朱华、丁狄刚参加`."""
    found = _elected(text)
    for match in _NAMING.finditer(text):
        names = names_at(text, match.end(), known)
        if names and text[names[-1].end : names[-1].end + 1] in "为的“”同":
            found += [_Mention(name, None, False) for name in names]
    for match in re.finditer(r"(?:^|[，,。；;])(?=[\u4e00-\u9fff])", text):
        names = names_at(text, match.end(), known)
        long = any(len(name.value) > 2 for name in names)
        attend = len(names) > 1 and long and _ATTEND.match(text, names[-1].end)
        elected = (
            names and text[names[-1].end : names[-1].end + 1] == "为" and _names_on(text[: match.start()])
        )
        if attend or elected:
            found += [_Mention(name, None, False) for name in names]
    return found


def _elected(text: str) -> list[_Mention]:
    """Whom `选举A、B为主席，C为秘书长` names: what stands there is a name, whatever its surname."""
    found: list[_Mention] = []
    last = 0
    first = _NAMING.search(text)
    for match in _FOR_POST.finditer(text, first.start() if first else len(text)):
        verb = _NAMING.search(match["who"])
        begin = match.start("who") + (verb.end() if verb else 0)
        if (verb or (last and match.start() == last)) and people_of(text[begin : match.end("who")]):
            found += [_Mention(n, None, False) for n in _pieces(text, begin, match.end("who"))]
            last = match.end()
    return found


def _pieces(text: str, start: int, end: int) -> Iterator[Name]:
    """The names of a list that is nothing else: `王一山、李二水`."""
    for piece in _BETWEEN_NAMES.finditer(text, start, end):
        yield Name(re.sub(r"\s", "", piece[0]), piece.start(), piece.end())


def _names_on(before: str) -> bool:
    """Whether the sentence has named people to posts: `选举张三为主席`|`，李四、王五为副主席`."""
    return bool(_NAMING.search(_PHRASE_END.split(before)[-1]))


def _bare(text: str, known: Set[str], taken: Set[int]) -> list[_Mention]:
    """Names introduced elsewhere that open a phrase here: `王晖、吴新明共同为…`, `与王令浚一行`."""
    if not known:
        return []
    found = []
    for match in re.finditer("|".join(sorted(map(re.escape, known), key=len, reverse=True)), text):
        name = Name(match[0], match.start(), match.end())
        if (
            name.start not in taken
            and _opens_phrase(text, name)
            and closes(text, name.end) > NONE
            and not _is_doctrine(text, name)
        ):
            found.append(_Mention(name, None, _is_cited(text, name)))
    return found


def _opens_phrase(text: str, name: Name) -> bool:
    before = text[name.start - 1 : name.start]
    return not re.match(r"[\u4e00-\u9fff]", before) or before in "与和及由对向受"


def _is_doctrine(text: str, name: Name) -> bool:
    """Whether the name belongs to a doctrine or an institution: 习近平强军思想, 张謇企业家学院."""
    return closes(text, name.end) < VERB and bool(_DOCTRINE.match(text, name.end))


def _is_cited(text: str, name: Name) -> bool:
    """Whether the person is merely cited: 贯彻落实习近平总书记…重要讲话精神."""
    phrase_start = max((m.end() for m in re.finditer(r"[。；;！？\n，,]", text[: name.start])), default=0)
    ending = _PHRASE_END.search(text, name.end)
    before, after = text[phrase_start : name.start], text[name.end : ending.start() if ending else len(text)]
    after = _up_to_comma(after)
    if _MESSAGE.match(after):
        return True
    if "总书记" in after[:4] or before.endswith(("总书记", "国家主席")):
        return bool(_CITED.search(after))
    return bool(_CITING.search(before) and _CITED.search(after))


def _up_to_comma(text: str) -> str:
    """The text before its first comma that stands in no quotation."""
    comma: int | None = None
    for sign in re.finditer("[，,“”]", text):
        if sign[0] in "，,":
            comma = sign.start() if comma is None else comma
        elif sign[0] == "”":
            comma = None
        elif comma is not None:
            break
    return text[:comma]


def _post_before(text: str, end: int, after: int) -> str | None:
    """The post that ends at a position, as printed, with the posts of the same person before it."""
    sentence = max(after, max((m.end() for m in re.finditer(r"[。；;！？：:\n]", text[:end])), default=0))
    start = end
    pieces = [m.end() for m in re.finditer(r"[，,、]", text[sentence:end])]
    bounds = [sentence + at for at in [0, *pieces]]
    for begin in reversed(bounds):
        piece = text[begin:start].rstrip("，,、")
        comma = text[start - 1] in "，,"
        if start != end and (
            (comma and begin == after > 0) or not ends_with_post(piece, "head" if comma else "")
        ):
            break
        start = begin
        cut = [m.end() for m in _BEFORE_POST.finditer(text, begin, end) if m.end() <= end - 2]
        if cut:
            start = max(cut)
            break
    post = text[start:end].strip("，,、 \u3000").removeprefix("与").removeprefix("及")
    if start == after:
        post = post.removeprefix("和").removeprefix("同")
    return post or None
