"""Promises and what came of them: indicators with what was promised and stated, and the rule that judges."""
