"""Addresses that were forgotten at somebody's request: their tombstones, whatever form an address has."""

from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from crawler.addresses import canonical
from store.tombstones import Tombstone


def address_key(url: str) -> str | None:
    """What all forms of one address share: canonical, without scheme and closing slash; None for no web address."""
    address = canonical(url)
    if address is None:
        return None
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path.rstrip('/')}{'?' if parts.query else ''}{parts.query}"


class Forgotten:
    """What the tombstones of an archive name."""

    def __init__(self, tombstones: Iterable[Tombstone]) -> None:
        """Raises TombstoneError when they can't be read."""
        self._by_key = {address_key(stone.url): stone for stone in tombstones}

    def __contains__(self, url: str) -> bool:
        return self.stone(url) is not None

    def stone(self, url: str) -> Tombstone | None:
        """The newest tombstone of the address, in whatever form it is given."""
        return self._by_key.get(address_key(url)) if self._by_key else None

    def leads_there(self, url: str, headers: Iterable[tuple[str, str]]) -> bool:
        """Whether an answer from `url` redirects to a forgotten address."""
        return any(name.lower() == "location" and urljoin(url, value) in self for name, value in headers)
