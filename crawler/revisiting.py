"""Asking again: a document that is known is fetched only if it changed."""

from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.addresses import canonical


class RevisitMiddleware:
    """Makes requests for known pages and attachments conditional. Hubs are always fetched whole.

    It stands here and not where requests are made because a redirect makes a request of its own, with the
    headers of the first.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RevisitMiddleware":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        request.headers.pop("If-None-Match", None)
        request.headers.pop("If-Modified-Since", None)
        if request.meta.get("role") not in {"page", "attachment"}:
            return
        spider: Any = self._crawler.spider
        known = spider.state.known(spider.source.id, canonical(request.url) or request.url)
        if known is None or known.sha256 is None:
            return
        if known.etag:
            request.headers["If-None-Match"] = known.etag
        if known.last_modified:
            request.headers["If-Modified-Since"] = known.last_modified
