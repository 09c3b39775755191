"""A document as its readers see it."""
