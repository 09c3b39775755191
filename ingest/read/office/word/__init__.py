"""Word documents: paragraphs with the numbers that Word sets before them, tables, notes, boxes of text."""
