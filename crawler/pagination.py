"""Pagination: the further pages of a listing, by rel=next and by the number in their addresses."""

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from scrapy.http import TextResponse
from scrapy.utils.response import get_base_url

from crawler.addresses import canonical

# As WordPress, Drupal, Joomla, Laravel and hand-made sites have it; the rest of the address must be the listing's own.
_NUMBER = re.compile(
    r"""
    (?P<query>(?<=[?&])(?:paged?|pag|pagina|pg|nr_?pag|start|limitstart|offset)=\d{1,6}(?:&|$))  # p= is an article
    | (?P<path>/(?:page|pagina|pag)[/-]?\d{1,6}(?=/?(?:$|\?)))
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A link or its button that says so (WHATWG HTML, 4.6.7.14); scripts that load more leave it for those without them.
_NEXT = "//*[self::a or self::link or self::area][contains(concat(' ', normalize-space(@rel), ' '), ' next ')]/@href"


class Pagination:
    """The further pages of the listings of one run, at most `limit` of each listing."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._taken: Counter[str] = Counter()
        self._known: set[str] = set()

    def part(
        self, response: TextResponse, links: Iterable[str], *, listing: str
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Further pages to ask for, of those that a page of `listing` links to; and the links that are no such pages.

        `listing` is the address of its first page.
        """
        marked = {canonical(str(link), get_base_url(response)) for link in response.selector.root.xpath(_NEXT)}
        here = listing_of(response.url)
        further, others = [], []
        for link in links:
            numbered = _NUMBER.search(link) is not None and listing_of(link) == here
            if not (numbered or link in marked):
                others.append(link)
            elif link not in self._known and self._taken[listing] < self._limit:
                self._taken[listing] += 1
                self._known.add(link)
                further.append(link)
        return tuple(further), tuple(others)


def listing_of(url: str) -> str:
    """What the addresses of all pages of a listing have in common: the address without the number of the page."""
    parts = urlsplit(url)
    path, query = _NUMBER.sub("", parts.path), _NUMBER.sub("", f"?{parts.query}").strip("?&")
    return f"{parts.netloc}{path.rstrip('/')}?{query}"
