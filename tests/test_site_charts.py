"""Charts on the site: what they show is what the views say, drawn without anything but shapes and text."""

import csv
import io
import re
from collections.abc import Iterator

import pytest
from lxml import etree

from explore.charts.drawing import svg
from explore.charts.figures import FIGURES, Column, Figure
from explore.charts.themes import PAPER
from explore.questions import questions
from explore.site import asking, charts
from explore.site.asked import Asked, File, NotFoundError, Page
from extract.pipeline import Extractor
from jobs.demo import demo
from romanian.counties import counties
from store.database import Database

SHAPES = {"svg", "g", "path", "text", "rect", "line", "title", "defs", "clipPath"}
HOSTILE = "<script>alert(1)</script><image href='http://example.org/x'/> & „Fundația” ]]>\u202e\uffff"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    data = tmp_path_factory.mktemp("charts")
    demo(data, extractor=Extractor.load(), say=lambda _: None)
    with Database.open(data / "fondoscop.db", read_only=True) as opened:
        yield opened


@pytest.mark.parametrize("language", ["ro", "en"])
@pytest.mark.parametrize("name", FIGURES)
def test_a_chart_is_drawn_in_both_widths(database, name, language):
    found = charts.chart(database, Asked(path="/grafice", language=language), name)
    assert found.rows
    for drawing in (found.wide, found.narrow):
        assert etree.fromstring(drawing.encode()).tag.endswith("svg")
    assert len(found.headings) == len(found.rows[0])


def test_sums_are_those_of_the_view(database):
    told = {row["year"]: row["ron_minor"] for row in database.rows("SELECT year, ron_minor FROM funding_by_year")}
    shown: dict[int, float] = {}
    for row in FIGURES["funding-by-year"](database, "ro").rows:
        shown[row["year"]] = shown.get(row["year"], 0) + row["lei"]
    assert {year: round(lei * 100) for year, lei in shown.items()} == {y: m for y, m in told.items() if y and m}


def test_every_county_has_a_square_of_its_own(database):
    rows = FIGURES["funding-by-county"](database, "ro").rows
    assert len({(row["column"], row["row"]) for row in rows}) == len(rows) == len(counties()) == 42


def test_programmes_beyond_the_largest_are_one_colour(database):
    years = FIGURES["funding-by-year"](database, "en").rows
    assert len({row["programme"] for row in years}) <= 7
    assert "other or not said" in {row["programme"] for row in years}


@pytest.mark.parametrize("name", ["partners", "funding-by-programme"])
def test_what_pages_say_stays_text(name):
    rows = {
        "partners": [{"organisation": HOSTILE, "other": f"{HOSTILE} 2", "projects": 1}],
        "funding-by-programme": [{"programme": HOSTILE, "name": HOSTILE, "lei": 1e6, "projects": 1}],
    }[name]
    words = {"ro": HOSTILE, "en": HOSTILE}
    columns = (Column(key="projects", ro="x", en="x"),)
    figure = Figure(name=name, title=words, unit=words, note=words, columns=columns, rows=rows)
    tree = etree.fromstring(svg(figure, "ro", theme=PAPER, width=900).encode())
    assert {etree.QName(one).localname for one in tree.iter("*")} <= SHAPES
    assert any("<script>" in "".join(one.itertext()) for one in tree.iter("{*}text"))
    assert "\u202e" not in "".join(tree.itertext())


def test_nothing_to_show_is_said(tmp_path):
    with Database.open(tmp_path / "empty.db") as empty:
        for name in FIGURES:
            found = charts.chart(empty, Asked(path="/grafice"), name)
            assert found.is_empty or name == "funding-by-county"


def test_the_table_is_exact(database):
    asked = Asked(path="/grafice/funding-by-programme.csv", named={"name": "funding-by-programme"})
    answer = charts.table(database, asked)
    assert isinstance(answer, File)
    head, *rows = csv.reader(io.StringIO("".join(map(str, answer.pieces)).removeprefix("\ufeff")))
    assert head == ["Program", "Lei", "Proiecte"]
    assert float(rows[0][1]) == FIGURES["funding-by-programme"](database, "ro").rows[0]["lei"]


def test_counts_have_dots_and_years_have_none(database):
    counts = charts.chart(database, Asked(path="/grafice", language="ro"), "beneficiaries").rows
    assert any("." in cell for row in counts for cell in row[1:])
    assert not any(cell.isdecimal() and len(cell) > 3 for row in counts for cell in row[1:])
    years = charts.chart(database, Asked(path="/grafice", language="ro"), "funding-by-year").rows
    assert all(re.fullmatch(r"\d{4}", row[0]) for row in years)


def test_a_chart_that_there_is_not(database):
    with pytest.raises(NotFoundError):
        charts.table(database, Asked(path="/grafice/x.csv", named={"name": "x"}))


def test_questions_are_named_like_no_table(database):
    tables = {row["name"] for row in database.rows("SELECT name FROM sqlite_master")}
    assert not tables & {one.name for one in questions()}
    page = asking.page(database, Asked(path="/intrebari"))
    assert isinstance(page, Page)
    assert len(page.values["questions"]) == 30


def test_colours_are_those_of_where_it_is_shown(database):
    figure = FIGURES["funding-by-county"](database, "ro")
    assert "var(" not in svg(figure, "ro", theme=PAPER)
    assert "var(" in svg(figure, "ro")
