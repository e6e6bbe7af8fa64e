"""The spider of a whole source: its listings, feeds, sitemaps and single pages."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, Literal, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.addresses import canonical, ending, same_site
from crawler.agenda import Agenda
from crawler.documents import as_html, complaint, format_of
from crawler.failures import explain
from crawler.finders import FinderError, feed_links, page_links, sitemap_links
from crawler.focus import Focus
from crawler.frontier import DocumentRole, Frontier
from crawler.items import Arrived, Confirmed, Listed, Trouble
from crawler.outcome import Count, CrawlResult
from crawler.pagination import Pagination
from crawler.recording import RecordingPipeline
from crawler.recrawl import Recrawl
from crawler.remarks import tell_limit
from crawler.scope import UNREAD, Role, Scope
from crawler.settings import adapt
from crawler.sources import Source, find_source
from crawler.state import State
from store.archive import Archive

Shape = Literal["start", "feeds", "sitemaps", "pages"]
Output = Iterator[Request | Arrived | Confirmed | Listed | Trouble]

ROLES: dict[Shape, Role] = {"start": "hub", "feeds": "feed", "sitemaps": "sitemap", "pages": "page"}
PRIORITY: dict[Role, int] = {"feed": 20, "sitemap": 20, "hub": 10, "page": 0, "attachment": 0}
MOST_REMARKS = 10_000  # in one run, about documents that nobody here can read


class SiteSpider(Spider):
    """Reads one source: `-a source=ID`, and where the usual won't do `-a sources=FILE -a data=FOLDER`."""

    name = "site"
    shapes: ClassVar[tuple[Shape, ...]] = ("start", "feeds", "sitemaps", "pages")

    state: State
    archive: Archive
    frontier: Frontier
    agenda: Agenda
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
        force: bool | str = False,
    ) -> Self:
        """The spider, with archive and memory open; `force` asks for pages that are not due yet, too.

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
            spider.force = str(force).lower() in {"true", "1", "yes"}  # from Scrapy's command line it comes as text
            spider.frontier = spider.state.frontier(source.id, started=spider.started, force=spider.force)
            whole = cls.shapes == SiteSpider.shapes
            spider.agenda = Agenda(spider.frontier, spider.scope, crawler.settings, rechecks=whole)
            passed_over = spider.state.passed_over(source.id, started=spider.started)
            looks = crawler.settings.getint("TOPIC_LOOKS_PER_RUN")
            spider.focus = Focus(spider.scope, spider.state, passed_over, spider.counts, looks=looks)
        except BaseException:
            spider.state.close()
            raise
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
        self.recrawl = Recrawl(source, self.started)
        self.force = False
        self.counts: Counter[Count] = Counter()
        self._asked: set[str] = set()  # hubs, feeds, sitemaps and entries; the others are in the frontier
        self._remarked: set[str] = set()

    async def start(self) -> AsyncIterator[Any]:
        for shape in self.shapes:
            for address in getattr(self.source, shape):
                url = canonical(address) or address
                revisited = shape == "pages" and not self.force
                if revisited and self.recrawl.is_settled(self.state.known(self.source.id, url)):
                    self.counts["entries"] += 1
                    continue
                for request in self.ask(url, ROLES[shape], entry=True):
                    yield request

    def ask(self, url: str, role: Role, *, entry: bool = False) -> Iterator[Request]:
        """A request for the canonical address of a hub, feed, sitemap or entry, unless it was asked for in this run."""
        if url in self._asked:
            return
        self._asked.add(url)
        if role in {"page", "attachment"}:
            self.frontier.settle([url])
        yield self._request(url, role, entry=entry)

    def _request(self, url: str, role: Role, *, entry: bool = False) -> Request:
        self.counts["requested"] += 1
        return Request(
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
        listing, found = response.meta.get("listing", response.meta["asked"]), page_links(as_html(response))
        further, links = self.pagination.part(as_html(response), found, listing=listing)
        for link in further:
            for request in self.ask(link, "hub") if same_site(link, self.scope.sites) else ():
                yield request.replace(meta={**request.meta, "listing": listing})
        yield from self._follow(self.focus.of_listing(response, links))
        if self.scope.is_kept_hub(canonical(response.url) or response.url):
            yield from self._document(response, "page")
        else:
            yield Listed(response=response)
            tell_limit(self.crawler, response.url, found)

    def on_feed(self, response: Response) -> Output:
        """The entries of a feed."""
        try:
            links = feed_links(response.body, response.url)
        except FinderError as error:
            yield self._trouble(response, "not-a-feed", str(error))
            return
        self._answered(response)
        yield Listed(response=response)
        yield from self._follow(self.focus.of_feed(response, links))

    def on_sitemap(self, response: Response) -> Output:
        """The pages of a sitemap that may have changed since they were last seen, and further sitemaps."""
        try:
            sitemap = sitemap_links(response.body, response.url)
        except FinderError as error:
            yield self._trouble(response, "not-a-sitemap", str(error))
            return
        self._answered(response)
        yield Listed(response=response)
        for link in sitemap.sitemaps:
            yield from self.ask(link, "sitemap")
        believed = {
            link
            for link, changed in sitemap.pages
            if self.recrawl.is_believed(self.state.known(self.source.id, link), changed)
        }
        self.frontier.settle(believed)
        self.frontier.hasten(
            (link for link, changed in sitemap.pages if changed and link not in believed),
            asked_before=self.recrawl.latest,
        )
        links = (link for link, _ in sitemap.pages if link not in believed)
        yield from self._follow(filter(self.focus.of_sitemap, links))

    def on_document(self, response: Response) -> Output:
        """A page or an attachment, or the word that it has not changed."""
        role = response.meta["role"]
        self._answered(response)
        url = canonical(response.url) or response.url
        if response.status == 304:
            yield Confirmed(url=url, asked=response.meta["asked"], response=response, fetched_at=datetime.now(UTC))
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
        if (pipeline := self.crawler.get_item_pipeline(RecordingPipeline)) is None:
            return
        if request.url not in passed:
            pipeline.moved(asked, at=datetime.now(UTC))
        else:
            message = "it leads back to itself without end; perhaps it wants cookies"
            role = request.meta["role"]
            pipeline.process_item(Trouble(url=asked, asked=asked, role=role, kind="redirect-loop", message=message))

    def idle(self) -> None:
        """When all is asked: what pages link to, then what nothing links to now and may have vanished."""
        if not self.counts["entries"]:  # the site is down, and would be asked in vain
            return
        if pipeline := self.crawler.get_item_pipeline(RecordingPipeline):
            pipeline.flush()
        documents = self.agenda.next_documents()
        for url, role in documents:
            self.crawler.engine.crawl(self._request(url, role))
        if documents:
            raise DontCloseSpider

    def _follow(self, links: Iterable[str]) -> Output:
        """Queues the documents among the links of a hub, feed or sitemap, and asks for the hubs."""
        roles = [(link, self.scope.role(link)) for link in links]
        self.frontier.link((link, role) for link, role in roles if role in {"page", "attachment"})
        for link, role in roles:
            if role == "hub":
                yield from self.ask(link, role)
            elif role is None and not self.source.keep:
                yield from self._unread(link)

    def _document(self, response: Response, role: DocumentRole) -> Output:
        if trouble := complaint(response, expected=role):
            yield self._trouble(response, *trouble)
            return
        if not self.focus.keeps(response):
            return
        links: dict[str, DocumentRole] = {}
        is_page = format_of(response) == "html"
        found = page_links(as_html(response)) if is_page else ()
        for link in self.focus.of_document(response, found) if is_page else ():
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
        tell_limit(self.crawler, response.url, found)

    def _unread(self, link: str) -> Output:
        """A remark about a document that is not fetched because nobody here can read it."""
        unread = self.source.attachments and ending(link) in UNREAD and same_site(link, self.scope.sites)
        if unread and link not in self._remarked and len(self._remarked) < MOST_REMARKS:
            self._remarked.add(link)
            message = f"documents of the kind .{ending(link)} can't be read yet"
            yield Trouble(
                url=link, asked=link, role="attachment", kind="unread-format", message=message, is_failure=False
            )

    def _answered(self, response: Response) -> None:
        self.counts["fetched"] += 1
        if response.meta["entry"]:
            self.counts["entries"] += 1

    def _trouble(self, response: Response, kind: str, message: str, *, url: str | None = None) -> Trouble:
        asked, role, status = response.meta["asked"], response.meta["role"], response.status
        url = url or canonical(response.url) or response.url
        return Trouble(url=url, asked=asked, role=role, kind=kind, message=message, status=status, response=response)
