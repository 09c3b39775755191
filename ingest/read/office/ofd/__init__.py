"""OFD (GB/T 33190): pages of characters with boxes, which then go the way of a PDF's."""
