"""The site's search: what is found, what each facet promises, and the files of it."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from openpyxl import load_workbook

from explore.project_facets import FACETS, ORDERS
from explore.project_search import Choice
from explore.project_table import columns
from explore.site import search_files
from explore.site.asked import Asked
from explore.site.search_question import TABS, Question
from store.database import Database
from tests.site_visits import Visitor, archived, words
from tests.told_pages import Page, Sum, World

AGENCY, NGO = "http://dgaspc.test", "http://asociatie.test"
SOURCES = {"dgaspc": {"name": "DGASPC Deal", "kind": "agency"}, "asociatie": {"name": "Salcia", "kind": "ngo"}}
SHEET = """<!DOCTYPE html><html lang=ro><head><title>{title}</title></head><body><main><h1>Proiectul „{title}”</h1>
<p>{lead} derulează, ca lider de proiect, proiectul „{title}”, cod SMIS {code}, finanțat prin {programme}, în orașul
{place}. Valoarea totală a proiectului este de {total} lei. Perioada de implementare: 01.03.{begins} – 31.08.{ends}.
Vor beneficia 120 de {people}.</p></main></body></html>"""
BLOSSOM = """<html lang=ro><title>Anunț</title><body><main><p>Copacii au înflorit în parc, iar voluntarii au venit cu
greble și cu saci.</p></main></body></html>"""
POCU, POR = "Programul Operațional Capital Uman 2014-2020", "Programul Operațional Regional 2014-2020"
DOLJ, CLUJ = "Craiova, județul Dolj", "Turda, județul Cluj"
INJECTED = "\"><script>alert('y')</script>"
HOSTILE = "&lt;script&gt;alert('x')&lt;/script&gt;"
PROJECTS = (
    ("Casa de pe deal", "Asociația Salcia", "127901", POCU, DOLJ, "1.500.000", 2019, 2021, "copii"),
    ("Școala din vale", "Asociația Salcia", "127902", POCU, CLUJ, "900.000", 2020, 2022, "elevi"),
    ("Bunici la masă", "Fundația Umbra", "127903", POR, DOLJ, "250.000", 2021, 2022, "vârstnici"),
    ("Grădinița mea", "Primăria Craiova", "127904", POR, DOLJ, "75.000", 2022, 2023, "copii"),
    (f"Pod {HOSTILE}", "Primăria Turda", "127905", POR, CLUJ, "60.000", 2022, 2023, "tineri"),
)  # fmt: skip
NAMES = ("title", "lead", "code", "programme", "place", "total", "begins", "ends", "people")
PAGES = {f"{AGENCY}/{row[2]}": ("dgaspc", SHEET.format(**dict(zip(NAMES, row, strict=True)))) for row in PROJECTS} | {
    f"{NGO}/vechi": ("asociatie", BLOSSOM),
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("search")
    archived(data, SOURCES, PAGES)
    with closing(sqlite3.connect(data / "fondoscop.db")) as connection, connection:
        connection.execute("UPDATE projects SET title = '=1+1 Grădinița' WHERE code = '127904'")
        connection.execute("UPDATE projects SET programme = 'Programului Operațional' WHERE code = '127901'")
    return data / "fondoscop.db"


@pytest.fixture(scope="module")
def visitor(path: Path) -> Visitor:
    return Visitor(path)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("many") / "fondoscop.db"
    with Database.open(path) as database:
        world = World(database)
        for number in range(45):
            world.put(
                Page(f"Proiectul {number} al orașului", sums=(Sum(str(1000 * (number % 9 + 1))),), code=f"{number}")
            )
        world.settle()
    return path


def titles(page: html.HtmlElement) -> list[str]:
    return [words(link) for link in page.cssselect(".result h2 a")]


def count(page: html.HtmlElement, tab: int = 0) -> int:
    return int(words(page.cssselect(".tabs .count")[tab]).rstrip("+"))


def facet_links(page: html.HtmlElement) -> list[tuple[str, int]]:
    return [(link.get("href"), int(words(link.cssselect(".count")[0]))) for link in page.cssselect(".facet li a")]


# What is found


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("q=scoala", {"Școala din vale"}),  # without diacritics
        ("q=ȘCOALA+vale", {"Școala din vale"}),
        ("q=127903", {"Bunici la masă"}),  # by code
        ("q=salcia", {"Casa de pe deal", "Școala din vale"}),  # by who leads it
        ("q=varstnici", {"Bunici la masă"}),  # by whom it serves
        ("q=grad*", {"=1+1 Grădinița"}),
        ("q=gradinit", {"=1+1 Grădinița"}),  # widened to the beginning of words
        ("judet=Cluj", {"Școala din vale", "Pod <script>alert('x')</script>"}),
        ("judet=Dolj&program=POCU", {"Casa de pe deal"}),
        ("an=2019", {"Casa de pe deal"}),
        ("an=2019&an=2023", {"Casa de pe deal", "=1+1 Grădinița", "Pod <script>alert('x')</script>"}),
        ("grup=elderly", {"Bunici la masă"}),
        ("organizatie=municipality", {"=1+1 Grădinița", "Pod <script>alert('x')</script>"}),
        ("de-la=250000&pana-la=900.000", {"Școala din vale", "Bunici la masă"}),
        ("pana-la=60+000+lei", {"Pod <script>alert('x')</script>"}),
        ("q=casa&judet=Cluj", set()),
    ],
)
def test_projects_are_found(visitor, asked, expected):
    page = visitor.page(f"/cautare?{asked}")
    assert set(titles(page)) == expected
    assert count(page) == len(expected)


@pytest.mark.parametrize(
    "asked", ["", "q=copii", "judet=Dolj", "an=2022&program=POR/2014-2020", "grup=children&an=2023"]
)
def test_a_facet_gives_as_many_as_it_promises(visitor, asked):
    page = visitor.page(f"/cautare?{asked}")
    already = set(parse_qs(asked))
    followed = 0
    for address, promised in facet_links(page):
        names = parse_qs(urlsplit(address).query)
        if any(len(names.get(name, ())) != 1 for name in already):
            continue  # of a facet in which something is chosen: its other values are counted alone
        assert count(visitor.page(address)) == promised > 0, address
        followed += 1
    assert followed > 3


def test_chosen_values_can_be_let_go_one_by_one(visitor):
    page = visitor.page("/cautare?judet=Dolj&an=2022&de-la=1&q=masa")
    addresses = [link.get("href") for link in page.cssselect(".chips a")]
    assert [urlsplit(address).query for address in addresses] == [
        "q=masa&an=2022&de-la=1",
        "q=masa&judet=Dolj&de-la=1",
        "q=masa&judet=Dolj&an=2022",
        "q=masa",
    ]
    assert all(titles(visitor.page(address)) == ["Bunici la masă"] for address in addresses)


@pytest.mark.parametrize(
    ("order", "first"),
    [("suma", "Casa de pe deal"), ("noi", "=1+1 Grădinița"), ("titlu", "=1+1 Grădinița"), ("", "Casa de pe deal")],
)
def test_order(visitor, order, first):
    page = visitor.page(f"/cautare?ordine={order}")
    assert titles(page)[0] == first
    assert len(page.cssselect(".about strong")) == 1


def test_a_result_says_what_people_ask(visitor):
    text = words(visitor.page("/cautare?q=casa").cssselect(".result")[0])
    for said in ("1.500.000 lei", "Asociația Salcia", "01.03.2019 – 31.08.2021", "planificat: 120 de copii", "o sursă"):
        assert said in text
    english = words(visitor.page("/en/cautare?q=casa").cssselect(".result")[0])
    for said in ("1,500,000 lei", "1 March 2019 – 31 August 2021", "planned: 120 copii", "one source"):
        assert said in english


def test_a_result_has_the_name_of_the_programme_in_whatever_case_pages_write_it(visitor):
    text = words(visitor.page("/cautare?q=casa").cssselect(".result")[0])
    assert POCU in text
    assert "Programului" not in text


def test_the_other_kinds(visitor):
    quotes = visitor.page("/cautare?q=copii&in=citate")
    assert words(quotes.cssselect("mark")[0]) == "copii"
    assert quotes.cssselect(".result a[href^='/fapt/']")
    assert quotes.cssselect(".result a[href^='/document/']")
    bodies = visitor.page("/cautare?q=salcia&in=organizatii")
    assert titles(bodies) == ["Asociația Salcia"]
    assert "lider de proiect: 2 proiecte" in words(bodies.cssselect(".result")[0])
    papers = visitor.page("/cautare?q=inflorit&in=documente")
    assert titles(papers) == ["Anunț"]
    assert words(visitor.page("/cautare?q=valoarea&in=documente").cssselect("mark")[0]) == "Valoarea"


def test_of_a_text_that_is_not_shown_only_sentences_with_facts_are(visitor):
    page = visitor.page("/cautare?q=greble&in=documente")  # an NGO's, in which there is no fact
    assert titles(page) == ["Anunț"]
    assert not page.cssselect("mark")
    assert "Cuvintele stau în text" in words(page)


def test_other_names_of_the_same_are_found_after_the_words_themselves(visitor):
    page = visitor.page("/cautare?q=bătrâni")
    assert titles(page) == ["Bunici la masă"]
    assert "alte nume ale aceluiași lucru" in words(page)
    (exact,) = page.cssselect("p.note a[href*='%22']")
    assert not titles(visitor.page(exact.get("href")))
    assert len(titles(visitor.page("/cautare?q=POCU"))) == 2
    (first, *_) = visitor.page("/cautare?q=bătrâni&in=citate").cssselect(".result")
    assert words(first.cssselect("mark")[0]) == "vârstnici"
    assert "alte nume" not in words(visitor.page("/cautare?q=casa"))


def test_words_with_another_ending_are_found(visitor):
    assert titles(visitor.page("/cautare?q=primărie&in=organizatii")) == ["Primăria Craiova", "Primăria Turda"]


def test_filters_hold_for_the_other_kinds(visitor):
    assert count(visitor.page("/cautare?in=documente"), 3) == len(PAGES)
    assert count(visitor.page("/cautare?in=documente&judet=Cluj"), 3) == 2
    assert titles(visitor.page("/cautare?in=documente&q=turda&judet=Cluj&grup=youth")) == [
        "Proiectul „Pod <script>alert('x')</script>”"
    ]
    assert titles(visitor.page("/cautare?in=organizatii&program=POCU")) == ["Asociația Salcia"]
    assert count(visitor.page("/cautare?in=citate&q=copii&judet=Cluj"), 2) == 0


def test_nothing_found_tells_what_is_near(visitor):
    page = visitor.page("/cautare?q=varstnicci")
    assert "nu apare în niciun document" in words(page)
    near = page.cssselect(".empty a[href*='varstnici']")
    assert titles(visitor.page(near[0].get("href"))) == ["Bunici la masă"]


def test_who_typed_nothing_is_not_told_to_type_less(visitor):
    assert "mai puține cuvinte" in words(visitor.page("/cautare?q=zzzzz"))
    empty = words(visitor.page("/cautare?de-la=9999999999"))
    assert "Nu s-a găsit nimic cu aceste filtre" in empty
    assert "mai puține cuvinte" not in empty


def test_page_texts_stay_texts(visitor):
    for tab in TABS.values():
        page = visitor.page(f"/cautare?in={tab}&q=alert")
        assert not page.cssselect("script")
    page = visitor.page(f"/cautare?q={quote(INJECTED)}")
    assert not page.cssselect("script")
    assert page.cssselect("#q")[0].get("value") == INJECTED


@pytest.mark.parametrize(
    "asked",
    ["pagina=0", "pagina=99999999999", "pagina=x", "an=", "an=x&judet=%00", "de-la=mult", "in=x&ordine=y",
     "q=%22%22%22", "q=*", "q=AND+OR+NOT", "q=" + "a+" * 400, "program=" + "x" * 3000,
     "&".join(f"an={n}" for n in range(500)),     "de-la=999999999999999", "q=%ff%fe"],
)  # fmt: skip
@pytest.mark.parametrize("ending", ["", ".csv", ".xlsx", ".json"])
def test_whatever_is_asked_is_answered(visitor, asked, ending):
    assert visitor.ask(f"/cautare{ending}?{asked}").status_code == 200


def test_a_sum_that_is_none_is_told(visitor):
    page = visitor.page("/cautare?de-la=mult&pana-la=1000000")
    assert "„mult” nu este o sumă" in words(page)
    assert len(titles(page)) == 4


# Pages


def test_pages_part_the_results(many):
    visitor = Visitor(many)
    seen: list[str] = []
    for number in (1, 2, 3):
        page = visitor.page(f"/cautare?pagina={number}")
        assert words(page.cssselect(".pages [aria-current]")[0]) == str(number)
        seen += titles(page)
    assert len(seen) == len(set(seen)) == 45
    assert titles(visitor.page("/cautare?pagina=4000")) == seen[40:]
    sums = [float(row["total"]) for row in visitor.ask("/cautare.json?ordine=suma").json()]
    assert sums == sorted(sums, reverse=True)


# Files


def test_csv_has_what_was_found_and_runs_nothing(visitor):
    answer = visitor.ask("/cautare.csv?judet=Dolj")
    assert answer.headers["content-disposition"] == 'attachment; filename="fondoscop.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["Titlu"] for row in rows} == {"Casa de pe deal", "Bunici la masă", "'=1+1 Grădinița"}
    casa = next(row for row in rows if row["Cod SMIS"] == "127901")
    assert (casa["Valoare totală"], casa["Moneda"], casa["Lider"]) == ("1500000.0", "RON", "Asociația Salcia")
    assert (casa["Beneficiari planificați"], casa["Județe"]) == ("120", "Dolj")
    assert casa["Sursa valorii"] == f"{AGENCY}/127901"


def test_the_workbook_has_texts_and_explains_itself(visitor):
    book = load_workbook(io.BytesIO(visitor.ask("/en/cautare.xlsx?judet=Dolj").content))
    projects, explained = book.worksheets
    heading, *rows = projects.iter_rows()
    assert [cell.value for cell in heading] == [column.en for column in columns()]
    assert {row[1].value for row in rows} == {"Casa de pe deal", "Bunici la masă", "=1+1 Grădinița"}
    assert {cell.data_type for row in rows for cell in row} == {"s", "n"}  # no "f"
    assert 1_500_000 in [row[11].value for row in rows]
    told = {row[0].value: row[1].value for row in explained.iter_rows(min_row=2)}
    assert all(told[column.en] for column in columns())
    assert told["The search"] == "/en/cautare?judet=Dolj"


def test_a_workbook_that_is_cut_says_so(many, monkeypatch):
    monkeypatch.setattr(search_files, "MOST_IN_WORKBOOK", 10)
    projects, explained = load_workbook(io.BytesIO(Visitor(many).ask("/cautare.xlsx").content)).worksheets
    assert projects.max_row == 11
    assert any("S-au găsit 45 proiecte" in str(row[1].value) for row in explained.iter_rows())


def test_json_is_the_table_by_its_keys(visitor):
    rows = json.loads(visitor.ask("/cautare.json?q=scoala").content)
    assert [row["title"] for row in rows] == ["Școala din vale"]
    assert list(rows[0]) == [column.key for column in columns()]
    assert rows[0]["total"] == 900_000
    assert json.loads(visitor.ask("/cautare.json?q=nimic+asa").content) == []


# Addresses

CHOICES = st.builds(
    Choice,
    words=st.text('aț "<&=', max_size=8).map(str.strip),
    values=st.dictionaries(
        st.sampled_from(FACETS), st.frozensets(st.text("xț+&/", min_size=1), min_size=1, max_size=3)
    ),
    least=st.none() | st.integers(0, 10**9),
    most=st.none() | st.integers(0, 10**9),
    order=st.sampled_from(["", *ORDERS]),
)
QUESTIONS = st.builds(Question, choice=CHOICES, tab=st.sampled_from(list(TABS)), page=st.integers(1, 9999))


@given(QUESTIONS)
def test_an_address_asks_what_it_was_made_of(question):
    address = urlsplit(question.address())
    arguments = parse_qs(address.query)
    assert Question.of(Asked(path=address.path, arguments=arguments)) == question


@pytest.mark.parametrize("tab", TABS.values())
def test_an_english_page_says_which_words_are_romanian(visitor, tab):
    results = visitor.page(f"/en/cautare?q=salcia&in={tab}").cssselect(".result")
    assert results
    for result in results:
        (first, *_) = result.cssselect("h2 a, blockquote")
        assert first.get("lang") == "ro"


def test_half_remembered_words_find_the_title_that_has_most_of_them(visitor):
    page = visitor.page("/cautare?q=scoala+mica+din+valea")  # it is called Școala din vale
    assert [words(title) for title in page.cssselect(".results h2")][:1] == ["Școala din vale"]
    assert "Niciun proiect nu are toate" in words(page.cssselect(".notice")[0])
    assert not visitor.page("/cautare?q=elefant+girafa+scoala").cssselect(".results")  # a third is too little
