"""What an address is to a source: a hub to follow, a page or an attachment to keep, or nothing."""

import re
from typing import Literal

from scrapy.linkextractors import IGNORED_EXTENSIONS

from crawler.addresses import canonical, ending, same_site, site_of
from crawler.documents import ATTACHMENT_TYPES
from crawler.sources import Source

Role = Literal["hub", "feed", "sitemap", "page", "attachment"]

ATTACHMENTS = frozenset(ATTACHMENT_TYPES)
# Documents that nobody here can read yet: named in the issues, never passed over silently.
UNREAD = frozenset({"doc", "xls", "xlsb", "ppt", "pptx", "odp", "p7m", "p7s", "zip", "rar", "7z"})
NOT_PAGES = frozenset(IGNORED_EXTENSIONS) | UNREAD


class Scope:
    """The rules of one source, ready to be asked about canonical addresses."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.sites = frozenset(site_of(url) for url in source.addresses)
        self._hubs = {canonical(url) for url in (*source.start, *source.feeds, *source.sitemaps)}
        self._pages = {canonical(url) for url in source.pages}
        self._follow = [re.compile(pattern) for pattern in source.follow]
        self._keep = [re.compile(pattern) for pattern in source.keep]

    def role(self, url: str, *, linked_from_page: bool = False) -> Role | None:
        """What to do with a linked address; None: nothing. A page's attachments need not match `keep`."""
        if not same_site(url, self.sites):
            return None
        if ending(url) in ATTACHMENTS:
            wanted = linked_from_page or not self._keep or self._matches_keep(url)
            return "attachment" if self.source.attachments and wanted else None
        if self.is_hub(url):
            return "hub"
        # Without `keep`, pages are what hubs link to and no further: a site has no natural end.
        if linked_from_page and not self._keep:
            return None
        return "page" if self.is_page(url) else None

    def is_hub(self, url: str) -> bool:
        """Whether the address leads to documents: it is fetched whole every time."""
        return url in self._hubs or any(pattern.search(url) for pattern in self._follow)

    def is_page(self, url: str) -> bool:
        """Whether what is at the address is a document to keep, if it is HTML."""
        if url in self._pages:
            return True
        if self._keep:
            return self._matches_keep(url)
        return not self.is_hub(url) and ending(url) not in NOT_PAGES

    def is_kept_hub(self, url: str) -> bool:
        """Whether a hub is a document as well, because `keep` or `pages` says so."""
        return url in self._pages or (bool(self._keep) and self._matches_keep(url))

    def wants(self, url: str, role: str) -> bool:
        """Whether a document known from earlier still belongs to the source, as its rules are now."""
        if not same_site(url, self.sites):
            return False
        if role == "attachment" or ending(url) in ATTACHMENTS:
            return self.source.attachments
        return self.is_page(url)

    def _matches_keep(self, url: str) -> bool:
        return any(pattern.search(url) for pattern in self._keep)
