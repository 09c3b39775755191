"""How many of the candidates of some documents are explained: each became a row, or has a reason why it is none."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.evaluation.predictions import Prediction
from schema.document import ParsedDocument


def explained(predictions: Iterable[Prediction]) -> tuple[int, int]:
    """How many candidates are explained, of how many; a document printed without its blocks has none."""
    from parsers.facts.audit.audit import audit  # the parser, which --help does not need

    documents = [document for prediction in predictions for document in prediction.documents]
    whole = [ParsedDocument.model_validate(document) for document in documents if document.get("blocks")]
    found = [each.is_explained for document in whole for each in audit(document)]
    return sum(found), len(found)
