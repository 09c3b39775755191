"""How many of the candidates of some documents are explained: each became a row, or has a reason why it is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ingest.evaluation.predictions import Prediction
from schema.document import ParsedDocument


def explained(predictions: Iterable[Prediction]) -> Iterator[tuple[str, int, int]]:
    """For each kind of candidate, and for all last, how many are explained, of how many.

    A document printed without its blocks has none.
    """
    from parsers.facts.audit.audit import audit  # the parser, which --help does not need

    documents = [document for prediction in predictions for document in prediction.documents]
    whole = [ParsedDocument.model_validate(document) for document in documents if document.get("blocks")]
    found = [each for document in whole for each in audit(document)]
    candidates = Counter(each.candidate.kind for each in found)
    told = Counter(each.candidate.kind for each in found if each.is_explained)
    yield from ((kind, told[kind], count) for kind, count in sorted(candidates.items()))
    yield "", told.total(), candidates.total()
