"""Saved web pages: the document alone, and what the page says of it."""
