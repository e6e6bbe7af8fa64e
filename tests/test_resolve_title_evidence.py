"""Titles that differ in order, headline, county or little words, beside what all else says, and near misses."""

import pytest

from resolve.clusters import cluster
from resolve.project_blocks import blocks_of
from resolve.project_leads import Lead, is_of_the_country, places_of
from resolve.projects import ProjectRules
from resolve.title_headlines import without_headline

PLAIN = {
    "aliases": [],
    "leads": ["A"],
    "lead_names": ["Asociația Zări Deschise"],
    "counties": ["Olt"],
    "first": "run-1",
}
AT_ONE_TIME = PLAIN | {"start": "2019", "end": "2022"}


def are_one(one: str, other: str, ours: dict[str, object], theirs: dict[str, object] | None = None) -> bool:
    both = {"a": {"title": one} | ours, "b": {"title": other} | (ours if theirs is None else theirs)}
    return len(cluster(ProjectRules(), both)) == 1


def of_county(county: str, lead: str, **said: object) -> dict[str, object]:
    return AT_ONE_TIME | {"leads": [lead], "lead_names": [lead], "counties": [county]} | said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Tehnologii asistive pentru persoane cu dizabilități – facilitarea inserției pe piața muncii",
            "Facilitarea inserției pe piața muncii a persoanelor cu dizabilități – tehnologii asistive",
        ),
        ("Îngrijire la domiciliu Corabia", "Servicii de îngrijire la domiciliu pentru vârstnicii din Corabia"),
        ("Locuința protejată Ariadna", "Casa Ariadna – locuință protejată pentru victime"),
        ("Teleasistență pentru vârstnici singuri", "Înființarea serviciului de teleasistență pentru vârstnici singuri"),
    ],
)
def test_words_in_any_order_and_left_out_where_all_else_is_one(one, other):
    assert are_one(one, other, AT_ONE_TIME)
    assert are_one(other, one, AT_ONE_TIME)
    assert not are_one(one, other, AT_ONE_TIME, AT_ONE_TIME | {"leads": ["B"], "lead_names": ["Fundația Bujor"]})
    assert not are_one(one, other, AT_ONE_TIME, AT_ONE_TIME | {"start": "2010", "end": "2012"})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Modernizarea Centrului de zi Aurora și extinderea Căminului Apus",
            "Extinderea Centrului de zi Aurora și modernizarea Căminului Apus",
        ),
        ("Cantină socială Corabia", "Centru de zi și cantină socială Corabia"),
        ("Centrul „Anca” pentru copii", "Centrul „Anca” pentru mame"),
        ("De la școală la muncă în Olt", "De la muncă la școală în Olt"),
        ("Casa Ariadna", "Casa Ariadna II"),
        ("Locuința protejată Ariadna", "Terapie ocupațională și locuința protejată Ariadna"),
        ("Locuri de muncă pentru romii din Corabia", "Locuri de muncă și locuințe pentru romii din Corabia"),
    ],
)
def test_two_projects_of_one_body_at_one_time(one, other):
    assert not are_one(one, other, AT_ONE_TIME)
    assert not are_one(other, one, AT_ONE_TIME)


def test_people_may_be_left_out_beside_a_name():
    said = PLAIN | {"start": "2016"}
    full = "Atelier protejat de lumânări pentru persoane cu dizabilități"
    assert are_one(full, "Atelierul protejat de lumânări", said)
    assert not are_one(full, "Atelierul protejat de lumânări", said, said | {"start": "2009"})
    assert not are_one(full, "Atelier protejat de lumânări pentru vârstnici", said)


@pytest.mark.parametrize(
    "headline",
    [
        "A fost lansat proiectul „Cuibul cu barză – sprijin pentru mame”",
        "DGASPC Olt a finalizat proiectul „Cuibul cu barză – sprijin pentru mame”",
        "Un nou proiect social la Corabia: „Cuibul cu barză – sprijin pentru mame”",
        "„Cuibul cu barză – sprijin pentru mame” a ajuns la final",
        "Proiectul „Cuibul cu barză – sprijin pentru mame”, la final",
        "S-a încheiat proiectul „Cuibul cu barză – sprijin pentru mame”",
    ],
)
def test_a_headline_names_a_project(headline):
    alone = PLAIN | {"leads": [], "lead_names": [], "counties": []}
    assert are_one(headline, "Cuibul cu barză: sprijin pentru mame", alone)
    assert not are_one(headline, "Cuibul cu barză II: sprijin pentru mame", alone)


@pytest.mark.parametrize(
    "title",
    [
        "Centrul „Anca” pentru victime",
        "„Anca” și „Dana”",
        "Tineri voluntari",
        "Casa „Lidia” – proiectul unei comunități",
        "Biblioteca „Vie",
        "",
    ],
)
def test_what_is_no_headline_stays(title):
    assert without_headline(title) == title


def test_a_ministry_has_one_project_whatever_county_writes_of_it():
    title = "Consolidarea mecanismului de prevenire a traficului de persoane"
    ours, theirs = of_county("Olt", "ANITP"), of_county("Dolj", "ANITP")
    assert are_one(title, title, ours, theirs)
    assert not are_one(title, title, of_county("Olt", "Asociația Speranța"), of_county("Dolj", "Asociația Speranța"))
    assert not are_one(f"{title} – Slatina", f"{title} – Craiova", ours, theirs)
    assert not are_one("Centru de zi pentru copii", "Centru de zi pentru copii", ours, theirs)
    assert not are_one(title, title, ours, of_county("Dolj", "ANITP", start="2011", end="2013"))


def test_an_acronym_bears_out_a_title_on_the_site_of_another_county():
    lead = "Camera de Comerț și Industrie Călărași"
    ours, theirs = of_county("Călărași", lead), of_county("Tulcea", lead)
    assert are_one("Economie socială la Dunăre – ESD", "Economie socială la Dunăre", ours, theirs)
    assert not are_one("Economie socială la Dunăre", "Economie socială la Dunăre", ours, theirs)


def test_of_whom_there_is_one_in_the_country():
    assert is_of_the_country(Lead("1", "Ministerul Muncii și Justiției Sociale"))
    assert not is_of_the_country(Lead("1", "DGASPC Olt"))
    assert not is_of_the_country(Lead("1", "Asociația Speranța"))
    assert not is_of_the_country(Lead("1"))


def test_a_title_may_be_cut_off_within_a_little_word():
    full = "Servicii comunitare integrate pentru combaterea sărăciei și a excluziunii sociale"
    assert are_one(full, "Servicii comunitare integrate pentru combaterea sărăciei ș…", AT_ONE_TIME)
    assert not are_one(full, "Servicii comunitare integrate pentru combaterea sărăciei ru…", AT_ONE_TIME)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Școala părinților din Olt", "Școala părinților, jud. Olt"),
        ("Un viitor mai bun pentru copiii din Corabia", "Un viitor mai bun pentru copiii corăbieni"),
        ("Zâmbet de copil în Olt", "Zâmbet de copil"),
        ("E-Senior: alfabetizare digitală pentru vârstnici", "eSenior – alfabetizare digitală pentru vârstnici"),
        ("Fiecare copil contează la Vatra Dornei", "Fiecare copil contează la V. Dornei"),
        (
            "Accesibilizarea instituțiilor din Drobeta-Turnu Severin",
            "Accesibilizarea instituțiilor din Dr. Tr. Severin",
        ),
        (
            "Start în viață pentru tinerii care părăsesc sistemul de protecție",
            "Start în viață pentru tinerii post-instituționalizați",
        ),
    ],
)
def test_places_and_forms_of_words(one, other):
    assert are_one(one, other, PLAIN)
    assert are_one(other, one, PLAIN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Școala părinților din Olt", "Școala părinților, jud. Dolj"),
        ("Un viitor mai bun pentru copiii din Călan", "Un viitor mai bun pentru copiii călărășeni"),
        ("Zâmbet de copil în Caracal", "Zâmbet de copil în Corabia"),
    ],
)
def test_other_places_are_other_projects(one, other):
    assert not are_one(one, other, PLAIN)


def test_a_kind_of_house_is_looked_for_beside_the_town_of_its_lead():
    ours = PLAIN | {"leads": ["D"], "lead_names": ["DAS Slatina"]}
    theirs = PLAIN | {"leads": [], "lead_names": []}
    title = "Centru respiro pentru familiile copiilor cu autism"
    assert places_of(Lead("D", "DAS Slatina")) == {"slatina"}
    assert are_one(title, f"{title} – Slatina", ours, theirs)
    assert not are_one(title, f"{title} – Caracal", ours, theirs)


def test_a_school_in_english_is_that_of_a_lead_called_alike():
    ours = AT_ONE_TIME | {"leads": ["1"], "lead_names": ["Liceul Special „Sf. Pantelimon”"]}
    theirs = AT_ONE_TIME | {"leads": ["2"], "lead_names": ["Liceul Tehnologic Special Sfântul Pantelimon Caracal"]}
    assert are_one("Școala incluzivă, copii fericiți", "Inclusive School, Happy Children", ours, theirs)
    assert not are_one("Școala incluzivă, copii fericiți", "Inclusive School, Happy Parents", ours, theirs)


def test_an_english_title_may_be_that_of_the_name_alone():
    full = "Comunități mai sigure – servicii de prevenire a violenței în Corabia"
    assert are_one(full, "Safer Communities", AT_ONE_TIME)
    assert not are_one(full, "Safer Schools", AT_ONE_TIME)


def test_a_work_called_otherwise_needs_lead_and_both_ends():
    one = "Creșterea capacității furnizorilor de servicii sociale"
    other = "Întărirea capacității furnizorilor de servicii sociale"
    said = AT_ONE_TIME | {"counties": []}
    assert are_one(one, other, said)
    assert not are_one(one, other, said, said | {"start": "2012", "end": "2014"})
    assert not are_one(one, other, said | {"start": "2019", "end": None}, said | {"start": "2019", "end": None})


def test_blocks_of_one_title_stay_few():
    rules = ProjectRules()
    mention = rules.read("a", AT_ONE_TIME | {"title": "Rețea de servicii pentru vârstnicii singuri – Slatina, 2020"})
    assert len(set(blocks_of(mention))) < 150
