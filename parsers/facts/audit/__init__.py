"""What a text says that became no row, and why."""
