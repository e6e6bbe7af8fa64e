"""Several print one story, and not all of them print the same: what the story tells, and what is set against it."""

from itertools import permutations

import pytest
from told_pages import Page, Sum, World

from explore.project_whole import project_whole
from explore.rankings import ranking
from explore.review import review
from extract.pipeline import Extractor
from store.database import Database
from tests.test_build import Site

CONTRADICTED = "SELECT kind, value, documents, stories, other_value, other_documents, other_stories FROM contradictions"
DAYS = ("2021-03-01", "2021-03-02", "2021-03-03", "2021-03-04")


@pytest.fixture
def world(tmp_path):
    with Database.open(tmp_path / "fondoscop.db") as database:
        yield World(database)


def printed(world: World, *pages: Page) -> list[str]:
    """These, each a day after the one before, as printings of one story."""
    urls = [world.put(page._replace(published=day)) for page, day in zip(pages, DAYS, strict=False)]
    world.settle(*((url, urls[0]) for url in urls[1:]))
    return urls


def of(*sums: str, **values) -> Page:
    return Page("Acasă", tuple(map(Sum, sums)), code="127901", **values)


@pytest.mark.parametrize("odd", range(4))
def test_the_total_of_a_story_is_the_one_that_most_of_its_printings_tell(world, odd):
    urls = printed(world, *(of("90000000" if place == odd else "9000000") for place in range(4)))
    assert world.totals() == [("Acasă", "9000000", "RON", "stated", 1)]
    assert world.rows(CONTRADICTED) == [("total", "90000000", 1, 1, "9000000", 3, 1)]
    assert world.rows("SELECT url, other_url FROM contradictions_side_by_side") == [
        (urls[odd], urls[1 if odd == 0 else 0])
    ]
    assert world.rows("SELECT quote LIKE '%90000000%', other_quote LIKE '%9000000 %' FROM contradictions") == [(1, 1)]
    assert world.rows("SELECT lei FROM biggest_projects") == [(9_000_000,)]


@pytest.mark.parametrize("early", ["9000000", "90000000"])
def test_of_two_printings_the_earlier_one_tells_the_story(world, early):
    late = "90000000" if early == "9000000" else "9000000"
    printed(world, of(early), of(late))
    assert world.totals() == [("Acasă", early, "RON", "stated", 1)]
    assert world.rows(CONTRADICTED) == [("total", late, 1, 1, early, 1, 1)]


def test_a_printing_that_tells_no_total_has_no_vote(world):
    printed(world, of(), of(), of("9000000"), of())
    assert world.totals() == [("Acasă", "9000000", "RON", "stated", 1)]
    assert world.rows(CONTRADICTED) == []


def test_each_misprint_is_outvoted_though_each_printing_has_one(world):
    right = of(
        "9000000",
        partners=(("Fundația Alfa", "lead"),),
        people=((120, "elderly", "target"),),
        begins="2019-01-01",
        ends="2021-12-31",
        dates=(("2019-01-01", "2021-12-31", "period"),),
    )
    printed(
        world,
        right._replace(sums=(Sum("90000000"),)),
        right._replace(partners=(("Asociația Beta", "lead"),)),
        right._replace(people=((1200, "elderly", "target"),)),
        right._replace(ends="2024-12-31", dates=(("2019-01-01", "2024-12-31", "period"),)),
    )
    assert world.totals()[0][1] == "9000000"
    assert world.rows(
        "SELECT o.name FROM project_organisations JOIN organisations AS o ON o.id = organisation_id WHERE place = 1"
    ) == [("Fundația Alfa",)]
    assert world.rows("SELECT planned FROM beneficiaries_planned_and_achieved") == [(120,)]
    assert world.rows("SELECT period_start, period_end FROM projects") == [("2019-01-01", "2021-12-31")]
    assert [row[:5] for row in world.rows(f"{CONTRADICTED} ORDER BY kind")] == [
        ("beneficiaries", "1200", 1, 1, "120"),
        ("lead", "Asociația Beta", 1, 1, "Fundația Alfa"),
        ("period_end", "2024-12-31", 1, 1, "2021-12-31"),
        ("total", "90000000", 1, 1, "9000000"),
    ]
    shown = project_whole(world.database, world.rows("SELECT id FROM projects")[0][0])
    assert [(said.value, said.documents) for said in (*shown.amounts, *shown.beneficiaries)] == [
        ("9.000.000 lei", 1),
        ("120 de oameni", 1),
    ]
    assert len(shown.contradictions) == 4


def test_the_odd_one_of_the_dates_decides_no_year_for_being_first(world):
    early = of("1000", begins="2014", dates=(("2014", "2014", "start"),))
    late = of("1000", begins="2019", dates=(("2019", "2019", "start"),))
    printed(world, early, late, late)
    assert world.rows("SELECT year, projects FROM funding_by_year") == [(2019, 1)]
    assert world.rows(CONTRADICTED)[0][:5] == ("period_start", "2014", 1, 1, "2019")


def test_own_contributions_come_from_the_printing_that_speaks(world):
    odd = Page("Acasă", (Sum("9000", "grant"), Sum("100", "own_contribution")))
    right = odd._replace(sums=(Sum("900", "grant"), Sum("100", "own_contribution")))
    printed(world, odd, right, right)
    assert world.totals() == [("Acasă", "1000.00", "RON", "parts", 1)]


def test_a_misprint_is_one_source_however_many_take_it_over(world):
    printed(world, of("9000000"), of("9000000"), of("90000000"), of("90000000"))
    assert world.totals()[0][1] == "9000000"
    assert world.rows(CONTRADICTED) == [("total", "90000000", 2, 1, "9000000", 2, 1)]


def test_a_story_stands_against_another_with_its_own_figure(world):
    story = [world.put(of("90000000", published="2021")), *(world.put(of("9000000")) for _ in range(2))]
    world.put(of("90000000", published="2019"))
    world.settle(*((url, story[0]) for url in story[1:]))
    (row,) = world.rows(CONTRADICTED)
    assert row[1:4] == ("9000000", 2, 1)
    assert row[4:] == ("90000000", 2, 2), "another story tells it, and a printing of this one"
    assert [total[4] for total in world.totals()] == [1]
    assert world.rows("SELECT statements FROM project_totals") == [(2,)]


def test_what_a_page_contradicts_itself_in_is_one_source_too(world):
    page = of(
        begins="2018-01-01",
        ends="2022-06-30",
        dates=(("2018-01-01", "2022-06-30", "period"),),
        months=("48", "48 de luni"),
    )
    other = page._replace(begins="2018", dates=(("2018", "2018", "start"), *page.dates))
    printed(world, page, other, page)
    rows = [row for row in world.rows(CONTRADICTED) if row[4] == "2018-01-01/2022-06-30"]
    assert rows == [("duration", "48", 2, 1, "2018-01-01/2022-06-30", 2, 1)]


def test_groups_that_an_odd_printing_names_are_in_no_ranking(world):
    page = of("1000", people=((5, "roma", "target"),))
    printed(world, page._replace(people=((5, "women", "target"),)), page, page)
    assert [row.name for row in ranking(world.database, "category", 10).rows] == ["romi"]


def test_the_order_in_which_printings_come_does_not_matter(tmp_path):
    seen = set()
    for place, sums in enumerate(permutations(("9000000", "9000000", "90000000"))):
        with Database.open(tmp_path / f"{place}.db") as database:
            world = World(database)
            days = {"9000000": "2021-03-02", "90000000": "2021-03-01"}
            urls = [world.put(of(value, published=days[value])) for value in sums]
            first = urls[sums.index("90000000")]
            world.settle(*((url, first) for url in urls if url != first))
            seen.add((tuple(world.totals()), tuple(world.rows(CONTRADICTED))))
    assert len(seen) == 1


# Real pages

STORY = """<html lang="ro"><body><h1>Lansarea proiectului „Punți către viitor”</h1><p>Publicat la data de {day}</p>
<p>Consiliul Județean Codru a anunțat lansarea proiectului „Punți către viitor”, cod SMIS 140222, destinat tinerilor
care părăsesc sistemul de protecție.</p><p>Valoarea totală a proiectului este de {total} lei.</p><p>„Este o zi
importantă pentru tinerii noștri, care vor avea sprijin la fiecare pas”, a declarat directorul executiv al instituției,
prezent la conferința de presă.</p><p>Perioada de implementare: 01.01.2020 – {end}. Vor beneficia 200 de tineri cu
vârste între 16 și 26 de ani, care vor primi consiliere, locuințe protejate, cursuri de calificare și sprijin la
angajare.</p></body></html>"""


def put(site: Site, name: str, total: str, *, day: int, end: str = "30.06.2024") -> None:
    site.put(name, STORY.format(total=total, day=f"{day:02}.03.2020", end=end))


def test_days_of_newspapers_end_as_a_rebuild_does(tmp_path):
    site, extractor = Site(tmp_path / "data"), Extractor.load()
    days = [
        [("gazeta", "90.000.000", 1, "30.06.2029")],
        [("monitorul", "9.000.000", 2, "30.06.2024")],  # of two the earlier one
        [("ziarul", "9.000.000", 3, "30.06.2024"), ("curierul", "9.000.000", 4, "30.06.2024")],
        [("monitorul", "90.000.000", 2, "30.06.2024"), ("ziarul", "90.000.000", 3, "30.06.2024")],  # they change
        [("gazeta", "9.000.000", 1, "30.06.2024"), ("monitorul", "9.000.000", 2, "30.06.2024")],
    ]
    totals, ends = [], []
    for pages in days:
        for name, total, day, end in pages:
            put(site, name, total, day=day, end=end)
        site.build(extractor)
        (told,) = site.rows("SELECT value, period_end FROM project_totals JOIN projects AS p ON p.id = project_id")
        totals.append(told["value"])
        ends.append(told["period_end"])
        daily = site.everything()
        site.rebuild(extractor)
        assert site.everything() == daily
    assert totals == ["90000000", "90000000", "9000000", "90000000", "9000000"]
    assert ends == ["2029-06-30", "2029-06-30", "2024-06-30", "2024-06-30", "2024-06-30"]
    (found,) = site.rows("SELECT value, documents, other_value, other_documents FROM contradictions")
    assert found == {"value": "90000000", "documents": 1, "other_value": "9000000", "other_documents": 3}


def test_a_person_who_corrects_the_misprint_settles_it(tmp_path, run):
    site = Site(tmp_path / "data")
    for day, (name, total) in enumerate((("gazeta", "90.000.000"), ("ziarul", "9.000.000")), start=1):
        put(site, name, total, day=day)
    site.build(Extractor.load())
    with Database.open(site.path, read_only=True) as database:
        listed = [(one.kind, one.says) for one in review(database, ("contradiction", "large-sum"))]
    assert any(kind == "contradiction" and "90.000.000" in says for kind, says in listed)
    assert ("large-sum", "valoare totală: 90.000.000 lei") in listed
    (fact,) = site.rows("SELECT id FROM amounts WHERE value = '90000000'")
    code, _, err = run("decide", "correct", fact["id"], "value", "9000000", "--why", "un zero", "--data", site.data)
    assert code == 0, err
    assert site.rows("SELECT * FROM contradictions") == []
    assert site.rows("SELECT * FROM printings WHERE like_id = document_id") == []
    assert [row["value"] for row in site.rows("SELECT value FROM project_totals")] == ["9000000"]
