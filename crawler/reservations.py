"""Reservations of text and data mining, as sites state them in the TDM Reservation Protocol.

The rules are those of the W3C community group's final report of 10 May 2024 (https://www.w3.org/community/tdmrep/);
the right behind them is in article 4(3) of directive (EU) 2019/790. A page that is reserved is not kept.
"""

import asyncio
import json
import re
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.documents import as_html, format_of
from crawler.guard import RefusedError
from crawler.messages import clean
from crawler.remarks import remark

WELL_KNOWN = "/.well-known/tdmrep.json"
MAX_SIZE = 500 * 1024  # bytes of that file
OWN = "tdmrep"  # in the meta of requests for it
NAME, POLICY = "tdm-reservation", "tdm-policy"
MENTIONED = re.compile(rb"tdm-reservation", re.IGNORECASE)
UTF16 = (b"\xff\xfe", b"\xfe\xff")
WHAT_TO_DO = "Ask the site for its leave, or leave these pages out of the source's table"

NO_FILE = (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    OSError,
)


class ReservationError(Exception):
    """A tdmrep.json that can't be understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a site states for the addresses of a pattern, or a page for itself; `policy` is where its terms are."""

    reserved: bool
    policy: str = ""
    location: str = ""

    def matches(self, path: str) -> bool:
        """Whether path and query begin as `location` says: `*` is any text, `$` at its end is the end.

        Linear in the address for each `*`, whatever the pattern.
        """
        anchored = self.location.endswith("$")
        # Split first: %2A is an asterisk, %24 a dollar of the address itself.
        first, *parts = (_decoded(part) for part in self.location.removesuffix("$").split("*"))
        path = _decoded(path)
        if not path.startswith(first):
            return False
        if not parts:
            return not anchored or path == first
        place, last = len(first), parts.pop()
        for part in parts:
            place = path.find(part, place)
            if place < 0:
                return False
            place += len(part)
        return path.endswith(last) and len(path) - len(last) >= place if anchored else path.find(last, place) >= 0


def read_rules(body: bytes) -> tuple[Rule, ...]:
    """The rules of a tdmrep.json. Raises ReservationError."""
    try:
        entries = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ReservationError("it is not JSON") from error
    if isinstance(entries, dict):  # the brackets are mandatory and are often forgotten
        entries = [entries]
    if not isinstance(entries, list):
        raise ReservationError("it is not a list of rules")
    return tuple(
        Rule(location=entry["location"], reserved=_is_one(entry.get(NAME)), policy=_text(entry.get(POLICY)))
        for entry in entries
        if isinstance(entry, dict) and isinstance(entry.get("location"), str)
    )


def rule_for(url: str, rules: tuple[Rule, ...]) -> Rule | None:
    """The rule that holds for an address: the longest of those that match; of two, the one that reserves."""
    parts = urlsplit(url)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    matching = [rule for rule in rules if rule.matches(path)]
    return max(matching, key=lambda rule: (len(rule.location), rule.reserved), default=None)


def stated_by(response: Response) -> Rule | None:
    """What an answer states for itself, in its header or, before that, in its `meta` elements."""
    if MENTIONED.search(response.body) or response.body.startswith(UTF16):
        found = _metas(response) if format_of(response) == "html" else {}
        if NAME in found:
            return Rule(reserved=_is_one(found[NAME]), policy=_text(found.get(POLICY)))
    header = {name: (response.headers.get(name) or b"").decode("latin-1") for name in (NAME, POLICY)}
    return Rule(reserved=_is_one(header[NAME]), policy=_text(header[POLICY])) if header[NAME] else None


class ReservationMiddleware:
    """Refuses what is reserved: by the host's file before it is asked, by its own word when it has come.

    The file is asked for once in a run, before the host's first page, and stands for all that it matches, although
    the protocol lets a page revoke it: to see that, the reserved page would have to be fetched.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: dict[str, asyncio.Task[tuple[Rule, ...]]] = {}  # by scheme, host and port

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises RefusedError for an address that the host's file reserves."""
        if request.meta.get("dont_obey_robotstxt") or request.meta.get(OWN):
            return
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._fetch(f"{origin}{WELL_KNOWN}"))
        rule = rule_for(request.url, await asyncio.shield(self._rules[origin]))
        if rule is not None and rule.reserved:
            raise _refused(f"not asked: {WELL_KNOWN} reserves text and data mining of {clean(rule.location)}", rule)

    def process_response(self, request: Request, response: Response) -> Response:
        """The answer; raises RefusedError when it is reserved."""
        if response.status in {200, 304} and not (request.meta.get("dont_obey_robotstxt") or request.meta.get(OWN)):
            rule = stated_by(response)
            if rule is not None and rule.reserved:
                raise _refused("not kept: the page reserves text and data mining", rule)
        return response

    async def _fetch(self, url: str) -> tuple[Rule, ...]:
        """The rules of a host; none when it states none in a form that can be read."""
        meta = {OWN: True, "download_maxsize": MAX_SIZE, "handle_httpstatus_list": [304]}
        try:
            response: Response = await self._crawler.engine.download_async(
                Request(url, callback=NO_CALLBACK, priority=1000, meta=meta)
            )
        except DownloadCancelledError:
            self._unreadable(url, f"it is larger than {MAX_SIZE // 1024} KiB")
            return ()
        except NO_FILE:  # what keeps the file away keeps the pages away, and is told of them
            return ()
        # Many sites answer with a page where there is nothing.
        if response.status != 200 or not response.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"[", b"{")):
            if response.status >= 500:
                self._unreadable(url, f"the site answered {response.status}")
            return ()
        try:
            return read_rules(response.body)
        except ReservationError as error:
            self._unreadable(url, str(error))
            return ()

    def _unreadable(self, url: str, why: str) -> None:
        message = f"what the site reserves can't be read here: {why}; pages that say so themselves are left out"
        remark(self._crawler, url, "tdm-unreadable", message)


def _refused(what: str, rule: Rule) -> RefusedError:
    terms = f"; its terms: {rule.policy}" if rule.policy else ""
    return RefusedError("tdm-reserved", f"{what}{terms}. {WHAT_TO_DO}")


def _metas(response: Response) -> dict[str, str]:
    """The contents of the page's `meta` elements by name in lower case; of several, the first."""
    found: dict[str, str] = {}
    for meta in as_html(response).selector.root.iter("meta"):
        found.setdefault((meta.get("name") or "").strip().lower(), meta.get("content") or "")
    return found


def _is_one(value: Any) -> bool:  # noqa: ANN401 - whatever the site wrote
    """Whether a value is the 1 that reserves; all else does not, as the protocol says."""
    return value is not True and str(value).strip() == "1"


def _text(value: Any) -> str:  # noqa: ANN401
    return clean(value.strip()) if isinstance(value, str) else ""


def _decoded(path: str) -> str:
    """The path without percent-encoding, so that one address has one spelling."""
    return unquote(path, errors="replace")
