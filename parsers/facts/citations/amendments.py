"""Operations of an amending decision (修改决定): replace, insert, delete (guidelines, `amendments`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce

from parsers.language.names.context import Context
from parsers.language.patterns import JOINS, SENTENCE_END, lazy
from parsers.language.quotations import QUOTED, covered, find_quotations, unquoted
from schema.facts import Amendment, AmendmentOp

_Q = f"{QUOTED}++"
_MARK = r"[、，,和及与\s]{0,2}"
# “甲”“乙”、“丙” but not the “乙” of “甲”、“乙”修改为“丙”
_PASSAGES = f"{_Q}(?:{_MARK}{_Q})*"
_AFTER_OLD = (
    "(?:等|的)?(?:[一二三四五六七八九十]+[字词句]|字样|表述|内容|规定|文字|字眼)?"
    "(?:分别|均|都|全部|统一|相应地?|[，,])*"
)
_INTO = (
    "(?:修改|修订|修正|更改|变更|调整|替换|更正|更名|改|表述|明确|规范)(?:成|为)"  # 修改为“…”
    "|作(?:出)?(?:如下|以下|相应)?修改(?=[：:])"  # 作如下修改：“…”
)
_ADD = "新增加?|增加|增设|增写|增补|补充|添加|加上|加入"  # 新增一款“…”, 增加一项作为第三项：“…”
_REMOVE = "删去|删除|删掉|去掉|取消"  # 删去第八条, 将“…”删除
# “乙”修改为, “乙”删去 follow an old text; “乙”，删去第二款 does not
_OF_OLD = f"{_AFTER_OLD}(?:{_INTO}|(?:{_REMOVE})(?![^，,。；;\\s]))"
_VERB = lazy(f"(?P<into>{_INTO})|(?P<add>{_ADD})|(?P<remove>{_REMOVE})")

_NEW = lazy(
    rf"\s*+(?:了|以下内容|如下内容|下列内容)?[：:，,]?\s*+(?:即[：:]?)?\s*+(?P<new>{_PASSAGES})(?!{_OF_OLD})"
)
_OLD_BEFORE = lazy(rf"(?P<old>{_PASSAGES}){_AFTER_OLD}$")
# 修改为：第五条 … (no quotation marks), up to a line with another operation
_LINES = rf"(?:(?!\n[^\n]*(?:修改为|改为第|增加一[条款项]|删去))[^{QUOTED}])+"
_BARE_NEW = lazy(rf"\s*[：:]\s*(?P<new>{_LINES})")
# 第八条中的三十日修改为六十日 (no quotation marks)
_PLAIN_NEW = lazy(rf"(?P<new>[^，,。；;：:\s{QUOTED}]+)")
_PLAIN_OLD = lazy(rf"(?<=中)的?(?P<old>[^，,。；;\s{QUOTED}]{{2,40}}?){_AFTER_OLD}$")
# 改为第七条: a new number for the same text is no operation
_RENUMBERED = lazy(r"\s*第[一二三四五六七八九十百零\d]+[编章节条款项部]")
# 修改为第六条：“…”
_NEW_UNDER_NUMBER = lazy(rf"(?:，修改为)?[：:]\s*(?P<new>{_PASSAGES})(?!{_OF_OLD})")
# 一款“…”  一项作为第四部分保障措施第三项：“…”
_ADDED = lazy(
    rf"(?P<what>[^。；;，,{QUOTED}]{{0,30}}(?:[，,]\s*+(?:列为|作为)[^。；;，,{QUOTED}]{{0,40}})?)(?:[，,]?即)?[：:]?\s*+"
    rf"(?P<new>{_PASSAGES})(?!{_OF_OLD})"
)
_ADDED_BARE = lazy(
    rf"(?P<what>[一二三四五六七八九十两\d]+[编章节条款项段句][^。；;：:]{{0,40}})[：:]\s*(?P<new>{_LINES})"
)
# 和第三款末尾的“乙”, behind a first deletion
_REMOVED_TOO = lazy(
    rf"\s*[，,、]?(?:和|及|以及|与|、|并删去|，)(?P<where>[^。；;，,{QUOTED}\n]{{0,30}}?)(?:中|里)?的?(?P<old>{_Q})(?!{_OF_OLD})"
)
_AS = lazy(r"[，,]?(?:列为|作为|为)(?P<place>[^：:，,即]*)")
_REMOVED = lazy(rf"(?P<where>[^。；;，,{QUOTED}\n]*?)(?:中|里)?的?[：:]?(?P<old>{_PASSAGES})")
_REMOVED_PLACE = lazy(rf"[^。；;，,{QUOTED}\n]+")
_PLACE = lazy(
    r"第[（(]?[一二三四五六七八九十百零\d]+[）)]?[编章节条款项部段目]|附件|附表|标题|题目|名称|款|项|序言|前言|目录"
)

_BETWEEN = lazy(r"[\s，,、]*")
# 第十条改为第十一条，  第一款、第二款合并，作为第六条，  第五条修改为两条，作为第六条、第七条，
_NUMBERED = r"第[一二三四五六七八九十百零\d]+[编章节条款项]"
_RENUMBER = lazy(
    rf"(?:合并|(?:修改|拆分|分)为[两二三四五][条款项])?[，,]?(?:改为|作为|调整为|变更为|合并为){_NUMBERED}(?:[、和及]{_NUMBERED})*[、，,：:]?"
)
_ITEM = lazy(
    r"^\s*(?:[一二三四五六七八九十]+[、．.]|[（(][一二三四五六七八九十\d]+[）)]|\d+[、．.])\s*(?=[将把对在第删增])"
)
_BEFORE_PLACE = lazy(r"^(?:[\s、：:]|将|把|对|在|于|由|从|其中|并|同时|该条|该款)+")
_AFTER_PLACE = lazy(
    r"(?:[\s：:]|其中的?|里的|(?<!^文)中的?|内的|原?有?的|内容|全文|整体|相应|分别|予以|并|合并)+$"
)
_AFTER = lazy(r"之?[后前]$")
_ARTICLE = lazy(r"^.*?(?:第[一二三四五六七八九十百零\d]+条|第[一二三四五六七八九十\d]+部分)")


# 第四条修改为：“…”; 增加一条，作为第五条之一：“…”; 将“甲”修改为“乙”: what only an amending text says
_SAYS_SO = lazy(
    rf"(?:第[一二三四五六七八九十百零\d]+[编章节条款项部][^。；：:]{{0,30}}|[”」][^。；：:“「]{{0,8}})(?:{_INTO})[^。；：:“「]{{0,20}}(?:[：:]|\s*[“「])"
    rf"|(?:{_ADD})[一二三四五六七八九十两\d]*[编章节条款项][^。；“「]{{0,40}}[：:]\s*[“「]"
    r"|^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])?\s*删[去除掉]第[一二三四五六七八九十百零\d]+条"
)
_AMENDING = lazy(r"修[改正].*决定|修正案")
_NEXT_MEMBER = lazy("[”」][、，,和及与]?[“「]")
_ELIDED = lazy(r"第[（(]?[一二三四五六七八九十百零\d]+[）)]?[款项目]")  # 第三款, after 第五条第二款
_BEGINS = 60
"""Within so many characters of its paragraph an operation begins; a report quotes further on."""


@dataclass(frozen=True, slots=True)
class _Operation:
    """An operation at `[start:end)`; `old` and `new` are ranges of the text."""

    op: AmendmentOp
    start: int
    end: int
    target: str
    old: tuple[int, int] | None = None
    new: tuple[int, int] | None = None


def amends(title: str, paragraphs: Iterable[str]) -> bool:
    """Whether a document amends others: its title says so, or its paragraphs begin with operations."""
    if _AMENDING.search(title):
        return True
    return any(
        _SAYS_SO.search(text, 0, text.find("“") + 1 or _BEGINS)
        for text in paragraphs
        if text.find("“") < _BEGINS
    )


def find_amendments(text: str, context: Context) -> list[Amendment]:
    """The operations of the numbered item at `context.path` of an amending decision, its paragraphs joined by line ends.

    A list that is replaced at one go (将“甲”“乙”分别修改为“丙”“丁”) is an operation for each of its members. A new
    number for an unchanged text (第八条改为第九条) is none.
    """
    rows: list[Amendment] = []
    target = ""
    for operation in _operations(text):
        target = _within(target, operation.target)
        for old, new in _each(text, operation):
            rows.append(
                Amendment(
                    no=context.path.rpartition("/")[2],
                    op=operation.op,
                    target=target or None,
                    old=old,
                    new=new,
                    doubts=tuple(_doubts(target, old, new, text[operation.start : operation.end])),
                    quote=text[operation.start : operation.end],
                    char_start=operation.start,
                    char_end=operation.end,
                )
            )
    return rows


def _doubts(target: str, old: str | None, new: str | None, printed: str) -> Iterator[str]:
    """What an operation rests on weakly: no place is named, or no quotation marks say where its words begin and end."""
    if not target:
        yield "no_target"
    if (old or new) and not find_quotations(printed):
        yield "unquoted"


def _each(text: str, operation: _Operation) -> Iterator[tuple[str | None, str | None]]:
    """The old and the new text; of each member where a list is replaced: 将“甲”“乙”分别修改为“丙”“丁”."""
    old, new = (text[slice(*part)] if part else None for part in (operation.old, operation.new))
    if operation.op == "replace_text" and old and new:
        olds, news = (
            [passage[q.start + 1 : q.end - 1] for q in find_quotations(passage)] for passage in (old, new)
        )
        if len(olds) > 1 and len(news) == 1:
            news *= len(olds)
        if len(olds) == len(news) > 1:
            yield from zip(olds, news, strict=True)
            return
    yield unquoted(old) if old else None, unquoted(new) if new else None


def check_republished(amendments: Iterable[Amendment], republished: str) -> list[tuple[int, str]]:
    """What the republished text does not bear out, as `(index of the amendment, message)`.

    New text must stand in it and replaced text must not, unless the decision's own new text uses the words;
    white space and end marks are left aside.
    """
    rows = list(amendments)
    whole = _folded(republished)
    written = [piece for row in rows for piece in _pieces(row.new)]
    rest = whole
    for passage in written:
        rest = rest.replace(passage, QUOTED)
    doubts = []
    for index, row in enumerate(rows):
        missing = [piece for piece in _pieces(row.new) if piece not in whole]
        kept = [
            piece for piece in _pieces(row.old) if piece in rest and not any(piece in new for new in written)
        ]
        doubts += [(index, f"重新公布的文本中没有修改后的文字：“{piece}”，请核对。") for piece in missing]
        doubts += [(index, f"重新公布的文本中仍有应修改的文字：“{piece}”，请核对。") for piece in kept]
    return doubts


def _pieces(passage: str | None) -> list[str]:
    """The members of a quoted list, folded."""
    return [piece for piece in map(_folded, _NEXT_MEMBER.split(passage or "")) if piece]


def _folded(text: str) -> str:
    return re.sub(r"\s", "", text).rstrip("。；;，,")


def _operations(text: str) -> Iterator[_Operation]:
    plain, position = covered(text), 0
    for verb in _VERB.finditer(plain):
        if verb.start() < position:
            continue
        low = max([position, *(stop.end() for stop in SENTENCE_END.finditer(plain, position, verb.start()))])
        operation = _READERS[verb.lastgroup or ""](text, plain, low, verb)
        if operation is not None:
            position = operation.end
            yield from _each_place(text, operation)
            for further in _removed_too(text, plain, operation):
                position = further.end
                yield further


def _each_place(text: str, operation: _Operation) -> Iterator[_Operation]:
    """Each place that is deleted: 删去第十六条第（二）项、第（五）项."""
    places = JOINS.split(operation.target) if operation.op == "delete" and not operation.old else []
    if len(places) < 2 or not all(piece.startswith("第") for piece in places):
        yield operation
        return
    whole = ""
    for piece in places:
        whole = _within(whole, piece)
        yield replace(operation, target=whole)


def _removed_too(text: str, plain: str, operation: _Operation) -> Iterator[_Operation]:
    """What the same word deletes besides: 删去第一款末尾的“甲” | 和第二款末尾的“乙”."""
    while operation.op == "delete" and operation.old and (more := _REMOVED_TOO.match(plain, operation.end)):
        target = _place(text[slice(*more.span("where"))])
        operation = _Operation("delete", operation.start, more.end(), target, more.span("old"))
        yield operation


def _replacement(text: str, plain: str, low: int, verb: re.Match[str]) -> _Operation | None:
    """将“甲”修改为“乙” (text) or 将第五条修改为：“…” (clause)."""
    if renumbered := _RENUMBERED.match(plain, verb.end()):
        new = _NEW_UNDER_NUMBER.match(plain, renumbered.end())
        return new and _Operation(
            "replace_clause",
            _start(text, low),
            _end(text, new),
            _place(text[low : verb.start()]),
            None,
            _span(text, new),
        )
    old = _OLD_BEFORE.search(plain, low, verb.start())
    new = _NEW.match(plain, verb.end()) or _BARE_NEW.match(plain, verb.end())
    if new is None:
        old = old or _PLAIN_OLD.search(plain, low, verb.start())
        new = _PLAIN_NEW.match(plain, verb.end()) if old else None
    if new is None:
        return None
    target = _place(text[low : old.start() if old else verb.start()])
    op: AmendmentOp = "replace_text" if old else "replace_clause"
    return _Operation(
        op, _start(text, low), _end(text, new), target, old and old.span("old"), _span(text, new)
    )


def _insertion(text: str, plain: str, low: int, verb: re.Match[str]) -> _Operation | None:
    """第二部分新增一款“…”, 在第六条后增加一条，作为第七条：“…”, 在“甲”后增加“乙”."""
    new = _ADDED.match(plain, verb.end()) or _ADDED_BARE.match(plain, verb.end())
    if new is None:
        return None
    target, as_part = _place(text[low : verb.start()]), _AS.search(new["what"])
    if as_part:
        target = _within(_AFTER.sub("", target), _place(as_part["place"]))
    return _Operation("insert", _start(text, low), _end(text, new), target, None, _span(text, new))


def _removal(text: str, plain: str, low: int, verb: re.Match[str]) -> _Operation | None:
    """删去第八条, 删除第二款中的“甲”, 将“甲”删去."""
    start = _start(text, low)
    if match := _REMOVED.match(plain, verb.end()):
        return _Operation(
            "delete",
            start,
            match.end(),
            _place(match["where"]) or _place(text[low : verb.start()]),
            match.span("old"),
        )
    match = _REMOVED_PLACE.match(plain, verb.end())
    if match and _PLACE.search(match.group()):
        return _Operation("delete", start, match.end(), _place(match.group()))
    if old := _OLD_BEFORE.search(plain, low, verb.start()):
        return _Operation("delete", start, verb.end(), _place(text[low : old.start()]), old.span("old"))
    target = _place(text[low : verb.start()])
    return _Operation("delete", start, verb.end(), target) if _PLACE.search(target) else None


_READERS = {"into": _replacement, "add": _insertion, "remove": _removal}


def _start(text: str, low: int) -> int:
    """Where the words of an operation begin."""
    match = _BETWEEN.match(text, low)
    return match.end() if match else low


def _span(text: str, new: re.Match[str]) -> tuple[int, int]:
    start, end = new.span("new")
    return start, start + len(text[start:end].rstrip())


def _end(text: str, new: re.Match[str]) -> int:
    return _span(text, new)[1]


def _place(words: str) -> str:
    """The place that the words before an operation name: `将第五条第二款中的` gives `第五条第二款`."""
    pieces = [
        _AFTER_PLACE.sub("", _BEFORE_PLACE.sub("", piece))
        for piece in re.split("[，,]", _RENUMBER.sub("，", _ITEM.sub("", words)))
    ]
    places = [piece for piece in pieces if _PLACE.search(piece)] or [piece for piece in pieces if piece]
    return reduce(_within, places, "")


def _within(whole: str, part: str) -> str:
    """A place with the article it elides put before it: `第三款` after `第五条第二款` is `第五条第三款`."""
    if not part or not whole:
        return part or whole
    article = _ARTICLE.match(whole)
    elided = _ELIDED.match(part)
    return article.group() + part if article and elided else part
