"""Addresses: one canonical form for each page, so that it is asked for and stored once."""

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from courlan import clean_url
from w3lib.url import canonicalize_url, safe_url_string

# What advertisers add to links. Everything else in a query may be the page itself: old sites say `?cid=12`.
TRACKER = re.compile(
    r"""^(?:
        utm_\w+ | fb_\w+ | fbclid | gclid | dclid | gbraid | wbraid | msclkid | yclid | igsh(?:id)?
        | mc_[ce]id | _ga | _gl | _hs\w+ | mtm_\w+ | pk_\w+ | ref_src
    )(?:=|$)""",
    re.VERBOSE | re.IGNORECASE,
)


def canonical(link: str, base: str | None = None) -> str | None:
    """The address of a link in its canonical form, or None when it is not a web address.

    `base` is the address of the page the link stands on. Fragments and advertisers' parameters go, the others
    are sorted. courlan sees no query: it drops parameters without a value, decodes windows-1250 as if it were
    UTF-8, and takes `cid` for a tracker, so that different pages would become one.
    """
    link = link.strip().replace("&amp;", "&")
    try:
        return _canonical(urljoin(base, link) if base else link)
    except ValueError:  # as for http://[bad
        return None


@lru_cache(maxsize=16_384)  # a site's menu is on each of its pages
def _canonical(link: str) -> str | None:
    try:
        url = safe_url_string(link)
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
            return None
        cleaned = clean_url(parts._replace(query="", fragment="").geturl())
        if not cleaned:
            return None
        query = "&".join(item for item in parts.query.split("&") if item and not TRACKER.match(item))
        return str(canonicalize_url(f"{cleaned}?{query}" if query else cleaned))
    except ValueError:
        return None


def site_of(url: str) -> str:
    """The host of the address without a leading `www.`; empty when there is none."""
    return (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")


def same_site(url: str, sites: frozenset[str]) -> bool:
    """Whether the address belongs to one of the sites or to a subdomain of one."""
    host = site_of(url)
    return any(host == site or host.endswith(f".{site}") for site in sites)


def ending(url: str) -> str:
    """The ending of the file that the address names, in lower case without the dot; empty without one."""
    name = urlsplit(url).path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""
