"""kb.db in the formats that others' tools take; each streams, so that memory stays flat."""
