"""Leads that are told with what they are in a project, with partners, or for a body of their town; near misses."""

import pytest

from resolve.clusters import cluster
from resolve.lead_lists import bodies_in
from resolve.periods import nearly_agree, read_period
from resolve.project_blocks import blocks_of
from resolve.project_leads import Lead, Tie, are_kin_leads, are_one_there, is_of_one_place, names_of, tie_of
from resolve.project_mentions import are_two_programmes
from resolve.projects import ProjectRules

ONE, DOUBTFUL, TWO = Tie
WHEN = {"start": "2019", "end": "2021"}


def led(name: str, county: str = "", **values: object) -> dict[str, object]:
    return {"leads": [name], "lead_names": [name], "counties": [county] if county else [], **values}


def are_one(title: str, one: dict[str, object], other: dict[str, object], title_of_other: str = "") -> bool:
    plain = {"title": title, "aliases": [], "first": "run-1"}
    both = {"a": plain | one, "b": plain | other | ({"title": title_of_other} if title_of_other else {})}
    return len(cluster(ProjectRules(), both)) == 1


@pytest.mark.parametrize(
    ("name", "bodies"),
    [
        ("Beneficiar: Asociația Agape", ("Asociația Agape",)),
        ("Lider de parteneriat – Fundația Harul", ("Fundația Harul",)),
        ("Fundația Harul (lider)", ("Fundația Harul",)),
        ("Fundația Harul – lider de proiect", ("Fundația Harul",)),
        ("Fundația Harul + parteneri", ("Fundația Harul",)),
        ("Fundația Harul și partenerii săi", ("Fundația Harul",)),
        ("Primăria Cugir, România", ("Primăria Cugir",)),
        ("Fundația Harul (FH)", ("Fundația Harul",)),
        ("ONG Harul", ("Harul",)),
        ("Asociația Agape, Primăria Cugir, DGASPC Alba", ("Asociația Agape", "Primăria Cugir", "DGASPC Alba")),
        ("Asociația Agape + Primăria Cugir", ("Asociația Agape", "Primăria Cugir")),
        ("Școala Gimnazială nr. 2, oraș Zimnicea", ("Școala Gimnazială nr. 2, oraș Zimnicea",)),
        ("Asociația Parteneri pentru Cugir", ("Asociația Parteneri pentru Cugir",)),
        ("Asociația Agape, partener: DAS Blaj", ("Asociația Agape", "DAS Blaj")),
        ("Asociația Parteneri", ("Asociația Parteneri",)),
        ("Liderul", ("Liderul",)),
        ("Camera de Comerț și Industrie Olt", ("Camera de Comerț și Industrie Olt",)),
    ],
)
def test_a_list_of_bodies_without_what_they_are_in_the_project(name, bodies):
    assert bodies_in(name) == bodies


@pytest.mark.parametrize(
    ("tie", "one", "other"),
    [
        (ONE, "Beneficiar: Asociația Agape", "Asociația Agape"),
        (ONE, "Fundația Harul + parteneri", "Harul"),
        (ONE, "Consiliul Local Cugir", "Primăria Cugir"),
        (ONE, "Consiliul Local al Municipiului Lugoj", "UAT Municipiul Lugoj"),
        (ONE, "Fundația Caritas Alba Iulia", "Caritas Alba Iulia"),
        (DOUBTFUL, "Spitalul Obregia", "Spitalul de Psihiatrie Obregia"),
        (DOUBTFUL, "DASM Lugoj", "Direcția de Asistență Socială a Municipiului Lugoj"),
        (DOUBTFUL, "SPAS Lugoj", "DAS Lugoj"),
        (DOUBTFUL, "Asociația Sirniia", "Asociația Sirinia"),
        (DOUBTFUL, "Fundația Alpha Transilvnaă", "Fundația Alpha Transilvană Mureș"),
        (TWO, "Consiliul Local Cugir", "Primăria Blaj"),
        (TWO, "DAS Lugoj", "SPAS Roman"),
        (TWO, "DGASPC Olt", "Direcția de Asistență Socială Olt"),
        (TWO, "Spitalul Municipal Roman", "Spitalul Municipal Lugoj"),
        (TWO, "DAS Lugoj", "Primăria Lugoj"),
        (TWO, "Asociația Parada", "Asociația Paradis"),
        (TWO, "Asociația Sirinia Oradea", "Asociația Harul Oradea"),
    ],
)
def test_ties(tie, one, other):
    for a, b in ((one, other), (other, one)):
        assert tie_of(Lead("1", a), Lead("2", b)) is tie


def test_bodies_of_one_town_or_county_are_kin():
    def kin(one: str, other: str) -> bool:
        assert are_kin_leads(Lead("1", one), Lead("2", other)) is are_kin_leads(Lead("2", other), Lead("1", one))
        return are_kin_leads(Lead("1", one), Lead("2", other))

    assert kin("Primăria Lugoj", "DAS Lugoj")
    assert kin("Consiliul Județean Olt", "DGASPC Olt")
    assert kin("Primăria Lugoj", "Spitalul Municipal Lugoj")
    assert kin("Primăria Sectorului 2", "DGASPC Sector 2")
    assert kin("Orașul Zimnicea", "Școala Gimnazială nr. 2 Zimnicea")
    assert not kin("Primăria Lugoj", "DAS Roman")
    assert not kin("Consiliul Județean Olt", "DGASPC Dolj")
    assert not kin("DAS Lugoj", "Spitalul Municipal Lugoj")
    assert not kin("DGASPC Olt", "Spitalul Județean de Urgență Slatina")
    assert not kin("Primăria Lugoj", "Asociația Agape Lugoj")
    assert not kin("Orașul Zimnicea", "Școala Gimnazială nr. 2 Cugir")


@pytest.mark.parametrize(
    ("owner", "house", "county"),
    [
        ("Primăria Lugoj", "DAS Lugoj", "Timiș"),
        ("Consiliul Județean Olt", "DGASPC Olt", "Olt"),
        ("Orașul Zimnicea", "Școala Gimnazială nr. 2 Zimnicea", "Teleorman"),
    ],
)
def test_kin_have_one_project_of_one_telling_title(owner, house, county):
    ours, theirs = led(owner, county, **WHEN), led(house, county, **WHEN)
    assert are_one("Casa Ariadna pentru vârstnici", ours, theirs)
    assert are_one("Împreună pentru o viață în siguranță", ours, theirs)
    assert not are_one("Centru de zi pentru copii", ours, theirs)  # each may have one
    assert not are_one("Casa Ariadna pentru vârstnici", ours, theirs | {"start": "2015", "end": "2017"})
    assert not are_one("Casa Ariadna pentru vârstnici", ours, led("Asociația Agape", county, **WHEN))


def test_a_town_in_the_title_tells_kin_apart_from_none():
    title = "Servicii pentru vârstnici din Lugoj"
    assert not are_one(title, led("Primăria Lugoj", "Timiș"), led("DAS Lugoj", "Timiș"))


def test_a_town_hall_has_one_project_whatever_county_writes_of_it():
    title = "Casa Ariadna pentru vârstnici"
    assert are_one(title, led("Primăria Lugoj", "Timiș"), led("Primăria Lugoj", "București"))
    assert not are_one(title, led("Asociația Harul", "Timiș"), led("Asociația Harul", "București"))
    assert not are_one("Centru de zi în Olt", led("DGASPC Olt"), led("DGASPC Olt"), "Centru de zi în Dolj")
    assert not are_one(title, led("Primăria Bălan", "Harghita", **WHEN), led("Primăria Bălan", "Sălaj", **WHEN))
    assert is_of_one_place(Lead("1", "Orașul Bălan"))
    assert is_of_one_place(Lead("1", "DGASPC Olt"))
    assert not is_of_one_place(Lead("1", "Primăria Bălan"))  # a town and a commune
    assert not is_of_one_place(Lead("1", "DGASPC"))
    assert not is_of_one_place(Lead("1", "AJOFM Olt"))
    assert not is_of_one_place(Lead("1"))


def test_a_place_in_the_title_is_where_it_is_whatever_county_writes():
    title = "Sprijin pentru familiile vulnerabile din Avrig"
    ours, theirs = (led("Asociația Harul Bun", county, **WHEN) for county in ("Sibiu", "București"))
    assert are_one(title, ours, theirs)
    assert not are_one("Sprijin pentru familiile vulnerabile", ours, theirs)
    assert not are_one(title, ours, theirs | {"start": "2020"})
    assert not are_one(title, ours, led("Asociația Agape", "București", **WHEN))
    assert not are_one(
        "Sprijin pentru familii din comuna Vlădeni",
        led("Comuna Vlădeni", "Iași", **WHEN),
        led("Comuna Vlădeni", "Botoșani", **WHEN),
    )


def test_a_lead_with_its_partner_is_looked_for_by_its_name():
    rules = ProjectRules()

    def blocks(lead: str) -> set[str]:
        said = {"title": "Centru de zi pentru copii", "aliases": [], "first": "run-1", **led(lead)}
        return set(blocks_of(rules.read("a", said)))

    town = blocks("Primăria Lugoj")
    assert not town.isdisjoint(blocks("Municipiul Lugoj în parteneriat cu Asociația Agape"))
    assert not town.isdisjoint(blocks("Asociația Agape și Primăria Lugoj"))
    assert not town.isdisjoint(blocks("Consiliul Local Lugoj"))
    assert town.isdisjoint(blocks("Primăria Roman"))
    assert not blocks("Primăria Vlădeni, județul Iași").isdisjoint(blocks("Comuna Vlădeni"))  # of five counties
    assert names_of(Lead("7")) == ["7"]
    assert names_of(Lead("7", "DGASPC")) == ["7"]  # each county has one


def test_a_lead_that_many_counties_have_is_that_of_the_county():
    title = "Centru de zi pentru copii"
    for plain, full in (("DGASPC", "DGASPC Olt"), ("Comuna Vlădeni", "Primăria Vlădeni, județul Iași")):
        county = "Olt" if "Olt" in full else "Iași"
        assert are_one(title, led(plain, county, **WHEN), led(full, county, **WHEN))
        assert not are_one(title, led(plain, "Bacău", **WHEN), led(full, county, **WHEN))
    iasi, botosani = "Primăria Vlădeni, județul Iași", "Comuna Vlădeni, județul Botoșani"
    assert not are_one(title, led(iasi, "Iași", **WHEN), led(botosani, "Iași", **WHEN))
    assert not are_one_there(Lead("1", "DGASPC"), Lead("2", "DGASPC Olt"), ["Dolj"])
    assert not are_one_there(Lead("1"), Lead("2", "DGASPC Olt"), ["Olt"])


@pytest.mark.parametrize(
    ("is_near", "one", "other"),
    [
        (True, "2019..2021", "2019..2022"),
        (True, "2018..2021", "2019..2021"),
        (True, "2019..2021", "2019..2021"),
        (False, "2018..2020", "2019..2021"),
        (False, "2019..2021", "2019..2023"),
        (False, "2019..", "2020.."),
        (False, "2019..", "..2021"),
    ],
)
def test_periods_that_agree_but_for_a_year(is_near, one, other):
    ours, theirs = (read_period(*(year or None for year in text.split("..")), None) for text in (one, other))
    assert nearly_agree(ours, theirs) is nearly_agree(theirs, ours) is is_near


def test_an_end_put_off_bears_no_common_title_out_without_its_lead():
    title = "Centru de zi pentru copii"
    ours, longer = ({"counties": ["Olt"], "start": "2019", "end": end} for end in ("2021", "2022"))
    assert are_one(title, ours, ours)
    assert not are_one(title, ours, longer)
    town, service = led("Primăria Slatina", "Olt", **WHEN), led("DAS Slatina", "Olt", **WHEN)
    assert are_one("Casa Ariadna pentru vârstnici", town, service | {"end": "2022"})


def test_regio_of_no_known_period_may_be_the_programme_of_today():
    assert not are_two_programmes("POR", "PR/NE")
    assert not are_two_programmes("PR", "POR")
    assert are_two_programmes("POR/2014-2020", "PR/NE")
    assert are_two_programmes("POR", "PNRR")
