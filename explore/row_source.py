"""What answers SQL with rows: the database as the site has it open, and the state of it that an export is made of."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol


class RowSource(Protocol):
    """A database that is open for reading."""

    def rows(self, sql: str, parameters: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
        """The rows of a query as a stream, by column name."""
        ...
