"""The language of official documents: numerals, dates, quantities, labels, brackets."""
