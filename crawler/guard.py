"""What must never be asked: addresses inside a network, other sites, and real sites without a contact."""

import ipaddress
import re
import socket
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from crawler.addresses import same_site
from crawler.sources import Source

AGENT = "Fondoscop/0.1"
TO_ALLOW = "to allow that, write `allow_loopback = true` in the source's table"
# RFC 2606 and 6761: no such host exists, so nobody is bothered.
INVENTED = re.compile(r"(?:^|\.)(?:test|example|invalid|localhost)$")
CONTACT = re.compile(r"[\x21-\x7e]+")
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
NAT64 = ipaddress.ip_network("64:ff9b::/96")
COMPATIBLE = ipaddress.ip_network("::/96")


class ContactError(Exception):
    """Real sites are not crawled by somebody they can't reach."""


class RefusedError(IgnoreRequest):
    """A request that is not made; `kind` is the kind of issue, the message says why."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def refusal(url: str, *, allow_loopback: bool) -> str | None:
    """Why the address must not be asked, judged by its text alone; None when nothing speaks against it.

    Knows the forms in which an IP address hides: decimal, octal, hexadecimal, shortened, IPv6, full-width.
    """
    try:
        parts = urlsplit(url)
        host = unicodedata.normalize("NFKC", parts.hostname or "").rstrip(".").lower()
        parts.port  # noqa: B018 - raises ValueError when it is not a port
    except ValueError:
        return "this is not an address"
    if parts.scheme not in {"http", "https"} or not host:
        return "this is not an address of the web"
    if host == "localhost" or host.endswith(".localhost"):
        return None if allow_loopback else f"it names this computer; {TO_ALLOW}"
    literal = _literal(host)
    return refused_ip(literal, allow_loopback=allow_loopback) if literal else None


def refused_ip(ip: str, *, allow_loopback: bool) -> str | None:
    """Why no connection may go to this IP address; None when it is public. A resolver asks the same.

    Raises ValueError when it is not an IP address.
    """
    address = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        address = _embedded(address) or address
    if address.is_loopback:
        return None if allow_loopback else f"{ip} is this computer; {TO_ALLOW}"
    # Python calls ::/8, site-local fec0::/10 and others global: only 2000::/3 is given out (RFC 4291, 2.4).
    given_out = address.version == 4 or address in GLOBAL_UNICAST
    if not address.is_global or address.is_multicast or not given_out:
        return f"{ip} is not a public address"
    return None


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that packets to an IPv6 one end at: mapped, 6to4, NAT64 (RFC 6052), compatible (RFC 4291)."""
    if address in NAT64 or (address in COMPATIBLE and int(address) > 0xFFFF):  # not :: and ::1
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _literal(host: str) -> str | None:
    if ":" in host:
        return host
    try:
        return socket.inet_ntoa(socket.inet_aton(host))  # reads 127.1, 2130706433 and 0x7f000001 as well
    except OSError:
        return None


def _is_loopback(url: str) -> bool:
    return bool(refusal(url, allow_loopback=False)) and not refusal(url, allow_loopback=True)


def is_invented(source: Source) -> bool:
    """Whether no real site is behind the source, but loopback that it allows or invented hosts by proxy."""
    hosts = [urlsplit(url).hostname or "" for url in source.addresses]
    if source.proxy is not None:
        return all(INVENTED.search(host) for host in hosts)
    return source.allow_loopback and all(
        refusal(f"http://[{host}]/" if ":" in host else f"http://{host}/", allow_loopback=False) for host in hosts
    )


def user_agent(source: Source, contact: str | None) -> str:
    """What the crawler calls itself. Raises ContactError when a real site would not learn who asks."""
    if not contact:
        if is_invented(source):
            return AGENT
        if all(_is_loopback(url) for url in source.addresses):
            raise ContactError(f"{source.id} is on this computer; {TO_ALLOW}")
        raise ContactError(
            f"{source.id} is a real site, and it must be able to reach you: "
            "give a contact, an address of the web or of e-mail"
        )
    if not CONTACT.fullmatch(contact):
        raise ContactError(f"the contact {contact!r} can't stand in a header: no spaces, ASCII only")
    return f"{AGENT} (+{contact})"


class GuardMiddleware:
    """Sees each request first, redirects and robots.txt too; refuses it or sends it by the proxy."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "GuardMiddleware":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        spider: Any = self._crawler.spider
        source: Source = spider.source
        if why := refusal(request.url, allow_loopback=source.allow_loopback):
            raise RefusedError("refused-address", f"not asked: {why}")
        # robots.txt may lie elsewhere (RFC 9309); pages of other sites are not ours to read.
        if not request.meta.get("dont_obey_robotstxt") and not same_site(request.url, spider.scope.sites):
            raise RefusedError("other-site", "it leads to another site, which this source does not name")
        if source.proxy is not None:
            request.meta["proxy"] = source.proxy
        elif source.allow_loopback and refusal(request.url, allow_loopback=False):
            request.meta["proxy"] = None  # a proxy of the environment is not asked for this computer
