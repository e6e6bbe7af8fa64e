"""What resolution reads from the database and writes into it, kind by kind."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Generic, TypeVar

from store import programmes, resolution_inputs, resolved_writing, totals
from store.identity import organisation_name_id
from store.resolution_items import Items
from store.resolved import Placed, ResolvedOrganisation, ResolvedProgramme, ResolvedProject

Resolved = TypeVar("Resolved")
_VERSION = "resolution"  # in properties


class ResolutionTables:
    """Given out by `store.database.Database.resolution`; each `with` block is one transaction."""

    def __init__(self, connection: sqlite3.Connection, transaction: Callable[[], AbstractContextManager[Any]]) -> None:
        self._connection = connection
        self._transaction = transaction
        connection.create_function("organisation_name_id", 3, organisation_name_id, deterministic=True)

    def begin(self, version: str) -> None:
        """Forget what another version of the rules saw and found."""
        with self._transaction():
            known = self._connection.execute("SELECT value FROM properties WHERE name = ?", (_VERSION,)).fetchone()
            if known == (version,):
                return
            self._connection.execute("DELETE FROM resolution_items")
            self._connection.execute("DELETE FROM resolution_blocks")
            self._connection.execute(
                "INSERT OR REPLACE INTO properties (name, value) VALUES (?, ?)", (_VERSION, version)
            )

    @contextmanager
    def organisations(self) -> "Iterator[Clusters[ResolvedOrganisation | None]]":
        """Names as items; what is written in the block is in force at its end."""
        items = Items(self._connection, "organisation", resolution_inputs.ORGANISATIONS)
        with self._transaction():
            yield Clusters(self._connection, items, resolved_writing.write_organisation)
            resolved_writing.finish_organisations(self._connection)
            items.keep()

    @contextmanager
    def projects(self) -> "Iterator[Clusters[ResolvedProject]]":
        """Mentions as items, whose organisations are resolved; what is written in the block is in force at its end."""
        with self._transaction():
            totals.store_printings(self._connection)
        items = Items(
            self._connection,
            "project",
            resolution_inputs.PROJECTS,
            unresolved="SELECT id FROM project_mentions WHERE project_id IS NULL",
        )
        with self._transaction():
            yield Clusters(self._connection, items, resolved_writing.write_project)
            resolved_writing.finish_projects(self._connection)
            items.keep()

    def programmes(self) -> AbstractContextManager["ProgrammeTables"]:
        """What mentions say of programmes, whose projects are resolved."""
        return self._programmes()

    @contextmanager
    def _programmes(self) -> "Iterator[ProgrammeTables]":
        with self._transaction():
            yield ProgrammeTables(self._connection)
            programmes.finish(self._connection)


class Clusters(Generic[Resolved]):
    """The items of a kind, and how their clusters are written."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        items: Items,
        write: Callable[[sqlite3.Connection, Resolved, Sequence[Placed]], None],
    ) -> None:
        self.items = items
        self._connection = connection
        self._write = write
        resolved_writing.begin(connection)
        items.compare()

    def write(self, resolved: Resolved, members: Sequence[Placed]) -> None:
        """Make these items that thing; they are done."""
        self._write(self._connection, resolved, members)
        self.items.done(member.item for member in members)


class ProgrammeTables:
    """Mentions and projects as items, and the programmes that they are led to; in this order of the methods."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def mentions(self) -> Items:
        """Compared already. What is found is [key, id of the programme, reason, score]."""
        return self._compared("programme", resolution_inputs.PROGRAMMES)

    def counts(self) -> Iterator[tuple[str, int, dict[str, int]]]:
        """Key of each programme that is named, by how many mentions, in which words how often, copies apart."""
        return programmes.counts(self._connection)

    def store(self, found: Iterable[ResolvedProgramme]) -> None:
        """Make the programmes these, a parent before its children, and lead mentions there."""
        programmes.store(self._connection, found)

    def projects(self) -> Items:
        """Compared already; inputs are votes by key. What is found is [id of the programme]."""
        return self._compared("programme of project", resolution_inputs.PROGRAMMES_OF_PROJECTS)

    def _compared(self, kind: str, query: str) -> Items:
        items = Items(self._connection, kind, query)
        items.compare()
        return items
