"""Home, lists, people, issues, the dictionary."""
