"""The site's pages of projects, documents, organisations, facts and itself: what they say, and what stays text."""

import hashlib
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html

from explore.site.terms import Terms, TermsError, contact
from extract.pipeline import Extractor
from jobs import decision_drafts as drafts
from jobs.build import build
from jobs.deciding import decide
from store.database import Database
from tests.site_visits import Visitor, archived, words
from tests.told_pages import Page, Sum, World

AGENCY, NEWS, NGO = "http://dgaspc.test", "http://ziar.test", "http://asociatie.test"
SOURCES = {
    "dgaspc": {"name": "DGASPC Deal", "kind": "agency"},
    "ziar": {"name": "Ziarul de Deal", "kind": "news"},
    "asociatie": {"name": "Asociația Salcia", "kind": "ngo"},
}
HEAD = (
    '<!DOCTYPE html><html lang=ro><head><title>{}</title><meta property="article:published_time" content="2021-05-03">'
)
PLAIN = "Vremea a fost frumoasă, iar sala s-a umplut până la ultimul loc, după cum își amintesc cei de față."
LONG = "Podul „" + "foarte " * 60 + "lung”"
INJECTED = "<script>alert(1)</script>"
PAGES = {
    f"{AGENCY}/casa": (
        "dgaspc",
        HEAD.format("Casa de pe deal") + "</head><body><main><h1>Proiectul „Casa de pe deal”</h1>"
        "<p>DGASPC Deal derulează proiectul „Casa de pe deal”, cod SMIS 127901, în parteneriat cu Asociația Salcia,"
        " finanțat prin Programul Operațional Capital Uman, axa prioritară 4, în comuna Frasin, județul Suceava.</p>"
        "<p>Valoarea totală a proiectului este de 1.500.000 lei, din care 1.200.000 lei finanțare nerambursabilă.</p>"
        "<p>Perioada de implementare: 01.03.2019 – 31.08.2021.</p>"
        "<p>Vor beneficia 120 de copii. La final, de servicii au beneficiat 113 copii.</p>"
        f"<p>{PLAIN}</p></main></body></html>",
    ),
    f"{NEWS}/stire?id=7": (
        "ziar",
        HEAD.format("Casa de pe deal, gata") + "</head><body><article><h1>Casa de pe deal, gata</h1>"
        f"<p>{PLAIN} {PLAIN} {PLAIN}</p>"
        "<p>Valoarea totală a proiectului „Casa de pe deal”, cod SMIS 127901, este de 1.900.000 lei.</p>"
        f"<p>{PLAIN.replace('Vremea', 'Drumul')} {PLAIN}</p></article></body></html>",
    ),
    f"{NGO}/salcia": (
        "asociatie",
        HEAD.format("Salcia") + "</head><body><main><h1>Ce facem</h1>"
        "<p>ASOCIAȚIA SALCIA este lider de proiect în proiectul „Umbra salciei”, cod SMIS 130002, alături de partenerul"
        " Primăria Frasin. Valoarea totală a proiectului este de 300.000 lei.</p></main></body></html>",
    ),
    f"{AGENCY}/a\"><script>alert(2)</script>?x='onmouseover=alert(3)": (
        "dgaspc",
        HEAD.format("&lt;script&gt;alert(4)&lt;/script&gt; „&lt;img src=x onerror=alert(5)&gt;”")
        + "</head><body><main><h1>Proiectul „Fără &lt;script&gt;alert(1)&lt;/script&gt; pe net”</h1>"
        "<p>Asociația „&lt;b onmouseover=alert(6)&gt;Capcana” derulează, ca lider de proiect, proiectul"
        " „Fără &lt;script&gt;alert(1)&lt;/script&gt; pe net”, cod SMIS 130003. Valoarea totală a proiectului este de"
        " 70.000 lei&lt;/mark&gt;&lt;svg onload=alert(7)&gt;. Vor beneficia 90 de elevi"
        ' javascript:alert(8) &lt;a href="javascript:alert(9)"&gt;aici&lt;/a&gt;.</p></main></body></html>',
    ),
    f"{AGENCY}/gol": (
        "dgaspc",
        HEAD.format("Anunț") + f"</head><body><main><p>{PLAIN} {PLAIN}</p></main></body></html>",
    ),
    f"{AGENCY}/lung": (
        "dgaspc",
        HEAD.format(LONG) + f"</head><body><main><h1>Proiectul {LONG}</h1><p>Proiectul {LONG} are o valoare totală de"
        " 5.000 lei.</p></main></body></html>",
    ),
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("pages") / "data"
    archived(data, SOURCES, PAGES)
    with Database.open(data / "fondoscop.db", read_only=True) as database:
        (grant,) = database.rows("SELECT id FROM amounts WHERE role = 'grant'")
    decide(
        data,
        lambda database: [drafts.correction(database, grant["id"], "value", "1250000")],
        why="<b>vezi</b> contractul",
        day=date(2025, 4, 1),
    )
    build(data, extractor=Extractor.load())
    return data


@pytest.fixture(scope="module")
def visitor(data: Path) -> Visitor:
    return Visitor(data / "fondoscop.db")


def ids(data: Path, sql: str, *values: str) -> list[str]:
    with Database.open(data / "fondoscop.db", read_only=True) as database:
        return [str(row["id"]) for row in database.rows(sql, values)]


def the_project(data: Path, code: str = "127901") -> str:
    (identity,) = ids(data, "SELECT id FROM projects WHERE code = ?", code)
    return identity


def the_document(data: Path, url: str) -> str:
    (identity,) = ids(data, "SELECT id FROM documents WHERE url LIKE ?", f"{url}%")
    return identity


def everything(data: Path) -> list[str]:
    """The paths of all pages of all things."""
    kinds = {"proiect": "projects", "document": "documents", "organizatie": "organisations"}
    return [f"/{name}/{one}" for name, table in kinds.items() for one in ids(data, f"SELECT id FROM {table}")]


# A project


def test_a_project_says_what_is_known_of_it_and_where_from(data, visitor):
    page = visitor.page(f"/proiect/{the_project(data)}")
    said = words(page)
    assert words(page.find(".//h1")) == "Casa de pe deal"
    for known in (
        "1.500.000 lei",
        "127901",
        "01.03.2019 – 31.08.2021",
        "Programul Operațional Capital Uman",
        "Suceava",
    ):
        assert known in said, known
    assert "lider de proiect" in said
    assert "finanțare nerambursabilă" in said
    assert "Valoarea totală a proiectului este de 1.500.000 lei, din care" in said  # the sentence, not the figure alone
    rows = {
        words(row[0]): [words(cell) for cell in row[1:3]]
        for row in page.iterfind(".//table[@class='list counts']/tbody/tr")
    }
    assert rows["copii"] == ["120 de copii", "113 copii"]


def test_every_figure_at_the_top_leads_to_a_document(data, visitor):
    page = visitor.page(f"/proiect/{the_project(data)}")
    for element in (*page.find_class("figures"), *page.find_class("pairs")):
        for known in ("1.500.000 lei", "120 de copii", "113 copii", "127901", "01.03.2019", "Capital Uman"):
            for cell in (one for one in element.iter("dd") if known in words(one)):
                answer = visitor.ask(cell.findall(".//a")[-1].get("href"))
                assert answer.headers["location"].startswith("/document/"), known


def test_the_programme_stands_below_its_fund(data, visitor):
    page = visitor.page(f"/proiect/{the_project(data)}")
    rungs = [words(rung) for rung in page.iterfind(".//ol[@class='chain']/li")]
    assert rungs == [
        "Fondul Social European (FSE) fond",
        "Programul Operațional Capital Uman (POCU) program, 2014-2020",
    ]
    (search,) = page.xpath("//ol[@class='chain']//a/@href")
    assert "Casa de pe deal" in words(visitor.page(search))
    assert "Umbra salciei" not in words(visitor.page(search))


def test_sources_that_disagree_stand_side_by_side(data, visitor):
    page = visitor.page(f"/proiect/{the_project(data)}")
    (pair,) = page.iterfind(".//section[@class='against']")
    cards = [words(card) for card in pair.iterfind(".//div[@class='card']")]
    assert len(cards) == 2
    assert {card.split(" lei")[0] for card in cards} == {"1.500.000", "1.900.000"}
    assert sum("Ziarul de Deal" in card for card in cards) == 1
    assert "400.000 lei" in words(pair.find(".//h3"))


def test_a_decision_is_told_where_it_holds(data, visitor):
    page = visitor.page(f"/proiect/{the_project(data)}")
    assert "„1.250.000” în loc de „1.200.000”" in words(page)
    assert "motiv: <b>vezi</b> contractul" in words(page)  # as text
    assert "1.250.000 lei" in words(page)


def test_a_project_in_english(data, visitor):
    page = visitor.page(f"/en/proiect/{the_project(data)}")
    said = words(page)
    for known in ("1,500,000 lei", "1 March 2019 – 31 August 2021", "project lead", "Where sources disagree", "2.1%"):
        assert known in said or known == "2.1%", known
    assert page.get("lang") == "en"
    assert all(link.startswith("/en") for link in page.xpath("//main//a/@href") if link.startswith("/"))


# A document


def test_a_figure_leads_to_its_place_in_the_document(data, visitor):
    page = visitor.page(f"/proiect/{the_project(data)}")
    (link,) = {
        row.find(".//a").get("href")
        for row in page.iterfind(".//table[@class='list sums']//tr")
        if "1.900.000" in words(row)
    }
    answer = visitor.ask(link)
    target = urlsplit(answer.headers["location"])
    assert answer.status_code == 302
    document = visitor.page(target.path)
    (mark,) = document.xpath(f"//mark[@id='{target.fragment}']")
    assert words(mark).endswith("1.900.000 lei")
    note = words(mark.find("span"))
    for told in ("sumă · valoare totală", "1.900.000 lei", "Casa de pe deal", "regula amounts/", "încredere 0,"):
        assert told in note, told


def test_every_fact_has_one_place_on_its_page(data, visitor):
    tables = ("project_mentions", "partners", "amounts", "dates", "beneficiaries", "places")
    of = " UNION ALL ".join(f"SELECT id FROM {table} WHERE document_id = ?1" for table in tables)
    for document in ids(data, "SELECT id FROM documents"):
        page = visitor.page(f"/document/{document}")
        facts = ids(data, of, document)
        assert sorted(page.xpath("//mark/@id")) == sorted(f"fapt-{one}" for one in facts)
        assert set(page.xpath("//section[@class='facts']//li/a/@href")) == {f"#fapt-{one}" for one in facts}


def test_a_document_says_how_it_is_proved(data, visitor):
    url = f"{AGENCY}/casa"
    page = visitor.page(f"/document/{the_document(data, url)}")
    digest = hashlib.sha256(PAGES[url][1].encode()).hexdigest()
    said = words(page)
    assert digest in said
    assert "4 martie 2025, 05:06:07 UTC" in said
    assert page.xpath(f"//main//a[@href='{url}']/@rel") == ["external nofollow noreferrer"]
    assert "@misc{fondoscop-" in words(page.find(".//details[@class='cite']"))
    assert "corectat" in said


def test_agencies_are_shown_in_full_and_newspapers_as_quotes(data, visitor):
    full = visitor.page(f"/document/{the_document(data, f'{AGENCY}/casa')}")
    quoted = visitor.page(f"/document/{the_document(data, f'{NEWS}/stire')}")
    for page in (full, quoted):
        for note in page.find_class("about-fact"):
            note.drop_tree()
    assert PLAIN in words(full.find(".//article"))
    said = words(quoted)
    assert "cod SMIS 127901, este de 1.900.000 lei." in words(quoted.find(".//article"))
    assert "[…]" not in words(full.find(".//article"))
    assert PLAIN not in said
    assert "Drumul a fost" not in said
    assert "Textul aparține celor care l-au scris" in said
    assert "Treceți peste un pasaj marcat" in said


@pytest.mark.parametrize(
    "path",
    [
        "/fondoscop/documents?_size=100", "/fondoscop/documents.json?_size=100", "/fondoscop/documents.csv",
        "/fondoscop?sql=select+*+from+documents", "/fondoscop.json?sql=select+text+from+documents",
        "/fondoscop.json?sql=select+trim(d.text)+from+documents+d",
        "/fondoscop.json?sql=with+x+as+(select+*+from+documents)+select+substr(text,1,500)+from+x",
        "/cautare?in=documente&q=vremea", "/cautare?in=documente&q=sala", "/cautare?in=documente", "/-/search?q=vremea",
        "/cautare?in=citate&q=vremea",
    ],
)  # fmt: skip
def test_no_query_gives_what_a_page_withholds(visitor, path):
    page = visitor.ask(path)
    assert page.status_code == 200
    results = html.document_fromstring(page.text).cssselect(".result") if path.startswith("/cautare") else []
    said = [words(one) for one in results if "Ziarul" in words(one)] if results else [page.text]
    assert not any("ultimul loc" in one for one in said)


def test_a_search_shows_the_sentence_of_a_fact_and_no_other_of_a_newspaper(visitor):
    def told(query: str) -> list[str]:
        results = visitor.page(f"/cautare?in=documente&q={query}").cssselect(".result")
        return [words(one) for one in results if "Ziarul" in words(one)]

    assert all("ultimul loc" not in one and "stau în text" in one for one in told("vremea"))
    assert told("vremea")
    (found,) = told("valoarea")
    assert "Valoarea totală a proiectului „Casa de pe deal”, cod SMIS 127901" in found
    (first,) = told("")
    assert "127901" in first


@pytest.mark.parametrize("call", ["pragma_database_list()", "pragma_database_list"])
def test_no_query_gives_a_path_of_the_machine(data, visitor, call):
    answer = visitor.ask(f"/fondoscop.json?sql=select+*+from+{call}")
    assert str(data) not in answer.text
    assert "fondoscop.db" not in answer.text


def test_a_document_without_facts_says_so(data, visitor):
    page = visitor.page(f"/document/{the_document(data, f'{AGENCY}/gol')}")
    assert PLAIN in words(page)


# An organisation


def test_an_organisation_with_its_names_and_why_they_are_one(data, visitor):
    (identity,) = ids(data, "SELECT id FROM organisations WHERE name LIKE '%Salcia' COLLATE NOCASE")
    page = visitor.page(f"/organizatie/{identity}")
    assert visitor.page(page.cssselect(".crumbs a")[0].get("href")).xpath(
        "//a[@href=$own]", own=f"/organizatie/{identity}"
    )
    said = words(page)
    for known in (
        "Casa de pe deal",
        "Umbra salciei",
        "lider de proiect",
        "partener",
        "2019",
        "același nume",
        "300.000 lei",
    ):
        assert known in said, known
    english = words(visitor.page(f"/en/organizatie/{identity}"))
    assert "same name" in english
    assert "organizație neguvernamentală" not in english


# About


def test_the_years_of_an_organisation_go_one_way(tmp_path):
    lead = (("Asociația Salcia", "lead"),)
    path = tmp_path / "fondoscop.db"
    with Database.open(path) as database:
        world = World(database)
        world.put(Page("Casa", sums=(Sum("1000"),), begins="2018-03", partners=lead))
        world.put(Page("Podul", sums=(Sum("2000"),), published="2024-05-01", partners=lead))  # without a period
        world.put(Page("Drumul", sums=(Sum("3000"),), begins="2020-03", partners=lead))
        world.settle()
        (lead_id,) = (row["id"] for row in database.rows("SELECT id FROM organisations"))
    page = Visitor(path).page(f"/organizatie/{lead_id}")
    assert [words(year) for year in page.cssselect(".timeline h3")] == ["2024", "2020", "2018"]


def test_accuracy_is_told_as_it_was_measured(data, visitor):
    page = visitor.page("/despre")
    with Database.open(data / "fondoscop.db", read_only=True) as database:
        (row,) = database.rows(
            "SELECT * FROM quality WHERE seen GLOB 'unseen:*' AND kind = 'amounts' AND role IS NULL"
            " AND counted = 'whole' AND set_name = 'unseen announcements'"
        )
    (shown,) = (row for row in page.iterfind(".//tbody/tr") if words(row).startswith("Sume de bani"))
    right, found, annotated = row["right"], row["found"], row["n"]
    assert words(shown[1]) == f"{round(100 * right / found)}{right} / {found}"
    assert words(shown[2]) == f"{round(100 * right / annotated)}{right} / {annotated}"
    assert "anunțuri nevăzute" in words(page)
    assert "unseen" not in words(page)
    assert "unseen announcements" in words(visitor.page("/en/despre"))


def test_whom_to_write_to(data, visitor):
    assert "nu a dat încă o adresă de contact" in words(visitor.page("/despre"))
    named = Visitor(data / "fondoscop.db", terms=Terms(contact=contact("redactie@exemplu.ro")))
    assert named.page("/despre").xpath("//a[@href='mailto:redactie@exemplu.ro']")


@pytest.mark.parametrize("said", ["javascript:alert(1)", "a b@c.ro", "eu", 'https://x.ro/"><script>', "http://"])
def test_what_is_no_contact_is_refused(said):
    with pytest.raises(TermsError, match="e-mail"):
        contact(said)


def test_robots_are_kept_out_unless_they_are_let_in(data, visitor):
    assert visitor.ask("/robots.txt").text == "User-agent: *\nDisallow: /"
    lines = Visitor(data / "fondoscop.db", terms=Terms(is_open=True)).ask("/robots.txt").text.splitlines()
    assert "Disallow: /" not in lines
    assert "Disallow: /fondoscop" in lines


# Hostile and missing


def test_what_pages_say_stays_text(data, visitor):
    shown = set()
    for path in everything(data):
        for language in ("", "/en"):
            page = visitor.page(f"{language}{path}")
            assert {urlsplit(one.get("src") or "").path for one in page.iter("script")} <= {"/stil/facts.js"}
            assert not [one for one in page.iter("svg") if one.getparent().get("class") != "name"]
            assert not list(page.iter("img"))
            for element in page.iter():
                assert not [name for name in element.attrib if name.startswith("on")], element.attrib
                for name in ("href", "src"):
                    assert urlsplit(element.get(name) or "").scheme in {"", "http", "https"}, element.get(name)
            shown |= {one for one in (INJECTED, "<b onmouseover=alert(6)>", "alert(2)") if one in words(page)}
    assert len(shown) == 3  # each was on some page, as text


def test_headings_are_in_order_and_ids_are_single(data, visitor):
    for path in [*everything(data), "/despre"]:
        page = visitor.page(path)
        levels = [int(one.tag[1]) for one in page.iter("h1", "h2", "h3", "h4")]
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)
        named = page.xpath("//@id")
        assert len(named) == len(set(named)), path
        assert all(one.get("scope") for one in page.iter("th")), path
        assert all(table.find("caption") is not None for table in page.iter("table")), path


@pytest.mark.parametrize(
    "path", ["/proiect/0123456789abcdef", "/document/x", "/organizatie/x", "/fapt/x", "/proiect/~3Cscript~3E"]
)
@pytest.mark.parametrize("language", ["", "/en"])
def test_what_is_not_there_is_a_page_of_ours(visitor, path, language):
    answer = visitor.ask(f"{language}{path}")
    assert answer.status_code == 404
    assert "/stil/site.css" in answer.text
    assert "<script>" not in answer.text
    assert re.search(r"<h1>.+</h1>", answer.text)


def test_ids_of_documents_and_projects_are_permalinks_too(data, visitor):
    project, document = the_project(data), the_document(data, f"{AGENCY}/casa")
    assert visitor.ask(f"/fapt/{project}").headers["location"] == f"/proiect/{project}"
    assert visitor.ask(f"/en/fapt/{document}").headers["location"] == f"/en/document/{document}"
