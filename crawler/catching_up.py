"""Bringing the crawler's memory up to the archive: what a crash, a power cut or a loss left different.

The archive is believed, never the memory: what only the memory knows is fetched again, what only the archive
knows is not captured twice.
"""

import sqlite3
from collections.abc import Container, Iterable

from crawler.memory_file import to_text, transaction
from store.archive import Archive, Recovery
from store.records import Capture


def catch_up(db: sqlite3.Connection, archive: Archive, recovery: Recovery | None = None) -> None:
    """Takes over the captures that the memory lacks, so that none is made twice. Raises ArchiveError.

    What the archive does not hold is forgotten, to be captured again. After a crash, as `recovery` tells, each
    address's content must be the last one in the archive: a power cut may have kept the memory, not the page.
    """
    with transaction(db):
        start = index_offset(db)
        if start > archive.index_size():  # another archive, which lacks what is remembered
            db.execute("DELETE FROM address")
            start = 0
        for following, capture in archive.captures_from(start):
            if archive.holds(capture):
                _take_over(db, capture)
            else:
                _forget(db, capture)
            start = following
        db.execute("INSERT OR REPLACE INTO memory (key, value) VALUES ('index', ?)", (start,))
        if recovery is not None and recovery.mended:
            _believe_only(db, archive, {capture.id for capture in recovery.lost})


def index_offset(db: sqlite3.Connection) -> int:
    """Up to which byte the archive's index was read."""
    row = db.execute("SELECT value FROM memory WHERE key = 'index'").fetchone()
    return int(row[0]) if row else 0


def built_offset(db: sqlite3.Connection) -> int:
    """Up to which byte the database has the archive's index, if it is still the same database."""
    row = db.execute("SELECT value FROM memory WHERE key = 'built'").fetchone()
    return int(row[0]) if row else 0


def remember_built(db: sqlite3.Connection, offset: int) -> None:
    """Remembers up to which byte the database has the archive's index."""
    db.execute("INSERT OR REPLACE INTO memory (key, value) VALUES ('built', ?)", (offset,))


def read_index_anew(db: sqlite3.Connection) -> None:
    """To be called when the archive's index was made anew: its lines stand elsewhere now."""
    db.execute("DELETE FROM memory")


def forget_content(db: sqlite3.Connection, urls: Iterable[str]) -> None:
    """Forget what these addresses held, so that the next crawl fetches and captures them again."""
    with transaction(db):
        db.executemany(
            "UPDATE address SET sha256 = NULL, etag = NULL, last_modified = NULL, due = NULL WHERE url = ?",
            [(url,) for url in urls],
        )


def _believe_only(db: sqlite3.Connection, archive: Archive, lost: Container[str]) -> None:
    held = ((c.source_id, c.url, c.sha256) for c in archive.captures() if c.id not in lost and archive.holds(c))
    db.execute(
        "CREATE TEMP TABLE held (source_id TEXT, url TEXT, sha256 TEXT, PRIMARY KEY (source_id, url)) WITHOUT ROWID"
    )
    db.executemany("INSERT OR REPLACE INTO held VALUES (?, ?, ?)", held)
    db.execute(
        "UPDATE address SET sha256 = NULL, etag = NULL, last_modified = NULL, due = NULL"
        " WHERE sha256 IS NOT NULL AND sha256 IS NOT"
        " (SELECT sha256 FROM held WHERE held.source_id = address.source_id AND held.url = address.url)"
    )
    db.execute("DROP TABLE held")


def _forget(db: sqlite3.Connection, capture: Capture) -> None:
    db.execute(
        "UPDATE address SET sha256 = NULL, etag = NULL, last_modified = NULL, due = NULL"
        " WHERE source_id = ? AND url = ? AND sha256 = ?",
        (capture.source_id, capture.url, capture.sha256),
    )


def _take_over(db: sqlite3.Connection, capture: Capture) -> None:
    """The page is due at once: only a whole answer tells its validators, and what it links to."""
    html = (capture.media_type or "").startswith(("text/", "application/xhtml"))
    db.execute(
        """
        INSERT INTO address (source_id, url, role, status, sha256, last_asked, last_seen, last_changed)
        VALUES (:source, :url, :role, :status, :sha256, :at, :at, :at)
        ON CONFLICT DO UPDATE SET
            status = :status, sha256 = :sha256, last_asked = :at, last_seen = :at, due = NULL,
            last_changed = :at, etag = NULL, last_modified = NULL, vanished = NULL, failures = 0
        WHERE last_changed IS NULL OR last_changed < :at
        """,
        {
            "source": capture.source_id,
            "url": capture.url,
            "role": "page" if html else "attachment",
            "status": capture.status,
            "sha256": capture.sha256,
            "at": to_text(capture.fetched_at),
        },
    )
