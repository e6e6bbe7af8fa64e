"""How the sources are, and what holds their data: freshness, health, floors, disk, damage.

Everything is read from the archive and the database and nothing is written, so it may be asked at any time,
also while a run is at work.
"""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from crawler.sources import Source
from jobs.build_input import check
from jobs.exit_codes import ExitCode
from jobs.floors import Coverage, coverage
from jobs.lock import Holder, holder
from jobs.places import DATABASE, STATE
from jobs.run_history import run_history
from jobs.scanned import Scanned, scanned_pdfs
from jobs.source_status import SourceStatus, source_status
from store.archive import Archive, ArchiveError
from store.database import Database, DatabaseError, MissingDatabaseError, SchemaVersionError
from store.records import Run

_ORDER = ("failing", "overdue", "below_floor", "stopped", "ok", "unlisted", "disabled")  # worst first
_DAMAGE = "SELECT message FROM issues WHERE kind IN ('damaged-capture', 'damaged-archive', 'damaged-journal')"
_KEPT = {  # what was put aside when damage was found, for a person to look at
    "archive/captures.jsonl.damaged": "the index of captures could not be read and was made anew",
    "fondoscop.db.before-damage": "a rebuild found captures lost; this is the database from before",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The state of a data directory at one moment. Sizes are in bytes."""

    moment: datetime
    sources: tuple[SourceStatus, ...]  # those that ran at least once, worst first
    never_ran: tuple[str, ...]  # ids of enabled sources that did not
    newest_capture: datetime | None
    scanned: Mapping[str, Scanned]  # PDFs that are pictures of paper, by source
    unread: int | None  # addresses with captures that the database has not read; None without a database
    archive_bytes: int
    database_bytes: int
    state_bytes: int
    free_bytes: int  # on the disk of the data directory
    damage: tuple[str, ...]  # what is lost or spoilt, in words
    notes: tuple[str, ...]  # what is not as it will be after the next run
    at_work: Holder | None


@dataclass(slots=True)
class _Seen:
    """When captures were made: the newest of each source, and the newest that was the first of its address."""

    newest: dict[str, datetime] = field(default_factory=dict)
    newest_first: dict[str, datetime] = field(default_factory=dict)


def status(data: Path, sources: Mapping[str, Source], *, now: datetime | None = None) -> Status:
    """The state of the directory; `sources` are all that are known, for their intervals and floors.

    Raises BuildError when there is no archive.
    """
    check(data)
    moment = now or datetime.now(UTC)
    archive = Archive(data / "archive")
    damage, notes = [f"{data / name}: {what}" for name, what in _KEPT.items() if (data / name).exists()], list[str]()
    history = run_history(archive.journal)
    damage += filter(None, [history.damage])
    seen = _captures_seen(archive, damage)
    covered, scanned, unread = _database(data / DATABASE, damage, notes)
    at_work = holder(data)
    by_source: dict[str, list[Run]] = {}
    for run in history.runs:
        by_source.setdefault(run.source_id, []).append(run)
    found = [
        source_status(
            source_id,
            runs,
            sources.get(source_id),
            covered=covered.get(source_id),
            newest_capture=seen.newest.get(source_id),
            last_new_document=seen.newest_first.get(source_id),
            at_work_since=at_work.since if at_work else None,
            now=moment,
        )
        for source_id, runs in by_source.items()
    ]
    return Status(
        moment=moment,
        sources=tuple(sorted(found, key=_badness)),
        never_ran=tuple(sorted(key for key, source in sources.items() if source.enabled and key not in by_source)),
        newest_capture=max(seen.newest.values(), default=None),
        scanned=scanned,
        unread=unread,
        archive_bytes=_size((data / "archive").glob("*")),
        database_bytes=_size(data.glob(f"{DATABASE}*")),
        state_bytes=_size(data.glob(f"{STATE}*")),
        free_bytes=shutil.disk_usage(data).free,
        damage=tuple(damage),
        notes=tuple(notes),
        at_work=at_work,
    )


def health(found: Status) -> ExitCode:
    """PARTLY_FAILED when a source fails or is overdue or anything is damaged, else BELOW_FLOOR, else OK."""
    states = {source.state for source in found.sources}
    if found.damage or states & {"failing", "overdue"}:
        return ExitCode.PARTLY_FAILED
    return ExitCode.BELOW_FLOOR if "below_floor" in states else ExitCode.OK


def _badness(source: SourceStatus) -> tuple[int, datetime, str]:
    since = source.failing_since or source.last_success or datetime.min.replace(tzinfo=UTC)
    return _ORDER.index(source.state), since, source.id


def _captures_seen(archive: Archive, damage: list[str]) -> _Seen:
    seen, known = _Seen(), set[int]()
    try:
        for capture in archive.captures():
            if not 200 <= capture.status < 300:
                continue
            seen.newest[capture.source_id] = capture.fetched_at
            address = hash((capture.source_id, capture.url))  # a few bytes each: there may be millions
            if address not in known:
                known.add(address)
                seen.newest_first[capture.source_id] = capture.fetched_at
    except ArchiveError as error:
        damage.append(str(error))
    return seen


def _database(
    path: Path, damage: list[str], notes: list[str]
) -> tuple[dict[str, Coverage], dict[str, Scanned], int | None]:
    try:
        with Database.open(path, read_only=True) as database:
            damage += [str(row["message"]) for row in database.rows(_DAMAGE)]
            return coverage(database), scanned_pdfs(database), database.pending_count()
    except (MissingDatabaseError, SchemaVersionError) as error:
        notes.append(str(error))
    except DatabaseError as error:
        damage.append(str(error))
    return {}, {}, None


def _size(files: Iterable[Path]) -> int:
    total = 0
    for file in files:
        try:
            total += file.stat().st_size
        except FileNotFoundError:  # a run is at work
            continue
    return total
