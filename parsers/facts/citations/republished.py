"""Amending decisions against the text they republish: what does not agree is reported, never repaired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.facts.citations.amendments import check_republished
from schema.document import Diagnostic, ParsedDocument


def find_mismatches(documents: Sequence[ParsedDocument]) -> list[Diagnostic]:
    """Where an amended text, republished in the same source, does not bear out the decision that amends it.

    A decision that republishes several texts does not say which of them an item belongs to, and is passed over.
    """
    return [doubt for decision in documents for doubt in _mismatches_of(decision, documents)]


def _mismatches_of(decision: ParsedDocument, documents: Sequence[ParsedDocument]) -> Iterator[Diagnostic]:
    republished = [
        d for d in documents if d.document.parent == decision.document.key and d.document.role == "instrument"
    ]
    if len(republished) != 1:
        return
    for index, message in check_republished(decision.amendments, republished[0].document.text):
        amendment = decision.amendments[index]
        yield Diagnostic(
            document=decision.document.id,
            severity="warning",
            code="amendment_mismatch",
            message=f"第{amendment.no}项：{message}",
            page=amendment.page,
            char_start=amendment.char_start,
            char_end=amendment.char_end,
        )
