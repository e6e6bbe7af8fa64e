"""What sources state differently of one project: figures worked out by hand, and what is no contradiction."""

from typing import Any

import pytest
from facts import capture
from told_pages import Page, Sum, World, facts_of

import fondoscop
from store.database import Database
from store.identity import document_id

SEEN = (
    "SELECT kind, value, stories, other_value, other_stories, difference, round(share, 4)"
    " FROM contradictions ORDER BY 1, 2"
)


@pytest.fixture
def world(tmp_path):
    with Database.open(tmp_path / "fondoscop.db") as database:
        yield World(database)


def seen(world: World, *pages: Page) -> list[tuple[Any, ...]]:
    for page in pages:
        world.put(page)
    world.settle()
    return world.rows(SEEN)


def of(*sums: Sum, **values: Any) -> Page:
    return Page("Acasă", sums, code="127901", **values)


def period(start: str, end: str, **values: Any) -> Page:
    return of(begins=start, ends=end, dates=((start, end, "period"),), **values)


def people(*counts: tuple[int, str, str], **values: Any) -> Page:
    return of(people=counts, **values)


def led(*partners: tuple[str, str]) -> Page:
    return of(partners=partners)


# Totals


def test_the_odd_one_stands_against_what_most_pages_say(world):
    pages = [of(Sum("1500000")), of(Sum("1200000")), of(Sum("1200000.00"))]
    assert seen(world, *pages) == [("total", "1500000", 1, world.totals()[0][1], 2, 300000.0, 0.2)]
    (row,) = world.database.rows("SELECT * FROM contradictions")
    texts = dict(world.rows("SELECT id, text FROM documents"))
    assert row["quote"] in texts[row["document_id"]]
    assert row["other_quote"] in texts[row["other_document_id"]]
    assert row["id"] == f"total-{row['fact_id']}-{row['other_fact_id']}"
    assert (row["currency"], row["documents"], row["other_documents"], row["reason"]) == ("RON", 1, 2, None)
    assert world.rows(
        "SELECT a.quote = x.quote, b.quote = x.other_quote FROM contradictions AS x"
        " JOIN amounts AS a ON a.id = x.fact_id JOIN amounts AS b ON b.id = x.other_fact_id"
    ) == [(1, 1)]
    assert world.rows("SELECT title, contradictions, kinds, documents, share FROM contradicted_projects") == [
        ("Acasă", 1, "total", 3, 0.2)
    ]
    assert world.rows(
        "SELECT about, quote LIKE '%1500000%', url, other_url <> url FROM contradictions_side_by_side"
    ) == [("RON", 1, "http://dgaspc.test/0", 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Sum("5000000", approximate=True), Sum("4980000")),  # circa 5 milioane
        (Sum("5000000", approximate=True), Sum("4600000")),
        (Sum("9100000"), Sum("9076345.12")),  # 9,1 milioane
        (Sum("8412560"), Sum("8412560.40")),
        (Sum("8412561"), Sum("8412560.40")),
        (Sum("1000000"), Sum("1300000", bound="max")),
        (Sum("1000000"), Sum("900000", bound="min")),
        (Sum("1000000"), Sum("2000000", bound="min")),
        (Sum("1000000"), Sum("900000", value_max="1500000")),
        (Sum("1000000"), Sum("200000", currency="EUR")),
        (Sum("1000000"), Sum("10000000000", currency="ROL")),
        (Sum("1190000", behind=" (cu TVA)"), Sum("1000000", behind=" (fără TVA)")),
        (Sum("1190000"), Sum("1000000", behind=", FĂRĂ TVA")),
        (Sum("1000000"), Sum("900000", role="grant")),
        (Sum("900000", role="grant"), Sum("700000", role="grant")),
        (Sum("1000000"), Sum("2000000", project=False)),
        (Sum("1000000"), Sum("0")),
        (Sum("1000000"), Sum("90000000000")),
    ],
)
def test_what_is_no_other_total(world, one, other):
    assert seen(world, of(one), of(other)) == []


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        (Sum("5000000", approximate=True), Sum("4100000"), 900000.0),
        (Sum("9100000"), Sum("8412560.40"), 687439.6),
        (Sum("1000000"), Sum("700000", value_max="900000"), 100000.0),
        (Sum("1000000"), Sum("8000000000", currency="ROL"), 200000.0),
        (Sum("1000000", currency="EUR"), Sum("1100000", currency="EUR"), 100000.0),
        (Sum("1190000", behind=", fără TVA"), Sum("1000000", behind=" fără TVA"), 190000.0),
    ],
)
def test_what_is_another_total(world, one, other, difference):
    assert [row[5] for row in seen(world, of(one), of(other))] == [difference]


def test_totals_of_one_page_may_be_parts(world):
    assert seen(world, of(Sum("1000000"), Sum("400000")), of(Sum("400000"))) == []
    assert seen(world, of(Sum("600000"), Sum("400000"), Sum("1000000"))) == [], "it says what both say"


def test_totals_that_add_up_to_the_other_are_its_parts(world):
    assert seen(world, of(Sum("600000"), Sum("400000")), of(Sum("1000000"))) == []


def test_of_several_totals_of_a_page_the_largest_is_compared(world):
    assert [row[:4] for row in seen(world, of(Sum("1000000"), Sum("400000")), of(Sum("700000")))] == [
        ("total", "1000000", 1, "700000")
    ]


def test_currencies_are_compared_each_with_itself(world):
    pages = of(Sum("1000"), Sum("200", currency="EUR")), of(Sum("1500"), Sum("200", currency="EUR"))
    assert [row[:4] for row in seen(world, *pages)] == [("total", "1500", 1, "1000")]


def test_copies_of_a_story_are_one_source_and_one_that_tells_otherwise_has_its_row(world):
    story = world.put(of(Sum("1000000")))
    copy = world.put(of(Sum("1000000")))
    changed = world.put(of(Sum("1900000")))
    world.put(of(Sum("1500000")))
    world.put(of(Sum("1500000")))
    world.settle((copy, story), (changed, story))
    assert world.rows(
        "SELECT value, documents, stories, other_value, other_stories FROM contradictions ORDER BY value"
    ) == [("1000000", 2, 1, "1500000", 2), ("1900000", 1, 1, "1500000", 2)]
    assert world.rows("SELECT document_id FROM contradictions WHERE value = '1900000'") == [(document_id(changed),)]


def test_what_bears_a_programmes_name_is_not_compared(world):
    world.database._connection.execute(
        "INSERT INTO programmes (id, key, name, level, mentions) VALUES ('p', 'a', 'FONDURI', 'programme', 1)"
    )
    pages = of(Sum("1000000"))._replace(title="Fonduri"), of(Sum("1500000"))._replace(title="Fonduri")
    assert seen(world, *pages) == []


# Periods and lengths


def test_another_end_is_one_row_and_an_addendum_is_named(world):
    first, second = period("2019-09-16", "2022-09-15"), period("2019-09-16", "2023-03-15")
    told = second._replace(behind=" perioada a fost prelungită prin act adițional")
    assert seen(world, first, first, told) == [("period_end", "2023-03-15", 1, "2022-09-15", 2, 181.0, None)]
    assert world.rows("SELECT reason, quote LIKE '%2023-03-15%' FROM contradictions") == [("addendum", 1)]
    assert world.rows("SELECT fact_table, other_fact_table FROM contradictions") == [("dates", "dates")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("2019", "2022"), ("2019-06", "2022-12-31")),
        (("2019-06", "2022-09"), ("2019-06-13", "2022-09-15")),
        (("2019-06-01", "2022-09-30"), ("2019-06-01", "2022-10-01")),  # until the first
        (("2019-06-01", "2022-10"), ("2019-06", "2022-09-30")),
    ],
)
def test_a_less_precise_date_holds_the_other(world, one, other):
    assert seen(world, period(*one), period(*other)) == []


@pytest.mark.parametrize(
    ("one", "other", "kind", "difference"),
    [
        (("2019", "2022-12"), ("2020-06", "2022-12"), "period_start", 517.0),  # 1 January 2019 to 1 June 2020
        (("2019", "2021"), ("2019", "2022"), "period_end", 365.0),
        (("2019", "2021-09"), ("2019", "2021-10"), "period_end", 30.0),
        (("2019-06-13", "2022"), ("2019-07", "2022"), "period_start", 18.0),
        (("2019-06-01", "2022-09-30"), ("2019-06-01", "2022-10-31"), "period_end", 31.0),
    ],
)
def test_dates_that_cannot_be_the_same(world, one, other, kind, difference):
    assert [(row[0], row[5]) for row in seen(world, period(*one), period(*other))] == [(kind, difference)]


def test_a_season_holds_its_months(world):
    spring = of(begins="2023-03", dates=(("2023-03", "2023-05", "start"),))
    assert seen(world, spring, of(begins="2023-04-20", dates=(("2023-04-20", "2023-04-20", "start"),))) == []


def test_a_page_contradicts_itself_with_both_quotes(world):
    page = period("2018-01-01", "2022-06-30", months=("48", "durata de 48 de luni"))
    assert seen(world, page, page) == [("duration", "48", 2, "2018-01-01/2022-06-30", 2, 6.0, 0.1111)]
    assert world.rows("SELECT quote, other_quote LIKE '%2018-01-01 – 2022-06-30%' FROM contradictions") == [
        ("durata de 48 de luni", 1)
    ]
    assert world.rows("SELECT document_id = other_document_id, fact_table, other_fact_table FROM contradictions") == [
        (1, "project_mentions", "dates")
    ]
    assert world.rows(
        "SELECT m.duration_quote = x.quote, substr(d.text, m.duration_at + 1, length(x.quote)) = x.quote"
        " FROM contradictions AS x JOIN project_mentions AS m ON m.id = x.fact_id"
        " JOIN documents AS d ON d.id = x.document_id"
    ) == [(1, 1)]


@pytest.mark.parametrize(
    ("dates", "months"),
    [
        (("2019-09-16", "2022-09-15"), ("36", "36 de luni")),
        (("2019-09-16", "2022-10-15"), ("36", "36 de luni")),  # 37 months: counted otherwise
        (("2019-09", "2022-09"), ("36", "36 de luni")),
        (("2019", "2021"), ("24", "24 de luni")),
        (("2019-09-01", "2022-10-31"), ("36", "trei ani")),
    ],
)
def test_months_that_fit_their_dates(world, dates, months):
    assert seen(world, period(*dates, months=months)) == []


def test_stated_months_are_set_against_anothers_dates_only_where_dates_cannot_be_compared(world):
    stated = of(months=("36", "36 de luni"))
    assert [row[:4] for row in seen(world, stated, period("2019-01-01", "2022-12-31"))] == [
        ("duration", "2019-01-01/2022-12-31", 1, "36")
    ]


def test_months_of_a_page_with_dates_are_not_set_against_anothers_dates_as_well(world):
    dated = period("2019-01-01", "2021-12-31", months=("36", "36 de luni"))
    assert [row[0] for row in seen(world, dated, period("2019-01-01", "2022-12-31"))] == ["period_end"]


def test_lengths_in_months_and_in_years(world):
    assert seen(world, of(months=("36", "3 ani")), of(months=("37", "37 de luni"))) == []
    world.put(of(months=("42", "42 de luni")))
    world.settle()
    assert [row[:4] for row in world.rows(SEEN)] == [("duration", "42", 1, "36")]


# Leads


def test_two_leads(world):
    alfa, beta = led(("Fundația Alfa", "lead")), led(("Asociația Beta", "lead"))
    assert seen(world, alfa, beta, alfa) == [("lead", "Asociația Beta", 1, "Fundația Alfa", 2, None, None)]
    assert world.rows("SELECT quote LIKE '%Asociația Beta', other_quote LIKE '%Fundația Alfa' FROM contradictions") == [
        (1, 1)
    ]


@pytest.mark.parametrize(
    "pages",
    [
        (led(("Fundația Alfa", "lead")), led(("Asociația Beta", "lead"), ("Fundația Alfa", "lead"))),
        (led(("Fundația Alfa", "lead"), ("Asociația Beta", "partner")), led(("Asociația Beta", "lead"))),
        (led(("Fundația Alfa", "lead")), led(("Asociația Beta", "lead")), led(("Asociația Beta", "supporter"))),
        (led(("Fundația Alfa", "lead")), led(("Fundația Alfa din Iași", "lead"))),
        (
            led(("Consiliul Județean Iași", "lead")),
            led(("Direcția Generală de Asistență Socială și Protecția Copilului Iași", "lead")),
        ),
        (led(("Fundația Alfa", "lead")), led(("Asociația Beta", "partner"))),
    ],
)
def test_what_is_no_other_lead(world, pages):
    assert seen(world, *pages) == []


def test_the_council_of_one_county_and_the_directorate_of_another(world):
    pages = (
        led(("Consiliul Județean Vaslui", "lead")),
        led(("Direcția Generală de Asistență Socială și Protecția Copilului Iași", "lead")),
    )
    assert [row[0] for row in seen(world, *pages)] == ["lead"]


# Beneficiaries


def test_planned_counts_of_one_group(world):
    pages = people((220, "youth", "target"), (150, "youth", "target")), people((180, "youth", "target"))
    assert seen(world, *pages) == [("beneficiaries", "220", 1, "180", 1, 40.0, 0.1818)]
    assert world.rows("SELECT category, status FROM contradictions") == [("youth", "target")]
    assert world.rows("SELECT about FROM contradictions_side_by_side") == [("youth, target",)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (((220, "youth", "target"),), ((150, "youth", "achieved"),)),
        (((220, "youth", "target"),), ((150, "youth", "unspecified"),)),
        (((220, "youth", "unspecified"),), ((150, "youth", "unspecified"),)),
        (((220, "youth", "target"),), ((150, "roma+youth", "target"),)),
        (((220, "youth", "target"), (150, "youth", "target")), ((150, "youth", "target"),)),  # a part of them
        (((20, "specialists", "target"),), ((30, "specialists", "target"),)),
        (((1400, "youth", "target"),), ((1392, "youth", "target"),)),
        (((220, "youth", "target"),), ((0, "youth", "target"),)),
    ],
)
def test_what_is_no_other_count(world, one, other):
    assert seen(world, people(*one), people(*other)) == []


def test_counts_of_other_words_may_be_parts(world):
    whole, part = (
        people((220, "youth", "target"), group="tineri"),
        people((12, "youth", "target"), group="tineri antreprenori"),
    )
    assert seen(world, whole, part) == []
    world.put(people((120, "youth", "target"), group="tineri din sistem"))
    world.settle()
    assert [row[:4] for row in world.rows(SEEN)] == [("beneficiaries", "220", 1, "120")]


@pytest.mark.parametrize(
    ("early", "late", "expected"),
    [
        (100, 150, 0),  # more people came
        (150, 100, 1),
    ],
)
@pytest.mark.parametrize("days", [("2021-03-01", "2022-05"), ("2021", "2022")])
def test_what_is_achieved_grows(world, early, late, expected, days):
    pages = (
        people((early, "youth", "achieved"), published=days[0]),
        people((late, "youth", "achieved"), published=days[1]),
    )
    assert len(seen(world, *pages)) == expected


@pytest.mark.parametrize("days", [("2021", "2021-03"), (None, "2021"), (None, None), ("2021", "2021")])
def test_achieved_counts_of_days_that_cannot_be_ordered(world, days):
    pages = people((100, "youth", "achieved"), published=days[0]), people((150, "youth", "achieved"), published=days[1])
    assert seen(world, *pages) == []


def test_on_one_day_two_achieved_counts_differ(world):
    pages = [people((count, "youth", "achieved"), published="2021-03-01") for count in (100, 150)]
    assert len(seen(world, *pages)) == 1


def test_at_least_so_many(world):
    least = Page("Acasă", code="127901", people=((100, "youth", "target"),))
    url = world.put(least)
    world.put(people((120, "youth", "target")))
    world.put(people((80, "youth", "target")))
    world.database._connection.execute(
        "UPDATE beneficiaries SET bound = 'min' WHERE document_id = ?", (document_id(url),)
    )
    world.settle()
    assert [row[1:5] for row in world.rows(SEEN)] == [("100", 1, "80", 1), ("120", 1, "80", 1)]


# The whole


def test_each_value_has_one_row_and_the_order_of_pages_does_not_matter(tmp_path):
    sums = ["1000000", "1100000", "1200000", "1200000", "1300000", "1300000", "1300000"]
    found = []
    for place, order in enumerate((sums, sums[::-1])):
        with Database.open(tmp_path / f"{place}.db") as database:
            found.append(seen(World(database), *(of(Sum(value)) for value in order)))
    assert (
        found[0]
        == found[1]
        == [
            ("total", "1000000", 1, "1300000", 3, 300000.0, 0.2308),
            ("total", "1100000", 1, "1300000", 3, 200000.0, 0.1538),
            ("total", "1200000", 2, "1300000", 3, 100000.0, 0.0769),
        ]
    )


def test_a_flood_of_values_makes_few_rows(world):
    sums = [Sum(str(1_000_003 + 50_000 * number)) for number in range(260)]
    for number in range(130):
        world.put(of(*sums[2 * number : 2 * number + 2]))
    world.settle()
    assert 60 < world.rows("SELECT count(*) FROM contradictions")[0][0] < 130


def test_a_page_that_changed_takes_its_rows_along(world):
    assert seen(world, of(Sum("1000000")), of(Sum("1500000")))
    for url in world.urls:
        world.database.replace_document(capture(url, second=1), facts_of(of(Sum("1200000")), url))
        assert world.rows("SELECT count(*) FROM contradictions") == [(0,)], "until the build ends"
        world.settle()
    assert world.rows(SEEN) == []


def test_rows_go_with_their_pages(world):
    assert seen(world, of(Sum("1000000")), of(Sum("1500000")))
    world.database._connection.execute("DELETE FROM projects")
    assert world.rows("SELECT count(*) FROM contradictions") == [(0,)]


def test_notebooks_have_them_as_rows(world):
    assert seen(world, of(Sum("1500000")), of(Sum("1200000")), period("2019", "2021"), period("2019", "2022"))
    with fondoscop.open(world.database.path) as database:
        (total,) = database.contradictions(project="127901", kind="total")
        assert (total.statement, total.other_statement, total.difference) == ("1500000", "1200000", 300000.0)
        assert [row.kind for row in database.contradictions()] == ["period_end", "total"]
        assert list(database.contradictions(project="nimic")) == []
