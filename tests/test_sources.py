"""Sources are read strictly, and the rules about addresses hold."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.addresses import canonical, ending, same_site
from crawler.failures import explain
from crawler.finders import FinderError, feed_links, last_change, sitemap_links
from crawler.guard import ContactError, is_invented, refusal, user_agent
from crawler.messages import clean
from crawler.scope import Scope
from crawler.sources import Source, SourcesError, find_source, load_sources


def toml(tmp_path: Path, text: str, name: str = "sources.toml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def source(**changes) -> Source:
    fields = {"id": "x", "name": "X", "kind": "ngo", "start": ["http://www.x.test/proiecte/"]}
    return Source.model_validate({**fields, **changes})


GOOD = '[a]\nname = "A"\nkind = "ngo"\nstart = ["http://a.test/"]\n'


def test_a_later_file_adds_and_changes_single_keys(tmp_path):
    mine = toml(
        tmp_path,
        '[a]\nenabled = false\nkeep = ["/p/"]\n[b]\nname = "B"\nkind = "news"\nfeeds = ["https://b.test/f"]\n',
    )
    sources = load_sources(toml(tmp_path, GOOD, "first.toml"), mine)
    assert sources["a"].name == "A"
    assert not sources["a"].enabled
    assert sources["a"].keep == ("/p/",)
    assert sources["b"].addresses == ("https://b.test/f",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD + 'folow = ["x"]', "a: folow: there is no such field"),
        (GOOD + 'id = "b"', "a: id: the name of the table is the id"),
        (GOOD + 'keep = ["("]', r"a: keep[0]: '(' is not a regular expression"),
        (GOOD + 'feeds = ["ftp://a.test/"]', "a: feeds[0]: an address begins with http:// or https://"),
        (GOOD + 'proxy = "127.0.0.1:8000"', "a: proxy: an address begins with"),
        (GOOD + 'selector = "a[["', "a: selector: 'a[[' is not a CSS selector"),
        (GOOD + 'checked = "ieri"', "a: checked: Input should be a valid date"),
        (GOOD + "interval_hours = 0", "a: interval_hours: Input should be greater than 0"),
        (GOOD + 'floor_documents = "many"', "a: floor_documents: Input should be a valid integer"),
        (GOOD.replace("ngo", "ong"), "a: kind: Input should be 'agency', 'ngo', 'news' or 'national'"),
        (GOOD.replace("[a]", '["A b"]'), "A b: id: an id has small letters"),
        ('[a]\nname = "A"\nkind = "ngo"\n', "a: there is nothing to begin with"),
        ("a = 1", "a: a source is a table"),
        ("[a", "is not TOML"),
    ],
)
def test_what_is_wrong_is_named_with_file_source_and_field(tmp_path, text, message):
    file = toml(tmp_path, text)
    with pytest.raises(SourcesError) as caught:
        load_sources(file)
    assert str(caught.value).startswith(f"{file}: {message.partition(' is not TOML')[0]}")
    assert message in str(caught.value)


def test_all_faults_are_told_at_once_each_with_its_own_file(tmp_path):
    first = toml(tmp_path, GOOD + 'keep = ["("]', "first.toml")
    second = toml(tmp_path, "[a]\nfloor_documents = -1\n[b]\n", "second.toml")
    with pytest.raises(SourcesError) as caught:
        load_sources(first, second)
    lines = str(caught.value).splitlines()
    assert any(line.startswith(f"{first}: a: keep[0]: ") for line in lines)
    assert any(line.startswith(f"{second}: a: floor_documents: ") for line in lines)
    assert any(line.startswith(f"{second}: b: name: Field required") for line in lines)


def test_a_missing_file_or_source_is_an_error(tmp_path):
    with pytest.raises(SourcesError, match="can't be read"):
        load_sources(tmp_path / "none.toml")
    with pytest.raises(SourcesError, match=r"there is no source 'nobody' in .*; `fondoscop sources list` names them"):
        find_source("nobody")


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("proiecte?start=5#top", "http://x.ro/a/proiecte?start=5"),
        ("/", "http://x.ro/"),
        ("HTTP://X.ro:80//a/../b/", "http://x.ro/b/"),
        ("/p?b=2&a=1&utm_source=fb&fbclid=z", "http://x.ro/p?a=1&b=2"),
        ("/p?id=1&amp;pag=2", "http://x.ro/p?id=1&pag=2"),
        ("/index.php?stire-12", "http://x.ro/index.php?stire-12="),
        ("/s?cid=12&source=3&ref=4", "http://x.ro/s?cid=12&ref=4&source=3"),
        ("/s?q=%E3x", "http://x.ro/s?q=%E3x"),
        ("docs/raport anual.pdf", "http://x.ro/a/docs/raport%20anual.pdf"),
        ("/știri/ă", "http://x.ro/%C8%99tiri/%C4%83"),
        ("javascript:void(0)", None),
        ("mailto:a@x.ro", None),
        ("data:text/html,x", None),
        ("http://user:pass@x.ro/", None),
        ("http://[bad", None),
        ("ftp://x.ro/a", None),
    ],
)
def test_an_address_has_one_form(link, expected):
    assert canonical(link, "http://x.ro/a/b.html") == expected
    if expected:
        assert canonical(expected) == expected


def test_a_site_has_its_subdomains_and_no_neighbours():
    sites = frozenset({"x.ro"})
    assert all(same_site(f"http://{host}/", sites) for host in ("x.ro", "www.x.ro", "stiri.x.ro", "X.RO"))
    assert not any(same_site(f"http://{host}/", sites) for host in ("ax.ro", "x.ro.evil.com", "ro", "10.0.0.1"))
    assert (ending("http://x.ro/A.PDF?x=.doc"), ending("http://x.ro/a.b/c")) == ("pdf", "")


@pytest.mark.parametrize(
    "host",
    [
        *(
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "[::1]",
            "localhost",
            "a.localhost.",
        ),
        *("[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[::127.0.0.1]", "１２７.0.0.1", "127.0.0.1."),
    ],
)
def test_this_computer_is_refused_unless_it_is_allowed(host):
    assert "allow_loopback = true" in (refusal(f"http://{host}:80/", allow_loopback=False) or "")
    assert refusal(f"http://{host}:80/", allow_loopback=True) is None


@pytest.mark.parametrize(
    "url",
    [
        *("http://10.0.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest", "http://0.0.0.0/"),
        *(
            "http://[fe80::1]/",
            "http://[fd00::1]/",
            "http://224.0.0.1/",
            "http://3232235777/",
            "http://[::]/",
            "http://[64:ff9b::a00:1]/",
            "http://[::10.0.0.1]/",
            "http://[fec0::1]/",
            "http://[5f00::1]/",
        ),
        *("http://[2002:0a00:0001::1]/", "file:///etc/passwd", "http://x.ro:abc/", "http:///x", "http://[x/"),
    ],
)
def test_what_is_not_public_is_refused_always(url):
    assert refusal(url, allow_loopback=True)


def test_public_addresses_are_not_refused():
    for url in ("http://x.ro/", "https://8.8.8.8/", "http://[2606:4700::1111]/", "http://127.x.ro/"):
        assert refusal(url, allow_loopback=False) is None


def test_a_real_site_must_be_able_to_reach_us():
    with pytest.raises(ContactError, match="x is a real site"):
        user_agent(source(), None)
    with pytest.raises(ContactError, match=r"x is on this computer; .*`allow_loopback = true`"):
        user_agent(source(start=["http://127.0.0.1:1/"]), None)
    with pytest.raises(ContactError, match="no spaces"):
        user_agent(source(), "a@b.ro\r\nX: y")
    assert user_agent(source(), "a@b.ro") == "Fondoscop/0.1 (+a@b.ro)"
    assert user_agent(source(proxy="http://127.0.0.1:1"), None) == "Fondoscop/0.1"


def test_only_what_can_not_be_real_counts_as_invented():
    proxy = "http://127.0.0.1:3128"
    assert is_invented(source(proxy=proxy))
    assert is_invented(source(start=["http://127.0.0.1:1/"], allow_loopback=True))
    assert is_invented(source(start=["http://[::1]:1/"], allow_loopback=True))
    assert not is_invented(source())
    assert not is_invented(source(start=["http://127.0.0.1:1/"]))
    # A proxy in front of a real site is no reason to be impolite to it.
    assert not is_invented(source(proxy=proxy, feeds=["https://www.cjbacau.ro/feed"]))
    assert not is_invented(source(allow_loopback=True, start=["http://127.0.0.1/", "https://cjbacau.ro/"]))


def test_what_an_address_is_to_a_source():
    scope = Scope(source(follow=[r"/proiecte/page/\d+"], keep=[r"/proiecte/[a-z-]+/$", r"\.pdf$"]))
    home = "http://x.test"
    assert scope.role(f"{home}/proiecte/page/2") == "hub"
    assert scope.role(f"{home}/proiecte/acasa/") == "page"
    assert scope.role(f"{home}/contact") is None
    assert scope.role(f"{home}/a.pdf") == "attachment"
    assert scope.role(f"{home}/a.docx") is None
    assert scope.role(f"{home}/a.docx", linked_from_page=True) == "attachment"
    assert scope.role("http://y.test/proiecte/acasa/") is None
    everything = Scope(source(attachments=False))
    assert everything.role(f"{home}/contact") == "page"
    assert everything.role(f"{home}/contact", linked_from_page=True) is None
    assert everything.role(f"{home}/a.pdf") is None
    assert everything.role(f"{home}/a.jpg") is None


@pytest.mark.parametrize(
    "bad", ["\x1b]0;pwned\x07\x1b[2J", "\x9b2J", "\u202egpj", "\u2066", "\ud800", "a\r\nb", "\x7f"]
)
def test_what_sites_send_can_not_steer_a_terminal(bad):
    assert not re.search("[^ -~\N{REPLACEMENT CHARACTER}]", clean(f"x/{bad}"))
    assert not re.search("[^ -~\N{REPLACEMENT CHARACTER}]", explain(ValueError(bad))[1])


def test_messages_stay_readable():
    assert clean("Județul Bacău – „servicii”") == "Județul Bacău – „servicii”"
    assert len(clean("a" * 10_000)) == 501


RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<atom:link href="http://x.test/feed" rel="self"/><link>http://x.test/</link>
<item><link>/a?utm_medium=rss</link></item><item><guid>http://x.test/b</guid></item>
<item><guid isPermaLink="false">7</guid></item><item><link>javascript:x</link></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="http://x.test/"/>
<entry><link rel="edit" href="/e"/><link href="/c"/></entry></feed>"""


def test_entries_of_feeds():
    assert feed_links(RSS, "http://x.test/feed") == ("http://x.test/a", "http://x.test/b")
    assert feed_links(b"\n " + ATOM, "http://x.test/feed") == ("http://x.test/c",)
    for body in (b"<html><body>404</body></html>", b"", b"nothing"):
        with pytest.raises(FinderError):
            feed_links(body, "http://x.test/feed")


def test_entities_of_a_feed_are_not_followed(tmp_path):
    secret = toml(tmp_path, "http://x.test/secret", "secret")
    body = f'<!DOCTYPE r [<!ENTITY e SYSTEM "{secret}">]><rss><item><link>&e;</link></item></rss>'
    assert feed_links(body.encode(), "http://x.test/") == ()


def test_sitemaps():
    body = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><!-- x -->
    <url><loc> http://x.test/a </loc><lastmod>2024-05-20</lastmod></url><url><loc>http://x.test/b</loc></url></urlset>"""
    assert sitemap_links(body, "http://x.test/").pages == (
        ("http://x.test/a", datetime(2024, 5, 21, 12, tzinfo=UTC)),
        ("http://x.test/b", None),
    )
    index = b"<sitemapindex><sitemap><loc>http://x.test/s2.xml</loc></sitemap></sitemapindex>"
    assert sitemap_links(index, "http://x.test/").sitemaps == ("http://x.test/s2.xml",)
    with pytest.raises(FinderError, match="gzip"):
        sitemap_links(b"\x1f\x8bnot", "http://x.test/")


def test_the_last_change_of_a_page():
    assert last_change("2024-05-20T10:30:00+03:00") == datetime(2024, 5, 20, 7, 30, tzinfo=UTC)
    assert last_change("2024-05-20T10:30:00") == datetime(2024, 5, 20, 22, 30, tzinfo=UTC)
    assert last_change("ieri") is None
