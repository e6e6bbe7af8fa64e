"""Crawl-delay: the pause that a robots.txt asks for is kept, whatever else sets the pace."""

from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.robotstxt import RobotParser

from crawler.remarks import remark


class CrawlDelay:
    """Holds each host's slot in the downloader at the delay of its robots.txt or above.

    The directive is no part of RFC 9309, but sites write it. More than CRAWL_DELAY_MAX seconds are cut, and told.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._longest = crawler.settings.getfloat("CRAWL_DELAY_MAX")
        self._delays: dict[str, float] = {}  # seconds by host: the downloader's slots are by host, too
        crawler.signals.connect(self._parsed, signal=signals.robots_parsed)
        # A slot is new at times, and AutoThrottle makes it faster after each answer: extensions hear of an
        # answer in their order, and this one is after AutoThrottle.
        crawler.signals.connect(self._hold, signal=signals.request_reached_downloader)
        crawler.signals.connect(self._hold, signal=signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "CrawlDelay":
        return cls(crawler)

    def _parsed(self, robotparser: RobotParser, request: Request) -> None:
        delay = robotparser.crawl_delay(self._crawler.settings["ROBOTSTXT_USER_AGENT"])
        if not delay:
            return
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        if delay > self._longest:
            message = (
                f"its robots.txt asks for {delay:g} seconds between requests (Crawl-delay), "
                f"the crawler waits {self._longest:g} (CRAWL_DELAY_MAX): ask the site, or crawl it less often"
            )
            remark(self._crawler, f"{parts.scheme}://{parts.netloc}/robots.txt", "crawl-delay", message)
        self._delays[host] = max(min(delay, self._longest), self._delays.get(host, 0))
        self._slow_down(host)

    def _hold(self, request: Request, **_: Any) -> None:  # noqa: ANN401 - Scrapy's signals
        self._slow_down(request.meta.get("download_slot", ""))

    def _slow_down(self, host: str) -> None:
        slot = self._crawler.engine.downloader.slots.get(host)
        if slot is not None and host in self._delays:
            slot.delay = max(slot.delay, self._delays[host])
            slot.jitter = 0  # else it would be half of that at times
