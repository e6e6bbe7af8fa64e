"""The site's front page: counts, freshness and the ways that lead on; with much, with nothing, with one project."""

from pathlib import Path

import pytest

from explore.site.asked import Asked
from store.database import Database
from tests.site_visits import Visitor, archived, words
from tests.told_pages import Page, Sum, World

URL = "http://dgaspc.test"
SOURCES = {"dgaspc": {"name": "DGASPC <i>Deal</i>", "kind": "agency"}}
SHEET = """<!DOCTYPE html><html lang=ro><head><title>{title}</title>
<meta property="article:published_time" content="{day}"></head><body><main><h1>{title}</h1>
<p>Asociația Salcia derulează proiectul „{title}”, cod SMIS {code}, în orașul Craiova, județul Dolj. Valoarea totală a
proiectului este de 1.500.000 lei. Vor beneficia 120 de copii.</p></main></body></html>"""
PAGES = {
    f"{URL}/casa": ("dgaspc", SHEET.format(title="Casa &lt;b&gt;de pe deal", day="2021-05-03", code="127901")),
    f"{URL}/scoala": ("dgaspc", SHEET.format(title="Școala din vale", day="2024-02-01", code="127902")),
    f"{URL}/maine": ("dgaspc", SHEET.format(title="Din viitor", day="2031-01-01", code="127903")),
}


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    data = tmp_path_factory.mktemp("front")
    archived(data, SOURCES, PAGES)
    return Visitor(data / "fondoscop.db")


def test_counts_and_freshness(visitor):
    page = visitor.page("/")
    shown = {words(each.find("dt")): words(each.find("dd")) for each in page.cssselect(".figures > div")}
    assert shown["proiecte"] == "3"
    assert shown["documente citite"] == "3"
    assert shown["sursă"] == "1"
    freshness = words(page.cssselect("section .note")[0])
    assert "4 martie 2025" in freshness
    assert "Școala din vale" in freshness  # not the page that bears a date of the future
    assert "DGASPC <i>Deal</i>, 01.02.2024" in freshness


def test_every_way_leads_somewhere(visitor):
    page = visitor.page("/en")
    ways = [link.get("href") for link in page.cssselect("main .card[href], main .more a, header a")]
    assert len(ways) > 8
    assert {visitor.ask(way).status_code for way in ways} == {200}
    form = page.cssselect(".questions form")[0]
    county = form.cssselect("option")[0].text
    assert county == "Dolj"
    found = visitor.page(f"{form.get('action')}?{form.cssselect('select')[0].get('name')}={county}")
    assert len(found.cssselect(".result")) == 3


def test_each_chart_has_its_table(visitor):
    charts = visitor.page("/").cssselect("figure.chart")
    assert len(charts) == 2
    assert all(chart.cssselect("svg") and chart.cssselect("table caption") for chart in charts)


@pytest.mark.parametrize(
    ("number", "romanian", "english"),
    [(0, "0 surse", "0 sources"), (1, "1 sursă", "1 source"), (19, "19 surse", "19 sources"),
     (20, "20 de surse", "20 sources"), (101, "101 surse", "101 sources"), (1200, "1.200 de surse", "1,200 sources")],
)  # fmt: skip
def test_what_is_counted_has_its_plural(number, romanian, english):
    for asked, said in ((Asked(path="/"), romanian), (Asked(path="/", language="en"), english)):
        assert asked.counts(number, ("sursă", "surse"), ("source", "sources")) == said


def test_texts_of_pages_stay_texts(visitor):
    page = visitor.page("/")
    assert not page.cssselect("main b, main i, script")


@pytest.mark.parametrize("pages", [(), (Page("Casa", sums=(Sum("1000"),)),)], ids=["nothing", "one project"])
@pytest.mark.parametrize("path", ["/", "/en", "/cautare", "/cautare?in=documente", "/cautare.csv", "/cautare.xlsx",
                                  "/cautare.json", "/schimbari", "/schimbari.atom", "/schimbari.json"])  # fmt: skip
def test_little_is_shown_as_well(tmp_path: Path, pages: tuple[Page, ...], path: str):
    with Database.open(tmp_path / "fondoscop.db") as database:
        world = World(database)
        for page in pages:
            world.put(page)
        world.settle()
    assert Visitor(tmp_path / "fondoscop.db").ask(path).status_code == 200
