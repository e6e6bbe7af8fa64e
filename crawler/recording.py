"""Recording: what arrives goes to the archive, then to the crawler's memory; troubles to the journal."""

import asyncio
import hashlib
import sqlite3
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response

from crawler.addresses import canonical
from crawler.messages import clean
from crawler.outcome import Count, judge
from crawler.scope import Role
from crawler.state import DocumentRole, Known, State
from store.archive import Archive, ArchiveError
from store.warc import header

GONE = frozenset({404, 410})
PIECE = 500  # addresses in one event of the journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A document came with its body. `asked` is where a redirect began; `links` are other documents."""

    url: str
    asked: str
    role: DocumentRole
    response: Response
    fetched_at: datetime
    links: tuple[tuple[str, DocumentRole], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """The site says that a document is as it was (304)."""

    url: str
    asked: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """An address could not be fetched, or what came is no document. `asked` is where a redirect began."""

    url: str
    asked: str
    role: Role
    kind: str
    message: str
    status: int | None = None
    is_failure: bool = True  # of the address; else only a remark about something on it


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
        self._note(
            "run_started",
            agent=self._crawler.settings["USER_AGENT"],
            name=source.name,
            kind=source.kind,
            county=source.county,
            version=version("fondoscop"),
            floor_documents=source.floor_documents,
            floor_share_with_facts=source.floor_share_with_facts,
        )

    def process_item(self, item: object) -> object:
        """Records an item. When disk or archive refuse, the crawl ends: it would lose all that follows."""
        try:
            match item:
                case Arrived():
                    self._arrived(item)
                case Confirmed():
                    self._confirmed(item)
                case Trouble():
                    self._trouble(item)
        except (OSError, sqlite3.Error, ArchiveError) as error:
            self._fatal = self._fatal or f"what was fetched can't be stored: {error}"
            # A pipeline can't end the crawl by an exception: Scrapy logs it and goes on.
            self._closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason="storage"))
        return item

    def stumbled(self, failure: Any, response: Response | None) -> None:  # noqa: ANN401 - Scrapy's signal
        """An exception of our own code, on a page or in recording it: an issue, no reason to stop."""
        message = clean(f"the crawler stumbled over this page ({failure.type.__name__}: {failure.value})")
        url = (canonical(response.url) or response.url) if response is not None else None
        self._counts["failed"] += 1
        self._first_problem = self._first_problem or f"{url}: {message}"
        self._issue(url, "crawl-error", message)

    def closed(self, reason: str) -> None:
        """Closes archive, memory and the run's place in the journal; leaves the result with the spider."""
        self._counts["requested"] = len(self._spider.asked)
        live = 0
        try:
            self._tell_seen()
            self._writer.close()
            self._state.catch_up(self._archive)
            live = self._state.live(self._source_id)
        except (OSError, sqlite3.Error, ArchiveError) as error:
            self._fatal = self._fatal or f"what was fetched can't be stored: {error}"
        finally:
            self._state.close()
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
        self._note("run_finished", live=live, **{k: v for k, v in asdict(result).items() if k != "source_id"})

    def _arrived(self, item: Arrived) -> None:
        response = item.response
        known = self._state.known(self._source_id, item.url)
        sha256 = hashlib.sha256(response.body).hexdigest()
        news: Count = "unchanged"
        if known is None or known.sha256 != sha256:
            news = "changed" if known is not None and known.sha256 is not None else "new"
            self._writer.write(
                url=item.url,
                status=response.status,
                request_headers=header_pairs(response.request.headers) if response.request else (),
                response_headers=header_pairs(response.headers),
                body=response.body,
                fetched_at=item.fetched_at,
            )
        headers = header_pairs(response.headers)
        self._state.answered(
            self._source_id,
            item.url,
            role=item.role,
            status=response.status,
            etag=header(headers, "etag"),
            last_modified=header(headers, "last-modified"),
            sha256=sha256,
            at=item.fetched_at,
            links=item.links,
        )
        self._counts[news] += 1
        if news == "unchanged":
            self._saw(item.url)
        self._settle(item, known)

    def _confirmed(self, item: Confirmed) -> None:
        known = self._state.known(self._source_id, item.url)
        self._state.unchanged(self._source_id, item.url, at=item.fetched_at)
        self._counts["unchanged"] += 1
        self._saw(item.url)
        self._settle(item, known)

    def _trouble(self, item: Trouble) -> None:
        vanished = []
        if item.is_failure:
            vanished = [url for url in dict.fromkeys((item.url, item.asked)) if self._failed(item, url)]
        for url in vanished:
            self._counts["vanished"] += 1
            self._note("vanished", url=url, status=item.status)
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
        if url != item.url and self._state.known(self._source_id, url) is None:
            return False
        return self._state.failed(
            self._source_id,
            url,
            role="attachment" if role == "attachment" else "page",
            status=item.status,
            gone=item.status in GONE,
            at=datetime.now(UTC),
        )

    def _settle(self, item: Arrived | Confirmed, known: Known | None) -> None:
        """Notes what the journal must know beyond captures: a document came back, answers again, or moved here."""
        if known is not None and known.vanished is not None:
            self._note("returned", url=item.url)
        elif known is not None and known.failures:
            self._note("recovered", url=item.url)
        if item.asked != item.url and self._state.moved(self._source_id, item.asked, at=item.fetched_at):
            self._note("moved", url=item.asked, to=item.url)

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


def header_pairs(headers: Headers) -> list[tuple[str, str]]:
    """Scrapy's headers as pairs of text, one for each value."""
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values]
