"""Which database a program reads; apart from the tables, so that asking costs nothing."""

DATABASE_VERSION = 11
"""Kept in `PRAGMA user_version`; raise it when a table changes so that an older kb.db is refused."""
