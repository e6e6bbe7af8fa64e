"""HTTP with a bound on the heading of an answer: Twisted takes headers, and 1xx answers, without end."""

from typing import Any

from scrapy.core.downloader.handlers import http11
from scrapy.crawler import Crawler

MAX_HEADING = 256 * 1024  # bytes of status lines and headers, as browsers take; servers send a few KB


class HeadingError(Exception):
    """The heading of an answer is too long."""


class BoundedHandler(http11.HTTP11DownloadHandler):
    """Scrapy's handler for http and https; an answer with a heading of more than MAX_HEADING bytes fails."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory  # noqa: SLF001 - Scrapy's version is pinned


class _Parser(http11._LenientHTTPClientParser):  # noqa: SLF001
    heading = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802
        self.heading += len(line) + 2
        if self.heading > MAX_HEADING:
            raise HeadingError
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: ARG002, N802
        raise HeadingError


class _Protocol(http11._LenientHTTP11ClientProtocol):  # noqa: SLF001
    def request(self, request: Any) -> Any:  # noqa: ANN401 - Twisted's
        answer = super().request(request)
        if self._parser is not None:
            self._parser.__class__ = _Parser  # as Scrapy does it: Twisted names its own class
        return answer


class _Factory(http11._LenientHTTP11ClientFactory):  # noqa: SLF001
    def buildProtocol(self, addr: Any) -> _Protocol:  # noqa: ANN401, ARG002, N802
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
