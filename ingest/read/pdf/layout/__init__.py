"""Characters into lines, columns and paragraphs in reading order."""
