"""Answers for people, as text, and for programs, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

import click

from kb.search import CAP, Answer, Hit

_ROLES = {"lead": "牵头", "responsible": "责任", "cooperate": "配合", "interpret": "解释"}
_KINDS = {"clause": "条款", "event": "大事记", "document": "文件"}
_MARK = ("【", "】")


def as_json(answer: Answer) -> str:
    """The answer as a JSON object; `marks` are ranges of `snippet`."""
    question = answer.question
    return json.dumps(
        {
            "query": question.words,
            "unit": question.unit,
            "role": question.role,
            "due_before": question.due_before,
            "in_force": question.in_force,
            "total": answer.totals,
            "fallback": list(answer.fallback),
            "results": [_hit_as_json(hit) for hit in answer.hits],
        },
        ensure_ascii=False,
        indent=1,
    )


def as_text(answer: Answer, colour: bool) -> Iterator[str]:
    """The answer as lines. The words of the question are bold where there is colour, else in brackets."""
    if answer.fallback:
        yield f"没有与“{answer.question.words}”完全一致的文字；以下各处同时含有：{'、'.join(answer.fallback)}"
    if not answer.hits:
        yield "没有找到。"
    kind = None
    for hit in answer.hits:
        if hit.kind != kind:
            kind = hit.kind
            total = answer.totals[kind]
            yield f"{_KINDS[kind]}：{f'超过{CAP}' if total > CAP else total}处"
            yield ""
        yield from _hit_as_text(hit, colour)
        yield ""


def _hit_as_json(hit: Hit) -> dict[str, object]:
    return {**asdict(hit), "units": [{"role": role, "name": name} for role, name in hit.units]}


def _hit_as_text(hit: Hit, colour: bool) -> Iterator[str]:
    number = f"（{hit.doc_number}）" if hit.doc_number else ""
    page = f"第{hit.page}页" if hit.page else ""
    place = "  ".join(filter(None, [hit.path, page]))
    yield click.style(f"{hit.title}{number}", bold=True) if colour else f"{hit.title}{number}"
    if place:
        yield f"  {place}"
    yield f"  {_marked(hit, colour)}".replace("\n", " ")
    duties: dict[str, list[str]] = {}
    for role, name in hit.units:
        duties.setdefault(role, []).append(name)
    parts = [f"{_ROLES[role]}：{'、'.join(names)}" for role, names in duties.items()]
    parts += [f"期限：{'、'.join(hit.due)}"] if hit.due else []
    if parts:
        yield f"  {'  '.join(parts)}"


def _marked(hit: Hit, colour: bool) -> str:
    """The snippet with its marks."""
    pieces, at = [], 0
    for start, end in hit.marks:
        words = hit.snippet[start:end]
        marked = click.style(words, fg="red", bold=True) if colour else words.join(_MARK)
        pieces += [hit.snippet[at:start], marked]
        at = end
    return "".join([*pieces, hit.snippet[at:]])
