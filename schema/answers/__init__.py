"""What the addresses for programs answer, beside the gazette itself: part of the contract, and of its JSON Schema."""
