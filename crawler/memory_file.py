"""The file `state.db` itself: opened, brought to the newest schema, written in whole transactions.

In WAL mode with `synchronous = NORMAL`: a killed process loses nothing that was committed, a power cut may take
the last transactions, and never spoils the file (https://www.sqlite.org/pragma.html#pragma_synchronous).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from crawler.migrations import MIGRATIONS

WAIT = 30  # seconds for another process that writes


class StateError(Exception):
    """The memory can't be used; the message says why and what to do."""


def open_memory(path: Path) -> sqlite3.Connection:
    """The file, made if need be and migrated. Raises StateError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        db = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    except sqlite3.Error as error:
        raise StateError(f"{path} can't be opened: {error}") from error
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        _migrate(db, path)
    except sqlite3.DatabaseError as error:
        db.close()
        if is_full(error):
            raise StateError(
                f"{path} can't be written ({error}): if the disk is full, free some space and run again"
            ) from error
        raise StateError(
            f"{path} can't be used ({error}): if that stays so, delete it, which costs another crawl and loses nothing"
        ) from error
    except BaseException:
        db.close()
        raise
    return db


def is_full(error: sqlite3.Error) -> bool:
    """Whether SQLite ran out of disk; a file that may not grow shows as an error of input and output."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of the block or nothing of it."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if db.in_transaction:  # a full disk ends it by itself
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def to_text(moment: datetime) -> str:
    """Comparable as text, because all have the same form."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def to_moment(text: str | None) -> datetime | None:
    """The moment that `to_text` wrote."""
    return datetime.fromisoformat(text) if text else None


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    with transaction(db):
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        if version > len(MIGRATIONS):
            raise StateError(
                f"{path} was made by a newer Fondoscop: use that one, or delete the file, "
                "which costs another crawl and loses nothing"
            )
        for statement in (sql for migration in MIGRATIONS[version:] for sql in migration):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
