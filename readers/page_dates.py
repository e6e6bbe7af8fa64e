"""When a web page was published, as its markup says it, for a reader that found no date in its words.

Markup lies in known ways, and each is met: `modified` is no publication; a generic `date` or a lone `time` of the
day of the capture is the site's clock; a day later than the capture is an event's; a month later than the one in the
page's own address is that of an import; 1 January at midnight stands for a bare year; several articles make a list.
"""

import json
import logging
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import dateparser
import htmldate
from lxml.html import HtmlElement

from readers.removal import drop, remove_all, sweep

_log = logging.getLogger(__name__)
_BUCHAREST = ZoneInfo("Europe/Bucharest")
_NAMES = (
    frozenset(["article:published_time", "og:published_time", "og:article:published_time", "datepublished"]),
    frozenset(
        """publish-date publish_date publication_date pubdate dc.date.issued dcterms.issued article.published
        cxenseparse:recs:publishtime sailthru.date parsely-pub-date citation_publication_date""".split()  # noqa: SIM905
    ),
    frozenset(["dc.date.created", "dcterms.created"]),
    frozenset(["date", "dc.date", "dcterms.date"]),
)
"""Names of meta elements, those that are believed most first; the last may be the site's clock."""
_ALL_NAMES = frozenset[str]().union(*_NAMES)
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
_IN_ADDRESS = re.compile(r"/(?P<year>20\d\d)/(?P<month>0[1-9]|1[0-2])/(?:(?P<day>[0-3]\d)/)?")
_NOT_OF_THE_PAGE = re.compile(r"event|clock|today|current|comment|modif|updat|widget|expir|start|end", re.IGNORECASE)
_EARLIEST = "1995-01-01"  # before it there were no pages
_LATEST = date(2100, 1, 1)
_ONE_DAY = timedelta(days=1)
_NO_DATE = (
    "applet", "audio", "canvas", "datalist", "embed", "frame", "frameset", "iframe", "label", "map", "math",
    "noframes", "object", "picture", "rdf", "svg", "track", "video",
)  # fmt: skip  # htmldate takes them out itself, in the square of their number
_ARTICLES = ("NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle", "WebPage", "ItemPage")


def published_in_markup(root: HtmlElement, *, url: str | None = None, latest: date | None = None) -> str | None:
    """ISO date from meta elements, JSON-LD or the article's `time`; None without. Needs the tree uncut.

    `url` is the page's address and `latest` the day of its capture, when known: both tell when markup lies.
    """
    for when, may_be_clock in (*_meta(root), *_json_ld(root), *_time(root)):
        iso = _day(when)
        if iso is None or date.fromisoformat(iso) > (latest or _LATEST) + _ONE_DAY:
            continue
        if may_be_clock and latest is not None and abs(date.fromisoformat(iso) - latest) <= _ONE_DAY:
            continue
        return iso if not _of_an_import(iso, url) else _day_of_address(url)
    return None


def published_by_htmldate(tree: HtmlElement, url: str | None, *, latest: date | None = None) -> str | None:
    """What htmldate finds in address and markup; never a 1 January, which may stand for a bare year.

    The tree is the caller's to throw away: what would mislead htmldate is taken out of it.
    """
    remove_all(tree, "script", *_NO_DATE)
    for element in list(tree.iter("meta", "time", "nav", "footer", "aside")):
        named = _name(element) in _ALL_NAMES or _UPDATED.search(" ".join(element.attrib.values()))
        if element.tag != "meta" or named:
            drop(element)  # has been judged by now; htmldate would take updates and clocks
    sweep(tree)
    try:
        found = htmldate.find_date(
            tree,
            extensive_search=False,  # else copyright years and any date of the text come along
            original_date=True,
            url=url,
            min_date=_EARLIEST,
            max_date=(latest or _LATEST).isoformat(),  # its default is today: not deterministic
        )
    except (ValueError, TypeError, AttributeError) as error:  # what it raises on odd pages
        _log.debug("htmldate: %s", error)
        return None
    return None if found is None or found.endswith("-01-01") else str(found)


def _meta(root: HtmlElement) -> Iterator[tuple[str, bool]]:
    """The contents by rank; of the microdata of several articles none."""
    ranked: list[list[str]] = [[] for _ in _NAMES]
    items: set[str] = set()
    for meta in root.iter("meta"):
        name = _name(meta)
        content = (meta.get("content") or "").strip()
        rank = next((index for index, names in enumerate(_NAMES) if name in names), None)
        if rank is None or not content:
            continue
        if meta.get("itemprop"):
            items.add(content)
        ranked[rank].append(content)
    for rank, contents in enumerate(ranked):
        yield from (
            (content, rank == len(_NAMES) - 1) for content in contents if len(items) < 2 or content not in items
        )


def _name(meta: HtmlElement) -> str:
    return (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()


def _json_ld(root: HtmlElement) -> Iterator[tuple[str, bool]]:
    for script in root.iter("script"):
        text = script.text or ""
        if script.get("type") != "application/ld+json" or "datePublished" not in text:
            continue
        try:
            yield from ((when, False) for when in _published_items(json.loads(text)))
        except (ValueError, RecursionError):  # a comma too many is common
            yield from ((found["when"], False) for found in _PUBLISHED.finditer(text))


def _published_items(data: object) -> list[str]:
    """The date of the article, else of the page; none of comments, products and lists of articles."""
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
    best = {when for rank, when in found if rank == min(found)[0]}
    return sorted(best) if len(best) == 1 else []


def _time(root: HtmlElement) -> Iterator[tuple[str, bool]]:
    """The first `time` that is marked as the publication, or the only one of the page."""
    times = [time for time in root.iter("time") if time.get("datetime")]
    marked = [time for time in times if _is_marked(time)]
    if marked:
        if not _is_list(marked):
            yield marked[0].get("datetime"), False
    elif len(times) == 1 and not _elsewhere(times[0]):
        yield times[0].get("datetime"), True


def _is_marked(time: HtmlElement) -> bool:
    names = time.get("class", "").lower().split()
    return time.get("itemprop") == "datePublished" or time.get("pubdate") is not None or "published" in names


def _is_list(times: list[HtmlElement]) -> bool:
    """Whether the first is the date of one teaser among others."""
    articles = [next(time.iterancestors("article"), None) for time in times]
    first = articles[0]
    return first is not None and next(first.iter("h1"), None) is None and len(set(articles)) > 1


def _elsewhere(time: HtmlElement) -> bool:
    """Whether a `time` belongs to the frame of the site, to an event, or to a comment."""
    near = [time, *list(time.iterancestors())[:3]]
    if any(element.tag in ("nav", "footer", "aside") for element in time.iterancestors()):
        return True
    return any(
        _NOT_OF_THE_PAGE.search(" ".join(element.get(name, "") for name in ("class", "id", "itemprop", "itemtype")))
        for element in near
    )


def _day(when: str) -> str | None:
    """The day in Romania of an ISO time, or a date in another form; None for what can't be a page's."""
    moment = _iso_moment(when.strip())
    parsed = moment or dateparser.parse(when[:_LONGEST_DATE], languages=_LANGUAGES, settings=_WHOLE_DATES)
    if parsed is None or parsed.date().isoformat() < _EARLIEST:
        return None
    bare_year = (parsed.month, parsed.day, parsed.hour, parsed.minute) == (1, 1, 0, 0) or "-01-01T00:00" in when
    return None if bare_year else parsed.date().isoformat()


def _iso_moment(when: str) -> datetime | None:
    if not _ISO.match(when):
        return None
    try:
        moment = datetime.fromisoformat(when)
        return moment if moment.tzinfo is None else moment.astimezone(_BUCHAREST)
    except (ValueError, OverflowError):
        return None


def _of_an_import(iso: str, url: str | None) -> bool:
    """Whether the address names a month at least two months before the day that the markup names."""
    named = _IN_ADDRESS.search(url or "")
    if named is None:
        return False
    months = 12 * int(iso[:4]) + int(iso[5:7]) - 12 * int(named["year"]) - int(named["month"])
    return months >= 2


def _day_of_address(url: str | None) -> str | None:
    named = _IN_ADDRESS.search(url or "")
    if named is None or named["day"] is None:
        return None
    iso = f"{named['year']}-{named['month']}-{named['day']}"
    try:
        date.fromisoformat(iso)
    except ValueError:
        return None
    return None if iso.endswith("-01-01") else iso
