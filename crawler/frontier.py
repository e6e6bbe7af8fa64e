"""The frontier: which documents of a source are to be asked in this run, and which were given out already.

It rests in `state.db`, so that a run holds only a handful of requests however large the site is, and a crash
forgets nothing: what was given out and did not answer is given out again by the next run.
"""

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from crawler.memory_file import to_text, transaction

DocumentRole = Literal["page", "attachment"]
Queue = Literal["linked", "waiting", "unasked"]

GIVE_UP = 5  # failures in a row after which an address is asked again only when a hub links to it

# Each queue's own condition; all share the index (source_id, handed), so the longest unasked come first.
_QUEUES: dict[Queue, str] = {
    "linked": "linked >= :started",  # hubs, feeds and sitemaps of this run lead to them
    "waiting": f"status IS NULL AND failures < {GIVE_UP}",  # pages link to them; they never answered
    "unasked": f"status IS NOT NULL AND failures < {GIVE_UP}",  # nothing links to them now, they may have vanished
}


class Frontier:
    """The documents of one source in one run, which is known by the moment of its beginning.

    A document is given out once a run, and only when it is due; `force` asks those that are not due as well.
    """

    def __init__(self, db: sqlite3.Connection, source_id: str, *, started: datetime, force: bool = False) -> None:
        self._db = db
        self._force = force
        self._names = {"source": source_id, "started": to_text(started)}

    def link(self, documents: Iterable[tuple[str, DocumentRole]]) -> None:
        """Queues documents that a hub, feed or sitemap leads to."""
        rows = [{**self._names, "url": url, "role": role} for url, role in documents]
        if rows:
            with transaction(self._db):
                self._db.executemany(
                    "INSERT INTO address (source_id, url, role, linked) VALUES (:source, :url, :role, :started)"
                    " ON CONFLICT DO UPDATE SET linked = :started WHERE linked IS NOT :started",
                    rows,
                )

    def hasten(self, urls: Iterable[str], *, asked_before: datetime) -> None:
        """Makes documents due that a sitemap says have changed, unless they fail or were asked since that moment."""
        rows = [{**self._names, "url": url, "before": to_text(asked_before)} for url in urls]
        if rows:
            with transaction(self._db):
                self._db.executemany(
                    "UPDATE address SET due = NULL WHERE source_id = :source AND url = :url"
                    " AND failures = 0 AND last_asked <= :before",
                    rows,
                )

    def settle(self, urls: Iterable[str]) -> None:
        """Lets documents be, for this run: a sitemap says that they are as they were."""
        rows = [{**self._names, "url": url} for url in urls]
        if rows:
            with transaction(self._db):
                self._db.executemany(
                    "UPDATE address SET handed = :started WHERE source_id = :source AND url = :url", rows
                )

    def hand_out(self, queue: Queue, *, limit: int) -> list[tuple[str, DocumentRole]]:
        """Documents of a queue, at most `limit`; they are not given out again in this run. Empty: there are no more."""
        if limit <= 0:
            return []
        due = "" if self._force else "AND (due IS NULL OR due <= :started)"
        query = f"""
            SELECT url, role FROM address
            WHERE source_id = :source AND handed < :started AND {_QUEUES[queue]} {due}
                AND (last_asked IS NULL OR last_asked < :started)
            ORDER BY handed, url LIMIT :limit
            """  # noqa: S608 - nothing in it comes from outside
        with transaction(self._db):
            rows = self._db.execute(query, {**self._names, "limit": limit}).fetchall()
            self._db.executemany(
                "UPDATE address SET handed = :started WHERE source_id = :source AND url = :url",
                [{**self._names, "url": url} for url, _ in rows],
            )
        return rows
