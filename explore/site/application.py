"""Datasette on the database, read-only, with what our plugin needs beside it."""

from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database as DatasetteDatabase

from explore.site.metadata import SEARCHED, metadata
from explore.site.reading import Readers
from explore.site.terms import NO_TERMS, Terms

NAME = "fondoscop"  # of the database in addresses
_HERE = Path(__file__).parent
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

    async def execute(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 (Datasette's own)
        return await super().execute(*arguments, **{**options, "log_sql_errors": False})

    async def fts_table(self, table: str) -> str | None:
        return f"{table}_fts" if table in SEARCHED else None


class Site(Datasette):  # type: ignore[misc]  # Datasette has no types
    """One site on one database file."""

    def __init__(self, path: Path, *, terms: Terms = NO_TERMS, **settings: Any) -> None:  # noqa: ANN401 (Datasette's own)
        self.readers = Readers(path)
        self.contact = terms.contact
        super().__init__(
            template_dir=str(_HERE / "templates"),
            static_mounts=[("stil", str(_HERE / "static"))],
            metadata={**metadata(NAME), "plugins": terms.plugins()},
            settings={**_SETTINGS, **settings},
        )
        self._file: tuple[int, int] | None = None
        self.follow()

    def follow(self) -> None:
        """Let Datasette's own pages show the file that is in place now: a rebuild puts another one there."""
        file = self.readers.file()
        if file == self._file:
            return
        if NAME in self.databases:
            self.remove_database(NAME)
        self.add_database(_File(self, path=str(self.readers.path), is_mutable=True), name=NAME)
        self._file = file
