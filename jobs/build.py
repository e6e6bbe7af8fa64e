"""The archive → the database: read, extract, store, resolve; incrementally, or anew and aside.

Both ways give the same rows: what is in the database depends on the archive, the journal, the sources and the
versions of schema, readers and extractor, never on the order in which it got there.
"""

import logging
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from jobs import places
from jobs.build_input import check
from jobs.crawl_issues import crawl_issues
from jobs.crawled_sources import crawled_sources
from jobs.documents import DocumentStream, Reading, gaps_of
from jobs.extraction import Extracting, facts_of
from jobs.floors import few_facts
from jobs.index_place import IndexPlace
from jobs.operation_lists import bring_lists
from jobs.quality import measured_sets
from jobs.resolution import resolve_all
from jobs.run_history import run_history
from jobs.sightings import sightings
from jobs.versions import versions_of
from readers.reader import read_bytes
from store.archive import Archive, ArchiveError
from store.database import Database
from store.decided_facts import decided
from store.decisions import Decisions, read_decisions
from store.errors import (
    DatabaseError,
    ForeignDatabaseError,
    MissingDatabaseError,
    RejectedDocumentError,
    SchemaVersionError,
)
from store.operation_index import read_index
from store.records import Capture, Issue
from store.swap import put_in_place, remove
from store.tombstones import Tombstones

log = logging.getLogger(__name__)

DATABASE = places.DATABASE
_DAMAGED = "SELECT DISTINCT url FROM issues WHERE kind = 'damaged-capture'"
_BATCH = 1000  # captures in one transaction

Progress = Callable[[int, int], None]  # pages done, pages to do
Stop = Callable[[], bool]  # whether to finish what is in hand, and no more


def never() -> bool:
    """Nobody asks to stop."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build did, and what the database holds now."""

    path: Path
    rebuilt: bool  # made anew, because it was asked for or because schema, readers or extractor changed
    new: int  # documents of addresses that had none
    changed: int  # documents that replaced an older one of their address
    unchanged: int  # documents that were left as they were
    counts: Mapping[str, int]  # rows by table
    damaged: tuple[str, ...] = ()  # addresses whose capture this build found lost or spoilt
    kept: Path | None = None  # where the former database was put, when a rebuild found damage
    few_facts: tuple[Issue, ...] = ()  # sources of whose documents fewer have facts than their floor asks for
    waiting: int = 0  # addresses that were not read, because somebody asked to stop

    @property
    def documents(self) -> int:
        return self.counts["documents"]

    @property
    def issues(self) -> int:
        return self.counts["issues"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What a build is made of; see `build`."""

    data: Path
    extractor: Extracting
    read: Reading
    progress: Progress | None
    stop: Stop
    decisions: Decisions

    @property
    def path(self) -> Path:
        return self.data / DATABASE

    @property
    def versions(self) -> dict[str, str]:
        return versions_of(self.extractor)


def build(
    data: Path,
    *,
    extractor: Extracting,
    read: Reading = read_bytes,
    progress: Progress | None = None,
    stop: Stop = never,
) -> BuildResult:
    """Bring `fondoscop.db` in the directory `data` up to its archive. Call it under `jobs.lock.data_lock`.

    Reads only what is new, one transaction a page, while others read the database. When there is none yet, or
    another version of schema, readers or extractor made it, it is made aside and put in place when complete.
    What goes wrong with a page is a row of `issues`; a page on whose facts people decided anew is read again. When
    `stop` says so, reading ends: the database is whole and lacks what is `waiting`; one that was being made aside stays
    there, to be carried on. Raises BuildError without an archive, DecisionsError for a decisions.toml that can't be
    understood, and the errors of `store.errors` for a file that is no database of ours.
    """
    check(data)
    job = _Job(data=data, extractor=extractor, read=read, progress=progress, stop=stop, decisions=read_decisions(data))
    if not _is_current(job.path, job.versions):
        return _build_aside(job)
    with Database.open(job.path) as database:
        return _fill(database, job, rebuilt=False)


def rebuild(
    data: Path,
    *,
    extractor: Extracting,
    read: Reading = read_bytes,
    progress: Progress | None = None,
    stop: Stop = never,
) -> BuildResult:
    """Make `fondoscop.db` anew from the archive, whatever lies there now; put it in place when complete."""
    check(data)
    job = _Job(data=data, extractor=extractor, read=read, progress=progress, stop=stop, decisions=read_decisions(data))
    _refuse_foreign(job.path)
    remove(data / places.ASIDE)
    return _build_aside(job)


def check_database(data: Path) -> None:
    """Raises DatabaseError when what lies in the database's place can't be brought up to date, nor replaced.

    And DecisionsError, OperationListError: what is wrong with a file is told before an hour of crawling, not after it.
    """
    read_decisions(data)
    read_index(data)
    try:
        Database.open(data / DATABASE, read_only=True).close()
    except (MissingDatabaseError, SchemaVersionError):
        return


def _refuse_foreign(path: Path) -> None:
    """A rebuild replaces a damaged database, but never another program's, nor a folder."""
    try:
        Database.open(path, read_only=True).close()
    except ForeignDatabaseError:
        raise
    except DatabaseError:
        if path.is_dir():
            raise


def _is_current(path: Path, versions: Mapping[str, str]) -> bool:
    try:
        with Database.open(path, read_only=True) as database:
            return versions.items() <= database.versions().items()
    except (MissingDatabaseError, SchemaVersionError):
        return False


def _is_carried_on(aside: Path, versions: Mapping[str, str]) -> bool:
    """Whether an interrupted build left something to go on from; what a full disk left is not."""
    try:
        return _is_current(aside, versions)
    except DatabaseError:
        return False


def _build_aside(job: _Job) -> BuildResult:
    """Build beside the database in use; what an interrupted build left there is carried on."""
    aside = job.data / places.ASIDE
    if not _is_carried_on(aside, job.versions):
        remove(aside)
    with Database.open(aside) as database:
        database.set_versions(job.versions)
        result = _fill(database, job, rebuilt=True)
        database.checkpoint()
    if result.waiting:
        return result
    if result.damaged and job.path.is_file():
        result = replace(result, kept=_keep(job.path))
    put_in_place(aside, job.path)
    return result


def _keep(path: Path) -> Path:
    """A copy of the database that is about to be replaced: it may hold what the archive has lost."""
    kept = path.with_name(places.KEPT)
    if not kept.exists():  # the first one is the fullest
        shutil.copyfile(path, kept)
    return kept


def _fill(database: Database, job: _Job, *, rebuilt: bool) -> BuildResult:
    archive = Archive(job.data / "archive")
    database.replace_quality(measured_sets(job.data))
    bring_lists(database, job.data)
    before = set() if rebuilt else _damaged(database)  # an interrupted build's findings are this one's, too
    damage = _list_captures(database, archive, job.data)
    database.decisions().begin(job.decisions)
    new, changed = _read_documents(database, archive, job)
    history = run_history(archive.journal)
    few = tuple(few_facts(database, history.floors))
    database.replace_issues("crawl", [*damage, *crawl_issues(archive.journal, database.captured_since), *few])
    database.replace_runs(history.runs)
    database.date_documents(sightings(archive.journal))
    database.add_sources(crawled_sources(archive.journal).values())
    database.decisions().settle(job.decisions)  # this, too
    resolve_all(database)  # goes by the counties of sources
    database.link_issues()
    counts = database.counts()
    return BuildResult(
        path=job.path,
        rebuilt=rebuilt,
        new=new,
        changed=changed,
        unchanged=counts["documents"] - new - changed,
        counts=counts,
        damaged=tuple(sorted(_damaged(database) - before)),
        few_facts=few,
        waiting=database.pending_count() if job.stop() else 0,
    )


def _damaged(database: Database) -> set[str]:
    return {str(row["url"]) for row in database.rows(_DAMAGED)}


def _list_captures(database: Database, archive: Archive, data: Path) -> list[Issue]:
    """Enter the archive's new captures; an index that is damaged is entered as far as it can be read."""
    damage: list[Issue] = []
    place = IndexPlace(data)
    end = place.known_to(database, archive)
    gone = {capture for stone in Tombstones(archive.folder) for capture in stone.captures}

    def outcomes() -> Iterator[tuple[Capture, str]]:
        nonlocal end
        try:
            for following, capture in archive.captures_from(end):
                if capture.id not in gone:  # a restored backup may have them again
                    yield capture, "pending" if 200 <= capture.status < 300 else "no-page"
                end = following
        except ArchiveError as error:
            log.warning("%s", error)
            damage.append(Issue(stage="crawl", kind="damaged-archive", message=str(error)))

    listed = outcomes()
    while batch := list(islice(listed, _BATCH)):
        database.add_captures(batch)
    place.remember(end)
    return damage


def _read_documents(database: Database, archive: Archive, job: _Job) -> tuple[int, int]:
    """Read what waits; how many documents are new, and how many replaced another."""
    stream = DocumentStream(database, archive, job.read, job.progress, job.stop)
    decisions, new, changed = job.decisions.on_facts(), 0, 0
    last = ""  # a page that changed several times since the last build counts once
    for facts, issues in facts_of(stream, job.extractor):
        identity = facts.document.id
        capture, later = stream.captures_of(facts.document)
        known = database.has_document(identity)
        as_decided, effects = decided(facts, capture, decisions.get(capture.url, ()))
        try:
            with database.snapshot():  # one transaction
                database.replace_document(capture, as_decided, [*issues, *gaps_of(facts.document, capture)])
                database.decisions().note(effects)
        except RejectedDocumentError as error:
            for refused in (capture, *later):
                stream.refuse(refused, "rejected", str(error))
            continue
        for renewed in later:
            database.renew_document(identity, renewed)
        changed += known and identity != last
        new += not known
        last = identity
    return new, changed
