"""A foreign archive or saved pages in place of the web: into our archive as captures, then built as usual.

The archive is the only thing that can't be made again, so nothing is read past it: what was imported is replayed
and verified like what was crawled. A page of a WARC file keeps its address and moment. A saved file has no address
that could be believed (what it says itself may be invented), so it gets `http://SOURCE.invalid/path/in/the/folder`:
stable wherever the folder lies, different for each source, without the names of this computer, and of no site that
could ever be (RFC 2606). It is an address of HTTP because WARC keeps only the answers of HTTP as responses, which is
what captures are. Its moment is that of its last change.
"""

import hashlib
import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from scrapy.http import Headers
from scrapy.responsetypes import responsetypes

from crawler.documents import complaint
from crawler.failures import storage_trouble
from crawler.foreign_pages import Fault, Found, UnusableInputError, pages
from crawler.forgotten import Forgotten
from crawler.messages import clean
from crawler.outcome import CrawlResult, Outcome
from crawler.sources import ID, Source
from jobs.archive_care import conclude, prepare
from jobs.build import Progress, build, check_database
from jobs.extraction import Extracting
from jobs.lock import data_lock
from jobs.run import RunResult, Say
from store.archive import Archive, ArchiveError
from store.archive_writer import ArchiveWriter, identify
from store.tombstones import Tombstones

log = logging.getLogger(__name__)


def import_run(
    data: Path,
    path: Path,
    *,
    source_id: str | None,
    sources: Mapping[str, Source],
    extractor: Extracting,
    say: Say = log.info,
    reading: Progress | None = None,
) -> RunResult:
    """Take what is in a WARC file, a WACZ file or a folder into the archive, then bring the database up to it.

    The same input twice adds nothing. `source_id` names the source that the pages get; without it, its id comes
    from the name of the file. Raises UnusableInputError, LockHeldError, DatabaseError.
    """
    source = source_id or _source_of(path)
    if not ID.fullmatch(source):
        raise UnusableInputError(f"{source!r} is no id of a source: small letters, digits and single hyphens")
    found = pages(path, folder_url=_folder_url(source))
    with data_lock(data):
        check_database(data)
        prepare(data)
        result = _Import(data, path, source, sources.get(source)).run(found)
        say(
            f"{source}: {result.requested} pages and files found; documents: {result.new} new, "
            f"{result.unchanged} known already; not taken, see the issues: {result.failed}"
            + (f"; forgotten on request, and passed over: {result.skipped}" if result.skipped else "")
        )
        built = build(data, extractor=extractor, progress=reading)
        conclude(data, built.damaged)
    return RunResult(crawled=(result,), built=built)


def _folder_url(source_id: str) -> str:
    return f"http://{source_id}.invalid/"


def _source_of(path: Path) -> str:
    """An id out of the name: `import-dgaspc-dolj` for `DGASPC Dolj.warc.gz`."""
    stem = re.sub(r"\.(?:warc(?:\.gz)?|wacz)$", "", path.resolve().name, flags=re.IGNORECASE).lower()
    return "-".join(["import", *re.findall(r"[a-z0-9]+", stem)])


@dataclass(slots=True)
class _Import:
    data: Path
    path: Path
    source_id: str
    source: Source | None
    archive: Archive = field(init=False)
    run_id: str = field(init=False)
    counts: Counter[str] = field(default_factory=Counter)
    _ids: set[int] = field(default_factory=set)  # of all captures: an archive of ours may come back as well
    _contents: dict[str, str] = field(default_factory=dict)  # the newest of each saved file
    _first: str = ""
    _forgotten: Forgotten = field(init=False)

    def __post_init__(self) -> None:
        self.archive = Archive(self.data / "archive")
        self._forgotten = Forgotten(Tombstones(self.archive.folder))
        self.run_id = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"

    def run(self, found: Iterator[Found | Fault]) -> CrawlResult:
        """Takes everything in; what can't be taken is an issue. Raises UnusableInputError."""
        first = next(found, None)  # what can't be used at all is told before anything is written
        self.archive.recover()
        self._learn()
        outcome, message = self._take_all(first, found)
        result = CrawlResult(
            source_id=self.source_id,
            outcome=outcome,
            message=message,
            requested=self.counts["found"],
            fetched=self.counts["found"] - self.counts["failed"],
            new=self.counts["new"],
            unchanged=self.counts["known"],
            failed=self.counts["failed"],
            skipped=self.counts["forgotten"],
        )
        try:
            self._note(
                "run_finished",
                outcome=outcome,
                message=message,
                new=result.new,
                unchanged=result.unchanged,
                failed=result.failed,
                others=self.counts["others"],
            )
        except OSError as error:
            log.warning("the end of the import could not be written to the journal: %s", error)
        return result

    def _learn(self) -> None:
        for capture in self.archive.captures():
            self._ids.add(int(capture.id, 16))
            if capture.source_id == self.source_id and capture.url.startswith(_folder_url(self.source_id)):
                self._contents[capture.url] = capture.sha256

    def _take_all(self, first: Found | Fault | None, rest: Iterator[Found | Fault]) -> tuple[Outcome, str]:
        writer = self.archive.writer(source_id=self.source_id, run_id=self.run_id)
        try:
            self._note("run_started", **self._about())
            with closing(writer):
                if first is not None:
                    self._take(first, writer)
                for item in rest:
                    self._take(item, writer)
        except (OSError, ArchiveError) as error:
            return "crashed", storage_trouble(error)
        if not self.counts["new"] + self.counts["known"] + self.counts["forgotten"]:
            why = f"; the first trouble: {self._first}" if self._first else ""
            return "failed", f"there is no document in {self.path} that can be read{why}"
        return "ok", ""

    def _about(self) -> dict[str, str | None]:
        if self.source is None:
            return {"name": clean(self.path.resolve().name), "kind": None, "county": None}
        return {"name": self.source.name, "kind": self.source.kind, "county": self.source.county}

    def _take(self, item: Found | Fault, writer: ArchiveWriter) -> None:
        if item.url and item.url in self._forgotten:
            self.counts["forgotten"] += 1
            return
        if isinstance(item, Found):
            fault = _fault_of(item)
            if fault is None:
                self.counts["found"] += 1
                self._write(item, writer)
                return
            if fault.kind == "not-a-document":  # pictures, styles, programs, redirects: an archive has more of these
                self.counts["others"] += 1
                return
            item = fault
        self.counts["found"] += 1
        self.counts["failed"] += 1
        self._first = self._first or item.message
        url = clean(item.url) if item.url else None
        self._note("issue", stage="crawl", kind=item.kind, url=url, message=item.message, role="page")

    def _write(self, found: Found, writer: ArchiveWriter) -> None:
        body = hashlib.sha256(found.body).hexdigest()
        number = int(identify(url=found.url, fetched_at=found.fetched_at, sha256=body), 16)
        if number in self._ids or self._contents.get(found.url) == body:
            self.counts["known"] += 1
            return
        writer.write(
            url=found.url,
            status=found.status,
            response_headers=found.headers,
            body=found.body,
            raw=found.raw,
            fetched_at=found.fetched_at,
        )
        self._ids.add(number)
        self.counts["new"] += 1

    def _note(self, event: str, **details: object) -> None:
        time = datetime.now(UTC).isoformat(timespec="microseconds")
        self.archive.journal.append(
            {"time": time, "run": self.run_id, "source": self.source_id, "event": event, **details}
        )


def _fault_of(found: Found) -> Fault | None:
    """Why it is no document, judged as the crawler judges what a site answers."""
    if not 200 <= found.status < 300:
        return Fault(kind="not-a-document", message=f"it is an answer of status {found.status}", url=found.url)
    headers = Headers()
    for name, value in found.headers:
        if name.lower() != "content-encoding":  # it is undone already
            headers.appendlist(name, value)
    kind = responsetypes.from_args(headers=headers, url=found.url, body=found.body)
    trouble = complaint(kind(url=found.url, status=found.status, headers=headers, body=found.body), expected="page")
    return Fault(kind=trouble[0], message=trouble[1], url=found.url) if trouble else None
