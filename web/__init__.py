"""Datasette on kb.db: configuration, plugins, templates and static files."""
