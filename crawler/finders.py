"""Links: where a page, a feed or a sitemap leads to. One function per shape, from bytes to addresses."""

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import islice

from lxml import etree
from scrapy.http import TextResponse
from scrapy.utils.response import get_base_url

from crawler.addresses import canonical
from crawler.messages import clean

# Pages by <a> and <area>, the next page of a listing by <link>, documents also in viewers.
LINKS = (
    "//a/@href | //area/@href | //link[contains(concat(' ', @rel, ' '), ' next ')]/@href"
    " | //iframe/@src | //embed/@src | //object/@data"
)
MAX_LINKS = 50_000  # of one page, feed or sitemap; sitemaps.org has the same
MAX_ENTRIES = 50_000  # of a feed whose words are looked at
MAX_XML = 50 * 1024 * 1024  # bytes of an unpacked sitemap, as sitemaps.org has it
DATE_ONLY = re.compile(r"\d{4}-\d\d-\d\d")


class FinderError(Exception):
    """A feed or sitemap that is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What a sitemap names: pages, each with the moment of its last change if it is known, and sitemaps."""

    pages: tuple[tuple[str, datetime | None], ...]
    sitemaps: tuple[str, ...]


def page_links(response: TextResponse) -> tuple[str, ...]:
    """The canonical addresses that a page links to, each once, in order; MAX_LINKS at most are looked at."""
    base = get_base_url(response)
    # lxml itself, since a selector for each link takes longer than the rest of the page.
    found = (canonical(str(link), base) for link in response.selector.root.xpath(LINKS)[:MAX_LINKS])
    return tuple(dict.fromkeys(url for url in found if url))


def feed_links(body: bytes, base: str) -> tuple[str, ...]:
    """The canonical addresses of the entries of an RSS, RDF or Atom feed. Raises FinderError."""
    root = _xml(body)
    if _name(root) not in {"rss", "rdf", "feed"}:
        raise FinderError(f"this is not a feed, its first element is <{clean(_name(root))}>")
    entries = (entry for entry in root.iter() if _name(entry) in {"item", "entry"})
    found = (canonical(link, base) for entry in islice(entries, MAX_LINKS) if (link := _entry_link(entry)))
    return tuple(dict.fromkeys(url for url in found if url))


def feed_entries(body: bytes, base: str) -> Iterator[tuple[str, str, str]]:
    """Canonical address, title and description of each entry of a feed; these may hold tags. Raises FinderError."""
    for entry in islice((entry for entry in _xml(body).iter() if _name(entry) in {"item", "entry"}), MAX_ENTRIES):
        texts = {_name(child): "".join(child.itertext()) for child in entry}
        if url := canonical(_entry_link(entry) or "", base):
            yield url, texts.get("title", ""), texts.get("description") or texts.get("summary") or ""


def sitemap_links(body: bytes, base: str) -> Sitemap:
    """What a sitemap or an index of sitemaps names; gzip is unpacked. Raises FinderError."""
    root = _xml(_unpacked(body))
    if _name(root) not in {"urlset", "sitemapindex"}:
        raise FinderError(f"this is not a sitemap, its first element is <{clean(_name(root))}>")
    pages, sitemaps = [], []
    for entry in islice(root, MAX_LINKS):
        texts = {_name(child): (child.text or "").strip() for child in entry}
        if not (url := canonical(texts.get("loc", ""), base)):
            continue
        if _name(entry) == "sitemap":
            sitemaps.append(url)
        elif _name(entry) == "url":
            pages.append((url, last_change(texts.get("lastmod", ""))))
    return Sitemap(pages=tuple(pages), sitemaps=tuple(sitemaps))


def last_change(text: str) -> datetime | None:
    """The latest moment that a `lastmod` can mean, or None. Without a zone, it may be anywhere on Earth."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if DATE_ONLY.fullmatch(text):
        moment += timedelta(days=1)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC) + timedelta(hours=12)


def _entry_link(entry: etree._Element) -> str | None:
    guid = None
    for child in entry:
        name, text = _name(child), (child.text or "").strip()
        if name == "link" and child.get("href") and child.get("rel", "alternate") == "alternate":
            return str(child.get("href"))
        if name == "link" and text:
            return text
        if name == "guid" and child.get("isPermaLink", "true") == "true" and text.startswith("http"):
            guid = text
    return guid


def _xml(body: bytes) -> etree._Element:
    # Feeds are often not quite XML, so it recovers; entities are not replaced, nothing is fetched.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        raise FinderError(f"this is not XML ({clean(str(error))})") from error
    if root is None:
        raise FinderError("this is not XML")
    return root


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        with gzip.GzipFile(fileobj=BytesIO(body)) as file:
            data = file.read(MAX_XML + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise FinderError(f"its gzip is damaged ({error})") from error
    if len(data) > MAX_XML:
        raise FinderError(f"it unpacks to more than {MAX_XML // 1024 // 1024} MB")
    return data


def _name(element: etree._Element) -> str:
    """The name without its namespace, in lower case; empty for comments and processing instructions."""
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""
