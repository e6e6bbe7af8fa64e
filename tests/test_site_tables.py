"""The pages of tables, rows and queries, which Datasette answers: in our looks, in both languages, without scripts."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from lxml import html

from explore.questions import questions
from explore.site.cell_words import cell_words, number_words
from explore.site.column_words import COLUMNS
from explore.site.metadata import FACETS
from store.database import Database
from tests.site_visits import Visitor, words
from tests.told_pages import Page, Sum, World

PAGES = (
    "/fondoscop",
    "/fondoscop/projects",
    "/fondoscop/projects?_search=casa&_facet=code&title__contains=a&_sort=title",
    "/fondoscop/funding_by_year",
    "/fondoscop/biggest-projects",
    "/fondoscop?sql=select+title+from+projects+where+code+%3D+:code&code=1",
    "/-/search?q=casa",
)
HOSTILE = "Casa <script>alert(1)</script>"


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    path = tmp_path_factory.mktemp("tables") / "fondoscop.db"
    with Database.open(path) as database:
        world = World(database)
        world.put(Page(HOSTILE, sums=(Sum("1000"),), code="1", published="2021"))
        world.put(Page("Școala", sums=(Sum("2000"),), code="2", published="2022"))
        world.settle()
    return Visitor(path)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["ro", "en"])
def test_every_page_is_ours_and_whole(visitor, path, language):
    page = visitor.page(path if language == "ro" else f"{path}{'&' if '?' in path else '?'}_lang=en")
    assert page.get("lang") == language
    assert page.cssselect("header.site nav a")
    assert len(page.cssselect("h1")) == 1
    assert not page.xpath("//script[not(@src)]")
    for control in page.cssselect("input:not([type=hidden]), select, textarea"):
        assert control.get("aria-label") or page.xpath("//label[@for=$id]", id=control.get("id")), control.get("name")
    switch = page.cssselect("header.site .language")[0].get("href")
    assert visitor.page(switch).get("lang") == ("en" if language == "ro" else "ro")


def test_tables_are_searched_by_words(visitor):
    page = visitor.page("/fondoscop/projects?_search=scoala")
    assert "Școala" in words(page.cssselect("tbody tr")[0])
    assert len(page.cssselect("tbody tr")) == 1
    tables = [words(title) for title in visitor.page("/-/search?q=casa").cssselect("h2 a")]
    assert sorted(tables) == ["organisations", "projects", "quotes"]
    assert visitor.page("/-/search?q=casa").cssselect("a[href='/cautare?in=documente&q=casa']")


def test_a_row_leads_to_the_rows_of_other_tables(visitor):
    (link, _) = visitor.page("/fondoscop/projects").cssselect("tbody td:first-child a")
    page = visitor.page(link.get("href"))
    amounts = next(each for each in page.cssselect("main li a") if words(each) == "amounts.project_id")
    assert len(visitor.page(amounts.get("href")).cssselect("tbody tr")) == 1


@pytest.mark.parametrize(("language", "prefix"), [("", ""), ("&_lang=en", "/en")])
def test_answers_lead_to_the_pages_of_what_they_name(visitor, language, prefix):
    page = visitor.page(
        f"/fondoscop?sql=select+id+as+project_id,+title,+document_id+from+projects+order+by+title{language}"
    )
    project, title, document = page.cssselect("tbody tr")[0].cssselect("td a")
    assert project.get("href") == title.get("href")
    assert project.get("href").startswith(f"{prefix}/proiect/")
    assert words(title) == HOSTILE
    assert words(visitor.page(title.get("href")).find(".//h1")) == HOSTILE
    assert document.get("href").startswith(f"{prefix}/document/")


@pytest.mark.parametrize("language", ["ro", "en"])
def test_every_column_of_a_question_has_words(visitor, language):
    unsaid = {column for one in questions() for column in one.columns} - COLUMNS.keys()
    assert not unsaid
    page = visitor.page(f"/fondoscop/biggest-projects{'?_lang=en' if language == 'en' else ''}")
    told = [words(heading) for heading in page.cssselect("thead th")]
    assert told[:2] == (["title", "lead"] if language == "en" else ["titlu", "lider"])
    assert f'content: "{told[0]}"' in page.find(".//style").text


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    """A site on pages with roles, groups, places and contradictions of several kinds."""
    path = tmp_path_factory.mktemp("told") / "fondoscop.db"
    with Database.open(path) as database:
        world = World(database)
        first = Page(
            "Acasă", (Sum("1000"), Sum("900", "grant"), Sum("100", "own_contribution")), "2021-03-01",
            begins="2019-01-01", ends="2021-12-31", dates=(("2019-01-01", "2021-12-31", "period"),),
            counties=("Iași",), partners=(("Fundația Alfa", "lead"), ("Școala Gama", "partner")),
            people=((50, "youth", "target"), (40, "youth", "achieved"), (3, "youth+roma", "unspecified")),
            code="127901",
        )  # fmt: skip
        world.put(first)
        world.put(first._replace(
            sums=(Sum("1300", approximate=True),), published="2021-05-01", ends="2023-01-31",
            dates=(("2019-01-01", "2023-01-31", "period"),), people=((70, "youth", "target"),),
        ))  # fmt: skip
        world.put(Page("Vise", (Sum("5000"),), "2022", counties=("Iași", "Cluj"), code="5"))
        world.settle()
    return Visitor(path)


def column(page: html.HtmlElement, name: str) -> list[str]:
    """What stands under a heading."""
    place = [words(one) for one in page.cssselect("thead th")].index(name)
    return [words(row.cssselect("td")[place]) for row in page.cssselect("tbody tr")]


@pytest.mark.parametrize(
    ("question", "heading", "english", "said", "in_english"),
    [
        ("who-works-together", "roluri", "roles", "partener", "partner"),
        ("fewer-than-promised", "grup", "group", "tineri", "young people"),
        ("cost-per-person", "stare", "status", "realizat", "achieved"),
        ("cost-per-person", "grup", "group", "tineri", "young people"),
        ("figures-of-a-project", "rol", "role", "valoare totală", "total value"),
        ("figures-of-a-project", "fel", "kind", "sumă", "sum"),
        ("biggest-projects", "regulă", "rule", "spusă de o pagină", "stated by a page"),
        ("where-sources-differ", "fel", "kind", "sfârșitul proiectului", "end of the project"),
        ("contradicted-projects", "feluri", "kinds", "valoarea totală", "total value"),
        ("what-changed", "ce s-a întâmplat", "what happened", "nou", "new"),
        ("money-by-county", "județ", "county", "mai multe județe", "several counties"),
    ],
)
def test_answers_have_words_and_no_codes(told, question, heading, english, said, in_english):
    assert any(said in cell for cell in column(told.page(f"/fondoscop/{question}"), heading))
    page = told.page(f"/fondoscop/{question}?_lang=en")
    assert any(in_english in cell for cell in column(page, english))
    codes = {"lead", "youth", "target", "achieved", "total", "amounts", "stated", "period_end", "own_contribution"}
    shown = {cell for row in told.page(f"/fondoscop/{question}").cssselect("tbody tr") for cell in map(words, row)}
    assert not shown & codes


def test_numbers_in_answers_are_written_as_the_language_has_them(told):
    biggest = told.page("/fondoscop/biggest-projects")
    assert "5.000" in column(biggest, "lei")
    assert "5,000" in column(told.page("/fondoscop/biggest-projects?_lang=en"), "lei")
    assert all(re.fullmatch(r"\d{4}|", year) for year in column(told.page("/fondoscop/money-by-year"), "an"))
    differ = told.page("/fondoscop/where-sources-differ")
    assert not any("." in value for value in column(differ, "valoare") if value[:2] == "20")
    assert {row["lei"] for row in told.ask("/fondoscop/biggest-projects.json?_shape=array").json()} >= {5000}


def test_sums_that_are_stored_as_text_have_dots_and_years_beside_them_have_none():
    for kind, value, said in (
        ("total", "8412560.40", "8.412.560,40"),
        ("total", "9100000.0", "9.100.000"),
        ("lead", "Salcia, Arad", "Salcia, Arad"),
        ("period_end", "2023", "2023"),
        ("beneficiaries", "1400", "1.400"),
        ("duration", "4.5", "4,5"),
    ):
        assert cell_words(("kind", "value"), (kind, value), 1, "ro") == said
    assert cell_words(("value",), ("8412560.40",), 0, "en") == "8,412,560.40"
    assert number_words("year", 2023, "ro") == "2023"
    assert number_words("percent", 105.25, "ro") == "105,25"


def test_in_files_codes_stay_codes(told):
    rows = told.ask("/fondoscop/who-works-together.json?_shape=array").json()
    assert {row["roles"] for row in rows} | {row["other_roles"] for row in rows} == {"lead", "partner"}
    assert "lead" in told.ask("/fondoscop/who-works-together.csv").text


def test_codes_in_a_strangers_own_query_stay_codes(told):
    page = told.page("/fondoscop?sql=select+role+from+amounts+order+by+role")
    assert column(page, "role") == ["grant", "own_contribution", "total", "total", "total"]


def test_a_query_that_fails_is_told(visitor):
    answer = visitor.ask("/fondoscop?sql=select+x+from+nowhere")
    assert answer.status_code == 400
    assert "no such table: nowhere" in answer.text
    assert str(Path.cwd()) not in answer.text


@pytest.mark.parametrize("path", ["/en", "/en/intrebari", "/en/despre", "/en/cautare"])
def test_english_pages_lead_to_tables_in_english(visitor, path):
    links = [link for link in visitor.page(path).xpath("//a/@href") if re.match(r"/fondoscop(?!.*\.(csv|json))", link)]
    assert links
    assert all("_lang=en" in link for link in links)


@pytest.mark.parametrize(("language", "said"), [("ro", "1.200"), ("en", "1,200")])
def test_counts_beside_a_table_are_written_as_the_language_has_them(tmp_path, language, said):
    path = tmp_path / "fondoscop.db"
    Database.open(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        rows = (("title", number, f"item {number}") for number in range(1200))
        connection.executemany("INSERT INTO resolution_blocks (kind, block, item) VALUES (?, ?, ?)", rows)
    page = Visitor(path).page(f"/fondoscop/resolution_blocks?_facet=kind&_lang={language}")
    (facet,) = page.cssselect(".facet-info")
    assert words(facet.find(".//li")) == f"title {said}"
    assert facet.cssselect("a.cross")[0].get("aria-label")


@pytest.mark.parametrize(("table", "column"), [(table, one) for table, columns in FACETS.items() for one in columns])
def test_what_is_counted_beside_a_table_has_an_index(visitor, tmp_path, table, column):
    with Database.open(tmp_path / "empty.db") as database:
        query = f"EXPLAIN QUERY PLAN SELECT {column}, count(*) FROM {table} GROUP BY {column}"
        plan = [row["detail"] for row in database.rows(query)]
    assert any("COVERING INDEX" in detail for detail in plan), plan
    assert visitor.page(f"/fondoscop/{table}").cssselect(".facet-results, .facet-info")
