"""By which programme or fund lists have a project: that to which its axis or call belongs."""

from collections.abc import Mapping
from typing import Any

from store.database import Database

_PROGRAMMES = "SELECT id, key, name, level, parent_id FROM programmes"
_DEEPEST = 9  # levels, as the chain on a project's page


class Programmes:
    """All programmes of the database: some hundreds."""

    def __init__(self, database: Database) -> None:
        self._known: Mapping[str, Mapping[str, Any]] = {row["id"]: row for row in database.rows(_PROGRAMMES)}
        self.names: Mapping[str, str] = {row["key"]: row["name"] for row in self._known.values()}

    def key(self, programme_id: str | None) -> str | None:
        """The key of the programme or fund to which this one belongs, or its own; None without one."""
        found = self._known.get(programme_id or "")
        for _ in range(_DEEPEST):
            if found is None or found["level"] in {"programme", "fund"} or found["parent_id"] not in self._known:
                break
            found = self._known[found["parent_id"]]
        return found["key"] if found else None
