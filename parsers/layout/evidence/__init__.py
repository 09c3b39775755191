"""Decisions by evidence: a table of signs with weights, and for each kind of decision the features that it weighs."""
