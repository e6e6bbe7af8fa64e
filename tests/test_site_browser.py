"""The site in a real browser: what visitors do, what a hostile page can't do, and whether everybody can use it.

Debian's Chromium, driven by Playwright; `.ci/run` installs it. Elsewhere these tests are skipped.
"""

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.site_speed import served
from extract.pipeline import Extractor
from jobs.demo import demo
from store.database import Database

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium"),
]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
INJECTED = "<script>alert('capcane')</script>"  # in the title of a project of the sample
PAGES = ("/", "/cautare?q=copii", "/grafice", "/intrebari", "/schimbari", "/despre")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    demo(folder, extractor=Extractor.load(), say=lambda _: None)
    return folder


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with served(data / "fondoscop.db") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Watched:
    """A page with all that it asked for, complained of and popped up."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.dialogs: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))

    @property
    def hosts(self) -> set[str]:
        """Names of all machines that were asked for anything."""
        return {str(urlsplit(url).hostname) for url in self.asked if not url.startswith("data:")}


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def visit(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Watched]:
    context = browser.new_context(
        viewport=request.param, base_url=address, locale="ro-RO", has_touch=request.param is PHONE
    )
    watched = Watched(context)
    yield watched
    context.close()
    assert watched.hosts <= {"127.0.0.1"}, "a request left the machine"
    assert not watched.complaints
    assert not watched.dialogs


def test_from_a_search_to_the_sentence_of_a_figure(visit: Watched) -> None:
    page = visit.page
    page.goto("/")
    page.get_by_role("searchbox").first.fill("asistenta")  # without diacritics
    page.get_by_role("searchbox").first.press("Enter")
    page.wait_for_url("**/cautare?**")
    page.locator("a[href*='/proiect/']").first.click()
    page.wait_for_url("**/proiect/**")
    title = page.get_by_role("heading", level=1).inner_text()
    assert title
    page.locator(".sums a[href*='/fapt/']").first.click()
    page.wait_for_url("**/document/**#**")
    target = page.locator("mark.amounts:target")
    assert target.count() == 1
    assert target.is_visible()
    note = target.locator(".about-fact")
    assert note.is_visible()
    figure = note.locator("strong").inner_text()
    marked = target.evaluate("mark => [...mark.childNodes].filter(n => n.nodeType == 3).map(n => n.data).join('')")
    assert re.findall(r"[\d.,]*\d", figure)[0] in marked
    page.wait_for_function(
        "() => document.querySelector(':target').getBoundingClientRect().top < window.innerHeight", timeout=3000
    )


def test_a_marked_fact_tells_what_it_is_when_pointed_at_or_tapped(visit: Watched, data: Path) -> None:
    with Database.open(data / "fondoscop.db", read_only=True) as database:
        (fact,) = database.rows("SELECT * FROM amounts WHERE role = 'total' AND quote LIKE '8.412.560,40%' LIMIT 1")
    page = visit.page
    page.goto(f"/document/{fact['document_id']}")
    mark = page.locator(f"#fapt-{fact['id']}")
    note = mark.locator(".about-fact")
    assert not note.is_visible()
    mark.hover() if page.viewport_size == DESK else mark.tap()
    said = note.inner_text()
    for words in (
        "valoare totală",
        "8.412.560,40 lei",
        fact["found_by"],
        f"{fact['confidence']:.2f}".replace(".", ","),
    ):
        assert words in said
    page.keyboard.press("Escape")
    assert not note.is_visible()
    mark.blur()
    mark.focus()
    assert note.is_visible()
    note.get_by_role("link", name="legătură permanentă").click()
    page.wait_for_url(f"**/document/{fact['document_id']}#fapt-{fact['id']}")


def test_a_note_does_not_lie_over_the_fact_that_it_is_about(visit: Watched, data: Path) -> None:
    with Database.open(data / "fondoscop.db", read_only=True) as database:
        document = next(database.rows("SELECT document_id FROM amounts WHERE quote LIKE '8.412.560,40%' LIMIT 1"))
    page = visit.page
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"/document/{document['document_id']}")
    marks = page.locator(".text mark[id]")
    for place in range(marks.count()):
        marks.nth(place).evaluate(  # the last line of the screen, where no browser scrolls for who comes with a key
            "mark => { scrollBy(0, mark.getBoundingClientRect().bottom - innerHeight + 5);"
            " mark.focus({ preventScroll: true }); }"
        )
        fact, note = marks.nth(place).bounding_box(), marks.nth(place).locator(".about-fact").bounding_box()
        assert fact is not None
        assert note is not None
        beside = fact["x"] + fact["width"] <= note["x"]
        assert beside or fact["y"] + fact["height"] <= note["y"], marks.nth(place).get_attribute("id")


def test_facets_narrow(visit: Watched) -> None:
    page = visit.page
    page.goto("/cautare")
    everything = page.locator("main a[href*='/proiect/']").count()
    page.goto("/cautare?q=copii")
    narrowed = page.locator("main a[href*='/proiect/']").count()
    assert 0 < narrowed < everything


def test_a_facet_narrows_with_a_click_and_another_click_takes_it_off(visit: Watched) -> None:
    page = visit.page
    page.goto("/cautare")
    titles = page.locator(".results h2 a")
    everything = titles.all_inner_texts()
    facet = page.locator("aside details.facet").filter(has=page.get_by_text("Județ", exact=True))
    value = facet.locator("li a").first
    name, count = value.locator("span").first.inner_text(), int(value.locator(".count").inner_text())
    assert 0 < count < len(everything)
    value.click()
    page.wait_for_url("**judet=**")
    narrowed = titles.all_inner_texts()
    assert len(narrowed) == count
    assert set(narrowed) < set(everything)
    chosen = facet.locator("li a[aria-current]")
    assert chosen.count() == 1
    assert name in chosen.inner_text()
    chips = page.locator("a.chip.on")
    assert chips.count() == 1
    second = page.locator("aside details.facet").first.locator("li a").first  # one of another facet, beside it
    second_count = int(second.locator(".count").inner_text())
    second.click()
    page.wait_for_url("**program=**")
    assert titles.count() == second_count <= count
    page.locator("a.chip.on").filter(has_text=name).click()
    page.wait_for_url(lambda url: "judet=" not in url)
    assert titles.count() >= second_count
    page.locator("a.chip.on").click()
    page.wait_for_url(lambda url: "program=" not in url)
    assert titles.all_inner_texts() == everything
    assert not page.locator("a.chip.on").count()


def test_the_other_language_is_one_click_away(visit: Watched) -> None:
    page = visit.page
    page.goto("/cautare?q=copii")
    assert page.locator("html").get_attribute("lang") == "ro"
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert "q=copii" in page.url
    page.get_by_role("link", name="Română").click()
    assert page.locator("html").get_attribute("lang") == "ro"


def test_what_was_found_is_downloaded(visit: Watched) -> None:
    page = visit.page
    page.goto("/cautare?q=copii")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("CSV")).first.click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1


def test_a_hostile_page_stays_inert(visit: Watched, data: Path) -> None:
    with Database.open(data / "fondoscop.db", read_only=True) as database:
        hostile = next(database.rows("SELECT id, document_id FROM projects WHERE title LIKE '%<script>%'"))
    page = visit.page
    for path in (f"/proiect/{hostile['id']}", f"/document/{hostile['document_id']}", "/cautare?q=capcane",
                 f"/cautare?q={INJECTED}", "/nu/<script>alert(1)</script>"):  # fmt: skip
        page.goto(path)
        assert not page.locator("script:not([src])").count()
        page.wait_for_timeout(50)
    visit.complaints[:] = [said for said in visit.complaints if "404" not in said]
    page.goto(f"/proiect/{hostile['id']}")
    assert INJECTED in page.get_by_role("heading", level=1).inner_text()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_everybody_can_use_it(visit: Watched, data: Path, colours: str) -> None:
    with Database.open(data / "fondoscop.db", read_only=True) as database:
        one = next(database.rows("SELECT project_id FROM contradictions LIMIT 1"))["project_id"]
        document = next(database.rows("SELECT document_id FROM amounts LIMIT 1"))["document_id"]
        lead = next(database.rows("SELECT organisation_id AS id FROM partners WHERE role = 'lead' LIMIT 1"))["id"]
    visit.page.emulate_media(color_scheme=colours)
    faults = []
    for path in (*PAGES, "/en", f"/proiect/{one}", f"/document/{document}", f"/organizatie/{lead}", "/fondoscop"):
        visit.page.goto(path)
        found = Axe().run(visit.page)
        faults += [
            (path, fault["id"], fault["nodes"][0]["html"][:200])
            for fault in found.response["violations"]
            if fault["impact"] in ("serious", "critical")
        ]
        wide = visit.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is wider than the screen"
    assert not faults


def test_the_keyboard_is_enough(visit: Watched) -> None:
    page = visit.page
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#continut")


def test_on_paper_the_citation_and_the_address_stand_and_no_form(visit: Watched, data: Path) -> None:
    with Database.open(data / "fondoscop.db", read_only=True) as database:
        project = next(database.rows("SELECT id FROM projects LIMIT 1"))["id"]
    page = visit.page
    page.emulate_media(media="print")
    page.goto(f"/proiect/{project}")
    assert "captură din" in page.locator("details.cite pre").first.inner_text()
    assert page.url in page.locator("main").inner_text()
    page.goto("/cautare?q=copii")
    assert not page.locator("form:visible").count()


def test_it_works_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/cautare?q=copii")
    page.locator("main a[href*='/proiect/']").first.click()
    page.locator("a[href*='/fapt/']").first.click()
    page.wait_for_url("**/document/**#**")
    assert page.locator("mark").count()
    context.close()
