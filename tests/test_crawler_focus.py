"""Newspapers are followed by topic; listings by their selector and to their further pages. Real crawls on loopback."""

from collections.abc import Callable

import pytest

from crawler.run import crawl
from crawler.sources import Source
from jobs.run import crawl_only
from store.archive import Archive
from tests.crawl_server import Answer, Site

PDF = Answer(b"%PDF-1.7\n%\xe2\xe3 broken on purpose", type="application/pdf")


def page(body: str, title: str = "Ziarul") -> bytes:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>".encode()


def make(site: Site, **changes) -> Source:
    fields = {"id": "ziar", "name": "Ziarul", "kind": "news", "start": [f"{site.url}/"], "allow_loopback": True}
    return Source.model_validate({**fields, **changes})


def captured(data) -> list[str]:
    return sorted("/" + capture.url.split("/", 3)[3] for capture in Archive(data / "archive").captures())


def finished(data) -> dict:
    return [e for e in Archive(data / "archive").journal.events() if e["event"] == "run_finished"][-1]


def run(source: Source, data, run_id: str = "r1"):
    return crawl(source, data=data, run_id=run_id, contact=None, force=True)


STORIES = {
    "/": page(
        '<nav><a href="/contact">Contact</a> <a href="/sport">Sport</a></nav>'
        '<article><a href="/stire.php?id=1"><img alt="" src="x.jpg"></a>'
        '<a href="/stire.php?id=1">Centru de zi pentru vârstnici la Onești</a></article>'
        '<article><a href="/stire.php?id=2">CFR Cluj a câștigat meciul cu FCSB</a></article>'
        '<article><a href="/stire.php?id=3">Citește mai mult</a></article>'
        '<article><a href="/stire.php?id=4">Detalii</a></article>'
        '<article><a href="/stire.php?id=5">O veste așteptată de mulți oneșteni</a>'
        "<p>Opt familii cu venituri mici primesc locuințe sociale.</p></article>"
        '<a href="/2024/dgaspc-bacau-inchide-un-centru">&raquo;</a>'
    ),
    "/stire.php?id=1": page('<h1>Centru de zi</h1><a href="/anexa.pdf">anexa</a><a href="/stire.php?id=2">Meci</a>'),
    "/stire.php?id=2": page("<h1>Meciul</h1>"),
    "/stire.php?id=3": page("<h1>Cod galben de ninsori în opt județe din Moldova</h1><p>Meteorologii anunță.</p>"),
    "/stire.php?id=4": page("<h1>Bătrânii singuri din Onești au un cămin pentru persoane vârstnice</h1>"),
    "/stire.php?id=5": page("<h1>O veste</h1>"),
    "/2024/dgaspc-bacau-inchide-un-centru": page("<h1>Se închide</h1>"),
    "/contact": page("Contact"),
    "/sport": page("Sport"),
    "/anexa.pdf": PDF,
}
ABOUT = ["/2024/dgaspc-bacau-inchide-un-centru", "/anexa.pdf", "/stire.php?id=1", "/stire.php?id=4", "/stire.php?id=5"]


def test_a_newspaper_is_followed_where_it_speaks_of_the_topic(tmp_path):
    said: list[str] = []
    with Site(dict(STORIES)) as site:
        source = make(site)
        (result,) = crawl_only(tmp_path, {"ziar": source}, contact=None, say=said.append)
        assert (result.outcome, result.new, result.skipped) == ("ok", 5, 4)
        assert captured(tmp_path) == ABOUT
        # What its link did not tell was looked at, once.
        assert sorted(site.paths()) == sorted(["/", *ABOUT, "/stire.php?id=3"])
        assert finished(tmp_path)["skipped"] == 4
        assert said[-1].endswith("; not of its topic: 4")
        site.seen.clear()
        second = run(source, tmp_path, "r2")
    assert (second.unchanged, second.skipped) == (5, 4)
    assert sorted(site.paths()) == sorted(["/", *ABOUT])


def test_an_agency_and_a_newspaper_that_says_so_are_read_whole(tmp_path):
    with Site(dict(STORIES)) as site:
        result = run(make(site, topic=False), tmp_path)
        assert (result.skipped, result.new) == (0, 9)
        site.seen.clear()
        result = run(make(site, id="agentie", kind="agency", topic=True), tmp_path, "r2")
    assert (result.skipped, result.new) == (4, 5)


def test_what_was_captured_before_stays(tmp_path):
    with Site(dict(STORIES)) as site:
        assert run(make(site, topic=False), tmp_path).new == 9
        second = run(make(site), tmp_path, "r2")
    assert (second.unchanged, second.skipped) == (9, 0)


def test_feeds_are_judged_by_title_and_description(tmp_path):
    with Site({}) as site:
        entries = [
            ("/1", "Centru de zi la Onești", ""),
            ("/2", "CFR Cluj a câștigat meciul cu FCSB", "&lt;p&gt;Trei goluri&lt;/p&gt;"),
            ("/3", "O veste bună", "&lt;b&gt;Îngrijiri&lt;/b&gt; la domiciliu pentru vârstnici"),
        ]
        items = "".join(
            f"<item><title>{title}</title><link>{site.url}{path}</link><description>{lead}</description></item>"
            for path, title, lead in entries
        )
        feed = f"<rss><channel>{items}</channel></rss>".encode()
        site.answers |= {"/feed": Answer(feed, type="application/rss+xml")}
        site.answers |= {path: page("<h1>Titlu</h1>") for path in ("/1", "/2", "/3")}
        result = run(make(site, start=[], feeds=[f"{site.url}/feed"]), tmp_path)
    assert captured(tmp_path) == ["/1", "/3"]
    assert result.skipped == 1


def test_sitemaps_are_judged_by_their_addresses(tmp_path):
    with Site({}) as site:
        paths = ["/centru-de-zi-la-onesti", "/meciul-de-la-onesti", "/?p=12", "/?p=13"]
        urls = "".join(f"<url><loc>{site.url}{path}</loc></url>" for path in paths)
        site.answers |= {
            "/sitemap.xml": Answer(f"<urlset>{urls}</urlset>".encode(), type="application/xml"),
            "/centru-de-zi-la-onesti": page("<h1>Titlu</h1>"),
            "/?p=12": page("<h1>Ajutor de încălzire</h1>", "Ajutor de încălzire: acte - Ziarul"),
            "/?p=13": page("<h1>Horoscop</h1>", "Horoscop - Ziarul pentru asistență socială"),
        }
        result = run(make(site, start=[], sitemaps=[f"{site.url}/sitemap.xml"]), tmp_path)
    assert captured(tmp_path) == ["/?p=12", "/centru-de-zi-la-onesti"]
    assert result.skipped == 2


LISTINGS: dict[str, Callable[[int], tuple[str, str]]] = {
    # Address of page N, and what page N has of links to others.
    "numbered": (
        lambda n: (
            "/stiri" if n == 1 else f"/stiri?page={n}",
            '<a href="?page=2">2</a> <a href="?page=5">5</a>'
            + "".join(f'<a href="?page={k}">{k}</a>' for k in (n - 1, n + 1) if 1 < k < 6),
        )
    ),
    "path": (
        lambda n: (
            "/stiri/" if n == 1 else f"/stiri/page/{n}/",
            f'<a href="/stiri/page/{n + 1}/">Următoarea</a>' if n < 5 else "",
        )
    ),
    "offset": (
        lambda n: (
            "/stiri" if n == 1 else f"/stiri?start={(n - 1) * 10}",
            f'<a href="/stiri?start={n * 10}">&raquo;</a>' if n < 5 else "",
        )
    ),
    "load-more": (
        lambda n: (
            "/stiri" if n == 1 else f"/mai-multe/c{n}",
            f'<a class="btn" rel="nofollow next" href="/mai-multe/c{n + 1}">Încarcă</a>' if n < 5 else "",
        )
    ),
    "rel-next": (
        lambda n: (
            "/stiri" if n == 1 else f"/lista-{n}.html",
            f'<link rel="next" href="/lista-{n + 1}.html">' if n < 5 else "",
        )
    ),
}


@pytest.mark.parametrize("shape", LISTINGS)
def test_a_listing_of_five_pages_is_read_to_its_end_without_rules(tmp_path, shape):
    listing = LISTINGS[shape]
    with Site({}) as site:
        for n in range(1, 6):
            path, links = listing(n)
            site.answers[path] = page(f'<a href="/articol-{n}">Articolul</a> {links}')
            site.answers[f"/articol-{n}"] = page(f"<h1>{n}</h1>")
        result = run(make(site, kind="ngo", start=[f"{site.url}{listing(1)[0]}"]), tmp_path)
    assert captured(tmp_path) == [f"/articol-{n}" for n in range(1, 6)]
    assert (result.outcome, result.requested) == ("ok", 10)


def test_a_listing_without_end_is_left_after_a_while(tmp_path):
    class Endless(dict):
        def get(self, path, default=None):
            number = int(path.partition("=")[2] or 1) if path.startswith("/stiri") else None
            return page(f'<a href="?page={number + 1}">mai departe</a>') if number else default

    with Site(Endless()) as site:
        result = run(make(site, kind="ngo", start=[f"{site.url}/stiri"]), tmp_path)
    assert result.outcome == "ok"
    assert len(site.paths()) == 51


def test_an_article_whose_number_stands_in_the_query_is_no_listing(tmp_path):
    with Site({"/": page('<a href="/?p=7">Un articol</a>'), "/?p=7": page("<h1>Un articol</h1>")}) as site:
        run(make(site, kind="ngo"), tmp_path)
    assert captured(tmp_path) == ["/?p=7"]


def test_a_selector_says_where_documents_are_linked(tmp_path):
    listing = page(
        '<nav><a href="/contact">Contact</a><a href="/proiecte?page=2">2</a></nav>'
        '<main class="lista"><a href="/unu">Unu</a><a href="/a.pdf">A</a></main><footer><a href="/harta">H</a></footer>'
    )
    with Site({}) as site:
        site.answers |= {
            "/proiecte": listing,
            "/proiecte?page=2": page('<main class="lista"><a href="/doi">Doi</a></main>'),
            "/alta": page('<div class="lista2"><a href="/trei">Trei</a></div>'),
            "/unu": page("Unu"),
            "/doi": page("Doi"),
            "/trei": page("Trei"),
            "/a.pdf": PDF,
        }
        source = make(site, kind="ngo", start=[f"{site.url}/proiecte", f"{site.url}/alta"], selector="main.lista")
        result = run(source, tmp_path)
    assert captured(tmp_path) == ["/a.pdf", "/doi", "/unu"]
    assert (result.outcome, result.failed) == ("ok", 1)
    (issue,) = [e for e in Archive(tmp_path / "archive").journal.events() if e["event"] == "issue"]
    assert (issue["kind"], issue["url"]) == ("selector-empty", f"{site.url}/alta")
    assert "has the site changed?" in issue["message"]
