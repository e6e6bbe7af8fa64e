"""robots.txt as RFC 9309 has it: who may be asked at all, also when the file can't be had."""

from typing import Any, cast
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import StopDownload
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.failures import explain
from crawler.guard import RefusedError

MAX_SIZE = 500 * 1024  # bytes that count; RFC 9309, 2.5: a parser must take at least these
RECEIVED = "robots_received"  # in a request's meta: bytes of its answer until now


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's, but for the cases of RFC 9309, 2.3.1, where Scrapy reads the file of any answer and allows all else.

    2xx: the file is read, its first 500 KiB. 4xx, or redirects without end: there is none, all is allowed.
    5xx, or no answer: nothing is allowed for the rest of this run.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._unreachable: dict[str, tuple[str, str]] = {}  # by host and port: kind and message
        crawler.signals.connect(self._stop, signal=signals.bytes_received)

    async def process_request(self, request: Request, spider: Spider | None = None) -> None:  # noqa: ARG002
        """Raises RefusedError or IgnoreRequest for what must not be asked."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        netloc = urlsplit(request.url).netloc
        await self.robot_parser(request)
        if trouble := self._unreachable.get(netloc):
            raise RefusedError(*trouble)
        # What is awaited gives the parser to the first of those that wait for it, and None, which allows all, to the
        # others; so it is taken from where it was put.
        self.process_request_2(cast("RobotParser | None", self._parsers[netloc]), request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            self._robots_error(HttpError(response), netloc)
            return
        body = response.body[:MAX_SIZE] if 200 <= response.status < 300 else b""
        await super()._parse_robots(response.replace(body=body), netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        kind, message, status = explain(exc)
        if kind != "redirect-loop":
            kind = "robots-unreachable" if status else kind
            why = "and without it RFC 9309 allows nothing; the next run asks again"
            self._unreachable[netloc] = (kind, f"not asked: robots.txt could not be had, {why}: {message}")
        super()._robots_error(exc, netloc)

    def _stop(self, data: bytes, request: Request, **_: Any) -> None:  # noqa: ANN401 - Scrapy's signal
        """Ends the answer of a robots.txt that does not end."""
        if not request.meta.get("dont_obey_robotstxt"):
            return
        request.meta[RECEIVED] = request.meta.get(RECEIVED, 0) + len(data)
        if request.meta[RECEIVED] > MAX_SIZE:
            raise StopDownload(fail=False)
