"""Keeps addresses that were forgotten at somebody's request from being asked for again."""

from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured

from crawler.forgotten import Forgotten
from crawler.recording import RecordingPipeline
from crawler.remarks import remark
from store.tombstones import Tombstones

_TOLD = (
    "an address that was forgotten on request is passed over; archive/forgotten.jsonl says which. Whoever wants it "
    "read again takes its line out of that file"
)


class ForgottenGate:
    """Keeps what was forgotten from being asked for, by a link, as an entry or after a redirect.

    The address itself is told nowhere: issues are for everybody.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Raises TombstoneError: without the list nothing may be asked."""
        self._crawler = crawler
        spider: Any = crawler.spider
        self._forgotten = Forgotten(Tombstones(spider.archive.folder))
        self._told = False
        crawler.signals.connect(self._scheduled, signal=signals.request_scheduled)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Raises NotConfigured for a spider without an archive, which keeps nothing of what it looks at."""
        if not hasattr(crawler.spider, "archive"):
            raise NotConfigured
        return cls(crawler)

    def _scheduled(self, request: Request) -> None:
        """Raises IgnoreRequest, which Scrapy takes for: don't schedule it."""
        if request.url not in self._forgotten:
            return
        spider: Any = self._crawler.spider
        if request.meta.get("entry"):
            spider.counts["entries"] += 1  # that it is not asked is no failure of the source
        asked = request.meta.get("asked", request.url)
        if asked in self._forgotten:
            spider.state.drop(spider.source.id, asked)
        elif pipeline := self._crawler.get_item_pipeline(RecordingPipeline):
            pipeline.moved(asked, at=datetime.now(UTC))  # it only redirects, to where nobody goes any more
        if not self._told:
            self._told = True
            remark(self._crawler, spider.source.addresses[0], "forgotten", _TOLD)
        raise IgnoreRequest("it was forgotten")
