"""What is new on the site: the page, its windows and filters, the feeds."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree, html

from explore.site import changes
from extract.pipeline import Extractor
from jobs.build import build
from store.archive import Archive
from tests.site_visits import Visitor, words

ATOM = "{http://www.w3.org/2005/Atom}"
EPOCH = datetime(2025, 3, 1, 6, tzinfo=UTC)
HOME = "http://primaria.test/casa"
HOSTILE = "&lt;script&gt;alert(1)&lt;/script&gt;"
SHEET = """<html lang=ro><head><title>{title}</title></head><body><main><h1>{title}</h1><p>Primăria Lunca derulează
proiectul „{title}”, cod SMIS {code}, în orașul Găești, județul Dâmbovița. Valoarea totală a proiectului este de {total}
lei.</p></main></body></html>"""
FURTHER = 12


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    """A page that changes on the second day, and pages of another source that come on the third, minute by minute."""
    data = tmp_path_factory.mktemp("changes")
    archive, extractor = Archive(data / "archive"), Extractor.load()

    def put(day: int, source: str, pages: dict[str, str]) -> None:
        with archive.writer(source_id=source, run_id=f"run{day}") as writer:
            for minute, (url, body) in enumerate(pages.items()):
                headers = [("Content-Type", "text/html; charset=utf-8")]
                moment = EPOCH + timedelta(days=day, minutes=minute)
                writer.write(url=url, status=200, response_headers=headers, body=body.encode(), fetched_at=moment)
        build(data, extractor=extractor)

    put(1, "primaria", {HOME: SHEET.format(title="Casa din Lunca", code="123456", total="1.000.000")})
    put(2, "primaria", {HOME: SHEET.format(title="Casa din Lunca", code="123456", total="1.250.000")})
    put(3, "ziar", {
        f"http://ziar.test/{n}": SHEET.format(title=f"Știrea {n} {HOSTILE}", code=f"20000{n}", total=f"{n + 1}00.000")
        for n in range(FURTHER)
    })  # fmt: skip
    return Visitor(data / "fondoscop.db")


def titles(page: html.HtmlElement) -> list[str]:
    return [words(title) for title in page.cssselect(".result h3")]


def test_what_changed_is_told_with_both_sentences(visitor):
    entry = visitor.page("/schimbari").cssselect(".result")[-2]
    assert "Pagină schimbată" in words(entry)
    assert "Valoare totală: 1.000.000 lei → 1.250.000 lei" in words(entry)
    assert "1.000.000 lei" in words(entry.cssselect("del")[0])
    english = visitor.page("/en/schimbari").cssselect(".result")[-2]
    assert "Changed page" in words(english)
    assert "Total value: 1,000,000 lei → 1,250,000 lei" in words(english)


def test_days_come_newest_first_and_lead_to_documents(visitor):
    page = visitor.page("/schimbari")
    assert [words(day) for day in page.cssselect(".day h2")] == ["4 martie 2025", "3 martie 2025", "2 martie 2025"]
    links = [link.get("href") for link in page.cssselect(".result h3 a")]
    assert len(links) == FURTHER + 2
    assert visitor.ask(links[0]).status_code == 200


@pytest.mark.parametrize("rows", [1, 3, 5, 100])
def test_windows_part_the_entries(visitor, monkeypatch, rows):
    everything = titles(visitor.page("/schimbari"))
    monkeypatch.setattr(changes, "_ON_A_PAGE", rows)
    seen: list[str] = []
    address, steps = "/schimbari", 0
    while address:
        page = visitor.page(address)
        seen += titles(page)
        address = next((link.get("href") for link in page.cssselect(".pages a") if "Mai vechi" in words(link)), "")
        steps += 1
    assert seen == everything
    assert steps == 1 or rows < 100


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("sursa=primaria", 2),
        ("sursa=ziar", FURTHER),
        ("judet=Dâmbovița", FURTHER + 2),
        ("judet=dambovita&sursa=primaria", 2),
        ("judet=Cluj", 0),
        ("pana=2025-03-03T23:59:59", 2),
        ("pana=nimic", FURTHER + 2),
    ],
)
def test_filters(visitor, asked, expected):
    assert len(titles(visitor.page(f"/schimbari?{asked}"))) == expected
    assert len(visitor.ask(f"/schimbari.json?{asked}").json()) == expected


@pytest.mark.parametrize("asked", ["sursa=nimeni", "judet=Atlantida", "program=nimic"])
def test_what_nobody_knows_is_told(visitor, asked):
    page = visitor.page(f"/schimbari?{asked}")
    assert asked.split("=")[1] in words(page.cssselect("[role=alert]")[0])
    assert not titles(page)
    assert visitor.ask(f"/schimbari.json?{asked}").json() == []


def test_atom(visitor):
    answer = visitor.ask("/schimbari.atom?sursa=primaria")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content, etree.XMLParser(resolve_entities=False))
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        "Pagină schimbată: Casa din Lunca",
        "Pagină nouă: Casa din Lunca",
    ]


@pytest.mark.parametrize(
    ("path", "language", "entry"),
    [("", "ro", "Pagină schimbată: Casa din Lunca"), ("/en", "en", "Changed page: Casa din Lunca")],
)
def test_each_language_has_its_feed_which_names_the_site(visitor, path, language, entry):
    (link,) = visitor.page(f"{path}/schimbari").cssselect("link[type='application/atom+xml']")
    assert link.get("href") == f"{path}/schimbari.atom"
    feed = etree.fromstring(visitor.ask(f"{path}/schimbari.atom?sursa=primaria").content)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert {each.get("rel"): each.get("href") for each in feed.findall(f"{ATOM}link")} == {
        "alternate": f"http://fondoscop.test{path}/schimbari?sursa=primaria",
        "self": f"http://fondoscop.test{path}/schimbari.atom?sursa=primaria",
    }
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == entry


def test_texts_of_pages_stay_texts(visitor):
    assert not visitor.page("/schimbari").cssselect("script")
    told = json.loads(visitor.ask("/schimbari.json").content)
    assert "<script>" in told[0]["title"]
