"""The characters of a page with their boxes, from PDFium and, where it fails, from pdfplumber."""
