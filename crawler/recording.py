"""Recording: what arrives goes to the archive, then to the crawler's memory; troubles to the journal.

A document with the content of its last capture is not stored again: the journal tells that it was seen. What else
comes is evidence (`crawler.evidence`). The memory learns of a document only when the disk holds its capture (see
`store.archive_writer`).
"""

import asyncio
import hashlib
import sqlite3
from collections import Counter
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.addresses import canonical
from crawler.evidence import Evidence
from crawler.failures import storage_trouble
from crawler.forgotten import Forgotten
from crawler.items import Arrived, Confirmed, Listed, Trouble
from crawler.messages import clean
from crawler.outcome import Count, judge
from crawler.recrawl import Recrawl
from crawler.scope import Role
from crawler.state import Answered, Known, State
from store.archive import Archive, ArchiveError
from store.tombstones import Tombstones
from store.warc import header

NEW = timedelta(0)  # how long a document that is new or changed has been as it is
GONE = frozenset({404, 410})
WHOLE = frozenset({"ok", "below_floor"})  # outcomes of runs that came to their end
PIECE = 500  # addresses in one event of the journal


class RecordingPipeline:
    """Records one run of one source; the items of its spider are all it gets."""

    def __init__(self, crawler: Crawler) -> None:
        spider: Any = crawler.spider
        self._crawler = crawler
        self._spider = spider
        self._source_id: str = spider.source.id
        self._state: State = spider.state
        self._archive: Archive = spider.archive
        self._counts: Counter[Count] = spider.counts
        self._writer = self._archive.writer(source_id=self._source_id, run_id=spider.run_id)
        forgotten = Forgotten(Tombstones(self._archive.folder))
        self._evidence = Evidence(crawler, self._writer, forgotten, on_error=self._end)
        self._recrawl: Recrawl = spider.recrawl
        self._held: dict[str, tuple[str, Answered, Known | None]] = {}  # by address; the memory lacks them yet
        self._seen: list[str] = []  # unchanged documents that the journal does not name yet
        self._first_problem = ""
        self._fatal = ""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RecordingPipeline":
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.opened, signal=signals.spider_opened)
        crawler.signals.connect(pipeline.stumbled, signal=signals.spider_error)
        crawler.signals.connect(pipeline.stumbled, signal=signals.item_error)
        crawler.signals.connect(pipeline.closed, signal=signals.spider_closed)
        return pipeline

    def opened(self) -> None:
        """Opens the run in the journal."""
        source = self._spider.source
        try:
            self._note(
                "run_started",
                agent=self._crawler.settings["USER_AGENT"],
                name=source.name,
                kind=source.kind,
                county=source.county,
                version=version("fondoscop"),
                verify_tls=source.verify_tls,
                floor_documents=source.floor_documents,
                floor_share_with_facts=source.floor_share_with_facts,
            )
            if not source.verify_tls:
                message = (
                    "its certificates are not verified, since the source says `verify_tls = false`: anybody may answer"
                )
                self._issue(None, "tls-unverified", message)
        except OSError as error:
            self._end(error)

    def process_item(self, item: object) -> object:
        """Records a spider's item. When disk or archive refuse, the crawl ends: it would lose all that follows."""
        if self._fatal or not isinstance(item, Arrived | Confirmed | Listed | Trouble):
            return item
        try:
            if not isinstance(item, Listed) and not self._held.keys().isdisjoint((item.url, item.asked)):
                self.flush()
            match item:
                case Arrived():
                    self._arrived(item)
                case Confirmed():
                    self._confirmed(item)
                case Listed():
                    self._evidence.keep(item.response)
                case Trouble():
                    self._trouble(item)
        except (OSError, sqlite3.Error, ArchiveError) as error:
            self._end(error)
        return item

    def flush(self) -> None:
        """Waits until the disk holds all captures, and brings them into the memory. Raises OSError, sqlite3.Error."""
        self._writer.sync()
        self._remember()

    def _end(self, error: Exception) -> None:
        """Ends the crawl. A pipeline can't do it by an exception: Scrapy logs that and goes on."""
        self._fatal = storage_trouble(error)
        self._evidence.stop()
        self._closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason="storage"))

    def stumbled(self, failure: Any, response: Response | None) -> None:  # noqa: ANN401 - Scrapy's signal
        """An exception of our own code, on a page or in recording it: an issue, no reason to stop."""
        message = clean(f"the crawler stumbled over this page ({failure.type.__name__}: {failure.value})")
        url = (canonical(response.url) or response.url) if response is not None else None
        self._counts["failed"] += 1
        self._first_problem = self._first_problem or f"{url}: {message}"
        self._issue(url, "crawl-error", message)

    def closed(self, reason: str) -> None:
        """Closes archive, memory and the run's place in the journal; leaves the result with the spider."""
        live = 0
        self._evidence.stop()
        try:
            self._writer.close()
            self._remember()
            self._tell_seen()
            self._state.catch_up(self._archive)
            live = self._state.live(self._source_id)
        except (OSError, sqlite3.Error, ArchiveError) as error:
            self._fatal = self._fatal or storage_trouble(error)
        result = judge(
            source_id=self._source_id,
            counts=self._counts,
            reason=reason,
            live=live,
            floor=self._spider.source.floor_documents,
            first_problem=self._first_problem,
            fatal=self._fatal,
        )
        self._spider.result = result
        try:
            self._note("run_finished", live=live, **{k: v for k, v in asdict(result).items() if k != "source_id"})
            self._archive.journal.sync()
            if result.outcome in WHOLE:
                self._state.went_through(self._source_id, started=self._recrawl.started)
        except (OSError, sqlite3.Error) as error:
            if not self._fatal:
                self._spider.result = replace(result, outcome="crashed", message=storage_trouble(error))
        finally:
            self._state.close()

    def _arrived(self, item: Arrived) -> None:
        response = item.response
        raw = self._evidence.take(response)
        known = self._state.known(self._source_id, item.url)
        sha256 = hashlib.sha256(response.body).hexdigest()
        news: Count = "unchanged"
        if known is None or known.sha256 != sha256:
            news = "changed" if known is not None and known.sha256 is not None else "new"
            self._writer.write(
                url=item.url,
                asked=raw.url,
                status=response.status,
                request_headers=raw.request_headers,
                response_headers=raw.headers,
                body=response.body,
                raw=raw.body,
                fetched_at=item.fetched_at,
                ip=raw.ip,
            )
        answered = Answered(
            url=item.url,
            role=item.role,
            status=response.status,
            etag=header(raw.headers, "etag"),
            last_modified=header(raw.headers, "last-modified"),
            sha256=sha256,
            at=item.fetched_at,
            due=self._recrawl.after_answer(_unchanged_for(known, item.fetched_at) if news == "unchanged" else NEW),
            links=item.links,
        )
        self._held[item.url] = (item.asked, answered, known)
        self._counts[news] += 1
        if news == "unchanged":
            self._saw(item.url)
        if self._writer.is_synced:
            self._remember()

    def _remember(self) -> None:
        """Brings the held documents into the memory; the disk has their captures."""
        held, self._held = self._held, {}
        for asked, answered, known in held.values():
            self._settle(answered.url, asked, known, at=answered.at)
        if held:
            self._state.answered(self._source_id, [answered for _, answered, _ in held.values()])

    def _confirmed(self, item: Confirmed) -> None:
        known = self._state.known(self._source_id, item.url)
        due = self._recrawl.after_answer(_unchanged_for(known, item.fetched_at))
        captured = known.last_changed if known is not None and known.sha256 is not None else None
        self._evidence.confirm(item.response, url=item.url, captured=captured)
        self._settle(item.url, item.asked, known, at=item.fetched_at)
        self._state.unchanged(self._source_id, item.url, at=item.fetched_at, due=due)
        self._counts["unchanged"] += 1
        self._saw(item.url)

    def _trouble(self, item: Trouble) -> None:
        vanished = []
        if item.response is not None:
            self._evidence.keep(item.response, shortened=True)
        if item.is_failure:
            vanished = [url for url in dict.fromkeys((item.url, item.asked)) if self._failed(item, url)]
        if vanished:
            return
        if item.is_failure:
            self._counts["failed"] += 1
            self._first_problem = self._first_problem or f"{item.url}: {item.message}"
        self._issue(item.url, item.kind, item.message, role=item.role)

    def _failed(self, item: Trouble, url: str) -> bool:
        """Remembers the failure of a document; True when it has vanished."""
        role = item.role
        if role not in {"page", "attachment"}:
            return False
        known = self._state.known(self._source_id, url)
        if url != item.url and known is None:
            return False
        was_there = known is not None and known.sha256 is not None and known.vanished is None
        vanishes = item.status in GONE and was_there
        if vanishes:
            self._counts["vanished"] += 1
            self._note("vanished", url=url, status=item.status)
        self._state.failed(
            self._source_id,
            url,
            role="attachment" if role == "attachment" else "page",
            status=item.status,
            vanishes=vanishes,
            at=datetime.now(UTC),
            due=self._recrawl.after_failure(1 + (known.failures if known else 0)),
        )
        return vanishes

    def _settle(self, url: str, asked: str, known: Known | None, *, at: datetime) -> None:
        """Notes what the journal must know beyond captures: a document came back, answers again, or moved here.

        The journal comes before the memory, here and when something vanishes: told twice is better than never.
        """
        if known is not None and known.vanished is not None:
            self._note("returned", url=url)
        elif known is not None and known.failures:
            self._note("recovered", url=url)
        if asked != url and self.moved(asked, at=at):
            self._note("moved", url=asked, to=url)

    def moved(self, url: str, *, at: datetime) -> bool:
        """Remembers that an address only redirects; True when a document was there until now."""
        return self._state.moved(self._source_id, url, at=at, due=self._recrawl.after_answer(NEW))

    def _saw(self, url: str) -> None:
        """Remembers that a document is as it was: captures tell when the others were seen."""
        self._seen.append(url)
        if len(self._seen) >= PIECE:
            self._tell_seen()

    def _tell_seen(self) -> None:
        if self._seen:
            self._note("seen", urls=self._seen)
            self._seen = []

    def _issue(self, url: str | None, kind: str, message: str, *, role: Role | None = None) -> None:
        self._note("issue", stage="crawl", kind=kind, url=url, message=message, role=role)

    def _note(self, event: str, **details: object) -> None:
        self._archive.journal.append(
            {
                "time": datetime.now(UTC).isoformat(timespec="microseconds"),
                "run": self._spider.run_id,
                "source": self._source_id,
                "event": event,
                **details,
            }
        )


def _unchanged_for(known: Known | None, at: datetime) -> timedelta:
    return at - known.last_changed if known is not None and known.last_changed is not None else NEW
