"""Names of hosts: the addresses that a name stands for are judged before one of them is connected to.

The text of an address says little: any name can stand for a machine inside a network, today or from the second
lookup on. So the judge stands where connections get their addresses from, and what it let pass is what is connected to.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.resolver import CachingHostnameResolver

from crawler.guard import RefusedError, refused_ip
from crawler.sources import Source


class GuardedResolver(CachingHostnameResolver):
    """Twisted's resolver for IPv4 and IPv6, that gives no address of a host of which one is not public.

    Loopback passes when the source allows it, any address when the host is the proxy that the source names. A
    proxy of the environment is a host like any other. `refused` says by host why it was refused.
    """

    def __init__(self, reactor: Any, cache_size: int) -> None:  # noqa: ANN401 - Twisted's
        super().__init__(reactor, cache_size)
        self.refused: dict[str, str] = {}
        self._process: Any = None

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> "GuardedResolver":  # noqa: ANN401 - the process, not a crawler
        resolver: GuardedResolver = super().from_crawler(crawler, reactor)
        resolver._process = crawler
        return resolver

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: ANN401, N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:  # noqa: ANN401
        """The resolution in progress; the receiver gets all addresses of the host, or none."""
        judge: Any = _Judge(resolutionReceiver, hostName, self)
        return super().resolveHostName(judge, hostName, portNumber, addressTypes, transportSemantics)

    def refusal(self, host: str, ips: Sequence[str]) -> str | None:
        """Why nothing may be asked of a host that stands for these addresses; None when nothing speaks against it."""
        sources = self._sources()
        if sources and all(source.proxy and urlsplit(source.proxy).hostname == host for source in sources):
            return None
        allow_loopback = bool(sources) and all(source.allow_loopback for source in sources)
        for ip in ips:
            if why := refused_ip(ip, allow_loopback=allow_loopback):
                return why if ip == host else f"the name {host} stands for {ip}: {why}"
        return None

    def _sources(self) -> list[Source]:
        """The sources of the crawls in this process; Scrapy makes the resolver when they have begun."""
        spiders = [crawler.spider for crawler in getattr(self._process, "crawlers", ())]
        return [spider.source for spider in spiders if hasattr(spider, "source")]


class _Judge:
    """Receives the addresses of one host and passes them on when none of them is refused."""

    def __init__(self, receiver: Any, host: str, resolver: GuardedResolver) -> None:  # noqa: ANN401
        self._receiver = receiver
        self._host = host
        self._resolver = resolver
        self._addresses: list[Any] = []

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: ANN401, N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: ANN401, N802
        self._addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._resolver.refused.pop(_key(self._host), None)
        if why := self._resolver.refusal(self._host, [address.host for address in self._addresses]):
            self._resolver.refused[_key(self._host)] = why
        else:
            for address in self._addresses:
                self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()


class ResolverMiddleware:
    """Tells a host that was refused from one that nobody knows: a resolver can say no more than "no address"."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ResolverMiddleware":
        return cls(crawler)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raises RefusedError, which is not tried again."""
        if not isinstance(exception, CannotResolveHostError):
            return
        from twisted.internet import reactor  # noqa: PLC0415 - importing it earlier would choose the wrong one

        resolver = getattr(reactor, "nameResolver", None)
        proxy = request.meta.get("proxy")
        host = urlsplit(proxy or request.url).hostname or ""
        if isinstance(resolver, GuardedResolver) and (why := resolver.refused.get(_key(host))):
            hint = "; if this proxy is yours, name it as `proxy` in the source's table" if proxy else ""
            raise RefusedError("refused-host", f"not asked: {why}{hint}")


def _key(host: str) -> str:
    """The host in the one spelling that both sides know: Twisted resolves names in Unicode, addresses have ASCII."""
    try:
        return host.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return host.lower()
