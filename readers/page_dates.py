"""When a web page was published, as its markup says it, for a reader that found no date in its words."""

import copy
import json
import logging
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import dateparser
import htmldate
from lxml.html import HtmlElement

from readers.removal import drop, remove_all, sweep

_log = logging.getLogger(__name__)
_BUCHAREST = ZoneInfo("Europe/Bucharest")
_NAMES = frozenset(
    """article:published_time og:published_time og:article:published_time datepublished publish-date
    publish_date publication_date pubdate date dc.date dc.date.issued dc.date.created dcterms.issued
    dcterms.created dcterms.date article.published cxenseparse:recs:publishtime sailthru.date
    parsely-pub-date""".split()  # noqa: SIM905
)
_LONGEST_DATE = 60  # characters
_LANGUAGES = ["ro", "en", "hu", "de", "fr"]
# Day before month, as Europe writes it; nothing relative, nothing that lacks its day, month or year.
_WHOLE_DATES: Any = {
    "DATE_ORDER": "DMY",
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["day", "month", "year"],
    "RETURN_AS_TIMEZONE_AWARE": False,
}
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"(?P<when>[^"]{8,40})"')
_UPDATED = re.compile(r"modif|update|revis|actualiz|copyright|expir", re.IGNORECASE)
_EARLIEST = "1995-01-01"  # before it there were no pages
_NO_DATE = (
    "applet", "audio", "canvas", "datalist", "embed", "frame", "frameset", "iframe", "label", "map", "math",
    "noframes", "object", "picture", "rdf", "svg", "track", "video",
)  # fmt: skip  # htmldate takes them out itself, in the square of their number
_ARTICLES = ("NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle", "WebPage", "ItemPage")


def published_in_markup(root: HtmlElement) -> str | None:
    """ISO date from meta elements, JSON-LD or the article's `time`; None without. Needs the tree uncut."""
    for when in (*_meta(root), *_json_ld(root), *_time(root)):
        iso = _day(when)
        if iso is not None:
            return iso
    return None


def published_by_htmldate(root: HtmlElement, url: str | None, *, latest: date | None = None) -> str | None:
    """What htmldate finds in address and markup; never a 1 January, which may stand for a bare year."""
    tree = copy.deepcopy(root)
    remove_all(tree, "script", *_NO_DATE)
    for element in list(tree.iter("meta", "time")):
        if _UPDATED.search(" ".join(element.attrib.values())):
            drop(element)  # what they say of publication is known by now; htmldate would take updates
    sweep(tree)
    try:
        found = htmldate.find_date(
            tree,
            extensive_search=False,  # else copyright years and any date of the text come along
            original_date=True,
            url=url,
            min_date=_EARLIEST,
            max_date=(latest or date(2100, 1, 1)).isoformat(),  # its default is today: not deterministic
        )
    except (ValueError, TypeError, AttributeError) as error:  # what it raises on odd pages
        _log.debug("htmldate: %s", error)
        return None
    return None if found is None or found.endswith("-01-01") else str(found)


def _meta(root: HtmlElement) -> Iterator[str]:
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name in _NAMES and meta.get("content"):
            yield meta.get("content")


def _json_ld(root: HtmlElement) -> Iterator[str]:
    for script in root.iter("script"):
        text = script.text or ""
        if script.get("type") != "application/ld+json" or "datePublished" not in text:
            continue
        try:
            yield from _published_items(json.loads(text))
        except (ValueError, RecursionError):  # a comma too many is common
            yield from (found["when"] for found in _PUBLISHED.finditer(text))


def _published_items(data: object) -> Iterator[str]:
    """Dates of articles first, of pages next; those of comments and products are not the page's."""
    found: list[tuple[int, str]] = []
    waiting: list[Any] = [data]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            waiting += [value for value in (item.get("@graph"), item.get("mainEntity")) if value]
            kinds = item.get("@type")
            ranks = [_ARTICLES.index(k) for k in (kinds if isinstance(kinds, list) else [kinds]) if k in _ARTICLES]
            if ranks and isinstance(item.get("datePublished"), str):
                found.append((min(ranks), item["datePublished"]))
    return (when for _, when in sorted(found, key=lambda entry: entry[0]))


def _time(root: HtmlElement) -> Iterator[str]:
    """The first `time` that is marked as the publication, or the only one of the page."""
    times = [time for time in root.iter("time") if time.get("datetime")]
    for time in times:
        names = time.get("class", "").lower().split()
        if time.get("itemprop") == "datePublished" or time.get("pubdate") is not None or "published" in names:
            yield time.get("datetime")
            return
    if len(times) == 1 and "updated" not in times[0].get("class", "").lower():
        yield times[0].get("datetime")


def _day(when: str) -> str | None:
    """The day in Romania of an ISO time, or a date in another form; None for what can't be a page's."""
    parsed = _iso_moment(when.strip()) or dateparser.parse(
        when[:_LONGEST_DATE], languages=_LANGUAGES, settings=_WHOLE_DATES
    )
    iso = parsed.date().isoformat() if parsed is not None else ""
    return iso if iso >= _EARLIEST else None


def _iso_moment(when: str) -> datetime | None:
    if not _ISO.match(when):
        return None
    try:
        moment = datetime.fromisoformat(when)
        return moment if moment.tzinfo is None else moment.astimezone(_BUCHAREST)
    except (ValueError, OverflowError):
        return None
