"""The crawler's memory, `state.db`: what each address said last, and when it may be asked again.

It is written after the archive, never before: what is lost with it costs a second fetch and no more. What
the archive has and the memory lacks, after a crash or a loss, is taken over by `catch_up`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawler import catching_up, erasing
from crawler.frontier import GIVE_UP, DocumentRole, Frontier
from crawler.memory_file import StateError, open_memory, to_moment, to_text, transaction
from crawler.passed_over import PassedOver
from store.archive import Archive, Recovery

__all__ = ["Answered", "DocumentRole", "Known", "State", "StateError"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is remembered of an address."""

    role: DocumentRole
    etag: str | None
    last_modified: str | None
    sha256: str | None
    last_seen: datetime | None
    last_changed: datetime | None
    vanished: datetime | None
    due: datetime | None  # None: at once
    failures: int  # in a row, the last time it was asked included


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer with a body, to be remembered. `links` are the documents that it links to."""

    url: str
    role: DocumentRole
    status: int
    etag: str | None
    last_modified: str | None
    sha256: str
    at: datetime
    due: datetime | None
    links: tuple[tuple[str, DocumentRole], ...] = ()


class State:
    """An open `state.db`. Several processes may have it open; each writes for its own source.

    Its methods raise sqlite3.Error when the disk refuses.
    """

    def __init__(self, path: Path) -> None:
        self._db = open_memory(path)

    def close(self) -> None:
        self._db.close()

    def frontier(self, source_id: str, *, started: datetime, force: bool = False) -> Frontier:
        """What of the source is to be asked in the run that began then."""
        return Frontier(self._db, source_id, started=started, force=force)

    def known(self, source_id: str, url: str) -> Known | None:
        """What is remembered of the address; None when it was never heard of."""
        row = self._db.execute(
            "SELECT role, etag, last_modified, sha256, last_seen, last_changed, vanished, due, failures FROM address"
            " WHERE source_id = ? AND url = ?",
            (source_id, url),
        ).fetchone()
        if row is None:
            return None
        role, etag, last_modified, sha256, last_seen, last_changed, vanished, due, failures = row
        return Known(
            role=role,
            etag=etag,
            last_modified=last_modified,
            sha256=sha256,
            last_seen=to_moment(last_seen),
            last_changed=to_moment(last_changed),
            vanished=to_moment(vanished),
            due=to_moment(due),
            failures=failures,
        )

    def answered(self, source_id: str, answers: Iterable[Answered]) -> None:
        """Remembers answers with bodies, and lets the documents they link to wait, in one transaction."""
        with transaction(self._db):
            for answer in answers:
                self._answered(source_id, answer)

    def _answered(self, source_id: str, answer: Answered) -> None:
        self._db.execute(
            """
            INSERT INTO address (source_id, url, role, status, etag, last_modified, sha256, due,
                                 last_asked, last_seen, last_changed)
            VALUES (:source, :url, :role, :status, :etag, :modified, :sha256, :due, :now, :now, :now)
            ON CONFLICT DO UPDATE SET
                role = :role, status = :status, etag = :etag, last_modified = :modified, due = :due,
                last_changed = iif(sha256 IS :sha256, last_changed, :now), sha256 = :sha256,
                last_asked = :now, last_seen = :now, vanished = NULL, failures = 0
            """,
            {
                "source": source_id,
                "url": answer.url,
                "role": answer.role,
                "status": answer.status,
                "etag": answer.etag,
                "modified": answer.last_modified,
                "sha256": answer.sha256,
                "due": to_text(answer.due) if answer.due else None,
                "now": to_text(answer.at),
            },
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO address (source_id, url, role) VALUES (?, ?, ?)",
            [(source_id, link, link_role) for link, link_role in answer.links],
        )

    def unchanged(self, source_id: str, url: str, *, at: datetime, due: datetime) -> None:
        """Remembers that the address said 304: the document is there as it was."""
        self._db.execute(
            "UPDATE address"
            " SET status = 304, last_asked = :now, last_seen = :now, due = :due, vanished = NULL, failures = 0"
            " WHERE source_id = :source AND url = :url",
            {"source": source_id, "url": url, "now": to_text(at), "due": to_text(due)},
        )

    def failed(
        self,
        source_id: str,
        url: str,
        *,
        role: DocumentRole,
        status: int | None,
        vanishes: bool,
        at: datetime,
        due: datetime,
    ) -> None:
        """Remembers a failure; `vanishes` when a document that was there is gone for the first time."""
        self._db.execute(
            """
            INSERT INTO address (source_id, url, role, status, last_asked, due, failures)
            VALUES (:source, :url, :role, :status, :now, :due, 1)
            ON CONFLICT DO UPDATE SET
                status = coalesce(:status, status), last_asked = :now, due = :due, failures = failures + 1,
                vanished = iif(:vanishes, :now, vanished)
            """,
            {
                "source": source_id,
                "url": url,
                "role": role,
                "status": status,
                "now": to_text(at),
                "due": to_text(due),
                "vanishes": vanishes,
            },
        )

    def moved(self, source_id: str, url: str, *, at: datetime, due: datetime) -> bool:
        """Remembers that an address only redirects; True when a document was there until now."""
        before = self.known(source_id, url)
        self._db.execute(
            "UPDATE address SET status = 301, last_asked = :now, due = :due, failures = :enough,"
            " vanished = iif(sha256 IS NULL, NULL, coalesce(vanished, :now))"
            " WHERE source_id = :source AND url = :url",
            {"source": source_id, "url": url, "now": to_text(at), "due": to_text(due), "enough": GIVE_UP},
        )
        return before is not None and before.sha256 is not None and before.vanished is None

    def passed_over(self, source_id: str, *, started: datetime) -> PassedOver:
        """The pages of the source that were fetched and are not of its topic, for a run that began then."""
        return PassedOver(self._db, source_id, started=started)

    def live(self, source_id: str) -> int:
        """How many documents of the source are captured and not known to be gone."""
        query = "SELECT count(*) FROM address WHERE source_id = ? AND sha256 IS NOT NULL AND vanished IS NULL"
        return int(self._db.execute(query, (source_id,)).fetchone()[0])

    def went_through(self, source_id: str, *, started: datetime) -> None:
        """Remembers a run of the source that came to its end."""
        self._db.execute("INSERT OR REPLACE INTO source VALUES (?, ?)", (source_id, to_text(started)))

    def last_whole(self, source_id: str) -> datetime | None:
        """When the source's last run that came to its end began."""
        row = self._db.execute("SELECT last_whole FROM source WHERE source_id = ?", (source_id,)).fetchone()
        return to_moment(row[0]) if row else None

    def catch_up(self, archive: Archive, recovery: Recovery | None = None) -> None:
        """See `catching_up.catch_up`."""
        catching_up.catch_up(self._db, archive, recovery)

    def read_index_anew(self) -> None:
        """See `catching_up.read_index_anew`."""
        catching_up.read_index_anew(self._db)

    def forget_content(self, urls: Iterable[str]) -> None:
        """See `catching_up.forget_content`."""
        catching_up.forget_content(self._db, urls)

    def erase(self, matches: Callable[[str], bool]) -> None:
        """See `erasing.erase`."""
        erasing.erase(self._db, matches)

    def drop(self, source_id: str, url: str) -> None:
        """Delete what is remembered of an address of the source."""
        self._db.execute("DELETE FROM address WHERE source_id = ? AND url = ?", (source_id, url))

    def built_offset(self) -> int:
        """See `catching_up.built_offset`."""
        return catching_up.built_offset(self._db)

    def remember_built(self, offset: int) -> None:
        """See `catching_up.remember_built`."""
        catching_up.remember_built(self._db, offset)
