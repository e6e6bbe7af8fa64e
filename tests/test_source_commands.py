"""`fondoscop sources`: the list, what a check tells of real sites on loopback, and the table proposed for a new one."""

import json
import socket
import tomllib

import pytest

from crawler.site_words import guess_county, guess_kind, names_listing
from crawler.sources import load_sources, shipped
from tests.crawl_server import Answer, Site


def page(body: str, head: str = "<title>Titlu</title>") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def feed(site: Site, *entries: tuple[str, str]) -> Answer:
    items = "".join(f"<item><title>{t}</title><link>{site.url}{p}</link></item>" for p, t in entries)
    return Answer(f"<rss><channel>{items}</channel></rss>".encode(), type="application/rss+xml")


def write(path, site: Site, text: str) -> None:
    path.write_text(text.replace("SITE", site.url) + "allow_loopback = true\n", encoding="utf-8")


# The list


def test_the_list_names_every_source(run):
    code, out, err = run("sources", "list")
    lines = out.splitlines()
    assert code == 0
    assert len(lines) == 1 + len(load_sources(shipped()))
    line = next(line for line in lines if line.startswith("dgaspc-buzau "))
    assert line.split() == ["dgaspc-buzau", "agency", "Buzău", "–", "never", "DGASPC", "Buzău", "–", "proiecte"]
    assert "sources: 152, of them enabled: 152" in err


def test_the_list_takes_the_data_directorys_sources_and_json(run, tmp_path):
    (tmp_path / "sources.toml").write_text(
        '[dgaspc-buzau]\nenabled = false\nchecked = 2026-11-01\n[al-meu]\nname = "A\\u001B[2J"\nkind = "news"\nfeeds = ["https://x.ro/f"]\n'
    )
    _, out, _ = run("sources", "list", "--data", tmp_path)
    assert any(line.startswith("dgaspc-buzau (off)") and "2026-11-01" in line for line in out.splitlines())
    assert "\x1b" not in out
    code, out, _ = run("sources", "list", "--json", "--data", tmp_path)
    found = {source["id"]: source for source in json.loads(out)}
    assert code == 0
    assert len(found) == 153
    assert (found["al-meu"]["topic"], found["dgaspc-buzau"]["checked"]) == (True, "2026-11-01")


def test_coverage_names_the_counties_that_lack_a_source(run):
    code, out, err = run("sources", "list", "--coverage")
    assert code == 0
    assert [line.split("  ")[0] for line in out.splitlines()[1:5]] == [
        "Bihor",
        "Bistrița-Năsăud",
        "Ialomița",
        "Teleorman",
    ]
    assert "counties without a source: Bihor, Bistrița-Năsăud, Ialomița, Teleorman" in err
    _, out, _ = run("sources", "list", "--coverage", "--json")
    assert json.loads(out)["lacking"] == ["Bihor", "Bistrița-Năsăud", "Ialomița", "Teleorman"]
    assert len(json.loads(out)["counties"]) == 42


# The check


def test_a_check_says_what_a_crawl_would_do_and_keeps_nothing(run, tmp_path):
    with Site({}) as site:
        site.answers |= {
            "/robots.txt": Answer(
                f"User-agent: *\nDisallow: /oprit\nCrawl-delay: 0.2\nSitemap: {site.url}/s.xml\n".encode(),
                type="text/plain",
            ),
            "/stiri": page(
                '<a href="/stiri?page=2">2</a><a href="/unu">Centru de zi la Onești</a>'
                '<a href="/oprit/doi">Cantina socială din Bacău</a>'
                '<a href="/trei">Meci nul cu Rapid București la fotbal</a>'
                '<a href="http://alt.test/">Alt sit</a><a href="/vezi?id=4">detalii</a>'
            ),
            "/feed": feed(site, ("/unu", "Centru de zi la Onești"), ("/trei", "Meci nul cu Rapid")),
            "/s.xml": Answer(f"<sitemapindex><sitemap><loc>{site.url}/s2.xml</loc></sitemap></sitemapindex>".encode()),
            "/una": page("<h1>Ajutor de încălzire</h1>"),
        }
        write(
            file := tmp_path / "s.toml",
            site,
            '[ziar]\nname = "Ziar"\nkind = "news"\nstart = ["SITE/stiri"]\nfeeds = ["SITE/feed", "SITE/lipsa"]\n'
            'sitemaps = ["SITE/s.xml"]\npages = ["SITE/una", "SITE/oprit/una"]\n',
        )
        code, out, _ = run("sources", "check", "ziar", "--sources", file)
        asked = {path for path, _ in site.seen}
        _, as_json, _ = run("sources", "check", "ziar", "--sources", file, "--json")
    assert code == 0
    assert "it wants 0.2 s between two requests; it names sitemaps: " in out
    assert (
        "links: 6; would follow 1 listings, would keep 3 documents; to other sites: 1; forbidden by robots.txt: 1"
        in out
    )
    assert "not of the topic: 1; to be looked at first: 1" in out
    assert f"follow {site.url}/stiri?page=2" in out
    assert f"keep {site.url}/unu" in out
    assert "/lipsa\n    can't be used: the site answered 404 Not Found" in out
    assert "/oprit/una\n    can't be used: the site's robots.txt forbids it" in out
    # Nothing but robots.txt and the source's own addresses was asked for, and nothing was written.
    assert asked == {"/robots.txt", "/stiri", "/feed", "/lipsa", "/s.xml", "/una", "/.well-known/tdmrep.json"}
    assert list(tmp_path.iterdir()) == [file]
    looked = {entry["address"].removeprefix(site.url): entry for entry in json.loads(as_json)["looked"]}
    assert looked["/feed"]["keep"] == [f"{site.url}/unu"]
    assert looked["/s.xml"]["follow"] == [f"{site.url}/s2.xml"]
    assert (looked["/una"]["about"], looked["/stiri"]["about"]) == (True, False)


def test_a_check_that_reaches_nothing_fails(run, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        file = tmp_path / "s.toml"
        file.write_text(
            f'[mort]\nname = "Mort"\nkind = "ngo"\nstart = ["http://127.0.0.1:{free.getsockname()[1]}/"]\n'
            "allow_loopback = true\n"
        )
        code, out, err = run("sources", "check", "mort", "--sources", file)
    assert code == 3
    assert "could not be had: the site refused the connection" in out
    assert "mort: none of its addresses can be used" in err


def test_a_check_has_the_guard_of_a_crawl(run, tmp_path):
    with Site({"/": page("x"), "/sare": Answer(status=302, headers={"Location": "http://169.254.169.254/"})}) as site:
        file = tmp_path / "s.toml"
        file.write_text(f'[aici]\nname = "Aici"\nkind = "ngo"\nstart = ["{site.url}/"]\n')
        code, _, err = run("sources", "check", "aici", "--sources", file)
        assert (code, site.seen) == (2, [])
        assert "is on this computer" in err
        code, out, _ = run("sources", "check", "aici", "--sources", file, "--contact", "a@b.ro")
        assert (code, site.seen) == (3, [])
        assert "127.0.0.1 is this computer" in out
        write(file, site, '[aici]\nname = "Aici"\nkind = "ngo"\nstart = ["SITE/sare"]\n')
        code, out, _ = run("sources", "check", "aici", "--sources", file)
    assert code == 3
    assert "169.254.169.254 is not a public address" in out


def test_a_real_site_is_not_checked_without_a_contact(run):
    code, _, err = run("sources", "check", "dgaspc-buzau")
    assert code == 2
    assert "dgaspc-buzau is a real site, and it must be able to reach you" in err
    code, _, err = run("sources", "check", "nimeni")
    assert code == 2
    code, _, err = run("sources", "add", "https://www.primaria-exemplu.ro/")
    assert code == 2
    assert "give a contact" in err


# The proposal


def directorate(site: Site) -> None:
    site.answers |= {
        "/robots.txt": Answer(f"Sitemap: {site.url}/harta.xml\nSitemap: {site.url}/lipsa.xml\n".encode()),
        "/": page(
            '<nav><a href="/">Acasă</a><a href="/proiecte/">Proiecte în derulare</a>'
            '<a href="/contact">Contact</a></nav>',
            "<title>DGASPC Bacău – „Protecția” \\ copilului</title>"
            '<link rel="alternate" type="application/rss+xml" title="RSS" href="/feed/">'
            '<link rel="alternate" type="application/rss+xml" href="/nu-e-feed">',
        ),
        "/proiecte/": page('<a href="/proiecte/unu">Unu</a>'),
        "/feed/": feed(site, ("/unu", "Unu")),
        "/nu-e-feed": page("x"),
        "/harta.xml": Answer(f"<urlset><url><loc>{site.url}/unu</loc></url></urlset>".encode()),
    }


def test_a_table_is_proposed_with_what_works_and_what_is_guessed(run, tmp_path):
    with Site({}) as site:
        directorate(site)
        code, out, err = run("sources", "add", f"{site.url}/", "--allow-loopback", "--data", tmp_path)
        assert code == 0
        ((source_id, table),) = tomllib.loads(out).items()
        assert table == {
            "name": "DGASPC Bacău – „Protecția” \\ copilului",
            "kind": "agency",
            "county": "Bacău",
            "start": [f"{site.url}/", f"{site.url}/proiecte/"],
            "feeds": [f"{site.url}/feed/"],
            "sitemaps": [f"{site.url}/harta.xml"],
            "allow_loopback": True,
        }
        assert 'kind = "agency"  # a guess, from “DGASPC”: check it' in out
        assert 'county = "Bacău"  # a guess, from “Bacău”: check it' in out
        assert "/nu-e-feed left out: this is not a feed" in err
        assert "/lipsa.xml left out: the site answered 404" in err
        assert not list(tmp_path.iterdir())
        assert "/contact" not in site.paths()
        # Written, it is a source like any other, once.
        own = tmp_path / "sources.toml"
        own.write_text('# al meu\n[alt]\nname = "Alt"\nkind = "ngo"\nstart = ["https://x.ro/"]')
        code, _, err = run("sources", "add", f"{site.url}/", "--allow-loopback", "--data", tmp_path, "--write")
        assert (code, f"written to {own}" in err) == (0, True)
        assert own.read_text().startswith("# al meu\n")
        assert list(load_sources(own)) == ["alt", source_id]
        code, _, err = run("sources", "add", f"{site.url}/", "--allow-loopback", "--data", tmp_path, "--write")
        assert code == 2
        assert f"there is a source '{source_id}' already; nothing was written" in err
        assert list(load_sources(own)) == ["alt", source_id]
        code, out, _ = run("sources", "check", source_id, "--data", tmp_path)
    assert (code, "can't be used" in out) == (0, False)


def test_a_hostile_page_makes_no_hostile_table(run, tmp_path):
    head = '<title>"]\n[rau]\x1b[2J"""\u202e&quot;\\</title>'
    head += '<link rel="alternate" type="application/rss+xml" href="javascript:x">'
    with Site({"/": page("x", head)}) as site:
        code, out, _ = run("sources", "add", f"{site.url}/", "--allow-loopback", "--data", tmp_path)
    assert code == 0
    ((_, table),) = tomllib.loads(out).items()
    assert table["start"] == [f"{site.url}/"]
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize("url", ["exemplu", "ftp://x.ro/", "http://[x/"])
def test_what_is_no_address_can_not_be_added(run, tmp_path, url):
    code, _, err = run("sources", "add", url, "--contact", "a@b.ro", "--data", tmp_path)
    assert code == 2
    assert "an address begins with http:// or https://" in err


def test_a_site_that_can_not_be_read_is_not_proposed(run, tmp_path):
    with Site({}) as site:
        code, out, err = run("sources", "add", f"{site.url}/x", "--allow-loopback", "--data", tmp_path)
    assert (code, out) == (2, "")
    assert "can't be read: the site answered 404" in err


# Guesses


@pytest.mark.parametrize(
    ("texts", "kind", "county"),
    [
        (("DGASPC Dolj", "dgaspcdolj"), "agency", "Dolj"),
        (("Primăria municipiului Bârlad",), "agency", "Vaslui"),
        (("Asociația de Sprijin Cluj-Napoca",), "ngo", "Cluj"),
        (("Ziarul de Bacău",), "news", "Bacău"),
        (("Acasă", "primaria sectorului bucuresti"), "agency", "București"),
        (("Agenția Națională Împotriva Traficului de Persoane",), "national", None),
        (("Caraș-Severin: consiliul județean",), "agency", "Caraș-Severin"),
        (("Bine ați venit!",), None, None),
    ],
)
def test_kind_and_county_are_guessed_from_names(texts, kind, county):
    assert (guess_kind(*texts) or (None,))[0] == kind
    assert (guess_county(*texts) or (None,))[0] == county


def test_links_that_lead_to_listings():
    for text in ("Proiecte", "PROIECTE ÎN DERULARE", "Noutăți", "Știri și evenimente", " Comunicate  de presă "):
        assert names_listing(text)
    for text in ("Contact", "Despre noi", "Proiect de buget", "", "Știri " * 40):
        assert not names_listing(text)
