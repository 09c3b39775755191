"""Numbers that bind or are reported."""
