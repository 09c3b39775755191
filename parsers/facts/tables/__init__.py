"""Printed tables, and the facts that stand in their rows."""
