"""PDFs read as a person reads them: characters with boxes, lines, bands, columns, tables, paragraphs."""

import logging

logging.getLogger("pdfminer").addHandler(logging.NullHandler())
