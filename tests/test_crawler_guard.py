"""Hosts inside a network are not asked: by name, by redirect, by any spelling, by proxy, by a name that changes."""

from types import SimpleNamespace

import pytest
from scrapy.resolver import dnscache
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.resolver import GuardedResolver
from tests.crawl_server import Answer, Site, page
from tests.crawled import captured, events, issues, make
from tests.watched_crawl import watched_crawl

PRIVATE = {
    "v4": ["10.0.0.1"],
    "metadata": ["169.254.169.254"],
    "v6": ["fd00::1"],
    "mapped": ["::ffff:192.168.0.1"],
    "nat64": ["64:ff9b::a00:1"],
    "carrier": ["100.64.0.1"],
    "nothing": ["0.0.0.0"],
    "mixed": ["127.0.0.1", "10.0.0.1"],  # one that could be asked does not make the other harmless
}


def test_a_name_that_stands_for_a_private_address_is_not_asked(tmp_path):
    with Site({}) as site:
        hosts = {f"{name}.mic.ro": ips for name, ips in PRIVATE.items()}
        urls = [f"http://{host}:{site.port}/x" for host in hosts]
        site.answers |= {
            "/proiecte": page(*(f"/proiecte/r{n}" for n in range(len(urls))), "/proiecte/bun"),
            "/proiecte/bun": page(),
            **{
                f"/proiecte/r{n}": Answer(status=302, headers={"Location": url}, type=None)
                for n, url in enumerate(urls)
            },
        }
        source = make(site, pages=["http://mic.ro/y"])
        names = {"mic.ro": [["192.168.1.1"]], **{host: [ips] for host, ips in hosts.items()}}
        done = watched_crawl(source, tmp_path, names=names)
    assert set(done.connected) == {("127.0.0.1", site.port)}
    assert set(hosts) <= set(done.looked_up)
    found = {e["url"]: e for e in events(tmp_path, "issue")}
    assert set(found) == {*urls, "http://mic.ro/y"}
    assert {e["kind"] for e in found.values()} == {"refused-host"}
    assert "the name v4.mic.ro stands for 10.0.0.1: 10.0.0.1 is not a public address" in found[urls[0]]["message"]
    assert captured(tmp_path) == ["/proiecte/bun"]
    assert done.outcome == "ok"
    assert not {"/x", "/y"} & set(site.paths())


def test_a_name_of_this_computer_is_asked_only_when_the_source_allows_it(tmp_path):
    with Site({"/proiecte": page("/proiecte/unu"), "/proiecte/unu": page()}) as site:
        source = make(site, start=[f"http://mic.ro:{site.port}/proiecte"])
        names = {"mic.ro": [["127.0.0.1"]]}
        refused = source.model_copy(update={"allow_loopback": False})
        done = watched_crawl(refused, tmp_path / "no", names=names)
        assert (done.connected, site.seen, done.outcome) == ([], [], "failed")
        assert "allow_loopback = true" in done.message
        assert watched_crawl(source, tmp_path / "yes", names=names).outcome == "ok"
    assert captured(tmp_path / "yes") == ["/proiecte/unu"]


def test_robots_txt_is_no_way_inside(tmp_path):
    with Site({}) as site:
        site.answers |= {
            "/robots.txt": Answer(status=302, headers={"Location": f"http://inside.ro:{site.port}/robots"}, type=None),
            "/proiecte": page(),
        }
        done = watched_crawl(make(site), tmp_path, names={"inside.ro": [["10.0.0.1"]]})
    assert set(done.connected) == {("127.0.0.1", site.port)}
    assert done.outcome == "failed"
    assert [path for path, _ in site.seen] == ["/robots.txt"]
    assert issues(tmp_path)["/proiecte"][0] == "refused-host"


FORMS = [
    *("127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "127.0.0.1.", "localhost"),
    *("[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "[64:ff9b::7f00:1]", "[::127.0.0.1]"),
    *("10.0.0.1", "167772161", "0xa000001", "012.0.0.1", "10.1", "169.254.169.254", "0", "0.0.0.0"),
    *("[fd00::1]", "[fe80::1]", "[fec0::1]", "[::]", "[::ffff:10.0.0.1]", "[2002:a00:1::]"),
]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_redirect_to_any_spelling_of_an_address_inside_is_not_followed(tmp_path, scheme):
    """The site is played by a proxy, which the source names: it alone may be inside."""
    with Site({}) as site:
        host = "http://mic.ro"
        targets = [f"{scheme}://{form}:{site.port}/secret{n}" for n, form in enumerate(FORMS)]
        site.answers |= {
            f"{host}/proiecte": page(*(f"/proiecte/r{n}" for n in range(len(targets)))),
            **{
                f"{host}/proiecte/r{n}": Answer(status=302, headers={"Location": target}, type=None)
                for n, target in enumerate(targets)
            },
        }
        source = make(site, start=[f"{host}/proiecte"], proxy=site.url, allow_loopback=False)
        done = watched_crawl(source, tmp_path)
    assert set(done.connected) == {("127.0.0.1", site.port)}
    assert not [path for path, _ in site.seen if "secret" in path or "mic.ro" not in path]
    found = events(tmp_path, "issue")
    assert len({e["url"] for e in found}) == len(FORMS)
    assert {e["kind"] for e in found} == {"refused-address"}
    assert done.result["failed"] == len(FORMS)


def test_a_proxy_of_the_environment_is_a_host_like_any_other(tmp_path):
    with Site({"http://mic.ro/proiecte": page()}) as site:
        source = make(site, start=["http://mic.ro/proiecte"], allow_loopback=False)
        environment = {"http_proxy": f"http://proxy.ro:{site.port}", "no_proxy": ""}
        names = {"proxy.ro": [["127.0.0.1"]]}
        done = watched_crawl(source, tmp_path, names=names, environment=environment)
        assert (done.connected, site.seen) == ([], [])
        assert "name it as `proxy` in the source's table" in done.message
        named = source.model_copy(update={"proxy": f"http://proxy.ro:{site.port}"})
        assert watched_crawl(named, tmp_path / "named", names=names).outcome == "ok"


def test_a_name_that_changes_is_asked_where_it_was_first(tmp_path):
    """Each answer closes its connection, so that each page needs a new one."""
    closing = {"Connection": "close"}
    names = ["unu", "doi", "trei"]
    with Site({}) as site:
        site.answers |= {
            "/proiecte": Answer(page(*(f"/proiecte/{name}" for name in names)), headers=closing),
            **{f"/proiecte/{name}": Answer(page(), headers=closing) for name in names},
        }
        source = make(site, start=[f"http://mic.ro:{site.port}/proiecte"])
        done = watched_crawl(source, tmp_path, names={"mic.ro": [["127.0.0.1"], ["10.0.0.1"]]})
    assert {host for host, _ in done.connected} == {"127.0.0.1"}
    assert captured(tmp_path) == sorted(f"/proiecte/{name}" for name in names)


class Names:
    """A resolver that answers at once: for a name, its next addresses."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    def resolveHostName(self, receiver, host, port=0, types=None, semantics="TCP"):  # noqa: N802
        receiver.resolutionBegan(self)
        for ip in self.answers.pop(0):
            receiver.addressResolved((IPv6Address if ":" in ip else IPv4Address)("TCP", ip, port))
        receiver.resolutionComplete()
        return self


class Receiver:
    def __init__(self) -> None:
        self.ips, self.complete = [], False

    def resolutionBegan(self, resolution):  # noqa: N802
        assert not self.ips

    def addressResolved(self, address):  # noqa: N802
        assert not self.complete
        self.ips.append((address.host, address.port))

    def resolutionComplete(self):  # noqa: N802
        self.complete = True


@pytest.fixture
def resolving():
    """Resolves a name with a resolver that gives these answers one after the other; forgets them afterwards."""

    def resolve(*answers, source=None, again=True):
        dnscache.clear()
        resolver = GuardedResolver(SimpleNamespace(nameResolver=Names(*answers)), 100)
        resolver._process = SimpleNamespace(crawlers=[SimpleNamespace(spider=SimpleNamespace(source=source))])
        if source is None:
            resolver._process = None
        found = []
        for _ in answers:
            receiver = Receiver()
            resolver.resolveHostName(receiver, "x.ro", 80)
            assert receiver.complete
            found.append(receiver.ips)
            if again:
                dnscache.clear()
        return found, resolver.refused

    yield resolve
    dnscache.clear()


def test_what_is_resolved_is_what_is_connected_to(resolving):
    public = ["93.184.216.34", "2606:4700::1111"]
    assert resolving(public) == ([[(ip, 80) for ip in public]], {})
    found, refused = resolving(public, ["10.0.0.1"])
    assert found == [[(ip, 80) for ip in public], []]
    assert "10.0.0.1" in refused["x.ro"]
    assert resolving(public, ["10.0.0.1"], again=False) == ([[(ip, 80) for ip in public]] * 2, {})
    found, refused = resolving(["10.0.0.1"], public)
    assert (found, refused) == ([[], [(ip, 80) for ip in public]], {})


@pytest.mark.parametrize("ips", PRIVATE.values(), ids=PRIVATE)
def test_no_address_of_a_refused_host_is_given(resolving, ips):
    found, refused = resolving(["93.184.216.34", *ips])
    assert (found, set(refused)) == ([[]], {"x.ro"})
