"""Evidence: what a server sent, byte for byte, before Scrapy unpacks it.

Scrapy gives the body still in its content coding to whoever listens for `response_downloaded`, before any middleware;
it has undone the transfer coding by then. What the spider is to judge waits in the meta of its request, without a
copy of the body where nothing was packed. All else goes to the archive at once: robots.txt and its like, each hop of
a redirect, failures, each try of them. What a site reserves never gets to the spider, and is not kept.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response

from crawler.addresses import canonical
from crawler.forgotten import Forgotten
from store.archive_writer import ArchiveWriter
from store.warc import Exchange, reason_of

RAW = "raw"  # in a request's meta
NOT_MODIFIED = 304
LARGEST = 1024 * 1024  # bytes kept of what is neither document nor listing; failures could fill the disk


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """An answer as it was sent, and what was asked."""

    url: str
    method: str
    status: int
    request_headers: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    body: bytes
    ip: str | None
    at: datetime
    is_stopped: bool  # by us, before its end


class Evidence:
    """Takes what is sent, and puts what becomes no capture into the archive.

    `on_error` gets the OSError when the disk refuses while nobody is there to catch it. A redirect to an address that
    was forgotten is not kept: it would name it again.
    """

    def __init__(
        self, crawler: Crawler, writer: ArchiveWriter, forgotten: Forgotten, *, on_error: Callable[[OSError], None]
    ) -> None:
        self._writer, self._forgotten, self._on_error = writer, forgotten, on_error
        self._is_over = False
        crawler.signals.connect(self._came, signal=signals.response_downloaded)
        crawler.signals.connect(self._scheduled, signal=signals.request_scheduled)

    def stop(self) -> None:
        """Nothing more is written by itself."""
        self._is_over = True

    def take(self, response: Response) -> Raw:
        """What was sent of an answer that becomes a capture. Raises KeyError when it was taken before."""
        raw: Raw = response.meta.pop(RAW)
        return raw

    def keep(self, response: Response, *, shortened: bool = False) -> None:
        """Puts an answer that is no capture into the archive, unless that was done. Raises OSError."""
        if raw := response.meta.pop(RAW, None):
            self._write(_shortened(raw) if shortened else raw)

    def confirm(self, response: Response, *, url: str, captured: datetime | None) -> None:
        """Puts the word that a document is as it was when it was captured into the archive. Raises OSError."""
        self._writer.write_plain(replace(_exchange(self.take(response)), confirms=captured), url=url)

    def _came(self, response: Response, request: Request) -> None:
        raw = _raw(request, response)
        is_success = 200 <= raw.status < 300 or raw.status == NOT_MODIFIED
        if is_success and "role" in request.meta:
            request.meta[RAW] = raw
        else:
            self._write_safely(raw)

    def _scheduled(self, request: Request) -> None:
        """A request that has an answer with it was made of that: of a page that leads on by its `meta` element."""
        if raw := request.meta.pop(RAW, None):
            self._write_safely(raw)

    def _write_safely(self, raw: Raw) -> None:
        if self._is_over:
            return
        try:
            self._write(_shortened(raw))
        except OSError as error:
            self._on_error(error)

    def _write(self, raw: Raw) -> None:
        if self._forgotten.leads_there(raw.url, raw.headers):
            return
        self._writer.write_plain(_exchange(raw), url=canonical(raw.url))


def _raw(request: Request, response: Response) -> Raw:
    """What was sent. The headers are copied: who unpacks the body takes its coding out of them."""
    return Raw(
        url=request.url,
        method=request.method,
        status=response.status,
        request_headers=_pairs(request.headers),
        headers=_pairs(response.headers),
        body=response.body,
        ip=str(response.ip_address) if response.ip_address else None,
        at=datetime.now(UTC),
        is_stopped="download_stopped" in response.flags,
    )


def _exchange(raw: Raw) -> Exchange:
    return Exchange(
        url=raw.url,
        method=raw.method,
        status=raw.status,
        reason=reason_of(raw.status),
        request_headers=raw.request_headers,
        response_headers=raw.headers,
        body=raw.body,
        fetched_at=raw.at,
        ip=raw.ip,
        truncated="length" if raw.is_stopped else None,
    )


def _shortened(raw: Raw) -> Raw:
    return raw if len(raw.body) <= LARGEST else replace(raw, body=raw.body[:LARGEST], is_stopped=True)


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    """Scrapy's headers as pairs of text, one for each value."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values
    )
