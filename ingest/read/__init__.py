"""A file into a reading: paragraphs, tables, pages, boxes. Every difference between formats ends here."""
