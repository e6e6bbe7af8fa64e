"""Datasette on the database, read-only, with what our plugin needs beside it."""

import sqlite3
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database as DatasetteDatabase

from explore.site.faults import Trouble
from explore.site.metadata import SEARCHED, metadata
from explore.site.publishing import NOT_HERE
from explore.site.reading import Readers
from explore.site.terms import NO_TERMS, Terms
from explore.site.warming import warm

NAME = "fondoscop"  # of the database in addresses
_HERE = Path(__file__).parent
_OF_ITS_OWN = "_memory"  # a database of Datasette's, in which there is nothing to see
_LARGE_THREADS, _MOST_LARGE = 2, 12  # files that are made at once, and those that wait for it as well
_SETTINGS = {
    "allow_download": False,  # the file is handed on by whoever publishes, with its digest
    "suggest_facets": False,
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 2000,
    "facet_time_limit_ms": 500,
    "num_sql_threads": 4,
    "template_debug": False,
    "trace_debug": False,
    "force_https_urls": False,
}


class _File(DatasetteDatabase):  # type: ignore[misc]  # Datasette has no types
    """Our database, whose full-text indexes Datasette would not know by the way in which they are written. What is
    wrong with a visitor's query is told to the visitor; the log is for the site's own faults.
    """

    def connect(self, write: bool = False) -> sqlite3.Connection:
        connection: sqlite3.Connection = super().connect(write=write)
        try:
            connection.execute("PRAGMA user_version").fetchone()
        except sqlite3.OperationalError:
            connection.close()
            path = Path(self.path)
            if path.with_name(f"{path.name}-wal").exists():
                raise
            # Where SQLite may not write beside the file, and nobody does, as store.schema has it.
            unchanging = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
            return sqlite3.connect(unchanging, uri=True, check_same_thread=False)
        return connection

    async def execute(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 (Datasette's own)
        try:
            return await super().execute(*arguments, **{**options, "log_sql_errors": False})
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_AUTH:
                raise sqlite3.OperationalError(NOT_HERE) from error  # the one kind that Datasette tells the visitor
            raise

    async def fts_table(self, table: str) -> str | None:
        return f"{table}_fts" if table in SEARCHED else None


class Site(Datasette):  # type: ignore[misc]  # Datasette has no types
    """One site on one database file."""

    def __init__(self, path: Path, *, terms: Terms = NO_TERMS, **settings: Any) -> None:  # noqa: ANN401 (Datasette's own)
        self.readers = Readers(path)
        self.large = Readers(path, threads=_LARGE_THREADS, most=_MOST_LARGE)
        self.trouble = Trouble()
        self.contact = terms.contact
        super().__init__(
            template_dir=str(_HERE / "templates"),
            static_mounts=[("stil", str(_HERE / "static"))],
            metadata={**metadata(NAME), "plugins": terms.plugins()},
            settings={**_SETTINGS, **settings},
        )
        self.remove_database(_OF_ITS_OWN)
        self._file: tuple[int, int] | None = None
        self._show(self.readers.file())

    def warm(self) -> Future[object]:
        """Begin to compute what pages keep of the file; its faults are told by the first page that meets them."""
        return self.readers.begin(warm)

    async def follow(self) -> None:
        """Let Datasette's own pages show the file that is in place now: a rebuild puts another one there.

        Raises FileNotFoundError or store.errors.DatabaseError for one that can't be shown.
        """
        if self.readers.file() != self._file:
            self._show(await self.readers.look())

    def _show(self, file: tuple[int, int]) -> None:
        if file == self._file:
            return  # another request was quicker
        if NAME in self.databases:
            self.remove_database(NAME)
            self.warm()
        self.add_database(_File(self, path=str(self.readers.path), is_mutable=True), name=NAME)
        self._file = file
