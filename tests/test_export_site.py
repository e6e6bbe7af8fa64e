"""The static copy of the site: whole, safe, and true to the database, wherever it lies."""

import csv
import hashlib
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree, html
from playwright.sync_api import sync_playwright

from explore.export.static_site import lists, places
from store.asking import Inquiry
from tests.conftest import Run
from tests.exported import HOSTILE, NEWS
from tests.site_visits import words

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_VOID = {"meta", "link", "br", "hr", "img", "input"}


@pytest.fixture(scope="module")
def copy(exports_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from explore.export import formats  # noqa: PLC0415
    from explore.export.whole_projects import Exported  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("copy") / "site"
    with Exported.open(exports_data / "fondoscop.db") as exported:
        formats.write("site", exported, folder, "ro")
    return folder


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def faults(folder: Path) -> Iterator[str]:
    """Links that lead nowhere, and anything that is asked of another machine."""
    known = {page: html.document_fromstring(page.read_bytes()) for page in pages(folder)}
    ids = {page: set(tree.xpath("//@id")) for page, tree in known.items()}
    for page, tree in known.items():
        for element in tree.xpath("//*[@href or @src]"):
            said = element.get("href") or element.get("src")
            address = urlsplit(said)
            if address.scheme or address.netloc or address.path.startswith("/"):
                if element.tag != "a" or "external" not in element.get("rel", ""):
                    yield f"{page}: asks for {said}"
                continue
            target = (page.parent / unquote(address.path)).resolve() if address.path else page
            if not target.is_file():
                yield f"{page}: no file {said}"
            elif address.fragment and address.fragment not in ids.get(target, ()):
                yield f"{page}: no place {said}"


class _Balance(HTMLParser):
    """Elements that are closed in another order than they were opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: object) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")


def wrong_html(text: str) -> list[str]:
    """What libxml2 complains of, elements out of order, ids that are there twice, and whatever could act."""
    parser = etree.HTMLParser(encoding="utf-8")
    tree = etree.fromstring(text.encode(), parser)
    balance = _Balance()
    balance.feed(text)
    twice = [name for name, count in Counter(tree.xpath("//@id")).items() if count > 1]
    acting = tree.xpath("//script | //iframe | //object | //form | //*[@style] | //@*[starts-with(name(), 'on')]")
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    return [
        *(error.message for error in parser.error_log),
        *balance.faults,
        *balance.open,
        *twice,
        *map(str, acting),
        *([] if policy and policy[0].startswith("default-src 'none'") else ["no policy"]),
    ]


def test_every_link_leads_to_a_file_and_a_place_of_the_copy(copy: Path) -> None:
    assert not list(faults(copy))


def test_the_check_of_links_finds_what_is_broken(copy: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(copy, broken)
    (broken / "stil" / "site.css").unlink()
    page, fact = next(
        (page, found[1])
        for page in (broken / "proiect").rglob("*.html")
        if (found := re.search('href="#(fapt-[0-9a-z]+)"', page.read_text("utf-8")))
    )
    page.write_text(page.read_text("utf-8").replace(f'id="{fact}"', 'id="elsewhere"'), "utf-8")
    (broken / "despre.html").write_text('<p><img src="https://other.test/x.png"></p>', "utf-8")
    found = "\n".join(faults(broken))
    assert "no file" in found
    assert f"no place #{fact}" in found
    assert "asks for https://other.test/x.png" in found


def test_every_page_is_sound_html_in_which_nothing_acts(copy: Path) -> None:
    for page in pages(copy):
        assert not wrong_html(page.read_text("utf-8")), page


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</main>", ""),
        ("<main", "<main><h1></p></h1"),
        ('id="continut"', 'id="continut" onclick="x()"'),
        ("</body>", "<script>x()</script></body>"),
        ("default-src 'none'", "default-src *"),
        ("<h1", '<p id="continut"></p><h1'),
    ],
)
def test_the_check_of_html_finds_what_is_wrong(copy: Path, old: str, new: str) -> None:
    text = (copy / "despre.html").read_text("utf-8")
    assert old in text
    assert wrong_html(text.replace(old, new, 1))


def test_every_fact_stands_on_its_projects_page_with_quote_and_source(copy: Path, exports_data: Path) -> None:
    with Inquiry.open(exports_data / "fondoscop.db") as inquiry:
        facts = list(
            inquiry.ask(
                "SELECT f.id, f.project_id, f.quote, d.url, c.sha256 FROM amounts f JOIN documents d"
                " ON d.id = f.document_id JOIN captures c ON c.id = d.capture_id WHERE f.project_id IS NOT NULL"
            ).rows
        )
    assert facts
    for fact, project, quote, url, digest in facts:
        for language in ("", "en"):
            page = copy / language / str(places.file_of(f"/proiect/{project}"))
            tree = html.document_fromstring(page.read_bytes())
            (element,) = tree.xpath(f"//*[@id='fapt-{fact}']")
            assert " ".join(str(quote).split()) in words(element)
            document = words(element.xpath("ancestor::li")[0])
            assert str(url) in document
            assert str(digest) in document


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def test_the_download_of_sums_reads_back_as_the_database_has_them(copy: Path, exports_data: Path) -> None:
    with Inquiry.open(exports_data / "fondoscop.db") as inquiry:
        held = {
            str(row[0]): row[1:]
            for row in inquiry.ask(
                "SELECT a.id, a.project_id, a.value, a.currency, d.url FROM amounts a"
                " JOIN documents d ON d.id = a.document_id WHERE a.project_id IS NOT NULL"
            ).rows
        }
    told = {
        row["ID"]: (row["ID-ul proiectului"], row["Sumă"], row["Monedă"], row["Adresa"])
        for row in rows(copy / "date" / "sume.csv")
    }
    assert told == held
    assert len(rows(copy / "en" / "date" / "sume.csv")) == len(told)


def test_the_download_of_projects_has_each_once(copy: Path, exports_data: Path) -> None:
    with Inquiry.open(exports_data / "fondoscop.db") as inquiry:
        ids = [str(row[0]) for row in inquiry.ask("SELECT id FROM projects ORDER BY id").rows]
    assert [row["ID"] for row in rows(copy / "date" / "proiecte.csv")] == ids
    assert len(list((copy / "proiect").rglob("*.html"))) == len(ids)


def test_what_pages_say_is_text_and_no_formula(exports_data: Path, tmp_path: Path, run: Run) -> None:
    shutil.copyfile(exports_data / "fondoscop.db", tmp_path / "fondoscop.db")
    hostile = [HOSTILE, "</title><script>alert(1)</script>", "\u202e{{ 7 * 7 }}\x1b[31m", "x" * 5000]
    with closing(sqlite3.connect(tmp_path / "fondoscop.db")) as connection, connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM projects ORDER BY id")]
        for title, identity in zip(hostile, ids, strict=True):
            connection.execute("UPDATE projects SET title = ? WHERE id = ?", (title, identity))
            connection.execute("UPDATE project_mentions SET title = ? WHERE project_id = ?", (title, identity))
        connection.execute("UPDATE documents SET title = ?, url = 'javascript:alert(1)//' || url", (hostile[1],))
        connection.execute("UPDATE organisations SET name = ?", (hostile[1],))
    run("export", "site", "-o", tmp_path / "s", "--data", tmp_path)
    assert not list(faults(tmp_path / "s"))
    for page in pages(tmp_path / "s"):
        text = page.read_text("utf-8")
        assert not wrong_html(text), page
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", text)
    titles = [row["Titlu"] for row in rows(tmp_path / "s" / "date" / "proiecte.csv")]
    assert titles[0] == f"'{HOSTILE}"


def test_newspapers_are_quoted_and_never_copied(copy: Path) -> None:
    everything = "".join(page.read_text("utf-8") for page in pages(copy))
    assert NEWS in everything
    assert "Vremea a fost frumoas" not in everything


def test_of_a_newspapers_short_text_only_the_words_of_facts_are_shown(
    exports_data: Path, tmp_path: Path, run: Run
) -> None:
    shutil.copyfile(exports_data / "fondoscop.db", tmp_path / "fondoscop.db")
    with closing(sqlite3.connect(tmp_path / "fondoscop.db")) as connection, connection:
        (url, sentence) = connection.execute(
            "SELECT d.url, q.sentence FROM quotes q JOIN documents d ON d.id = q.document_id JOIN amounts a"
            " ON a.id = q.fact_id WHERE d.source_id = 'ziar' AND d.url LIKE '%id=7'"
        ).fetchone()
        for text, is_shown in ((sentence * 3, True), (sentence + " Atât.", False)):
            with connection:
                connection.execute("UPDATE documents SET text = ?1, length = length(?1) WHERE url = ?2", (text, url))
            run("export", "site", "-o", tmp_path / "s", "--where", "code = '127901'", "--data", tmp_path)
            (page,) = (tmp_path / "s" / "proiect").rglob("*.html")
            said = words(html.document_fromstring(page.read_bytes()))
            assert url in said
            assert "1.900.000 lei" in said
            assert (" ".join(sentence.split()) in said) is is_shown


def test_lists_have_every_project_by_year_county_and_programme(copy: Path) -> None:
    count = len(list((copy / "proiect").rglob("*.html")))
    for kind in ("toate", "an-*", "judet-*", "program-*"):
        listed = [
            link
            for page in copy.glob(f"lista/{kind}/*.html")
            for link in html.document_fromstring(page.read_bytes()).xpath("//main//h2/a/@href")
        ]
        assert len(listed) == len(set(listed)) == count, kind
    front = html.document_fromstring((copy / "index.html").read_bytes())
    assert words(front.xpath("//dl[@class='figures']/div[1]/dd")[0]) == str(count)


def test_long_lists_have_pages(exports_data: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "A_PAGE", 2)
    run("export", "site", "-o", tmp_path / "site", "--data", exports_data)
    first = html.document_fromstring((tmp_path / "site" / "lista" / "toate" / "1.html").read_bytes())
    assert len(first.xpath("//main//h2")) == 2
    assert "2.html" in first.xpath("//nav[@class='pages']//a/@href")
    assert not list(faults(tmp_path / "site"))


def test_each_page_is_there_in_both_languages(copy: Path) -> None:
    romanian = {page.relative_to(copy) for page in pages(copy) if page.relative_to(copy).parts[0] != "en"}
    english = {page.relative_to(copy / "en") for page in pages(copy / "en")}
    assert romanian - english == {Path("404.html")}
    assert english <= romanian
    for page in english:
        assert html.document_fromstring((copy / "en" / page).read_bytes()).get("lang") == "en"


def test_a_copy_of_some_projects_says_so_and_has_no_charts_of_all(exports_data: Path, tmp_path: Path, run: Run) -> None:
    where = "code = '127901'"
    code, _, told = run("export", "site", "-o", tmp_path / "s", "--where", where, "--data", exports_data)
    assert code == 0
    assert "1 projects" in told
    assert not list(faults(tmp_path / "s"))
    front = html.document_fromstring((tmp_path / "s" / "index.html").read_bytes())
    assert where in words(front)
    assert not front.xpath("//figure")
    assert not (tmp_path / "s" / "grafice.html").exists()
    assert not (tmp_path / "s" / "organizatie").exists()
    for page in pages(tmp_path / "s"):
        assert not wrong_html(page.read_text("utf-8")), page


def test_a_copy_of_no_projects_is_whole(exports_data: Path, tmp_path: Path, run: Run) -> None:
    run("export", "site", "-o", tmp_path / "s", "--where", "0", "--data", exports_data)
    assert not list(faults(tmp_path / "s"))
    assert "Niciun proiect" in (tmp_path / "s" / "proiecte.html").read_text("utf-8")


def test_the_same_database_gives_the_same_bytes(copy: Path, exports_data: Path, tmp_path: Path, run: Run) -> None:
    run("export", "site", "-o", tmp_path / "site", "--data", exports_data)
    assert digests(copy) == digests(tmp_path / "site")


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_no_folder_holds_more_than_a_host_takes() -> None:
    assert places.file_of("/proiect/0a1b2c3d4e5f6071") == "proiect/0a/0a1b2c3d4e5f6071.html"
    assert places.file_of("/fondoscop") is None
    assert places.list_file("judet", "Iași", 2) == "lista/judet-iasi/2.html"
    assert places.list_file("program", "FSE", 1) != places.list_file("program", "FSE+", 1)
    assert len(places.list_file("program", "name:" + "foarte lung " * 60, 1)) < 100


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium")
@pytest.mark.parametrize("width", [390, 1280])
def test_a_browser_shows_it_from_a_disk_and_asks_nobody(copy: Path, width: int) -> None:
    project = next(page for page in (copy / "proiect").rglob("*.html") if "nepotriviri" in page.read_text("utf-8"))
    shown = ["index.html", "proiecte.html", "lista/toate/1.html", "grafice.html", "despre.html", "404.html"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 844})
        asked: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda said: complaints.append(said.text))
        paths = [*(copy / name for name in shown), project]
        for path in paths:
            page.goto(path.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert page.evaluate("getComputedStyle(document.body).margin") == "0px", "the style sheet was refused"
        page.locator("a.evidence").first.click()
        assert page.locator(":target").is_visible()
        assert not complaints
        for path in paths:
            page.goto(path.as_uri())
            found = Axe().run(page)  # it asks for the style sheets again, which the policy forbids
            assert not found.response["violations"], (path, found.generate_report())
        browser.close()
    assert not [url for url in asked if not url.startswith("file:")]
