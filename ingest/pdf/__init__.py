"""PDFs read as a person reads them: characters with boxes, lines, bands, columns, tables, paragraphs."""
