"""Pages in a text source: where they begin, and what is printed between them."""
