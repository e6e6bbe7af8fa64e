"""Taking what was read from forgotten captures out of a database, so that nothing of it is left in the file.

A deleted row stays in the free pages of SQLite's file, and a deleted word in the segments of its full-text index,
until they are written anew (https://www.sqlite.org/pragma.html#pragma_secure_delete, https://www.sqlite.org/fts5.html).
"""

import sqlite3
from collections.abc import Callable, Iterable

from store.records import Capture
from store.tombstones import names
from store.writing import FACT_TABLES


def forget_captures(connection: sqlite3.Connection, ids: Iterable[str], matches: Callable[[str], bool]) -> int:
    """Delete these captures and those of matching addresses, what was read from them, and issues that name them."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS gone (id TEXT PRIMARY KEY)")
    connection.execute("DELETE FROM temp.gone")
    connection.executemany("INSERT OR IGNORE INTO temp.gone VALUES (?)", ((one,) for one in ids))
    listed = connection.execute("SELECT id, url FROM captures").fetchall()
    connection.executemany(
        "INSERT OR IGNORE INTO temp.gone VALUES (?)", ((key,) for key, url in listed if matches(url))
    )  # captures that only the database still knows of
    told = connection.execute("SELECT id, url, message FROM issues").fetchall()
    about = [(key,) for key, url, message in told if (url and matches(url)) or names(message, matches)]
    connection.executemany("DELETE FROM issues WHERE id = ?", about)
    documents = "SELECT id FROM documents WHERE capture_id IN (SELECT id FROM temp.gone)"
    connection.execute(
        f"DELETE FROM issues WHERE capture_id IN (SELECT id FROM temp.gone) OR document_id IN ({documents})"  # noqa: S608
    )
    decided = connection.execute("SELECT id, url FROM decisions WHERE url IS NOT NULL").fetchall()
    connection.executemany("DELETE FROM decisions WHERE id = ?", ((key,) for key, url in decided if matches(url)))
    for table in (*FACT_TABLES, "projects"):
        connection.execute(f"DELETE FROM {table} WHERE document_id IN ({documents})")  # noqa: S608
    connection.execute("DELETE FROM documents WHERE capture_id IN (SELECT id FROM temp.gone)")
    return connection.execute("DELETE FROM captures WHERE id IN (SELECT id FROM temp.gone)").rowcount


def place_captures(connection: sqlite3.Connection, captures: Iterable[Capture]) -> None:
    """Give known captures the places in the archive at which they are now."""
    connection.executemany(
        'UPDATE captures SET file = ?1, "offset" = ?2, length = ?3'
        ' WHERE id = ?4 AND (file, "offset", length) <> (?1, ?2, ?3)',
        ((capture.file, capture.offset, capture.length, capture.id) for capture in captures),
    )


def scrub(connection: sqlite3.Connection) -> None:
    """Write the full-text indexes and the file anew, so that what was deleted is in none."""
    for table in ("documents_fts", "projects_fts", "organisations_fts", "quotes_fts"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")  # noqa: S608
    connection.commit()
    connection.execute("VACUUM")
