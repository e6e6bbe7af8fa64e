"""The words around links: what stands on them and the lead beside them, in pages and feeds; and a page's top."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from scrapy.http import TextResponse
from scrapy.utils.response import get_base_url
from w3lib.html import remove_tags

from crawler.addresses import canonical
from crawler.finders import FinderError, feed_entries

LONGEST = 600  # characters of a title or lead that are looked at
TEASER = 3  # different addresses in a block that is still about one page: picture, headline, section
_BLOCK = "ancestor::*[self::article or self::li or self::td or self::dd][1]"
_PARTS = re.compile(r"\s+[|»–—-]\s+")
_PARAGRAPH = 60  # characters of the least paragraph that is a lead


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a page where it is linked."""

    title: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """What a page says of itself at its top; empty where it has none.

    `site` is the site's own name, or the whole title; `title` is without it.
    """

    site: str
    title: str
    heading: str
    lead: str


def of_page(response: TextResponse) -> dict[str, Words]:
    """Words by canonical address: all that stands on links to it, and the teaser that one of them stands in."""
    base = get_base_url(response)
    found: dict[str, Words] = {}
    leads: dict[Any, str] = {}
    for link in response.selector.root.xpath("//a[@href] | //area[@href]"):
        if not (url := canonical(str(link.get("href")), base)):
            continue
        before = found.get(url, Words())
        title = _short([before.title, *_label(link)])
        found[url] = Words(title, before.lead or _lead(link, leads))
    return found


def of_feed(body: bytes, base: str) -> dict[str, Words]:
    """Words by canonical address: titles and descriptions of a feed's entries; empty for what is no feed."""
    try:
        entries = feed_entries(body, base)
        return {url: Words(_short([title]), _short([remove_tags(lead)])) for url, title, lead in entries}
    except FinderError:
        return {}


def selected(response: TextResponse, selector: str) -> frozenset[str] | None:
    """The canonical addresses of links inside the elements that a CSS selector finds; None when it finds none."""
    blocks = response.css(selector)
    if not blocks:
        return None
    base = get_base_url(response)
    links = (
        canonical(link, base) for link in blocks.xpath("descendant-or-self::*[self::a or self::area]/@href").getall()
    )
    return frozenset(link for link in links if link)


def top_of(response: TextResponse) -> Top:
    """Title without the site's name, first heading, first paragraph (or the description that search engines get)."""
    root = response.selector.root
    title = _short(root.xpath("//title//text()")[:5])
    heading = next((text for node in root.xpath("//h1")[:5] if (text := _text(node))), "")
    paragraphs = (_text(node) for node in root.xpath("//p")[:50])
    lead = next((text for text in paragraphs if len(text) >= _PARAGRAPH), "")
    described = root.xpath("//meta[@name='description' or @property='og:description']/@content")[:1]
    site = _short(root.xpath("//meta[@property='og:site_name']/@content")[:1])
    return Top(
        site=site or title, title=max(_PARTS.split(title), key=len), heading=heading, lead=lead or _short(described)
    )


def _label(link: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    yield _text(link)
    yield str(link.get("title") or "")
    yield from map(str, link.xpath(".//img/@alt")[:3])


def _lead(link: Any, leads: dict[Any, str]) -> str:  # noqa: ANN401
    """The text of the smallest block around the link, when it is a teaser of one page."""
    for block in link.xpath(_BLOCK):
        if block not in leads:
            few = len(set(block.xpath(".//a/@href")[:50])) <= TEASER
            leads[block] = _text(block) if few else ""
        return leads[block]
    return ""


def _text(node: Any) -> str:  # noqa: ANN401
    pieces: list[str] = []
    length = 0
    for piece in node.itertext():
        pieces.append(str(piece)[:LONGEST])
        length += len(piece)
        if length > LONGEST:
            break
    return _short(pieces)


def _short(texts: Iterable[object]) -> str:
    """On one line, repetitions left out, cut."""
    lines = dict.fromkeys(" ".join(str(text).split()) for text in texts)
    return " ".join(line for line in lines if line)[:LONGEST]
