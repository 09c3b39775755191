"""A reading into documents, heads and clauses: structure only, no facts."""
