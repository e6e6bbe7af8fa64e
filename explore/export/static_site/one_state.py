"""The state of the database that is exported, as the pages of the site read it."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from explore.export.whole_projects import Exported
from store.database import Database
from store.fact_values import Value


class OneState(Database):
    """Answers what pages ask: each query, of the one state that the export sees."""

    def __init__(self, exported: Exported) -> None:
        self._exported = exported

    def rows(self, sql: str, parameters: Sequence[Value] = ()) -> Iterator[dict[str, Any]]:
        """The rows of a query as a stream, by column name. Raises QueryError for one that fails."""
        return self._exported.rows(sql, parameters)  # type: ignore[arg-type]

    def versions(self) -> dict[str, str]:
        """The versions that made the database, by name."""
        return {row["name"]: row["value"] for row in self.rows("SELECT name, value FROM properties ORDER BY name")}

    def snapshot(self) -> AbstractContextManager[object]:
        """Nothing to be done: there is no other state."""
        return nullcontext()
