"""Pages that were fetched and passed over, since they are not of the source's topic: not to be fetched on every run."""

import sqlite3
from datetime import datetime, timedelta

from crawler.frontier import GIVE_UP

AGAIN = timedelta(days=30)  # after which a page is looked at anew: it, or our words, may have changed


class PassedOver:
    """Those of one source, in the crawler's memory; `started` is the beginning of the run."""

    def __init__(self, db: sqlite3.Connection, source_id: str, *, started: datetime) -> None:
        self._db = db
        self._source_id = source_id
        self._after = (started - AGAIN).isoformat(timespec="microseconds")

    def __contains__(self, url: str) -> bool:
        row = self._db.execute(
            "SELECT 1 FROM passed_over WHERE source_id = ? AND url = ? AND judged > ?",
            (self._source_id, url, self._after),
        ).fetchone()
        return row is not None

    def add(self, url: str, *, at: datetime) -> None:
        """Remembers the page, so that neither a link nor a queue leads to it for a while."""
        names = {
            "source": self._source_id,
            "url": url,
            "now": at.isoformat(timespec="microseconds"),
            "later": (at + AGAIN).isoformat(timespec="microseconds"),
            "enough": GIVE_UP,
        }
        self._db.execute("INSERT OR REPLACE INTO passed_over VALUES (:source, :url, :now)", names)
        self._db.execute(
            "UPDATE address SET last_asked = :now, failures = :enough, due = :later"
            " WHERE source_id = :source AND url = :url AND sha256 IS NULL",
            names,
        )
