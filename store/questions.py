"""Short questions to the database, each answered by one row."""

import sqlite3


def pending_count(connection: sqlite3.Connection) -> int:
    """How many addresses have captures that nobody has read yet."""
    found = connection.execute("SELECT count(DISTINCT url) FROM captures WHERE outcome = 'pending'")
    return int(found.fetchone()[0])


def captured_since(connection: sqlite3.Connection, url: str, moment: str) -> bool:
    """Whether a page was captured at this address after the moment (ISO 8601, UTC, microseconds)."""
    found = connection.execute(
        "SELECT 1 FROM captures WHERE url = ? AND fetched_at > ? AND outcome <> 'no-page'", (url, moment)
    )
    return found.fetchone() is not None


def content_of(connection: sqlite3.Connection, document_id: str) -> str | None:
    """The digest of what the document says; None where there is no such document."""
    row = connection.execute("SELECT content FROM documents WHERE id = ?", (document_id,)).fetchone()
    return row[0] if row else None
