"""What documents say: facts by family, each in a room of its own."""
