"""The scorer: compares parsed gazettes with gold files written to the annotation guidelines."""

from ingest.evaluation.gold import Gold, read_gold
from ingest.evaluation.predictions import Prediction, read_prediction
from ingest.evaluation.score import Figures, Report, score

__all__ = ["Figures", "Gold", "Prediction", "Report", "read_gold", "read_prediction", "score"]
