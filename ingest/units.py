"""The organisations of a load: one row each, every printed form, and which general name covers which."""

from __future__ import annotations

from collections.abc import Iterator


class Units:
    """Collects organisations while facts are loaded. An unknown one is kept under the name as printed."""

    def __init__(self) -> None:
        self._aliases: dict[tuple[str, str], None] = {}

    def id_of(self, name: str, canonical: str | None = None) -> str:
        """The id of the organisation printed as `name`."""
        unit_id = canonical or name
        self._aliases[(name, unit_id)] = None
        return unit_id

    def rows(self) -> Iterator[tuple[str, dict[str, str | None]]]:
        """The rows of `units`, `unit_aliases` and `unit_relations`, each with the name of its table."""
        ids = {unit_id for _, unit_id in self._aliases}
        for unit_id in sorted(ids):
            yield "units", {"id": unit_id, "name": unit_id, "level": None, "kind": None}
        forms = {*self._aliases, *((unit_id, unit_id) for unit_id in ids)}
        for alias, unit_id in sorted(forms):
            yield "unit_aliases", {"alias": alias, "unit_id": unit_id}
