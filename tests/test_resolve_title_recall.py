"""Titles in two languages, with words left out or called otherwise: what must agree beside them, and near misses."""

import pytest

from resolve.clusters import cluster
from resolve.project_leads import Lead, Tie, tie_of
from resolve.project_mentions import code_of
from resolve.projects import ProjectRules
from resolve.title_reductions import undated, unnamed, unplaced
from resolve.titles import read_title

YEARS = {"start": "2019", "end": "2022"}
PLAIN = {
    "aliases": [],
    "leads": ["A"],
    "lead_names": ["Asociația Zări Deschise"],
    "counties": ["Olt"],
    "first": "run-1",
}
AT_ONE_TIME = PLAIN | YEARS


def are_one(one: str, other: str, ours: dict[str, object], theirs: dict[str, object] | None = None):
    both = {"a": {"title": one} | ours, "b": {"title": other} | (ours if theirs is None else theirs)}
    return len(cluster(ProjectRules(), both)) == 1


def called(name: str, **said: object) -> dict[str, object]:
    return PLAIN | {"leads": [name], "lead_names": [name]} | said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Împreună pentru sate mai sigure în Olt", "Together for Safer Villages in Olt"),
        ("Copiii de ieri, părinții de mâine", "Yesterday's children, tomorrow's parents"),
        ("Adăpost pentru victimele traficului de persoane în Corabia", "Shelter for Victims of Trafficking in Corabia"),
        ("Satul care învață din Coteana", "The Learning Village of Coteana"),
        (
            "Siguranță acasă – servicii de prevenire a separării de familie în județul Olt",
            "Safety at Home – Family Separation Prevention Services in Olt County",
        ),
    ],
)
def test_translations_of_one_body_at_one_time(one, other):
    assert are_one(one, other, AT_ONE_TIME)
    assert are_one(other, one, AT_ONE_TIME)
    assert not are_one(one, other, called("Asociația Unu") | YEARS, called("Fundația Altceva") | YEARS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Combaterea violenței domestice în Corabia", "Combating Human Trafficking in Corabia"),
        ("Servicii integrate pentru copii în Corabia", "Integrated Services for the Elderly in Corabia"),
        ("Sănătate pentru toți", "Education for All"),
        ("Casa Speranței", "Hope for Children"),
        ("Îngrijire la domiciliu în Corabia", "Home Care in Caracal"),
        ("Educație pentru copiii romi, faza 2", "Education for Roma Children, Phase 3"),
    ],
)
def test_what_is_no_translation(one, other):
    assert not are_one(one, other, AT_ONE_TIME)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acces la educație pentru copiii din Brebeni și Coteana", "Acces la educație – Brebeni și Coteana"),
        (
            "Dezvoltarea serviciilor sociale din Corabia prin reabilitarea clădirii fostei băi comunale nr. 4",
            "Reabilitarea clădirii fostei băi comunale nr. 4",
        ),
        ("Înființarea a trei case de tip familial în Corabia", "Înființarea de case de tip familial în Corabia"),
        ("Îmbunătățirea calității serviciilor pentru vârstnici", "Creșterea calității serviciilor pentru vârstnici"),
        ("Combaterea abandonului școlar în Coteana", "Prevenirea abandonului școlar în Coteana"),
    ],
)
def test_left_out_and_called_otherwise_at_one_time(one, other):
    assert are_one(one, other, AT_ONE_TIME)
    assert not are_one(one, other, AT_ONE_TIME | {"lead_names": ["Asociația B"], "leads": ["B"]}, AT_ONE_TIME)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Locuințe protejate pentru tineri", "Locuințe protejate pentru tineri cu dizabilități"),
        ("Reabilitarea Centrului de plasament „Azur”", "Închiderea Centrului de plasament „Azur”"),
        ("Centru de zi și cantină socială Corabia", "Cantină socială Corabia"),
        ("Modernizarea căminului pentru vârstnici nr. 2", "Modernizarea căminului pentru vârstnici nr. 2, corp B"),
        ("Acces la educație pentru copiii din Coteana", "Acces la sănătate pentru copiii din Coteana"),
    ],
)
def test_what_is_another_project_at_one_time(one, other):
    assert not are_one(one, other, AT_ONE_TIME)


def test_years_make_up_for_words_that_are_left_out():
    one, other = "Acces la educație pentru copiii din Brebeni și Coteana", "Acces la educație – Brebeni și Coteana"
    assert not are_one(one, other, PLAIN | {"counties": []})


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("O sută de zâmbete pentru bunici", "100 de zâmbete pentru bunici", PLAIN),
        ("Două mii de zâmbete pentru bunici", "2000 de zâmbete pentru bunici", PLAIN),
        ("Cinci pași spre casă", "5 pași spre casă", PLAIN),
        (
            "Phare 2001 – „Restructurarea C.P. nr. 3 Corabia”",
            "Restructurarea Centrului de Plasament nr. 3 Corabia",
            PLAIN,
        ),
        ("ROHU-339 – Selena4You", "Selena4You", PLAIN),
        ("Proiect RO10-0045 „Fiecare elev la școală”", "Fiecare elev la școală", PLAIN),
        ("Atelierul Selenei – PNRR", "Atelierul Selenei", PLAIN),
        (
            "C. de îngrij. la domiciliu pt. pers. vârst. „Selena”",
            "Centrul de îngrijire la domiciliu pentru persoane vârstnice „Selena”",
            PLAIN,
        ),
        ("Formarea personalulului din Corabia", "Formarea personalului din Corabia", PLAIN),
        (
            "Cre?terea vie?ii selenare în jude?ul Ialomi?a",
            "Creșterea vieții selenare în județul Ialomița",
            PLAIN | {"counties": []},
        ),
        (
            "Centru selenar, com. Dumbrava, jud. MM",
            "Centru selenar, comuna Dumbrava, județul Maramureș",
            PLAIN | {"counties": []},
        ),
        ("Clubul Selena (sector 5)", "Clubul „Selena” Sectorul 5 București", PLAIN),
        ("Sprijin la Roșiorii de Vede", "Sprijin la Roșiori de Vede", PLAIN),
        ("Sprijin la Sfântu Gheorghe", "Sprijin la Sf. Gheorghe", PLAIN),
        ("Ghiozdanul fermecat", "Campania „Ghiozdanul fermecat” 2021", PLAIN | {"start": "2021"}),
        (
            "Servicii pt. persoane vârstnice din mediul selenar și u…",
            "Servicii pentru persoane vârstnice din mediul selenar și urban",
            PLAIN,
        ),
        ("TEAM – UP: progres pentru copii", "TEAM-UP: progres pentru copii", PLAIN),
        ("SOLIDAR – Soluții pentru comunități din Corabia", "Solidar Corabia", PLAIN),
    ],
)
def test_one_title(one, other, said):
    assert are_one(one, other, said)
    assert are_one(other, one, said)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("O sută de zâmbete pentru bunici", "200 de zâmbete pentru bunici", PLAIN),
        ("Cinci pași spre casă", "Zece pași spre casă", PLAIN),
        ("Ghiozdanul fermecat", "Campania „Ghiozdanul fermecat” 2021", PLAIN | {"start": "2023", "end": "2023"}),
        ("Servicii integrate din mediul ru…", "Servicii integrate din mediul urban", PLAIN),
        ("Atelierul Selenei – Corabia", "Atelierul Selenei – Caracal", PLAIN),
    ],
)
def test_two_titles(one, other, said):
    assert not are_one(one, other, said)


def test_a_sector_that_is_the_leads_is_left_out():
    lead = called("DGASPC Sector 6", counties=["București"])
    one, other = (
        "Casa Noastră – complex pentru copii și familii, Sector 6",
        "Complex pentru copii și familii „Casa Noastră”",
    )
    assert are_one(one, other, lead)
    assert not are_one(one, other, called("Asociația Zări Deschise", counties=["București"]))


def test_a_town_that_is_the_leads_is_left_out():
    one, other = "Centru respiro pentru copii cu autism", "Centru respiro pentru copii cu autism – Craiova"
    theirs = PLAIN | {"leads": [], "lead_names": [], "counties": ["Dolj"]}
    assert are_one(one, other, called("DAS Craiova", counties=["Dolj"]), theirs)
    assert not are_one(one, other, called("DAS Calafat", counties=["Dolj"]), theirs)


def test_what_is_left_of_a_title():
    placed, place = unplaced(read_title("Atelierul Selenei, municipiul Craiova"))
    assert (placed.key, place) == ("atelierul selenei", "craiova")
    assert unplaced(read_title("Atelierul Selenei")) is None
    assert undated(read_title("Caravana Selenei, ediția 2022")).key == "caravana selenei"
    assert undated(read_title("Caravana Selenei")) is None
    assert unnamed(read_title("SOLIDAR – Soluții pentru sate")).key == "solutii pentru sate"
    assert unnamed(read_title("Soluții pentru sate")) is None


@pytest.mark.parametrize(
    ("tie", "one", "other"),
    [
        (Tie.ONE, "CREFOP", "Fundația Centrul de Resurse pentru Educație și Formare Profesională"),
        (Tie.ONE, "Asociația Vârsta4", "Asociația Vârsta 4"),
        (Tie.DOUBTFUL, "Școala Gimnazială Specială Bacău", "Școala Gimnazială Specială nr. 1 Bacău"),
        (Tie.TWO, "Școala Gimnazială Specială Bacău", "Școala Gimnazială Specială nr. 2 Bacău"),
        (Tie.TWO, "CREFOP", "Fundația Centrul de Ajutor pentru Mame și Copii"),
    ],
)
def test_ties_of_leads(tie, one, other):
    assert tie_of(Lead("1", one), Lead("2", other)) is tie


@pytest.mark.parametrize(
    ("code", "read"),
    [("POSDRU/96/6.2/S/62457", "62457"), ("SMIS 2014+ 128038", "128038"), ("0128038", "128038"), ("128.038", "128038")],
)
def test_codes_within_what_pages_call_codes(code, read):
    assert code_of({"title": "Atelierul Selenei", "code": code}) == read
