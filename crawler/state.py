"""The crawler's memory, `state.db`: what each address said last, and which wait to be asked.

It is written after the archive, never before: what is lost with it costs a second fetch and no more. What
the archive has and the memory lacks, after a crash or a loss, is taken over by `catch_up`.
"""

import sqlite3
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from crawler.migrations import MIGRATIONS
from crawler.passed_over import PassedOver
from store.archive import Archive, Recovery
from store.records import Capture

DocumentRole = Literal["page", "attachment"]

GIVE_UP = 5  # failures in a row after which an address is asked again only when a page links to it


class StateError(Exception):
    """The memory can't be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is remembered of an address."""

    role: DocumentRole
    etag: str | None
    last_modified: str | None
    sha256: str | None
    last_seen: datetime | None
    vanished: datetime | None
    failures: int  # in a row, the last time it was asked included


class State:
    """An open `state.db`. Several processes may have it open; each writes for its own source."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
        try:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._migrate(path)
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise StateError(
                f"{path} can't be used ({error}): if that stays so, delete it, "
                "which costs another crawl and loses nothing"
            ) from error
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        self._db.close()

    def known(self, source_id: str, url: str) -> Known | None:
        """What is remembered of the address; None when it was never asked."""
        row = self._db.execute(
            "SELECT role, etag, last_modified, sha256, last_seen, vanished, failures FROM address"
            " WHERE source_id = ? AND url = ?",
            (source_id, url),
        ).fetchone()
        if row is None:
            return None
        role, etag, last_modified, sha256, last_seen, vanished, failures = row
        return Known(
            role=role,
            etag=etag,
            last_modified=last_modified,
            sha256=sha256,
            last_seen=_moment(last_seen),
            vanished=_moment(vanished),
            failures=failures,
        )

    def answered(
        self,
        source_id: str,
        url: str,
        *,
        role: DocumentRole,
        status: int,
        etag: str | None,
        last_modified: str | None,
        sha256: str,
        at: datetime,
        links: Iterable[tuple[str, DocumentRole]] = (),
    ) -> None:
        """Remembers an answer with a body, and lets the documents it links to wait, in one transaction."""
        now = _text(at)
        with self._transaction():
            self._db.execute(
                """
                INSERT INTO address (source_id, url, role, status, etag, last_modified, sha256,
                                     last_asked, last_seen, last_changed)
                VALUES (:source, :url, :role, :status, :etag, :modified, :sha256, :now, :now, :now)
                ON CONFLICT DO UPDATE SET
                    role = :role, status = :status, etag = :etag, last_modified = :modified,
                    last_changed = iif(sha256 IS :sha256, last_changed, :now), sha256 = :sha256,
                    last_asked = :now, last_seen = :now, vanished = NULL, failures = 0
                """,
                {
                    "source": source_id,
                    "url": url,
                    "role": role,
                    "status": status,
                    "etag": etag,
                    "modified": last_modified,
                    "sha256": sha256,
                    "now": now,
                },
            )
            self._db.executemany(
                "INSERT OR IGNORE INTO address (source_id, url, role) VALUES (?, ?, ?)",
                [(source_id, link, link_role) for link, link_role in links],
            )

    def unchanged(self, source_id: str, url: str, *, at: datetime) -> None:
        """Remembers that the address said 304: the document is there as it was."""
        self._db.execute(
            "UPDATE address"
            " SET status = 304, last_asked = :now, last_seen = :now, vanished = NULL, failures = 0"
            " WHERE source_id = :source AND url = :url",
            {"source": source_id, "url": url, "now": _text(at)},
        )

    def failed(
        self, source_id: str, url: str, *, role: DocumentRole, status: int | None, gone: bool, at: datetime
    ) -> bool:
        """Remembers a failure; True when a document that was there is `gone` for the first time."""
        before = self.known(source_id, url)
        vanishes = gone and before is not None and before.sha256 is not None and before.vanished is None
        self._db.execute(
            """
            INSERT INTO address (source_id, url, role, status, last_asked, failures)
            VALUES (:source, :url, :role, :status, :now, 1)
            ON CONFLICT DO UPDATE SET
                status = coalesce(:status, status), last_asked = :now, failures = failures + 1,
                vanished = iif(:vanishes, :now, vanished)
            """,
            {"source": source_id, "url": url, "role": role, "status": status, "now": _text(at), "vanishes": vanishes},
        )
        return vanishes

    def moved(self, source_id: str, url: str, *, at: datetime) -> bool:
        """Remembers that an address only redirects; True when a document was there until now."""
        before = self.known(source_id, url)
        self._db.execute(
            "UPDATE address SET status = 301, last_asked = :now, failures = :enough,"
            " vanished = iif(sha256 IS NULL, NULL, coalesce(vanished, :now))"
            " WHERE source_id = :source AND url = :url",
            {"source": source_id, "url": url, "now": _text(at), "enough": GIVE_UP},
        )
        return before is not None and before.sha256 is not None and before.vanished is None

    def waiting(self, source_id: str, *, before: datetime) -> list[tuple[str, DocumentRole]]:
        """The addresses that a page linked to and that never answered, those not asked since `before`."""
        return self._db.execute(
            "SELECT url, role FROM address WHERE source_id = ? AND status IS NULL AND failures < ?"
            " AND (last_asked IS NULL OR last_asked < ?) ORDER BY last_asked, url",
            (source_id, GIVE_UP, _text(before)),
        ).fetchall()

    def unasked(self, source_id: str, *, before: datetime) -> list[tuple[str, DocumentRole]]:
        """The addresses that answered once and were not asked since `before`, the longest unasked first."""
        return self._db.execute(
            "SELECT url, role FROM address WHERE source_id = ? AND status IS NOT NULL AND failures < ?"
            " AND last_asked < ? ORDER BY last_asked, url",
            (source_id, GIVE_UP, _text(before)),
        ).fetchall()

    def passed_over(self, source_id: str, *, started: datetime) -> PassedOver:
        """The pages of the source that were fetched and are not of its topic, for a run that began then."""
        return PassedOver(self._db, source_id, started=started)

    def live(self, source_id: str) -> int:
        """How many documents of the source are captured and not known to be gone."""
        query = "SELECT count(*) FROM address WHERE source_id = ? AND sha256 IS NOT NULL AND vanished IS NULL"
        return int(self._db.execute(query, (source_id,)).fetchone()[0])

    def catch_up(self, archive: Archive, recovery: Recovery | None = None) -> None:
        """Takes over the captures that the memory lacks, so that none is made twice. Raises ArchiveError.

        What the archive does not hold is forgotten, to be captured again. After a crash, as `recovery` tells, each
        address's content must be the last one in the archive: a power cut may have kept the memory, not the page.
        """
        with self._transaction():
            start = self._offset()
            if start > archive.index_size():  # another archive, which lacks what is remembered
                self._db.execute("DELETE FROM address")
                start = 0
            for following, capture in archive.captures_from(start):
                if archive.holds(capture):
                    self._take_over(capture)
                else:
                    self._forget(capture)
                start = following
            self._db.execute("INSERT OR REPLACE INTO memory (key, value) VALUES ('index', ?)", (start,))
            if recovery is not None and recovery.mended:
                self._believe_only(archive, {capture.id for capture in recovery.lost})

    def _believe_only(self, archive: Archive, lost: Container[str]) -> None:
        held = ((c.source_id, c.url, c.sha256) for c in archive.captures() if c.id not in lost and archive.holds(c))
        self._db.execute(
            "CREATE TEMP TABLE held (source_id TEXT, url TEXT, sha256 TEXT, PRIMARY KEY (source_id, url)) WITHOUT ROWID"
        )
        self._db.executemany("INSERT OR REPLACE INTO held VALUES (?, ?, ?)", held)
        self._db.execute(
            "UPDATE address SET sha256 = NULL, etag = NULL, last_modified = NULL"
            " WHERE sha256 IS NOT NULL AND sha256 IS NOT"
            " (SELECT sha256 FROM held WHERE held.source_id = address.source_id AND held.url = address.url)"
        )
        self._db.execute("DROP TABLE held")

    def _forget(self, capture: Capture) -> None:
        self._db.execute(
            "UPDATE address SET sha256 = NULL, etag = NULL, last_modified = NULL"
            " WHERE source_id = ? AND url = ? AND sha256 = ?",
            (capture.source_id, capture.url, capture.sha256),
        )

    def read_index_anew(self) -> None:
        """To be called when the archive's index was made anew: its lines stand elsewhere now."""
        with self._transaction():
            self._db.execute("DELETE FROM memory WHERE key = 'index'")

    def forget_content(self, urls: Iterable[str]) -> None:
        """Forget what these addresses held, so that the next crawl fetches and captures them again."""
        with self._transaction():
            self._db.executemany(
                "UPDATE address SET sha256 = NULL, etag = NULL, last_modified = NULL WHERE url = ?",
                [(url,) for url in urls],
            )

    def _take_over(self, capture: Capture) -> None:
        html = (capture.media_type or "").startswith(("text/", "application/xhtml"))
        self._db.execute(
            """
            INSERT INTO address (source_id, url, role, status, sha256, last_asked, last_seen, last_changed)
            VALUES (:source, :url, :role, :status, :sha256, :at, :at, :at)
            ON CONFLICT DO UPDATE SET
                status = :status, sha256 = :sha256, last_asked = :at, last_seen = :at,
                last_changed = :at, etag = NULL, last_modified = NULL, vanished = NULL, failures = 0
            WHERE last_changed IS NULL OR last_changed < :at
            """,
            {
                "source": capture.source_id,
                "url": capture.url,
                "role": "page" if html else "attachment",
                "status": capture.status,
                "sha256": capture.sha256,
                "at": _text(capture.fetched_at),
            },
        )

    def _offset(self) -> int:
        row = self._db.execute("SELECT value FROM memory WHERE key = 'index'").fetchone()
        return int(row[0]) if row else 0

    def _migrate(self, path: Path) -> None:
        with self._transaction():
            version = int(self._db.execute("PRAGMA user_version").fetchone()[0])
            if version > len(MIGRATIONS):
                raise StateError(
                    f"{path} was made by a newer Fondoscop: use that one, or delete the file, "
                    "which costs another crawl and loses nothing"
                )
            for statement in (sql for migration in MIGRATIONS[version:] for sql in migration):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def _text(moment: datetime) -> str:
    """Comparable as text, because all have the same form."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
