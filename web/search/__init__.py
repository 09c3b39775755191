"""Asking and finding: conditions, facets, hits."""
