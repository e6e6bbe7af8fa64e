"""The database file: opened, written in whole transactions, read without blocking anybody.

The only module that imports sqlite_utils. One program writes at a time (the lock of the data directory sees
to it); any number read meanwhile, each from the state at which its query began (WAL).
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlite_utils

from store import erasing, history, quality, questions, reading, totals, writing
from store.copies import CopyTables
from store.decision_table import DecisionTable
from store.errors import (
    DatabaseBusyError,
    DatabaseError,
    MissingDatabaseError,
    NotADatabaseError,
    RejectedDocumentError,
    SchemaVersionError,
)
from store.fact_values import Value
from store.operation_lists import OperationTables
from store.records import Capture, Facts, Issue, Run
from store.resolution import ResolutionTables
from store.schema import SCHEMA, SCHEMA_VERSION, TABLES, connect

__all__ = [
    "SCHEMA", "SCHEMA_VERSION", "TABLES", "Database", "DatabaseBusyError", "DatabaseError",
    "MissingDatabaseError", "NotADatabaseError", "RejectedDocumentError", "SchemaVersionError",
]  # fmt: skip


class Database:
    """An open database file. Make one with `open`, close it or use it as a context manager."""

    def __init__(self, path: Path, tools: sqlite_utils.Database) -> None:
        self.path = path
        self._tools = tools
        self._connection = tools.conn

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open the file, which is created empty unless it is to be read only.

        Raises MissingDatabaseError, NotADatabaseError or SchemaVersionError.
        """
        connection = connect(path, read_only=read_only)
        return cls(path, sqlite_utils.Database(connection, execute_plugins=False))

    def close(self) -> None:
        self._tools.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # What the file is

    def versions(self) -> dict[str, str]:
        """The versions that made this file, by name; empty in a new one."""
        return dict(self._connection.execute("SELECT name, value FROM properties ORDER BY name"))

    def set_versions(self, versions: Mapping[str, str]) -> None:
        with self._tools.atomic():
            self._connection.execute("DELETE FROM properties")
            self._connection.executemany("INSERT INTO properties (name, value) VALUES (?, ?)", versions.items())

    def counts(self) -> dict[str, int]:
        """Rows of each table."""
        with self._tools.atomic():  # one state for all
            return {
                table: self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
                for table in TABLES
            }

    def rows(self, sql: str, parameters: Sequence[Value] = ()) -> Iterator[dict[str, Any]]:
        """The rows of a query as a stream, by column name. Raises DatabaseError for a query that fails."""
        try:
            with closing(self._connection.execute(sql, parameters)) as cursor:
                names = [column[0] for column in cursor.description or ()]
                for row in cursor:
                    yield dict(zip(names, row, strict=True))
        except sqlite3.Error as error:
            raise DatabaseError(f"the query failed: {error}") from error

    def snapshot(self) -> AbstractContextManager[object]:
        """One state of the file for all that the block reads, whatever others write meanwhile."""
        return self._tools.atomic()

    # Captures

    def add_captures(self, captures: Iterable[tuple[Capture, str]]) -> None:
        """Insert those that are not known yet, in one transaction, each with its outcome."""
        with self._tools.atomic():
            writing.add_captures(self._connection, captures)

    def captures_of(self, url: str) -> list[tuple[Capture, str]]:
        """The captures of an address with their outcomes, newest first."""
        return reading.captures_of(self._connection, url)

    def pending_urls(self, *, after: str = "", limit: int = 200) -> list[str]:
        """Addresses with captures that nobody has read yet, in order, from the first one after `after`."""
        return reading.pending_urls(self._connection, after, limit)

    def pending_count(self) -> int:
        """How many addresses `pending_urls` has from the first one on."""
        return questions.pending_count(self._connection)

    def captured_since(self, url: str, moment: str) -> bool:
        """Whether a page was captured at this address after the moment (ISO 8601, UTC, microseconds)."""
        return questions.captured_since(self._connection, url, moment)

    def read_again(self, url: str) -> None:
        """Let all captures of an address wait once more, as if none had been read."""
        with self._tools.atomic():
            writing.read_again(self._connection, url)

    def refuse_capture(self, capture: Capture, issues: Sequence[Issue]) -> None:
        """Note that a capture can't be read, and why; what its address had stays."""
        with self._tools.atomic():
            writing.refuse_capture(self._connection, capture, issues)

    def forget_captures(self, ids: Iterable[str], matches: Callable[[str], bool]) -> int:
        """Delete these captures, all that was read from them, and issues of matching addresses; how many captures."""
        with self._tools.atomic():
            return erasing.forget_captures(self._connection, ids, matches)

    def place_captures(self, captures: Iterable[Capture]) -> None:
        """Give known captures the places in the archive at which they are now."""
        with self._tools.atomic():
            erasing.place_captures(self._connection, captures)

    def scrub(self) -> None:
        """Write the file anew, so that nothing deleted is left in it, nor in the write-ahead log.

        Raises DatabaseBusyError, as `checkpoint` does.
        """
        erasing.scrub(self._connection)
        self.checkpoint()

    # Documents and facts

    def replace_document(self, capture: Capture, facts: Facts, issues: Sequence[Issue] = ()) -> list[Issue]:
        """Put a capture's document and facts in the place of all that its address had, in one transaction.

        Gives back the issues of facts that could not be stored; they are rows already. Raises
        RejectedDocumentError, with nothing changed, when the document itself breaks the schema.
        """
        try:
            with self._tools.atomic():
                return writing.replace_document(self._connection, capture, facts, issues)
        except (sqlite3.IntegrityError, ValueError, OverflowError) as error:
            raise RejectedDocumentError(f"{capture.url} can't be stored: {error}") from error

    def renew_document(self, document_id: str, capture: Capture) -> None:
        """Note that a newer capture says the same as the document: it is read from that one now."""
        with self._tools.atomic():
            writing.renew_document(self._connection, document_id, capture)

    def date_documents(self, sightings: Iterable[history.Sighting]) -> None:
        """Note when documents were found last and which are gone: address, run, moment (UTC), whether it was there."""
        with self._tools.atomic():
            history.date_documents(self._connection, sightings)

    def content_of(self, document_id: str) -> str | None:
        """The digest of what the document says; None if unknown."""
        return questions.content_of(self._connection, document_id)

    def has_document(self, document_id: str) -> bool:
        return self.content_of(document_id) is not None

    def facts(self, document_id: str) -> Facts | None:
        """A document (without its blocks) and its facts in the order of their evidence; None if unknown."""
        return reading.facts_of(self._connection, document_id)

    # Sources and issues

    def add_sources(self, sources: Iterable[Mapping[str, Value]]) -> None:
        """Make the sources these (id, name, kind, county); one that captures still name stays by its id."""
        with self._tools.atomic():
            writing.add_sources(self._connection, (dict(source) for source in sources))

    def replace_runs(self, runs: Iterable[Run]) -> None:
        """Make the runs these."""
        with self._tools.atomic():
            writing.replace_runs(self._connection, runs)

    def add_issues(self, issues: Iterable[Issue]) -> None:
        with self._tools.atomic():
            writing.add_issues(self._connection, issues)

    def replace_issues(self, stage: str, issues: Iterable[Issue]) -> None:
        """Make these the only issues of a stage."""
        with self._tools.atomic():
            writing.replace_issues(self._connection, stage, issues)

    def link_issues(self) -> None:
        """Give each issue the document of its address."""
        with self._tools.atomic():
            writing.link_issues(self._connection)

    def issues(self) -> Iterator[Issue]:
        return reading.issues(self._connection)

    def replace_quality(self, sets: Iterable[quality.MeasuredSet]) -> None:
        """Make these the only measurements."""
        with self._tools.atomic():
            quality.replace(self._connection, sets)

    def decisions(self) -> DecisionTable:
        """What people decided, and what became of it."""
        return DecisionTable(self._connection, self._tools.atomic)

    def operation_lists(self) -> OperationTables:
        """What official lists of operations say, and how it compares."""
        return OperationTables(self._connection, self._tools.atomic)

    # Resolution

    @cached_property
    def resolution(self) -> ResolutionTables:
        """Names and mentions, and what they are resolved to."""
        return ResolutionTables(self._connection, self._tools.atomic)

    @cached_property
    def copies(self) -> CopyTables:
        """Documents that tell the story of another one."""
        return CopyTables(self._connection, self._tools.atomic)

    def store_totals(self) -> None:
        """Fill the tables that sums rest on, by the rules of views.sql; after projects, organisations and copies."""
        with self._tools.atomic():
            totals.store(self._connection)

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the file. Raises DatabaseBusyError while others read an older state."""
        busy = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise DatabaseBusyError(f"another program keeps {self.path} busy; close it and try again")
