"""Who stands in a line of a roster: a name with a post behind it or before it, several, or names alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from parsers.language.lexicon import words
from parsers.language.lists import split_list
from parsers.language.names.names import possible_lengths
from parsers.language.names.placed import LISTED, NONE, likeness, people_of
from parsers.language.names.posts import ends_with_post
from parsers.language.patterns import lazy

_CJK = r"[\u3400-\u9fff〇]"
_S = "[ \u3000\xa0\t]"
_DOTTED = rf"{_CJK}{{1,7}}(?:[·•・]{_CJK}{{1,8}})+"
# 高　山　副市长  高山（副市长）  高山，副市长
_SPACED = lazy(rf"(?P<name>{_CJK}{_S}{{1,4}}{_CJK})(?:同志)?(?={_S}|$|[（(，,、])")
_WHOLE = lazy(rf"(?P<name>{_DOTTED}|{_CJK}{{2,4}}?)(?:同志)?(?={_S}|$|[（(，,、：:])")
_BRACKETED = lazy(
    rf"[、，,；;]?{_S}*(?P<name>{_DOTTED}|{_CJK}{{2,4}}|{_CJK}{_S}+{_CJK}){_S}*"
    r"[（(](?P<post>[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]"
)
_SEXES = lazy(rf"(?:^|(?<={_S}))[（(]?[男女](?:，[^（）()]+族)?[）)]?(?=$|{_S}|[（(])|^[（(][男女][）)]")
_POST_THEN_NAME = lazy(rf"(?P<post>.{{2,60}}?){_S}+(?P<name>{_CJK}{{2,4}}|{_CJK}{_S}+{_CJK}|{_DOTTED})$")
# where a post begins that stands right after the name: 高山|市政府副市长
_POST_START = lazy(
    r"[市省县区州旗](?!长)|国家|国务院|中央|中国|中共|全国|院士|教授|研究员|副|[\u4e00-\u9fff]{2,6}[省市县区部局院校厅委]"
)
_ASIDES = lazy(r"[（(][^（）()]*[）)]")
_ASIDE = lazy(r"[男女]|[男女]?[，,]?[\u4e00-\u9fff]{1,5}族")
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a line, the post printed there, and the range of both in what was read."""

    name: str
    post: str | None
    start: int
    end: int


def read_members(text: str) -> list[Member]:
    """The people that a stretch names and nothing else; none where it says anything else."""
    text = text.rstrip(" \u3000\t。；;，,、")
    start = len(text) - len(text.lstrip())
    bare = _people_only(text[start:])
    if not bare or "。" in bare or (len(bare) < _LONGEST and words("NOLIST").inside(_ASIDES.sub("", bare))):
        return []
    readers: tuple[Callable[[str], list[Member]], ...] = (
        _with_brackets,
        _with_brackets_later,
        _name_first,
        _names_alone,
        _post_then_name,
        _posts_glued,
        _name_glued,
    )
    for read in readers:
        if (len(bare) <= _LONGEST or read in (_names_alone, _with_brackets)) and (found := read(bare)):
            return [Member(m.name, m.post, m.start + start, m.end + start) for m in found]
    return []


def _people_only(text: str) -> str:
    """The stretch without those it does not name at its end: `李二水、赵三石、各班班主任`."""
    pieces = split_list(text, "、，,；;")
    named = len(pieces)
    while named > 1 and words("EVERYBODY").opens(pieces[named - 1].text):
        named -= 1
    return text[: pieces[named - 1].end] if 0 < named < len(pieces) else text


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _head(text: str) -> re.Match[str] | None:
    """The name that a stretch begins with."""
    for pattern in (_SPACED, _WHOLE):
        match = pattern.match(text)
        if match and likeness(_squeezed(match["name"])) > NONE:
            return match
    return None


def _with_brackets(text: str) -> list[Member]:
    """`高　山（副市长）、王五（市委书记）`; names without a bracket may follow or stand between."""
    found: list[Member] = []
    position = 0
    while match := _BRACKETED.match(text, position):
        name = _squeezed(match["name"])
        if likeness(name) == NONE:
            break
        found.append(Member(name, _post(match["post"]), match.start("name"), match.end()))
        position = match.end()
    rest = text[position:].lstrip(" \u3000\t、，,；;")
    if not found or not rest:
        return found
    more = _names_alone(rest) or (_with_brackets_later(rest) if rest != text else [])
    shift = len(text) - len(rest)
    moved = [Member(m.name, m.post, m.start + shift, m.end + shift) for m in more]
    return [*found, *moved] if more else []


def _with_brackets_later(text: str) -> list[Member]:
    """`李四、王五（市委书记）`: names before the first bracket."""
    first, _, rest = text.partition("、")
    if likeness(_squeezed(first)) == NONE or not rest:
        return []
    more = _with_brackets(rest) or _with_brackets_later(rest)
    shift = len(first) + 1
    moved = [Member(m.name, m.post, m.start + shift, m.end + shift) for m in more]
    return [Member(_squeezed(first), None, 0, len(first)), *moved] if more else []


def _post(text: str) -> str | None:
    """What brackets behind a name say of the post; sex and nationality are none."""
    text = text.strip()
    return text if text and not _ASIDE.fullmatch(text) else None


def _name_first(text: str) -> list[Member]:
    """`高　山　市政府副市长`, `赵六，市财政局局长`, `高山`."""
    head = _head(text)
    if head is None:
        return []
    name, rest = _squeezed(head["name"]), text[head.end() :]
    if not rest.strip():
        return [Member(name, None, 0, len(text))]
    if len(_names_alone(text)) > 1:
        return []
    if rest[0] in "，,：:":
        post = rest[1:].strip()
        first = split_list(post, "，,、")
        return (
            [Member(name, post, 0, len(text))] if first and any(ends_with_post(p.text) for p in first) else []
        )
    if rest[0].isspace():
        post = _SEXES.sub("", rest.strip()).strip()
        post = re.sub(rf"(?<={_CJK}){_S}+|{_S}+(?={_CJK})", " ", post)
        if re.search(r"[：:]", post) or re.match(r"\d{3}", post):
            return []
        return [Member(name, _bare_post(post), 0, len(text))]
    return []


def _bare_post(post: str) -> str | None:
    """The post without the spaces that columns leave in it, and without the brackets around the whole."""
    whole = re.fullmatch(r"[（(]([^（）()]+)[）)]", post)
    post = whole[1] if whole else post
    return post if len(post) > 1 else None


def _names_alone(text: str) -> list[Member]:
    """`张三、李四`, `蔡祥　严尚军　王　军`."""
    names = people_of(text)
    if not names or (
        len(names) > 1 and any(likeness(n) < LISTED and len(n) > 3 and "·" not in n for n in names)
    ):
        return []
    return list(_located(text, names))


def _located(text: str, names: list[str]) -> Iterator[Member]:
    position = 0
    for name in names:
        match = re.compile(rf"{_S}*".join(map(re.escape, name))).search(text, position)
        if match:
            yield Member(name, None, match.start(), match.end())
            position = match.end()


def _post_then_name(text: str) -> list[Member]:
    """`市委副书记、市长　张三`, `市　长　周　明`."""
    match = _POST_THEN_NAME.match(text)
    if match is None:
        return []
    name, post = _squeezed(match["name"]), _squeezed(match["post"])
    fits = likeness(name) > NONE and (ends_with_post(post) or words("BODYEND").ends(post))
    return [Member(name, post, 0, len(text))] if fits else []


def _posts_glued(text: str) -> list[Member]:
    """`市公安局副局长程军、市司法局副局长丁一`, `市委常委、副市长李文`."""
    found: list[Member] = []
    begin = 0
    for item in split_list(text, "、，,"):
        sizes = [n for n in (3, 2, 4) if likeness(item.text[-n:]) and ends_with_post(item.text[:-n])]
        size = max(sizes, key=lambda n: (likeness(item.text[-n:]), n == 3), default=0)
        if size:
            post = text[begin : item.end - size]
            found.append(Member(item.text[-size:], post, begin, item.end))
            begin = item.end + 1
        elif not ends_with_post(item.text):
            return []
    return found if begin > len(text) else []


def _name_glued(text: str) -> list[Member]:
    """`高山市政府副市长`."""
    if not ends_with_post(text):
        return []
    fits = [
        n
        for n in possible_lengths(text, 0)
        if n < 4 and _POST_START.match(text, n) and text[n - 1] not in "市省县区州"
    ]
    return [Member(text[: fits[-1]], text[fits[-1] :], 0, len(text))] if fits else []
