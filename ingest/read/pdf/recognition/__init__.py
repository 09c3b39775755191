"""Pages that are pictures, read by optical recognition where it is installed."""
