"""The archive → the database: read, extract, store, resolve; incrementally, or anew and aside.

Both ways give the same rows: what is in the database depends on the archive, the journal, the sources and the
versions of schema, readers and extractor, never on the order in which it got there.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from jobs.crawl_issues import crawl_issues
from jobs.documents import DocumentStream, Reading
from jobs.extraction import Extracting, facts_of
from readers.reader import READERS_VERSION, read_bytes
from resolve.organisations import resolve_organisations
from resolve.resolution import resolve_projects
from store.archive import Archive, ArchiveError
from store.database import SCHEMA_VERSION, Database
from store.errors import MissingDatabaseError, RejectedDocumentError, SchemaVersionError
from store.records import Capture, Issue
from store.swap import put_in_place, remove

log = logging.getLogger(__name__)

DATABASE = "fondoscop.db"
_ASIDE = "fondoscop.db.new"
_BATCH = 1000  # captures in one transaction

Progress = Callable[[int, int], None]  # pages done, pages to do


class BuildError(Exception):
    """There is nothing to build from; the message says what to do."""


class SourceLike(Protocol):
    """What the database tells of a source."""

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> str | None: ...

    @property
    def county(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build did, and what the database holds now."""

    path: Path
    rebuilt: bool  # made anew, because it was asked for or because schema, readers or extractor changed
    new: int  # documents of addresses that had none
    changed: int  # documents that replaced an older one of their address
    unchanged: int  # documents that were left as they were
    counts: Mapping[str, int]  # rows by table

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
    sources: Mapping[str, SourceLike]
    extractor: Extracting
    read: Reading
    progress: Progress | None

    @property
    def path(self) -> Path:
        return self.data / DATABASE

    @property
    def versions(self) -> dict[str, str]:
        return versions_of(self.extractor)


def build(
    data: Path,
    *,
    sources: Mapping[str, SourceLike],
    extractor: Extracting,
    read: Reading = read_bytes,
    progress: Progress | None = None,
) -> BuildResult:
    """Bring `fondoscop.db` in the directory `data` up to its archive. Call it under `jobs.lock.data_lock`.

    Reads only what is new, one transaction a page, while others read the database. When there is none yet, or
    another version of schema, readers or extractor made it, it is made aside and put in place when complete.
    What goes wrong with a page is a row of `issues`. Raises BuildError without an archive, and the errors of
    `store.errors` for a file that is no database of ours.
    """
    job = _Job(data=data, sources=sources, extractor=extractor, read=read, progress=progress)
    _check(data)
    if not _is_current(job.path, job.versions):
        return _build_aside(job)
    with Database.open(job.path) as database:
        return _fill(database, job, rebuilt=False)


def rebuild(
    data: Path,
    *,
    sources: Mapping[str, SourceLike],
    extractor: Extracting,
    read: Reading = read_bytes,
    progress: Progress | None = None,
) -> BuildResult:
    """Make `fondoscop.db` anew from the archive, whatever lies there now; put it in place when complete."""
    job = _Job(data=data, sources=sources, extractor=extractor, read=read, progress=progress)
    _check(data)
    remove(data / _ASIDE)
    return _build_aside(job)


def versions_of(extractor: Extracting) -> dict[str, str]:
    """What a database is made with: another version of any of them makes other rows."""
    return {"schema": str(SCHEMA_VERSION), "readers": READERS_VERSION, "extractor": extractor.version}


def _check(data: Path) -> None:
    if not (data / "archive").is_dir():
        raise BuildError(f"there is no archive in {data}; fetch pages first: fondoscop crawl")


def _is_current(path: Path, versions: Mapping[str, str]) -> bool:
    try:
        with Database.open(path, read_only=True) as database:
            return database.versions() == versions
    except (MissingDatabaseError, SchemaVersionError):
        return False


def _build_aside(job: _Job) -> BuildResult:
    """Build beside the database in use; what an interrupted build left there is carried on."""
    aside = job.data / _ASIDE
    if not _is_current(aside, job.versions):
        remove(aside)
    with Database.open(aside) as database:
        database.set_versions(job.versions)
        result = _fill(database, job, rebuilt=True)
        database.checkpoint()
    put_in_place(aside, job.path)
    return result


def _fill(database: Database, job: _Job, *, rebuilt: bool) -> BuildResult:
    archive = Archive(job.data / "archive")
    damage = _list_captures(database, archive)
    new, changed = _read_documents(database, archive, job)
    database.replace_issues("crawl", [*damage, *crawl_issues(archive.journal, database.captured_since)])
    _resolve(database)
    database.link_issues()
    database.add_sources(
        {"id": key, "name": source.name, "kind": source.kind, "county": source.county}
        for key, source in sorted(job.sources.items())
    )
    counts = database.counts()
    return BuildResult(
        path=job.path,
        rebuilt=rebuilt,
        new=new,
        changed=changed,
        unchanged=counts["documents"] - new - changed,
        counts=counts,
    )


def _list_captures(database: Database, archive: Archive) -> list[Issue]:
    """Enter the archive's new captures; an index that is damaged is entered as far as it can be read."""
    damage: list[Issue] = []

    def outcomes() -> Iterator[tuple[Capture, str]]:
        try:
            for capture in archive.captures():
                yield capture, "pending" if 200 <= capture.status < 300 else "no-page"
        except ArchiveError as error:
            log.warning("%s", error)
            damage.append(Issue(stage="crawl", kind="damaged-archive", message=str(error)))

    listed = outcomes()
    while batch := list(islice(listed, _BATCH)):
        database.add_captures(batch)
    return damage


def _read_documents(database: Database, archive: Archive, job: _Job) -> tuple[int, int]:
    """Read what waits; how many documents are new, and how many replaced another."""
    stream = DocumentStream(database, archive, job.read, job.progress)
    new = changed = 0
    for facts, issues in facts_of(stream, job.extractor):
        capture = stream.capture_of(facts.document)
        known = database.has_document(facts.document.id)
        try:
            database.replace_document(capture, facts, issues)
        except RejectedDocumentError as error:
            stream.refuse(capture, "rejected", str(error))
            continue
        changed += known
        new += not known
    return new, changed


def _resolve(database: Database) -> None:
    projects = resolve_projects(database.mentions())
    database.store_projects(projects.projects, projects.assignments)
    organisations = resolve_organisations(database.organisation_names())
    database.store_organisations(organisations.organisations, organisations.assignments)
