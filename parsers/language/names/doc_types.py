"""文种: the kind of document a title names, the word it ends with (guidelines, `doc_type`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from parsers.language.lexicon import table
from parsers.language.patterns import lazy

# （试行）  （2022—2025年）  （修订）  (草案)  〔2021年本〕
_BRACKETS = lazy(r"(?:[（(〔\[【][^（）()〔〕\[\]【】]*[）)〕\]】])+$")
# 目录2022年版  大事记2022年8月  目录（第一批）
_EDITION = lazy(r"(?:\d{4}年(?:\d{1,2}月份?|版|本|度)?|第[一二三四五六七八九十\d]+批)$")
_SENTENCE = lazy(r"[。；;！!？?：:]")
# 一、  （二）  第三章  4.  ①  # 北京市…
_LABEL = lazy(
    r"[#\s]*(?:[一二三四五六七八九十百]+[、．.]|[（(][一二三四五六七八九十\d]+[）)]"
    r"|第[一二三四五六七八九十百零\d]+[编章节条款项部]|\d+(?:\.\d+)*[、．.\s）)]|[①-⑳])"
)
# 中华人民共和国城乡规划法  实施《中华人民共和国城乡规划法》办法 is an 办法
_LAW = lazy(r"(?:中华人民共和国|宪).*(?:法|通则)")


@dataclass(frozen=True, slots=True)
class DocType:
    """A 文种: whether a line ending with it is likely a title, whether it may issue others, or carry content as an annex."""

    ends_title: bool
    issues: bool
    carries: bool


@cache
def doc_types() -> dict[str, DocType]:
    """Each 文种 of the data file."""
    return {
        row["term"]: DocType(row["line_end"] == "yes", row["issues"] == "yes", row["carries"] == "yes")
        for row in table("doc_types")
    }


@lru_cache(maxsize=4096)
def doc_type_of(title: str) -> str | None:
    """The 文种 a title ends with: `…实施意见（试行）` gives `实施意见`, `…实施计划` gives `计划`."""
    bare = _without_brackets(title)
    longest = next((bare[-length:] for length in _lengths() if bare[-length:] in doc_types()), None)
    return None if longest == "法" and not _LAW.fullmatch(bare) else longest


@cache
def _lengths() -> list[int]:
    """How many characters a 文种 has, the longest first."""
    return sorted({len(term) for term in doc_types()}, reverse=True)


def ends_like_title(line: str) -> bool:
    """Whether a line ends with a 文种, brackets allowed, and is no sentence, numbered heading or part of a 《…》."""
    if (
        _LABEL.match(line)
        or _SENTENCE.search(_without_brackets(line))
        or line.count("《") != line.count("》")
    ):
        return False
    term = doc_type_of(line)
    return term is not None and (doc_types()[term].ends_title or term == "法")


def _without_brackets(title: str) -> str:
    bare, before = re.sub(r"\s", "", title), ""
    while bare != before:
        before = bare
        bare = _EDITION.sub("", _BRACKETS.sub("", bare))
    return bare
