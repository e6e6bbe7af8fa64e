"""Questions in SQL that can only read: what a statement may do, for how long, and what is said of one that fails.

Three walls, one behind the other: the file is opened read-only (`mode=ro`), the connection refuses to write
(`PRAGMA query_only`), and an authorizer lets nothing pass while a statement is compiled but reading.
"""

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from store.asking_hints import hint
from store.errors import DatabaseError
from store.schema import connect

Cell = str | int | float | bytes | None
Parameters = Mapping[str, Cell] | Sequence[Cell]

_READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
_FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer"})
_LISTS = frozenset({
    "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list",
    "function_list", "module_list", "pragma_list", "collation_list", "compile_options",
})  # fmt: skip
# FTS5 asks for data_version itself. With a value some of these would be set.
_VALUES = frozenset({"data_version", "user_version", "application_id", "schema_version", "encoding", "page_count"})
_DENIED = {
    sqlite3.SQLITE_ATTACH: "other files can't be attached",
    sqlite3.SQLITE_DETACH: "nothing can be detached",
    sqlite3.SQLITE_PRAGMA: "only PRAGMAs that list tables and columns are allowed",
    sqlite3.SQLITE_FUNCTION: "this function is not allowed",
}
_LARGEST_VALUE = 64 * 1024 * 1024  # bytes of one text; a document has a few megabytes at most
_LONGEST_PATTERN = 1000  # bytes of a LIKE or GLOB pattern: each * of it is a loop that nobody can interrupt
_STEPS = 5000  # instructions of SQLite's machine between two looks at the clock, about a millisecond


class QueryError(DatabaseError):
    """A query can't be answered as it was asked; the message says why."""


class QueryTimeoutError(QueryError):
    """A query was stopped because its time was over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The columns of a query, each with a name of its own, and its rows as a stream."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Cell, ...]]


class Inquiry:
    """A database that can be asked anything and changed by nothing. One thread uses it, the one that opened it."""

    def __init__(self, connection: sqlite3.Connection, *, timeout: float | None) -> None:
        self._connection = connection
        self._clock = _Clock(timeout)
        self._denied: str | None = None
        connection.text_factory = _text
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, _LONGEST_PATTERN)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.execute("PRAGMA trusted_schema = OFF")  # a file from elsewhere may bring views of its own
        if hasattr(connection, "enable_load_extension"):
            connection.enable_load_extension(False)  # noqa: FBT003
        connection.set_authorizer(self._authorize)
        connection.set_progress_handler(self._clock.is_over, _STEPS)

    @classmethod
    def open(cls, path: Path, *, timeout: float | None = None) -> Self:
        """Open a database, read-only; each query may take `timeout` seconds of SQLite's time.

        Raises store.errors.DatabaseError when the file is missing, no database of ours, or of another version.
        """
        return cls(connect(path, read_only=True), timeout=timeout)

    def close(self) -> None:
        self._connection.close()

    def overdue(self) -> float:
        """Seconds by which the query in hand has outlived its time, for another thread to ask; 0 when it has not.

        SQLite stops between two steps of its machine; within one (`instr` of two very long values) it can't be stopped.
        """
        return self._clock.overdue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One state of the file for all that the block asks, whatever others write meanwhile."""
        self._transact("BEGIN")
        try:
            yield
        finally:
            self._transact("COMMIT")

    def _transact(self, statement: str) -> None:
        """Our own statement; nobody who asks may hold the file in a state of it."""
        self._connection.set_authorizer(None)
        try:
            self._connection.execute(statement)
        finally:
            self._connection.set_authorizer(self._authorize)

    def ask(self, sql: str, parameters: Parameters = ()) -> Answer:
        """The answer to one statement. Raises QueryError, also while its rows are taken; QueryTimeoutError is one.

        Columns of the same name are told apart: `name`, `name_2`. Time in which nobody takes a row doesn't count.
        """
        self._denied = None
        self._clock.wind_up()
        try:
            with self._clock:
                cursor = self._connection.execute(sql, parameters)
        except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
            raise self._explained(error) from error
        if cursor.description is None:
            raise QueryError("there is no question in it; write a SELECT")
        return Answer(columns=_distinct([column[0] for column in cursor.description]), rows=self._rows(cursor))

    def _rows(self, cursor: sqlite3.Cursor) -> Iterator[tuple[Cell, ...]]:
        try:
            while True:
                try:
                    with self._clock:
                        row = cursor.fetchone()
                except sqlite3.Error as error:
                    raise self._explained(error) from error
                if row is None:
                    return
                yield row
        finally:
            with suppress(sqlite3.ProgrammingError):  # the database may have been closed before its answer was
                cursor.close()

    def _authorize(self, action: int, first: str | None, second: str | None, *_place: str | None) -> int:
        if action in _READING:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() not in _FORBIDDEN_FUNCTIONS:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_PRAGMA:
            name = (first or "").lower()
            if name in _LISTS or (name in _VALUES and second is None):
                return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_UPDATE and first == "sqlite_master":
            return sqlite3.SQLITE_OK  # how SQLite makes a virtual table known to itself; a statement can't write there
        self._denied = _DENIED.get(action, "nothing can be written")
        return sqlite3.SQLITE_DENY

    def _explained(self, error: Exception) -> QueryError:
        said = str(error)
        if said == "interrupted" and self._clock.is_over():
            return QueryTimeoutError(f"the query was stopped after {self._clock.limit:g} seconds")
        if self._denied is not None:
            return QueryError(f"the database is open for reading: {self._denied}")
        if "one statement at a time" in said:
            return QueryError("this is more than one statement; ask one at a time")
        if "same thread" in said:
            return QueryError("an open database belongs to the thread that opened it; open another one in this thread")
        return QueryError(f"the query failed: {said.rstrip('.')}{hint(said, self._names)}")

    def _names(self) -> tuple[list[str], list[str]]:
        """The names of all tables and views, and of their columns."""
        self._clock.wind_up()
        tables = [
            str(row[0]) for row in self._connection.execute("SELECT name FROM sqlite_schema WHERE type <> 'index'")
        ]
        columns: dict[str, None] = {}
        for table in tables:
            named = self._connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
            columns.update(dict.fromkeys(str(row[0]) for row in named))
        return tables, list(columns)


class _Clock:
    """Measures the time within its `with` blocks."""

    def __init__(self, limit: float | None) -> None:
        self.limit = limit
        self._spent = 0.0
        self._since: float | None = None

    def wind_up(self) -> None:
        self._spent, self._since = 0.0, None

    def is_over(self) -> bool:
        return self.overdue() > 0

    def overdue(self) -> float:
        since = self._since
        running = 0.0 if since is None else time.monotonic() - since
        return 0.0 if self.limit is None else max(self._spent + running - self.limit, 0.0)

    def __enter__(self) -> None:
        self._since = time.monotonic()

    def __exit__(self, *_error: object) -> None:
        if self._since is not None:
            self._spent += time.monotonic() - self._since
        self._since = None


def _text(raw: bytes) -> str:
    """Texts can be anything by way of CAST; what is no UTF-8 is shown as such and ends nothing."""
    return raw.decode("utf-8", errors="replace")


def _distinct(names: Sequence[Any]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in map(str, names):
        number, distinct = 1, name
        while distinct in found:
            number += 1
            distinct = f"{name}_{number}"
        found[distinct] = None
    return tuple(found)
