"""A database made aside takes the place of an older one."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from store.errors import DatabaseBusyError

_PATIENCE = 30.0  # seconds to wait for readers in the middle of a query
_COMPANIONS = ("-wal", "-shm")


def put_in_place(new: Path, path: Path) -> None:
    """Rename a finished, closed database over `path`; whoever has the old one open goes on reading that.

    Raises DatabaseBusyError, with nothing changed, while somebody is in the middle of a long query.
    """
    _settle(path)
    new.replace(path)
    # Emptied by _settle, but the new file must not share the old one's index of the log.
    for ending in _COMPANIONS:
        path.with_name(path.name + ending).unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def remove(path: Path) -> None:
    """Remove a database that nobody uses, with what SQLite keeps beside it."""
    for ending in ("", *_COMPANIONS):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Bring the old file's write-ahead log into it: SQLite would take what is left for the new file's log."""
    if not path.exists():
        return
    with closing(sqlite3.connect(path, timeout=_PATIENCE)) as connection:
        try:
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.DatabaseError:
            return  # no database at all: there is no log either
    if busy:
        raise DatabaseBusyError(f"another program keeps {path} busy; close it and try again")
