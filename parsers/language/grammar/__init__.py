"""The lexer, and the machine that reads rules."""
