"""The process of an inspection: a spider that asks for a source's own addresses and follows nothing.

`python -m crawler.inspecting` reads a job as JSON from standard input and writes an Inspection to standard output.
"""

import json
import logging
import sys
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.http import HtmlResponse, Response
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.settings import Settings
from scrapy.utils.response import get_base_url
from twisted.python.failure import Failure

from crawler import link_texts
from crawler.addresses import canonical, same_site
from crawler.documents import as_html, complaint, format_of
from crawler.failures import explain
from crawler.finders import FinderError, feed_links, page_links, sitemap_links
from crawler.focus import Focus
from crawler.guard import AGENT
from crawler.inspection import Inspection, Link, Looked, Robots, Shape
from crawler.messages import clean
from crawler.pagination import Pagination
from crawler.scope import Scope
from crawler.settings import adapt
from crawler.site_words import names_listing
from crawler.sources import Source
from crawler.state import State
from crawler.topic import judge_page

SHAPES: tuple[Shape, ...] = ("start", "feeds", "sitemaps", "pages")
FEED = (
    "//link[contains(concat(' ', @rel, ' '), ' alternate ')]"
    "[@type='application/rss+xml' or @type='application/atom+xml'][@href]"
)
MOST = 1000  # links that are named of one address
OWN_NAME = AGENT.partition("/")[0]


class InspectSpider(Spider):
    """Looks at each of the source's own addresses; the source's rules and its topic are those of a crawl."""

    name = "inspect"

    def __init__(self, *, source: Source, folder: Path) -> None:
        super().__init__()
        self.source = source
        self.scope = Scope(source)
        self.state = State(folder / "state.db")
        self.robots: dict[str, Robots] = {}
        self.looked: dict[tuple[str, str], Looked] = {}
        self._rules: dict[str, ProtegoRobotParser] = {}  # by host and port

    @classmethod
    def from_crawler(cls, crawler: Crawler, *, source: Source, folder: Path) -> Self:
        adapt(crawler.settings, source)
        spider = super().from_crawler(crawler, source=source, folder=folder)
        crawler.signals.connect(spider.state.close, signal=signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        for site in dict.fromkeys(map(_root, self.source.addresses)):
            yield Request(
                f"{site}/robots.txt",
                callback=self.on_robots,
                errback=self.on_no_robots,
                priority=10,
                meta={
                    "dont_obey_robotstxt": True,
                    "handle_httpstatus_all": True,
                    "role": "hub",
                    "robots": f"{site}/robots.txt",
                },
            )
        for shape in SHAPES:
            for address in getattr(self.source, shape):
                url = canonical(address) or address
                meta = {"shape": shape, "address": address, "role": "hub", "entry": True, "asked": url}
                yield Request(url, self.on_address, errback=self.on_failure, dont_filter=True, meta=meta)

    def on_robots(self, response: Response) -> None:
        url = response.meta["robots"]
        rules = ProtegoRobotParser(response.body if response.status == 200 else b"", self)
        self._rules |= {urlsplit(address).netloc: rules for address in (url, response.url)}  # it may have moved
        sitemaps = (canonical(link, response.url) for link in islice(rules.rp.sitemaps, MOST))
        self.robots[url] = Robots(
            url=url,
            status=response.status,
            sitemaps=tuple(dict.fromkeys(link for link in sitemaps if link)),
            delay=rules.crawl_delay(OWN_NAME),
        )

    def on_no_robots(self, failure: Failure) -> None:
        url = failure.request.meta["robots"]  # type: ignore[attr-defined] # Scrapy puts it there
        _, message, status = explain(failure.value or RuntimeError("an unknown failure"))
        self.robots[url] = Robots(url=url, status=status, trouble=message)

    def on_failure(self, failure: Failure) -> None:
        meta = failure.request.meta  # type: ignore[attr-defined]
        _, message, status = explain(failure.value or RuntimeError("an unknown failure"))
        self._keep(Looked(address=meta["address"], shape=meta["shape"], trouble=message, status=status))

    def on_address(self, response: Response) -> None:
        """What the address leads to, by its shape."""
        meta = response.meta
        counts: Counter[Any] = Counter()
        passed_over = self.state.passed_over(self.source.id, started=datetime.now(UTC))
        focus = Focus(self.scope, self.state, passed_over, counts, looks=MOST)
        looked = Looked(address=meta["address"], shape=meta["shape"], status=response.status)
        try:
            found = {
                "start": self._listing,
                "feeds": self._feed,
                "sitemaps": self._sitemap,
                "pages": self._page,
            }[meta["shape"]](response, focus)
        except FinderError as error:
            found = {"trouble": str(error)}
        self._keep(looked.model_copy(update={**found, "skipped": counts["skipped"], "unsure": focus.unsure}))

    def _listing(self, response: Response, focus: Focus) -> dict[str, object]:
        trouble = complaint(response, expected="page")
        if trouble is None and format_of(response) != "html":
            trouble = ("not-a-page", "a listing should be a page of HTML, this is not")
        if trouble := trouble or focus.trouble(response):
            return {"trouble": trouble[1]}
        page = as_html(response)
        links = page_links(page)
        further, others = Pagination(MOST).part(page, links, listing=response.url)
        return {**self._sorted(focus.of_listing(response, others), further, links), **self._said(page)}

    def _feed(self, response: Response, focus: Focus) -> dict[str, object]:
        links = feed_links(response.body, response.url)
        return self._sorted(focus.of_feed(response, links), (), links)

    def _sitemap(self, response: Response, focus: Focus) -> dict[str, object]:
        sitemap = sitemap_links(response.body, response.url)
        links = tuple(link for link, _ in sitemap.pages)
        wanted = tuple(link for link in links if focus.of_sitemap(link))
        return self._sorted(wanted, sitemap.sitemaps, (*links, *sitemap.sitemaps))

    def _page(self, response: Response, focus: Focus) -> dict[str, object]:
        if trouble := complaint(response, expected="page"):
            return {"trouble": trouble[1]}
        if format_of(response) != "html":
            return {"keep": (response.url,)}
        page = as_html(response)
        links = page_links(page)
        wanted = (link for link in focus.of_document(response, links) if self.scope.role(link, linked_from_page=True))
        return {**self._sorted(tuple(wanted), (), links, on_document=True), **self._said(page)}

    def _sorted(
        self, wanted: tuple[str, ...], further: tuple[str, ...], links: tuple[str, ...], *, on_document: bool = False
    ) -> dict[str, object]:
        """What becomes of the links: `wanted` are those that the focus let through."""
        roles = {link: self.scope.role(link, linked_from_page=on_document) for link in wanted}
        follow = tuple(dict.fromkeys((*further, *(link for link, role in roles.items() if role == "hub"))))
        keep = tuple(link for link, role in roles.items() if role in {"page", "attachment"})
        return {
            "links": len(links),
            "follow": follow[:MOST],
            "keep": keep[:MOST],
            "elsewhere": sum(not same_site(link, self.scope.sites) for link in links),
        }

    def _said(self, page: HtmlResponse) -> dict[str, object]:
        top = link_texts.top_of(page)
        base = get_base_url(page)
        feeds = [
            Link(url=url, text=clean(str(node.get("title") or "")))
            for node in page.selector.root.xpath(FEED)[:20]
            if (url := canonical(str(node.get("href")), base))
        ]
        listings = [
            Link(url=url, text=clean(words.title))
            for url, words in link_texts.of_page(page).items()
            if same_site(url, self.scope.sites) and names_listing(words.title)
        ]
        return {
            "title": clean(top.site),
            "about": judge_page(page.url, top.title, top.heading, top.lead),
            "feeds": tuple(feeds),
            "listings": tuple(listings[:20]),
        }

    def _keep(self, looked: Looked) -> None:
        self.looked[looked.shape, looked.address] = looked

    def inspection(self) -> Inspection:
        """All that was found, in the order of the source's addresses."""
        in_order = [
            self.looked[shape, address].model_copy(update={"forbidden": self._forbidden(self.looked[shape, address])})
            for shape in SHAPES
            for address in getattr(self.source, shape)
            if (shape, address) in self.looked
        ]
        return Inspection(robots=tuple(self.robots.values()), looked=tuple(in_order))

    def _forbidden(self, looked: Looked) -> int:
        links = ((link, self._rules.get(urlsplit(link).netloc)) for link in (*looked.follow, *looked.keep))
        return sum(rules is not None and not rules.allowed(link, OWN_NAME) for link, rules in links)


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def main() -> None:
    """The inspection's process: a job as JSON on standard input, what was found as JSON on standard output."""
    job = json.load(sys.stdin)
    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.setdict({"CONTACT": job["contact"], "LOG_LEVEL": "ERROR", "ITEM_PIPELINES": {}}, priority="cmdline")
    # One after the other: of requests that wait for robots.txt at once, Scrapy 2.19 tells its rules to the first alone.
    settings.set("CONCURRENT_REQUESTS", 1, priority="cmdline")
    process = CrawlerProcess(settings)
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
    crawler = process.create_crawler(InspectSpider)
    errors: list[Failure] = []
    with TemporaryDirectory() as folder:
        source = Source.model_validate(job["source"])
        crawling: Any = process.crawl(crawler, source=source, folder=Path(folder))
        crawling.addErrback(errors.append)
        process.start()
    if errors:
        raise SystemExit(errors[0].getErrorMessage())
    spider: Any = crawler.spider
    sys.stdout.write(spider.inspection().model_dump_json())


if __name__ == "__main__":
    main()
