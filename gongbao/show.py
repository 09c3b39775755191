"""The command `show`: a clause of a source with its facts marked, and where it stands on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schema.errors import NothingToReadError, SourceError

if TYPE_CHECKING:
    from schema.base import Placed, Quoted
    from schema.document import Clause, Gazette, ParsedDocument
    from schema.source import PageBox

    Passage = Clause | Quoted

# kind of fact, its name, its colour on a terminal
_KINDS = (
    ("units", "机构", "green"),
    ("deadlines", "期限", "red"),
    ("targets", "指标", "magenta"),
    ("citations", "引用", "cyan"),
    ("clause_citations", "引用条款", "cyan"),
    ("appointments", "任免", "yellow"),
    ("amendments", "修改", "blue"),
    ("rosters", "成员", "yellow"),
    ("events", "记事", "blue"),
)
_INK = {
    "green": (0, 128, 0, 60),
    "red": (220, 20, 60, 60),
    "magenta": (200, 0, 200, 60),
    "cyan": (0, 160, 160, 60),
    "yellow": (200, 160, 0, 60),
    "blue": (0, 0, 200, 60),
}


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.argument("document")
@click.argument("path", required=False, default="")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write the page of a PDF with the boxes drawn (PNG).",
)
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a page with the facts drawn by displaCy.",
)
@click.option("--why", is_flag=True, help="Say why: levels, headings, the rules and signs of its facts.")
@click.option("--password", help="Opens an encrypted PDF.")
def show(
    file: Path,
    document: str,
    path: str,
    output: Path | None,
    html: Path | None,
    why: bool,
    password: str | None,
) -> None:
    """Print a clause, its facts in colour.

    It is the one at PATH of a DOCUMENT of FILE. DOCUMENT is its place in the file (from 1), its number, its title,
    or the beginning of its title. Without PATH it is what stands before the first numbered clause; of appointments,
    a roster or a chronicle, every entry.

    \b
    Examples:
      gongbao show issue.pdf 通政发〔2022〕29号 二/（三）
      gongbao show issue.pdf 2 三/（一）/2 -o page.png
      gongbao show notice.txt 1 二 --html clause.html
      gongbao show notice.txt 1 二 --why
    """
    gazette = _parsed(file, password)
    documents = find_documents(gazette, document)
    if not documents:
        raise NothingToReadError(f"{file}: no document {document}; it has {_titles(gazette)}")
    wanted = path.strip("/")
    parsed = next((d for d in documents if find_passages(d, wanted)), None)
    if parsed is None:
        near = "、".join(nearest_paths(documents[0].clauses, wanted)) or "no numbered clause"
        missing = f"no clause {path}" if wanted else "no text before its clauses"
        raise NothingToReadError(f"{file}: {documents[0].document.title} has {missing}; it has {near}")
    passages = find_passages(parsed, wanted)
    facts = [(kind, fact) for kind, *_ in _KINDS for fact in getattr(parsed, kind)]
    shown = [(kind, fact) for kind, fact in facts if any(_holds(passage, fact) for passage in passages)]
    reasons = _reasons(parsed) if why else {}
    for passage in passages:
        text = marked_text(parsed.document.text, passage, [f for f in shown if _holds(passage, f[1])])
        click.echo(f"{text}{_sureness(passage)}")
        _say(reasons.get((passage.char_start, passage.char_end), ()))
    for kind, name, colour in _KINDS:
        for fact in (fact for of, fact in shown if of == kind and fact not in passages):
            click.echo(f"  {click.style(name, fg=colour)} {fact.quote}{_sureness(fact)}")
            _say(reasons.get((fact.char_start, fact.char_end), ()))
    if output:
        _draw(file, passages, shown, output, password)
    if html:
        html.write_text(_drawn(parsed, passages, shown), "utf-8")


def _reasons(parsed: ParsedDocument) -> Mapping[tuple[int, int], Sequence[str]]:
    """Why the clauses of a document and their facts are what they are, by their range."""
    from parsers.facts.audit.why import reasons_of_clauses, reasons_of_facts

    clauses = {(clause.char_start, clause.char_end): told for clause, told in reasons_of_clauses(parsed)}
    return {**clauses, **reasons_of_facts(parsed)}


def _say(reasons: Sequence[str]) -> None:
    for reason in reasons:
        click.echo(click.style(f"      {reason}", dim=True))


def _drawn(parsed: ParsedDocument, passages: Sequence[Passage], facts: Sequence[tuple[str, Quoted]]) -> str:
    """The passages as a page of displaCy, each fact a span under the name of its kind."""
    from spacy import displacy

    from gongbao.nlp import nlp

    names = {kind: name for kind, name, _ in _KINDS}
    made = []
    for passage in passages:
        doc = nlp().make_doc(parsed.document.text[passage.char_start : passage.char_end])
        places = [
            (kind, f.char_start, f.char_end) for kind, f in facts if f is not passage and _holds(passage, f)
        ]
        spans = (
            doc.char_span(
                start - passage.char_start,
                end - passage.char_start,
                label=names[kind],
                alignment_mode="expand",
            )
            for kind, start, end in places
        )
        doc.spans["sc"] = [span for span in spans if span is not None]
        made.append(doc)
    page: str = displacy.render(made, style="span", page=True)
    return page


def find_passages(parsed: ParsedDocument, path: str) -> list[Passage]:
    """The clauses at a path; without one, of a document without clauses, the entries that it consists of."""
    clauses = [clause for clause in parsed.clauses if clause.path == path]
    if parsed.clauses or path:
        return [*clauses]
    entries: list[Passage] = [*parsed.appointments, *parsed.rosters, *parsed.events]
    by_place = {(entry.char_start, entry.char_end): entry for entry in entries}
    return [by_place[place] for place in sorted(by_place)]


def nearest_paths(clauses: Sequence[Clause], wanted: str) -> list[str]:
    """The paths one level below the deepest clause above `wanted` that there is, in reading order."""
    paths = list(dict.fromkeys(clause.path for clause in clauses if clause.path))
    above = wanted
    while above and not any(path.startswith(f"{above}/") for path in paths):
        above = above.rpartition("/")[0]
    return [path for path in paths if path.rpartition("/")[0] == above]


def _sureness(row: Placed) -> str:
    """How sure the recognition is of words that were read from a picture."""
    return "" if row.confidence is None else click.style(f"  （识别可信度{row.confidence:.3f}）", dim=True)


def _parsed(file: Path, password: str | None) -> Gazette:
    from gongbao.notes import with_notes
    from ingest.build import parse_all

    failures: list[SourceError] = []
    for gazette in parse_all([file], 1, failures.append, lambda _, results: with_notes(results), password):
        return gazette
    raise failures[0]


def find_documents(gazette: Gazette, wanted: str) -> list[ParsedDocument]:
    """The documents with that place, number, title or beginning of a title, and after them what they issue."""
    documents = gazette.documents
    if re.fullmatch(r"\d{1,3}", wanted):
        return [*documents[int(wanted) - 1 : int(wanted)]] if int(wanted) else []
    exact = [d for d in documents if wanted in (d.document.doc_number, d.document.title, d.document.key)]
    begun = [d for d in documents if d.document.title.startswith(wanted)]
    found = exact or begun
    keys = {d.document.key for d in found}
    return found + [d for d in documents if d.document.parent in keys]


def _titles(gazette: Gazette) -> str:
    return "; ".join(f"{i} {d.document.title}" for i, d in enumerate(gazette.documents, 1)) or "none"


def _holds(passage: Passage, fact: Quoted) -> bool:
    return passage.char_start <= fact.char_start and fact.char_end <= passage.char_end


def marked_text(text: str, passage: Passage, facts: Sequence[tuple[str, Quoted]]) -> str:
    """The passage's text with the words of its facts in colour; where facts overlap, the first kind's colour."""
    colours: list[str | None] = [None] * (passage.char_end - passage.char_start)
    for kind, _, colour in reversed(_KINDS):
        for fact in (fact for of, fact in facts if of == kind):
            start, end = fact.char_start - passage.char_start, fact.char_end - passage.char_start
            colours[start:end] = [colour] * (end - start)
    return "".join(
        click.style(run, fg=colour) if colour else run
        for run, colour in _runs(text[passage.char_start : passage.char_end], colours)
    )


def _runs(text: str, colours: Sequence[str | None]) -> Iterator[tuple[str, str | None]]:
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or colours[i] != colours[start]:
            yield text[start:i], colours[start]
            start = i


def _draw(
    file: Path,
    passages: Sequence[Passage],
    facts: Sequence[tuple[str, Quoted]],
    output: Path,
    password: str | None,
) -> None:
    """Write the page that the passages begin on, their lines and their facts marked."""
    from ingest.read.pdf.recognition.images import draw, on_page, page_picture

    boxes: list[PageBox] = [box for passage in passages for box in passage.boxes]
    if not boxes:
        raise NothingToReadError(f"{file}: has no pages to draw; -o is for PDFs")
    page = boxes[0][0]
    picture = page_picture(file, page, password)
    draw(picture, on_page(boxes, page), "gray", (128, 128, 128, 30))
    for kind, _, colour in _KINDS:
        for fact in (fact for of, fact in facts if of == kind):
            draw(picture, on_page(fact.boxes, page), colour, _INK[colour])
    picture.save(output)
