"""The views that sums are asked of: one total a project, whatever traps the pages lay; figures worked out by hand."""

import re
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from facts import capture, document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from told_pages import Page, Sum, World, facts_of, told

from benchmarks.synthetic_names import word
from explore.rankings import ranking
from store.database import SCHEMA, Database
from store.operation_index import OperationList
from store.operation_records import ListedOperations, Operation
from store.records import Facts
from store.totals import KEYS

SUMS = ("funding_by_programme", "funding_by_county", "funding_by_year")


@pytest.fixture
def world(tmp_path):
    with Database.open(tmp_path / "fondoscop.db") as database:
        yield World(database)


# One total a project


def test_a_total_is_not_counted_beside_its_parts(world):
    parts = (Sum("900", "grant"), Sum("100", "own_contribution"), Sum("300", "partner_budget"), Sum("7", "per_unit"))
    assert told(world, Page("Acasă", (Sum("1000"), *parts))) == [("Acasă", "1000", "RON", "stated", 1)]
    assert world.rows("SELECT sum(ron_minor) FROM funding_by_year") == [(100_000,)]


def test_a_project_on_three_pages_counts_once_with_what_most_of_them_say(world):
    pages = [Page("Acasă", (Sum("1000"),)), Page("Acasă", (Sum("1200"),)), Page("Acasă", (Sum("1000.00"),))]
    assert told(world, *pages) == [("Acasă", "1000", "RON", "stated", 2)] or world.totals() == [
        ("Acasă", "1000.00", "RON", "stated", 2)
    ]
    assert world.rows("SELECT projects, ron_minor FROM funding_by_county") == [(1, 100_000)]
    assert world.rows("SELECT currency, value, stories, other_value, other_stories FROM contradictions") == [
        ("RON", "1200", 1, world.totals()[0][1], 2)
    ]


def test_a_page_that_says_it_twice_is_one_page(world):
    pages = [Page("Acasă", (Sum("900"), Sum("900"), Sum("900"))), Page("Acasă", (Sum("800"),), "2023")]
    pages.append(Page("Acasă", (Sum("800"),), "2020"))
    assert told(world, *pages) == [("Acasă", "800", "RON", "stated", 2)]


def test_copies_of_a_story_have_no_voice(world):
    right = world.put(Page("Acasă", (Sum("1000"),), "2020"))
    wrong = world.put(Page("Acasă", (Sum("9000"),), "2019"))
    copy = world.put(Page("Acasă", (Sum("9000"),), "2019"))
    world.settle((copy, wrong))
    assert world.totals() == [("Acasă", "1000", "RON", "stated", 1)], "one against one: the newer"
    assert world.rows("SELECT url FROM project_sources ORDER BY url") == [(right,), (wrong,)]
    world.settle()
    assert world.totals() == [("Acasă", "9000", "RON", "stated", 2)], "two against one, were it no copy"


def test_a_programmes_budget_is_no_projects(world):
    assert told(world, Page("Acasă", (Sum("1000"), Sum("5000000", project=False)))) == [
        ("Acasă", "1000", "RON", "stated", 1)
    ]
    assert told(world, Page("Fonduri pentru toți", (Sum("10000000001"),))) == world.totals()
    assert world.rows("SELECT title FROM projects_without_total") == [("Fonduri pentru toți",)]


def test_what_bears_a_programmes_name_is_no_project(world):
    told(world, Page("Programul Incluziune", (Sum("5000"),)), Page("Acasă", (Sum("1000"),)))
    world.database._connection.execute(
        "INSERT INTO programmes (id, key, name, level, mentions)"
        " VALUES ('p', 'incluziune', 'PROGRAMUL INCLUZIUNE', 'programme', 1)"
    )
    world.settle()
    assert world.totals() == [("Acasă", "1000", "RON", "stated", 1)]


def test_two_currencies_for_one_sum_count_once_in_lei(world):
    both = (Sum("1000", currency="EUR"), Sum("4900"))
    assert told(world, Page("Acasă", both, "2020")) == [("Acasă", "4900", "RON", "stated", 1)]
    assert told(world, Page("Punți", (Sum("1000", currency="EUR"),), "2020"))[1] == (
        "Punți", "1000", "EUR", "stated", 1,
    )  # fmt: skip
    # 4.8383 lei for a euro was the European Central Bank's average of 2020.
    assert world.rows("SELECT lei, euro, without_lei, without_euro FROM funding_by_year") == [
        (4900 + 4838, round(4900 / 4.8383) + 1000, 0, 0)
    ]


def test_a_total_is_worth_what_it_was_when_its_project_began_whatever_the_page_tells(world):
    """A newspaper of 2023 gives the sum, the project's own page that it began in 2019 (4.7453 lei for a euro)."""
    told(world, Page("Acasă", (Sum("2300000"),), "2023-05-04"), Page("Acasă", begins="2019-03"))
    assert world.rows("SELECT year, rate_year, ron_minor, eur_minor FROM project_totals") == [
        (2019, 2019, 230_000_000, round(230_000_000 / 4.7453))
    ]
    assert world.rows("SELECT rate_year FROM amounts") == [(2023,)], "by itself, the page tells no other year"
    assert world.rows("SELECT per_eur, per_eur_e4 FROM exchange_rates WHERE currency = 'RON' AND year = 2019") == [
        ("4.7453", 47453)
    ]


@pytest.mark.parametrize("currency", ["RON", "EUR", "ROL", "USD", "HUF"])
@pytest.mark.parametrize("value", ["1000", "0.01", "4567.89", "9999999999.99"])
def test_a_total_is_converted_to_the_last_hundredth_as_its_amount_is(world, currency, value):
    told(world, Page("Acasă", (Sum(value, currency=currency),), "2004-01-01"))
    assert world.rows("SELECT ron_minor, eur_minor, rate_year FROM project_totals") == world.rows(
        "SELECT ron_minor, eur_minor, rate_year FROM amounts WHERE coalesce(ron_minor, 0) <= 1000000000000"
        " AND amount_minor > 0 AND coalesce(eur_minor, 0) <= 1000000000000"
    )


def test_what_has_no_equivalent_is_told_of(world):
    told(world, Page("Acasă", (Sum("1000", currency="EUR"),)), Page("Punți", (Sum("500"),)))
    assert world.rows("SELECT year, projects, lei, euro, without_lei, without_euro FROM funding_by_year") == [
        (None, 2, 500, 1000, 1, 1)
    ]


@pytest.mark.parametrize(
    ("sums", "expected"),
    [
        ((Sum("1000", approximate=True), Sum("2000")), [("2000", "stated")]),
        ((Sum("1000", approximate=True),), [("1000", "approximate")]),
        ((Sum("1000", value_max="3000"), Sum("1500", approximate=True)), [("1500", "approximate")]),
        ((Sum("1000", value_max="3000"),), [("1000", "range")]),
        ((Sum("1000", bound="max"),), []),
        ((Sum("1000", bound="min"), Sum("700")), [("700", "stated")]),
        ((Sum("0"),), []),
        ((Sum("9" * 16),), []),
        ((Sum("9" * 30),), []),
        ((Sum("900", "grant"),), []),
        ((Sum("900", "grant"), Sum("100.50", "own_contribution")), [("1000.50", "parts")]),
        ((Sum("900", "grant"), Sum("100", "own_contribution"), Sum("50", "national_cofinancing")), []),
        ((Sum("900", "grant"), Sum("800", "grant"), Sum("100", "own_contribution")), []),
        ((Sum("900", "grant"), Sum("900", "grant"), Sum("100", "own_contribution")), [("1000.00", "parts")]),
        ((Sum("900", "grant"), Sum("100", "own_contribution", approximate=True)), []),
        ((Sum("900", "grant", "EUR"), Sum("100", "own_contribution")), []),
        ((Sum("900", "grant"), Sum("100", "own_contribution"), Sum("1001")), [("1001", "stated")]),
    ],
)
def test_which_sum_is_the_total(world, sums, expected):
    assert [(value, rule) for _, value, _, rule, _ in told(world, Page("Acasă", sums, "2021"))] == expected


def test_parts_of_different_pages_are_not_added(world):
    pages = Page("Acasă", (Sum("900", "grant"),)), Page("Acasă", (Sum("100", "own_contribution"),))
    assert told(world, *pages) == []
    assert world.rows("SELECT title, documents, grant_value FROM projects_without_total") == [("Acasă", 2, "900")]


def test_between_equals_the_newer_then_the_surer_counts(world):
    assert told(
        world,
        Page("Acasă", (Sum("900"),), "2019-05"),
        Page("Acasă", (Sum("800"),), "2021"),
        Page("Acasă", (Sum("700"),)),
    ) == [("Acasă", "800", "RON", "stated", 1)]
    assert told(world, Page("Punți", (Sum("900", confidence=0.4), Sum("800", confidence=0.9))))[1][1] == "800"


def test_the_evidence_is_the_surest_of_those_that_say_so(world):
    told(world, Page("Acasă", (Sum("900", confidence=0.2),), "2024"), Page("Acasă", (Sum("900.0", confidence=0.9),)))
    assert world.rows("SELECT value, documents FROM project_totals") == [("900.0", 2)]
    assert world.rows(
        "SELECT a.quote = t.quote, a.document_id = t.document_id FROM project_totals AS t JOIN amounts AS a"
        " ON a.id = t.amount_id"
    ) == [(1, 1)]


# Where a total stands


def test_a_project_in_several_counties_stands_apart(world):
    told(
        world,
        Page("Acasă", (Sum("1000"),), counties=("Iași", "Vaslui", "Iași")),
        Page("Punți", (Sum("500"),), counties=("Iași", "Iași")),
        Page("Vise", (Sum("70"),)),
    )
    assert world.rows("SELECT county, region, projects, lei FROM funding_by_county") == [
        ("several counties", None, 1, 1000),
        ("Iași", "Nord-Est", 1, 500),
        (None, None, 1, 70),
    ]


DGASPC = "Direcția Generală de Asistență Socială și Protecția Copilului"


def test_where_no_place_is_told_the_leads_county_stands_in(world):
    told(
        world,
        Page("Acasă", (Sum("1000"),), counties=("Iași",), partners=((f"{DGASPC} Vaslui", "lead"),)),
        Page("Punți", (Sum("500"),), partners=((f"{DGASPC} Vaslui", "lead"), (f"{DGASPC} Dolj", "partner"))),
        Page("Vise", (Sum("70"),), partners=(("Fundația Alfa", "lead"), (f"{DGASPC} Dolj", "funder"))),
        Page("Alin", (Sum("3"),), partners=((f"{DGASPC} Dolj", "lead"),), code="123456"),
        Page("Alin", partners=((f"{DGASPC} Vaslui", "lead"),), code="123456"),
        Page("Alin", partners=((f"{DGASPC} Vaslui", "lead"),), code="123456"),
        Page("Drum", (Sum("20"),), counties=("Iași", "Dolj"), partners=((f"{DGASPC} Dolj", "lead"),)),
    )
    assert world.rows("SELECT county, projects, lei, by_lead FROM funding_by_county ORDER BY lei DESC") == [
        ("Iași", 1, 1000, 0),
        ("Vaslui", 2, 503, 2),  # two pages of three say that Vaslui leads the third
        (None, 1, 70, 0),
        ("several counties", 1, 20, 0),
    ]
    assert world.rows("SELECT county_from, count(*) FROM project_totals GROUP BY county_from ORDER BY 1") == [
        (None, 1),
        ("lead", 2),
        ("places", 2),
    ]


def test_a_copys_place_tells_nothing_new(world):
    story = world.put(Page("Acasă", (Sum("1000"),), counties=("Iași",)))
    copy = world.put(Page("Acasă", (Sum("1000"),), counties=("Iași", "Dolj")))
    world.settle((copy, story))
    assert world.rows("SELECT county FROM project_totals") == [("Iași",)]


def test_the_year_is_the_projects_else_the_pages(world):
    told(
        world,
        Page("Acasă", (Sum("1000"),), "2021-03-01", begins="2019-06"),
        Page("Punți", (Sum("500"),), "2021-03"),
        Page("Vise", (Sum("70"),)),
    )
    assert world.rows("SELECT year, projects, lei FROM funding_by_year") == [
        (None, 1, 70),
        (2019, 1, 1000),
        (2021, 1, 500),
    ]


def test_what_a_call_finances_counts_with_its_programme(world):
    told(
        world,
        Page("Acasă", (Sum("1000"),), programme="Apelul 1"),
        Page("Punți", (Sum("500"),), programme="POCU"),
        Page("Vise", (Sum("70"),), programme="POCU 2014"),
        Page("Alin", (Sum("3"),)),
    )
    connection = world.database._connection
    connection.executemany(
        "INSERT INTO programmes (id, key, name, level, parent_id, mentions) VALUES (?, ?, ?, ?, ?, 1)",
        [
            ("fse", "fse", "Fondul Social European", "fund", None),
            ("pocu", "pocu", "Programul Operațional Capital Uman", "programme", "fse"),
            ("axa", "axa", "Axa 4", "axis", "pocu"),
            ("apel", "apel", "Apelul 1", "call", "axa"),
        ],
    )
    connection.execute("UPDATE projects SET programme_id = 'apel' WHERE programme = 'Apelul 1'")
    connection.execute("UPDATE projects SET programme_id = 'pocu' WHERE programme = 'POCU'")
    assert world.rows("SELECT programme_id, programme, projects, lei FROM funding_by_programme") == [
        ("pocu", "Programul Operațional Capital Uman", 2, 1500),
        (None, "POCU 2014", 1, 70),
        (None, None, 1, 3),
    ]
    assert set(world.rows("SELECT id, programme_id FROM main_programmes WHERE length(id) < 5")) == {
        ("fse", "fse"), ("pocu", "pocu"), ("axa", "pocu"), ("apel", "pocu")
    }  # fmt: skip


def test_each_role_of_an_organisation_adds_up_to_the_whole(world):
    told(
        world,
        Page("Acasă", (Sum("1000"),), partners=(("Fundația Alfa", "lead"), ("Primăria Iași", "funder"))),
        Page("Acasă", partners=(("Fundația Alfa", "lead"), ("Primăria Beta", "lead"))),
        Page("Punți", (Sum("500"),), partners=(("Primăria Beta", "lead"),)),
        Page("Vise", (Sum("70"),)),
    )
    query = (
        "SELECT organisation, projects, lei, named, named_lei FROM funding_by_organisation"
        " WHERE role = '{}' ORDER BY organisation"
    )
    assert world.rows(query.format("lead")) == [
        (None, 1, 70, None, None),
        ("Fundația Alfa", 1, 1000, 1, 1000),
        ("Primăria Beta", 1, 500, 2, 1500),
    ]
    assert world.rows(query.format("funder")) == [(None, 2, 570, None, None), ("Primăria Iași", 1, 1000, 1, 1000)]
    assert world.rows("SELECT title, lei, lead FROM biggest_projects") == [
        ("Acasă", 1000, "Fundația Alfa"),
        ("Punți", 500, "Primăria Beta"),
        ("Vise", 70, None),
    ]


def test_the_network_has_each_pair_once(world):
    told(
        world,
        Page("Acasă", partners=(("Fundația Alfa", "lead"), ("Primăria Beta", "partner"), ("Statul", "funder"))),
        Page("Acasă", partners=(("Primăria Beta", "partner"), ("Fundația Alfa", "lead"))),
        Page("Punți", partners=(("Primăria Beta", "lead"), ("Fundația Alfa", "partner"), ("Școala Gama", "supporter"))),
    )
    pairs = {
        frozenset([(one, roles), (two, other)]): projects
        for one, roles, two, other, projects in world.rows(
            "SELECT organisation, roles, other, other_roles, projects FROM partner_network"
        )
    }
    counts = {frozenset(name for name, _ in pair): projects for pair, projects in pairs.items()}
    assert len(pairs) == 3
    assert counts == {
        frozenset(["Fundația Alfa", "Primăria Beta"]): 2,
        frozenset(["Fundația Alfa", "Școala Gama"]): 1,
        frozenset(["Primăria Beta", "Școala Gama"]): 1,
    }
    assert world.rows("SELECT count(*), sum(documents) FROM organisation_roles WHERE project = 'Acasă'") == [(3, 5)]


def test_a_page_that_lists_hundreds_of_partners_makes_no_pair_of_each_two(world):
    many = tuple((f"Fundația {word(str(n))}", "partner") for n in range(130))
    told(
        world,
        Page("Acasă", partners=(("Fundația Alfa", "lead"), ("Primăria Beta", "partner"), *many)),
        Page("Acasă", partners=(("Fundația Alfa", "lead"), ("Primăria Beta", "partner"))),
    )
    assert world.rows("SELECT count(*) > 100 FROM project_organisations WHERE role = 'partner'") == [(1,)]
    assert world.rows("SELECT count(*) FROM organisation_pairs") == [(51 * 50 // 2,)], "fifty partners and the lead"
    both = "('Fundația Alfa', 'Primăria Beta')"  # most pages name them
    assert world.rows(f"SELECT projects FROM partner_network WHERE organisation IN {both} AND other IN {both}") == [
        (1,)
    ]


# People


def test_planned_and_achieved_are_the_largest_of_the_same_group(world):
    told(
        world,
        Page("Acasă", people=((220, "youth", "target"), (60, "youth+roma", "target"), (150, "youth", "target"))),
        Page(
            "Acasă", people=((231, "youth", "achieved"), (40, "youth", "achieved"), (19, "roma+youth", "unspecified"))
        ),
        Page("Punți", people=((0, "elderly", "target"), (5, "elderly", "achieved"), (3, "women", "achieved"))),
    )
    query = (
        "SELECT p.title, category, planned, achieved, not_said, share FROM beneficiaries_planned_and_achieved AS b"
        " JOIN projects AS p ON p.id = b.project_id ORDER BY title, category"
    )
    assert world.rows(query) == [
        ("Acasă", "roma+youth", 60, None, 19, None),
        ("Acasă", "youth", 220, 231, None, pytest.approx(1.05)),
        ("Punți", "elderly", 0, 5, None, None),
        ("Punți", "women", None, 3, None, None),
    ]
    quotes = (
        "SELECT b.quote FROM beneficiaries_planned_and_achieved AS x JOIN beneficiaries AS b ON b.id = x.achieved_id"
    )
    assert any("231 youth achieved" in quote for (quote,) in world.rows(quotes))


def test_counts_of_copies_do_not_count(world):
    first = world.put(Page("Acasă", people=((220, "youth", "target"),)))
    copy = world.put(Page("Acasă", people=((900, "youth", "target"),)))
    world.settle((copy, first))
    assert world.rows("SELECT planned FROM beneficiaries_planned_and_achieved") == [(220,)]


def test_cost_is_by_those_who_were_reached_else_by_those_who_were_to_be(world):
    told(
        world,
        Page(
            "Acasă",
            (Sum("1000"),),
            people=((50, "youth", "target"), (40, "youth", "achieved"), (9, "women", "achieved")),
        ),
        Page("Punți", (Sum("500", currency="EUR"),), "2020", people=((30, "elderly", "target"),)),
        Page("Vise", (Sum("70"),), people=((5, "specialists", "achieved"), (0, "roma", "achieved"))),
        Page("Alin", people=((5, "roma", "achieved"),)),
    )
    assert world.rows(
        "SELECT title, cost, currency, cost_lei, count, category, status FROM cost_per_beneficiary ORDER BY title"
    ) == [
        ("Acasă", 25, "RON", 25, 40, "youth", "achieved"),
        ("Punți", 17, "EUR", 81, 30, "elderly", "target"),
    ]


# Pages and facts


def test_every_fact_is_one_row_with_its_sentence_and_digest(world):
    told(
        world,
        Page("Acasă", (Sum("1000", value_max="2000"),), "2020", counties=("Iași",), people=((5, "roma", "target"),)),
    )
    (url,) = world.urls
    assert world.rows("SELECT kind, role, value, url, sha256, is_copy FROM facts ORDER BY kind") == [
        (kind, role, value, url, "0" * 64, 0)
        for kind, role, value in (
            ("amounts", "total", "1000-2000 RON"),
            ("beneficiaries", "target", "5 oameni"),
            ("places", "county", "Iași"),
            ("project_mentions", None, "Acasă"),
        )
    ]
    assert world.rows("SELECT count(*) FROM facts WHERE instr(sentence, quote) = 0") == [(0,)]
    assert world.rows("SELECT count(*) FROM facts WHERE project_id IS NULL") == [(0,)]


def test_documents_in_which_nothing_was_found(world):
    world.put(Page("Acasă"))
    url = "http://dgaspc.test/nimic"
    world.database.replace_document(capture(url), Facts(document=document("Nimic.", url)))
    world.settle()
    assert world.rows("SELECT url, length FROM documents_without_facts") == [(url, 6)]


# Copies

# Views of documents' statements, which mark copies, and one that counts mentions, those in copies included.
MARKED = {"facts", "printings_rule", "project_overview"}
DOCUMENTS = {"documents_without_facts", "printings_rule"}
PROGRAMMES = {"main_programmes"}  # none is known here


def everything(world: World) -> dict[str, list[tuple[object, ...]]]:
    names = [name for (name,) in world.rows("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")]
    return {name: sorted(world.rows(f"SELECT * FROM {name}"), key=repr) for name in names}


def list_operations(world: World) -> None:
    """An official list that tells otherwise of one project, as the views of operations compare it."""
    one = OperationList(file=f"{'0' * 64}.csv", name="lista.csv", programme="POCU", currency="RON")
    said = Operation(
        sheet=None, row=2, code="127901", start="2018", end="2024", total=Decimal(7000), currency="RON", cells={}
    )
    listed = ListedOperations(headings={}, operations=(said,), others=0, faults=())
    world.database.operation_lists().replace([(1, one, listed)])


def test_a_copy_changes_no_row_of_any_view(world):
    first = Page(
        "Acasă",
        (Sum("1000"), Sum("900", "grant"), Sum("100", "own_contribution")),
        "2021-03-01",
        begins="2019-01-01",
        ends="2021-12-31",
        dates=(("2019-01-01", "2021-12-31", "period"),),
        months=("48", "48 de luni"),
        programme="POCU",
        counties=("Iași",),
        partners=(("Fundația Alfa", "lead"), ("Școala Gama", "partner"), ("Primăria Beta", "funder")),
        people=((50, "youth", "target"), (40, "youth", "achieved"), (7, "women", "unspecified")),
        code="127901",
    )
    second = first._replace(
        sums=(Sum("1300"),),
        published="2021-05-01",
        partners=(("Asociația Delta", "lead"),),
        people=((70, "youth", "target"), (30, "youth", "achieved")),
        ends="2023-01-31",
        dates=(("2019-01-01", "2023-01-31", "period"),),
    )
    third = Page("Vise", (Sum("800", "grant"),), "2022", partners=(("Fundația Alfa", "lead"),))
    urls = [world.put(page) for page in (first, second, third)]
    list_operations(world)
    world.settle()
    before = everything(world)
    assert all(before[view] for view in before if view not in DOCUMENTS | PROGRAMMES), "an empty view tells nothing"
    copies = [
        (world.put(page._replace(published="2024-01-01")), url)
        for page, url in zip((first, second, third), urls, strict=True)
    ]
    copies += [(world.put(first._replace(published="2024-02-01")), urls[0])]
    world.settle(*copies)
    after = everything(world)
    assert len(after["facts"]) > len(before["facts"])
    assert {view for view in after if after[view] != before[view]} == MARKED | {"contradictions_rule"}
    told_of = "SELECT value, documents, stories, other_value, other_documents, other_stories FROM contradictions"
    assert world.rows(f"{told_of} WHERE kind = 'total'") == [("1000", 3, 1, "1300", 2, 1)]


def test_the_copys_own_words_are_evidence_of_nothing_else(world):
    story = world.put(Page("Acasă", partners=(("Fundația Alfa", "lead"),)))
    before = world.settle() or world.rows("SELECT partner_id FROM project_organisations")
    copies = [(world.put(Page("Acasă", partners=(("Fundația Alfa", "lead"),))), story) for _ in range(8)]
    world.settle(*copies)
    assert world.rows("SELECT partner_id FROM project_organisations") == before


def test_rankings_leave_copies_out(world):
    story = world.put(Page("Acasă", (Sum("1000"),), people=((5, "roma", "target"),)))
    world.settle()
    measures = ("programme", "county", "year", "organisation", "project", "category")
    before = [ranking(world.database, by, 10) for by in measures]
    copy = world.put(Page("Acasă", (Sum("9000"),), people=((5, "roma", "target"), (9, "women", "target"))))
    world.settle((copy, story))
    assert [ranking(world.database, by, 10) for by in measures] == before


# Localities


def test_codes_of_places_have_names_and_parents(world):
    world.put(Page("Acasă", counties=("Gorj", "București", "Gorj", "Iași")))
    codes = ((82859, "Gorj"), (179132, "București"), (999999, "Iași"))  # Frasin; the capital; a code of nothing
    world.database._connection.executemany("UPDATE places SET siruta = ? WHERE county = ?", codes)
    world.settle()
    listed = "SELECT siruta, name, level, county, parent_siruta FROM localities ORDER BY siruta"
    assert world.rows(listed) == [
        (181, "Gorj", "county", "Gorj", None),
        (82831, "Vladimir", "commune", "Gorj", 181),
        (82859, "Frasin", "village", "Gorj", 82831),
        (179132, "București", "city", "București", None),
    ]
    assert world.rows("SELECT name FROM localities WHERE county NOT IN (SELECT name FROM counties)") == []
    world.database._connection.execute("UPDATE places SET siruta = 82831 WHERE county = 'Gorj'")
    world.settle()
    assert [code for code, *_ in world.rows(listed)] == [181, 82831, 179132]


# The tables behind


def test_stored_rows_are_those_of_the_rules_and_stay_while_nothing_changes(world):
    told(
        world,
        Page(
            "Acasă",
            (Sum("1000"),),
            people=((5, "roma", "target"),),
            partners=(("Fundația Alfa", "lead"), ("Școala Gama", "partner")),
        ),
        Page("Punți", (Sum("500"),)),
        Page("Punți", (Sum("700"),)),
    )
    for table in KEYS:
        stored = world.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3")
        assert stored
        assert stored == world.rows(f"SELECT * FROM {table}_rule ORDER BY 1, 2, 3")
    # A row that is written anew would get another rowid.
    rowids = {table: world.rows(f"SELECT rowid FROM {table} ORDER BY 1") for table in KEYS}
    world.database._connection.executescript(
        "".join(
            f"CREATE TEMP TRIGGER {table}_{action} BEFORE {action} ON main.{table}"
            " BEGIN SELECT RAISE(ABORT, 'a row was written'); END;"
            for table in KEYS
            for action in ("INSERT", "DELETE", "UPDATE")
        )
    )
    world.database.store_totals()
    assert {table: world.rows(f"SELECT rowid FROM {table} ORDER BY 1") for table in KEYS} == rowids


def test_statements_are_compared_by_an_index(world):
    """Without one each is set against all of all projects, which takes minutes where there are tens of thousands."""
    plan = [step for *_, step in world.rows("EXPLAIN QUERY PLAN SELECT * FROM contradictions_rule")]
    assert [step for step in plan if step.startswith("SEARCH b USING AUTOMATIC")]
    assert "SCAN b" not in plan[plan.index("SCAN a") :]


def test_a_total_follows_its_page(world):
    url = world.put(Page("Acasă", (Sum("1000"),)))
    world.put(Page("Acasă", (Sum("1000"),)))
    world.settle()
    world.database.replace_document(capture(url, second=1), facts_of(Page("Acasă", (Sum("2000"),), "2024"), url))
    assert {row[1] for row in world.totals()} <= {"1000"}, "until the build ends, an old total or none"
    world.settle()
    assert world.totals() == [("Acasă", "2000", "RON", "stated", 1)]


def test_every_view_and_column_is_explained_and_every_rule_has_its_table(world):
    views = {name for (name,) in world.rows("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert {f"{table}_rule" for table in KEYS} <= views
    for view in views:
        found = re.search(rf"((?:^--[^\n]*\n)+)^CREATE VIEW {view} (.*?);$", SCHEMA, re.MULTILINE | re.DOTALL)
        before, body = found.groups()
        assert len(before) > 60
        if not view.endswith("_rule"):
            for column in world.database.rows(f"PRAGMA table_info({view})"):
                assert re.search(rf"^    {column['name']},? -- .+$", body, re.MULTILINE), (view, column["name"])
    for table in KEYS:
        columns = [row["name"] for row in world.database.rows(f"PRAGMA table_info({table})")]
        assert columns == [row["name"] for row in world.database.rows(f"PRAGMA table_info({table}_rule)")]


money = st.builds(
    Sum,
    st.decimals(0, 10**12, places=2).map(str),
    st.sampled_from(["total", "total", "grant", "own_contribution", "other"]),
    st.sampled_from(["RON", "RON", "EUR", "ROL", "USD"]),
    st.booleans(),
    st.sampled_from([None, None, "max"]),
    st.none(),
    st.sampled_from([0.2, 0.5, 0.9]),
    st.booleans(),
    st.just(""),
)
page = st.builds(
    Page,
    st.sampled_from(["Acasă", "Punți", "Vise", "Alin", "Drum"]),
    st.lists(money, max_size=4).map(tuple),
    st.sampled_from([None, "2019", "2021-03"]),
    st.sampled_from([None, "2018-01", "2022"]),
    st.sampled_from([None, "POCU", "Phare"]),
    st.lists(st.sampled_from(["Iași", "Vaslui"]), max_size=2).map(tuple),
    st.lists(
        st.tuples(st.sampled_from(["Fundația Alfa", "Primăria Beta"]), st.sampled_from(["lead", "funder"])), max_size=3
    ).map(tuple),
    st.just(()),
    ends=st.none(),
    months=st.none(),
    dates=st.just(()),
    code=st.none(),
    group=st.none(),
    behind=st.just(""),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(page, min_size=1, max_size=6), st.sets(st.integers(0, 5), max_size=2))
def test_every_way_to_divide_it_adds_up_to_the_whole(pages, copies):
    with tempfile.TemporaryDirectory() as folder, Database.open(Path(folder) / "f.db") as database:
        world = World(database)
        urls = [world.put(page) for page in pages]
        world.settle(*((urls[place], urls[0]) for place in copies if 0 < place < len(urls)))
        whole = "SELECT coalesce(sum(ron_minor), 0), coalesce(sum(eur_minor), 0), {} FROM {}"
        expected = world.rows(whole.format("count(*)", "project_totals"))
        sums = [*SUMS, *(f"funding_by_organisation WHERE role = '{role}'" for role in ("lead", "funder"))]
        for view in sums:
            assert world.rows(whole.format("coalesce(sum(projects), 0)", view)) == expected, view
        ids = "SELECT project_id FROM project_totals"
        assert world.rows(f"SELECT count(*) FROM projects WHERE id IN ({ids})") == [(expected[0][2],)]
