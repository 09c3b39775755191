"""The contract: row types, tables, JSON Schema, how search text is made into tokens."""
