"""The command `check`: what an editor should look at in a file before it is printed or loaded."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from schema.document import Diagnostic, Gazette, ParsedDocument
from schema.file_names import in_one_line

_LONGEST_QUOTE = 40


@click.command("check")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--all", "everything", is_flag=True, help="List every number, time, duty, person and title too."
)
@click.option(
    "--why",
    is_flag=True,
    help="With --all: what the document's kind, each label's level, each time limit and each number rest on.",
)
@click.option("--password", help="Opens an encrypted PDF.")
def check(file: Path, everything: bool, why: bool, password: str | None) -> None:
    """Print what is doubted of a FILE, a line each: page and place on it, document, words, what may be
    wrong, and its code.

    With --all, whatever could be a fact is listed, with the list that it became a row of (→), or with the reason
    why it is none; what has neither is marked ?, and counts as a doubt. More than a few of them in one document are a
    doubt of the document.

    The exit status is 1 where there is anything, and 0 where nothing is doubted. What is only worth knowing, such as a
    body that no list of organisations has, is a line that begins with 提示, and does not count.

    \b
    Examples:
      gongbao check issue.pdf
      gongbao check notice.docx && echo 可以付印
      gongbao check plan.txt --all | grep '^?'
    """
    from ingest.build import parse_all
    from ingest.personal import masked
    from schema.errors import SourceError

    failures: list[SourceError] = []
    found = 0
    parsed = parse_all([file], 1, failures.append, lambda _, results: results, password)
    for gazette in masked(parsed):  # numbers of people are doubted, and not printed again
        for line in doubts(gazette):
            click.echo(in_one_line(line))
            found += 1
        for line in notes(gazette):
            click.echo(in_one_line(f"提示：{line}"))
        for line in candidates(gazette, why) if everything else ():
            click.echo(line)
            found += line.startswith("?")
    for failure in failures:
        click.echo(f"gongbao: {failure}", err=True)
    sys.exit(bool(found or failures))


def doubts(gazette: Gazette) -> Iterator[str]:
    """A line for each doubt of a gazette that an editor should look at, those of the whole source first."""
    return _lines(gazette, [doubt for doubt in gazette.diagnostics if doubt.severity != "info"])


def notes(gazette: Gazette) -> Iterator[str]:
    """A line for each thing that is worth knowing, and no fault of the gazette."""
    return _lines(gazette, [doubt for doubt in gazette.diagnostics if doubt.severity == "info"])


def _lines(gazette: Gazette, found: Sequence[Diagnostic]) -> Iterator[str]:
    from parsers.language.answers.doubts import without_place

    documents = {parsed.document.id: parsed for parsed in gazette.documents}
    for doubt in sorted(found, key=lambda d: (d.document is not None, d.page or 0)):
        parsed = documents.get(doubt.document or "")
        message = without_place(doubt.message, doubt.page)
        yield "，".join([*_place(doubt, parsed), f"{message}［{doubt.code}］"])


def candidates(gazette: Gazette, why: bool) -> Iterator[str]:
    """A line for each candidate of a gazette: its words, and the row that it became or the reason why it is none."""
    from parsers.facts.audit.audit import audit, doubt_unexplained, share_explained
    from parsers.facts.audit.why import reasons_of_facts

    for parsed in gazette.documents:
        found = audit(parsed)
        yield f"《{parsed.document.title}》 {len(found)} candidates, {share_explained(found):.1%} explained"
        yield from _lines(gazette, list(doubt_unexplained(parsed, found)))
        yield from _structure(parsed) if why else ()
        reasons = reasons_of_facts(parsed) if why else {}
        for each in found:
            start, end = each.candidate.start, each.candidate.end
            words = parsed.document.text[max(0, start - 12) : start] + f"[{each.words}]"
            words = " ".join((words + parsed.document.text[end : end + 12]).split())
            yield f"{'' if each.is_explained else '? '}{each.candidate.kind} {words} {_told(each.row, each.reason)}"
            for (low, high), told in reasons.items() if each.row in ("targets", "deadlines") else ():
                yield from (f"    {reason}" for reason in told if low < end and start < high)


def _structure(parsed: ParsedDocument) -> Iterator[str]:
    """What the document's kind and the levels of its labels rest on."""
    from parsers.facts.audit.why import reasons_of_clauses, reasons_of_document

    yield from (f"    {reason}" for reason in reasons_of_document(parsed))
    for clause, reasons in reasons_of_clauses(parsed):
        if clause.label:
            yield f"    {clause.path} {reasons[0]}"


def _told(row: str | None, reason: str | None) -> str:
    return f"→ {row}" if row else reason or ""


def _place(doubt: Diagnostic, parsed: ParsedDocument | None) -> Iterator[str]:
    """Page and place on it, document and words, as far as they are known."""
    from parsers.language.answers.doubts import place_of

    if doubt.page:
        yield place_of(doubt.page, doubt.boxes)
    if parsed is None:
        return
    if parsed.document.title:
        yield f"《{parsed.document.title}》"
    if doubt.char_start is not None and doubt.char_end is not None:
        words = " ".join(parsed.document.text[doubt.char_start : doubt.char_end].split())
        cut = words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1] + "…"
        if cut:
            yield f"“{cut}”"
