"""The database file for many readers at once: a read-only connection for each thread, and the new file when a rebuild
has put one in its place.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from explore.site.asked import BusyError
from store.database import Database

Value = TypeVar("Value")

_THREADS = 8  # SQLite reads without the interpreter's lock; the rest of a page is Python


class Readers:
    """Threads that read one database file."""

    def __init__(self, path: Path, *, threads: int = _THREADS, most: int | None = None) -> None:
        """`most` is how many may be read for or wait at once; by default any number."""
        self.path = path
        self._most = most
        self._asking = 0
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self._own = threading.local()

    def file(self) -> tuple[int, int]:
        """Which file it is now; another one after a rebuild. Raises FileNotFoundError."""
        found = self.path.stat()
        return found.st_dev, found.st_ino

    async def read(self, work: Callable[[Database], Value]) -> Value:
        """What `work` gives of one state of the file, in a thread. Raises BusyError where too many wait already."""
        if self._most is not None and self._asking >= self._most:
            raise BusyError
        self._asking += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self._with_database, work)
        finally:
            self._asking -= 1

    def begin(self, work: Callable[[Database], object]) -> Future[object]:
        """Do something in one of the threads, while pages are read in the others; nobody need wait for it."""
        return self._pool.submit(self._with_database, work)

    async def look(self) -> tuple[int, int]:
        """Which file is there now, if it can be read. Raises FileNotFoundError or store.errors.DatabaseError."""
        file = self.file()
        await asyncio.get_running_loop().run_in_executor(self._pool, self._look)
        return file

    def _look(self) -> None:
        Database.open(self.path, read_only=True).close()

    def _with_database(self, work: Callable[[Database], Value]) -> Value:
        with self.database() as database, database.snapshot():
            return work(database)

    def database(self) -> "_Kept":
        """This thread's database, which stays open."""
        file = self.file()
        kept: _Kept | None = getattr(self._own, "kept", None)
        if kept is None or kept.file != file:
            self._own.kept = None  # a file that can't be opened must not leave a closed one behind
            if kept is not None:
                kept.database.close()
            kept = self._own.kept = _Kept(file, Database.open(self.path, read_only=True))
        return kept


class _Kept:
    """A database that its thread keeps for the next page."""

    def __init__(self, file: tuple[int, int], database: Database) -> None:
        self.file = file
        self.database = database

    def __enter__(self) -> Database:
        return self.database

    def __exit__(self, *_: object) -> None:
        """It stays open."""
