"""Tables in text: flattened, in Markdown, cell by cell."""
