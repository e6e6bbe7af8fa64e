"""Focus: which of the links that a source's pages have are worth a request, by selector and by topic."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from scrapy.http import Response

from crawler import link_texts
from crawler.addresses import canonical
from crawler.documents import as_html, format_of
from crawler.link_texts import Words
from crawler.outcome import Count
from crawler.passed_over import PassedOver
from crawler.scope import Scope
from crawler.state import State
from crawler.topic import judge_link, judge_page

NOTHING = Words()
MOST = 100_000  # skipped addresses that are remembered in a run, to be counted once


class Focus:
    """The focus of one source in one run.

    A source without topic and selector follows all links. With a topic, links that speak of something else are passed
    over; what speaks too little is fetched, `looks` pages a run at most, and kept if the page itself speaks of it.
    What was captured before stays, whatever its words. `counts["skipped"]` is of addresses.
    """

    def __init__(
        self, scope: Scope, state: State, passed_over: PassedOver, counts: Counter[Count], *, looks: int
    ) -> None:
        self._scope = scope
        self._source = scope.source
        self._state = state
        self._passed_over = passed_over
        self._counts = counts
        self._looks = looks
        self._sure: set[str] = set()
        self._unsure: set[str] = set()
        self._skipped: set[str] = set()

    @property
    def unsure(self) -> int:
        """How many of the links that are wanted speak too little to be sure of them."""
        return len(self._unsure)

    def of_listing(self, response: Response, links: Iterable[str]) -> tuple[str, ...]:
        """Those of a listing's links that are worth it; further listings always are."""
        if self._source.selector is not None:
            inside = link_texts.selected(as_html(response), self._source.selector) or frozenset()
            links = [link for link in links if link in inside or self._scope.role(link) == "hub"]
        return self._of_page(response, links, on_document=False)

    def of_document(self, response: Response, links: Iterable[str]) -> tuple[str, ...]:
        """Those of a document's links; its attachments always are."""
        return self._of_page(response, links, on_document=True)

    def of_feed(self, response: Response, links: Iterable[str]) -> tuple[str, ...]:
        """Those of a feed's entries."""
        if not self._source.follows_topic:
            return tuple(links)
        words = link_texts.of_feed(response.body, response.url)
        return tuple(link for link in links if self._wants(link, words.get(link, NOTHING)))

    def of_sitemap(self, link: str) -> bool:
        """Whether a page that a sitemap names is worth it: its address alone can tell."""
        return not self._source.follows_topic or self._wants(link, NOTHING)

    def trouble(self, response: Response) -> tuple[str, str] | None:
        """Kind and message of an issue when the source's selector finds nothing on a listing."""
        selector = self._source.selector
        if selector is None or link_texts.selected(as_html(response), selector) is not None:
            return None
        return "selector-empty", f"the source's selector {selector!r} finds nothing here; has the site changed?"

    def keeps(self, response: Response) -> bool:
        """Whether a fetched document is of the topic; one that is not will not be asked again for a while."""
        if not self._source.follows_topic or response.meta["entry"] or format_of(response) != "html":
            return True
        asked, url = response.meta["asked"], canonical(response.url) or response.url
        if {asked, url} & self._sure or any(self._is_captured(address) for address in (asked, url)):
            return True
        top = link_texts.top_of(as_html(response))
        if judge_page(url, top.title, top.heading, top.lead):
            return True
        for address in {asked, url}:
            self._passed_over.add(address, at=datetime.now(UTC))
        self._count(asked)
        return False

    def _of_page(self, response: Response, links: Iterable[str], *, on_document: bool) -> tuple[str, ...]:
        if not self._source.follows_topic:
            return tuple(links)
        words = link_texts.of_page(as_html(response))
        return tuple(link for link in links if self._wants(link, words.get(link, NOTHING), on_document=on_document))

    def _wants(self, link: str, words: Words, *, on_document: bool = False) -> bool:
        role = self._scope.role(link, linked_from_page=on_document)
        if role not in {"page", "attachment"} or (on_document and role == "attachment"):
            return True  # what is no document is not ours to judge
        if link in self._sure or link in self._unsure:
            return True
        verdict = "about" if self._is_captured(link) else judge_link(link, words.title, words.lead)
        if verdict == "about":
            self._sure.add(link)
        elif verdict == "unsure" and self._may_look(link, role):
            self._unsure.add(link)
        else:
            self._count(link)
            return False
        if link in self._skipped:  # another page told more of it
            self._skipped.remove(link)
            self._counts["skipped"] -= 1
        return True

    def _may_look(self, link: str, role: str) -> bool:
        return role == "page" and len(self._unsure) < self._looks and link not in self._passed_over

    def _is_captured(self, url: str) -> bool:
        known = self._state.known(self._source.id, url)
        return known is not None and known.sha256 is not None

    def _count(self, url: str) -> None:
        if len(self._skipped) < MOST:
            self._skipped.add(url)
            self._counts["skipped"] = len(self._skipped)
        else:  # a sitemap can have millions
            self._counts["skipped"] += url not in self._skipped
