"""Cited documents, and what a decision amends."""
