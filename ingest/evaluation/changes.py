"""Changes of a text that say nothing else to a reader: the same document in another dress.

Each change goes from a text and what was read of it to the changed text, with what its rows must say then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from parsers.language.labels import match_label
from parsers.language.lexicon import words_in
from parsers.language.names.doc_types import doc_type_of
from parsers.layout.evidence.chronicle import year_heading

_NOTE = "编者按：近日，有关部门印发文件，现全文刊登。\n"
_CAPTION = "本报记者　摄影报道。\n"
_WIDE = str.maketrans("，；：（）", ",;:()")
_PLACE = re.compile(r"(?:中共)?(?:[\u4e00-\u9fff]{2,3}省)?([\u4e00-\u9fff]{2,4}?)(?=[市县区州])")
_OTHER_PLACE = "海云"
_ENDS = ("二十条", "工作举措", "一览", "有关安排")  # of titles, none of them a 文种
_NAME_ENDS = "其在于"
_LINES_A_PAGE = 20
_LINES = (
    "clause",
    "paragraph",
    "note",
    "event",
    "remark",
)  # blocks of running text, which a typesetter wraps
_DIGITS = "〇一二三四五六七八九"

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """A text and the documents that were read of it, as plain values; `marks` are the ranges of its pages' marks."""

    text: str
    documents: Sequence[Document]
    marks: Sequence[tuple[int, int]] = ()

    def blocks(self, *kinds: str) -> Iterator[tuple[Document, Mapping[str, Any]]]:
        """The blocks of these kinds that the text prints, each with its document."""
        for document in self.documents:
            for block in document["blocks"]:
                if block["kind"] in kinds and block["source"]:
                    yield document, block

    def words(self, block: Mapping[str, Any]) -> str:
        """A block's words as the text prints them, line ends included, without the marks of pages among them."""
        start, end = block["source"][0][0], block["source"][-1][1]
        inside = [(a - start, b - start, "") for a, b in self.marks if start <= a and b <= end]
        return _replaced(self.text[start:end], inside)


@dataclass(frozen=True, slots=True)
class Changed:
    """A changed text, and how its rows differ: words and paths (by document) that are others now, and
    what is no longer said.

    `forgotten` is what only the words cut off told (`date`, `place`, what it `issues`); `also` are documents put beside.
    """

    text: str
    words: Mapping[str, str] = field(default_factory=dict)
    paths: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    forgotten: tuple[str, ...] = ()
    also: Sequence[Document] = ()


Change = Callable[[Known, Known], Changed | None]
"""From a text, and another of the same set, to the changed one; None where the change does not apply."""


def _replaced(text: str, ranges: Sequence[tuple[int, int, str]]) -> str:
    """The text with other words in some ranges; ranges do not overlap."""
    for start, end, new in sorted(ranges, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _with_line(line: str, known: Known, _: Known) -> Changed:
    return Changed(line + known.text)


def _title(known: Known, at: int = 0) -> tuple[int, int] | None:
    """Where the title of a document stands."""
    places = [block["source"] for document, block in known.blocks("title") if document is known.documents[at]]
    return (places[0][0][0], places[-1][-1][1]) if places else None


def _without_title(known: Known, _: Known) -> Changed | None:
    place = _title(known)
    return (
        Changed(_replaced(known.text, [(*place, "")]), forgotten=("date", "place", "issues"))
        if place
        else None
    )


def _other_title_end(known: Known, _: Known) -> Changed | None:
    """The title ends in words that name no kind of document, wherever it stands; that of what a notice issues, not its own."""
    at = next((i for i, d in enumerate(known.documents) if d["document"]["role"] != "notice"), None)
    place = None if at is None else _title(known, at)
    if at is None or place is None:
        return None
    title = known.documents[at]["document"]["title"]
    term = doc_type_of(title)
    if not term or not title.endswith(term) or not known.text[: place[1]].endswith(term):
        return None
    end = _ENDS[len(title) % len(_ENDS)]
    new = title.removesuffix(term) + end
    text = _replaced(known.text, [(place[1] - len(term), place[1], end)])
    return Changed(text.replace(title, new), words={title: new})


def _with_tags(known: Known, _: Known) -> Changed:
    """Tags inside a text file: labels and headings in bold, numbers in a span, a break at each line's end."""
    lines = []
    for line in known.text.split("\n"):
        label = match_label(line)
        if line.strip() and not line.startswith(("|", "#")):
            head, stop, rest = line.partition("。") if label else ("", "", line)
            rest = re.sub(r"(\d+)", r"<span>\1</span>", rest, count=1)
            line = f"<b>{head}{stop}</b>{rest}<br />" if head else f"{rest}<br />"
        lines.append(line)
    return Changed("\n".join(lines))


def _wrapped_lines(known: Known, width: int, indent: int) -> list[str]:
    """The lines of a text whose running text is wrapped anew, for other pages; tables, headings and short lines are as
    they were.
    """
    ranges = []
    for _, block in known.blocks(*_LINES):
        words = re.sub(r"[ \u3000]*\n\s*", "", known.words(block))
        cut = [words[: width - indent], *_cut(words[width - indent :], width)]
        start = known.text.rfind("\n", 0, block["source"][0][0]) + 1
        marked = known.text[start : block["source"][0][0]].strip()
        lead = "" if marked else "\u3000" * indent
        if len(words) > width:
            start = block["source"][0][0] if marked else start
            ranges.append((start, block["source"][-1][1], "\n".join([lead + cut[0], *cut[1:]])))
    free = ((a, b, "") for a, b in known.marks if not any(start <= a < end for start, end, _ in ranges))
    return _replaced(known.text, [*ranges, *free]).split("\n")


def _cut(words: str, width: int) -> list[str]:
    return [words[at : at + width] for at in range(0, len(words), width)]


def _wrapped(width: int, indent: int, known: Known, _: Known) -> Changed:
    return Changed("\n".join(_wrapped_lines(known, width, indent)))


def _with_page_marks(head: bool, known: Known, _: Known) -> Changed | None:
    """Pages of as many lines, each under its number and, with `head`, under the title as running head."""
    place = _title(known)
    lines = _wrapped_lines(known, 34, 2)
    printed = [at for at, line in enumerate(lines) if line.strip()]
    if not place or len(printed) <= 2 * _LINES_A_PAGE:
        return None
    title = re.sub(r"\s", "", known.text[slice(*place)])
    for page, at in reversed(list(enumerate(printed[_LINES_A_PAGE::_LINES_A_PAGE], 1))):
        lines[at:at] = [str(page), title] if head else [str(page)]
    return Changed("\n".join(lines))


def _half_width(known: Known, _: Known) -> Changed:
    return Changed(known.text.translate(_WIDE))


def _spaced_numbers(known: Known, _: Known) -> Changed:
    """A space between digits and the characters beside them: `到 2025 年`."""
    text = re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", known.text)
    return Changed(text)


def _spaced_digits(known: Known, _: Known) -> Changed:
    """A space inside the numbers of running text: `2 0 2 5年`."""
    lines = known.text.split("\n")
    return Changed(
        "\n".join(
            re.sub(r"(?<=\d)(?=\d)", " ", line) if re.search("[，。；]", line) else line for line in lines
        )
    )


def _two_in_one(known: Known, other: Known) -> Changed | None:
    if known is other:
        return None
    return Changed(f"{known.text}\n{other.text}", also=other.documents)


def _other_place(known: Known, _: Known) -> Changed | None:
    rows = [document["document"] for document in known.documents]
    heads = [head for row in rows for head in (row["issuer"], row["title"]) if head]
    names = sorted({match[1] for head in heads if (match := _PLACE.match(head))}, key=len, reverse=True)
    if not names:
        return None
    text = re.sub("|".join(map(re.escape, names)), _OTHER_PLACE, known.text)
    return Changed(text, words=dict.fromkeys(names, _OTHER_PLACE))


def _people(known: Known) -> list[str]:
    """Who is named in a list, an act or a chronicle; who is only cited is left out."""
    rows = [row for d in known.documents for kind in ("appointments", "rosters") for row in d[kind]]
    present = [
        p["name"]
        for d in known.documents
        for event in d["events"]
        for p in event["people"]
        if not p["mentioned"]
    ]
    names = dict.fromkeys([*(row["person"] for row in rows), *present])
    return [name for name in names if len(name) in (2, 3, 4) and "·" not in name]


def _renamed(known: Known, replaced: Mapping[str, str]) -> Changed | None:
    text = known.text
    for name, new in replaced.items():
        spaced = r"[ \u3000\n]*".join(map(re.escape, name))
        text = re.sub(spaced, new, text)
    return Changed(text, words=replaced) if replaced else None


def _rare_surnames(known: Known, _: Known) -> Changed | None:
    rare = words_in("surnames", kind="rare").words
    return _renamed(known, {name: rare[i % len(rare)] + name[1:] for i, name in enumerate(_people(known))})


def _function_names(known: Known, _: Known) -> Changed | None:
    """Given names that end in 其, 在 or 于."""
    ends = _NAME_ENDS
    return _renamed(known, {name: name[:-1] + ends[i % len(ends)] for i, name in enumerate(_people(known))})


def _year_head(form: Callable[[int], str], known: Known, _: Known) -> Changed | None:
    """The years of a chronicle as headings of one form."""
    events = [block["source"][0][0] for _, block in known.blocks("event")]
    years = [event["start"] for document in known.documents for event in document["events"]]
    if not events or not years or not (years[0] or "")[:4].isdigit():
        return None
    lines, found = known.text.split("\n"), False
    for at, line in enumerate(lines):
        if (year := year_heading(line)) is not None:
            lines[at], found = form(year), True
    if found:
        return Changed("\n".join(lines))
    start = known.text.rfind("\n", 0, events[0]) + 1
    return Changed(known.text[:start] + form(int(years[0][:4])) + "\n" + known.text[start:])


def _in_characters(year: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(year)) + "年"


def _restyled(known: Known, restyle: Callable[[Document], Mapping[str, str]]) -> Changed | None:
    """The text with other labels before the clauses that `restyle` gives a new path for each document."""
    ranges, paths = [], dict[str, Mapping[str, str]]()
    for document in known.documents:
        new = paths[document["document"]["id"]] = restyle(document)
        starts = {block["char_start"]: block["source"] for block in document["blocks"] if block["source"]}
        for clause in document["clauses"]:
            place = starts.get(clause["char_start"])
            if not clause["label"] or place is None:
                continue
            path = new.get(clause["path"], clause["path"])
            label = re.compile(r"\s*".join(map(re.escape, re.sub(r"\s", "", clause["label"]))))
            match = label.match(known.text, place[0][0])
            if match and path.rpartition("/")[2] != clause["path"].rpartition("/")[2]:
                ranges.append((*match.span(), path.rpartition("/")[2] + " "))
    return Changed(_replaced(known.text, ranges), paths=paths) if ranges else None


def _as_articles(document: Document) -> Mapping[str, str]:
    """一、 as 第一条, what stands under it as it was."""
    labelled = [clause for clause in document["clauses"] if clause["label"]]
    if any(clause["kind"] == "article" for clause in labelled) or document["amendments"]:
        return {}
    return {
        clause["path"]: f"第{top}条{slash}{below}"
        for clause in labelled
        for top, slash, below in [clause["path"].partition("/")]
        if re.fullmatch("[一二三四五六七八九十]+", top)
    }


def _as_decimals(document: Document) -> Mapping[str, str]:
    """一、 that is a heading as 1, （一） below as 1.1, 1. below as 1.1.1."""
    labelled = [clause for clause in document["clauses"] if clause["label"]]
    tops = [clause for clause in labelled if clause["depth"] == 1]
    if any(clause["kind"] == "panel" and clause["depth"] == 2 for clause in labelled):
        return {}  # below 1.1, which sections and items share, nothing tells what a panel closes
    if sum(clause["depth"] == 2 for clause in labelled) <= 2 or not all(
        re.fullmatch("[一二三四五六七八九十]+", top["path"]) and top["heading"] for top in tops
    ):
        return {}
    new, counts = dict[str, str](), dict[str, int]()
    for clause in labelled:
        above, _, own = clause["path"].rpartition("/")
        number = new.get(above, "").rpartition("/")[2]
        if clause["depth"] > 1 and (
            not re.fullmatch(r"[\d.]+", number) or not re.fullmatch(r"（[一二三四五六七八九十]+）|\d+", own)
        ):
            new[clause["path"]] = f"{new[above]}/{own}" if above in new else clause["path"]
            continue
        counts[number] = counts.get(number, 0) + 1
        name = f"{number}.{counts[number]}" if number else str(counts[number])
        new[clause["path"]] = f"{new[above]}/{name}" if above else name
    return new if any("." in path for path in new.values()) else {}  # 1 above 第一条 is no style of decimals


CHANGES: Mapping[str, Change] = {
    "caption": partial(_with_line, _CAPTION),
    "note": partial(_with_line, _NOTE),
    "title_cut": _without_title,
    "title_end": _other_title_end,
    "tags": _with_tags,
    "wrapped_24": partial(_wrapped, 24, 0),
    "wrapped_30": partial(_wrapped, 30, 0),
    "wrapped_38": partial(_wrapped, 38, 2),
    "half_width": _half_width,
    "spaced_numbers": _spaced_numbers,
    "spaced_digits": _spaced_digits,
    "two_in_one": _two_in_one,
    "page_numbers": partial(_with_page_marks, False),
    "running_head": partial(_with_page_marks, True),
    "year_hash": partial(_year_head, lambda year: f"## {year}年"),
    "year_colon": partial(_year_head, lambda year: f"{year}年："),
    "year_numbered": partial(_year_head, lambda year: f"10.{year}年："),
    "year_bracket": partial(_year_head, lambda year: f"【{year}年】"),
    "year_characters": partial(_year_head, _in_characters),
    "articles": lambda known, _: _restyled(known, _as_articles),
    "decimals": lambda known, _: _restyled(known, _as_decimals),
    "rare_surnames": _rare_surnames,
    "function_names": _function_names,
    "place": _other_place,
}
"""Each change by its name."""
