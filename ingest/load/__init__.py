"""Parsed sources into kb.db: one writer, one fresh file."""
