"""Budgets: what one run asks of a site at most. Calendars and filters make new addresses without end."""

import re
from collections import Counter
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from crawler.remarks import remark

DIGITS = re.compile(r"\d+")
DOCUMENTS = frozenset({"page", "attachment"})
LONGEST = 2083  # characters of an address: a trap that adds to its own makes longer ones each time
WHAT_TO_DO = (
    "Nothing that is known is lost. If it is a trap, as a calendar is, let `follow` and `keep` in the source's "
    "table say more exactly what is wanted"
)
WANTED = "; if it is all wanted, raise `{}` there"


def pattern_of(url: str) -> str:
    """Host, path and query of an address with each number as `#`: what a program made of a number looks alike."""
    parts = urlsplit(url)
    tail = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return f"{parts.netloc}{DIGITS.sub('#', tail)}"


class Budgets:
    """Keeps requests that go beyond a budget from being made, and tells the first of them.

    BUDGET_DEPTH: links from a source's own address; BUDGET_DOCUMENTS: documents of one host;
    BUDGET_DOCUMENT_PATTERN and BUDGET_LISTING_PATTERN: documents and listings whose addresses differ in numbers
    alone. Each holds for one run; a source's own addresses, redirects and retries are not counted.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        settings = crawler.settings
        self._depth = settings.getint("BUDGET_DEPTH")
        self._documents = settings.getint("BUDGET_DOCUMENTS")
        self._document_pattern = settings.getint("BUDGET_DOCUMENT_PATTERN")
        self._listing_pattern = settings.getint("BUDGET_LISTING_PATTERN")
        self._spent: Counter[tuple[str, str]] = Counter()
        self._told: set[tuple[str, str]] = set()
        crawler.signals.connect(self._scheduled, signal=signals.request_scheduled)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Budgets":
        return cls(crawler)

    def _scheduled(self, request: Request) -> None:
        """Raises IgnoreRequest, which Scrapy takes for: don't schedule it."""
        meta = request.meta
        if meta.get("entry") or meta.get("redirect_times") or meta.get("retry_times"):
            return
        is_document = meta.get("role") in DOCUMENTS
        host = urlsplit(request.url).netloc
        if len(request.url) > LONGEST:
            self._refuse(request, ("address", host), f"its address is longer than {LONGEST} characters")
        if meta.get("depth", 0) > self._depth:
            found = f"it is more than {self._depth} links away from where the source begins"
            self._refuse(request, ("depth", host), found, "max_depth")
        # An address without a number is a pattern of its own, and is asked for once in a run anyway.
        if DIGITS.search(request.url.partition(host)[2]):
            pattern = pattern_of(request.url)
            limit = self._document_pattern if is_document else self._listing_pattern
            found = f"{limit} addresses of the form {pattern} were asked for in this run"
            self._spend(request, ("pattern", pattern), limit, found, "max_per_pattern")
        if is_document:
            found = f"{self._documents} documents of {host} were asked for in this run"
            self._spend(request, ("documents", host), self._documents, found, "max_documents")

    def _spend(self, request: Request, what: tuple[str, str], limit: int, found: str, field: str) -> None:
        if self._spent[what] >= limit:
            self._refuse(request, what, found, field)
        self._spent[what] += 1

    def _refuse(self, request: Request, what: tuple[str, str], found: str, field: str = "") -> None:
        if what not in self._told:
            self._told.add(what)
            raising = WANTED.format(field) if field else ""
            message = f"not asked, like more of its kind: {found}. {WHAT_TO_DO}{raising}"
            remark(self._crawler, request.url, f"budget-{what[0]}", message)
        raise IgnoreRequest(found)
