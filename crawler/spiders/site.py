"""The spider of a whole source: its listings, feeds, sitemaps and single pages."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar, Literal, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.addresses import canonical, ending, same_site
from crawler.documents import as_html, complaint, format_of
from crawler.failures import explain
from crawler.finders import FinderError, feed_links, page_links, sitemap_links
from crawler.focus import Focus
from crawler.outcome import Count, CrawlResult
from crawler.pagination import Pagination
from crawler.recording import Arrived, Confirmed, RecordingPipeline, Trouble
from crawler.scope import UNREAD, Role, Scope
from crawler.settings import adapt
from crawler.sources import Source, find_source
from crawler.state import DocumentRole, State
from store.archive import Archive

Shape = Literal["start", "feeds", "sitemaps", "pages"]
Output = Iterator[Request | Arrived | Confirmed | Trouble]

ROLES: dict[Shape, Role] = {"start": "hub", "feeds": "feed", "sitemaps": "sitemap", "pages": "page"}
PRIORITY: dict[Role, int] = {"feed": 20, "sitemap": 20, "hub": 10, "page": 0, "attachment": 0}
BATCH = 100  # requests out of the memory at a time
TRUST = timedelta(days=30)  # how long a sitemap is believed that a page has not changed


class SiteSpider(Spider):
    """Reads one source: `-a source=ID`, and where the usual won't do `-a sources=FILE -a data=FOLDER`."""

    name = "site"
    shapes: ClassVar[tuple[Shape, ...]] = ("start", "feeds", "sitemaps", "pages")

    state: State
    archive: Archive
    focus: Focus
    pagination: Pagination
    result: CrawlResult | None = None

    @classmethod
    def from_crawler(
        cls,
        crawler: Crawler,
        *,
        source: Source | str = "",
        sources: str | None = None,
        data: str | Path = "data",
        run: str | None = None,
    ) -> Self:
        """The spider, with archive and memory open.

        Raises SourcesError, ContactError, StateError or ArchiveError.
        """
        if not isinstance(source, Source):
            source = find_source(source, *([Path(sources)] if sources else []))
        adapt(crawler.settings, source)
        spider = super().from_crawler(crawler, source=source, run=run)
        spider.archive = Archive(Path(data) / "archive")
        recovery = spider.archive.recover()
        spider.state = State(Path(data) / "state.db")
        try:
            spider.state.catch_up(spider.archive, recovery)
        except BaseException:
            spider.state.close()
            raise
        passed_over = spider.state.passed_over(source.id, started=spider.started)
        looks = crawler.settings.getint("TOPIC_LOOKS_PER_RUN")
        spider.focus = Focus(spider.scope, spider.state, passed_over, spider.counts, looks=looks)
        spider.pagination = Pagination(crawler.settings.getint("LISTING_PAGES_PER_RUN"))
        crawler.signals.connect(spider.idle, signal=signals.spider_idle)
        crawler.signals.connect(spider.dropped, signal=signals.request_dropped)
        return spider

    def __init__(self, *, source: Source, run: str | None) -> None:
        super().__init__()
        self.source = source
        self.scope = Scope(source)
        self.started = datetime.now(UTC)
        self.run_id = run or self.started.strftime("%Y%m%dT%H%M%S%fZ")
        self.asked: set[str] = set()
        self.counts: Counter[Count] = Counter()
        self._believed: set[str] = set()  # a sitemap says that they have not changed
        self._remarked: set[str] = set()
        self._from_memory: Counter[str] = Counter()

    async def start(self) -> AsyncIterator[Any]:
        for shape in self.shapes:
            for address in getattr(self.source, shape):
                for request in self.ask(canonical(address) or address, ROLES[shape], entry=True):
                    yield request

    def ask(self, url: str, role: Role, *, entry: bool = False) -> Iterator[Request]:
        """A request for a canonical address, unless it was asked for in this run."""
        if url in self.asked:
            return
        self.asked.add(url)
        yield Request(
            url,
            callback={"hub": self.on_hub, "feed": self.on_feed, "sitemap": self.on_sitemap}.get(role, self.on_document),
            errback=self.on_failure,
            priority=PRIORITY[role],
            meta={"role": role, "entry": entry, "asked": url, "handle_httpstatus_list": [304]},
        )

    def on_hub(self, response: Response) -> Output:
        """Links of a listing; the listing itself when it is to be kept."""
        trouble = complaint(response, expected="page")
        if trouble is None and format_of(response) != "html":
            trouble = ("not-a-page", "a listing should be a page of HTML, this is not")
        if trouble := trouble or self.focus.trouble(response):
            yield self._trouble(response, *trouble)
            return
        self._answered(response)
        listing = response.meta.get("listing", response.meta["asked"])
        further, links = self.pagination.part(as_html(response), page_links(as_html(response)), listing=listing)
        for link in further:
            for request in self.ask(link, "hub") if same_site(link, self.scope.sites) else ():
                yield request.replace(meta={**request.meta, "listing": listing})
        for link in self.focus.of_listing(response, links):
            yield from self._follow(link)
        if self.scope.is_kept_hub(canonical(response.url) or response.url):
            yield from self._document(response, "page")

    def on_feed(self, response: Response) -> Output:
        """The entries of a feed."""
        try:
            links = feed_links(response.body, response.url)
        except FinderError as error:
            yield self._trouble(response, "not-a-feed", str(error))
            return
        self._answered(response)
        for link in self.focus.of_feed(response, links):
            yield from self._follow(link)

    def on_sitemap(self, response: Response) -> Output:
        """The pages of a sitemap that may have changed since they were last seen, and further sitemaps."""
        try:
            sitemap = sitemap_links(response.body, response.url)
        except FinderError as error:
            yield self._trouble(response, "not-a-sitemap", str(error))
            return
        self._answered(response)
        for link in sitemap.sitemaps:
            yield from self.ask(link, "sitemap")
        for link, changed in sitemap.pages:
            if self._is_believed(link, changed):
                self._believed.add(link)
            elif self.focus.of_sitemap(link):
                yield from self._follow(link)

    def on_document(self, response: Response) -> Output:
        """A page or an attachment, or the word that it has not changed."""
        role = response.meta["role"]
        self._answered(response)
        url = canonical(response.url) or response.url
        self.asked.add(url)
        if response.status == 304:
            yield Confirmed(url=url, asked=response.meta["asked"], fetched_at=datetime.now(UTC))
        elif url != response.meta["asked"] and not self.scope.wants(url, role):
            message = f"it now leads to {url}, which is not one of the pages to keep"
            yield self._trouble(response, "moved-away", message, url=response.meta["asked"])
        else:
            yield from self._document(response, role)

    def on_failure(self, failure: Failure) -> Output:
        """What went wrong, as an item: nothing fails silently."""
        request: Request = failure.request  # type: ignore[attr-defined] # Scrapy puts it there
        kind, message, status = explain(failure.value or RuntimeError("an unknown failure"))
        yield Trouble(
            url=canonical(request.url) or request.url,
            asked=request.meta["asked"],
            role=request.meta["role"],
            kind=kind,
            message=message,
            status=status,
        )

    def dropped(self, request: Request) -> None:
        """A redirect to an address that was asked for before: to itself, without end, or to a known place."""
        if not (passed := request.meta.get("redirect_urls")):
            return
        asked = request.meta["asked"]
        if request.url not in passed:
            self.state.moved(self.source.id, asked, at=datetime.now(UTC))
        elif pipeline := self.crawler.get_item_pipeline(RecordingPipeline):
            message = "it leads back to itself without end; perhaps it wants cookies"
            pipeline.process_item(
                Trouble(
                    url=asked,
                    asked=asked,
                    role=request.meta["role"],
                    kind="redirect-loop",
                    message=message,
                )
            )

    def idle(self) -> None:
        """When all is asked: what pages link to, then what nothing links to now and may have vanished."""
        if not self.counts["entries"]:  # the site is down, and would be asked in vain
            return
        waiting = self.state.waiting(self.source.id, before=self.started)
        requests = self._some(waiting, "WAITING_PER_RUN")
        if not requests and self.shapes == SiteSpider.shapes:
            requests = self._some(self.state.unasked(self.source.id, before=self.started), "RECHECKS_PER_RUN")
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def _some(self, rows: list[tuple[str, DocumentRole]], budget: str) -> list[Request]:
        """Requests for those that still belong to the source, as many as batch and budget allow."""
        wanted = (
            request
            for url, role in rows
            if url not in self._believed and self.scope.wants(url, role)
            for request in self.ask(url, role)
        )
        left = self.settings.getint(budget) - self._from_memory[budget]
        requests = list(islice(wanted, max(0, min(BATCH, left))))
        self._from_memory[budget] += len(requests)
        return requests

    def _follow(self, link: str) -> Output:
        role = self.scope.role(link)
        if role is not None:
            yield from self.ask(link, role)
        elif not self.source.keep:
            yield from self._unread(link)

    def _document(self, response: Response, role: DocumentRole) -> Output:
        if trouble := complaint(response, expected=role):
            yield self._trouble(response, *trouble)
            return
        if not self.focus.keeps(response):
            return
        links: dict[str, DocumentRole] = {}
        is_page = format_of(response) == "html"
        for link in self.focus.of_document(response, page_links(as_html(response))) if is_page else ():
            linked = self.scope.role(link, linked_from_page=True)
            if linked in {"page", "attachment"}:
                links[link] = linked
            else:
                yield from self._unread(link)
        yield Arrived(
            url=canonical(response.url) or response.url,
            asked=response.meta["asked"],
            role="page" if is_page else "attachment",
            response=response,
            fetched_at=datetime.now(UTC),
            links=tuple(links.items()),
        )

    def _unread(self, link: str) -> Output:
        """A remark about a document that is not fetched because nobody here can read it."""
        unread = self.source.attachments and ending(link) in UNREAD and same_site(link, self.scope.sites)
        if unread and link not in self._remarked:
            self._remarked.add(link)
            message = f"documents of the kind .{ending(link)} can't be read yet"
            yield Trouble(
                url=link,
                asked=link,
                role="attachment",
                kind="unread-format",
                message=message,
                is_failure=False,
            )

    def _answered(self, response: Response) -> None:
        self.counts["fetched"] += 1
        if response.meta["entry"]:
            self.counts["entries"] += 1

    def _trouble(self, response: Response, kind: str, message: str, *, url: str | None = None) -> Trouble:
        return Trouble(
            url=url or canonical(response.url) or response.url,
            asked=response.meta["asked"],
            role=response.meta["role"],
            kind=kind,
            message=message,
            status=response.status,
        )

    def _is_believed(self, url: str, changed: datetime | None) -> bool:
        known = self.state.known(self.source.id, url)
        if changed is None or known is None or known.sha256 is None or known.last_seen is None or known.vanished:
            return False
        return changed < known.last_seen and known.last_seen > self.started - TRUST
